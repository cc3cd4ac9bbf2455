package tech.turso.pager;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The memory that the page caches of this process take together, apart from those whose size a
 * connection has chosen (PRAGMA cache_size). A database that is alone may take all of it. When
 * there are several and it is used up, the largest cache gives way, whoever needs the memory, so
 * that under pressure all get the same share and idle ones shrink first.
 *
 * <p>Caches report changes in steps, so the sum may be exceeded by a step for each of them.
 *
 * <p>Threads: any; never called with a cache's monitor held, because it takes that of another.
 */
final class CacheBudget {
  /** That of the process: an eighth of the heap. */
  static final CacheBudget PROCESS = new CacheBudget(Runtime.getRuntime().maxMemory() / 8);

  private final long bytes;
  private final ArrayList<PageCache> members = new ArrayList<>();
  private long usedBytes;

  CacheBudget(long bytes) {
    this.bytes = bytes;
  }

  /** What all may take together. */
  long bytes() {
    return bytes;
  }

  /** What each may take if all want more. */
  synchronized long shareBytes() {
    return bytes / Math.max(1, members.size());
  }

  /** A cache is counted from now on; it has no images yet. */
  synchronized void join(PageCache cache) {
    members.add(cache);
  }

  /** A cache that had reported {@code reportedBytes} is not counted any more. */
  synchronized void leave(PageCache cache, long reportedBytes) {
    if (members.remove(cache)) {
      usedBytes -= reportedBytes;
    }
  }

  /** A cache has grown or shrunk; evicts where the most is, if the sum is too large. */
  void changed(long changeBytes) {
    @Nullable PageCache largest = add(changeBytes);
    while (largest != null) {
      long freed = largest.shrink(bytes / 64);
      largest = freed == 0 ? null : add(-freed);
    }
  }

  /** The cache that has to give way, or null. */
  private synchronized @Nullable PageCache add(long changeBytes) {
    usedBytes += changeBytes;
    @Nullable PageCache largest = null;
    if (usedBytes > bytes) {
      for (PageCache cache : members) {
        if (largest == null || cache.reportedBytes() > largest.reportedBytes()) {
          largest = cache;
        }
      }
    }
    return largest;
  }
}

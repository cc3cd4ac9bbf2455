package tech.turso.pager;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The published images of one database by page number, shared by all its connections in this
 * process.
 *
 * <p>Readers look up without locks: the table is an array of chunks indexed by the number, and an
 * image is safely published by its final fields. A reader that sees an older state of the table
 * finds nothing and goes the slow way, or finds an image that was valid when its transaction began.
 *
 * <p>The bytes of all images are bounded. What goes is decided by SIEVE: images stand in a queue in
 * the order of their arrival; a hand moves from the oldest to the newest and evicts the first image
 * that was not read since it last passed. A scan larger than the cache evicts itself and leaves the
 * images that are read again and again. Arrays are used again (see {@link Epochs}).
 *
 * <p>Changes are made under this object's monitor, except where noted.
 */
final class PageCache {
  private static final int CHUNK_BITS = 8;
  private static final int CHUNK_PAGES = 1 << CHUNK_BITS;

  /** What a page takes in memory besides its bytes, about. */
  private static final int OVERHEAD_BYTES = 96;

  /** Fewer pages than this make no sense. */
  private static final int LEAST_PAGES = 10;

  private static final int MOST_SPARE_ARRAYS = 1024;

  /** In what steps the memory used is reported to the process's budget. */
  private static final int REPORT_BYTES = 128 * 1024;

  private final int pageBytes;
  private final Epochs epochs;
  private @Nullable Page[] @Nullable [] chunks = new Page[1][];

  private long budgetBytes;
  private long usedBytes;

  /** The budget that this cache shares with others; null if it has one of its own. */
  private @Nullable CacheBudget shared;

  /** What {@link #shared} knows of {@link #usedBytes}. */
  private long reportedBytes;

  private int count;
  private @Nullable Page newest;
  private @Nullable Page oldest;
  private @Nullable Page hand;

  /**
   * An empty cache.
   *
   * @param budgetBytes about how much memory the images may take; {@link Long#MAX_VALUE} for a
   *     database that has no file
   */
  PageCache(int pageBytes, long budgetBytes) {
    this.pageBytes = pageBytes;
    this.budgetBytes = budgetBytes;
    long pages = budgetBytes / pageBytes;
    this.epochs =
        new Epochs(pageBytes, (int) Math.clamp(pages / 4, LEAST_PAGES, MOST_SPARE_ARRAYS));
  }

  /** Bytes of a page. */
  int pageBytes() {
    return pageBytes;
  }

  /** Who may have images in hand, and the arrays to be used again. */
  Epochs epochs() {
    return epochs;
  }

  /** The image of that page, or null; {@code number} is 1 or more. No lock is needed. */
  @Nullable Page find(int number) {
    @Nullable Page[] @Nullable [] chunks = this.chunks;
    int at = number >>> CHUNK_BITS;
    if (at < chunks.length) {
      @Nullable Page[] chunk = chunks[at];
      if (chunk != null) {
        Page page = chunk[number & CHUNK_PAGES - 1];
        if (page != null) {
          if (!page.visited) {
            page.visited = true;
          }
          return page;
        }
      }
    }
    return null;
  }

  /**
   * Adds an image that was read from the file; if another thread was faster, its image is returned
   * and this one's array is free again.
   */
  Page addLoaded(Page image) {
    synchronized (this) {
      Page there = slotOf(image.number);
      if (there != null) {
        epochs.free(image.bytes);
        return there;
      }
      insert(image);
      evict(image);
    }
    report();
    return image;
  }

  /** Publishes a new image of a page in place of the former one. */
  void replace(Page image) {
    synchronized (this) {
      Page former = slotOf(image.number);
      if (former != null) {
        remove(former);
        image.visited = former.visited;
      }
      insert(image);
      evict(image);
    }
    report();
  }

  /** Takes out the image of a page, if there is one. */
  synchronized void remove(int number) {
    Page page = slotOf(number);
    if (page != null) {
      remove(page);
    }
  }

  /** Takes out all images whose number is {@code first} or more. */
  synchronized void removeFrom(int first) {
    for (int at = first >>> CHUNK_BITS; at < chunks.length; at++) {
      @Nullable Page[] chunk = chunks[at];
      if (chunk != null) {
        for (Page page : chunk) {
          if (page != null && page.number >= first) {
            remove(page);
          }
        }
      }
    }
  }

  /** Takes out all images. */
  synchronized void clear() {
    for (Page page = oldest; page != null; ) {
      Page next = page.newer;
      remove(page);
      page = next;
    }
    chunks = new Page[1][];
    assert count == 0 && usedBytes == 0 : count + " " + usedBytes;
  }

  /** Counts memory that the B-tree layer has tied to an image, and evicts for it. */
  void charge(Page image, Object extra, int extraBytes) {
    synchronized (this) {
      image.extra = extra;
      if (slotOf(image.number) == image) {
        usedBytes += extraBytes - image.extraBytes;
        image.extraBytes = extraBytes;
        evict(image);
      }
    }
    report();
  }

  /** Gives the cache a budget of its own and evicts what is over it. */
  void setBudget(long budgetBytes) {
    leaveBudget();
    synchronized (this) {
      this.budgetBytes = budgetBytes;
      evict(null);
    }
  }

  /** Lets the cache share a budget with others. */
  void setBudget(CacheBudget budget) {
    if (shared == budget) {
      return;
    }
    leaveBudget();
    budget.join(this);
    synchronized (this) {
      shared = budget;
      reportedBytes = 0;
      budgetBytes = budget.bytes();
      evict(null);
    }
    report();
  }

  /** Gives back what it has of a budget shared with others: nobody will use this cache again. */
  void leaveBudget() {
    CacheBudget budget;
    long reported;
    synchronized (this) {
      budget = shared;
      reported = reportedBytes;
      shared = null;
      reportedBytes = 0;
    }
    if (budget != null) {
      budget.leave(this, reported);
    }
  }

  /** Without the monitor: evicting may take that of another cache. */
  private void report() {
    CacheBudget budget = shared;
    if (budget != null && Math.abs(usedBytes - reportedBytes) >= REPORT_BYTES) {
      long change = takeChange();
      if (change != 0) {
        budget.changed(change);
      }
    }
  }

  private synchronized long takeChange() {
    long change = shared == null ? 0 : usedBytes - reportedBytes;
    reportedBytes += change;
    return change;
  }

  /** What the budget that is shared with others knows of. */
  long reportedBytes() {
    return reportedBytes;
  }

  /** Evicts for another cache, at least {@code bytes} if possible; what was given back. */
  synchronized long shrink(long bytes) {
    if (shared == null) {
      return 0;
    }
    long wanted = Math.max(0, reportedBytes - Math.max(bytes, 1));
    while (usedBytes > wanted && count > LEAST_PAGES) {
      unlink(victim(null));
    }
    long freed = reportedBytes - usedBytes;
    reportedBytes = usedBytes;
    return Math.max(0, freed);
  }

  /** About how much memory the images take. */
  synchronized long usedBytes() {
    return usedBytes;
  }

  /** How many images there are. */
  synchronized int count() {
    return count;
  }

  /** All images in ascending order of their numbers. */
  synchronized Page[] sorted() {
    Page[] pages = new Page[count];
    int n = 0;
    for (@Nullable Page[] chunk : chunks) {
      if (chunk != null) {
        for (Page page : chunk) {
          if (page != null) {
            pages[n++] = page;
          }
        }
      }
    }
    assert n == count;
    return pages;
  }

  private @Nullable Page slotOf(int number) {
    int at = number >>> CHUNK_BITS;
    @Nullable Page[] chunk = at < chunks.length ? chunks[at] : null;
    return chunk == null ? null : chunk[number & CHUNK_PAGES - 1];
  }

  private void setSlot(int number, @Nullable Page page) {
    int at = number >>> CHUNK_BITS;
    if (at >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(at + 1, chunks.length * 2));
    }
    @Nullable Page[] chunk = chunks[at];
    if (chunk == null) {
      chunk = new Page[CHUNK_PAGES];
      chunks[at] = chunk;
    }
    chunk[number & CHUNK_PAGES - 1] = page;
  }

  private void insert(Page image) {
    assert Epochs.slackIsZero(image.bytes, pageBytes) : "written past the end: " + image;
    setSlot(image.number, image);
    image.older = newest;
    if (newest != null) {
      newest.newer = image;
    } else {
      oldest = image;
    }
    newest = image;
    usedBytes += pageBytes + OVERHEAD_BYTES + image.extraBytes;
    count++;
  }

  private void remove(Page image) {
    unlink(image);
    epochs.retire(image.bytes);
  }

  private void unlink(Page image) {
    if (hand == image) {
      hand = image.newer;
    }
    if (image.newer != null) {
      image.newer.older = image.older;
    } else {
      newest = image.older;
    }
    if (image.older != null) {
      image.older.newer = image.newer;
    } else {
      oldest = image.newer;
    }
    image.newer = null;
    image.older = null;
    setSlot(image.number, null);
    usedBytes -= pageBytes + OVERHEAD_BYTES + image.extraBytes;
    count--;
  }

  private void evict(@Nullable Page kept) {
    while (usedBytes > budgetBytes && count > LEAST_PAGES) {
      remove(victim(kept));
    }
  }

  private Page victim(@Nullable Page kept) {
    Page page = hand;
    // Readers may mark images as fast as the hand clears the marks: after two rounds it takes any.
    for (int steps = 2 * count; ; steps--) {
      if (page == null) {
        page = oldest;
        assert page != null;
      }
      if (page != kept && (!page.visited || steps <= 0)) {
        hand = page;
        return page;
      }
      page.visited = false;
      page = page.newer;
    }
  }
}

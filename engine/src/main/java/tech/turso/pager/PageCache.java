package tech.turso.pager;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The published images of one database by page number, shared by all its connections in this
 * process. Readers look up without locks: the table is an array of chunks indexed by the number,
 * and an image is safely published by its final fields. A reader that sees an older table finds
 * nothing and goes the slow way.
 *
 * <p>Writers of the table ({@link #put}, {@link #removeFrom}, {@link #clear}) hold the lock of the
 * database that owns the cache.
 */
final class PageCache {
  private static final int CHUNK_BITS = 8;
  private static final int CHUNK_PAGES = 1 << CHUNK_BITS;

  private @Nullable Page[] @Nullable [] chunks = new Page[1][];

  /** The image of that page, or null; {@code number} is 1 or more. */
  @Nullable Page find(int number) {
    @Nullable Page[] @Nullable [] chunks = this.chunks;
    int at = number >>> CHUNK_BITS;
    if (at < chunks.length) {
      @Nullable Page[] chunk = chunks[at];
      if (chunk != null) {
        return chunk[number & CHUNK_PAGES - 1];
      }
    }
    return null;
  }

  /** Publishes an image in place of the former one; returns that, or null. */
  @Nullable Page put(Page page) {
    int at = page.number >>> CHUNK_BITS;
    if (at >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(at + 1, chunks.length * 2));
    }
    @Nullable Page[] chunk = chunks[at];
    if (chunk == null) {
      chunk = new Page[CHUNK_PAGES];
      chunks[at] = chunk;
    }
    Page former = chunk[page.number & CHUNK_PAGES - 1];
    chunk[page.number & CHUNK_PAGES - 1] = page;
    return former;
  }

  /** Drops all images whose number is {@code first} or more. */
  void removeFrom(int first) {
    for (int at = first >>> CHUNK_BITS; at < chunks.length; at++) {
      @Nullable Page[] chunk = chunks[at];
      if (chunk != null) {
        int from = at == first >>> CHUNK_BITS ? first & CHUNK_PAGES - 1 : 0;
        Arrays.fill(chunk, from, CHUNK_PAGES, null);
      }
    }
  }

  /** Drops all images. */
  void clear() {
    chunks = new Page[1][];
  }
}

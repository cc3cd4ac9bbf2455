package tech.turso.pager;

import org.jspecify.annotations.Nullable;

/** What the connections of this process to one database share: the published images and sizes. */
final class SharedDatabase {
  /** Where byte 0x40000000 lies: its page is never used. */
  static final int PENDING_BYTE = 0x40000000;

  private PageCache cache = new PageCache();
  private int pageBytes;
  private int reservedBytes;
  private int pageCount;
  private long changeStamp;

  private SharedDatabase(int pageBytes) {
    this.pageBytes = pageBytes;
  }

  /** A new database in memory. */
  static SharedDatabase memory(int pageBytes) {
    return new SharedDatabase(pageBytes);
  }

  PageCache cache() {
    return cache;
  }

  int pageBytes() {
    return pageBytes;
  }

  int reservedBytes() {
    return reservedBytes;
  }

  /** The committed number of pages. */
  int pageCount() {
    return pageCount;
  }

  long changeStamp() {
    return changeStamp;
  }

  /** Sets the page size of a database that has no pages yet. */
  void setPageSize(int pageBytes, int reservedBytes) {
    assert pageCount == 0;
    this.pageBytes = pageBytes;
    this.reservedBytes = reservedBytes;
    cache = new PageCache();
  }

  /** The committed image of a page that the cache does not hold: in memory, one never written. */
  Page load(int number) {
    Page page = new Page(number, new byte[pageBytes + Page.SLACK_BYTES], 0);
    cache.put(page);
    return page;
  }

  /** Publishes the pages of a committed transaction (P3). */
  void publish(Page[] pages, int pageCount) {
    for (Page page : pages) {
      if (page.number <= pageCount) {
        cache.put(image(page));
      }
    }
    if (pageCount < this.pageCount) {
      cache.removeFrom(pageCount + 1);
    }
    this.pageCount = pageCount;
    changeStamp++;
  }

  /** An object of its own, so that its final fields publish the bytes to other threads. */
  private static Page image(Page copy) {
    Page image = new Page(copy.number, copy.bytes, 0);
    @Nullable Object extra = copy.extra;
    image.extra = extra;
    return image;
  }
}

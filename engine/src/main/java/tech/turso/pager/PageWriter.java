package tech.turso.pager;

import tech.turso.vfs.VfsFile;

/**
 * Writes pages to a database file in ascending order, neighbours together in one call. After an
 * error any part of what was given may be in the file.
 */
final class PageWriter {
  private static final int MOST_BUFFER_BYTES = 256 * 1024;

  private final VfsFile file;
  private final PageCodec codec;
  private final int pageBytes;
  private final byte[] buffer;
  private int firstPage;
  private int count;

  /** A writer of about {@code pages} pages. */
  PageWriter(VfsFile file, PageCodec codec, int pageBytes, int pages) {
    this.file = file;
    this.codec = codec;
    this.pageBytes = pageBytes;
    long wanted = (long) Math.max(1, pages) * pageBytes;
    this.buffer = new byte[(int) Math.min(wanted, Math.max(MOST_BUFFER_BYTES, pageBytes))];
  }

  /** Gives a page; it may be written later. */
  void write(Page page) {
    if (count > 0
        && (page.number != firstPage + count || (count + 1) * pageBytes > buffer.length)) {
      flush();
    }
    if (count == 0) {
      firstPage = page.number;
    }
    codec.encode(page.number, page.bytes, buffer, count * pageBytes, pageBytes);
    count++;
  }

  /** Writes what is held back. */
  void flush() {
    if (count > 0) {
      file.write((firstPage - 1L) * pageBytes, buffer, 0, count * pageBytes);
      count = 0;
    }
  }

  /** The last page given, as it is or will be in the file; valid until the next call. */
  byte[] buffer() {
    return buffer;
  }

  /** Where the last page given begins in {@link #buffer()}. */
  int lastOffset() {
    return (count - 1) * pageBytes;
  }
}

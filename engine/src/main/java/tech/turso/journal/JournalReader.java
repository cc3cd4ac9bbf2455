package tech.turso.journal;

import tech.turso.base.Bytes;
import tech.turso.vfs.VfsFile;

/**
 * Reads the records of a journal in order. Nothing in the file is trusted (J3): what does not fit
 * the format ends the reading without an error.
 *
 * <pre>{@code
 * while (reader.nextRecord()) {
 *   use(reader.page(), reader.content(), reader.contentOffset());
 * }
 * }</pre>
 *
 * <p>SQLite: pager.c readJournalHdr, pager_playback, pager_playback_one_page.
 */
public final class JournalReader {
  private static final int BUFFER_BYTES = 256 * 1024;

  private final VfsFile file;
  private final long end;
  private final byte[] header = new byte[JournalFormat.HEADER_BYTES];

  private byte[] buffer = Bytes.EMPTY;
  private long bufferStart;
  private int bufferCount;

  private boolean valid;
  private int sectorBytes;
  private int pageBytes;
  private long databasePages;
  private boolean toEnd;

  private long position;
  private long recordsLeft;
  private int nonce;
  private boolean ended;

  private int page;
  private int contentOffset;

  /**
   * Reads the first header.
   *
   * @param end bytes of the file that count
   * @param databasePageBytes page size of the database, for journals that do not say
   * @throws tech.turso.base.DbException.Io if the file cannot be read
   */
  public JournalReader(VfsFile file, long end, int databasePageBytes) {
    this.file = file;
    this.end = end;
    readFirstHeader(databasePageBytes);
  }

  /** Whether the file begins with a header that makes sense. */
  public boolean isValid() {
    return valid;
  }

  /** Pages of the database before the transaction. */
  public long databasePages() {
    return databasePages;
  }

  /** Page size of the journal's records. */
  public int pageBytes() {
    return pageBytes;
  }

  /** The current record's page number: neither 0 nor the lock-byte page; may be any other. */
  public int page() {
    return page;
  }

  /** Holds the current record's page content until the next call of {@link #nextRecord()}. */
  public byte[] content() {
    return buffer;
  }

  /** Where the content begins in {@link #content()}. */
  public int contentOffset() {
    return contentOffset;
  }

  /** Where the next record or header begins. */
  public long position() {
    return position;
  }

  /**
   * Goes on from a position that {@link RollbackJournal#position()} gave when all was sealed: the
   * next header is looked for there, or the next record if the journal is a single segment without
   * a count.
   */
  public void skipTo(long position) {
    if (position > 0 && !ended) {
      this.position = position;
      recordsLeft = toEnd ? recordsToEnd() : 0;
    }
  }

  /**
   * Goes to the next record.
   *
   * @return false if there is none
   * @throws tech.turso.base.DbException.Io if the file cannot be read
   */
  public boolean nextRecord() {
    while (!ended && recordsLeft == 0) {
      nextHeader();
    }
    if (ended) {
      return false;
    }
    recordsLeft--;
    int recordBytes = pageBytes + JournalFormat.RECORD_EXTRA_BYTES;
    int at = fill(position, recordBytes);
    if (at < 0) {
      ended = true;
      return false;
    }
    position += recordBytes;
    page = Bytes.i32(buffer, at);
    contentOffset = at + 4;
    int sum = JournalFormat.checksum(nonce, buffer, contentOffset, pageBytes);
    if (page == 0
        || page == JournalFormat.lockBytePage(pageBytes)
        || sum != Bytes.i32(buffer, contentOffset + pageBytes)) {
      ended = true;
      return false;
    }
    return true;
  }

  private void readFirstHeader(int databasePageBytes) {
    int count = end < header.length ? 0 : file.read(0, header, 0, header.length);
    if (count < header.length || Bytes.i64(header, 0) != JournalFormat.MAGIC) {
      ended = true;
      return;
    }
    sectorBytes = Bytes.i32(header, JournalFormat.SECTOR_AT);
    pageBytes = Bytes.i32(header, JournalFormat.PAGE_BYTES_AT);
    if (pageBytes == 0) {
      pageBytes = databasePageBytes;
    }
    valid =
        JournalFormat.isPowerOfTwo(pageBytes, 512, 65536)
            && JournalFormat.isPowerOfTwo(
                sectorBytes, JournalFormat.MIN_SECTOR_BYTES, JournalFormat.MAX_SECTOR_BYTES)
            && sectorBytes <= end;
    if (!valid) {
      ended = true;
      return;
    }
    databasePages = Bytes.u32(header, JournalFormat.PAGES_AT);
    enterSegment(0);
  }

  private void nextHeader() {
    long start = JournalFormat.nextSector(position, sectorBytes);
    if (start + sectorBytes > end
        || file.read(start, header, 0, header.length) < header.length
        || Bytes.i64(header, 0) != JournalFormat.MAGIC) {
      ended = true;
      return;
    }
    enterSegment(start);
  }

  private void enterSegment(long start) {
    position = start + sectorBytes;
    nonce = Bytes.i32(header, JournalFormat.NONCE_AT);
    int records = Bytes.i32(header, JournalFormat.RECORDS_AT);
    toEnd = records == JournalFormat.RECORDS_TO_END;
    recordsLeft = toEnd ? recordsToEnd() : Integer.toUnsignedLong(records);
  }

  private long recordsToEnd() {
    return Math.max(0, end - position) / (pageBytes + JournalFormat.RECORD_EXTRA_BYTES);
  }

  /** Makes {@code count} bytes at {@code start} available; returns where, or -1 past the end. */
  private int fill(long start, int count) {
    if (start + count > end) {
      return -1;
    }
    if (start < bufferStart || start + count > bufferStart + bufferCount) {
      int wanted = (int) Math.min(Math.max(BUFFER_BYTES, count), end - start);
      if (buffer.length < wanted) {
        buffer = new byte[wanted];
      }
      bufferStart = start;
      bufferCount = file.read(start, buffer, 0, wanted);
      if (bufferCount < count) {
        return -1;
      }
    }
    return (int) (start - bufferStart);
  }

  @Override
  public String toString() {
    return "journal of " + databasePages + " pages at " + position;
  }
}

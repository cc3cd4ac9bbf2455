package tech.turso.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import tech.turso.base.Bytes;
import tech.turso.base.Randomness;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.VfsFile;

/**
 * Writes the journal of one transaction: records are {@linkplain #append appended} and then
 * {@linkplain #seal sealed}, which makes a segment that a playback believes; then the pages
 * recorded may be overwritten in the database file (J1), and more records may follow in a further
 * segment.
 *
 * <p>After an error the records appended since the last seal may or may not be in the file; the
 * transaction must roll back.
 *
 * <p>SQLite: pager.c writeJournalHdr, pager_write, syncJournal, writeSuperJournal.
 */
public final class RollbackJournal {
  private static final int MOST_BUFFER_BYTES = 256 * 1024;

  private final VfsFile file;
  private final int sectorBytes;
  private final int pageBytes;
  private final int databasePages;
  private final Randomness randomness;
  private final Synchronous synchronous;
  private final SyncMode syncMode;
  private byte[] buffer;

  /** Bytes that are in the file or in the buffer. */
  private long position;

  private int buffered;

  /** Where the open segment's header is; -1 if no segment is open. */
  private long segment = -1;

  private int records;
  private int nonce;
  private boolean hasSuperJournal;

  /** Bytes that an earlier journal has left in the file. */
  private final long oldBytes;

  /**
   * A journal that begins at the start of the file. Its first segment is open: also without records
   * it brings back the size of the database file.
   *
   * @param sectorBytes headers are padded to it: a power of two from 32 to 65536
   * @param databasePages pages of the database before the transaction
   * @param synchronous how {@link #seal} waits for the device; OFF writes a single segment without
   *     a count
   * @throws tech.turso.base.DbException.Io if the file's size cannot be found out
   */
  public RollbackJournal(
      VfsFile file,
      int sectorBytes,
      int pageBytes,
      int databasePages,
      Randomness randomness,
      Synchronous synchronous,
      SyncMode syncMode) {
    this.file = file;
    this.sectorBytes = sectorBytes;
    this.pageBytes = pageBytes;
    this.databasePages = databasePages;
    this.randomness = randomness;
    this.synchronous = synchronous;
    this.syncMode = syncMode;
    this.oldBytes = file.size();
    this.buffer = new byte[sectorBytes + 4 * (pageBytes + JournalFormat.RECORD_EXTRA_BYTES)];
    openSegment();
  }

  /** The file that is written. */
  public VfsFile file() {
    return file;
  }

  /** Where the next record or header will go. */
  public long position() {
    return position;
  }

  /** Whether a super-journal's name was written. */
  public boolean hasSuperJournal() {
    return hasSuperJournal;
  }

  /**
   * Appends the former content of a page.
   *
   * @param content holds the page as it is in the file, from index 0
   * @throws tech.turso.base.DbException.Io or Full if the file cannot be written
   */
  public void append(int page, byte[] content) {
    if (segment < 0) {
      openSegment();
    }
    int recordBytes = pageBytes + JournalFormat.RECORD_EXTRA_BYTES;
    if (buffered + recordBytes > buffer.length) {
      makeRoom(recordBytes);
    }
    int at = buffered;
    Bytes.put32(buffer, at, page);
    System.arraycopy(content, 0, buffer, at + 4, pageBytes);
    int sum = JournalFormat.checksum(nonce, content, 0, pageBytes);
    Bytes.put32(buffer, at + 4 + pageBytes, sum);
    buffered += recordBytes;
    position += recordBytes;
    records++;
  }

  /**
   * Appends the name of the super-journal; nothing may follow but {@link #seal}.
   *
   * @param name full path of the super-journal
   */
  public void bindTo(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    if (segment < 0) {
      openSegment();
    }
    flush();
    if (synchronous.compareTo(Synchronous.FULL) >= 0) {
      position = JournalFormat.nextSector(position, sectorBytes);
    }
    byte[] record = new byte[utf8.length + JournalFormat.SUPER_EXTRA_BYTES];
    Bytes.put32(record, 0, JournalFormat.lockBytePage(pageBytes));
    System.arraycopy(utf8, 0, record, 4, utf8.length);
    int at = 4 + utf8.length;
    Bytes.put32(record, at, utf8.length);
    Bytes.put32(record, at + 4, JournalFormat.nameChecksum(utf8, 0, utf8.length));
    Bytes.put64(record, at + 8, JournalFormat.MAGIC);
    file.write(position, record, 0, record.length);
    position += record.length;
    hasSuperJournal = true;
    // The name counts only at the very end: a file kept from a longer journal is cut.
    if (file.size() > position) {
      file.truncate(position);
    }
  }

  /**
   * Makes what was appended count: after it the pages recorded may be overwritten (J1). Waits for
   * the device as {@code synchronous} says: FULL and EXTRA first for the records, then for the
   * header that counts them, so that a header never counts a record that a power loss has damaged.
   */
  public void seal() {
    if (segment < 0) {
      return;
    }
    hideFollowingHeader();
    if (synchronous == Synchronous.OFF) {
      flush();
      return;
    }
    if (synchronous.compareTo(Synchronous.FULL) >= 0) {
      flush();
      file.sync(syncMode);
      writeCount();
    } else if (segment == position - buffered) {
      // The whole segment is in the buffer: header and records in one write.
      Bytes.put64(buffer, 0, JournalFormat.MAGIC);
      Bytes.put32(buffer, JournalFormat.RECORDS_AT, records);
      flush();
    } else {
      flush();
      writeCount();
    }
    file.sync(syncMode);
    segment = -1;
  }

  private void openSegment() {
    long start = JournalFormat.nextSector(position, sectorBytes);
    if (start != position || buffered + sectorBytes > buffer.length) {
      flush();
      position = start;
    }
    Arrays.fill(buffer, buffered, buffered + sectorBytes, (byte) 0);
    nonce = (int) randomness.nextLong();
    if (synchronous == Synchronous.OFF) {
      Bytes.put64(buffer, buffered, JournalFormat.MAGIC);
      Bytes.put32(buffer, buffered + JournalFormat.RECORDS_AT, JournalFormat.RECORDS_TO_END);
    }
    Bytes.put32(buffer, buffered + JournalFormat.NONCE_AT, nonce);
    Bytes.put32(buffer, buffered + JournalFormat.PAGES_AT, databasePages);
    Bytes.put32(buffer, buffered + JournalFormat.SECTOR_AT, sectorBytes);
    Bytes.put32(buffer, buffered + JournalFormat.PAGE_BYTES_AT, pageBytes);
    segment = position;
    records = 0;
    buffered += sectorBytes;
    position += sectorBytes;
  }

  private void writeCount() {
    byte[] head = new byte[12];
    Bytes.put64(head, 0, JournalFormat.MAGIC);
    Bytes.put32(head, JournalFormat.RECORDS_AT, records);
    file.write(segment, head, 0, head.length);
  }

  /**
   * A file kept from an earlier, longer journal may have a header just where a playback of ours
   * would look for the next one; its first byte is overwritten. This comes before the segment
   * counts, or a process killed in between would have the old records played too.
   */
  private void hideFollowingHeader() {
    if (position >= oldBytes) {
      return;
    }
    long next = JournalFormat.nextSector(position, sectorBytes);
    byte[] head = new byte[8];
    if (file.read(next, head, 0, 8) == 8 && Bytes.i64(head, 0) == JournalFormat.MAGIC) {
      file.write(next, new byte[1], 0, 1);
    }
  }

  /** Small transactions have a small buffer and are written at once. */
  private void makeRoom(int bytes) {
    if (buffer.length < MOST_BUFFER_BYTES) {
      buffer = Arrays.copyOf(buffer, 2 * Math.max(buffer.length, bytes));
    } else {
      flush();
    }
  }

  private void flush() {
    if (buffered > 0) {
      file.write(position - buffered, buffer, 0, buffered);
      buffered = 0;
    }
  }
}

package tech.turso.pager;

import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.vfs.VfsFile;

/**
 * What the pager needs of the first 100 bytes of a database file, and the file's size.
 *
 * <table>
 * <caption>Header</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>16</td><td>"SQLite format 3" and a zero byte</td></tr>
 * <tr><td>16</td><td>2</td><td>page size; 1 is 65536</td></tr>
 * <tr><td>18</td><td>1</td><td>write version: 1 rollback journal, 2 write-ahead log</td></tr>
 * <tr><td>19</td><td>1</td><td>read version</td></tr>
 * <tr><td>20</td><td>1</td><td>reserved bytes at the end of each page</td></tr>
 * <tr><td>21</td><td>3</td><td>payload fractions: 64, 32, 32</td></tr>
 * <tr><td>24</td><td>4</td><td>change counter</td></tr>
 * <tr><td>28</td><td>4</td><td>page count; counts only if the next field agrees</td></tr>
 * <tr><td>92</td><td>4</td><td>change counter when the page count was written</td></tr>
 * <tr><td>96</td><td>4</td><td>version of the library that wrote last</td></tr>
 * </table>
 *
 * <p>Format: fileformat2 §1.3. SQLite: btree.c lockBtree.
 */
final class FileHeader {
  /** Bytes of the header. */
  static final int BYTES = 100;

  static final int CHANGE_COUNTER_AT = 24;
  static final int PAGE_COUNT_AT = 28;
  static final int VALID_FOR_AT = 92;
  static final int LIBRARY_AT = 96;

  /** What {@code sqlite_version()} says, as a number. */
  static final int LIBRARY_VERSION = 3_054_001;

  private static final long MAGIC_1 = 0x53514c6974652066L; // "SQLite f"
  private static final long MAGIC_2 = 0x6f726d6174203300L; // "ormat 3\0"

  private int pageBytes = Pager.DEFAULT_PAGE_BYTES;
  private int reservedBytes;
  private int pageCount;
  private int changeCounter;
  private int writeVersion = 1;
  private int readVersion = 1;
  private long fileBytes;
  private boolean valid = true;
  private boolean truncated;
  private boolean tooLarge;

  /** Bytes 24 to 39 as they are in the file: they change with every transaction. */
  private long stamp1;

  private long stamp2;

  int pageBytes() {
    return pageBytes;
  }

  int reservedBytes() {
    return reservedBytes;
  }

  /** Pages of the database; 0 if the file is empty. */
  int pageCount() {
    return pageCount;
  }

  /** Counts the transactions that changed the file. */
  int changeCounter() {
    return changeCounter;
  }

  /** Bytes of the file. */
  long fileBytes() {
    return fileBytes;
  }

  /** Whether the header counts more pages than the file has. */
  boolean isTruncated() {
    return truncated;
  }

  /** Pages that the file has, the last one perhaps in part. */
  int filePages() {
    return (int) Math.min(Integer.MAX_VALUE, (fileBytes + pageBytes - 1) / pageBytes);
  }

  /** Whether only a newer library may write the file. */
  boolean isReadOnly() {
    return writeVersion > 2;
  }

  /** Whether the file is in WAL mode. */
  boolean isWriteAheadLog() {
    return readVersion == 2 || writeVersion == 2;
  }

  /** Whether nothing was committed between the two readings. */
  boolean sameContent(FileHeader other) {
    return stamp1 == other.stamp1 && stamp2 == other.stamp2 && fileBytes == other.fileBytes;
  }

  void set(FileHeader other) {
    pageBytes = other.pageBytes;
    reservedBytes = other.reservedBytes;
    pageCount = other.pageCount;
    changeCounter = other.changeCounter;
    writeVersion = other.writeVersion;
    readVersion = other.readVersion;
    fileBytes = other.fileBytes;
    valid = other.valid;
    truncated = other.truncated;
    tooLarge = other.tooLarge;
    stamp1 = other.stamp1;
    stamp2 = other.stamp2;
  }

  /** The sizes of a database that a transaction has committed; see {@link #setStamp}. */
  void setSizes(int pageBytes, int reservedBytes, int pageCount) {
    this.pageBytes = pageBytes;
    this.reservedBytes = reservedBytes;
    this.pageCount = pageCount;
    changeCounter++;
    truncated = false;
  }

  /** What the file is recognised by after a transaction has committed. */
  void setStamp(byte[] encodedPage1, int offset) {
    stamp1 = Bytes.i64(encodedPage1, offset + CHANGE_COUNTER_AT);
    stamp2 = Bytes.i64(encodedPage1, offset + CHANGE_COUNTER_AT + 8);
    writeVersion = Bytes.u8(encodedPage1, offset + 18);
    readVersion = Bytes.u8(encodedPage1, offset + 19);
  }

  void setFileBytes(long fileBytes) {
    this.fileBytes = fileBytes;
  }

  /**
   * Reads the header of a file of that size. What it finds is not judged before {@link #check}.
   *
   * @throws DbException.Io if the file cannot be read
   */
  void read(VfsFile file, long size, PageCodec codec) {
    fileBytes = size;
    if (size == 0) {
      return;
    }
    byte[] bytes = new byte[BYTES];
    file.read(0, bytes, 0, BYTES);
    stamp1 = Bytes.i64(bytes, CHANGE_COUNTER_AT);
    stamp2 = Bytes.i64(bytes, CHANGE_COUNTER_AT + 8);
    int stored = Bytes.u16(bytes, 16);
    int size16 = stored == 1 ? Pager.MAX_PAGE_BYTES : stored;
    if (codec != PageCodec.NONE && Pager.isPageSize(size16)) {
      bytes = new byte[size16 + Page.SLACK_BYTES];
      if (file.read(0, bytes, 0, size16) == size16) {
        codec.decode(1, bytes, size16);
      }
    }
    parse(bytes, size16);
  }

  private void parse(byte[] bytes, int storedPageBytes) {
    writeVersion = Bytes.u8(bytes, 18);
    readVersion = Bytes.u8(bytes, 19);
    reservedBytes = Bytes.u8(bytes, 20);
    valid =
        Bytes.i64(bytes, 0) == MAGIC_1
            && Bytes.i64(bytes, 8) == MAGIC_2
            && readVersion <= 2
            && Bytes.u8(bytes, 21) == 64
            && Bytes.u8(bytes, 22) == 32
            && Bytes.u8(bytes, 23) == 32
            && Pager.isPageSize(storedPageBytes)
            && storedPageBytes - reservedBytes >= Pager.MIN_USABLE_BYTES;
    if (!valid) {
      return;
    }
    pageBytes = storedPageBytes;
    changeCounter = Bytes.i32(bytes, CHANGE_COUNTER_AT);
    long pages = (fileBytes + pageBytes - 1) / pageBytes;
    long counted = Bytes.u32(bytes, PAGE_COUNT_AT);
    if (counted == 0 || Bytes.i32(bytes, CHANGE_COUNTER_AT) != Bytes.i32(bytes, VALID_FOR_AT)) {
      counted = pages;
    }
    truncated = counted > pages;
    tooLarge = !truncated && counted >= Integer.MAX_VALUE;
    pageCount = (int) Math.min(counted, pages);
  }

  /**
   * Judges what {@link #read} has found, but for {@link #isTruncated()}.
   *
   * @throws DbException.Corrupt NOTADB if it is no database
   * @throws DbException.Io NOLFS if the database has more than 2^31 - 2 pages
   */
  void check() {
    if (!valid) {
      throw new DbException.Corrupt(
          ResultCode.NOTADB, ResultCode.NOTADB.message(), 1, "the file header");
    }
    if (tooLarge) {
      throw new DbException.Io(ResultCode.NOLFS, null);
    }
  }
}

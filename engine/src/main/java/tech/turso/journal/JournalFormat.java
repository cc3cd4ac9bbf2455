package tech.turso.journal;

import tech.turso.base.Bytes;

/**
 * The layout of a rollback journal. All numbers are big-endian.
 *
 * <p>A journal is a sequence of segments. Each begins at a multiple of the sector size with a
 * header that is padded to the sector size:
 *
 * <table>
 * <caption>Header</caption>
 * <tr><th>offset</th><th>bytes</th><th>what</th></tr>
 * <tr><td>0</td><td>8</td><td>magic: d9 d5 05 f9 20 a1 63 d7</td></tr>
 * <tr><td>8</td><td>4</td><td>records in this segment; -1: up to the end of the file</td></tr>
 * <tr><td>12</td><td>4</td><td>nonce: start of the records' checksums</td></tr>
 * <tr><td>16</td><td>4</td><td>pages of the database before the transaction</td></tr>
 * <tr><td>20</td><td>4</td><td>sector size (counts in the first header only)</td></tr>
 * <tr><td>24</td><td>4</td><td>page size (counts in the first header only; 0: the database's)</td></tr>
 * </table>
 *
 * <p>Records follow without gaps: page number (4 bytes), the page's former content, checksum (4).
 * The checksum is the nonce plus every 200th byte of the content counted from its end.
 *
 * <p>The journal of a transaction over several files ends with the name of the super-journal: the
 * number of the lock-byte page (4), the name in UTF-8, its length (4), the sum of its bytes taken
 * as signed (4), the magic (8).
 *
 * <p>Format: fileformat2 §3. SQLite: pager.c writeJournalHdr, writeSuperJournal.
 */
public final class JournalFormat {
  /** The first eight bytes of a header and the last of a super-journal record. */
  static final long MAGIC = 0xd9d505f920a163d7L;

  /** Bytes of a header that mean something. */
  static final int HEADER_BYTES = 28;

  static final int RECORDS_AT = 8;
  static final int NONCE_AT = 12;
  static final int PAGES_AT = 16;
  static final int SECTOR_AT = 20;
  static final int PAGE_BYTES_AT = 24;

  /** Number of records: as many as fit in the file. */
  static final int RECORDS_TO_END = -1;

  /** Bytes of a record besides the page. */
  static final int RECORD_EXTRA_BYTES = 8;

  /** Bytes of a super-journal record besides the name. */
  static final int SUPER_EXTRA_BYTES = 20;

  /** The longest super-journal name that is believed. SQLite: mxPathname of the Unix VFS. */
  static final int MAX_SUPER_BYTES = 512;

  static final int MIN_SECTOR_BYTES = 32;
  static final int MAX_SECTOR_BYTES = 65536;

  /** What SQLite assumes where writes leave neighbouring bytes alone. */
  public static final int DEFAULT_SECTOR_BYTES = 512;

  private JournalFormat() {}

  /** The checksum of a page's content. */
  static int checksum(int nonce, byte[] bytes, int offset, int pageBytes) {
    int sum = nonce;
    for (int at = pageBytes - 200; at > 0; at -= 200) {
      sum += Bytes.u8(bytes, offset + at);
    }
    return sum;
  }

  /** The sum of a super-journal's name. */
  static int nameChecksum(byte[] name, int offset, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += name[offset + i];
    }
    return sum;
  }

  /** The first multiple of the sector size at or after a position. */
  static long nextSector(long position, int sectorBytes) {
    return (position + sectorBytes - 1) / sectorBytes * sectorBytes;
  }

  /** The number of the page that holds byte 0x40000000, which no record may have. */
  static int lockBytePage(int pageBytes) {
    return 0x40000000 / pageBytes + 1;
  }

  static boolean isPowerOfTwo(int n, int min, int max) {
    return n >= min && n <= max && (n & n - 1) == 0;
  }
}

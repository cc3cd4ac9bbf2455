package tech.turso.pager;

import java.nio.charset.StandardCharsets;
import tech.turso.base.Bytes;

/** What tests of pagers need of database files: the part of page 1 that the pager reads. */
final class DatabaseFiles {
  private DatabaseFiles() {}

  /** Writes the header fields that do not belong to the pager. */
  static void writeHeader(byte[] page1, int pageBytes) {
    byte[] magic = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, page1, 0, 16);
    Bytes.put16(page1, 16, pageBytes == 65536 ? 1 : pageBytes);
    page1[18] = 1;
    page1[19] = 1;
    page1[20] = 0;
    page1[21] = 64;
    page1[22] = 32;
    page1[23] = 32;
    Bytes.put32(page1, 44, 4);
    Bytes.put32(page1, 56, 1);
  }
}

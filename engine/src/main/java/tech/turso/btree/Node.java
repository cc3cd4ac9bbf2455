package tech.turso.btree;

import java.util.Arrays;
import tech.turso.base.Bytes;

/**
 * The layout of a page of a tree. All methods take the page's bytes and the offset of its header:
 * 100 on page 1, else 0.
 *
 * <table>
 * <caption>Header</caption>
 * <tr><th>offset</th><th>bytes</th><th>meaning</th></tr>
 * <tr><td>0</td><td>1</td><td>kind: 2, 5, 10 or 13</td></tr>
 * <tr><td>1</td><td>2</td><td>first freeblock, 0 if none</td></tr>
 * <tr><td>3</td><td>2</td><td>number of cells</td></tr>
 * <tr><td>5</td><td>2</td><td>where the cell content begins, 0 for 65536</td></tr>
 * <tr><td>7</td><td>1</td><td>fragmented free bytes in the cell content</td></tr>
 * <tr><td>8</td><td>4</td><td>right-most child, on interior pages only</td></tr>
 * <tr><td>8 or 12</td><td>2 each</td><td>offsets of the cells, in key order</td></tr>
 * </table>
 *
 * <p>Format: fileformat2 §1.6.
 */
final class Node {
  /** Bit of the kind: entries are keyed by rowid. */
  static final int TABLE = 1;

  /** Bit of the kind: the page has no children. */
  static final int LEAF = 8;

  static final int INDEX_INTERIOR = 2;
  static final int TABLE_INTERIOR = 5;
  static final int INDEX_LEAF = 10;
  static final int TABLE_LEAF = 13;

  private Node() {}

  /** Where the header of the page of that number begins. */
  static int header(int pageNumber) {
    return pageNumber == 1 ? 100 : 0;
  }

  static int flags(byte[] page, int header) {
    return page[header] & 0xff;
  }

  static int firstFreeblock(byte[] page, int header) {
    return Bytes.u16(page, header + 1);
  }

  static int cellCount(byte[] page, int header) {
    return Bytes.u16(page, header + 3);
  }

  /** Where the cell content begins: 1 to 65536. */
  static int contentStart(byte[] page, int header) {
    return (Bytes.u16(page, header + 5) - 1 & 0xffff) + 1;
  }

  static int fragmentedBytes(byte[] page, int header) {
    return page[header + 7] & 0xff;
  }

  static int rightChild(byte[] page, int header) {
    return Bytes.i32(page, header + 8);
  }

  static void putFirstFreeblock(byte[] page, int header, int at) {
    Bytes.put16(page, header + 1, at);
  }

  static void putCellCount(byte[] page, int header, int count) {
    Bytes.put16(page, header + 3, count);
  }

  static void putContentStart(byte[] page, int header, int at) {
    Bytes.put16(page, header + 5, at);
  }

  static void putFragmentedBytes(byte[] page, int header, int count) {
    page[header + 7] = (byte) count;
  }

  static void putRightChild(byte[] page, int header, int number) {
    Bytes.put32(page, header + 8, number);
  }

  /** Where the pointers to the cells begin. */
  static int pointers(byte[] page, int header) {
    return header + ((page[header] & LEAF) != 0 ? 8 : 12);
  }

  /** Makes the page one of that kind without cells; the right-most child is 0. */
  static void clear(byte[] page, int header, int flags, int usable) {
    int headerBytes = (flags & LEAF) != 0 ? 8 : 12;
    Arrays.fill(page, header, header + headerBytes, (byte) 0);
    page[header] = (byte) flags;
    putContentStart(page, header, usable);
  }
}

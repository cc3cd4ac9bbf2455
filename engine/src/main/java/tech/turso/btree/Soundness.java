package tech.turso.btree;

import java.util.Arrays;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.pager.Page;

/**
 * What is known of a page's bytes as a node of a tree, kept in {@link Page#extra}. Every page is
 * inspected once before anything on it is used, so that the code that follows need not suspect each
 * offset again.
 *
 * <table>
 * <caption>Values of Page.extra</caption>
 * <tr><td>null</td><td>not looked at, or not written as a node</td></tr>
 * <tr><td>{@link #SOUND}</td><td>all cells end inside the page, behind the pointers</td></tr>
 * <tr><td>{@link #SOUGHT}</td><td>the same; a seek has searched it once</td></tr>
 * <tr><td>{@link DecodedKeys}</td><td>the same; its keys are decoded</td></tr>
 * <tr><td>{@link #STRICT}</td><td>sound, and nothing on it overlaps: ours to write</td></tr>
 * <tr><td>{@link #SUSPECT}</td><td>the header is sound but some cell is not: each is checked when
 * it is read, as far as SQLite checks it, and the page cannot be written</td></tr>
 * </table>
 */
final class Soundness {
  static final Object SOUND = new Mark("sound");
  static final Object SOUGHT = new Mark("sought");
  static final Object STRICT = new Mark("strict");
  static final Object SUSPECT = new Mark("suspect");

  private record Mark(String name) {}

  private Soundness() {}

  /**
   * Inspects a page, remembers the result in {@link Page#extra} and returns it.
   *
   * @throws DbException.Corrupt if the page is no node: wrong kind, or more cells than fit
   */
  static Object inspect(Page page, TreeFormat format) {
    byte[] bytes = page.bytes;
    int header = Node.header(page.number);
    CellLayout layout = format.layout(Node.flags(bytes, header), page.number);
    int count = Node.cellCount(bytes, header);
    int pointers = header + layout.headerBytes;
    int end = pointers + 2 * count;
    if (count > format.maxCells || end > format.usable) {
      throw new DbException.Corrupt(page.number, count + " cells");
    }
    Object result = SOUND;
    for (int at = pointers; at < end; at += 2) {
      if (!isCell(bytes, Bytes.u16(bytes, at), layout, end, format.usable)) {
        result = SUSPECT;
        break;
      }
    }
    page.extra = result;
    return result;
  }

  /** Whether a whole cell lies at {@code at}, behind the pointers and inside the usable bytes. */
  static boolean isCell(byte[] page, int at, CellLayout layout, int pointersEnd, int usable) {
    return at >= pointersEnd && at <= usable - 4 && at + layout.size(page, at) <= usable;
  }

  /**
   * Requires of a page that is to be written that its cells and freeblocks lie in the content area
   * and share no byte.
   *
   * @throws DbException.Corrupt if they do not
   */
  static void requireStrict(Page page, TreeFormat format) {
    if (inspect(page, format) == SUSPECT) {
      throw new DbException.Corrupt(page.number, "cell outside the page");
    }
    byte[] bytes = page.bytes;
    int header = Node.header(page.number);
    CellLayout layout = format.layout(Node.flags(bytes, header), page.number);
    int count = Node.cellCount(bytes, header);
    int start = Node.contentStart(bytes, header);
    int pointers = header + layout.headerBytes;
    if (start > format.usable || start < pointers + 2 * count) {
      throw new DbException.Corrupt(page.number, "content begins at " + start);
    }
    // One bit for each byte of the page that is in use.
    long[] used = new long[(format.usable >> 6) + 1];
    for (int i = 0; i < count; i++) {
      int at = Bytes.u16(bytes, pointers + 2 * i);
      if (at < start || !mark(used, at, layout.size(bytes, at))) {
        throw new DbException.Corrupt(page.number, "cell " + i + " overlaps");
      }
    }
    int block = Node.firstFreeblock(bytes, header);
    int before = start - 1;
    while (block != 0) {
      if (block <= before || block > format.usable - 4) {
        throw new DbException.Corrupt(page.number, "freeblock at " + block);
      }
      int size = Bytes.u16(bytes, block + 2);
      if (size < 4 || block + size > format.usable || !mark(used, block, size)) {
        throw new DbException.Corrupt(page.number, "freeblock at " + block + " overlaps");
      }
      before = block;
      block = Bytes.u16(bytes, block);
    }
    page.extra = STRICT;
  }

  /** Sets bits {@code from .. from + count}; false if one was set. {@code count >= 1}. */
  private static boolean mark(long[] bits, int from, int count) {
    int first = from >> 6;
    int last = from + count - 1 >> 6;
    long low = -1L << from;
    long high = -1L >>> 63 - (from + count - 1);
    if (first == last) {
      long mask = low & high;
      boolean free = (bits[first] & mask) == 0;
      bits[first] |= mask;
      return free;
    }
    boolean free = (bits[first] & low) == 0 && (bits[last] & high) == 0;
    for (int i = first + 1; i < last; i++) {
      free &= bits[i] == 0;
    }
    bits[first] |= low;
    Arrays.fill(bits, first + 1, last, -1L);
    bits[last] |= high;
    return free;
  }
}

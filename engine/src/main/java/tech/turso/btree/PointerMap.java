package tech.turso.btree;

import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.pager.Page;

/**
 * The pointer map of an auto-vacuum file: for every page, which page points to it. Pages of the map
 * are page 2 and then one before each group of as many pages as a map page has entries; where that
 * is the lock-byte page, the map page is the one after it.
 *
 * <table>
 * <caption>Entry, 5 bytes</caption>
 * <tr><th>type</th><th>parent</th></tr>
 * <tr><td>{@link #ROOT}</td><td>0</td></tr>
 * <tr><td>{@link #FREE}</td><td>0</td></tr>
 * <tr><td>{@link #OVERFLOW_FIRST}</td><td>the page with the cell</td></tr>
 * <tr><td>{@link #OVERFLOW_NEXT}</td><td>the overflow page before</td></tr>
 * <tr><td>{@link #TREE}</td><td>the page whose child it is</td></tr>
 * </table>
 *
 * <p>Format: fileformat2 §1.8. SQLite: btree.c ptrmapPut, ptrmapGet.
 */
final class PointerMap {
  static final int ROOT = 1;
  static final int FREE = 2;
  static final int OVERFLOW_FIRST = 3;
  static final int OVERFLOW_NEXT = 4;
  static final int TREE = 5;

  private static final int ENTRY_BYTES = 5;

  private final Btree btree;

  PointerMap(Btree btree) {
    this.btree = btree;
  }

  /** The map page that has the entry of page {@code number}; 0 for page 1, which has none. */
  int pageOf(int number) {
    if (number < 2) {
      return 0;
    }
    int group = btree.format().usable / ENTRY_BYTES + 1;
    int map = (number - 2) / group * group + 2;
    return map == btree.pager().lockBytePage() ? map + 1 : map;
  }

  /** Whether the page belongs to the map. */
  boolean isMap(int number) {
    return pageOf(number) == number;
  }

  /** Where in its map page the entry of page {@code number} is. */
  private int offset(int map, int number) {
    int at = ENTRY_BYTES * (number - map - 1);
    if (map == 0 || at < 0 || at > btree.format().usable - ENTRY_BYTES) {
      throw new DbException.Corrupt(number, "no pointer map entry");
    }
    return at;
  }

  /**
   * Stores that {@code parent} points to page {@code number}; writes nothing if it says so already.
   *
   * @throws DbException.Corrupt if the page cannot have an entry
   */
  void put(int number, int type, int parent) {
    int map = pageOf(number);
    int at = offset(map, number);
    Page page = btree.pager().read(map);
    if (page.bytes[at] != type || Bytes.i32(page.bytes, at + 1) != parent) {
      byte[] bytes = btree.writeRaw(map).bytes;
      bytes[at] = (byte) type;
      Bytes.put32(bytes, at + 1, parent);
    }
  }

  /**
   * The type in the entry of page {@code number}.
   *
   * @throws DbException.Corrupt if it is none of the five
   */
  int type(int number) {
    int map = pageOf(number);
    int type = btree.pager().read(map).bytes[offset(map, number)];
    if (type < ROOT || type > TREE) {
      throw new DbException.Corrupt(map, "pointer map type " + type);
    }
    return type;
  }

  /** The parent in the entry of page {@code number}. */
  int parent(int number) {
    int map = pageOf(number);
    return Bytes.i32(btree.pager().read(map).bytes, offset(map, number) + 1);
  }

  /** Stores {@code node} as the parent of all pages that its stored cells point to. */
  void putChildren(WritableNode node) {
    for (int i = 0; i < node.count; i++) {
      putCell(node.layout, node.bytes, node.cell(i), node.number);
    }
    if (!node.layout.isLeaf) {
      put(node.child(node.count), TREE, node.number);
    }
  }

  /** Stores {@code parent} as the parent of the pages that the cell at {@code at} points to. */
  void putCell(CellLayout layout, byte[] bytes, int at, int parent) {
    putOverflow(layout, bytes, at, parent);
    if (!layout.isLeaf) {
      put(Bytes.i32(bytes, at), TREE, parent);
    }
  }

  /** As {@link #putCell}, for the first overflow page alone. */
  void putOverflow(CellLayout layout, byte[] bytes, int at, int parent) {
    int overflow = layout.overflowAt(bytes, at);
    if (overflow >= 0) {
      put(Bytes.i32(bytes, overflow), OVERFLOW_FIRST, parent);
    }
  }
}

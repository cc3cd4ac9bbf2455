package tech.turso.btree;

import tech.turso.base.Bytes;
import tech.turso.pager.Page;

/**
 * The keys of a published page of a table tree, decoded: a search in an array of longs is faster
 * than one over varints. Made at the second seek that comes through the page. Immutable, so that
 * any thread may find it in {@link Page#extra}.
 */
final class DecodedKeys {
  /** The rowids, or the dividers of an interior page, in order. */
  final long[] keys;

  /** Offsets of a leaf's cells; or the children of an interior page, one more than keys. */
  final int[] targets;

  private DecodedKeys(long[] keys, int[] targets) {
    this.keys = keys;
    this.targets = targets;
  }

  /** Decodes a sound page of a table tree. */
  static DecodedKeys of(Page page, CellLayout layout) {
    byte[] bytes = page.bytes;
    int header = Node.header(page.number);
    int count = Node.cellCount(bytes, header);
    int pointers = header + layout.headerBytes;
    long[] keys = new long[count];
    int[] targets = new int[layout.isLeaf ? count : count + 1];
    for (int i = 0; i < count; i++) {
      int at = Bytes.u16(bytes, pointers + 2 * i);
      keys[i] = layout.rowid(bytes, at);
      targets[i] = layout.isLeaf ? at : Bytes.i32(bytes, at);
    }
    if (!layout.isLeaf) {
      targets[count] = Node.rightChild(bytes, header);
    }
    return new DecodedKeys(keys, targets);
  }

  /** About how much memory this takes. */
  int memoryBytes() {
    return 64 + 8 * keys.length + 4 * targets.length;
  }

  /** The index of the first key that is at least {@code key}; the number of keys if none is. */
  int lowerBound(long key) {
    long[] keys = this.keys;
    int low = 0;
    int size = keys.length;
    while (size > 0) {
      int half = size >>> 1;
      if (keys[low + half] < key) {
        low += half + 1;
        size -= half + 1;
      } else {
        size = half;
      }
    }
    return low;
  }
}

package tech.turso.btree;

import tech.turso.base.Bytes;
import tech.turso.pager.Page;

/**
 * The keys of a published page of a table tree, decoded: a search in an array of longs is faster
 * than one over varints. Rowids that follow each other without a gap, as most do, need no array and
 * no search; among others the place is guessed first, as if they were spread evenly. Made at the
 * second seek that comes through the page. Immutable, so that any thread may find it in {@link
 * Page#extra}.
 */
final class DecodedKeys {
  private static final long[] NO_KEYS = {};
  private static final int[] NO_CHILDREN = {};

  /** How many keys there are: rowids, or the dividers of an interior page. */
  final int count;

  /** The children of an interior page, one more than keys; empty for a leaf. */
  final int[] children;

  /** The first and the last key; if there is none, no key is beyond the first. */
  private final long first;

  private final long last;

  /** The keys in order; empty if they follow each other without a gap. */
  private final long[] keys;

  private final boolean isDense;

  /** Slots for each unit of key, if keys are spread evenly. */
  private final double scale;

  private DecodedKeys(long[] keys, int[] children) {
    this.count = keys.length;
    this.children = children;
    this.first = count == 0 ? Long.MAX_VALUE : keys[0];
    this.last = count == 0 ? Long.MIN_VALUE : keys[count - 1];
    this.isDense = isDense(keys);
    this.keys = isDense ? NO_KEYS : keys;
    this.scale = (count - 1) / Math.max(1.0, (double) last - (double) first);
  }

  private static boolean isDense(long[] keys) {
    for (int i = 1; i < keys.length; i++) {
      if (keys[i] != keys[i - 1] + 1) {
        return false;
      }
    }
    return true;
  }

  /** Decodes a sound page of a table tree. */
  static DecodedKeys of(Page page, CellLayout layout) {
    byte[] bytes = page.bytes;
    int header = Node.header(page.number);
    int count = Node.cellCount(bytes, header);
    int pointers = header + layout.headerBytes;
    long[] keys = new long[count];
    int[] children = layout.isLeaf ? NO_CHILDREN : new int[count + 1];
    for (int i = 0; i < count; i++) {
      int at = Bytes.u16(bytes, pointers + 2 * i);
      keys[i] = layout.rowid(bytes, at);
      if (!layout.isLeaf) {
        children[i] = Bytes.i32(bytes, at);
      }
    }
    if (!layout.isLeaf) {
      children[count] = Node.rightChild(bytes, header);
    }
    return new DecodedKeys(keys, children);
  }

  /** About how much memory this takes. */
  int memoryBytes() {
    return 80 + 8 * keys.length + 4 * children.length;
  }

  /** Whether the key is neither before the first nor behind the last. */
  boolean spans(long key) {
    return key >= first && key <= last;
  }

  /** Whether key {@code i}, which may be {@link #count}, is that. */
  boolean isAt(int i, long key) {
    return i < count && key == (isDense ? first + i : keys[i]);
  }

  /** The index of the first key that is at least {@code key}; the number of keys if none is. */
  int lowerBound(long key) {
    if (key <= first) {
      return 0;
    }
    if (key > last) {
      return count;
    }
    return isDense ? (int) (key - first) : search(key);
  }

  private int search(long key) {
    long[] keys = this.keys;
    int guess = (int) (((double) key - (double) first) * scale);
    if (guess > 0 && guess + 1 < keys.length) {
      if (keys[guess] < key) {
        if (keys[guess + 1] >= key) {
          return guess + 1;
        }
      } else if (keys[guess - 1] < key) {
        return guess;
      }
    }
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

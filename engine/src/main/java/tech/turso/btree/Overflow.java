package tech.turso.btree;

import java.util.Arrays;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.pager.Page;

/**
 * Chains of overflow pages: what of a long payload does not fit its leaf. Each page begins with the
 * number of the next, 0 on the last; the payload follows.
 *
 * <p>Chains from disk are followed only as far as the payload's length asks, so a cycle does no
 * harm.
 *
 * <p>Format: fileformat2 §1.6.1.
 */
final class Overflow {
  private final Btree btree;

  /** Pages of the chain that was read last, from its first page on; 0 where not known yet. */
  private int[] known = new int[0];

  private int knownCount;

  Overflow(Btree btree) {
    this.btree = btree;
  }

  /** Forgets the chain that was read last. */
  void forget() {
    knownCount = 0;
  }

  /**
   * Copies bytes {@code from .. from + count} of a chain's payload, counted from the chain's
   * beginning.
   *
   * @throws DbException.Corrupt if the chain ends before or leaves the file
   */
  void read(int first, long from, byte[] into, int at, int count) {
    int chainBytes = btree.format().usable - 4;
    int index = (int) (from / chainBytes);
    int skip = (int) (from % chainBytes);
    int left = count;
    int to = at;
    while (left > 0) {
      byte[] bytes = btree.pager().read(page(first, index)).bytes;
      int n = Math.min(left, chainBytes - skip);
      System.arraycopy(bytes, 4 + skip, into, to, n);
      to += n;
      left -= n;
      skip = 0;
      index++;
      if (left > 0 && knownCount == index) {
        know(Bytes.i32(bytes, 0));
      }
    }
  }

  /** Overwrites bytes of a chain's payload. */
  void overwrite(int first, long from, byte[] source, int at, int count) {
    int chainBytes = btree.format().usable - 4;
    int index = (int) (from / chainBytes);
    int skip = (int) (from % chainBytes);
    int left = count;
    int next = at;
    while (left > 0) {
      int number = page(first, index);
      int n = Math.min(left, chainBytes - skip);
      byte[] old = btree.pager().read(number).bytes;
      if (!Bytes.equal(old, 4 + skip, n, source, next, n)) {
        System.arraycopy(source, next, btree.writeRaw(number).bytes, 4 + skip, n);
      }
      next += n;
      left -= n;
      skip = 0;
      index++;
    }
  }

  /** The number of page {@code index} of the chain, 0-based. */
  private int page(int first, int index) {
    if (knownCount == 0 || known[0] != first) {
      if (known.length == 0) {
        known = new int[8];
      }
      known[0] = first;
      knownCount = 1;
    }
    if (first < 2) {
      throw new DbException.Corrupt(1, "overflow page " + first);
    }
    while (knownCount <= index) {
      know(following(known[knownCount - 1]));
    }
    return known[index];
  }

  private void know(int next) {
    if (next < 2 || knownCount >= btree.pager().pageCount()) {
      throw new DbException.Corrupt(known[knownCount - 1], "overflow chain ends early");
    }
    if (knownCount == known.length) {
      known = Arrays.copyOf(known, knownCount * 2);
    }
    known[knownCount++] = next;
  }

  /**
   * The page after one whose content is not wanted. Mostly that is the next in the file, and then
   * the pointer map, one page for many, says so. SQLite: btree.c getOverflowPage.
   */
  private int following(int number) {
    if (btree.hasPointerMap()) {
      int guess = near(number);
      if (guess <= btree.pager().pageCount()
          && btree.pointerMap().type(guess) == PointerMap.OVERFLOW_NEXT
          && btree.pointerMap().parent(guess) == number) {
        return guess;
      }
    }
    return Bytes.i32(btree.pager().read(number).bytes, 0);
  }

  /**
   * Writes a new chain of {@code length} bytes and then {@code zeros} zero bytes, together at least
   * one.
   *
   * @return its first page, whose pointer map entry the caller completes
   */
  int write(byte[] payload, int offset, int length, int zeros) {
    int chainBytes = btree.format().usable - 4;
    int at = offset;
    int end = offset + length;
    int left = length + zeros;
    int first = 0;
    int before = 0;
    while (left > 0) {
      int number = btree.freeList().allocate(near(before), FreeList.Want.ANY);
      if (btree.hasPointerMap()) {
        int type = before == 0 ? PointerMap.OVERFLOW_FIRST : PointerMap.OVERFLOW_NEXT;
        btree.pointerMap().put(number, type, before);
      }
      Page page = btree.pager().write(number);
      int n = Math.min(Math.min(left, chainBytes), end - at);
      System.arraycopy(payload, at, page.bytes, 4, n);
      at += n;
      left -= Math.min(left, chainBytes);
      if (before == 0) {
        first = number;
      } else {
        Bytes.put32(btree.writeRaw(before).bytes, 0, number);
      }
      before = number;
    }
    return first;
  }

  private int near(int before) {
    if (!btree.hasPointerMap()) {
      return before;
    }
    int near = before + 1;
    while (btree.pointerMap().isMap(near) || near == btree.pager().lockBytePage()) {
      near++;
    }
    return near;
  }

  /**
   * Frees the chain of a cell.
   *
   * @param pages how many pages its payload takes
   * @throws DbException.Corrupt if the chain is shorter or leaves the file
   */
  void free(int first, int pages) {
    knownCount = 0;
    int number = first;
    for (int i = 0; i < pages; i++) {
      if (number < 2 || number > btree.pager().pageCount()) {
        throw new DbException.Corrupt(number, "overflow page");
      }
      int next = i == pages - 1 ? 0 : Bytes.i32(btree.pager().read(number).bytes, 0);
      btree.freeList().free(number);
      number = next;
    }
  }

  /** Frees what the cell at {@code at} has on overflow pages. */
  void freeOf(CellLayout layout, byte[] page, int at) {
    int pointer = layout.overflowAt(page, at);
    if (pointer >= 0) {
      long spilled = layout.payloadBytes(page, at) - layout.local(layout.payloadBytes(page, at));
      free(Bytes.i32(page, pointer), (int) ((spilled + layout.chainBytes - 1) / layout.chainBytes));
    }
  }
}

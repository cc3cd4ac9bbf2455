package tech.turso.btree;

import java.util.Arrays;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.pager.Page;
import tech.turso.pager.Pager;

/**
 * The pages of the file that nobody uses: a chain of trunk pages, each listing leaves. Bytes 32 to
 * 39 of page 1 hold the first trunk and the number of all free pages.
 *
 * <table>
 * <caption>Trunk page</caption>
 * <tr><th>offset</th><th>meaning</th></tr>
 * <tr><td>0</td><td>next trunk, 0 if it is the last</td></tr>
 * <tr><td>4</td><td>number of leaves</td></tr>
 * <tr><td>8</td><td>the leaves, 4 bytes each</td></tr>
 * </table>
 *
 * <p>Format: fileformat2 §1.5. SQLite: btree.c allocateBtreePage, freePage2.
 */
final class FreeList {
  /** How {@link #allocate} regards its {@code near}. */
  enum Want {
    /** Any page, if possible one near it. */
    ANY,
    /** That page if it is free, else any. */
    EXACT,
    /** A page not above it if one is free, else any. */
    AT_MOST
  }

  private static final int FIRST_TRUNK = 32;
  private static final int COUNT = 36;

  private final Btree btree;

  FreeList(Btree btree) {
    this.btree = btree;
  }

  /** How many pages are free. */
  int count() {
    return Bytes.i32(btree.pager().read(1).bytes, COUNT);
  }

  /** Makes the list empty without regard to its pages: they are being cut off the file. */
  void forget() {
    byte[] header = btree.writeRaw(1).bytes;
    Bytes.put32(header, FIRST_TRUNK, 0);
    Bytes.put32(header, COUNT, 0);
  }

  /**
   * Takes a page from the list, or from behind the end of the file.
   *
   * @param near 0 for no wish
   * @return its number; its private copy is all zero
   * @throws DbException.Corrupt if the list is malformed
   * @throws DbException.Full if the file may not grow
   */
  int allocate(int near, Want want) {
    Pager pager = btree.pager();
    int last = pager.pageCount();
    int free = count();
    if (free < 0 || free >= last) {
      throw new DbException.Corrupt(1, free + " free pages of " + last);
    }
    return free == 0 ? extend() : takeFree(near, want, free, last);
  }

  /** A new page at the end; before it, where one is due, a page of the pointer map. */
  private int extend() {
    Pager pager = btree.pager();
    int number = behind(pager.pageCount());
    if (btree.hasPointerMap() && btree.pointerMap().isMap(number)) {
      pager.writeFresh(number);
      number = behind(number);
    }
    pager.writeFresh(number);
    return number;
  }

  private int behind(int number) {
    return number + 1 == btree.pager().lockBytePage() ? number + 2 : number + 1;
  }

  private int takeFree(int near, Want want, int free, int last) {
    boolean searching =
        want == Want.AT_MOST
            || want == Want.EXACT
                && near <= last
                && btree.pointerMap().type(near) == PointerMap.FREE;
    byte[] header = btree.writeRaw(1).bytes;
    Bytes.put32(header, COUNT, free - 1);
    int before = 0;
    for (int visited = 0; ; visited++) {
      int trunk =
          before == 0
              ? Bytes.i32(header, FIRST_TRUNK)
              : Bytes.i32(btree.pager().read(before).bytes, 0);
      if (trunk < 2 || trunk > last || visited > free) {
        throw new DbException.Corrupt(before == 0 ? 1 : before, "freelist trunk " + trunk);
      }
      byte[] bytes = btree.pager().read(trunk).bytes;
      int leaves = Bytes.i32(bytes, 4);
      if (leaves < 0 || leaves > btree.format().usable / 4 - 2) {
        throw new DbException.Corrupt(trunk, leaves + " leaves of a freelist trunk");
      }
      if (leaves == 0 && !searching) {
        relink(before, Bytes.i32(bytes, 0));
        return zeroed(trunk, false);
      }
      if (searching && (trunk == near || trunk < near && want == Want.AT_MOST)) {
        return takeTrunk(before, trunk, leaves, last);
      }
      if (leaves > 0) {
        int slot = closest(bytes, leaves, near, want);
        int leaf = Bytes.i32(bytes, 8 + 4 * slot);
        if (leaf < 2 || leaf > last) {
          throw new DbException.Corrupt(trunk, "freelist leaf " + leaf);
        }
        if (!searching || leaf == near || leaf < near && want == Want.AT_MOST) {
          byte[] copy = btree.writeRaw(trunk).bytes;
          Bytes.put32(copy, 8 + 4 * slot, Bytes.i32(copy, 4 + 4 * leaves));
          Bytes.put32(copy, 4, leaves - 1);
          return zeroed(leaf, true);
        }
      }
      before = trunk;
    }
  }

  /** Takes a trunk out of the chain; its first leaf becomes the trunk of its other leaves. */
  private int takeTrunk(int before, int trunk, int leaves, int last) {
    byte[] bytes = btree.pager().read(trunk).bytes;
    if (leaves == 0) {
      relink(before, Bytes.i32(bytes, 0));
      return zeroed(trunk, false);
    }
    int heir = Bytes.i32(bytes, 8);
    if (heir < 2 || heir > last || heir == trunk || heir == before) {
      throw new DbException.Corrupt(trunk, "freelist leaf " + heir);
    }
    zeroed(heir, true);
    byte[] copy = btree.writeRaw(heir).bytes;
    System.arraycopy(bytes, 0, copy, 0, 4);
    Bytes.put32(copy, 4, leaves - 1);
    System.arraycopy(bytes, 12, copy, 8, 4 * (leaves - 1));
    relink(before, heir);
    return zeroed(trunk, false);
  }

  /** Makes the private copy of a page taken from the list all zero; returns the page's number. */
  private int zeroed(int number, boolean wasLeaf) {
    btree.requireUnused(number);
    if (wasLeaf) {
      btree.pager().writeAllocated(number);
    } else {
      btree.pager().writeFresh(number);
    }
    return number;
  }

  private void relink(int before, int trunk) {
    if (before == 0) {
      Bytes.put32(btree.writeRaw(1).bytes, FIRST_TRUNK, trunk);
    } else {
      Bytes.put32(btree.writeRaw(before).bytes, 0, trunk);
    }
  }

  private static int closest(byte[] trunk, int leaves, int near, Want want) {
    int best = 0;
    if (near == 0) {
      return best;
    }
    long distance = Long.MAX_VALUE;
    for (int i = 0; i < leaves; i++) {
      int leaf = Bytes.i32(trunk, 8 + 4 * i);
      if (want == Want.AT_MOST) {
        if (leaf <= near) {
          return i;
        }
      } else if (Math.abs((long) leaf - near) < distance) {
        distance = Math.abs((long) leaf - near);
        best = i;
      }
    }
    return best;
  }

  /**
   * Adds a page to the list: as a leaf of the first trunk, or as a new trunk if that is full.
   *
   * @throws DbException.Corrupt if a cursor is on the page, or the list is malformed
   */
  void free(int number) {
    Pager pager = btree.pager();
    int last = pager.pageCount();
    if (number < 2 || number > last) {
      throw new DbException.Corrupt(number, "freed page");
    }
    btree.requireUnused(number);
    byte[] header = btree.writeRaw(1).bytes;
    int free = Bytes.i32(header, COUNT);
    if (free < 0 || free >= last - 1) {
      throw new DbException.Corrupt(1, free + " free pages of " + last);
    }
    Bytes.put32(header, COUNT, free + 1);
    if (btree.erasesFreePages()) {
      Arrays.fill(btree.writeRaw(number).bytes, 0, pager.pageBytes(), (byte) 0);
    }
    if (btree.hasPointerMap()) {
      btree.pointerMap().put(number, PointerMap.FREE, 0);
    }
    int trunk = free == 0 ? 0 : Bytes.i32(header, FIRST_TRUNK);
    if (free != 0 && addLeaf(trunk, number)) {
      return;
    }
    byte[] bytes = pager.writeFresh(number).bytes;
    Bytes.put32(bytes, 0, trunk);
    Bytes.put32(header, FIRST_TRUNK, number);
  }

  /**
   * Lists the page in the trunk; false if that is full. The last six places are not used: SQLite
   * before 3.6.0 took a trunk with them for corrupt.
   */
  private boolean addLeaf(int trunk, int number) {
    if (trunk < 2 || trunk > btree.pager().pageCount() || trunk == number) {
      throw new DbException.Corrupt(1, "freelist trunk " + trunk);
    }
    Page page = btree.pager().read(trunk);
    int leaves = Bytes.i32(page.bytes, 4);
    if (leaves < 0 || leaves > btree.format().usable / 4 - 2) {
      throw new DbException.Corrupt(trunk, leaves + " leaves of a freelist trunk");
    }
    if (leaves >= btree.format().usable / 4 - 8) {
      return false;
    }
    byte[] bytes = btree.writeRaw(trunk).bytes;
    Bytes.put32(bytes, 4, leaves + 1);
    Bytes.put32(bytes, 8 + 4 * leaves, number);
    if (!btree.erasesFreePages()) {
      btree.pager().discard(number);
    }
    return true;
  }
}

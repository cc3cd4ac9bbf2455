package tech.turso.btree;

import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.pager.Page;
import tech.turso.pager.Pager;

/**
 * Moves pages of an auto-vacuum file to other numbers, so that its end becomes free and can be cut
 * off. All cursors have been saved.
 *
 * <p>SQLite: btree.c relocatePage, incrVacuumStep, autoVacuumCommit.
 */
final class Relocation {
  private final Btree btree;

  Relocation(Btree btree) {
    this.btree = btree;
  }

  /**
   * Moves the content of page {@code from} to page {@code to}, which is allocated, and lets whoever
   * points to it point there.
   *
   * @param type and parent: the pointer map's entry of {@code from}
   * @throws DbException.Corrupt if the parent does not point to the page
   */
  void move(int from, int type, int parent, int to) {
    if (from < 3) {
      throw new DbException.Corrupt(from, "page that cannot move");
    }
    Pager pager = btree.pager();
    byte[] source = pager.read(from).bytes;
    Page page = pager.writeFresh(to);
    System.arraycopy(source, 0, page.bytes, 0, pager.pageBytes());
    PointerMap map = btree.pointerMap();
    if (type == PointerMap.TREE || type == PointerMap.ROOT) {
      putChildren(btree.readNode(to));
    } else {
      int next = Bytes.i32(page.bytes, 0);
      if (next != 0) {
        map.put(next, PointerMap.OVERFLOW_NEXT, to);
      }
    }
    if (type != PointerMap.ROOT) {
      repoint(parent, type, from, to);
      map.put(to, type, parent);
    }
  }

  private void putChildren(Page page) {
    if (page.extra == Soundness.SUSPECT) {
      throw new DbException.Corrupt(page.number, "cell outside the page");
    }
    byte[] bytes = page.bytes;
    CellLayout layout = btree.format().layout(Node.flags(bytes, 0), page.number);
    int count = Node.cellCount(bytes, 0);
    for (int i = 0; i < count; i++) {
      int at = Bytes.u16(bytes, layout.headerBytes + 2 * i);
      btree.pointerMap().putCell(layout, bytes, at, page.number);
    }
    if (!layout.isLeaf) {
      btree.pointerMap().put(Node.rightChild(bytes, 0), PointerMap.TREE, page.number);
    }
  }

  /** Changes the pointer to {@code from} on page {@code parent}. SQLite: modifyPagePointer. */
  private void repoint(int parent, int type, int from, int to) {
    if (type == PointerMap.OVERFLOW_NEXT) {
      if (parent < 2 || Bytes.i32(btree.pager().read(parent).bytes, 0) != from) {
        throw new DbException.Corrupt(parent, "overflow page does not point to " + from);
      }
      Bytes.put32(btree.writeRaw(parent).bytes, 0, to);
      return;
    }
    Page page = btree.writeNode(parent, null);
    byte[] bytes = page.bytes;
    int header = Node.header(parent);
    CellLayout layout = btree.format().layout(Node.flags(bytes, header), parent);
    int count = Node.cellCount(bytes, header);
    for (int i = 0; i < count; i++) {
      int cell = Bytes.u16(bytes, header + layout.headerBytes + 2 * i);
      int at = cell;
      if (type == PointerMap.OVERFLOW_FIRST) {
        at = layout.overflowAt(bytes, cell);
      } else if (layout.isLeaf) {
        break;
      }
      if (at >= 0 && Bytes.i32(bytes, at) == from) {
        Bytes.put32(bytes, at, to);
        return;
      }
    }
    if (type != PointerMap.TREE || layout.isLeaf || Node.rightChild(bytes, header) != from) {
      throw new DbException.Corrupt(parent, "page does not point to " + from);
    }
    Node.putRightChild(bytes, header, to);
  }

  /** How many pages the file will have when {@code free} of its pages are gone. */
  private int finalCount(int pages, int free) {
    PointerMap map = btree.pointerMap();
    int lockByte = btree.pager().lockBytePage();
    long entries = btree.format().usable / 5;
    long maps = ((long) free - pages + map.pageOf(pages) + entries) / entries;
    long result = pages - free - maps;
    if (pages > lockByte && result < lockByte) {
      result--;
    }
    while (result > 1 && (map.isMap((int) result) || result == lockByte)) {
      result--;
    }
    return (int) Math.max(result, 1);
  }

  /**
   * Makes the last page of the file free and cuts it off.
   *
   * @return false if no page is free
   */
  boolean step() {
    int pages = btree.pager().pageCount();
    int free = btree.freeList().count();
    if (free < 0 || free >= pages) {
      throw new DbException.Corrupt(1, free + " free pages of " + pages);
    }
    if (free == 0) {
      return false;
    }
    int target = finalCount(pages, free);
    if (pages <= target) {
      throw new DbException.Corrupt(1, free + " free pages of " + pages);
    }
    vacate(pages, target, false);
    int last = pages;
    do {
      last--;
    } while (last == btree.pager().lockBytePage() || btree.pointerMap().isMap(last));
    btree.pager().truncateTo(last);
    return true;
  }

  /** Before a commit with full auto-vacuum: moves pages until none is free, and cuts those off. */
  void commit() {
    Pager pager = btree.pager();
    int pages = pager.pageCount();
    if (btree.pointerMap().isMap(pages) || pages == pager.lockBytePage()) {
      throw new DbException.Corrupt(pages, "last page of the file");
    }
    int free = btree.freeList().count();
    if (free == 0) {
      return;
    }
    if (free < 0 || free >= pages) {
      throw new DbException.Corrupt(1, free + " free pages of " + pages);
    }
    int target = finalCount(pages, free);
    for (int last = pages; last > target; last--) {
      if (!vacate(last, target, true)) {
        break;
      }
    }
    btree.freeList().forget();
    pager.truncateTo(target);
  }

  /**
   * Moves what is on page {@code last} to a free page up to {@code target}.
   *
   * @param all whether all free pages will be cut off, so that the freelist need not be kept
   * @return false if no page is free
   */
  private boolean vacate(int last, int target, boolean all) {
    PointerMap map = btree.pointerMap();
    if (map.isMap(last) || last == btree.pager().lockBytePage()) {
      return true;
    }
    if (btree.freeList().count() == 0) {
      return false;
    }
    int type = map.type(last);
    if (type == PointerMap.ROOT) {
      throw new DbException.Corrupt(last, "root page behind the others");
    }
    if (type == PointerMap.FREE) {
      if (!all) {
        int taken = btree.freeList().allocate(last, FreeList.Want.EXACT);
        if (taken != last) {
          throw new DbException.Corrupt(last, "page is not on the freelist");
        }
      }
      return true;
    }
    int parent = map.parent(last);
    int to;
    do {
      int pages = btree.pager().pageCount();
      to =
          btree
              .freeList()
              .allocate(all ? 0 : target, all ? FreeList.Want.ANY : FreeList.Want.AT_MOST);
      if (to > pages) {
        throw new DbException.Corrupt(last, "freelist too short");
      }
    } while (all && to > target);
    if (to >= last) {
      throw new DbException.Corrupt(last, "freelist too short");
    }
    move(last, type, parent, to);
    return true;
  }
}

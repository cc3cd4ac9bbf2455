package tech.turso.btree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.Varint;
import tech.turso.pager.Page;

/**
 * Shares the cells of a page and up to two siblings out to as many pages as they need. Phases:
 *
 * <ol>
 *   <li>gather: copies the siblings and takes the cells between them out of the parent; all cells
 *       are then listed in order, on index trees with the parent's between those of the pages.
 *   <li>plan: fills page after page from the left, then moves cells to the right until neighbours
 *       are about equally full.
 *   <li>place: decides page numbers, in ascending order so that a scan reads forward.
 *   <li>fill: writes the pages.
 *   <li>rewrite the parent: one cell between each two pages. A root left with one child takes over
 *       the child's content.
 *   <li>free the pages not needed any more.
 * </ol>
 *
 * <p>How cells are distributed is as in SQLite, so that files get equally full.
 *
 * <p>SQLite: btree.c balance_nonroot.
 */
final class SiblingBalance {
  private static final int MAX_OLD = 3;
  private static final int MAX_NEW = 5;

  private final Btree btree;
  private final WritableNode made;

  // The siblings.
  private WritableNode parent;
  private int firstIndex;
  private int oldCount;
  private final int[] oldNumber = new int[MAX_OLD];
  private final int[] oldFree = new int[MAX_OLD];
  private final int[] oldPendingBytes = new int[MAX_OLD];
  private final int[] oldEnd = new int[MAX_OLD];
  private final boolean[] oldHadPending = new boolean[MAX_OLD];
  private final int[] oldRightChild = new int[MAX_OLD];
  private final byte[][] copies = {Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY};
  private final byte[][] dividers = {Bytes.EMPTY, Bytes.EMPTY};
  private final int[] dividerBytes = new int[MAX_OLD - 1];
  private CellLayout layout;

  /** 1 on index trees, where the cells between the pages are entries too; else 0. */
  private int between;

  // The cells.
  private int cells;
  private byte[][] cellBytes = new byte[256][];
  private int[] cellAt = new int[256];
  private int[] cellSize = new int[256];

  /** The page that a cell was stored on; 0 for those of the parent and those without room. */
  private int[] cellHome = new int[256];

  // The plan: how many pages, where each one's cells end, and how many bytes they take.
  private int newCount;
  private final int[] newEnd = new int[MAX_NEW + 1];
  private final int[] newBytes = new int[MAX_NEW + 1];
  private final int[] newNumber = new int[MAX_NEW];
  private int capacity;

  /** Whether entries come in order: pages are filled from the left and left so. */
  private boolean isBulk;

  private final byte[] divider = new byte[Varint.MAX_BYTES];

  SiblingBalance(Btree btree) {
    this.btree = btree;
    made = new WritableNode(btree.format());
    parent = made;
    layout = btree.format().tableLeaf;
  }

  /**
   * Balances the child at {@code index} of {@code parent}.
   *
   * @param page that child, perhaps with pending cells
   * @param isRoot whether the parent is the root of the tree
   * @param isBulk whether entries come in order: only one sibling takes part, on the left, and
   *     cells are not evened out
   */
  void run(WritableNode parent, int index, WritableNode page, boolean isRoot, boolean isBulk) {
    this.isBulk = isBulk;
    this.parent = parent;
    layout = page.layout;
    between = layout.isTable && layout.isLeaf ? 0 : 1;
    capacity = btree.format().usable - layout.headerBytes;
    gatherPages(index, page);
    gatherCells(page, index - firstIndex);
    planFromLeft();
    planEvenly();
    page.pending = 0;
    if (isRoot && isRootEnough()) {
      collapse();
      return;
    }
    place();
    for (int i = 0; i < newCount; i++) {
      fill(i);
    }
    rewriteParent();
    for (int i = newCount; i < oldCount; i++) {
      btree.freeList().free(oldNumber[i]);
    }
  }

  // ---------------------------------------------------------------- gather

  private void gatherPages(int index, WritableNode page) {
    int children = parent.count + parent.pending;
    int span = Math.min(isBulk && children >= 2 ? 1 : 2, children);
    firstIndex = children < 2 || index == 0 ? 0 : index == children ? children - span : index - 1;
    oldCount = span + 1;
    for (int i = 0; i < oldCount; i++) {
      oldNumber[i] = parentChild(firstIndex + i);
      requireSibling(i, i == index - firstIndex, page);
    }
    for (int i = 0; i < oldCount; i++) {
      copy(i, i == index - firstIndex ? page : null);
    }
    for (int i = span - 1; i >= 0; i--) {
      takeDivider(i);
    }
  }

  /** The child left of cell {@code i} of the parent, counted with a pending one. */
  private int parentChild(int i) {
    if (parent.pending > 0) {
      if (i == parent.pendingAt) {
        return Bytes.i32(parent.pendingCells[0], 0);
      }
      return parent.child(i > parent.pendingAt ? i - 1 : i);
    }
    return parent.child(i);
  }

  private void requireSibling(int i, boolean isPage, WritableNode page) {
    int number = oldNumber[i];
    boolean sound = isPage == (number == page.number) && number != parent.number && number != 1;
    for (int k = 0; k < i; k++) {
      sound &= oldNumber[k] != number;
    }
    if (!sound || btree.hasPointerMap() && btree.pointerMap().isMap(number)) {
      throw new DbException.Corrupt(parent.number, "child " + number);
    }
  }

  private void copy(int i, @Nullable WritableNode page) {
    byte[] bytes;
    if (page != null) {
      bytes = page.bytes;
      oldFree[i] = page.free;
    } else {
      Page sibling = btree.readNode(oldNumber[i]);
      bytes = sibling.bytes;
      if (sibling.extra == Soundness.SUSPECT || Node.flags(bytes, 0) != layout.flags) {
        throw new DbException.Corrupt(sibling.number, "sibling of another kind");
      }
      btree.requireUnused(sibling.number);
      oldFree[i] = PageSpace.freeBytes(bytes, 0, sibling.number, btree.format().usable);
    }
    if (copies[i].length < bytes.length) {
      copies[i] = new byte[bytes.length];
    }
    System.arraycopy(bytes, 0, copies[i], 0, bytes.length);
    oldRightChild[i] = layout.isLeaf ? 0 : Node.rightChild(bytes, 0);
    oldHadPending[i] = page != null && page.pending > 0;
  }

  /** Moves the cell between sibling {@code i} and the next out of the parent. */
  private void takeDivider(int i) {
    int index = firstIndex + i;
    byte[] to = dividers[i];
    if (to.length < btree.pager().pageBytes()) {
      to = new byte[btree.pager().pageBytes() + CellLayout.MIN_BYTES];
      dividers[i] = to;
    }
    if (parent.pending > 0 && index == parent.pendingAt) {
      byte[] cell = parent.pendingCells[0];
      System.arraycopy(cell, 0, to, 0, cell.length);
      dividerBytes[i] = cell.length;
      parent.pending = 0;
      return;
    }
    int stored = parent.pending > 0 && index > parent.pendingAt ? index - 1 : index;
    int at = parent.cell(stored);
    int size = parent.layout.size(parent.bytes, at);
    System.arraycopy(parent.bytes, at, to, 0, size);
    dividerBytes[i] = size;
    parent.drop(stored, size);
  }

  private void gatherCells(WritableNode page, int pageIndex) {
    cells = 0;
    for (int i = 0; i < oldCount; i++) {
      byte[] bytes = copies[i];
      int count = Node.cellCount(bytes, 0);
      int pending = i == pageIndex ? page.pending : 0;
      int pendingAt = pending == 0 ? count : page.pendingAt;
      reserve(count + pending + 1);
      oldPendingBytes[i] = 0;
      addStored(i, 0, pendingAt);
      for (int k = 0; k < pending; k++) {
        byte[] cell = page.pendingCells[k];
        add(cell, 0, cell.length, 0);
        oldPendingBytes[i] += cell.length + 2;
      }
      addStored(i, pendingAt, count);
      oldEnd[i] = cells;
      if (i < oldCount - 1 && between == 1) {
        addDivider(i);
      }
    }
  }

  private void addStored(int i, int from, int to) {
    byte[] bytes = copies[i];
    for (int k = from; k < to; k++) {
      int at = Bytes.u16(bytes, layout.headerBytes + 2 * k);
      add(bytes, at, layout.size(bytes, at), oldNumber[i]);
    }
  }

  /** Lists the parent's cell after sibling {@code i} in the form of the siblings' cells. */
  private void addDivider(int i) {
    byte[] cell = dividers[i];
    if (!layout.isLeaf) {
      // Its left subtree is what was right-most under the sibling.
      Bytes.put32(cell, 0, oldRightChild[i]);
      add(cell, 0, dividerBytes[i], 0);
      return;
    }
    int size = dividerBytes[i] - 4;
    while (size < CellLayout.MIN_BYTES) {
      cell[4 + size++] = 0;
    }
    add(cell, 4, size, 0);
  }

  private void add(byte[] bytes, int at, int size, int home) {
    int i = cells++;
    cellBytes[i] = bytes;
    cellAt[i] = at;
    cellSize[i] = size;
    cellHome[i] = home;
  }

  private void reserve(int more) {
    if (cells + more > cellAt.length) {
      int length = Math.max(cells + more, cellAt.length * 2);
      cellBytes = Arrays.copyOf(cellBytes, length);
      cellAt = Arrays.copyOf(cellAt, length);
      cellSize = Arrays.copyOf(cellSize, length);
      cellHome = Arrays.copyOf(cellHome, length);
    }
  }

  // ---------------------------------------------------------------- plan

  /** Bytes that cell {@code i} takes on a page; 0 behind the last cell. */
  private int space(int i) {
    return i < cells ? cellSize[i] + 2 : 0;
  }

  /** Beginning with the cells as they are, moves them left or right until each page is full. */
  private void planFromLeft() {
    for (int i = 0; i < oldCount; i++) {
      newBytes[i] = capacity - oldFree[i] + oldPendingBytes[i];
      newEnd[i] = oldEnd[i];
    }
    int pages = oldCount;
    for (int i = 0; i < pages; i++) {
      while (newBytes[i] > capacity) {
        if (i + 1 >= pages) {
          pages = i + 2;
          if (pages > MAX_NEW) {
            throw new DbException.Corrupt(parent.number, "cells for more than five pages");
          }
          newBytes[pages - 1] = 0;
          newEnd[pages - 1] = cells;
        }
        int last = newEnd[i] - 1;
        if (last < 0) {
          throw new DbException.Corrupt(parent.number, "page without cells");
        }
        newBytes[i] -= space(last);
        newBytes[i + 1] += between == 0 ? space(last) : space(last + 1);
        newEnd[i] = last;
      }
      while (newEnd[i] < cells) {
        int next = newEnd[i];
        if (newBytes[i] + space(next) > capacity) {
          break;
        }
        newBytes[i] += space(next);
        newBytes[i + 1] -= between == 0 ? space(next) : space(next + 1);
        newEnd[i] = next + 1;
      }
      if (newEnd[i] >= cells) {
        pages = i + 1;
      } else if (newEnd[i] <= (i > 0 ? newEnd[i - 1] : 0)) {
        throw new DbException.Corrupt(parent.number, "page without cells");
      }
    }
    newCount = pages;
  }

  /**
   * Moves cells from left to right, beginning with the last two pages: the right-most page may be
   * nearly or wholly empty until now.
   */
  private void planEvenly() {
    for (int i = newCount - 1; i > 0; i--) {
      int right = newBytes[i];
      int left = newBytes[i - 1];
      int last = newEnd[i - 1] - 1;
      int moved = last + between;
      int pointer = i == newCount - 1 ? 0 : 2;
      do {
        if (right != 0 && (isBulk || right + space(moved) > left - (cellSize[last] + pointer))) {
          break;
        }
        right += space(moved);
        left -= space(last);
        newEnd[i - 1] = last;
        last--;
        moved--;
      } while (last >= 0);
      newBytes[i] = right;
      newBytes[i - 1] = left;
      if (newEnd[i - 1] <= (i > 1 ? newEnd[i - 2] : 0)) {
        throw new DbException.Corrupt(parent.number, "page without cells");
      }
    }
  }

  /** Index of the first cell of new page {@code i}. */
  private int start(int i) {
    return i == 0 ? 0 : newEnd[i - 1] + between;
  }

  // ---------------------------------------------------------------- place and fill

  private void place() {
    int near = oldNumber[0];
    for (int i = 0; i < newCount; i++) {
      if (i < oldCount) {
        newNumber[i] = oldNumber[i];
      } else {
        near = btree.freeList().allocate(isBulk ? 1 : near, FreeList.Want.ANY);
        for (int k = 0; k < i; k++) {
          if (near == newNumber[k]) {
            throw new DbException.Corrupt(near, "page in use on the freelist");
          }
        }
        newNumber[i] = near;
        if (btree.hasPointerMap()) {
          btree.pointerMap().put(near, PointerMap.TREE, parent.number);
        }
      }
    }
    Arrays.sort(newNumber, 0, newCount);
  }

  /** The right-most child of new page {@code i} of interior siblings. */
  private int rightChild(int i) {
    int end = newEnd[i];
    return i == newCount - 1 ? oldRightChild[oldCount - 1] : Bytes.i32(cellBytes[end], cellAt[end]);
  }

  private void fill(int i) {
    int number = newNumber[i];
    if (!isUnchanged(i)) {
      Page page = btree.pager().write(number);
      made.initialise(btree.format(), page, btree.erases(), layout.flags);
      putCells(made, start(i), newEnd[i]);
      if (!layout.isLeaf) {
        Node.putRightChild(page.bytes, 0, rightChild(i));
      }
    }
    if (btree.hasPointerMap()) {
      for (int k = start(i); k < newEnd[i]; k++) {
        if (cellHome[k] != number) {
          btree.pointerMap().putCell(layout, cellBytes[k], cellAt[k], number);
        }
      }
      if (!layout.isLeaf) {
        btree.pointerMap().put(rightChild(i), PointerMap.TREE, number);
      }
    }
  }

  /** Whether page {@code i} has its former cells and number. */
  private boolean isUnchanged(int i) {
    return i < oldCount
        && oldNumber[i] == newNumber[i]
        && oldEnd[i] == newEnd[i]
        && (i == 0 || oldEnd[i - 1] == newEnd[i - 1])
        && !oldHadPending[i]
        && (layout.isLeaf || oldRightChild[i] == rightChild(i));
  }

  /** Stores cells {@code from .. to} on an empty page, the first one last in the page. */
  private void putCells(WritableNode node, int from, int to) {
    byte[] page = node.bytes;
    int top = btree.format().usable;
    int pointer = node.pointers;
    int pointersEnd = pointer + 2 * (to - from);
    for (int i = from; i < to; i++) {
      int size = cellSize[i];
      top -= size;
      if (top < pointersEnd) {
        throw new DbException.Corrupt(node.number, "cells larger than the page");
      }
      System.arraycopy(cellBytes[i], cellAt[i], page, top, size);
      Bytes.put16(page, pointer, top);
      pointer += 2;
    }
    Node.putCellCount(page, node.header, to - from);
    Node.putContentStart(page, node.header, top);
    node.count = to - from;
    node.free = top - pointersEnd;
  }

  /** Makes a fresh page a table leaf with that one cell. */
  void makeLeaf(Page page, byte[] cell) {
    made.initialise(btree.format(), page, btree.erases(), Node.TABLE_LEAF);
    made.insert(0, cell, 0, cell.length);
  }

  // ---------------------------------------------------------------- parent

  private void rewriteParent() {
    parent.putChild(firstIndex, newNumber[newCount - 1]);
    for (int i = 0; i < newCount - 1; i++) {
      int index = firstIndex + i;
      int end = newEnd[i];
      if (between == 0) {
        long rowid = layout.rowid(cellBytes[end - 1], cellAt[end - 1]);
        int size = Varint.put(divider, 0, rowid);
        parent.insertDivider(index, newNumber[i], divider, 0, size);
        continue;
      }
      byte[] cell = cellBytes[end];
      int at = cellAt[end] + layout.childBytes;
      int size = cellSize[end] - layout.childBytes;
      if (layout.isLeaf) {
        size = layout.exactSize(cell, at, size);
      }
      parent.insertDivider(index, newNumber[i], cell, at, size);
      if (btree.hasPointerMap() && parent.pending == 0) {
        btree.pointerMap().putOverflow(layout, cell, cellAt[end], parent.number);
      }
    }
  }

  /** Whether all cells fit the root, which has no cells of its own any more. */
  private boolean isRootEnough() {
    return newCount == 1
        && parent.count == 0
        && parent.pending == 0
        && parent.header <= capacity - newBytes[0];
  }

  /** Makes the tree one level less deep: the root takes the cells, the siblings are freed. */
  private void collapse() {
    parent.clear(layout.flags);
    putCells(parent, 0, cells);
    if (!layout.isLeaf) {
      Node.putRightChild(parent.bytes, parent.header, oldRightChild[oldCount - 1]);
    }
    if (btree.hasPointerMap()) {
      btree.pointerMap().putChildren(parent);
    }
    for (int i = 0; i < oldCount; i++) {
      btree.freeList().free(oldNumber[i]);
    }
  }
}

package tech.turso.btree;

import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.pager.Page;

/**
 * The way from the root of a tree to one of its pages, and that page's header decoded. All steps of
 * a cursor from page to page are made here, and here malformed trees end: by their depth, by the
 * number of pages walked through, by pages of another kind.
 *
 * <p>Invariants (B6): while {@code depth >= 0}, {@code path[depth]} is the current page, {@code
 * bytes}, {@code count}, {@code pointers} and {@code isLeaf} are its own, and {@code slots[i]} is
 * the index of the child taken on each level i above.
 */
abstract class TreePath {
  final Btree btree;
  final TreeFormat format;
  final int root;
  final boolean isTable;

  /** The page of each level from the root to the current one. */
  final Page[] path = new Page[Limits.MAX_TREE_DEPTH];

  /** The way taken on each level above the current one. */
  final int[] slots = new int[Limits.MAX_TREE_DEPTH];

  /** Level of the current page; -1 if no pages are held. */
  int depth = -1;

  // The current page, decoded.
  byte[] bytes = Bytes.EMPTY;
  int slot;
  int count;
  int pointers;
  boolean isLeaf;
  private boolean isSuspect;

  /** Pages entered since the walk began at the root or turned, to end it in a malformed tree. */
  private int pagesEntered;

  private int walkWay;
  private long changesSeen = -1;

  TreePath(Btree btree, int root, boolean isTable) {
    this.btree = btree;
    this.format = btree.format();
    this.root = root;
    this.isTable = isTable;
  }

  /**
   * Makes the root the current page; there is none if the database has no pages.
   *
   * @return false if the tree is empty
   */
  final boolean enterRootPage() {
    depth = -1;
    pagesEntered = 0;
    if (root == 1 && btree.pager().pageCount() == 0) {
      // A database without pages has an empty schema. SQLite: btree.c btreeCursor.
      isLeaf = true;
      count = 0;
      slot = 0;
      return false;
    }
    enter(0, btree.pager().read(root));
    if (count > 0) {
      return true;
    }
    slot = 0;
    if (isLeaf) {
      return false;
    }
    if (root != 1) {
      throw corrupt("interior root without cells");
    }
    // Page 1 has 100 bytes less than its only child and could not take the child's cells.
    descend();
    return true;
  }

  /** Goes down to child {@code slot} of the current page. */
  final void descend() {
    slots[depth] = slot;
    descendTo(childAt(slot));
  }

  /** Goes down to page {@code child}; {@code slots} of this level are set. */
  final void descendTo(int child) {
    if (depth >= Limits.MAX_TREE_DEPTH - 1) {
      throw corrupt("tree deeper than " + Limits.MAX_TREE_DEPTH);
    }
    if (++pagesEntered > btree.pager().pageCount()) {
      checkProgress();
    }
    enter(depth + 1, btree.pager().read(child));
    if (count == 0) {
      throw corrupt("empty page below the root");
    }
  }

  /**
   * A walk through a sound tree that nobody changes enters each page once; a tree whose pages point
   * to each other could be walked for ever.
   */
  private void checkProgress() {
    if (btree.changes() == changesSeen) {
      throw corrupt("tree visits pages again and again");
    }
    changesSeen = btree.changes();
    pagesEntered = 0;
  }

  /** The next walk is the first. */
  final void forgetWalk() {
    walkWay = 0;
    changesSeen = -1;
  }

  /** Says in which direction the walk goes on. */
  final void turn(int way) {
    if (walkWay != way) {
      walkWay = way;
      pagesEntered = 0;
    }
  }

  /** Back to the page above, whose {@code slot} is as it was. */
  final void ascend() {
    int level = depth - 1;
    enter(level, path[level]);
    slot = slots[level];
  }

  /** Makes {@code page} the current one, at that level. */
  final void enter(int level, Page page) {
    Object known = page.extra;
    if (known == null) {
      known = Soundness.inspect(page, format);
    }
    byte[] b = page.bytes;
    int header = page.number == 1 ? 100 : 0;
    int flags = b[header];
    boolean leaf = (flags & Node.LEAF) != 0;
    if ((flags & Node.TABLE) != 0 != isTable) {
      throw new DbException.Corrupt(page.number, "page of another kind of tree");
    }
    isSuspect = known == Soundness.SUSPECT;
    isLeaf = leaf;
    count = Bytes.u16(b, header + 3);
    pointers = header + (leaf ? 8 : 12);
    bytes = b;
    path[level] = page;
    depth = level;
  }

  /** The page left of cell {@code i} of the current interior page, or its right-most child. */
  final int childAt(int i) {
    return i == count ? Bytes.i32(bytes, pointers - 4) : Bytes.i32(bytes, cellAt(i));
  }

  /**
   * Where cell {@code i} of the current page is. On a page that is not sound it may be anywhere on
   * the page, and end outside it: who reads more of it than its numbers checks that.
   */
  final int cellAt(int i) {
    int at = Bytes.u16(bytes, pointers + 2 * i);
    return isSuspect ? at & format.pageBytes - 1 : at;
  }

  /** Whether all cells of the current page can be used without a check. */
  final boolean isSound() {
    return !isSuspect;
  }

  /** The layout of the current page's cells. */
  final CellLayout layout() {
    if (isTable) {
      return isLeaf ? format.tableLeaf : format.tableInterior;
    }
    return isLeaf ? format.indexLeaf : format.indexInterior;
  }

  /** The current page. */
  final Page page() {
    return path[depth];
  }

  /** Whether some page of the path is that page. */
  final boolean holds(int number) {
    for (int i = 0; i <= depth; i++) {
      if (path[i].number == number) {
        return true;
      }
    }
    return false;
  }

  /** Whether there may be an entry right of the current leaf. */
  final boolean hasRight() {
    for (int i = depth - 1; i >= 0; i--) {
      Page page = path[i];
      if (slots[i] < Node.cellCount(page.bytes, Node.header(page.number))) {
        return true;
      }
    }
    return false;
  }

  /** Whether there may be an entry left of the current leaf. */
  final boolean hasLeft() {
    for (int i = depth - 1; i >= 0; i--) {
      if (slots[i] > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the current slot is the last of the tree. */
  final boolean isOnRightEdge() {
    return isLeaf && slot == count - 1 && !hasRight();
  }

  /** The failure to throw for what was found on the current page. */
  DbException.Corrupt corrupt(String detail) {
    return new DbException.Corrupt(depth >= 0 ? path[depth].number : root, detail);
  }
}

package tech.turso.btree;

import java.util.Arrays;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.base.Varint;
import tech.turso.pager.Page;

/**
 * Restores the form of a tree after a change: no page has cells without room, and no page but the
 * root has more than two thirds free without its siblings having been asked for cells.
 *
 * <p>From the changed page upward, each unbalanced page is treated in one of three ways:
 *
 * <ul>
 *   <li>A root with cells that found no room: {@link #deepen}. Its content moves to a new page, its
 *       only child, which is balanced next.
 *   <li>A table leaf at the tree's right edge whose new cell is the last: {@link #append}. The cell
 *       starts a new page, so that rows inserted in order leave full pages behind.
 *   <li>Any other: {@link SiblingBalance} shares the cells of the page and up to two siblings out
 *       to one to five pages.
 * </ul>
 *
 * <p>If a step fails the tree is half changed and the statement must be undone.
 *
 * <p>SQLite: btree.c balance, balance_deeper, balance_quick.
 */
final class Balance {
  private final Btree btree;
  private final SiblingBalance siblings;

  /** The pages of the cursor's path that are open for change, by level. */
  private final WritableNode[] nodes = new WritableNode[Limits.MAX_TREE_DEPTH];

  /** Which of them are open in the current operation. */
  private final boolean[] opened = new boolean[Limits.MAX_TREE_DEPTH];

  private final byte[] divider = new byte[Varint.MAX_BYTES];

  Balance(Btree btree) {
    this.btree = btree;
    siblings = new SiblingBalance(btree);
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = new WritableNode(btree.format());
    }
  }

  /** Begins an operation: opens the page of the cursor's path at that level for change. */
  WritableNode begin(Cursor cursor, int level) {
    Arrays.fill(opened, false);
    return open(cursor, level);
  }

  /** The page of the cursor's path at that level, opened for change. */
  WritableNode open(Cursor cursor, int level) {
    WritableNode node = nodes[level];
    if (opened[level]) {
      return node;
    }
    Page page = btree.writeNode(cursor.path[level].number, cursor);
    node.open(btree.format(), page, btree.erases());
    opened[level] = true;
    return node;
  }

  /**
   * Balances the page at {@code level}, which is open, and then those above it as long as that is
   * necessary. The cursor's way down to {@code level} must be in its slots.
   *
   * @return the level of the first page that needed nothing; pages below it may have changed
   */
  int run(Cursor cursor, int level) {
    int at = level;
    WritableNode node = open(cursor, at);
    boolean isChecked = false;
    while (node.isUnbalanced()) {
      if (at == 0) {
        if (node.pending == 0) {
          break;
        }
        node = deepen(cursor, node);
        at = 1;
        continue;
      }
      if (!isChecked) {
        requireDistinct(cursor, at);
        isChecked = true;
      }
      WritableNode parent = open(cursor, at - 1);
      int index = cursor.slots[at - 1];
      if (index > parent.count + parent.pending) {
        throw new DbException.Corrupt(parent.number, "child " + index + " of " + parent.count);
      }
      cursor.depth = at - 1;
      if (isAppend(node, parent, index)) {
        append(node, parent);
      } else {
        siblings.run(parent, index, node, at == 1, cursor.isBulkLoad);
      }
      at--;
      node = parent;
    }
    return at;
  }

  /** A page that is its own ancestor would be changed under its own feet. */
  private static void requireDistinct(Cursor cursor, int level) {
    for (int i = 0; i <= level; i++) {
      for (int k = 0; k < i; k++) {
        if (cursor.path[i].number == cursor.path[k].number) {
          throw new DbException.Corrupt(cursor.path[i].number, "page is its own ancestor");
        }
      }
    }
  }

  /**
   * Moves the root's content, pending cells too, to a new page and makes the root an interior page
   * with that as its only child. Returns the child, at level 1 of the path.
   */
  private WritableNode deepen(Cursor cursor, WritableNode root) {
    int number = btree.freeList().allocate(root.number, FreeList.Want.ANY);
    Page page = btree.pager().write(number);
    WritableNode child = nodes[1];
    int headerBytes = root.pointers - root.header + 2 * root.count;
    int start = Node.contentStart(root.bytes, root.header);
    System.arraycopy(root.bytes, root.header, page.bytes, 0, headerBytes);
    System.arraycopy(root.bytes, start, page.bytes, start, btree.format().usable - start);
    page.extra = Soundness.STRICT;
    child.open(btree.format(), page, btree.erases());
    child.pending = root.pending;
    child.pendingAt = root.pendingAt;
    System.arraycopy(root.pendingCells, 0, child.pendingCells, 0, root.pending);
    if (btree.hasPointerMap()) {
      btree.pointerMap().putChildren(child);
      btree.pointerMap().put(number, PointerMap.TREE, root.number);
    }
    root.clear(root.layout.flags & ~Node.LEAF);
    root.putChild(0, number);
    cursor.path[1] = page;
    cursor.slots[0] = 0;
    cursor.depth = 1;
    opened[1] = true;
    return child;
  }

  private static boolean isAppend(WritableNode node, WritableNode parent, int index) {
    return node.layout.isTable
        && node.layout.isLeaf
        && node.pending == 1
        && node.pendingAt == node.count
        && node.count > 0
        && parent.number != 1
        && parent.pending == 0
        && parent.count == index;
  }

  /** Puts the last cell, which found no room, on a new right-most page. */
  private void append(WritableNode node, WritableNode parent) {
    int number = btree.freeList().allocate(0, FreeList.Want.ANY);
    if (number == node.number) {
      throw new DbException.Corrupt(number, "page in use on the freelist");
    }
    Page page = btree.pager().write(number);
    byte[] cell = node.pendingCells[0];
    siblings.makeLeaf(page, cell);
    if (btree.hasPointerMap()) {
      btree.pointerMap().put(number, PointerMap.TREE, parent.number);
      btree.pointerMap().putOverflow(node.layout, cell, 0, number);
    }
    long rowid = node.layout.rowid(node.bytes, node.cell(node.count - 1));
    int size = Varint.put(divider, 0, rowid);
    parent.insertDivider(parent.count, node.number, divider, 0, size);
    Node.putRightChild(parent.bytes, parent.header, number);
    node.pending = 0;
  }
}

package tech.turso.btree;

import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.pager.Page;

/**
 * Frees all pages of a tree but its root.
 *
 * <p>SQLite: btree.c clearDatabasePage.
 */
final class TreeCleaner {
  private final Btree btree;
  private final Overflow overflow;
  private long entries;

  TreeCleaner(Btree btree) {
    this.btree = btree;
    overflow = new Overflow(btree);
  }

  /**
   * Empties the tree of that root, on which no cursor has pages.
   *
   * @return how many entries it had
   */
  long clear(int root) {
    entries = 0;
    clearPage(root, 0);
    Page page = btree.writeNode(root, null);
    int header = Node.header(root);
    int flags = Node.flags(page.bytes, header) | Node.LEAF;
    new WritableNode(btree.format()).initialise(btree.format(), page, btree.erases(), flags);
    return entries;
  }

  private void clearPage(int number, int depth) {
    if (depth >= Limits.MAX_TREE_DEPTH) {
      throw new DbException.Corrupt(number, "tree deeper than " + Limits.MAX_TREE_DEPTH);
    }
    Page page = btree.readNode(number);
    if (page.extra == Soundness.SUSPECT) {
      throw new DbException.Corrupt(number, "cell outside the page");
    }
    btree.requireUnused(number);
    byte[] bytes = page.bytes;
    int header = Node.header(number);
    CellLayout layout = btree.format().layout(Node.flags(bytes, header), number);
    int count = Node.cellCount(bytes, header);
    for (int i = 0; i < count; i++) {
      int at = Bytes.u16(bytes, header + layout.headerBytes + 2 * i);
      if (!layout.isLeaf) {
        clearChild(Bytes.i32(bytes, at), depth);
      }
      overflow.freeOf(layout, bytes, at);
    }
    if (!layout.isLeaf) {
      clearChild(Node.rightChild(bytes, header), depth);
    }
    if (layout.isLeaf || !layout.isTable) {
      entries += count;
    }
  }

  private void clearChild(int number, int depth) {
    clearPage(number, depth + 1);
    btree.freeList().free(number);
  }
}

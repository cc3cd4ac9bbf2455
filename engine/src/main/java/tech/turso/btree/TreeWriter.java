package tech.turso.btree;

import java.util.Arrays;
import tech.turso.base.Bytes;
import tech.turso.base.Varint;
import tech.turso.pager.Page;

/**
 * Inserts and deletes single entries at the place of a cursor. All other cursors of the tree have
 * been saved before.
 *
 * <p>SQLite: btree.c sqlite3BtreeInsert, sqlite3BtreeDelete, fillInCell.
 */
final class TreeWriter {
  private final Btree btree;
  private final Balance balance;
  private final Overflow overflow;

  /** The new cell. */
  private byte[] cell = Bytes.EMPTY;

  TreeWriter(Btree btree) {
    this.btree = btree;
    overflow = new Overflow(btree);
    balance = new Balance(btree);
  }

  /** Inserts a row in the gap, or replaces the entry that the cursor is on. */
  void insert(TableCursor cursor, long rowid, byte[] payload, int offset, int length, int zeros) {
    boolean replaces = cursor.state == Cursor.ON_ENTRY;
    if (replaces && overwrite(cursor, payload, offset, length, zeros)) {
      return;
    }
    cursor.state = Cursor.NOWHERE; // should anything below fail
    int size = build(cursor.layout(), rowid, payload, offset, length, zeros);
    cursor.inserted(rowid, put(cursor, replaces, size));
  }

  /** Inserts a record in the gap, or replaces the entry that the cursor is on. */
  void insert(IndexCursor cursor, byte[] record, int offset, int length) {
    boolean replaces = cursor.state == Cursor.ON_ENTRY;
    if (replaces && overwrite(cursor, record, offset, length, 0)) {
      return;
    }
    cursor.state = Cursor.NOWHERE;
    int size = build(cursor.layout(), 0, record, offset, length, 0);
    cursor.inserted(record, offset, length, put(cursor, replaces, size));
  }

  /**
   * Replaces the entry's record by one of the same length where it is, writing only what differs.
   * False if the length is another.
   */
  private boolean overwrite(Cursor cursor, byte[] payload, int offset, int length, int zeros) {
    if (cursor.payloadBytes() != (long) length + zeros) {
      return false;
    }
    int local = cursor.payloadLocalBytes();
    if (local < length + zeros && zeros > 0) {
      return false;
    }
    int at = cursor.payloadOffset();
    int n = Math.min(local, length);
    cursor.state = Cursor.NOWHERE;
    if (!Bytes.equal(cursor.bytes, at, n, payload, offset, n) || zeros > 0) {
      Page page = btree.writeNode(cursor.page().number, cursor);
      System.arraycopy(payload, offset, page.bytes, at, n);
      Arrays.fill(page.bytes, at + n, at + local, (byte) 0);
      cursor.path[cursor.depth] = page;
      cursor.bytes = page.bytes;
    }
    if (local < length) {
      int first = Bytes.i32(cursor.bytes, at + local);
      overflow.forget();
      overflow.overwrite(first, 0, payload, offset + local, length - local);
    }
    cursor.state = Cursor.ON_ENTRY;
    cursor.changedInPlace();
    return true;
  }

  /**
   * Makes the new cell, and its overflow pages if it needs some; a left child's 4 bytes are left
   * free. Returns its size.
   */
  private int build(
      CellLayout layout, long rowid, byte[] payload, int offset, int length, int zeros) {
    if (cell.length < btree.pager().pageBytes() + 64) {
      cell = new byte[btree.pager().pageBytes() + 64];
    }
    int total = Math.addExact(length, zeros);
    int at = layout.childBytes;
    at += Varint.put(cell, at, total);
    if (layout.isTable) {
      at += Varint.put(cell, at, rowid);
    }
    int local = layout.local(total);
    int n = Math.min(local, length);
    System.arraycopy(payload, offset, cell, at, n);
    if (n < local) {
      Arrays.fill(cell, at + n, at + local, (byte) 0);
    }
    at += local;
    if (local < total) {
      int first = overflow.write(payload, offset + n, length - n, zeros - (local - n));
      Bytes.put32(cell, at, first);
      at += 4;
    }
    while (at < CellLayout.MIN_BYTES) {
      cell[at++] = 0;
    }
    return at;
  }

  /**
   * Puts the new cell at the cursor's slot.
   *
   * @return whether the cursor is on it now; false if the tree was balanced
   */
  private boolean put(Cursor cursor, boolean replaces, int size) {
    WritableNode node = balance.begin(cursor, cursor.depth);
    int slot = cursor.slot;
    if (replaces) {
      if (replace(node, slot, size)) {
        cursor.refresh(node);
        return true;
      }
    }
    node.insert(slot, cell, 0, size);
    if (node.pending > 0) {
      balance.run(cursor, cursor.depth);
      return false;
    }
    if (btree.hasPointerMap()) {
      btree.pointerMap().putOverflow(node.layout, cell, 0, node.number);
    }
    cursor.refresh(node);
    return true;
  }

  /** Takes the old cell away; true if the new one, of the same size, is now in its place. */
  private boolean replace(WritableNode node, int slot, int size) {
    CellLayout layout = node.layout;
    int old = node.cell(slot);
    int oldSize = layout.size(node.bytes, old);
    boolean oldSpills = layout.overflowAt(node.bytes, old) >= 0;
    if (!layout.isLeaf) {
      System.arraycopy(node.bytes, old, cell, 0, 4);
    }
    overflow.freeOf(layout, node.bytes, old);
    if (oldSize == size && !oldSpills && (!btree.hasPointerMap() || size < layout.minLocal)) {
      System.arraycopy(cell, 0, node.bytes, old, size);
      return true;
    }
    node.drop(slot, oldSize);
    return false;
  }

  /**
   * Deletes the entry that the cursor is on.
   *
   * <p>An entry of an interior page is replaced by the largest entry of its left subtree, which is
   * on a leaf.
   */
  void delete(Cursor cursor, boolean keepPosition) {
    int level = cursor.depth;
    int slot = cursor.slot;
    boolean isInterior = !cursor.isLeaf;
    CellLayout layout = cursor.layout();
    int size = layout.size(cursor.bytes, cursor.cellAt(slot));
    boolean stays = !isInterior && staysBalanced(cursor, size);
    long rowid = cursor.isTable ? cursor.entryRowid() : 0;
    if (cursor.isTable) {
      btree.rowChanges(cursor.root, rowid);
    }
    if (keepPosition && !stays) {
      cursor.saveKey();
    }
    if (isInterior && (!cursor.previous() || !cursor.isLeaf)) {
      throw cursor.corrupt("no entry left of an interior one");
    }
    btree.saveCursors(cursor.root, cursor);
    cursor.state = Cursor.NOWHERE;
    WritableNode node = balance.begin(cursor, level);
    if (slot >= node.count) {
      throw cursor.corrupt("cell " + slot + " of " + node.count);
    }
    overflow.freeOf(layout, node.bytes, node.cell(slot));
    node.drop(slot, size);
    int lowest = level;
    if (isInterior) {
      lowest = cursor.depth;
      moveUp(balance.open(cursor, lowest), node, slot, cursor.path[level + 1].number);
    }
    int reached = balance.run(cursor, lowest);
    if (reached > level) {
      balance.run(cursor, level);
    }
    finishDelete(cursor, node, slot, stays, keepPosition, rowid);
  }

  /** Whether the cursor's leaf needs no balancing without a cell of that size. */
  private boolean staysBalanced(Cursor cursor, int size) {
    int usable = btree.format().usable;
    int number = cursor.page().number;
    int free = PageSpace.freeBytes(cursor.bytes, Node.header(number), number, usable);
    boolean isRoot = cursor.depth == 0;
    return isRoot || cursor.count > 1 && free + size + 2 <= usable * 2 / 3;
  }

  /** Moves the last cell of a leaf to {@code slot} of an interior page. */
  private void moveUp(WritableNode leaf, WritableNode node, int slot, int child) {
    int last = leaf.count - 1;
    int at = leaf.cell(last);
    int size = leaf.layout.size(leaf.bytes, at);
    // A leaf cell of 4 bytes may have been filled up to them.
    int exact = leaf.layout.exactSize(leaf.bytes, at, size);
    node.insertDivider(slot, child, leaf.bytes, at, exact);
    if (btree.hasPointerMap() && node.pending == 0) {
      btree.pointerMap().putOverflow(leaf.layout, leaf.bytes, at, node.number);
    }
    leaf.drop(last, size);
  }

  private void finishDelete(
      Cursor cursor, WritableNode node, int slot, boolean stays, boolean keepPosition, long rowid) {
    if (stays) {
      cursor.refresh(node);
      cursor.beginMove();
      cursor.slot = slot;
      cursor.state = Cursor.GAP;
    } else {
      cursor.release();
      if (keepPosition) {
        cursor.savedSide = 0;
        cursor.state = Cursor.SAVED;
      }
    }
    if (cursor instanceof TableCursor table) {
      table.deleted(rowid, stays);
    } else if (cursor instanceof IndexCursor index) {
      index.deleted();
    }
  }
}

package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.TextEncoding;
import tech.turso.btree.Btree;
import tech.turso.btree.Cursor;
import tech.turso.btree.IndexCursor;
import tech.turso.btree.SeekOp;
import tech.turso.btree.SeekResult;
import tech.turso.btree.TableCursor;
import tech.turso.ext.VirtualCursor;
import tech.turso.ext.VirtualTable;
import tech.turso.record.RecordReader;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

/**
 * A cursor of a program: a place in a tree, a record in a register, a sorter or a scan of a virtual
 * table, and what is decoded of the row there.
 *
 * <p>{@link #row} reads the row if {@link #stamp} is the machine's {@link Vm#stamp}: every move
 * sets the former to -1, and every change of a tree, and every return from a suspension, changes
 * the latter. So one comparison tells that the decoded row is still the cursor's.
 *
 * <p>SQLite: vdbeInt.h VdbeCursor.
 */
final class VdbeCursor {
  /** Over a table tree. */
  static final int TABLE = 0;

  /** Over an index tree. */
  static final int INDEX = 1;

  /** Shows the record in a register. */
  static final int PSEUDO = 2;

  /** Over a sorter. */
  static final int SORTER = 3;

  /** Over a virtual table. */
  static final int VIRTUAL = 4;

  /** What stands for a cursor that is not open. */
  static final VdbeCursor CLOSED = new VdbeCursor(-1, 0);

  private static final RecordReader NO_ROW = new RecordReader(TextEncoding.UTF8);

  /** A tree that goes away with the last cursor on it. */
  static final class Ephemeral {
    final Btree btree;
    final int root;
    int cursors = 1;

    Ephemeral(Btree btree, int root) {
      this.btree = btree;
      this.root = root;
    }
  }

  final int kind;

  /** How many columns a record has. */
  final int columns;

  /** The order of an index tree or a sorter. */
  @Nullable KeyInfo keyInfo;

  /** The database that the tree is in; -1 for none. */
  int database = -1;

  /** The root page of the tree. */
  int root;

  /** Whether it is used for equality only. */
  boolean seekEqual;

  @Nullable Btree btree;

  /** TABLE, INDEX: the place in the tree. */
  @Nullable Cursor tree;

  /** What {@link #tree} was, for {@link #reopen}. */
  private @Nullable Cursor closedTree;

  @Nullable Ephemeral ephemeral;
  @Nullable Sorter sorter;
  @Nullable VirtualTable virtualTable;
  @Nullable VirtualCursor virtual;

  /** PSEUDO: the register; 0 if every column is NULL. */
  int register;

  /** PSEUDO: whether {@code SorterData} tells when there is another record in the register. */
  boolean fed;

  /** Whether the cursor is on a row of NULLs. */
  boolean nullRow = true;

  /** When {@link #row} was prepared; see above. */
  int stamp = -1;

  /** Reads the row. */
  RecordReader row = NO_ROW;

  /** Whether the row's bytes may change before the statement ends, so that values are copied. */
  boolean volatileBytes;

  /** Whether the cursor is to move to {@link #deferredRowid} before it is read. */
  boolean deferred;

  long deferredRowid;

  /** The index cursor that {@link #deferredRowid} came from. */
  @Nullable VdbeCursor alternate;

  /** For each column one plus the column of {@link #alternate} that holds it, or 0. */
  int @Nullable [] alternateColumns;

  /** Whether the last move sought a key in an index tree and did not find it. */
  boolean missed;

  /** Whether {@code last()} gave the greatest rowid there can be. */
  boolean randomRowids;

  /** How many leading fields of the key are known to match an entry. */
  int seekHit;

  /** The next number that {@code Sequence} gives. */
  long sequence;

  VdbeCursor(int kind, int columns) {
    this.kind = kind;
    this.columns = columns;
  }

  /** Its place in a tree. */
  Cursor tree() {
    Cursor cursor = tree;
    if (cursor == null) {
      throw notATree();
    }
    return cursor;
  }

  /** Its place in a table tree. */
  TableCursor table() {
    if (tree instanceof TableCursor cursor) {
      return cursor;
    }
    throw notATree();
  }

  /** Its place in an index tree. */
  IndexCursor index() {
    if (tree instanceof IndexCursor cursor) {
      return cursor;
    }
    throw notATree();
  }

  /** Its sorter. */
  Sorter sorter() {
    Sorter it = sorter;
    if (it == null) {
      throw notATree();
    }
    return it;
  }

  /** Its scan of a virtual table. */
  VirtualCursor virtual() {
    VirtualCursor it = virtual;
    if (it == null) {
      throw notATree();
    }
    return it;
  }

  private DbException notATree() {
    if (this == CLOSED) {
      return new DbException.Internal("cursor is not open");
    }
    return new DbException.Internal("cursor of kind " + kind + " used as another");
  }

  /** A move was made: the cursor is on an entry, or else on a row of NULLs. */
  void moved(boolean onEntry) {
    nullRow = !onEntry;
    stamp = -1;
    deferred = false;
    missed = false;
  }

  /** Prepares {@link #row} if that is simple; else returns false. */
  boolean prepareSimply(Vm vm) {
    Cursor cursor = tree;
    Btree of = btree;
    if (nullRow || deferred || cursor == null || of == null || !cursor.isOnEntry()) {
      return false;
    }
    RecordReader reader = cursor.record();
    if (row != reader) {
      row = reader;
    }
    volatileBytes = of.isWriting();
    stamp = vm.stamp;
    return true;
  }

  /**
   * Prepares {@link #row}.
   *
   * @return false if the cursor is on a row of NULLs
   */
  boolean prepare(Vm vm) {
    if (kind == PSEUDO) {
      return preparePseudo(vm);
    }
    if (nullRow) {
      return false;
    }
    if (deferred) {
      finishSeek();
    }
    if (!restore()) {
      return false;
    }
    return prepareSimply(vm);
  }

  private boolean preparePseudo(Vm vm) {
    if (register == 0) {
      return false;
    }
    Register record = vm.r[register];
    if (record.type != Register.BLOB) {
      return false;
    }
    record.expandZeros();
    if (row == NO_ROW) {
      row = new RecordReader(vm.host.encoding());
    }
    row.begin(record.bytes, record.offset, record.length);
    stamp = fed ? vm.stamp : -1;
    return true;
  }

  /**
   * Goes where {@code DeferredSeek} said.
   *
   * @throws DbException.Corrupt if there is no such row: the index does not fit its table
   */
  void finishSeek() {
    if (deferred) {
      if (table().seek(deferredRowid, SeekOp.EQ) != SeekResult.FOUND) {
        throw new DbException.Corrupt(root, "no row " + deferredRowid + " for an index entry");
      }
      deferred = false;
      stamp = -1;
    }
  }

  /** Finds the place again if the tree was changed; false if the cursor is on a row of NULLs. */
  boolean restore() {
    if (nullRow) {
      return false;
    }
    Cursor cursor = tree();
    if (!cursor.isOnEntry() && !cursor.restore()) {
      nullRow = true;
      stamp = -1;
      return false;
    }
    return true;
  }

  /**
   * Opens a closed cursor again.
   *
   * @return false if it was not one on that tree
   */
  boolean reopen(Btree on, int rootPage, @Nullable KeyInfo info, int columnCount, boolean write) {
    Cursor cursor = closedTree;
    closedTree = null;
    if (cursor == null
        || root != rootPage
        || keyInfo != info
        || columns != columnCount
        || !on.reopen(cursor, write)) {
      return false;
    }
    tree = cursor;
    nullRow = true;
    deferred = false;
    alternate = null;
    alternateColumns = null;
    missed = false;
    randomRowids = false;
    seekHit = 0;
    sequence = 0;
    return true;
  }

  /** Ends its use. */
  void close() {
    stamp = -1;
    Cursor cursor = tree;
    if (cursor != null) {
      cursor.close();
      tree = null;
      closedTree = ephemeral == null ? cursor : null;
    }
    Ephemeral shared = ephemeral;
    if (shared != null) {
      ephemeral = null;
      if (--shared.cursors == 0) {
        shared.btree.close();
      }
    }
    if (sorter != null) {
      sorter.close();
      sorter = null;
    }
    if (virtual != null) {
      virtual.close();
      virtual = null;
    }
  }
}

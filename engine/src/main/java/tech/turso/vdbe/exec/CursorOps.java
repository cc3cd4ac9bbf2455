package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.btree.Btree;
import tech.turso.btree.Cursor;
import tech.turso.pager.Pager;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;
import tech.turso.vdbe.program.P5;
import tech.turso.vfs.Vfs;

/**
 * Opening and closing cursors, and moving them step by step.
 *
 * <p>SQLite: vdbe.c OP_OpenRead, OP_OpenEphemeral, OP_Rewind, OP_Next and their kin.
 */
final class CursorOps {
  /** Ten times the binary logarithm of 1 and i eighths. */
  private static final int[] LOG_OF_EIGHTHS = {0, 2, 3, 5, 6, 7, 8, 9};

  private CursorOps() {}

  // ------------------------------------------------------------------ opening

  static void open(Vm vm, int[] code, int at, boolean write) {
    if (vm.isExpiredNow()) {
      throw new DbException.Sql(ResultCode.ABORT_ROLLBACK, ResultCode.ABORT_ROLLBACK.message());
    }
    int root = code[at + 2];
    int database = code[at + 3];
    Btree btree = vm.host.btree(database);
    if ((code[at + 4] & P5.P2_IS_REGISTER) != 0) {
      root = (int) vm.r[root].integer;
    }
    if (root < 1) {
      throw new DbException.Corrupt(1, "root page " + root);
    }
    if (write) {
      vm.writesFormat(Math.max(btree.schemaFormat(), 1));
    }
    Object p4 = vm.p4();
    KeyInfo info = p4 instanceof KeyInfo i ? i : null;
    int columns = info != null ? info.allFields() : p4 instanceof Integer n ? n : 0;
    VdbeCursor cursor = vm.frame.takeClosed(code[at + 1]);
    if (cursor == null || !cursor.reopen(btree, root, info, columns, write)) {
      cursor = openOn(btree, root, info, columns, write);
    }
    cursor.database = database;
    if (write && (code[at + 4] & P5.BULK_LOAD) != 0) {
      cursor.tree().setBulkLoad(true);
    }
    cursor.seekEqual = info != null && (code[at + 4] & P5.SEEK_EQUAL) != 0;
    install(vm, code[at + 1], cursor);
  }

  /** As {@link #open}, unless the cursor is open on that tree. */
  static void reopen(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    if (cursor.kind == VdbeCursor.INDEX
        && cursor.root == code[at + 2]
        && cursor.database == code[at + 3]) {
      cursor.seekEqual = (code[at + 4] & P5.SEEK_EQUAL) != 0;
      cursor.moved(false);
    } else {
      open(vm, code, at, false);
    }
  }

  private static VdbeCursor openOn(
      Btree btree, int root, @Nullable KeyInfo info, int columns, boolean write) {
    VdbeCursor cursor = new VdbeCursor(info == null ? VdbeCursor.TABLE : VdbeCursor.INDEX, columns);
    cursor.btree = btree;
    cursor.root = root;
    cursor.keyInfo = info;
    cursor.tree =
        info == null ? btree.tableCursor(root, write) : btree.indexCursor(root, info, write);
    return cursor;
  }

  private static void install(Vm vm, int number, VdbeCursor cursor) {
    VdbeCursor former = vm.cursors[number];
    vm.cursors[number] = cursor;
    if (former != VdbeCursor.CLOSED) {
      former.close();
    }
  }

  static void openEphemeral(Vm vm, int[] code, int at) {
    int p3 = code[at + 3];
    if (p3 > 0) {
      vm.r[p3].setBlob(tech.turso.base.Bytes.EMPTY);
    }
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    VdbeCursor.Ephemeral former = cursor.ephemeral;
    if (former != null && former.cursors == 1) {
      cursor.tree().clear();
      cursor.moved(false);
      cursor.sequence = 0;
      vm.treeChanged();
      return;
    }
    KeyInfo info = vm.p4() instanceof KeyInfo i ? i : null;
    Btree btree = ephemeralTrees(vm.host);
    VdbeCursor opened;
    try {
      int root = info == null ? 1 : btree.createTree(true);
      opened = openOn(btree, root, info, code[at + 2], true);
      opened.ephemeral = new VdbeCursor.Ephemeral(btree, root);
    } catch (RuntimeException e) {
      btree.close();
      throw e;
    }
    if ((code[at + 4] & P5.BULK_LOAD) != 0) {
      opened.tree().setBulkLoad(true);
    }
    install(vm, code[at + 1], opened);
  }

  /** An empty database of its own, in a write transaction that never ends. */
  private static Btree ephemeralTrees(VmHost host) {
    Vfs files = host.temporaryFiles();
    Btree btree =
        Btree.over(files == null ? Pager.memory(Pager.DEFAULT_PAGE_BYTES) : Pager.temporary(files));
    btree.beginWrite(true);
    btree.setMeta(Btree.META_ENCODING, host.encoding().number());
    return btree;
  }

  static void openDup(Vm vm, int[] code, int at) {
    VdbeCursor original = vm.cursors[code[at + 2]];
    VdbeCursor.Ephemeral shared = original.ephemeral;
    if (shared == null) {
      throw new DbException.Internal("OpenDup of a cursor that is not ephemeral");
    }
    VdbeCursor cursor = openOn(shared.btree, shared.root, original.keyInfo, original.columns, true);
    cursor.ephemeral = shared;
    shared.cursors++;
    install(vm, code[at + 1], cursor);
  }

  static void openPseudo(Vm vm, int[] code, int at) {
    VdbeCursor cursor = new VdbeCursor(VdbeCursor.PSEUDO, code[at + 3]);
    cursor.register = Math.max(code[at + 2], 0);
    cursor.volatileBytes = true;
    install(vm, code[at + 1], cursor);
  }

  static void close(Vm vm, int[] code, int at) {
    install(vm, code[at + 1], VdbeCursor.CLOSED);
  }

  static void nullRow(Vm vm, int[] code, int at) {
    int p1 = code[at + 1];
    VdbeCursor cursor = vm.cursors[p1];
    if (cursor == VdbeCursor.CLOSED) {
      vm.cursors[p1] = new VdbeCursor(VdbeCursor.PSEUDO, 1);
    } else {
      cursor.moved(false);
      if (cursor.tree != null) {
        cursor.tree.leave();
      }
    }
  }

  // ------------------------------------------------------------------ moving

  static boolean next(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    cursor.stamp = -1;
    boolean more = cursor.tree().next();
    cursor.nullRow = !more;
    return more;
  }

  static boolean previous(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    cursor.stamp = -1;
    boolean more = cursor.tree().previous();
    cursor.nullRow = !more;
    return more;
  }

  /** Whether to jump: there is no entry. */
  static boolean rewind(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    boolean any = cursor.kind == VdbeCursor.SORTER ? cursor.sorter().sort() : cursor.tree().first();
    cursor.moved(any);
    return !any && code[at + 2] > 0;
  }

  /** Whether to jump: there is no entry. */
  static boolean last(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    boolean any = cursor.tree().last();
    cursor.moved(any);
    return !any && code[at + 2] > 0;
  }

  static void seekEnd(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    Cursor tree = cursor.tree();
    if (!tree.isOnEntry()) {
      cursor.moved(tree.last());
    }
  }

  static boolean isEmpty(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    boolean any = cursor.tree().first();
    cursor.moved(any);
    return !any;
  }

  static boolean isSizeBetween(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    Cursor tree = cursor.tree();
    boolean any = tree.first();
    cursor.moved(any);
    int size = any ? logarithm(tree.estimateCount()) : -1;
    return size >= code[at + 3] && vm.p4() instanceof Integer most && size <= most;
  }

  /** Ten times the binary logarithm, as SQLite's planner reckons it: sqlite3LogEst. */
  private static int logarithm(long n) {
    if (n < 2) {
      return 0;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(n);
    long eighths = exponent >= 3 ? n >>> exponent - 3 : n << 3 - exponent;
    return exponent * 10 + LOG_OF_EIGHTHS[(int) eighths & 7];
  }

  // ------------------------------------------------------------------ reading the key

  static void rowid(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    Register out = vm.r[code[at + 2]];
    if (cursor.nullRow) {
      out.setNull();
    } else if (cursor.deferred) {
      out.setInteger(cursor.deferredRowid);
    } else if (cursor.kind == VdbeCursor.TABLE) {
      if (cursor.table().isOnEntry() || cursor.restore()) {
        out.setInteger(cursor.table().rowid());
      } else {
        out.setNull();
      }
    } else {
      out.setInteger(cursor.virtual().rowid());
    }
  }

  static void count(Vm vm, int[] code, int at) {
    Cursor tree = vm.cursors[code[at + 1]].tree();
    vm.r[code[at + 2]].setInteger(code[at + 3] != 0 ? tree.estimateCount() : tree.count());
    vm.cursors[code[at + 1]].stamp = -1;
  }

  static void rowData(Vm vm, int[] code, int at) {
    Register out = vm.r[code[at + 2]];
    copyRecord(vm, vm.cursors[code[at + 1]], out);
    if (code[at + 3] == 0) {
      out.copyBytes();
    }
  }

  /** The record of the cursor's row, whose bytes may be the page's. */
  static void copyRecord(Vm vm, VdbeCursor cursor, Register out) {
    if (cursor.deferred) {
      cursor.finishSeek();
    }
    if (!cursor.restore()) {
      throw new DbException.Corrupt(cursor.root, "no row to copy");
    }
    Cursor tree = cursor.tree();
    long total = tree.payloadBytes();
    if (total > vm.host.functions().maxLength()) {
      throw new DbException.Sql(ResultCode.TOOBIG, ResultCode.TOOBIG.message());
    }
    int count = (int) total;
    if (tree.payloadLocalBytes() == count) {
      out.setBlob(tree.payloadArray(), tree.payloadOffset(), count);
    } else {
      byte[] room = out.room(count);
      tree.payload(0, room, 0, count);
      out.setBlob(room, 0, count);
    }
  }

  static void sequence(Vm vm, int[] code, int at) {
    vm.r[code[at + 2]].setInteger(vm.cursors[code[at + 1]].sequence++);
  }
}

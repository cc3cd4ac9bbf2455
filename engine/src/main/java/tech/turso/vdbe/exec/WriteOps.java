package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.Randomness;
import tech.turso.base.ResultCode;
import tech.turso.btree.Cursor;
import tech.turso.btree.IndexCursor;
import tech.turso.btree.SeekOp;
import tech.turso.btree.SeekResult;
import tech.turso.btree.TableCursor;
import tech.turso.record.RecordWriter;
import tech.turso.value.Affinity;
import tech.turso.value.Cast;
import tech.turso.value.Register;
import tech.turso.vdbe.program.P5;

/**
 * Records, and the instructions that change trees through cursors.
 *
 * <p>SQLite: vdbe.c OP_MakeRecord, OP_Insert, OP_Delete, OP_IdxInsert, OP_NewRowid and their kin.
 */
final class WriteOps {
  /** SQLite's numbers of the operations for the update hook. */
  private static final int SQL_DELETE = 9;

  private static final int SQL_INSERT = 18;
  private static final int SQL_UPDATE = 23;

  private static final int RANDOM_TRIES = 100;

  private WriteOps() {}

  static void makeRecord(Vm vm, int[] code, int at, @Nullable Object p4) {
    Register[] r = vm.r;
    int first = code[at + 1];
    int count = code[at + 2];
    Affinity[] affinities = p4 instanceof Affinity[] a ? a : null;
    if (affinities != null) {
      for (int i = 0; i < affinities.length; i++) {
        affinities[i].apply(r[first + i]);
      }
    }
    RecordWriter writer = vm.recordWriter();
    boolean keepsReals = (code[at + 4] & P5.KEEP_REALS) != 0;
    int length = writer.write(r, first, count, keepsReals ? null : affinities);
    Register out = r[code[at + 3]];
    byte[] room = out.room(length);
    System.arraycopy(writer.bytes(), 0, room, 0, length);
    out.setBlob(room, 0, length);
    out.zeros = writer.zeros();
  }

  static void insert(Vm vm, int[] code, int at, @Nullable Object p4) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    int p5 = code[at + 4];
    Register data = (p5 & P5.PREFORMAT) != 0 ? vm.rowCell : vm.r[code[at + 2]];
    long rowid = vm.r[code[at + 3]].integer;
    if ((p5 & P5.COUNT_CHANGE) != 0) {
      vm.statement.changes++;
      if ((p5 & P5.LAST_ROWID) != 0) {
        vm.host.transactions().lastRowid(rowid);
      }
    }
    boolean append = (p5 & P5.APPEND) != 0;
    TableCursor table = cursor.table();
    if (data.type == Register.NULL) {
      table.insert(rowid, tech.turso.base.Bytes.EMPTY, 0, 0, 0, append);
    } else {
      table.insert(rowid, data.bytes, data.offset, data.length, zeros(data), append);
    }
    cursor.moved(true);
    vm.treeChanged();
    if (p4 != null && vm.host.wantsRowChanges()) {
      boolean update = (p5 & P5.IS_UPDATE) != 0;
      rowChanged(vm, update ? SQL_UPDATE : SQL_INSERT, cursor, p4, rowid);
    }
  }

  private static int zeros(Register data) {
    return data.type == Register.BLOB ? data.zeros : 0;
  }

  private static void rowChanged(
      Vm vm, int operation, VdbeCursor cursor, Object table, long rowid) {
    if (table instanceof String name && cursor.database >= 0) {
      vm.host.rowChanged(operation, cursor.database, name, rowid);
    }
  }

  static void delete(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    int p5 = code[at + 4];
    if (cursor.deferred) {
      cursor.finishSeek();
    }
    Cursor tree = cursor.tree();
    if (!tree.isOnEntry() && !tree.restore()) {
      throw new DbException.Corrupt(cursor.root, "no row to delete");
    }
    Object p4 = vm.p4();
    boolean reports =
        p4 != null
            && cursor.kind == VdbeCursor.TABLE
            && (p5 & P5.COUNT_CHANGE) != 0
            && vm.host.wantsRowChanges();
    long rowid = reports ? cursor.table().rowid() : 0;
    tree.delete((p5 & P5.SAVE_POSITION) != 0);
    cursor.stamp = -1;
    cursor.missed = false;
    vm.treeChanged();
    if ((p5 & P5.COUNT_CHANGE) != 0) {
      vm.statement.changes++;
    }
    if (reports && p4 != null) {
      rowChanged(vm, SQL_DELETE, cursor, p4, rowid);
    }
  }

  static void idxInsert(Vm vm, int[] code, int at, @Nullable Object p4) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    int p5 = code[at + 4];
    Register record = (p5 & P5.PREFORMAT) != 0 ? vm.rowCell : vm.r[code[at + 2]];
    if ((p5 & P5.COUNT_CHANGE) != 0) {
      vm.statement.changes++;
    }
    record.expandZeros();
    boolean seeked = (p5 & P5.USE_SEEK_RESULT) != 0 && cursor.missed;
    IndexCursor index = cursor.index();
    boolean unpacked = p4 instanceof Integer count && count >= index.keyInfo().keyFields();
    index.insert(
        record.bytes, record.offset, record.length, unpacked ? vm.r : null, code[at + 3], seeked);
    cursor.moved(true);
    vm.treeChanged();
  }

  static void idxDelete(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    IndexCursor index = cursor.index();
    cursor.moved(false);
    int p3 = code[at + 3];
    if (index.seek(vm.r, code[at + 2], code[at + 4], SeekOp.EQ) != SeekResult.FOUND) {
      if (!vm.host.isSchemaWritable()) {
        throw new DbException.Corrupt(
            ResultCode.CORRUPT_INDEX,
            ResultCode.CORRUPT.message(),
            cursor.root,
            "row missing from index");
      }
      return;
    }
    if (p3 != 0 && isEntry(index, vm.r[p3])) {
      vm.r[p3].setNull();
      return;
    }
    index.delete(false);
    vm.treeChanged();
  }

  /** Whether the entry is this record byte for byte. */
  private static boolean isEntry(IndexCursor index, Register record) {
    if (record.type != Register.BLOB || index.payloadBytes() != record.totalBytes()) {
      return false;
    }
    record.expandZeros();
    byte[] entry = new byte[record.length];
    index.payload(0, entry, 0, entry.length);
    return tech.turso.base.Bytes.equal(
        entry, 0, entry.length, record.bytes, record.offset, record.length);
  }

  static void newRowid(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    TableCursor table = cursor.table();
    long rowid = 0;
    if (!cursor.randomRowids) {
      if (!table.last()) {
        rowid = 1;
      } else {
        rowid = table.rowid();
        if (rowid == Long.MAX_VALUE) {
          cursor.randomRowids = true;
        } else {
          rowid++;
        }
      }
    }
    int p3 = code[at + 3];
    if (p3 != 0) {
      Register greatest = vm.outermost().registers[p3];
      Cast.apply(greatest, Affinity.INTEGER);
      long used = greatest.type == Register.INTEGER ? greatest.integer : 0;
      if (used == Long.MAX_VALUE || cursor.randomRowids) {
        throw new DbException.Full(null);
      }
      rowid = Math.max(rowid, used + 1);
      greatest.setInteger(rowid);
    }
    if (cursor.randomRowids) {
      rowid = randomRowid(vm, table);
    }
    cursor.moved(false);
    vm.r[code[at + 2]].setInteger(rowid);
  }

  private static long randomRowid(Vm vm, TableCursor table) {
    Randomness randomness = vm.host.functions().randomness();
    for (int i = 0; i < RANDOM_TRIES; i++) {
      long rowid = (randomness.nextLong() & Long.MAX_VALUE >> 1) + 1;
      if (table.seek(rowid, SeekOp.EQ) != SeekResult.FOUND) {
        return rowid;
      }
    }
    throw new DbException.Full(null);
  }

  /** Keeps a copy of the record of cursor P2 for the insert that follows. */
  static void rowCell(Vm vm, int[] code, int at) {
    CursorOps.copyRecord(vm, vm.cursors[code[at + 2]], vm.rowCell);
    vm.rowCell.copyBytes();
  }

  static void clear(Vm vm, int[] code, int at) {
    long count = vm.host.btree(code[at + 2]).clear(code[at + 1]);
    int p3 = code[at + 3];
    if (p3 != 0) {
      vm.statement.changes += count;
      if (p3 > 0) {
        vm.r[p3].integer += count;
      }
    }
    vm.treeChanged();
  }

  static void resetSorter(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    if (cursor.kind == VdbeCursor.SORTER) {
      cursor.sorter().reset();
    } else {
      cursor.tree().clear();
      vm.treeChanged();
    }
    cursor.stamp = -1;
  }
}

package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.btree.Cursor;
import tech.turso.btree.IndexCursor;
import tech.turso.btree.SeekOp;
import tech.turso.btree.SeekResult;
import tech.turso.btree.TableCursor;
import tech.turso.record.RecordReader;
import tech.turso.value.Comparison;
import tech.turso.value.KeyInfo;
import tech.turso.value.Numbers;
import tech.turso.value.Register;
import tech.turso.vdbe.program.Codes;
import tech.turso.vdbe.program.Program;

/**
 * Moving a cursor to a key, and comparing the entry it is on with one.
 *
 * <p>Every seek is settled here, in {@link #settled}, except those that only ask for an equal key:
 * what inserts afterwards depends on the place they leave the cursor at.
 *
 * <p>SQLite: vdbe.c OP_SeekGE, OP_SeekRowid, OP_Found, OP_IdxGE, OP_DeferredSeek and their kin.
 */
final class SeekOps {
  private SeekOps() {}

  private static boolean settled(Cursor cursor, SeekResult result) {
    return switch (result) {
      case FOUND -> true;
      case NOT_FOUND -> false;
      case TRY_ADVANCE -> cursor.settle();
    };
  }

  // ------------------------------------------------------------------ ranges

  /** SeekGE, SeekGT, SeekLE, SeekLT; returns the next address. */
  static int seek(Vm vm, int[] code, int at, int pc) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    cursor.moved(false);
    SeekOp op =
        switch (code[at]) {
          case Codes.SEEK_GE -> SeekOp.GE;
          case Codes.SEEK_GT -> SeekOp.GT;
          case Codes.SEEK_LE -> SeekOp.LE;
          default -> SeekOp.LT;
        };
    boolean found;
    if (cursor.kind == VdbeCursor.TABLE) {
      found = seekTable(vm, cursor.table(), vm.r[code[at + 3]], op);
    } else {
      int count = count(vm, pc);
      IndexCursor index = cursor.index();
      if (cursor.seekEqual) {
        found = seekEqual(vm, index, code[at + 3], count, op);
        cursor.nullRow = !found;
        return found ? pc + 2 : code[at + 2];
      }
      found = settled(index, index.seek(vm.r, code[at + 3], count, op));
    }
    cursor.nullRow = !found;
    return found || code[at + 2] == 0 ? pc + 1 : code[at + 2];
  }

  private static boolean seekEqual(Vm vm, IndexCursor index, int first, int count, SeekOp op) {
    if (op == SeekOp.GE) {
      return index.seek(vm.r, first, count, SeekOp.EQ) == SeekResult.FOUND;
    }
    return settled(index, index.seek(vm.r, first, count, op))
        && index.compareKey(vm.r, first, count) == 0;
  }

  private static boolean seekTable(Vm vm, TableCursor table, Register key, SeekOp op) {
    if (key.type == Register.INTEGER) {
      return settled(table, table.seek(key.integer, op));
    }
    return seekTableByOther(vm, table, key, op);
  }

  /** Seeks a rowid by a value that is no integer: '5', 4.5, 'abc', NULL. */
  private static boolean seekTableByOther(Vm vm, TableCursor table, Register key, SeekOp op) {
    Register value = vm.scratch;
    value.borrow(key);
    if (value.type == Register.TEXT) {
      Numbers.applyNumericKeepingReal(value);
    }
    if (value.type == Register.INTEGER) {
      return settled(table, table.seek(value.integer, op));
    }
    if (value.type != Register.REAL) {
      // NULL is nowhere; text and blobs are greater than every rowid.
      boolean upwards = op == SeekOp.GE || op == SeekOp.GT;
      return value.type != Register.NULL && !upwards && table.last();
    }
    long rowid = Numbers.integerOf(value);
    int order = Comparison.compare(rowid, value.real);
    SeekOp exact = op;
    if (order > 0) {
      // x > 4.9 is x >= 5, x <= 4.9 is x < 5.
      exact = op == SeekOp.GT ? SeekOp.GE : op == SeekOp.LE ? SeekOp.LT : op;
    } else if (order < 0) {
      // x < 4.1 is x <= 4, x >= 4.1 is x > 4.
      exact = op == SeekOp.LT ? SeekOp.LE : op == SeekOp.GE ? SeekOp.GT : op;
    }
    return settled(table, table.seek(rowid, exact));
  }

  /** SeekScan; returns the next address. */
  static int seekScan(Vm vm, int[] code, int at, int pc) {
    int next = at + Program.WIDTH;
    VdbeCursor cursor = vm.cursors[code[next + 1]];
    IndexCursor index = cursor.index();
    if (cursor.nullRow || !index.isOnEntry()) {
      return pc + 1;
    }
    int count = count(vm, pc + 1);
    for (int steps = code[at + 1]; ; steps--) {
      int order = index.compareKey(vm.r, code[next + 3], count);
      if (order > 0 && code[at + 4] == 0) {
        return code[next + 2];
      }
      if (order >= 0) {
        return code[at + 2];
      }
      if (steps <= 0) {
        return pc + 1;
      }
      cursor.stamp = -1;
      if (!index.next()) {
        cursor.nullRow = true;
        return code[next + 2];
      }
    }
  }

  static void seekHit(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    cursor.seekHit = Math.min(Math.max(cursor.seekHit, code[at + 2]), code[at + 3]);
  }

  // ------------------------------------------------------------------ equality

  /** Whether to jump: there is no row of that rowid. */
  static boolean seekRowid(Vm vm, int[] code, int at) {
    Register key = vm.r[code[at + 3]];
    if (key.type == Register.INTEGER) {
      return notExists(vm, code, at, key.integer);
    }
    Register value = vm.scratch;
    value.borrow(key);
    if (value.type == Register.TEXT) {
      Numbers.applyNumeric(value);
    } else if (value.type == Register.REAL) {
      Numbers.integerIfExact(value);
    }
    // A row that cannot exist leaves the cursor where it is, as in SQLite.
    return value.type != Register.INTEGER || notExists(vm, code, at, value.integer);
  }

  /** Whether to jump: there is no row of that rowid. */
  static boolean notExists(Vm vm, int[] code, int at) {
    return notExists(vm, code, at, vm.r[code[at + 3]].integer);
  }

  private static boolean notExists(Vm vm, int[] code, int at, long rowid) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    cursor.moved(true);
    if (cursor.table().seek(rowid, SeekOp.EQ) == SeekResult.FOUND) {
      return false;
    }
    cursor.nullRow = true;
    if (code[at + 2] == 0) {
      throw new DbException.Corrupt(cursor.root, "no row " + rowid);
    }
    return true;
  }

  /** Found, NotFound, NoConflict: whether an entry begins with the key. */
  static boolean find(Vm vm, int[] code, int at, int pc) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    IndexCursor index = cursor.index();
    cursor.moved(false);
    int count = count(vm, pc);
    SeekResult result;
    if (count > 0) {
      result = index.seek(vm.r, code[at + 3], count, SeekOp.EQ);
    } else {
      Register[] key = unpacked(vm, cursor, vm.r[code[at + 3]]);
      result = index.seek(key, 0, key.length, SeekOp.EQ);
    }
    boolean found = result == SeekResult.FOUND;
    cursor.nullRow = !found;
    cursor.missed = !found;
    return found;
  }

  /** The fields of a record, at most as many as the cursor's tree compares. */
  private static Register[] unpacked(Vm vm, VdbeCursor cursor, Register record) {
    KeyInfo info = cursor.index().keyInfo();
    record.expandZeros();
    RecordReader reader = new RecordReader(vm.host.encoding());
    reader.begin(record.bytes, record.offset, record.length);
    Register[] key = new Register[Math.min(reader.columnCount(), info.keyFields())];
    for (int i = 0; i < key.length; i++) {
      key[i] = new Register();
      reader.column(i, key[i]);
    }
    return key;
  }

  /** NoConflict: whether to jump. */
  static boolean noConflict(Vm vm, int[] code, int at, int pc) {
    if (!find(vm, code, at, pc)) {
      return true;
    }
    int first = code[at + 3];
    int count = count(vm, pc);
    for (int i = 0; i < count; i++) {
      if (vm.r[first + i].isNull()) {
        return true;
      }
    }
    return false;
  }

  /** IfNoHope: whether to jump. */
  static boolean ifNoHope(Vm vm, int[] code, int at, int pc) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    int count = count(vm, pc);
    if (cursor.seekHit >= count) {
      return false;
    }
    if (!find(vm, code, at, pc)) {
      return true;
    }
    cursor.seekHit = count;
    return false;
  }

  // ------------------------------------------------------------------ the entry of an index

  /** Compares the entry of an index cursor with a key: negative if the entry comes first. */
  static int compareEntry(Vm vm, int[] code, int at, int pc) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    IndexCursor index = cursor.index();
    if (!index.isOnEntry() && !cursor.restore()) {
      throw new DbException.Corrupt(cursor.root, "no entry to compare");
    }
    return index.compareKey(vm.r, code[at + 3], count(vm, pc));
  }

  static void deferredSeek(Vm vm, int[] code, int at, @Nullable Object p4) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    VdbeCursor table = vm.cursors[code[at + 3]];
    if (!cursor.index().isOnEntry() && !cursor.restore() || cursor.nullRow) {
      table.moved(false);
      return;
    }
    table.moved(true);
    table.deferred = true;
    table.deferredRowid = cursor.index().rowid();
    table.alternate = cursor;
    table.alternateColumns = p4 instanceof int[] map ? map : null;
  }

  static void idxRowid(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    Register out = vm.r[code[at + 2]];
    if (cursor.nullRow || !cursor.index().isOnEntry() && !cursor.restore()) {
      out.setNull();
    } else {
      out.setInteger(cursor.index().rowid());
    }
  }

  /** P4 as the number of registers of a key; 0 if it says none. */
  static int count(Vm vm, int pc) {
    return vm.frame.program.p4[pc] instanceof Integer count ? count : 0;
  }
}

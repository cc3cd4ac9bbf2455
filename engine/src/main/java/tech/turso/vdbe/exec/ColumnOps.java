package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.record.SerialType;
import tech.turso.value.Register;
import tech.turso.vdbe.program.P5;

/**
 * Column: the instruction that runs most.
 *
 * <p>SQLite: vdbe.c OP_Column, OP_IsType.
 */
final class ColumnOps {
  private ColumnOps() {}

  /** Reads the column. */
  static void read(Vm vm, int[] code, int at, int pc) {
    if (!column(vm, code, at)) {
      columnSlowly(vm, code, at, vm.frame.program.p4[pc]);
    }
  }

  /** Reads the column if nothing is special about it; else returns false. */
  static boolean column(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    if (code[at + 4] != 0 || cursor.stamp != vm.stamp && !cursor.prepareSimply(vm)) {
      return false;
    }
    Register out = vm.r[code[at + 3]];
    if (!cursor.row.column(code[at + 2], out)) {
      return false;
    }
    if (out.type >= Register.TEXT && cursor.volatileBytes) {
      out.copyBytes();
    }
    return true;
  }

  /** Reads the column whatever the state of the cursor is. */
  static void columnSlowly(Vm vm, int[] code, int at, @Nullable Object missing) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    int column = code[at + 2];
    Register out = vm.r[code[at + 3]];
    while (cursor.deferred) {
      int[] map = cursor.alternateColumns;
      VdbeCursor alternate = cursor.alternate;
      if (map == null || alternate == null || column >= map.length || map[column] == 0) {
        cursor.finishSeek();
        break;
      }
      column = map[column] - 1;
      cursor = alternate;
    }
    if (cursor.stamp != vm.stamp && !cursor.prepare(vm)) {
      out.setNull();
      return;
    }
    int p5 = code[at + 4] & (P5.TYPE_ONLY | P5.LENGTH_ONLY);
    boolean found = p5 == 0 ? cursor.row.column(column, out) : outline(cursor, column, p5, out);
    if (!found) {
      if (missing instanceof Register value) {
        out.set(value);
      } else {
        out.setNull();
      }
    } else if (out.type >= Register.TEXT && cursor.volatileBytes) {
      out.copyBytes();
    }
  }

  /** A value of the column's type and, if that is asked for, its length, without its bytes. */
  private static boolean outline(VdbeCursor cursor, int column, int p5, Register out) {
    long type = cursor.row.serialType(column);
    if (type < 0) {
      return false;
    }
    if (type >= SerialType.FIRST_BLOB) {
      if (p5 == P5.TYPE_ONLY) {
        if (SerialType.isText(type)) {
          out.setText(tech.turso.base.Bytes.EMPTY);
        } else {
          out.setZeroBlob(0);
        }
        return true;
      }
      if (SerialType.isBlob(type) || p5 == (P5.TYPE_ONLY | P5.LENGTH_ONLY)) {
        out.setZeroBlob((int) SerialType.bodyBytes(type));
        return true;
      }
    }
    return cursor.row.column(column, out);
  }

  /** Whether the type of a column or register is in the mask P5. */
  static boolean isType(Vm vm, int[] code, int at) {
    int p1 = code[at + 1];
    int column = code[at + 3];
    if (p1 < 0) {
      return (maskOf(vm.r[column].type) & code[at + 4]) != 0;
    }
    VdbeCursor cursor = vm.cursors[p1];
    long type = -1;
    if (cursor.stamp == vm.stamp || cursor.prepare(vm)) {
      type = cursor.row.serialType(column);
    } else {
      type = SerialType.NULL;
    }
    int mask;
    if (type < 0) {
      mask = vm.p4() instanceof Integer number ? 1 << number - 1 : 0x10;
    } else if (SerialType.isText(type)) {
      mask = 0x04;
    } else if (SerialType.isBlob(type)) {
      mask = 0x08;
    } else if (SerialType.isNull(type)) {
      mask = 0x10;
    } else {
      mask = type == SerialType.REAL ? 0x02 : 0x01;
    }
    return (mask & code[at + 4]) != 0;
  }

  private static int maskOf(byte type) {
    return switch (type) {
      case Register.INTEGER -> 0x01;
      case Register.REAL -> 0x02;
      case Register.TEXT -> 0x04;
      case Register.BLOB -> 0x08;
      default -> 0x10;
    };
  }
}

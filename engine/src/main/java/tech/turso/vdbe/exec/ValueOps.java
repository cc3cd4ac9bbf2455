package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.base.TextEncoding;
import tech.turso.value.Affinity;
import tech.turso.value.Arithmetic;
import tech.turso.value.Cast;
import tech.turso.value.Register;
import tech.turso.value.Truth;
import tech.turso.value.Utf16;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.StrictTypes;

/**
 * Instructions that put values into registers, copy and convert them.
 *
 * <p>SQLite: vdbe.c OP_Null, OP_Copy, OP_Affinity, OP_TypeCheck and their kin.
 */
final class ValueOps {
  private static final Affinity[] AFFINITIES = Affinity.values();

  private static final String[] TYPE_NAMES = {"NULL", "INT", "REAL", "TEXT", "BLOB"};

  private ValueOps() {}

  static void setNulls(Vm vm, int[] code, int at) {
    boolean cleared = code[at + 1] != 0;
    int first = code[at + 2];
    int last = Math.max(first, code[at + 3]);
    for (int i = first; i <= last; i++) {
      vm.r[i].setNull();
      vm.r[i].cleared = cleared;
    }
  }

  static void blob(Vm vm, int[] code, int at) {
    int p2 = code[at + 2];
    if (vm.p4() instanceof byte[] bytes) {
      vm.r[p2].setBlob(bytes);
    } else {
      vm.r[p2].setZeroBlob(code[at + 1]);
      vm.frame.objects[p2] = null;
    }
  }

  static void variable(Vm vm, int[] code, int at) {
    Register value = vm.parameter(code[at + 1]);
    if (value.totalBytes() > vm.host.functions().maxLength()) {
      throw new DbException.Sql(ResultCode.TOOBIG, ResultCode.TOOBIG.message());
    }
    vm.r[code[at + 2]].set(value);
  }

  static void move(Vm vm, int[] code, int at) {
    Register[] r = vm.r;
    int from = code[at + 1];
    int to = code[at + 2];
    for (int i = 0; i < code[at + 3]; i++) {
      r[to + i].move(r[from + i]);
    }
  }

  static void copy(Vm vm, int[] code, int at) {
    Register[] r = vm.r;
    int from = code[at + 1];
    int to = code[at + 2];
    boolean clears = (code[at + 4] & P5.CLEAR_SUBTYPE) != 0;
    for (int i = 0; i <= code[at + 3]; i++) {
      Register out = r[to + i];
      out.copy(r[from + i]);
      if (clears) {
        out.subtype = 0;
      }
    }
  }

  static void affinity(Vm vm, int[] code, int at, @Nullable Object p4) {
    if (p4 instanceof Affinity[] affinities) {
      int first = code[at + 1];
      for (int i = 0; i < affinities.length; i++) {
        affinities[i].apply(vm.r[first + i]);
      }
    }
  }

  static void realAffinity(Vm vm, int[] code, int at) {
    Register value = vm.r[code[at + 1]];
    if (value.type == Register.INTEGER) {
      value.setReal((double) value.integer);
    }
  }

  static void cast(Vm vm, int[] code, int at) {
    Register value = vm.r[code[at + 1]];
    Affinity to = AFFINITIES[code[at + 2]];
    TextEncoding encoding = vm.host.encoding();
    if (encoding != TextEncoding.UTF8) {
      if (to == Affinity.TEXT && value.type == Register.BLOB) {
        textOfBlob(value, encoding);
        return;
      }
      if (to == Affinity.BLOB && value.type != Register.BLOB && !value.isNull()) {
        Cast.apply(value, Affinity.TEXT);
        value.setBlob(Utf16.fromUtf8(value.bytes, value.offset, value.length, encoding));
        return;
      }
    }
    Cast.apply(value, to);
  }

  static void concat(Vm vm, int[] code, int at) {
    Register[] r = vm.r;
    TextEncoding encoding = vm.host.encoding();
    Register left = r[code[at + 2]];
    Register right = r[code[at + 1]];
    if (encoding != TextEncoding.UTF8) {
      left = asText(left, encoding);
      right = asText(right, encoding);
    }
    Arithmetic.concat(left, right, r[code[at + 3]], vm.host.functions().maxLength());
  }

  /** A blob's bytes are text in the encoding of the database. */
  private static Register asText(Register value, TextEncoding encoding) {
    if (value.type != Register.BLOB) {
      return value;
    }
    Register copy = new Register();
    copy.set(value);
    textOfBlob(copy, encoding);
    return copy;
  }

  private static void textOfBlob(Register value, TextEncoding encoding) {
    byte[] blob = value.toBytes();
    value.setText(Utf16.toUtf8(blob, 0, blob.length & ~1, encoding));
  }

  static void isTrue(Vm vm, int[] code, int at) {
    boolean truth = Truth.isTrue(vm.r[code[at + 1]], code[at + 3] != 0);
    boolean inverts = vm.p4() instanceof Integer number && number != 0;
    vm.r[code[at + 2]].setInteger(truth != inverts ? 1 : 0);
  }

  static void zeroOrNull(Vm vm, int[] code, int at) {
    Register[] r = vm.r;
    if (r[code[at + 1]].isNull() || r[code[at + 3]].isNull()) {
      r[code[at + 2]].setNull();
    } else {
      r[code[at + 2]].setInteger(0);
    }
  }

  static void getSubtype(Vm vm, int[] code, int at) {
    int subtype = vm.r[code[at + 1]].subtype & 0xff;
    if (subtype == 0) {
      vm.r[code[at + 2]].setNull();
    } else {
      vm.r[code[at + 2]].setInteger(subtype);
    }
  }

  static void setSubtype(Vm vm, int[] code, int at) {
    Register subtype = vm.r[code[at + 1]];
    vm.r[code[at + 2]].subtype = subtype.isNull() ? 0 : (byte) subtype.integer;
  }

  static void typeCheck(Vm vm, int[] code, int at) {
    if (!(vm.p4() instanceof StrictTypes types)) {
      throw new DbException.Internal("TypeCheck without types");
    }
    int first = code[at + 1];
    for (int i = 0; i < code[at + 2]; i++) {
      StrictTypes.Type type = types.types()[i];
      if (type != null) {
        Register value = vm.r[first + i];
        applyStrictly(type, value);
        if (!fits(type, value.type)) {
          throw typeError(types, i, type, value);
        }
      }
    }
  }

  private static void applyStrictly(StrictTypes.Type type, Register value) {
    switch (type) {
      case INT, INTEGER -> Affinity.INTEGER.apply(value);
      case REAL -> Affinity.REAL.apply(value);
      case TEXT -> Affinity.TEXT.apply(value);
      case ANY, BLOB -> {}
    }
  }

  private static boolean fits(StrictTypes.Type type, byte valueType) {
    if (valueType == Register.NULL) {
      return true;
    }
    return switch (type) {
      case ANY -> true;
      case BLOB -> valueType == Register.BLOB;
      case INT, INTEGER -> valueType == Register.INTEGER;
      case REAL -> valueType == Register.REAL;
      case TEXT -> valueType == Register.TEXT;
    };
  }

  private static DbException typeError(
      StrictTypes types, int column, StrictTypes.Type type, Register value) {
    return new DbException.Constraint(
        ResultCode.CONSTRAINT_DATATYPE,
        "cannot store "
            + TYPE_NAMES[value.type]
            + " value in "
            + type
            + " column "
            + types.table()
            + "."
            + types.columns()[column]);
  }
}

package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;
import tech.turso.value.Comparison;
import tech.turso.value.KeyInfo;
import tech.turso.value.Numbers;
import tech.turso.value.Register;
import tech.turso.vdbe.program.CompareKey;
import tech.turso.vdbe.program.P5;

/**
 * The comparisons Eq to Ge, and Compare. A comparison jumps if r[P3] op r[P1]; what it found stays
 * in {@link Vm#compare} for ElseEq and Jump.
 *
 * <p>SQLite: vdbe.c OP_Eq and its family, OP_Compare.
 */
final class CompareOps {
  /** An operand is NULL: fall through. */
  private static final int UNKNOWN = 2;

  /** An operand is NULL: jump. */
  private static final int UNKNOWN_JUMP = 3;

  private static final int FIRST_NUMERIC = Affinity.NUMERIC.ordinal();
  private static final int LAST_NUMERIC = Affinity.REAL.ordinal();
  private static final int TEXT = Affinity.TEXT.ordinal();

  private CompareOps() {}

  static boolean eq(Vm vm, int[] code, int at, int pc) {
    int order = order(vm, code, at, pc);
    return order == 0 || order == UNKNOWN_JUMP;
  }

  static boolean ne(Vm vm, int[] code, int at, int pc) {
    int order = order(vm, code, at, pc);
    return order != 0 && order != UNKNOWN;
  }

  static boolean lt(Vm vm, int[] code, int at, int pc) {
    int order = order(vm, code, at, pc);
    return order < 0 || order == UNKNOWN_JUMP;
  }

  static boolean le(Vm vm, int[] code, int at, int pc) {
    int order = order(vm, code, at, pc);
    return order <= 0 || order == UNKNOWN_JUMP;
  }

  static boolean gt(Vm vm, int[] code, int at, int pc) {
    int order = order(vm, code, at, pc);
    return order == 1 || order == UNKNOWN_JUMP;
  }

  static boolean ge(Vm vm, int[] code, int at, int pc) {
    int order = order(vm, code, at, pc);
    return order == 1 || order == 0 || order == UNKNOWN_JUMP;
  }

  /** -1, 0, 1 as r[P3] is less than, equal to or greater than r[P1]; or one of the UNKNOWNs. */
  private static int order(Vm vm, int[] code, int at, int pc) {
    Register left = vm.r[code[at + 3]];
    Register right = vm.r[code[at + 1]];
    int order;
    if (left.type == Register.INTEGER && right.type == Register.INTEGER) {
      order = Long.compare(left.integer, right.integer);
    } else {
      order = orderOfOthers(vm, left, right, code[at + 4], pc);
    }
    vm.compare = order;
    return order;
  }

  private static int orderOfOthers(Vm vm, Register left, Register right, int p5, int pc) {
    if (left.type == Register.NULL || right.type == Register.NULL) {
      return orderOfNulls(left, right, p5);
    }
    Object p4 = vm.frame.program.p4[pc];
    Collation collation = p4 instanceof Collation c ? c : Collation.BINARY;
    int affinity = p5 & P5.AFFINITY_MASK;
    Register x = left;
    Register y = right;
    if (affinity >= FIRST_NUMERIC && affinity <= LAST_NUMERIC) {
      x = numeric(left, vm.scratch);
      y = numeric(right, vm.otherScratch);
    } else if (affinity == TEXT && (left.type == Register.TEXT || right.type == Register.TEXT)) {
      x = text(left, vm.scratch);
      y = text(right, vm.otherScratch);
    }
    return Integer.signum(Comparison.compare(x, y, collation));
  }

  private static int orderOfNulls(Register left, Register right, int p5) {
    if ((p5 & P5.NULL_EQUALS) != 0) {
      if (left.type != Register.NULL) {
        return 1;
      }
      return right.type == Register.NULL && !left.cleared ? 0 : -1;
    }
    return (p5 & P5.JUMP_IF_NULL) != 0 ? UNKNOWN_JUMP : UNKNOWN;
  }

  private static Register numeric(Register value, Register scratch) {
    if (value.type != Register.TEXT) {
      return value;
    }
    scratch.borrow(value);
    return Numbers.applyNumericKeepingReal(scratch) ? scratch : value;
  }

  private static Register text(Register value, Register scratch) {
    if (!value.isNumber()) {
      return value;
    }
    scratch.borrow(value);
    Numbers.toText(scratch);
    return scratch;
  }

  /** {@code Compare}: P3 registers from P1 with those from P2. */
  static void compare(Vm vm, int[] code, int at, @Nullable Object p4) {
    if (!(p4 instanceof CompareKey key)) {
      throw new DbException.Internal("Compare without a key");
    }
    Register[] r = vm.r;
    int p1 = code[at + 1];
    int p2 = code[at + 2];
    int n = code[at + 3];
    KeyInfo info = key.info();
    int[] permutation = key.permutation();
    int order = 0;
    for (int i = 0; i < n && order == 0; i++) {
      int field = permutation == null ? i : permutation[i];
      Register x = r[p1 + field];
      Register y = r[p2 + field];
      order = Comparison.compare(x, y, info.collations()[i]);
      if (order != 0) {
        order = directed(order, info.flags()[i], x, y);
      }
    }
    vm.compare = order;
  }

  private static int directed(int order, byte flags, Register x, Register y) {
    if (flags == 0) {
      return order;
    }
    boolean bigNull =
        (flags & KeyInfo.BIG_NULL) != 0 && (x.type == Register.NULL || y.type == Register.NULL);
    boolean descending = (flags & KeyInfo.DESC) != 0;
    return bigNull != descending ? -order : order;
  }
}

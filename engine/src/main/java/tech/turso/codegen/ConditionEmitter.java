package tech.turso.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.plan.Bound;
import tech.turso.sql.ast.BinaryOp;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits expressions as jumps.
 *
 * <p>SQLite: expr.c sqlite3ExprIfTrue, sqlite3ExprIfFalse.
 */
public final class ConditionEmitter {
  private final ProgramBuilder b;
  private final ExprEmitter exprs;
  private final MembershipEmitter memberships;

  ConditionEmitter(Emission emission, ExprEmitter exprs, MembershipEmitter memberships) {
    this.b = emission.builder();
    this.exprs = exprs;
    this.memberships = memberships;
  }

  /** The instruction that jumps if a comparison holds. */
  static Op opOf(BinaryOp op) {
    return switch (op) {
      case EQ -> Op.EQ;
      case NE -> Op.NE;
      case LT -> Op.LT;
      case LE -> Op.LE;
      case GT -> Op.GT;
      case GE -> Op.GE;
      default -> throw new AssertionError(op);
    };
  }

  private static BinaryOp inverse(BinaryOp op) {
    return switch (op) {
      case EQ -> BinaryOp.NE;
      case NE -> BinaryOp.EQ;
      case LT -> BinaryOp.GE;
      case LE -> BinaryOp.GT;
      case GT -> BinaryOp.LE;
      case GE -> BinaryOp.LT;
      default -> throw new AssertionError(op);
    };
  }

  /** Jumps to {@code label} if {@code expr} is true; if it is NULL, when {@code ifNull}. */
  public void jumpIfTrue(Bound expr, int label, boolean ifNull) {
    switch (expr) {
      case Bound.And e -> {
        int out = b.label();
        jumpIfFalse(e.left(), out, !ifNull);
        jumpIfTrue(e.right(), label, ifNull);
        b.resolve(out);
      }
      case Bound.Or e -> {
        jumpIfTrue(e.left(), label, ifNull);
        jumpIfTrue(e.right(), label, ifNull);
      }
      case Bound.Not e -> jumpIfFalse(e.operand(), label, ifNull);
      case Bound.Compare e -> compare(e.op(), e, label, ifNull);
      case Bound.Is e -> is(e, label, e.not());
      case Bound.IsNull e ->
          b.add(e.not() ? Op.NOT_NULL : Op.IS_NULL, exprs.emit(e.operand()), label);
      case Bound.IsTruth e -> {
        if (e.truth() != e.not()) {
          jumpTruth(e, label);
        } else {
          jumpUntruth(e, label);
        }
      }
      case Bound.Between e -> {
        int out = b.label();
        Bound.InRegister x = once(e.operand());
        compareJump(BinaryOp.LT, x, e.low(), e.lowAffinity(), e.lowCollation(), out, !ifNull);
        compareJump(BinaryOp.LE, x, e.high(), e.highAffinity(), e.highCollation(), label, ifNull);
        b.resolve(out);
      }
      case Bound.RowCompare e -> rows(e, label, ifNull, true);
      case Bound.InList e -> memberships.jumpIfTrue(e, label, ifNull);
      case Bound.InQuery e -> memberships.jumpIfTrue(e, label, ifNull);
      case Bound.Int e -> {
        if (e.value() != 0) {
          b.jump(label);
        }
      }
      default -> b.add(Op.IF, exprs.emit(expr), label, ifNull ? 1 : 0);
    }
  }

  /** Jumps to {@code label} if {@code expr} is false; if it is NULL, when {@code ifNull}. */
  public void jumpIfFalse(Bound expr, int label, boolean ifNull) {
    switch (expr) {
      case Bound.And e -> {
        jumpIfFalse(e.left(), label, ifNull);
        jumpIfFalse(e.right(), label, ifNull);
      }
      case Bound.Or e -> {
        int out = b.label();
        jumpIfTrue(e.left(), out, !ifNull);
        jumpIfFalse(e.right(), label, ifNull);
        b.resolve(out);
      }
      case Bound.Not e -> jumpIfTrue(e.operand(), label, ifNull);
      case Bound.Compare e -> compare(inverse(e.op()), e, label, ifNull);
      case Bound.Is e -> is(e, label, !e.not());
      case Bound.IsNull e ->
          b.add(e.not() ? Op.IS_NULL : Op.NOT_NULL, exprs.emit(e.operand()), label);
      case Bound.IsTruth e -> {
        if (e.truth() != e.not()) {
          jumpNotTruth(e, label);
        } else {
          jumpNotUntruth(e, label);
        }
      }
      case Bound.Between e -> {
        Bound.InRegister x = once(e.operand());
        compareJump(BinaryOp.LT, x, e.low(), e.lowAffinity(), e.lowCollation(), label, ifNull);
        compareJump(BinaryOp.GT, x, e.high(), e.highAffinity(), e.highCollation(), label, ifNull);
      }
      case Bound.RowCompare e -> rows(e, label, ifNull, false);
      case Bound.InList e -> memberships.jumpIfFalse(e, label, ifNull);
      case Bound.InQuery e -> memberships.jumpIfFalse(e, label, ifNull);
      case Bound.Int e -> {
        if (e.value() == 0) {
          b.jump(label);
        }
      }
      default -> b.add(Op.IF_NOT, exprs.emit(expr), label, ifNull ? 1 : 0);
    }
  }

  private Bound.InRegister once(Bound expr) {
    return new Bound.InRegister(exprs.emit(expr), Affinity.NONE, null);
  }

  /** {@code x IS TRUE}, {@code x IS NOT FALSE}: the latter counts NULL in. */
  private void jumpTruth(Bound.IsTruth e, int label) {
    b.add(Op.IF, exprs.emit(e.operand()), label, e.not() ? 1 : 0);
  }

  private void jumpNotTruth(Bound.IsTruth e, int label) {
    b.add(Op.IF_NOT, exprs.emit(e.operand()), label, e.not() ? 0 : 1);
  }

  /** {@code x IS FALSE}, {@code x IS NOT TRUE}: the latter counts NULL in. */
  private void jumpUntruth(Bound.IsTruth e, int label) {
    b.add(Op.IF_NOT, exprs.emit(e.operand()), label, e.not() ? 1 : 0);
  }

  private void jumpNotUntruth(Bound.IsTruth e, int label) {
    b.add(Op.IF, exprs.emit(e.operand()), label, e.not() ? 0 : 1);
  }

  private void compare(BinaryOp op, Bound.Compare e, int label, boolean ifNull) {
    compareJump(op, e.left(), e.right(), e.compareAffinity(), e.collation(), label, ifNull);
  }

  private void compareJump(
      BinaryOp op,
      Bound left,
      Bound right,
      Affinity affinity,
      @Nullable Collation collation,
      int label,
      boolean ifNull) {
    int a = exprs.emit(left);
    int c = exprs.emit(right);
    b.add(opOf(op), c, label, a, collation, affinity.ordinal() | (ifNull ? P5.JUMP_IF_NULL : 0));
  }

  private void is(Bound.Is e, int label, boolean not) {
    int left = exprs.emit(e.left());
    int right = exprs.emit(e.right());
    b.add(
        not ? Op.NE : Op.EQ,
        right,
        label,
        left,
        e.collation(),
        e.compareAffinity().ordinal() | P5.NULL_EQUALS);
  }

  /** Row values, compared field by field until one pair differs. */
  private void rows(Bound.RowCompare e, int label, boolean ifNull, boolean whenTrue) {
    int n = e.left().size();
    int[] left = registers(e.left());
    int[] right = registers(e.right());
    int isTrue = whenTrue ? label : b.label();
    int isFalse = whenTrue ? b.label() : label;
    int isNull = ifNull ? label : whenTrue ? isFalse : isTrue;
    if (e.op() == BinaryOp.EQ || e.op() == BinaryOp.NE) {
      equalRows(e, left, right, isTrue, isFalse, isNull);
    } else {
      orderedRows(e, left, right, isTrue, isFalse, isNull);
    }
    if (whenTrue) {
      b.resolve(isFalse);
    } else {
      b.resolve(isTrue);
    }
    assert n > 0;
  }

  private int[] registers(List<Bound> list) {
    int[] out = new int[list.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = exprs.emit(list.get(i));
    }
    return out;
  }

  private void equalRows(
      Bound.RowCompare e, int[] left, int[] right, int isTrue, int isFalse, int isNull) {
    boolean equal = e.op() == BinaryOp.EQ;
    for (int i = 0; i < left.length; i++) {
      pair(Op.NE, e, i, left, right, equal ? isFalse : isTrue);
    }
    // No pair differs; one with a NULL leaves the answer open.
    for (int i = 0; i < left.length; i++) {
      b.add(Op.IS_NULL, left[i], isNull);
      b.add(Op.IS_NULL, right[i], isNull);
    }
    b.jump(equal ? isTrue : isFalse);
  }

  private void orderedRows(
      Bound.RowCompare e, int[] left, int[] right, int isTrue, int isFalse, int isNull) {
    boolean less = e.op() == BinaryOp.LT || e.op() == BinaryOp.LE;
    for (int i = 0; i < left.length; i++) {
      b.add(Op.IS_NULL, left[i], isNull);
      b.add(Op.IS_NULL, right[i], isNull);
      pair(Op.LT, e, i, left, right, less ? isTrue : isFalse);
      pair(Op.GT, e, i, left, right, less ? isFalse : isTrue);
    }
    b.jump(e.op() == BinaryOp.LE || e.op() == BinaryOp.GE ? isTrue : isFalse);
  }

  private void pair(Op op, Bound.RowCompare e, int i, int[] left, int[] right, int label) {
    b.add(op, right[i], label, left[i], e.collations().get(i), e.affinities().get(i).ordinal());
  }
}

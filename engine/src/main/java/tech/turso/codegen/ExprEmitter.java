package tech.turso.codegen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.ConflictAction;
import tech.turso.base.ResultCode;
import tech.turso.plan.Bound;
import tech.turso.plan.Bounds;
import tech.turso.sql.ast.BinaryOp;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;
import tech.turso.vdbe.program.FunctionCall;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits expressions as values.
 *
 * <p>SQLite: expr.c sqlite3ExprCodeTarget.
 */
public final class ExprEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final ConditionEmitter conditions;
  private final MembershipEmitter memberships;

  /** Expressions whose value is in a register already: those of groups, of sorters' rows. */
  private final Deque<Map<Bound, Integer>> known = new ArrayDeque<>();

  ExprEmitter(Emission emission) {
    this.emission = emission;
    this.b = emission.builder();
    this.memberships = new MembershipEmitter(emission, this);
    this.conditions = new ConditionEmitter(emission, this, memberships);
  }

  /** Emits conditions. */
  public ConditionEmitter conditions() {
    return conditions;
  }

  /** Emits IN. */
  MembershipEmitter memberships() {
    return memberships;
  }

  /** From here on expressions equal to a key of {@code values} are read from its register. */
  public void push(Map<Bound, Integer> values) {
    known.push(values);
  }

  /** Ends what {@link #push} began. */
  public void pop() {
    known.pop();
  }

  private @Nullable Integer known(Bound expr) {
    for (Map<Bound, Integer> values : known) {
      Integer register = values.get(expr);
      if (register != null) {
        return register;
      }
    }
    return null;
  }

  /** Emits {@code expr} and returns the register of its value, which must not be changed. */
  public int emit(Bound expr) {
    if (expr instanceof Bound.InRegister r) {
      return r.register();
    }
    Integer register = known.isEmpty() ? null : known(expr);
    if (register != null) {
      return register;
    }
    if (emission.hoists() && isHoistable(expr)) {
      return emission.constant(expr);
    }
    int target = b.register();
    emitFresh(expr, target);
    return target;
  }

  /** Emits {@code expr} into {@code target}. */
  public void emitInto(Bound expr, int target) {
    if (expr instanceof Bound.InRegister r) {
      b.add(Op.COPY, r.register(), target);
      return;
    }
    Integer register = known.isEmpty() ? null : known(expr);
    if (register != null) {
      b.add(Op.COPY, register, target);
      return;
    }
    if (emission.hoists() && isHoistable(expr)) {
      b.add(Op.SCOPY, emission.constant(expr), target);
      return;
    }
    emitFresh(expr, target);
  }

  /** Emits the expressions into consecutive registers and returns the first. */
  public int emitAll(List<Bound> list) {
    int first = b.registers(list.size());
    for (int i = 0; i < list.size(); i++) {
      emitInto(list.get(i), first + i);
    }
    return first;
  }

  /** Whether {@code expr} is cheap, cannot fail and is the same all through a run. */
  private static boolean isHoistable(Bound expr) {
    return switch (expr) {
      case Bound.Null e -> true;
      case Bound.Int e -> true;
      case Bound.Real e -> true;
      case Bound.Text e -> true;
      case Bound.Blob e -> true;
      case Bound.Variable e -> true;
      case Bound.Negate e -> isHoistable(e.operand());
      case Bound.BitNot e -> isHoistable(e.operand());
      case Bound.Plus e -> isHoistable(e.operand());
      case Bound.Collate e -> isHoistable(e.operand());
      case Bound.Cast e -> isHoistable(e.operand());
      case Bound.Arithmetic e -> isHoistable(e.left()) && isHoistable(e.right());
      default -> false;
    };
  }

  private void emitFresh(Bound expr, int target) {
    switch (expr) {
      case Bound.Null e -> b.add(Op.NULL, 0, target);
      case Bound.Int e -> integer(e.value(), target);
      case Bound.Real e -> b.add(Op.REAL, 0, target, 0, e.value(), 0);
      case Bound.Text e -> b.add(Op.STRING, 0, target, 0, e.value(), 0);
      case Bound.Blob e -> b.add(Op.BLOB, 0, target, 0, Ascii.parseHex(e.hex()), 0);
      case Bound.Variable e -> b.add(Op.VARIABLE, e.number(), target);
      case Bound.Column e -> new ColumnEmitter(emission).emit(e, target);
      case Bound.InRegister e -> b.add(Op.COPY, e.register(), target);
      case Bound.Negate e -> b.add(Op.NEGATIVE, emit(e.operand()), target);
      case Bound.BitNot e -> b.add(Op.BIT_NOT, emit(e.operand()), target);
      case Bound.IfNullRow e -> {
        int isNull = new ColumnEmitter(emission).ifNullRow(e.source(), target);
        emitInto(e.operand(), target);
        if (isNull >= 0) {
          b.jumpHere(isNull);
        }
      }
      case Bound.Not e -> b.add(Op.NOT, emit(e.operand()), target);
      case Bound.Plus e -> emitInto(e.operand(), target);
      case Bound.Collate e -> emitInto(e.operand(), target);
      case Bound.Arithmetic e -> arithmetic(e, target);
      case Bound.And e -> {
        int left = emit(e.left());
        b.add(Op.AND, emit(e.right()), left, target);
      }
      case Bound.Or e -> {
        int left = emit(e.left());
        b.add(Op.OR, emit(e.right()), left, target);
      }
      case Bound.Compare e -> conditionValue(e, target);
      case Bound.RowCompare e -> conditionValue(e, target);
      case Bound.Between e -> between(e, target);
      case Bound.Is e -> is(e, target);
      case Bound.IsNull e -> {
        b.add(Op.INTEGER, 1, target);
        int operand = emit(e.operand());
        int jump = b.add(e.not() ? Op.NOT_NULL : Op.IS_NULL, operand, 0);
        b.add(Op.INTEGER, 0, target);
        b.jumpHere(jump);
      }
      case Bound.IsTruth e ->
          b.add(
              Op.IS_TRUE,
              emit(e.operand()),
              target,
              e.truth() ? 0 : 1,
              e.truth() == e.not() ? 1 : 0,
              0);
      case Bound.InList e -> memberships.value(e, target);
      case Bound.InQuery e -> memberships.value(e, target);
      case Bound.Case e -> caseOf(e, target);
      case Bound.Switch e -> switchOf(e, target);
      case Bound.Cast e -> {
        emitCopy(e.operand(), target);
        b.add(Op.CAST, target, e.type().ordinal());
      }
      case Bound.Call e -> call(e, target);
      case Bound.Scalar e ->
          b.add(Op.COPY, emission.queries().scalar(e.query()) + e.column(), target);
      case Bound.Exists e -> b.add(Op.COPY, emission.queries().exists(e.query()), target);
      case Bound.Raise e -> raise(e);
      case Bound.Aggregate e ->
          throw new tech.turso.base.DbException.Sql(
              "misuse of aggregate: " + e.call().function().name() + "()");
      case Bound.Row e -> throw new tech.turso.base.DbException.Sql("row value misused");
      case Bound.RowQuery e -> throw new tech.turso.base.DbException.Sql("row value misused");
    }
  }

  /** Emits {@code expr} into {@code target} with bytes of its own, so that it may be changed. */
  void emitCopy(Bound expr, int target) {
    int register = emit(expr);
    if (register != target) {
      b.add(Op.SCOPY, register, target);
    }
  }

  private void integer(long value, int target) {
    if (value == (int) value) {
      b.add(Op.INTEGER, (int) value, target);
    } else {
      b.add(Op.INT64, 0, target, 0, value, 0);
    }
  }

  private void arithmetic(Bound.Arithmetic e, int target) {
    int left = emit(e.left());
    int right = emit(e.right());
    Op op =
        switch (e.op()) {
          case ADD -> Op.ADD;
          case SUBTRACT -> Op.SUBTRACT;
          case MULTIPLY -> Op.MULTIPLY;
          case DIVIDE -> Op.DIVIDE;
          case REMAINDER -> Op.REMAINDER;
          case CONCAT -> Op.CONCAT;
          case BIT_AND -> Op.BIT_AND;
          case BIT_OR -> Op.BIT_OR;
          case SHIFT_LEFT -> Op.SHIFT_LEFT;
          case SHIFT_RIGHT -> Op.SHIFT_RIGHT;
          default -> throw new AssertionError(e.op());
        };
    b.add(op, right, left, target);
  }

  /** A comparison as 1, 0 or NULL. */
  private void conditionValue(Bound e, int target) {
    if (e instanceof Bound.Compare c) {
      int left = emit(c.left());
      int right = emit(c.right());
      compareValue(c.op(), left, right, c.compareAffinity(), c.collation(), target);
      return;
    }
    int isTrue = b.label();
    int isFalse = b.label();
    int end = b.label();
    b.add(Op.NULL, 0, target);
    // True, then false; what is neither is NULL. Operands have no side effects.
    conditions.jumpIfTrue(e, isTrue, false);
    conditions.jumpIfFalse(e, isFalse, false);
    b.jump(end);
    b.resolve(isTrue);
    b.add(Op.INTEGER, 1, target);
    b.jump(end);
    b.resolve(isFalse);
    b.add(Op.INTEGER, 0, target);
    b.resolve(end);
  }

  private void compareValue(
      BinaryOp op, int left, int right, Affinity affinity, Collation collation, int target) {
    int result = b.register();
    b.add(Op.INTEGER, 1, result);
    int jump =
        b.add(
            ConditionEmitter.opOf(op),
            right,
            0,
            left,
            collation.isBinary() && collation == Collation.BINARY ? null : collation,
            affinity.ordinal());
    b.add(Op.ZERO_OR_NULL, left, result, right);
    b.jumpHere(jump);
    b.add(Op.SCOPY, result, target);
  }

  private void between(Bound.Between e, int target) {
    int operand = emit(e.operand());
    int low = emit(e.low());
    int lower = b.register();
    compareValue(BinaryOp.GE, operand, low, e.lowAffinity(), e.lowCollation(), lower);
    int high = emit(e.high());
    int upper = b.register();
    compareValue(BinaryOp.LE, operand, high, e.highAffinity(), e.highCollation(), upper);
    b.add(Op.AND, upper, lower, target);
  }

  private void is(Bound.Is e, int target) {
    int left = emit(e.left());
    int right = emit(e.right());
    int result = b.register();
    b.add(Op.INTEGER, 1, result);
    int jump =
        b.add(
            e.not() ? Op.NE : Op.EQ,
            right,
            0,
            left,
            e.collation(),
            e.compareAffinity().ordinal() | P5.NULL_EQUALS);
    b.add(Op.INTEGER, 0, result);
    b.jumpHere(jump);
    b.add(Op.SCOPY, result, target);
  }

  private void caseOf(Bound.Case e, int target) {
    int end = b.label();
    for (Bound.Case.Branch branch : e.branches()) {
      int next = b.label();
      conditions.jumpIfFalse(branch.when(), next, true);
      emitInto(branch.then(), target);
      b.jump(end);
      b.resolve(next);
    }
    otherwise(e.otherwise(), target);
    b.resolve(end);
  }

  private void switchOf(Bound.Switch e, int target) {
    int end = b.label();
    int operand = emit(e.operand());
    for (int i = 0; i < e.branches().size(); i++) {
      Bound.Case.Branch branch = e.branches().get(i);
      int next = b.label();
      int when = emit(branch.when());
      b.add(
          Op.NE,
          when,
          next,
          operand,
          e.collations().get(i),
          e.affinities().get(i).ordinal() | P5.JUMP_IF_NULL);
      emitInto(branch.then(), target);
      b.jump(end);
      b.resolve(next);
    }
    otherwise(e.otherwise(), target);
    b.resolve(end);
  }

  private void otherwise(@Nullable Bound expr, int target) {
    if (expr == null) {
      b.add(Op.NULL, 0, target);
    } else {
      emitInto(expr, target);
    }
  }

  private void call(Bound.Call e, int target) {
    List<Bound> arguments = e.arguments();
    switch (e.function().role()) {
      case COALESCE -> {
        int end = b.label();
        emitInto(arguments.get(0), target);
        for (Bound next : arguments.subList(1, arguments.size())) {
          b.add(Op.NOT_NULL, target, end);
          emitInto(next, target);
        }
        b.resolve(end);
      }
      case IIF -> iif(arguments, target);
      case LIKELY, UNLIKELY, LIKELIHOOD -> emitInto(arguments.get(0), target);
      default -> {
        int mask = 0;
        for (int i = 0; i < arguments.size() && i < 32; i++) {
          if (Bounds.isConstant(arguments.get(i))) {
            mask |= 1 << i;
          }
        }
        int first = emitAll(arguments);
        FunctionCall call = new FunctionCall(e.function(), e.collation(), e.pureUse());
        b.add(
            e.pureUse() == null ? Op.FUNCTION : Op.PURE_FUNC,
            mask,
            first,
            target,
            call,
            arguments.size());
      }
    }
  }

  private void iif(List<Bound> arguments, int target) {
    List<Bound.Case.Branch> branches = new ArrayList<>();
    int i = 0;
    for (; i + 1 < arguments.size(); i += 2) {
      branches.add(new Bound.Case.Branch(arguments.get(i), arguments.get(i + 1)));
    }
    caseOf(new Bound.Case(branches, i < arguments.size() ? arguments.get(i) : null), target);
  }

  private void raise(Bound.Raise e) {
    if (e.action() == ConflictAction.IGNORE) {
      b.add(Op.HALT, ResultCode.OK.number(), ConflictAction.IGNORE.ordinal());
      return;
    }
    int message = e.message() == null ? 0 : emit(e.message());
    b.add(Op.HALT, ResultCode.CONSTRAINT_TRIGGER.number(), e.action().ordinal(), message, null, 0);
  }
}

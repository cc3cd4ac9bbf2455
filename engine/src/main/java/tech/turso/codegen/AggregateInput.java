package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import tech.turso.base.DbException;
import tech.turso.func.FunctionDef;
import tech.turso.plan.AggregateCall;
import tech.turso.plan.SortTerm;
import tech.turso.value.Collation;
import tech.turso.vdbe.program.FunctionCall;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * One aggregate: how rows come to it (FILTER, DISTINCT, ORDER BY) and where its result goes.
 *
 * <p>SQLite: select.c updateAccumulator, finalizeAggFunctions.
 */
final class AggregateInput {
  private final Emission emission;
  private final ProgramBuilder b;
  private final AggregateCall call;
  private final FunctionCall function;
  private final int register;
  private final int distinctCursor;
  private final int sorter;
  private boolean counted;

  AggregateInput(Emission emission, AggregateCall call, int register) {
    if (call.distinct() && call.arguments().size() != 1) {
      throw new DbException.Sql("DISTINCT aggregates must have exactly one argument");
    }
    this.emission = emission;
    this.b = emission.builder();
    this.call = call;
    this.function = new FunctionCall(call.function(), call.collation());
    this.register = register;
    this.distinctCursor = call.distinct() ? b.cursor() : -1;
    this.sorter = !call.orderBy().isEmpty() && !call.function().ignoresOrder() ? b.cursor() : -1;
  }

  /** The call. */
  AggregateCall call() {
    return call;
  }

  /** Where the result is. */
  int register() {
    return register;
  }

  /** Whether it is min or max, which choose the row whose bare columns are shown. */
  boolean choosesRow() {
    FunctionDef.Role role = call.function().role();
    return role == FunctionDef.Role.MIN || role == FunctionDef.Role.MAX;
  }

  void open() {
    if (sorter >= 0) {
      b.add(
          Op.SORTER_OPEN,
          sorter,
          fields(),
          0,
          KeyInfos.of(emission.environment(), call.orderBy(), call.arguments().size()),
          0);
    }
  }

  /** Adds the lines of the query plan. */
  void explain() {
    if (sorter >= 0) {
      emission.planLine("USE TEMP B-TREE FOR " + call.function().name() + "(ORDER BY)");
    }
    if (distinctCursor >= 0) {
      emission.planLine("USE TEMP B-TREE FOR " + call.function().name() + "(DISTINCT)");
    }
  }

  private int fields() {
    return call.orderBy().size() + call.arguments().size();
  }

  void reset() {
    if (distinctCursor >= 0) {
      b.add(
          Op.OPEN_EPHEMERAL,
          distinctCursor,
          1,
          0,
          KeyInfos.ascending(emission.environment(), collations()),
          0);
    }
    if (sorter >= 0) {
      b.add(Op.RESET_SORTER, sorter);
    }
  }

  private List<Collation> collations() {
    return List.of(emission.resolver().typing().sortCollation(call.arguments().get(0)));
  }

  /**
   * Takes in the row at hand.
   *
   * @param keepFlag a register that min() and max() set to 1 if the row is not their answer, 0 if
   *     it is; 0 for no register. A row that FILTER excludes leaves it as it is.
   */
  void step(int keepFlag) {
    int skip = b.label();
    if (call.filter() != null) {
      emission.exprs().conditions().jumpIfFalse(call.filter(), skip, true);
    }
    int n = call.arguments().size();
    int first = emission.exprs().emitAll(call.arguments());
    if (distinctCursor >= 0) {
      b.add(Op.FOUND, distinctCursor, skip, first, n, 0);
      int record = b.register();
      b.add(Op.MAKE_RECORD, first, n, record);
      b.add(Op.IDX_INSERT, distinctCursor, record, first, n, 0);
    }
    if (sorter >= 0) {
      store(first, n);
    } else {
      if (keepFlag != 0) {
        b.add(Op.INTEGER, 0, keepFlag);
      }
      b.add(Op.AGG_STEP, keepFlag, first, register, function, n);
    }
    b.resolve(skip);
  }

  private void store(int arguments, int n) {
    List<Integer> terms = new ArrayList<>();
    int base = b.registers(fields());
    int i = 0;
    for (SortTerm term : call.orderBy()) {
      emission.exprs().emitInto(term.expr(), base + i);
      terms.add(base + i++);
    }
    if (n > 0) {
      b.add(Op.COPY, arguments, base + i, n - 1);
    }
    int record = b.register();
    b.add(Op.MAKE_RECORD, base, fields(), record);
    b.add(Op.SORTER_INSERT, sorter, record);
  }

  /** Makes the number of entries of a tree the result. */
  void count(int cursor) {
    counted = true;
    b.add(Op.COUNT, cursor, register);
  }

  /** Computes the result into {@link #register()}. */
  void finish() {
    if (counted) {
      return;
    }
    if (sorter >= 0) {
      stepSorted();
    }
    b.add(Op.AGG_FINAL, register, call.arguments().size(), 0, function, 0);
  }

  private void stepSorted() {
    int n = call.arguments().size();
    int data = b.register();
    int pseudo = b.cursor();
    int end = b.label();
    b.add(Op.OPEN_PSEUDO, pseudo, data, fields());
    b.add(Op.SORTER_SORT, sorter, end);
    int top = b.here();
    b.add(Op.SORTER_DATA, sorter, data, pseudo);
    int first = b.registers(Math.max(1, n));
    for (int i = 0; i < n; i++) {
      b.add(Op.COLUMN, pseudo, call.orderBy().size() + i, first + i);
    }
    b.add(Op.AGG_STEP, 0, first, register, function, n);
    b.add(Op.SORTER_NEXT, sorter, top);
    b.resolve(end);
  }
}

package tech.turso.codegen;

import java.util.List;
import tech.turso.plan.Bound;
import tech.turso.plan.CompoundQuery;
import tech.turso.plan.LogEst;
import tech.turso.plan.OrderedArms;
import tech.turso.plan.Query;
import tech.turso.plan.SelectQuery;
import tech.turso.plan.ValuesQuery;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/** Emits queries of every kind, also as values. */
public final class QueryEmitter {
  private final Emission emission;
  private final ProgramBuilder b;

  QueryEmitter(Emission emission) {
    this.emission = emission;
    this.b = emission.builder();
  }

  /**
   * Emits all rows of {@code query} into {@code sink}. The sink may be asked more than once, in
   * different places of the program, and must make its own labels.
   *
   * @return the estimate of how many rows there are
   */
  public int emit(Query query, RowSink sink) {
    return switch (emission.rewriter().rewrite(query)) {
      case SelectQuery select -> new SelectEmitter(emission, select).emit(sink, true);
      case ValuesQuery values -> {
        values(values, sink);
        yield LogEst.of(values.rows().size());
      }
      case CompoundQuery compound -> new CompoundEmitter(emission, compound).emit(sink);
    };
  }

  private void values(ValuesQuery query, RowSink sink) {
    int width = query.columns().size();
    if (query.orderBy().isEmpty()) {
      int end = b.label();
      RowLimit limit = RowLimit.of(emission, query, end);
      valueRows(query, width, limit, sink, end);
      b.resolve(end);
      return;
    }
    Sorting sorting = new Sorting(emission, query.orderBy(), width);
    sorting.open();
    int end = b.label();
    RowLimit limit = RowLimit.of(emission, query, end);
    RowLimit none =
        RowLimit.of(
            emission,
            new ValuesQuery(
                query.id(), query.columns(), query.rows(), List.of(), null, null, false),
            end);
    int rowsEnd = b.label();
    valueRows(query, width, none, first -> sorting.add(i -> first + i), rowsEnd);
    b.resolve(rowsEnd);
    sorting.output(limit, sink, end);
    b.resolve(end);
  }

  private void valueRows(ValuesQuery query, int width, RowLimit limit, RowSink sink, int end) {
    int first = b.registers(width);
    if (query.rows().size() == 1) {
      emission.planLine("SCAN CONSTANT ROW");
      row(query.rows().get(0), first);
      int next = b.label();
      limit.give(null, first, sink, next, end);
      b.resolve(next);
      return;
    }
    emission.planLine("SCAN " + query.rows().size() + "-ROW VALUES CLAUSE");
    int coroutine = b.register();
    int init = b.add(Op.INIT_COROUTINE, coroutine, 0, 0);
    b.changeP3(init, b.here());
    boolean before = emission.hoists(false);
    for (List<Bound> row : query.rows()) {
      row(row, first);
      b.add(Op.YIELD, coroutine);
    }
    emission.hoists(before);
    b.add(Op.END_COROUTINE, coroutine);
    b.jumpHere(init);
    int next = b.label();
    b.resolve(next);
    int yield = b.add(Op.YIELD, coroutine, end);
    int out = b.registers(width);
    b.add(Op.COPY, first, out, width - 1);
    int again = b.label();
    limit.give(null, out, sink, again, end);
    b.resolve(again);
    b.jump(yield);
  }

  private void row(List<Bound> row, int first) {
    for (int i = 0; i < row.size(); i++) {
      emission.exprs().emitInto(row.get(i), first + i);
    }
  }

  /** Emits a scalar subquery and returns the first register of its row, NULLs if it has none. */
  int scalar(Query query) {
    int n = query.columns().size();
    int result = b.registers(n);
    int end = b.label();
    int once = emission.once(query.isCorrelated());
    int plan =
        emission.pushPlanLine(
            (query.isCorrelated() ? "CORRELATED SCALAR SUBQUERY " : "SCALAR SUBQUERY ")
                + query.id());
    b.add(Op.NULL, 0, result, result + n - 1);
    emit(
        OrderedArms.firstOf(query),
        first -> {
          b.add(Op.COPY, first, result, n - 1);
          b.jump(end);
        });
    emission.popPlanLine(plan);
    b.resolve(end);
    if (once >= 0) {
      b.jumpHere(once);
    }
    return result;
  }

  /** Emits an EXISTS and returns the register with 1 or 0. */
  int exists(Query query) {
    int result = b.register();
    int end = b.label();
    int once = emission.once(query.isCorrelated());
    int plan =
        emission.pushPlanLine(
            (query.isCorrelated() ? "CORRELATED SCALAR SUBQUERY " : "SCALAR SUBQUERY ")
                + query.id());
    b.add(Op.INTEGER, 0, result);
    RowSink sink =
        first -> {
          b.add(Op.INTEGER, 1, result);
          b.jump(end);
        };
    if (emission.rewriter().rewrite(query) instanceof SelectQuery select) {
      new SelectEmitter(emission, select).emit(sink, select.isDistinct());
    } else {
      emit(query, sink);
    }
    emission.popPlanLine(plan);
    b.resolve(end);
    if (once >= 0) {
      b.jumpHere(once);
    }
    return result;
  }
}

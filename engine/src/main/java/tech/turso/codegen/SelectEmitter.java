package tech.turso.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.plan.Bound;
import tech.turso.plan.JoinPlan;
import tech.turso.plan.Planner;
import tech.turso.plan.Query;
import tech.turso.plan.SelectQuery;
import tech.turso.plan.SortTerm;
import tech.turso.value.Collation;
import tech.turso.value.KeyInfo;
import tech.turso.vdbe.program.CompareKey;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits a plain SELECT: loops, then DISTINCT, then ORDER BY, then LIMIT.
 *
 * <p>SQLite: select.c sqlite3Select.
 */
final class SelectEmitter {
  /** SQLite's guess of how many groups there are, and its estimate of that. */
  private static final int ROWS_OF_GROUPS = 66;

  private final Emission emission;
  private final ProgramBuilder b;
  private final SelectQuery query;
  private final int width;

  SelectEmitter(Emission emission, SelectQuery query) {
    this.emission = emission;
    this.b = emission.builder();
    this.query = query;
    this.width = query.columns().size();
  }

  /**
   * Emits the rows.
   *
   * @param wantsColumns whether the sink reads the row; if not, only its existence counts
   * @return the estimate of how many rows there are
   */
  int emit(RowSink sink, boolean wantsColumns) {
    SelectQuery grouped = query.distinctAsGroups();
    if (grouped != null) {
      return new SelectEmitter(emission, grouped).emit(sink, wantsColumns);
    }
    int end = b.label();
    new FromQueries(emission, query.from()).emit();
    RowLimit limit = RowLimit.of(emission, query, end);
    @Nullable Distinct distinct =
        query.isDistinct() && !query.hasUniqueRows() ? new Distinct() : null;
    if (distinct != null && (query.isAggregate() || query.from().isEmpty())) {
      distinct.open(false);
    }
    int rows;
    if (query.isAggregate()) {
      new AggregateEmitter(emission, query).emit(this, limit, distinct, sink, end);
      rows = query.groupBy().isEmpty() ? 0 : ROWS_OF_GROUPS;
    } else {
      rows = plain(limit, distinct, sink, wantsColumns, end);
    }
    b.resolve(end);
    return RowLimit.atMost(query, rows);
  }

  private int plain(
      RowLimit limit, @Nullable Distinct distinct, RowSink sink, boolean wantsColumns, int end) {
    if (query.from().isEmpty()) {
      withoutFrom(limit, distinct, sink, end);
      return 0;
    }
    List<SortTerm> orderBy = query.orderBy();
    Planner planner = new Planner(emission.resolver());
    boolean byOrder = distinct != null && orderBy.isEmpty();
    JoinPlan plan =
        planner.plan(
            query,
            byOrder
                ? new Planner.Wanted(query.columnTerms(emission.resolver().typing()), true, false)
                : new Planner.Wanted(orderBy, false, false));
    if (distinct != null) {
      distinct.open(byOrder && plan.orderSatisfied() == width);
    }
    boolean sorts = !byOrder && plan.orderSatisfied() < orderBy.size();
    @Nullable Sorting sorting = sorts ? new Sorting(emission, orderBy, width) : null;
    if (sorting != null) {
      sorting.open();
    }
    LoopEmitter loops = new LoopEmitter(emission, plan, query.from());
    loops.begin();
    if (!wantsColumns && distinct == null && !limit.isLimited()) {
      sink.row(0);
    } else if (sorting != null) {
      int first = columns();
      if (distinct != null) {
        distinct.check(first, loops.nextLabel());
      }
      sorting.add(i -> first + i);
    } else {
      row(limit, distinct, sink, loops.nextLabel(), loops.breakLabel());
    }
    loops.end();
    if (distinct != null) {
      distinct.explain();
    }
    if (sorting != null) {
      sorting.output(limit, sink, end, plan.orderSatisfied());
    }
    return plan.rows();
  }

  private void withoutFrom(RowLimit limit, @Nullable Distinct distinct, RowSink sink, int end) {
    emission.planLine("SCAN CONSTANT ROW");
    for (Bound condition : query.where()) {
      emission.exprs().conditions().jumpIfFalse(condition, end, true);
    }
    row(limit, distinct, sink, end, end);
    if (distinct != null) {
      distinct.explain();
    }
  }

  private int columns() {
    int first = b.registers(width);
    for (int i = 0; i < width; i++) {
      Query.ResultColumn column = query.columns().get(i);
      emission.exprs().emitInto(column.expr(), first + i);
    }
    return first;
  }

  /** Gives out one row of the result, whose expressions can be computed here. */
  void row(RowLimit limit, @Nullable Distinct distinct, RowSink sink, int next, int end) {
    if (distinct != null) {
      int first = columns();
      distinct.check(first, next);
      limit.give(null, first, sink, next, end);
      return;
    }
    int first = b.registers(width);
    limit.give(
        () -> {
          for (int i = 0; i < width; i++) {
            emission.exprs().emitInto(query.columns().get(i).expr(), first + i);
          }
        },
        first,
        sink,
        next,
        end);
  }

  /** Adds one row of the result to a sorter. */
  void sorted(Sorting sorting, @Nullable Distinct distinct, int next) {
    int first = columns();
    if (distinct != null) {
      distinct.check(first, next);
    }
    sorting.add(i -> first + i);
  }

  /** Leaves out rows that were given before. */
  final class Distinct {
    private final int cursor = b.cursor();

    /** Registers of the row before, after one that tells if there was any; 0 for a set of rows. */
    private int previous;

    void explain() {
      if (previous == 0) {
        emission.planLine("USE TEMP B-TREE FOR DISTINCT");
      }
    }

    /**
     * Emits the opening.
     *
     * @param together whether equal rows come one after the other
     */
    void open(boolean together) {
      if (together) {
        previous = b.registers(width + 1);
        b.add(Op.INTEGER, 0, previous);
        return;
      }
      b.add(Op.OPEN_EPHEMERAL, cursor, width, 0, key(), 0);
    }

    private KeyInfo key() {
      List<Collation> collations =
          query.columns().stream()
              .map(c -> emission.resolver().typing().sortCollation(c.expr()))
              .toList();
      return KeyInfos.ascending(emission.environment(), collations);
    }

    private void checkPrevious(int first, int next) {
      int begins = b.add(Op.IF_NOT, previous, 0);
      int differs = b.label();
      b.add(Op.COMPARE, first, previous + 1, width, new CompareKey(key(), null), 0);
      b.add(Op.JUMP, differs, next, differs);
      b.resolve(differs);
      b.jumpHere(begins);
      b.add(Op.COPY, first, previous + 1, width - 1);
      b.add(Op.INTEGER, 1, previous);
    }

    void check(int first, int next) {
      if (previous != 0) {
        checkPrevious(first, next);
        return;
      }
      b.add(Op.FOUND, cursor, next, first, width, 0);
      int record = b.register();
      b.add(Op.MAKE_RECORD, first, width, record);
      b.add(Op.IDX_INSERT, cursor, record, first, width, 0);
    }
  }
}

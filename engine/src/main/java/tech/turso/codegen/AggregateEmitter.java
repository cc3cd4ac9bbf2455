package tech.turso.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.turso.func.FunctionDef;
import tech.turso.plan.AggregateCall;
import tech.turso.plan.Bound;
import tech.turso.plan.Bounds;
import tech.turso.plan.JoinPlan;
import tech.turso.plan.Planner;
import tech.turso.plan.Query;
import tech.turso.plan.RowSize;
import tech.turso.plan.SelectQuery;
import tech.turso.plan.SortTerm;
import tech.turso.plan.Source;
import tech.turso.schema.Index;
import tech.turso.schema.Table;
import tech.turso.vdbe.program.CompareKey;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits a SELECT with aggregates, with or without GROUP BY.
 *
 * <p>SQLite: select.c sqlite3Select from "if( !isAgg" on, updateAccumulator.
 */
final class AggregateEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final SelectQuery query;
  private final Accumulators accumulators;

  AggregateEmitter(Emission emission, SelectQuery query) {
    this.emission = emission;
    this.b = emission.builder();
    this.query = query;
    this.accumulators = new Accumulators(emission, query);
  }

  void emit(
      SelectEmitter select,
      RowLimit limit,
      SelectEmitter.@Nullable Distinct distinct,
      RowSink sink,
      int end) {
    if (query.groupBy().isEmpty()) {
      single(select, limit, distinct, sink, end);
    } else {
      grouped(select, limit, distinct, sink, end);
    }
  }

  // ---- one group ----

  private void single(
      SelectEmitter select,
      RowLimit limit,
      SelectEmitter.@Nullable Distinct distinct,
      RowSink sink,
      int end) {
    accumulators.open();
    accumulators.explain();
    accumulators.reset();
    if (isCount()) {
      count();
    } else {
      scan();
    }
    Map<Bound, Integer> values = accumulators.finish();
    emission.exprs().push(values);
    if (query.having() != null) {
      emission.exprs().conditions().jumpIfFalse(query.having(), end, true);
    }
    select.row(limit, distinct, sink, end, end);
    emission.exprs().pop();
    if (distinct != null) {
      distinct.explain();
    }
  }

  private void scan() {
    if (query.from().isEmpty()) {
      int skip = b.label();
      for (Bound condition : query.where()) {
        emission.exprs().conditions().jumpIfFalse(condition, skip, true);
      }
      accumulators.step();
      b.resolve(skip);
      return;
    }
    Planner.Wanted wanted = extreme();
    JoinPlan plan = new Planner(emission.resolver()).plan(query, wanted);
    boolean first = !wanted.terms().isEmpty() && plan.orderSatisfied() == wanted.terms().size();
    LoopEmitter loops = new LoopEmitter(emission, plan, query.from());
    loops.begin();
    if (first) {
      int argument = emission.exprs().emit(wanted.terms().get(0).expr());
      b.add(Op.IS_NULL, argument, loops.nextLabel());
    }
    accumulators.step();
    if (first) {
      b.jump(loops.breakLabel());
    }
    loops.end();
  }

  /** For a lone min(x) or max(x): the order in which the first row is the answer. */
  private Planner.Wanted extreme() {
    if (query.aggregates().size() != 1 || query.having() != null) {
      return Planner.Wanted.NOTHING;
    }
    AggregateCall call = query.aggregates().get(0);
    FunctionDef.Role role = call.function().role();
    boolean min = role == FunctionDef.Role.MIN;
    if (!min && role != FunctionDef.Role.MAX
        || call.filter() != null
        || call.arguments().size() != 1) {
      return Planner.Wanted.NOTHING;
    }
    SortTerm term = new SortTerm(call.arguments().get(0), call.collation(), !min, false, -1);
    return new Planner.Wanted(List.of(term), false, true);
  }

  private boolean isCount() {
    if (query.aggregates().size() != 1
        || query.from().size() != 1
        || !query.where().isEmpty()
        || accumulators.hasBareColumns()) {
      return false;
    }
    AggregateCall call = query.aggregates().get(0);
    Source source = query.from().get(0);
    return call.function().role() == FunctionDef.Role.COUNT
        && call.arguments().isEmpty()
        && call.filter() == null
        && source.table() != null
        && source.on().isEmpty();
  }

  /** {@code SELECT count(*) FROM t}: asks the smallest tree that has all rows. */
  private void count() {
    Source source = query.from().get(0);
    Table table = source.table();
    assert table != null;
    emission.uses(source.database(), false);
    @Nullable Index best = table.primaryKeyIndex();
    boolean named = source.indexedBy() != null;
    if (!source.isNotIndexed() && !named) {
      for (Index index : table.indexes()) {
        boolean all = index.where() == null && !index.isTableItself();
        boolean narrow = RowSize.of(index) < RowSize.of(table);
        if (all && narrow && (best == null || isNarrower(index, best))) {
          best = index;
        }
      }
    }
    int cursor = b.cursor();
    if (best == null) {
      b.add(Op.OPEN_READ, cursor, table.rootPage(), source.database(), table.columns().size(), 0);
    } else {
      b.add(
          Op.OPEN_READ,
          cursor,
          best.rootPage(),
          source.database(),
          KeyInfos.of(emission.environment(), best),
          0);
    }
    String line = "SCAN " + source.name();
    boolean covering = best != null && !best.isTableItself();
    emission.planLine(covering ? line + " USING COVERING INDEX " + best : line);
    accumulators.count(cursor);
    b.add(Op.CLOSE, cursor);
  }

  private static boolean isNarrower(Index index, Index than) {
    return RowSize.of(index) < RowSize.of(than);
  }

  // ---- groups ----

  private void grouped(
      SelectEmitter select,
      RowLimit limit,
      SelectEmitter.@Nullable Distinct distinct,
      RowSink sink,
      int end) {
    List<SortTerm> keys = groupTerms();
    boolean ordered = isOrderOfGroups(keys);
    JoinPlan plan =
        new Planner(emission.resolver()).plan(query, new Planner.Wanted(keys, true, false));
    boolean presorted = plan.orderSatisfied() == keys.size();
    boolean sorted = ordered && (!presorted || plan.sorted());
    boolean sorts = !query.orderBy().isEmpty() && !sorted;
    @Nullable Sorting sorting =
        sorts ? new Sorting(emission, query.orderBy(), query.columns().size()) : null;
    if (sorting != null) {
      sorting.open();
    }
    Groups groups = new Groups(keys, select, limit, distinct, sink, sorting);
    groups.emit(plan, presorted);
    if (distinct != null) {
      distinct.explain();
    }
    if (sorting != null) {
      sorting.output(limit, sink, end);
    }
  }

  private List<SortTerm> groupTerms() {
    List<SortTerm> keys = new ArrayList<>();
    boolean directed = query.orderBy().size() == query.groupBy().size();
    for (int i = 0; i < query.groupBy().size(); i++) {
      Bound expr = query.groupBy().get(i);
      SortTerm order = directed ? query.orderBy().get(i) : null;
      keys.add(
          new SortTerm(
              expr,
              emission.resolver().typing().sortCollation(expr),
              order != null && order.descending(),
              order != null && order.bigNull(),
              -1));
    }
    return keys;
  }

  /** Whether ORDER BY asks for just the order in which the groups come. */
  private boolean isOrderOfGroups(List<SortTerm> keys) {
    List<SortTerm> orderBy = query.orderBy();
    if (orderBy.size() != keys.size()) {
      return false;
    }
    for (int i = 0; i < keys.size(); i++) {
      if (!orderBy.get(i).expr().equals(keys.get(i).expr())
          || orderBy.get(i).collation() != keys.get(i).collation()) {
        return false;
      }
    }
    return true;
  }

  /** The registers and subroutines of GROUP BY. */
  private final class Groups {
    private final List<SortTerm> keys;
    private final SelectEmitter select;
    private final RowLimit limit;
    private final SelectEmitter.@Nullable Distinct distinct;
    private final RowSink sink;
    private final @Nullable Sorting sorting;
    private final int n;
    private final int current;
    private final int previous;
    private final int abort;
    private final int outputReturn;
    private final int resetReturn;
    private final int output;
    private final int reset;

    Groups(
        List<SortTerm> keys,
        SelectEmitter select,
        RowLimit limit,
        SelectEmitter.@Nullable Distinct distinct,
        RowSink sink,
        @Nullable Sorting sorting) {
      this.keys = keys;
      this.select = select;
      this.limit = limit;
      this.distinct = distinct;
      this.sink = sink;
      this.sorting = sorting;
      this.n = keys.size();
      this.current = b.registers(n);
      this.previous = b.registers(n);
      this.abort = b.register();
      this.outputReturn = b.register();
      this.resetReturn = b.register();
      this.output = b.label();
      this.reset = b.label();
    }

    void emit(JoinPlan plan, boolean presorted) {
      int done = b.label();
      b.add(Op.INTEGER, 0, abort);
      b.add(Op.NULL, 0, previous, previous + n - 1);
      accumulators.open();
      b.add(Op.GOSUB, resetReturn, reset);
      if (presorted) {
        LoopEmitter loops = new LoopEmitter(emission, plan, query.from());
        loops.begin();
        for (int i = 0; i < n; i++) {
          emission.exprs().emitInto(keys.get(i).expr(), current + i);
        }
        row(done);
        loops.end();
      } else {
        sorted(plan, done);
      }
      b.add(Op.GOSUB, outputReturn, output);
      b.jump(done);
      outputSubroutine();
      resetSubroutine();
      b.resolve(done);
    }

    /** Compares the group of this row with the last and steps the aggregates. */
    private void row(int done) {
      int differs = b.label();
      int same = b.label();
      b.add(
          Op.COMPARE,
          previous,
          current,
          n,
          new CompareKey(KeyInfos.of(emission.environment(), keys, 0), null),
          0);
      b.add(Op.JUMP, differs, same, differs);
      b.resolve(differs);
      b.add(Op.GOSUB, outputReturn, output);
      b.add(Op.COPY, current, previous, n - 1);
      b.add(Op.IF_POS, abort, done, 0);
      b.add(Op.GOSUB, resetReturn, reset);
      b.resolve(same);
      accumulators.step(current, query.groupBy());
    }

    private void sorted(JoinPlan plan, int done) {
      List<Bound> columns = accumulators.columnsNeeded(query.groupBy());
      int fields = n + columns.size();
      int sorter = b.cursor();
      b.add(
          Op.SORTER_OPEN,
          sorter,
          fields,
          0,
          KeyInfos.of(emission.environment(), keys, columns.size()),
          0);
      LoopEmitter loops = new LoopEmitter(emission, plan, query.from());
      loops.begin();
      emission.planLine("USE TEMP B-TREE FOR " + (query.wasDistinct() ? "DISTINCT" : "GROUP BY"));
      int base = b.registers(fields);
      for (int i = 0; i < n; i++) {
        emission.exprs().emitInto(keys.get(i).expr(), base + i);
      }
      for (int i = 0; i < columns.size(); i++) {
        emission.exprs().emitInto(columns.get(i), base + n + i);
      }
      int record = b.register();
      b.add(Op.MAKE_RECORD, base, fields, record);
      b.add(Op.SORTER_INSERT, sorter, record);
      loops.end();
      int data = b.register();
      int pseudo = b.cursor();
      b.add(Op.OPEN_PSEUDO, pseudo, data, fields);
      int last = b.label();
      b.add(Op.SORTER_SORT, sorter, last);
      int top = b.here();
      b.add(Op.SORTER_DATA, sorter, data, pseudo);
      for (int i = 0; i < n; i++) {
        b.add(Op.COLUMN, pseudo, i, current + i);
      }
      Map<Bound, Integer> known = new HashMap<>();
      int loaded = b.registers(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        known.put(columns.get(i), loaded + i);
        b.add(Op.COLUMN, pseudo, n + i, loaded + i);
      }
      for (int i = 0; i < n; i++) {
        known.putIfAbsent(keys.get(i).expr(), current + i);
      }
      emission.exprs().push(known);
      row(done);
      emission.exprs().pop();
      b.add(Op.SORTER_NEXT, sorter, top);
      b.resolve(last);
    }

    private void outputSubroutine() {
      int leave = b.label();
      int setAbort = b.label();
      int finish = b.label();
      // Nothing to give out before the first row.
      b.resolve(output);
      b.add(Op.IF_POS, accumulators.useFlag(), finish, 0);
      b.resolve(leave);
      b.add(Op.RETURN, outputReturn);
      b.resolve(finish);
      Map<Bound, Integer> values = accumulators.finish();
      accumulators.addGroup(values, query.groupBy());
      emission.exprs().push(values);
      if (query.having() != null) {
        emission.exprs().conditions().jumpIfFalse(query.having(), leave, true);
      }
      if (sorting != null) {
        select.sorted(sorting, distinct, leave);
      } else {
        select.row(limit, distinct, sink, leave, setAbort);
      }
      emission.exprs().pop();
      b.add(Op.RETURN, outputReturn);
      b.resolve(setAbort);
      b.add(Op.INTEGER, 1, abort);
      b.add(Op.RETURN, outputReturn);
    }

    private void resetSubroutine() {
      accumulators.explain();
      b.resolve(reset);
      accumulators.reset();
      b.add(Op.RETURN, resetReturn);
    }
  }

  /** The aggregates of a query, their registers, and the columns shown beside them. */
  static final class Accumulators {
    private final Emission emission;
    private final ProgramBuilder b;
    private final SelectQuery query;
    private final int first;
    private final List<AggregateInput> inputs = new ArrayList<>();
    private final List<Bound> bare;
    private final int bareFirst;
    private final int groupFirst;
    private final int useFlag;

    Accumulators(Emission emission, SelectQuery query) {
      this.emission = emission;
      this.b = emission.builder();
      this.query = query;
      this.first = b.registers(Math.max(1, query.aggregates().size()));
      for (int i = 0; i < query.aggregates().size(); i++) {
        inputs.add(new AggregateInput(emission, query.aggregates().get(i), first + i));
      }
      this.bare = new ArrayList<>(bareColumns(query));
      this.bareFirst = b.registers(Math.max(1, bare.size()));
      this.groupFirst = b.registers(Math.max(1, query.groupBy().size()));
      this.useFlag = b.register();
    }

    boolean hasBareColumns() {
      return !bare.isEmpty();
    }

    int useFlag() {
      return useFlag;
    }

    /** The columns of the query's own sources that stand outside its aggregates. */
    private static Set<Bound> bareColumns(SelectQuery query) {
      Set<Bound> out = new LinkedHashSet<>();
      for (Query.ResultColumn c : query.columns()) {
        collect(c.expr(), query, out);
      }
      if (query.having() != null) {
        collect(query.having(), query, out);
      }
      for (SortTerm term : query.orderBy()) {
        collect(term.expr(), query, out);
      }
      return out;
    }

    private static void collect(Bound expr, SelectQuery query, Set<Bound> to) {
      if (query.groupBy().contains(expr)) {
        return;
      }
      if (isOwn(expr, query)) {
        to.add(expr);
        return;
      }
      if (expr instanceof Bound.Aggregate) {
        return;
      }
      Bounds.forEachChild(expr, child -> collect(child, query, to));
      Query inner =
          switch (expr) {
            case Bound.Scalar q -> q.query();
            case Bound.Exists q -> q.query();
            case Bound.RowQuery q -> q.query();
            case Bound.InQuery q -> q.query();
            default -> null;
          };
      if (inner != null) {
        Bounds.deep(
            inner,
            e -> {
              if (isOwn(e, query)) {
                to.add(e);
              }
            });
      }
    }

    private static boolean isOwn(Bound expr, SelectQuery query) {
      Source source = Bounds.sourceOf(expr);
      return source != null && query.from().contains(source);
    }

    /** All columns that stepping reads: those of arguments and the bare ones. */
    List<Bound> columnsNeeded(List<Bound> groupBy) {
      Set<Bound> out = new LinkedHashSet<>(bare);
      for (AggregateCall call : query.aggregates()) {
        List<Bound> parts = new ArrayList<>(call.arguments());
        if (call.filter() != null) {
          parts.add(call.filter());
        }
        call.orderBy().forEach(t -> parts.add(t.expr()));
        for (Bound part : parts) {
          Bounds.deep(
              part,
              e -> {
                if (isOwn(e, query)) {
                  out.add(e);
                }
              });
        }
      }
      out.removeAll(groupBy);
      return new ArrayList<>(out);
    }

    void open() {
      for (AggregateInput input : inputs) {
        input.open();
      }
    }

    void explain() {
      for (AggregateInput input : inputs) {
        input.explain();
      }
    }

    void reset() {
      if (!inputs.isEmpty()) {
        b.add(Op.AGG_RESET, first, first + inputs.size() - 1);
      }
      if (!bare.isEmpty()) {
        b.add(Op.NULL, 0, bareFirst, bareFirst + bare.size() - 1);
      }
      b.add(Op.INTEGER, 0, useFlag);
      for (AggregateInput input : inputs) {
        input.reset();
      }
    }

    void step() {
      step(0, List.of());
    }

    /** Takes in the row at hand, and what is shown beside the aggregates. */
    void step(int currentGroup, List<Bound> groupBy) {
      int keep = 0;
      boolean allFiltered = true;
      for (AggregateInput input : inputs) {
        if (input.choosesRow() && keep == 0 && (!bare.isEmpty() || !groupBy.isEmpty())) {
          keep = b.register();
        }
        allFiltered &= !input.choosesRow() || input.call().filter() != null;
      }
      for (AggregateInput input : inputs) {
        boolean mayBeSkipped = input.choosesRow() && input.call().filter() != null;
        if (mayBeSkipped && keep != 0 && (allFiltered || !groupBy.isEmpty())) {
          // a row that FILTER excludes is shown only if it is the first
          b.add(Op.COPY, useFlag, keep);
        }
        input.step(input.choosesRow() ? keep : 0);
      }
      if (bare.isEmpty() && groupBy.isEmpty()) {
        return; // nobody asks whether there was a row
      }
      int skip = b.add(Op.IF, keep != 0 ? keep : useFlag, 0);
      for (int i = 0; i < bare.size(); i++) {
        emission.exprs().emitInto(bare.get(i), bareFirst + i);
      }
      if (!groupBy.isEmpty()) {
        b.add(Op.COPY, currentGroup, groupFirst, groupBy.size() - 1);
      }
      b.jumpHere(skip);
      b.add(Op.INTEGER, 1, useFlag);
    }

    void count(int cursor) {
      inputs.get(0).count(cursor);
    }

    /** Computes the results; returns where the aggregates and the bare columns are. */
    Map<Bound, Integer> finish() {
      Map<Bound, Integer> values = new HashMap<>();
      for (AggregateInput input : inputs) {
        input.finish();
        values.put(new Bound.Aggregate(input.call()), input.register());
      }
      for (int i = 0; i < bare.size(); i++) {
        values.put(bare.get(i), bareFirst + i);
      }
      return values;
    }

    /** Adds where the values of GROUP BY are. */
    void addGroup(Map<Bound, Integer> values, List<Bound> groupBy) {
      for (int i = 0; i < groupBy.size(); i++) {
        values.put(groupBy.get(i), groupFirst + i);
      }
    }
  }
}

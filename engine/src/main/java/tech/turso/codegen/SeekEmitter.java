package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.plan.Bound;
import tech.turso.plan.Environment;
import tech.turso.plan.JoinPlan;
import tech.turso.plan.Loop;
import tech.turso.plan.Source;
import tech.turso.plan.Term;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Table;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the heads of loops over rowids, indexes and virtual tables.
 *
 * <p>SQLite: wherecode.c sqlite3WhereCodeOneLoopStart, codeEqualityTerm.
 */
final class SeekEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final LoopEmitter loops;

  SeekEmitter(Emission emission, LoopEmitter loops) {
    this.emission = emission;
    this.b = emission.builder();
    this.loops = loops;
  }

  // ---- rowids ----

  void rowid(Level level) {
    Loop loop = level.loop;
    if (!loop.equal().isEmpty()) {
      Loop.Bounded equal = loop.equal().get(0);
      int value = b.register();
      equality(level, equal, value, level.reversed);
      b.add(Op.SEEK_ROWID, level.cursor, level.nextLabel, value);
      loops.met(equal.term());
      return;
    }
    Loop.@Nullable Bounded start = level.reversed ? loop.upper() : loop.lower();
    Loop.@Nullable Bounded end = level.reversed ? loop.lower() : loop.upper();
    int endValue = end == null ? 0 : own(value(end));
    if (start != null) {
      boolean inclusive = isInclusive(start);
      Op op =
          level.reversed
              ? inclusive ? Op.SEEK_LE : Op.SEEK_LT
              : inclusive ? Op.SEEK_GE : Op.SEEK_GT;
      int reg = value(start);
      b.add(Op.IS_NULL, reg, level.breakLabel);
      b.add(op, level.cursor, level.breakLabel, reg, null, 0);
      loops.met(start.term());
    } else {
      b.add(level.reversed ? Op.LAST : Op.REWIND, level.cursor, level.breakLabel);
    }
    level.stepP2 = b.here();
    if (end != null) {
      int rowid = b.register();
      b.add(Op.ROWID, level.cursor, rowid);
      Op op = level.reversed ? isInclusive(end) ? Op.LT : Op.LE : isInclusive(end) ? Op.GT : Op.GE;
      b.add(
          op,
          endValue,
          level.breakLabel,
          rowid,
          null,
          Affinity.NUMERIC.ordinal() | P5.JUMP_IF_NULL);
      loops.met(end.term());
    }
    level.step = level.reversed ? Op.PREV : Op.NEXT;
    level.stepP1 = level.cursor;
  }

  private static boolean isInclusive(Loop.Bounded bounded) {
    Term.Operator op = bounded.form().operator();
    return op == Term.Operator.GE || op == Term.Operator.LE;
  }

  private int value(Loop.Bounded bounded) {
    Bound right = bounded.form().right();
    assert right != null;
    return emission.exprs().emit(right);
  }

  private int own(int register) {
    int copy = b.register();
    b.add(Op.SCOPY, register, copy);
    return copy;
  }

  /** Emits the value of a term that fixes a column; opens a loop for each value of an IN. */
  private void equality(Level level, Loop.Bounded bounded, int target, boolean reversed) {
    Term.Form form = bounded.form();
    switch (form.operator()) {
      case IS_NULL -> b.add(Op.NULL, 0, target);
      case IN -> inLoop(level, bounded, target, reversed);
      default -> {
        Bound right = form.right();
        assert right != null;
        emission.exprs().emitInto(right, target);
      }
    }
  }

  private void inLoop(Level level, Loop.Bounded bounded, int target, boolean reversed) {
    Bound in = bounded.form().right() != null ? bounded.form().right() : bounded.term().expr();
    assert in != null;
    int cursor = valuesOf(in);
    b.add(reversed ? Op.LAST : Op.REWIND, cursor, level.nextLabel);
    int top = b.here();
    b.add(Op.COLUMN, cursor, 0, target);
    int skip = b.label();
    b.add(Op.IS_NULL, target, skip);
    level.inLoops.add(new Level.InLoop(cursor, top, reversed ? Op.PREV : Op.NEXT, skip));
    level.nextLabel = skip;
  }

  /** An ephemeral index of the values of an IN, each once. */
  private int valuesOf(Bound in) {
    int cursor = b.cursor();
    Environment environment = emission.environment();
    switch (in) {
      case Bound.InList e -> {
        boolean constant = e.list().stream().allMatch(tech.turso.plan.Bounds::isConstant);
        int once = constant ? b.add(Op.ONCE) : -1;
        open(cursor, List.of(e.collation()), environment);
        emission.exprs().memberships().insertAll(e, cursor);
        if (once >= 0) {
          b.jumpHere(once);
        }
      }
      case Bound.InQuery e -> {
        int plan = emission.pushPlanLine("LIST SUBQUERY " + e.query().id());
        int once = emission.once(e.query().isCorrelated());
        open(cursor, e.collations(), environment);
        Affinity[] affinities = e.compareAffinities().toArray(Affinity[]::new);
        emission
            .queries()
            .emit(
                e.query(),
                first -> {
                  int record = b.register();
                  b.add(Op.MAKE_RECORD, first, 1, record, affinities, 0);
                  b.add(Op.IDX_INSERT, cursor, record, first, 1, 0);
                });
        if (once >= 0) {
          b.jumpHere(once);
        }
        emission.popPlanLine(plan);
      }
      default -> throw new AssertionError(in);
    }
    return cursor;
  }

  private void open(int cursor, List<Collation> collations, Environment environment) {
    b.add(Op.OPEN_EPHEMERAL, cursor, 1, 0, KeyInfos.ascending(environment, collations), 0);
  }

  // ---- indexes ----

  void index(Level level) {
    Index index = level.loop.index();
    assert index != null;
    boolean[] descending = new boolean[index.columns().size()];
    boolean[] nullable = new boolean[descending.length];
    for (int i = 0; i < descending.length; i++) {
      IndexColumn c = index.columns().get(i);
      descending[i] = c.descending();
      nullable[i] =
          c.column() == IndexColumn.EXPRESSION
              || c.column() >= 0 && index.table().columns().get(c.column()).notNull() == null;
    }
    seek(level, level.indexCursor, descending, nullable);
    if (!index.isTableItself() && level.cursor >= 0) {
      toTable(level, index);
    }
  }

  /** Moves the table's cursor to the row of the index entry. */
  private void toTable(Level level, Index index) {
    Table table = index.table();
    if (table.hasRowid()) {
      int[] map = new int[table.columns().size()];
      boolean plain = true;
      for (int i = 0; i < map.length; i++) {
        int position = table.storedPosition(i);
        plain &= position == i;
        map[i] = i == table.rowidAlias() ? 0 : index.positionOf(i) + 1;
      }
      b.add(Op.DEFERRED_SEEK, level.indexCursor, 0, level.cursor, plain ? map : null, 0);
      return;
    }
    Index key = table.primaryKeyIndex();
    assert key != null;
    int n = key.keyColumns();
    int first = b.registers(n);
    for (int i = 0; i < n; i++) {
      int position = index.positionOf(key.columns().get(i).column());
      b.add(Op.COLUMN, level.indexCursor, position, first + i);
    }
    b.add(Op.NOT_FOUND, level.cursor, level.continueLabel, first, n, 0);
  }

  private void seek(Level level, int cursor, boolean[] descending, boolean[] nullable) {
    Loop loop = level.loop;
    int n = loop.equal().size();
    int base = b.registers(n + 1);
    for (int i = 0; i < n; i++) {
      Loop.Bounded bounded = loop.equal().get(i);
      equality(level, bounded, base + i, level.reversed != descending[i]);
      Term.Operator op = bounded.form().operator();
      if (op == Term.Operator.EQ) {
        b.add(Op.IS_NULL, base + i, level.nextLabel);
      }
      affinity(base + i, bounded);
      loops.met(bounded.term());
    }
    Loop.@Nullable Bounded start = loop.lower();
    Loop.@Nullable Bounded end = loop.upper();
    boolean seekPastNull = end != null && start == null && n < nullable.length && nullable[n];
    boolean stopAtNull = false;
    if (n < descending.length && level.reversed != descending[n]) {
      Loop.@Nullable Bounded swap = start;
      start = end;
      end = swap;
      stopAtNull = seekPastNull;
      seekPastNull = false;
    }
    int constraints = n;
    boolean startInclusive = start == null || isInclusive(start);
    if (start != null) {
      rangeValue(level, start, base + n);
      constraints++;
    } else if (seekPastNull) {
      b.add(Op.NULL, 0, base + n);
      constraints++;
      startInclusive = false;
    }
    start(level, cursor, base, constraints, startInclusive);
    int endConstraints = n;
    boolean endInclusive = end == null || isInclusive(end);
    int endBase = base;
    if (end != null) {
      endBase = start == null && !seekPastNull ? base : copyKey(base, n);
      rangeValue(level, end, endBase + n);
      endConstraints++;
    } else if (stopAtNull) {
      endBase = copyKey(base, n);
      b.add(Op.NULL, 0, endBase + n);
      endConstraints++;
      endInclusive = false;
    }
    level.stepP2 = b.here();
    if (endConstraints > 0) {
      Op op =
          level.reversed
              ? endInclusive ? Op.IDX_LT : Op.IDX_LE
              : endInclusive ? Op.IDX_GT : Op.IDX_GE;
      b.add(op, cursor, level.nextLabel, endBase, endConstraints, 0);
    }
    level.step = loop.isOneRow() ? Op.NOOP : level.reversed ? Op.PREV : Op.NEXT;
    level.stepP1 = cursor;
  }

  private int copyKey(int base, int n) {
    int copy = b.registers(n + 1);
    if (n > 0) {
      b.add(Op.COPY, base, copy, n - 1);
    }
    return copy;
  }

  private void start(Level level, int cursor, int base, int constraints, boolean inclusive) {
    if (constraints == 0) {
      b.add(level.reversed ? Op.LAST : Op.REWIND, cursor, level.nextLabel);
      return;
    }
    Op op =
        level.reversed ? inclusive ? Op.SEEK_LE : Op.SEEK_LT : inclusive ? Op.SEEK_GE : Op.SEEK_GT;
    b.add(op, cursor, level.nextLabel, base, constraints, 0);
  }

  private void rangeValue(Level level, Loop.Bounded bounded, int target) {
    Bound right = bounded.form().right();
    assert right != null;
    emission.exprs().emitInto(right, target);
    b.add(Op.IS_NULL, target, level.nextLabel);
    affinity(target, bounded);
    loops.met(bounded.term());
  }

  private void affinity(int register, Loop.Bounded bounded) {
    Affinity affinity = bounded.form().compareAffinity();
    boolean in = bounded.form().operator() == Term.Operator.IN;
    if (!in && affinity != Affinity.BLOB && affinity != Affinity.NONE) {
      b.add(Op.AFFINITY, register, 1, 0, new Affinity[] {affinity}, 0);
    }
  }

  // ---- automatic indexes ----

  void automatic(Level level, JoinPlan plan) {
    Source source = level.loop.source();
    List<Loop.Bounded> keys = level.keys;
    AutoIndex built = new AutoIndex(emission, plan, source, keys);
    int cursor = b.cursor();
    int filter = built.build(level, cursor);
    level.indexCursor = cursor;
    int n = keys.size();
    int base = b.registers(n);
    for (int i = 0; i < n; i++) {
      Loop.Bounded bounded = keys.get(i);
      Bound right = bounded.form().right();
      assert right != null;
      emission.exprs().emitInto(right, base + i);
      if (bounded.form().operator() == Term.Operator.EQ) {
        b.add(Op.IS_NULL, base + i, level.nextLabel);
      }
      affinity(base + i, bounded);
      loops.met(bounded.term());
    }
    if (built.filter() != 0) {
      b.add(Op.FILTER, built.filter(), level.nextLabel, base, n, 0);
    }
    if (filter != 0) {
      b.add(Op.FILTER, filter, level.nextLabel, base, n, 0);
    }
    b.add(Op.SEEK_GE, cursor, level.nextLabel, base, n, 0);
    level.stepP2 = b.here();
    b.add(Op.IDX_GT, cursor, level.nextLabel, base, n, 0);
    level.step = Op.NEXT;
    level.stepP1 = cursor;
    emission.access(source, new Access.OnAutoIndex(cursor, built.positions()));
  }

  // ---- virtual tables ----

  void virtual(Level level) {
    var plan = level.loop.virtualPlan();
    assert plan != null;
    List<Bound> values = new ArrayList<>();
    for (Loop.Bounded bounded : level.loop.virtualTerms()) {
      Bound right = bounded.form().right();
      assert right != null;
      values.add(right);
    }
    int first = b.registers(values.size() + 2);
    b.add(Op.INTEGER, plan.number(), first);
    b.add(Op.INTEGER, values.size(), first + 1);
    for (int i = 0; i < values.size(); i++) {
      emission.exprs().emitInto(values.get(i), first + 2 + i);
    }
    b.add(Op.V_FILTER, level.cursor, level.breakLabel, first, plan.text(), 0);
    for (int i = 0; i < values.size(); i++) {
      if (plan.handled().contains(plan.arguments().get(i))) {
        loops.met(level.loop.virtualTerms().get(i).term());
      }
    }
    level.stepP2 = b.here();
    level.step = Op.V_NEXT;
    level.stepP1 = level.cursor;
  }
}

package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Table;
import tech.turso.value.Affinity;

/**
 * Lists the loops that are worth weighing for one source, with their costs.
 *
 * <p>SQLite: where.c whereLoopAddBtree, whereLoopAddBtreeIndex, whereLoopAddOr.
 */
final class LoopFinder {
  /** SQLite's guess of the rows of a table without statistics: about a million. */
  private static final int DEFAULT_ROWS = 200;

  /** The guess of how many values an IN (SELECT) gives: 25. */
  private static final int IN_QUERY_VALUES = 46;

  private final Resolver resolver;
  private final List<Source> from;
  private final List<Term> terms;
  private final Source source;
  private final long self;
  private final long mustComeBefore;
  private final UsedColumns used;
  private final boolean orderMatters;
  private final List<Loop> found = new ArrayList<>();

  LoopFinder(
      Resolver resolver,
      List<Source> from,
      List<Term> terms,
      Source source,
      long mustComeBefore,
      UsedColumns used,
      boolean orderMatters) {
    this.resolver = resolver;
    this.from = from;
    this.terms = terms;
    this.source = source;
    this.self = 1L << source.index();
    this.mustComeBefore = mustComeBefore;
    this.used = used;
    this.orderMatters = orderMatters;
  }

  /** The candidates; at least one. */
  List<Loop> find() {
    if (source.table() == null) {
      if (source.function() != null) {
        found.add(VirtualPlanner.plan(this, source, terms, mustComeBefore));
        return found;
      }
      addSubquery();
    } else {
      addTable(source.table());
      if (from.size() >= 1 && whereMayDrive()) {
        addOr();
      }
    }
    addAutomaticIndex();
    if (found.isEmpty()) {
      throw new DbException.Sql("no query solution");
    }
    return found;
  }

  List<Source> from() {
    return from;
  }

  private int rows(Table table) {
    return table.rowEstimate() >= 0 ? LogEst.of(table.rowEstimate()) : DEFAULT_ROWS;
  }

  private void addSubquery() {
    Loop scan = new Loop(source, Loop.Kind.SUBQUERY, null);
    scan.prerequisites = mustComeBefore | used.correlations(source);
    scan.out = source.rows();
    scan.run = source.rows() + 16;
    adjustOut(scan, source.rows());
    found.add(scan);
  }

  private void addTable(Table table) {
    int rows = rows(table);
    boolean only = source.indexedBy() != null;
    if (!only && table.hasRowid()) {
      Loop scan = new Loop(source, Loop.Kind.ROWID, null);
      scan.prerequisites = mustComeBefore;
      scan.covering = true;
      scan.out = rows;
      scan.run = rows + 16;
      adjustOut(scan, rows);
      found.add(scan);
      addRowidSeeks(rows);
    }
    if (!source.isNotIndexed() || !table.hasRowid()) {
      for (Index index : table.indexes()) {
        boolean named =
            source.indexedBy() == null || Ascii.equalsIgnoreCase(source.indexedBy(), index.name());
        boolean allowed = !source.isNotIndexed() || index.isTableItself();
        if (named && allowed && isImplied(index)) {
          addIndex(table, index, rows);
        }
      }
    }
  }

  // ---- the rowid ----

  private void addRowidSeeks(int rows) {
    for (Term term : terms) {
      for (Term.Form form : term.forms()) {
        if (!isRowid(form.left()) || !isUsable(term, form)) {
          continue;
        }
        switch (form.operator()) {
          case EQ, IS -> found.add(rowidEqual(term, form, 0));
          case IN -> found.add(rowidEqual(term, form, inValues(term, form)));
          case GT, GE, LT, LE -> addRowidRange(term, form, rows);
          default -> {}
        }
      }
    }
  }

  private boolean isRowid(Bound left) {
    return left instanceof Bound.Column c
        && c.source() == source
        && (c.column() == Source.ROWID
            || source.table() != null && c.column() == source.table().rowidAlias());
  }

  private Loop rowidEqual(Term term, Term.Form form, int values) {
    Loop loop = new Loop(source, Loop.Kind.ROWID, null);
    loop.prerequisites = mustComeBefore | form.rightMask();
    loop.equal.add(new Loop.Bounded(term, form));
    loop.covering = true;
    loop.oneRow = form.operator() != Term.Operator.IN;
    int logRows = LogEst.log(source.table() == null ? DEFAULT_ROWS : rows(source.table()));
    loop.run = LogEst.add(logRows, 1) + values;
    loop.out = values;
    adjustOut(loop, DEFAULT_ROWS);
    return loop;
  }

  private void addRowidRange(Term term, Term.Form form, int rows) {
    Loop loop = new Loop(source, Loop.Kind.ROWID, null);
    loop.prerequisites = mustComeBefore;
    loop.covering = true;
    loop.out = rows;
    bound(loop, term, form);
    pairBound(loop, this::isRowid);
    loop.out = rangeOut(loop, rows);
    loop.run = LogEst.add(LogEst.log(rows), loop.out + 1 + 1);
    adjustOut(loop, rows);
    found.add(loop);
  }

  private static void bound(Loop loop, Term term, Term.Form form) {
    loop.prerequisites |= form.rightMask();
    Loop.Bounded bounded = new Loop.Bounded(term, form);
    switch (form.operator()) {
      case GT, GE -> loop.lower = bounded;
      default -> loop.upper = bounded;
    }
  }

  /** Adds the other bound of a range, if a term gives one under the same prerequisites. */
  private void pairBound(Loop loop, java.util.function.Predicate<Bound> isLeft) {
    for (Term term : terms) {
      for (Term.Form form : term.forms()) {
        boolean lower = form.operator() == Term.Operator.GT || form.operator() == Term.Operator.GE;
        boolean upper = form.operator() == Term.Operator.LT || form.operator() == Term.Operator.LE;
        if (!isLeft.test(form.left())
            || !isUsable(term, form)
            || (form.rightMask() & ~loop.prerequisites) != 0) {
          continue;
        }
        if (lower && loop.lower == null || upper && loop.upper == null) {
          bound(loop, term, form);
        }
      }
    }
  }

  private static int rangeOut(Loop loop, int out) {
    int n = (loop.lower == null ? 0 : 1) + (loop.upper == null ? 0 : 1);
    return Math.max(Math.min(10, out), out - (n == 2 ? 60 : 20));
  }

  private int inValues(Term term, Term.Form form) {
    Bound in = form.right() != null ? form.right() : term.expr();
    return in instanceof Bound.InList list ? LogEst.of(list.list().size()) : IN_QUERY_VALUES;
  }

  // ---- indexes ----

  private void addIndex(Table table, Index index, int rows) {
    boolean covering = index.isTableItself() || used.isCovered(source, index);
    boolean ordered = orderMatters;
    boolean partial = index.where() != null;
    boolean narrow =
        !table.hasRowid()
            || covering && !used.isForChange() && RowSize.of(index) < RowSize.of(table);
    if (index.isTableItself()
        || ordered
        || partial
        || source.indexedBy() != null
        || narrow && !source.isNotIndexed()) {
      Loop scan = new Loop(source, Loop.Kind.INDEX, index);
      scan.prerequisites = mustComeBefore;
      scan.covering = covering;
      scan.out = rows;
      scan.run = rows + 1 + 15 * RowSize.of(index) / RowSize.of(table);
      if (!covering) {
        scan.run = LogEst.add(scan.run, rows + 16);
      }
      if (index.isTableItself()) {
        scan.run = rows + 16;
      }
      adjustOut(scan, rows);
      found.add(scan);
    }
    Loop start = new Loop(source, Loop.Kind.INDEX, index);
    start.prerequisites = mustComeBefore;
    start.covering = covering;
    start.out = rows;
    extend(start, index, rows, 0);
  }

  /** The estimated rows that are equal in {@code n} leading columns. */
  private int rowsPerKey(Index index, int n, int rows) {
    if (index.rowEstimates().length > n) {
      return LogEst.of(index.rowEstimates()[n]);
    }
    if (n == 0) {
      return rows;
    }
    if (index.isUnique() && n >= index.keyColumns()) {
      return 0;
    }
    int[] guess = {33, 32, 30, 28, 27};
    return n <= guess.length ? guess[n - 1] : 23;
  }

  /** Tries each term on the next column of the index, after those that {@code base} has. */
  private void extend(Loop base, Index index, int rows, int inValues) {
    int n = base.equal.size();
    int usable = index.isTableItself() ? index.keyColumns() : index.columns().size();
    if (n >= usable || base.lower != null || base.upper != null) {
      return;
    }
    Bound column = bound(index.columns().get(n));
    boolean unique = index.isUnique() && n + 1 >= index.keyColumns();
    for (Term term : terms) {
      for (Term.Form form : term.forms()) {
        if (!form.left().equals(column)
            || !isUsable(term, form)
            || base.uses(term)
            || !fits(form, index.columns().get(n), column)) {
          continue;
        }
        Loop loop = base.copy();
        int more = inValues;
        switch (form.operator()) {
          case EQ, IS, IS_NULL, IN -> {
            loop.equal.add(new Loop.Bounded(term, form));
            loop.prerequisites |= form.rightMask();
            int shrink = rowsPerKey(index, n + 1, rows) - rowsPerKey(index, n, rows);
            loop.out += shrink;
            if (form.operator() == Term.Operator.IN) {
              more += inValues(term, form);
            } else if (form.operator() == Term.Operator.IS_NULL) {
              loop.out += 10;
            } else if (unique && allSingle(loop)) {
              loop.oneRow = form.operator() == Term.Operator.EQ;
            }
          }
          case GT, GE, LT, LE -> {
            bound(loop, term, form);
            IndexColumn indexColumn = index.columns().get(n);
            pairBound(loop, left -> left.equals(column), indexColumn, column);
            loop.out = rangeOut(loop, loop.out);
          }
          case NONE -> {
            continue;
          }
        }
        price(loop, index, rows, more);
        Loop next = loop;
        extendWithoutCost(next, index, rows, more);
      }
    }
  }

  private void extendWithoutCost(Loop loop, Index index, int rows, int inValues) {
    if (loop.lower == null && loop.upper == null && !loop.oneRow) {
      extend(loop, index, rows, inValues);
    }
  }

  private void pairBound(
      Loop loop,
      java.util.function.Predicate<Bound> isLeft,
      IndexColumn indexColumn,
      Bound column) {
    for (Term term : terms) {
      for (Term.Form form : term.forms()) {
        boolean lower = form.operator() == Term.Operator.GT || form.operator() == Term.Operator.GE;
        boolean upper = form.operator() == Term.Operator.LT || form.operator() == Term.Operator.LE;
        if (isLeft.test(form.left())
            && isUsable(term, form)
            && (form.rightMask() & ~loop.prerequisites) == 0
            && fits(form, indexColumn, column)
            && (lower && loop.lower == null || upper && loop.upper == null)) {
          bound(loop, term, form);
        }
      }
    }
  }

  private static boolean allSingle(Loop loop) {
    for (Loop.Bounded b : loop.equal) {
      if (!b.isSingle() || b.form().operator() == Term.Operator.IS_NULL) {
        return false;
      }
    }
    return true;
  }

  private void price(Loop loop, Index index, int rows, int inValues) {
    Loop priced = loop.copy();
    Table table = index.table();
    int out = loop.out;
    int perEntry = out + 1 + 15 * RowSize.of(index) / RowSize.of(table);
    priced.run = LogEst.add(LogEst.log(rows), perEntry);
    if (!loop.covering) {
      priced.run = LogEst.add(priced.run, out + 16);
    }
    priced.run += inValues;
    priced.out = out + inValues;
    adjustOut(priced, rows);
    found.add(priced);
  }

  /** The expression that a column of an index holds. */
  Bound bound(IndexColumn column) {
    if (column.column() == IndexColumn.ROWID) {
      return new Bound.Column(source, Source.ROWID);
    }
    if (column.column() == IndexColumn.EXPRESSION) {
      var expr = column.expr();
      assert expr != null;
      return resolver.over(List.of(source), null).scalar(expr);
    }
    return new Bound.Column(source, column.column());
  }

  private boolean fits(Term.Form form, IndexColumn indexColumn, Bound column) {
    if (form.operator() == Term.Operator.IS_NULL) {
      return true;
    }
    Affinity needed = form.compareAffinity();
    Affinity of = column.affinity();
    boolean affine =
        switch (needed) {
          case BLOB, NONE -> true;
          case TEXT -> of == Affinity.TEXT;
          default -> of.isNumeric();
        };
    if (!affine) {
      return false;
    }
    String collation = form.collation() == null ? "BINARY" : form.collation().name();
    // Also for numbers: a column of numeric affinity can hold texts.
    return Ascii.equalsIgnoreCase(collation, indexColumn.collation());
  }

  /** Whether a term may drive a loop over this source. */
  private boolean isUsable(Term term, Term.Form form) {
    if ((form.rightMask() & self) != 0) {
      return false;
    }
    return term.onOf() == source || term.onOf() == null && whereMayDrive();
  }

  /**
   * Whether a term of WHERE may leave out rows of this source. Not where rows of NULLs are added
   * later, for the source or because rows of it were left out: WHERE is about those rows too.
   */
  private boolean whereMayDrive() {
    if (source.isOuterJoined() || source.join() == Source.Join.RIGHT) {
      return false;
    }
    for (Source later : from.subList(source.index() + 1, from.size())) {
      if (later.join() == Source.Join.RIGHT || later.join() == Source.Join.FULL) {
        return false;
      }
    }
    return true;
  }

  /** Whether the terms make sure that a partial index has all rows wanted. */
  private boolean isImplied(Index index) {
    if (index.where() == null) {
      return true;
    }
    List<Bound> needed = new ArrayList<>();
    Bounds.conjuncts(resolver.over(List.of(source), null).scalar(index.where()), needed);
    for (Bound condition : needed) {
      boolean implied = false;
      for (Term term : terms) {
        boolean here = term.onOf() == source || term.onOf() == null && whereMayDrive();
        implied |= here && implies(term.expr(), condition);
      }
      if (!implied) {
        return false;
      }
    }
    return true;
  }

  private static boolean implies(Bound term, Bound condition) {
    if (term.equals(condition)) {
      return true;
    }
    if (condition instanceof Bound.Or or) {
      return implies(term, or.left()) || implies(term, or.right());
    }
    if (condition instanceof Bound.IsNull n && n.not()) {
      return switch (term) {
        case Bound.Compare c -> c.left().equals(n.operand()) || c.right().equals(n.operand());
        case Bound.InList in -> in.operand().equals(n.operand());
        case Bound.Between b -> b.operand().equals(n.operand());
        default -> false;
      };
    }
    return false;
  }

  // ---- OR ----

  private void addOr() {
    for (Term term : terms) {
      if (term.alternatives().isEmpty() || term.onOf() != null) {
        continue;
      }
      Loop or = new Loop(source, Loop.Kind.OR, null);
      or.orTerm = term;
      or.prerequisites = mustComeBefore;
      int run = 0;
      int out = 0;
      boolean first = true;
      for (List<Term> arm : term.alternatives()) {
        Loop best = bestArm(arm);
        if (best == null) {
          or.arms.clear();
          break;
        }
        or.arms.add(new Loop.Arm(best, arm));
        or.prerequisites |= best.prerequisites;
        run = first ? best.run : LogEst.add(run, best.run);
        out = first ? best.out : LogEst.add(out, best.out);
        first = false;
      }
      if (!or.arms.isEmpty()) {
        or.run = run + 1;
        or.out = out;
        adjustOut(or, source.table() == null ? DEFAULT_ROWS : rows(source.table()));
        found.add(or);
      }
    }
  }

  private @Nullable Loop bestArm(List<Term> arm) {
    List<Term> together = new ArrayList<>(arm);
    LoopFinder finder =
        new LoopFinder(resolver, from, together, source, mustComeBefore, used, false);
    if (source.table() == null) {
      return null;
    }
    finder.addTable(source.table());
    Loop best = null;
    for (Loop loop : finder.found) {
      if (!loop.isFullScan() && (best == null || loop.run < best.run)) {
        best = loop;
      }
    }
    return best;
  }

  // ---- automatic indexes ----

  private void addAutomaticIndex() {
    if (from.size() < 2
        || !resolver.environment().isOn(ConnectionFlag.AUTOMATIC_INDEX)
        || source.isNotIndexed()
        || source.indexedBy() != null
        || source.join() == Source.Join.RIGHT
        || source.join() == Source.Join.FULL
        || used.correlations(source) != 0) {
      return;
    }
    Table table = source.table();
    int rows = table == null ? source.rows() : rows(table);
    for (Term term : terms) {
      for (Term.Form form : term.forms()) {
        if (form.operator() != Term.Operator.EQ && form.operator() != Term.Operator.IS
            || !isUsable(term, form)
            || form.rightMask() == 0
            || !(form.left() instanceof Bound.Column c)
            || c.source() != source
            || c.column() < 0
            || isRowid(c)
            || !fitsAutomatic(form)) {
          continue;
        }
        Loop loop = new Loop(source, Loop.Kind.AUTO_INDEX, null);
        loop.equal.add(new Loop.Bounded(term, form));
        loop.prerequisites = mustComeBefore | form.rightMask();
        int logRows = LogEst.log(rows);
        loop.setup = Math.max(0, logRows + rows + (table == null ? -25 : 28));
        loop.out = 43;
        loop.run = LogEst.add(logRows, loop.out);
        loop.covering = true;
        found.add(loop);
      }
    }
  }

  private static boolean fitsAutomatic(Term.Form form) {
    Affinity of = form.left().affinity();
    return switch (form.compareAffinity()) {
      case BLOB, NONE -> true;
      case TEXT -> of == Affinity.TEXT;
      default -> of.isNumeric();
    };
  }

  /** Lowers the estimate of rows for the terms that are tested in the loop. */
  private void adjustOut(Loop loop, int rows) {
    long notAllowed = ~(loop.prerequisites | self);
    int reduce = 0;
    for (Term term : terms) {
      if ((term.mask() & self) == 0
          || (term.mask() & notAllowed) != 0
          || term.impliedBy() != null
          || loop.uses(term)
          || isImpliedByUsed(loop, term)) {
        continue;
      }
      Double probability = probability(term.expr());
      if (probability != null) {
        loop.out += (int) Math.round(10 * Math.log(probability) / Math.log(2));
      } else {
        loop.out--;
        if (isEquality(term)) {
          reduce = Math.max(reduce, isSmallInt(term) ? 10 : 20);
        }
      }
    }
    loop.out = Math.max(0, Math.min(loop.out, Math.max(rows - reduce, 0)));
  }

  private static boolean isImpliedByUsed(Loop loop, Term term) {
    for (Loop.Bounded b : loop.equal) {
      if (b.term().impliedBy() == term) {
        return true;
      }
    }
    return loop.lower != null && loop.lower.term().impliedBy() == term
        || loop.upper != null && loop.upper.term().impliedBy() == term;
  }

  private static boolean isEquality(Term term) {
    for (Term.Form form : term.forms()) {
      if (form.operator() == Term.Operator.EQ && form.left() instanceof Bound.Column) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSmallInt(Term term) {
    for (Term.Form form : term.forms()) {
      if (form.right() instanceof Bound.Int i && i.value() >= -1 && i.value() <= 1) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Double probability(Bound expr) {
    if (expr instanceof Bound.Call call) {
      return switch (call.function().role()) {
        case LIKELY -> 0.9375;
        case UNLIKELY -> 0.0625;
        case LIKELIHOOD -> call.arguments().get(1) instanceof Bound.Real r ? r.value() : null;
        default -> null;
      };
    }
    return null;
  }
}

package tech.turso.plan;

import java.util.List;
import tech.turso.base.Ascii;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;

/**
 * Finds out how much of a wanted order the loops of a join give by themselves.
 *
 * <p>SQLite: where.c wherePathSatisfiesOrderBy.
 */
final class OrderCheck {
  private final List<SortTerm> wanted;
  private final boolean anyOrder;
  private final List<Source> from;

  /**
   * Checks against {@code wanted}.
   *
   * @param anyOrder whether the terms may be met in any order and direction: GROUP BY, DISTINCT
   */
  OrderCheck(List<SortTerm> wanted, boolean anyOrder, List<Source> from) {
    this.wanted = wanted;
    this.anyOrder = anyOrder;
    this.from = from;
  }

  /**
   * How many leading terms the loops satisfy; all if that is the size of the list.
   *
   * @param reversed set to whether each loop must run backwards
   */
  int satisfied(List<Loop> loops, boolean[] reversed) {
    for (Source source : from) {
      if (source.join() == Source.Join.RIGHT || source.join() == Source.Join.FULL) {
        return 0; // its rows without a partner come after all others
      }
    }
    boolean[] done = new boolean[wanted.size()];
    long single = 0; // sources whose columns have one value here
    boolean distinct = true;
    for (int i = 0; i < loops.size() && distinct; i++) {
      Loop loop = loops.get(i);
      if (loop.source.query() != null && loop.kind == Loop.Kind.SUBQUERY
          || loop.kind == Loop.Kind.OR
          || loop.kind == Loop.Kind.AUTO_INDEX
          || loop.kind == Loop.Kind.VIRTUAL) {
        break;
      }
      if (!loop.oneRow) {
        distinct = match(loop, done, reversed, i);
      }
      if (distinct) {
        single |= 1L << loop.source.index();
        markConstant(done, single);
      }
    }
    markConstant(done, single);
    int n = 0;
    while (n < done.length && done[n]) {
      n++;
    }
    return n;
  }

  private void markConstant(boolean[] done, long single) {
    for (int i = 0; i < done.length; i++) {
      if (!done[i] && (maskOf(wanted.get(i).expr()) & ~single) == 0) {
        done[i] = true;
      }
    }
  }

  private long maskOf(Bound expr) {
    long[] mask = {0};
    Bounds.deep(
        expr,
        e -> {
          Source source = Bounds.sourceOf(e);
          if (source != null) {
            int index = source.index();
            if (index < from.size() && from.get(index) == source) {
              mask[0] |= 1L << index;
            }
          }
        });
    return mask[0];
  }

  /** Matches the columns of one loop; returns whether no two of its rows are equal in them. */
  private boolean match(Loop loop, boolean[] done, boolean[] reversed, int at) {
    if (loop.kind == Loop.Kind.ROWID) {
      if (!loop.equal.isEmpty()) {
        return false;
      }
      return matchColumn(
              loop,
              new Bound.Column(loop.source, Source.ROWID),
              "BINARY",
              false,
              done,
              reversed,
              at,
              new int[] {0})
          == Match.FOUND;
    }
    Index index = loop.index;
    assert index != null;
    int[] direction = {0};
    boolean nullable = false;
    int columns = index.isTableItself() ? index.keyColumns() : index.columns().size();
    for (int j = 0; j < columns; j++) {
      IndexColumn c = index.columns().get(j);
      boolean fixed = j < loop.equal.size();
      if (fixed && !loop.equal.get(j).isSingle()) {
        return false;
      }
      if (fixed) {
        markFixed(loop, c, done);
        nullable |= loop.equal.get(j).form().operator() != Term.Operator.EQ;
        continue;
      }
      if (c.column() == IndexColumn.EXPRESSION) {
        return false;
      }
      Bound column = new Bound.Column(loop.source, c.column());
      Match result =
          matchColumn(loop, column, c.collation(), c.descending(), done, reversed, at, direction);
      if (result == Match.NONE) {
        return false;
      }
      nullable |= c.column() >= 0 && index.table().columns().get(c.column()).notNull() == null;
      if (index.isUnique() && j + 1 >= index.keyColumns() && !nullable) {
        return true;
      }
      if (c.column() == IndexColumn.ROWID) {
        return true;
      }
    }
    return index.isTableItself() || index.columns().size() > index.keyColumns();
  }

  private enum Match {
    FOUND,
    NONE
  }

  private void markFixed(Loop loop, IndexColumn c, boolean[] done) {
    if (c.column() == IndexColumn.EXPRESSION) {
      return;
    }
    for (int i = 0; i < done.length; i++) {
      if (!done[i]
          && isColumn(loop, wanted.get(i).expr(), c.column())
          && Ascii.equalsIgnoreCase(wanted.get(i).collation().name(), c.collation())) {
        done[i] = true;
      }
    }
  }

  private static boolean isColumn(Loop loop, Bound expr, int column) {
    Bound e = expr;
    while (e instanceof Bound.Collate collate) {
      e = collate.operand();
    }
    if (!(e instanceof Bound.Column c) || c.source() != loop.source) {
      return false;
    }
    return c.column() == column || isRowid(loop, c.column()) && isRowid(loop, column);
  }

  private static boolean isRowid(Loop loop, int column) {
    return column == Source.ROWID
        || loop.source.table() != null
            && loop.source.table().hasRowid()
            && column == loop.source.table().rowidAlias();
  }

  private Match matchColumn(
      Loop loop,
      Bound column,
      String collation,
      boolean descending,
      boolean[] done,
      boolean[] reversed,
      int at,
      int[] direction) {
    int number = ((Bound.Column) column).column();
    for (int i = 0; i < done.length; i++) {
      if (done[i]) {
        continue;
      }
      SortTerm term = wanted.get(i);
      boolean rowid = isRowid(loop, number);
      if (isColumn(loop, term.expr(), number)
          && (rowid || Ascii.equalsIgnoreCase(term.collation().name(), collation))) {
        int wants = term.descending() != descending ? -1 : 1;
        if (anyOrder) {
          wants = direction[0] == 0 ? 1 : direction[0];
        }
        if (direction[0] == 0) {
          direction[0] = wants;
          reversed[at] = wants < 0;
        }
        if (direction[0] != wants || term.bigNull()) {
          return Match.NONE;
        }
        done[i] = true;
        return Match.FOUND;
      }
      if (!anyOrder) {
        return Match.NONE;
      }
    }
    return Match.NONE;
  }
}

package tech.turso.plan;

import java.util.List;

/**
 * Makes LEFT JOINs plain joins where WHERE leaves no row of NULLs over.
 *
 * <p>SQLite: select.c sqlite3Select, "OUTER JOIN strength reduction"; expr.c
 * sqlite3ExprImpliesNonNullRow.
 */
final class OuterJoins {
  private OuterJoins() {}

  /** Simplifies the joins of {@code query}, which is changed. */
  static void simplify(SelectQuery query) {
    for (Source source : query.from) {
      if (source.join == Source.Join.RIGHT || source.join == Source.Join.FULL) {
        return; // its rows of NULLs come from the left
      }
    }
    for (Source source : query.from) {
      if (source.join == Source.Join.LEFT && isNeverNull(query.where, source)) {
        source.join = Source.Join.INNER;
        query.where.addAll(source.on);
        source.on.clear();
      }
    }
  }

  private static boolean isNeverNull(List<Bound> where, Source source) {
    for (Bound condition : where) {
      if (excludes(condition, source)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a condition is not true where {@code source} is on a row of NULLs. */
  private static boolean excludes(Bound condition, Source source) {
    return switch (condition) {
      case Bound.And e -> excludes(e.left(), source) || excludes(e.right(), source);
      case Bound.IsNull e when e.not() -> isNull(e.operand(), source);
      case Bound.Collate e -> excludes(e.operand(), source);
      default -> isNull(condition, source);
    };
  }

  /** Whether an expression is NULL, or false, where {@code source} is on a row of NULLs. */
  private static boolean isNull(Bound expr, Source source) {
    return switch (expr) {
      case Bound.Column e -> e.source() == source;
      case Bound.Is e -> false;
      case Bound.IsNull e -> false;
      case Bound.IsTruth e -> false;
      case Bound.Row e -> false;
      case Bound.RowCompare e -> false;
      case Bound.Call e -> false;
      case Bound.Case e -> false;
      case Bound.Switch e -> false;
      case Bound.And e -> isNull(e.left(), source) && isNull(e.right(), source);
      case Bound.Or e -> isNull(e.left(), source) && isNull(e.right(), source);
      case Bound.InList e -> !e.list().isEmpty() && isNull(e.operand(), source);
      case Bound.InQuery e -> false;
      case Bound.Between e ->
          isNull(e.operand(), source) || isNull(e.low(), source) && isNull(e.high(), source);
      case Bound.Compare e -> isNull(e.left(), source) || isNull(e.right(), source);
      default -> Bounds.anyChild(expr, child -> isNull(child, source));
    };
  }
}

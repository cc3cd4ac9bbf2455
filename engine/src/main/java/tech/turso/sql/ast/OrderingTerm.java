package tech.turso.sql.ast;

import org.jspecify.annotations.Nullable;

/**
 * A term of ORDER BY, or a column of an index, a key or a conflict target.
 *
 * @param expr what is sorted by
 * @param order as written; null if not written
 * @param nulls as written; null if not written
 */
public record OrderingTerm(Expr expr, @Nullable SortOrder order, @Nullable Nulls nulls) {
  /** Direction. */
  public enum SortOrder {
    ASC,
    DESC
  }

  /** Where the NULLs go. */
  public enum Nulls {
    FIRST,
    LAST
  }

  /** Whether DESC was written. */
  public boolean isDescending() {
    return order == SortOrder.DESC;
  }
}

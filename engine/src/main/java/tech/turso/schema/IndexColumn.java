package tech.turso.schema;

import org.jspecify.annotations.Nullable;
import tech.turso.sql.ast.Expr;

/**
 * A column of an index.
 *
 * @param column index of the table's column; {@link #ROWID} for the rowid, {@link #EXPRESSION}
 * @param expr the expression, if it is one
 * @param collation name of the collation it is ordered by
 * @param descending whether it is ordered downwards (and the schema format allows it)
 */
public record IndexColumn(int column, @Nullable Expr expr, String collation, boolean descending) {
  /** Stands for the rowid. */
  public static final int ROWID = -1;

  /** Stands for an expression. */
  public static final int EXPRESSION = -2;
}

package tech.turso.plan;

import tech.turso.base.Ascii;
import tech.turso.schema.Column;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Table;

/**
 * Estimates of the widths of rows and index entries, from declared types.
 *
 * <p>SQLite: build.c estimateTableWidth, estimateIndexWidth.
 */
public final class RowSize {
  private RowSize() {}

  /** SQLite's estimate of a row's width, which decides between an index and its table. */
  public static int of(Table table) {
    int size = 0;
    for (Column c : table.columns()) {
      size += columnSize(c);
    }
    if (table.rowidAlias() < 0) {
      size++;
    }
    return Math.max(1, LogEst.of(size * 4L));
  }

  private static int columnSize(Column column) {
    if (column.affinity().isNumeric() || column.declaredType().isEmpty()) {
      return 1;
    }
    String type = Ascii.fold(column.declaredType());
    int open = type.indexOf('(');
    if (type.contains("char") && open >= 0) {
      int n = 0;
      for (int i = open + 1; i < type.length() && Ascii.isDigit(type.charAt(i)); i++) {
        n = Math.min(10_000, n * 10 + type.charAt(i) - '0');
      }
      return Math.min(255, n / 4 + 1);
    }
    return type.contains("char")
            || type.contains("text")
            || type.contains("clob")
            || type.contains("blob")
        ? 5
        : 1;
  }

  /** The estimate of the width of an entry. */
  public static int of(Index index) {
    if (index.isTableItself()) {
      return of(index.table());
    }
    int size = 0;
    for (IndexColumn c : index.columns()) {
      size += c.column() < 0 ? 1 : columnSize(index.table().columns().get(c.column()));
    }
    return Math.max(1, LogEst.of(size * 4L));
  }
}

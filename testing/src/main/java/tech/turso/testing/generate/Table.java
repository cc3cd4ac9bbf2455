package tech.turso.testing.generate;

import java.util.List;

/**
 * A table or view that exists.
 *
 * @param hasRowid whether {@code rowid} can be named
 * @param key columns that identify a row; empty if none do
 */
record Table(
    String name, List<Column> columns, boolean hasRowid, List<String> key, boolean isView) {
  /** Its columns under that alias. */
  List<Column> as(String alias) {
    return columns.stream().map(column -> column.in(alias)).toList();
  }
}

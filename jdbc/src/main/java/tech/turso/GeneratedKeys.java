package tech.turso;

import org.jspecify.annotations.Nullable;

/**
 * The key of the last row that a statement inserted: its rowid. Statements that insert nothing, and
 * tables without rowids, have none.
 */
final class GeneratedKeys {
  private static final String DEFAULT_NAME = "last_insert_rowid()";

  private final JdbcConnection connection;
  private final String sql;
  private final long rowid;
  private final @Nullable String columnName;

  /**
   * @param rowid the last one inserted when the statement had run
   * @param columnName what the column is called; null is the default
   */
  GeneratedKeys(JdbcConnection connection, String sql, long rowid, @Nullable String columnName) {
    this.connection = connection;
    this.sql = sql;
    this.rowid = rowid;
    this.columnName = columnName;
  }

  /** No keys. */
  static MemoryRows none(@Nullable String columnName) {
    return new MemoryRows(columnName == null ? DEFAULT_NAME : columnName);
  }

  /** One row with the key, or no row. */
  MemoryRows rows() {
    MemoryRows rows = none(columnName);
    String[] target = SqlScan.insertTarget(sql);
    if (target != null && connection.hasRowid(target[0], target[1])) {
      rows.add(rowid);
    }
    return rows;
  }
}

package tech.turso.ext;

/** Is told of the statements that a connection runs. What it throws is ignored. */
public interface Tracer {
  /**
   * A statement begins to run.
   *
   * @param sql its text as it was prepared
   * @param expandedSql its text with the bound values in place of the parameters
   */
  default void begins(String sql, String expandedSql) {}

  /** A statement has given a row. */
  default void row(String sql) {}

  /**
   * A statement has finished, failed, or was reset or closed before its end.
   *
   * @param nanoseconds since it began
   */
  default void ends(String sql, long nanoseconds) {}

  /** The connection is closed. */
  default void closed() {}
}

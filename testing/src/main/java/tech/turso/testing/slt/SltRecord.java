package tech.turso.testing.slt;

import java.util.List;

/** One record of a script. Lines are numbered from 1. */
public sealed interface SltRecord {
  /** The line of its first word. */
  int line();

  /** Whether its conditions ({@code skipif}, {@code onlyif}) leave it out for SQLite. */
  boolean skipped();

  /** {@code statement ok}: must end well. */
  record Ok(int line, boolean skipped, String sql) implements SltRecord {}

  /**
   * {@code statement error [CODE [MESSAGE]]}: must fail.
   *
   * @param code the extended result code; -1 for any
   * @param message SQLite's message; empty for any
   */
  record Fails(int line, boolean skipped, String sql, int code, String message)
      implements SltRecord {}

  /**
   * {@code query TYPES SORT LABEL}: must give these values.
   *
   * @param types a letter for each column, I, R or T
   * @param label queries of one label must give the same; empty for none
   * @param expected the values one by one, or the line with their number and hash
   */
  record Query(
      int line,
      boolean skipped,
      String types,
      Sort sort,
      String label,
      String sql,
      List<String> expected)
      implements SltRecord {}

  /**
   * {@code rows [unordered]}: must give these values exactly, with their types.
   *
   * @param expected a row a line, as {@link tech.turso.testing.sql.Outcome#line} writes it
   */
  record Rows(int line, boolean skipped, boolean ordered, String sql, List<String> expected)
      implements SltRecord {}

  /**
   * {@code columns}: must give columns of these names and declared types.
   *
   * @param expected a column a line: its name, and after a tab the declared type if it has one
   */
  record Columns(int line, boolean skipped, String sql, List<String> expected)
      implements SltRecord {}

  /** {@code hash-threshold N}: longer results are given by their hash. */
  record Threshold(int line, boolean skipped, int count) implements SltRecord {}

  /** {@code halt}: what follows is not run. */
  record Halt(int line, boolean skipped) implements SltRecord {}

  /** In which order values are compared. */
  enum Sort {
    /** As they come. */
    NOSORT,
    /** Rows in the order of their texts. */
    ROWSORT,
    /** All values in the order of their texts. */
    VALUESORT
  }
}

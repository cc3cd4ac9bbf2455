package tech.turso.testing.sql;

import java.util.List;

/**
 * A connection of some engine on which tests run SQL. Used by one thread, but for {@link
 * #interrupt}.
 */
public interface SqlRunner extends AutoCloseable {
  /** Opens connections; a test opens the same names on several engines. */
  @FunctionalInterface
  interface Opener {
    /** Opens a file, or memory with the name {@code :memory:}. */
    SqlRunner open(String name);
  }

  /** Runs the one statement of {@code sql} to its end. */
  default Outcome run(String sql) {
    return run(sql, "");
  }

  /**
   * Runs the one statement of {@code sql} to its end and converts values that are not NULL as
   * SQLite does when a program asks for a type.
   *
   * @param types a letter for each column: I for INTEGER, R for REAL, T for TEXT, anything else or
   *     no letter for the value's own type
   */
  Outcome run(String sql, String types);

  /** Makes the running statement fail soon. Any thread may call it. */
  void interrupt();

  /** {@code changes()} and {@code last_insert_rowid()}, as a row. */
  default List<Value> counters() {
    return run("SELECT changes(), last_insert_rowid()").rows().getFirst();
  }

  /**
   * Runs a statement that must end well.
   *
   * @throws IllegalStateException with SQLite's message if it does not
   */
  default Outcome must(String sql) {
    Outcome outcome = run(sql);
    if (!outcome.isOk()) {
      throw new IllegalStateException(outcome.failure() + " in: " + sql);
    }
    return outcome;
  }

  @Override
  void close();
}

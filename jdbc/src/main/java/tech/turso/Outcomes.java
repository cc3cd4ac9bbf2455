package tech.turso;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What the statements of one execution gave, in order: result sets and counts of changed rows. */
final class Outcomes {
  /**
   * What one statement gave.
   *
   * @param rows its result set; null if it has none
   * @param count how many rows it changed; -1 if its rows must be read first
   * @param sql its text
   * @param totalBefore the connection's total of changes before it ran
   */
  record Outcome(@Nullable JdbcResultSet rows, long count, String sql, long totalBefore) {}

  private final Deque<Outcome> outcomes = new ArrayDeque<>();

  /** A statement gives rows; how many it changed is not known yet. */
  void add(JdbcResultSet rows, String sql, long totalBefore) {
    outcomes.add(new Outcome(rows, -1, sql, totalBefore));
  }

  /** A statement gave rows, which are in memory, and changed that many. */
  void add(JdbcResultSet rows, long count) {
    outcomes.add(new Outcome(rows, count, "", 0));
  }

  /** A statement changed that many rows. */
  void add(long count) {
    outcomes.add(new Outcome(null, count, "", 0));
  }

  /** The outcome that is looked at; null if there is none left. */
  @Nullable Outcome current() {
    return outcomes.peek();
  }

  /** Leaves the current outcome; its result set stays open. */
  void advance() {
    outcomes.poll();
  }

  /** Closes what is left. */
  void close() throws SQLException {
    Outcome outcome = outcomes.poll();
    while (outcome != null) {
      if (outcome.rows != null) {
        outcome.rows.close();
      }
      outcome = outcomes.poll();
    }
  }
}

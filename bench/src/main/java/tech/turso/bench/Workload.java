package tech.turso.bench;

import java.sql.SQLException;

/**
 * Something to be done by both engines alike.
 *
 * @param name for the table
 * @param operations how many operations (rows or statements) a round has: times are per operation
 * @param ceiling how many times faster than sqlite-jdbc a loop written by hand over the same pages
 *     is, without any SQL: what an engine cannot reach; 0 if that was not measured
 * @param start prepares the work on one engine
 */
record Workload(String name, int operations, double ceiling, Start start) {
  /** Prepares the work on an engine. */
  interface Start {
    Round on(Engine engine) throws SQLException;
  }

  /** The work on one engine. */
  interface Round {
    /** Is not timed. */
    default void prepare() throws SQLException {}

    /**
     * Is timed.
     *
     * @return a checksum over what was read, equal for both engines
     */
    long run() throws SQLException;

    /**
     * Is not timed.
     *
     * @return a checksum over what was written, equal for both engines
     */
    default long finish() throws SQLException {
      return 0;
    }
  }
}

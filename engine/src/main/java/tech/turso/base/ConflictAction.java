package tech.turso.base;

/**
 * What becomes of a statement that violates a constraint.
 *
 * <p>Source: SQLite, "The ON CONFLICT Clause".
 */
public enum ConflictAction {
  /** None was named: ABORT, unless the constraint names another. */
  NONE,
  /** Rolls back the transaction. */
  ROLLBACK,
  /** Undoes the statement. */
  ABORT,
  /** Stops the statement and keeps what it did. */
  FAIL,
  /** Skips the row. */
  IGNORE,
  /** Removes the rows in the way. */
  REPLACE
}

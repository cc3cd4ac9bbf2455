package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;

/** The transaction of a connection, as the programs that run in it see it. */
public interface VmTransactions {
  /** A statement begins to run. */
  void started(StatementState statement);

  /**
   * Begins a transaction on a database.
   *
   * @param mode 0 to read, 1 to write, 2 to exclude all others
   * @throws DbException.Busy if another connection is in the way; may be tried again
   */
  void begin(StatementState statement, int database, int mode);

  /**
   * A statement ends: its changes are kept or undone, and in autocommit mode the transaction ends
   * with its last statement. All cursors of the program are closed.
   *
   * @param error why it ends; null if it has run to its end
   * @param action what becomes of its changes if there is an error
   * @return what the statement fails with, {@code error} or another; null for success
   * @throws DbException.Busy if a commit must wait: the statement has not ended and may be tried
   *     again
   */
  @Nullable DbException ended(
      StatementState statement, @Nullable DbException error, ConflictAction action);

  /**
   * BEGIN, COMMIT or ROLLBACK, and the end of the statement that says so.
   *
   * @param on what the autocommit flag is to be
   * @param rollback whether the changes are to be undone
   * @return as {@link #ended}
   * @throws DbException if it is refused; the statement has not ended. {@link DbException.Busy}: as
   *     {@link #ended}
   */
  @Nullable DbException autocommit(StatementState statement, boolean on, boolean rollback);

  /**
   * Opens (0), releases (1) or rolls back to (2) a savepoint.
   *
   * @return whether this committed the transaction, so that the statement has ended
   * @throws DbException as {@link #autocommit}; the statement has ended if {@link
   *     StatementState#ended} says so
   */
  boolean savepoint(StatementState statement, int operation, String name);

  /** Adds to the count of deferred foreign keys that are violated. */
  void addDeferredViolations(long count);

  /** Adds to the count of immediate ones while {@code PRAGMA defer_foreign_keys} is on. */
  void addDeferredImmediateViolations(long count);

  /** Whether immediate foreign keys count as deferred. */
  boolean defersForeignKeys();

  /** Whether no deferred foreign key is violated. */
  boolean noDeferredViolations();

  /** Whether no immediate foreign key that was made deferred is violated. */
  boolean noDeferredImmediateViolations();

  /** Other statements that read now, beside one that does. */
  int otherReaders();

  /** Rows were changed: {@code changes()} is {@code count} now. */
  void changed(long count);

  /** Rows changed as {@code changes()} tells. */
  long changes();

  /** Sets {@link #changes()} back to what it was before a trigger ran. */
  void restoreChanges(long count);

  /** The rowid of the last row inserted. */
  long lastRowid();

  /** Sets {@link #lastRowid()}. */
  void lastRowid(long rowid);
}

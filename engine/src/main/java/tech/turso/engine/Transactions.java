package tech.turso.engine;

import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.btree.Btree;
import tech.turso.vdbe.exec.Interrupt;
import tech.turso.vdbe.exec.StatementState;
import tech.turso.vdbe.exec.VmTransactions;

/**
 * The transaction of a connection over all of its databases.
 *
 * <p>In autocommit mode a transaction begins with the first statement that runs and ends with the
 * last; BEGIN and an outermost SAVEPOINT turn the mode off, COMMIT, ROLLBACK and the release of
 * that savepoint turn it on again. Invariants:
 *
 * <ol>
 *   <li>T1: writers ≤ readers ≤ active; each is the number of statements of its kind that have been
 *       begun and not ended.
 *   <li>T2: a database that is being written has a savepoint for each that is open by name, in
 *       order, and above them one for each running statement that may have to be undone alone.
 *   <li>T3: a database is read only while a statement runs or autocommit is off.
 * </ol>
 *
 * <p>What a failure undoes is decided by its code and the statement's conflict action: see {@link
 * #ended}. SQLite: vdbeaux.c sqlite3VdbeHalt, vdbeCommit; main.c sqlite3RollbackAll; vdbe.c
 * OP_AutoCommit, OP_Savepoint, OP_Transaction.
 */
final class Transactions implements VmTransactions {
  /** What becomes of the savepoint of the statement that ends. */
  private enum Close {
    NOT_YET,
    RELEASE,
    UNDO
  }

  private static final int SAVEPOINT_OPEN = 0;
  private static final int SAVEPOINT_RELEASE = 1;

  private final Databases databases;
  private final Interrupt interrupt;
  private final Savepoints savepoints = new Savepoints();
  private final Commit commit;

  private boolean autocommit = true;

  /** Numbers the transactions: a statement's savepoint is of the one it was opened in. */
  private long number;

  private int active;
  private int readers;
  private int writers;

  /** How many running statements have a savepoint of their own. */
  private int statementSavepoints;

  private long deferred;
  private long deferredImmediate;
  private boolean defersForeignKeys;

  /** Whether the transaction met corruption: it can only be rolled back. */
  private boolean isCorrupt;

  private long changes;
  private long totalChanges;
  private long lastRowid;

  Transactions(Databases databases, Interrupt interrupt) {
    this.databases = databases;
    this.interrupt = interrupt;
    commit = new Commit(databases);
  }

  // ------------------------------------------------------------------ what is known

  /** Whether no transaction was begun by BEGIN or SAVEPOINT. */
  boolean isAutocommit() {
    return autocommit;
  }

  /** How many statements run. */
  int active() {
    return active;
  }

  /** How many of them write. */
  int writers() {
    return writers;
  }

  @Override
  public int otherReaders() {
    return readers - 1;
  }

  @Override
  public long changes() {
    return changes;
  }

  @Override
  public void changed(long count) {
    changes = count;
    totalChanges += count;
  }

  @Override
  public void restoreChanges(long count) {
    changes = count;
  }

  /** Rows changed since the connection was opened. */
  long totalChanges() {
    return totalChanges;
  }

  @Override
  public long lastRowid() {
    return lastRowid;
  }

  @Override
  public void lastRowid(long rowid) {
    lastRowid = rowid;
  }

  @Override
  public boolean defersForeignKeys() {
    return defersForeignKeys;
  }

  /** {@code PRAGMA defer_foreign_keys}: until the transaction ends. */
  void deferForeignKeys(boolean defers) {
    defersForeignKeys = defers;
    if (!defers) {
      deferredImmediate = 0;
    }
  }

  @Override
  public void addDeferredViolations(long count) {
    deferred += count;
  }

  @Override
  public void addDeferredImmediateViolations(long count) {
    deferredImmediate += count;
  }

  @Override
  public boolean noDeferredViolations() {
    return deferred == 0;
  }

  @Override
  public boolean noDeferredImmediateViolations() {
    return deferredImmediate == 0;
  }

  // ------------------------------------------------------------------ beginning

  @Override
  public void started(StatementState statement) {
    if (active == 0) {
      interrupt.clear();
    }
    active++;
    if (statement.reader) {
      readers++;
    }
    if (!statement.readOnly) {
      writers++;
    }
    assert invariantsHold();
  }

  @Override
  public void begin(StatementState statement, int database, int mode) {
    if (mode == 0) {
      databases.btree(database).beginRead();
      return;
    }
    if (databases.isQueryOnly()) {
      throw new DbException.Sql(ResultCode.READONLY, ResultCode.READONLY.message());
    }
    if (isCorrupt) {
      throw corruptTransaction();
    }
    Btree btree = databases.btree(database);
    btree.beginWrite(mode > 1);
    openSavepoints(btree, savepoints.count());
    if (statement.needsJournal && (!autocommit || readers > 1)) {
      if (statement.savepoint == 0) {
        statementSavepoints++;
        statement.savepoint = savepoints.count() + statementSavepoints;
        statement.transaction = number;
      }
      openSavepoints(btree, statement.savepoint);
      statement.deferredViolations = deferred;
      statement.deferredImmediateViolations = deferredImmediate;
    }
  }

  private static void openSavepoints(Btree btree, int level) {
    while (btree.savepointDepth() < level) {
      btree.openSavepoint();
    }
  }

  private static DbException corruptTransaction() {
    return new DbException.Corrupt(0, "the transaction met corruption before");
  }

  // ------------------------------------------------------------------ ending

  /**
   * {@inheritDoc}
   *
   * <p>IOERR, and INTERRUPT of a statement that writes, undo the whole transaction, as do NOMEM and
   * FULL of one without a savepoint of its own. Else ABORT undoes the statement, FAIL nothing,
   * ROLLBACK everything. In autocommit mode the last statement that writes commits, or undoes, all.
   */
  @Override
  public @Nullable DbException ended(
      StatementState statement, @Nullable DbException error, ConflictAction action) {
    DbException result = error;
    if (statement.reader) {
      result = endReader(statement, error, action);
    }
    active--;
    if (statement.reader) {
      readers--;
    }
    if (!statement.readOnly) {
      writers--;
    }
    statement.ended = true;
    if (readers == 0) {
      releaseImages();
    }
    if (!autocommit && result != null && result.code() == ResultCode.CORRUPT) {
      isCorrupt = true;
    }
    assert invariantsHold();
    return result;
  }

  /** No statement shows bytes of pages any more. */
  private void releaseImages() {
    for (int i = 0; i < databases.count(); i++) {
      Btree btree = databases.opened(i);
      if (btree != null && btree.isReading()) {
        btree.pager().releaseImages();
      }
    }
  }

  private @Nullable DbException endReader(
      StatementState statement, @Nullable DbException error, ConflictAction action) {
    DbException result = error;
    ConflictAction reaction = action;
    Close close = Close.NOT_YET;
    boolean special = error != null && isSpecial(error);
    if (special && error != null) {
      ResultCode code = error.code().primary();
      if (!statement.readOnly || code != ResultCode.INTERRUPT) {
        if ((code == ResultCode.NOMEM || code == ResultCode.FULL) && statement.needsJournal) {
          close = Close.UNDO;
        } else {
          undoTransaction(statement);
        }
      }
    }
    boolean keeps = error == null || action == ConflictAction.FAIL && !special;
    if (keeps && statement.violations != 0) {
      result = foreignKeyFailed();
      reaction = ConflictAction.ABORT;
      keeps = false;
    }
    if (autocommit && writers == (statement.readOnly ? 0 : 1)) {
      result = endTransaction(statement, result, keeps);
      statementSavepoints = 0;
    } else if (close == Close.NOT_YET) {
      if (result == null || reaction == ConflictAction.FAIL) {
        close = Close.RELEASE;
      } else if (reaction == ConflictAction.ROLLBACK) {
        undoTransaction(statement);
      } else {
        close = Close.UNDO;
      }
    }
    if (close != Close.NOT_YET) {
      DbException failure = closeStatement(statement, close == Close.UNDO);
      if (failure != null) {
        if (result == null || result.code().primary() == ResultCode.CONSTRAINT) {
          result = failure;
        }
        undoTransaction(statement);
      }
    }
    if (statement.countsChanges) {
      changed(close == Close.UNDO ? 0 : statement.changes);
      statement.changes = 0;
    }
    return result;
  }

  /** Whether after such an error the pages in memory may not be what they should be. */
  private static boolean isSpecial(DbException error) {
    return switch (error.code().primary()) {
      case NOMEM, IOERR, INTERRUPT, FULL, INTERNAL -> true;
      default -> false;
    };
  }

  /** Undoes everything, and other statements that write end with ABORT_ROLLBACK. */
  private void undoTransaction(StatementState statement) {
    rollbackAll(abortRollback());
    forgetSavepoints();
    autocommit = true;
    statement.changes = 0;
  }

  private static DbException abortRollback() {
    return new DbException.Sql(ResultCode.ABORT_ROLLBACK, ResultCode.ABORT_ROLLBACK.message());
  }

  private static DbException foreignKeyFailed() {
    return new DbException.Constraint(
        ResultCode.CONSTRAINT_FOREIGNKEY, "FOREIGN KEY constraint failed");
  }

  /** Commits or rolls back in autocommit mode: no other statement writes. */
  private @Nullable DbException endTransaction(
      StatementState statement, @Nullable DbException error, boolean keeps) {
    if (!keeps) {
      statement.changes = 0;
      boolean again = error != null && error.code() == ResultCode.SCHEMA && active > 1;
      if (!again) {
        rollbackAll(null);
      }
      return error;
    }
    DbException failure = tryCommit();
    if (failure == null) {
      deferred = 0;
      deferredImmediate = 0;
      defersForeignKeys = false;
      databases.schemaCommitted();
      return error;
    }
    if (failure instanceof DbException.Busy && statement.readOnly) {
      throw failure;
    }
    rollbackAll(null);
    statement.changes = 0;
    return failure;
  }

  private @Nullable DbException tryCommit() {
    if (deferred + deferredImmediate != 0) {
      return foreignKeyFailed();
    }
    if (isCorrupt) {
      isCorrupt = false;
      return corruptTransaction();
    }
    try {
      commit.run(readers > 1);
      return null;
    } catch (DbException e) {
      return e;
    }
  }

  /** Ends the savepoint of a statement; returns what failed. */
  private @Nullable DbException closeStatement(StatementState statement, boolean undo) {
    int level = statement.savepoint;
    if (level == 0 || statementSavepoints == 0 || statement.transaction != number) {
      return null;
    }
    DbException first = null;
    for (int i = 0; i < databases.count(); i++) {
      Btree btree = databases.opened(i);
      if (btree != null && btree.isWriting() && btree.savepointDepth() >= level) {
        try {
          if (undo) {
            btree.rollbackToSavepoint(level);
          }
          btree.releaseSavepoint(level);
        } catch (DbException e) {
          first = first == null ? e : first;
        }
      }
    }
    statementSavepoints--;
    statement.savepoint = 0;
    if (undo) {
      deferred = statement.deferredViolations;
      deferredImmediate = statement.deferredImmediateViolations;
    }
    return first;
  }

  /**
   * Undoes the transaction in all databases; goes on if one fails, because a pager that cannot roll
   * back now does so when it is next used.
   *
   * @param reason what the cursors of other statements fail with: of those that write, and of all
   *     if the schema was changed; null: no other statement writes
   */
  void rollbackAll(@Nullable DbException reason) {
    boolean schemaChanged = databases.isSchemaChanged();
    boolean keepReaders = readers > 1 && (reason == null || !schemaChanged);
    boolean wrote = false;
    number++;
    for (int i = 0; i < databases.count(); i++) {
      Btree btree = databases.opened(i);
      if (btree != null) {
        wrote |= btree.isWriting();
        try {
          btree.rollback(reason, keepReaders);
        } catch (DbException e) {
          // The journal is still there: whoever reads next plays it back.
          assert !btree.isWriting() : "still writing after " + e;
        }
      }
    }
    if (schemaChanged) {
      databases.schemaUndone();
      databases.schemaCommitted();
    }
    deferred = 0;
    deferredImmediate = 0;
    defersForeignKeys = false;
    isCorrupt = false;
    if (wrote || !autocommit) {
      databases.rolledBack();
    }
  }

  private void forgetSavepoints() {
    savepoints.keep(0);
    statementSavepoints = 0;
  }

  // ------------------------------------------------------------------ BEGIN, COMMIT, SAVEPOINT

  @Override
  public @Nullable DbException autocommit(StatementState statement, boolean on, boolean rollback) {
    if (on == autocommit) {
      throw new DbException.Sql(
          !on
              ? "cannot start a transaction within a transaction"
              : rollback
                  ? "cannot rollback - no transaction is active"
                  : "cannot commit - no transaction is active");
    }
    if (rollback) {
      rollbackAll(abortRollback());
      autocommit = true;
    } else if (on && writers > 0) {
      throw new DbException.Sql(
          ResultCode.BUSY, "cannot commit transaction - SQL statements in progress");
    } else if (deferred + deferredImmediate != 0) {
      throw foreignKeyFailed();
    } else {
      autocommit = on;
    }
    DbException result;
    try {
      result = ended(statement, null, ConflictAction.ABORT);
    } catch (DbException.Busy e) {
      autocommit = !on;
      throw e;
    }
    forgetSavepoints();
    return result;
  }

  @Override
  public boolean savepoint(StatementState statement, int operation, String name) {
    if (operation == SAVEPOINT_OPEN) {
      open(name);
      return false;
    }
    int level = savepoints.find(name);
    if (level == 0) {
      throw new DbException.Sql("no such savepoint: " + name);
    }
    if (operation == SAVEPOINT_RELEASE) {
      return release(statement, level);
    }
    rollbackTo(level);
    return false;
  }

  private void open(String name) {
    if (writers > 0) {
      throw new DbException.Sql(
          ResultCode.BUSY, "cannot open savepoint - SQL statements in progress");
    }
    savepoints.push(new Savepoints.Savepoint(name, deferred, deferredImmediate), autocommit);
    autocommit = false;
    for (int i = 0; i < databases.count(); i++) {
      Btree btree = databases.opened(i);
      if (btree != null && btree.isWriting()) {
        openSavepoints(btree, savepoints.count());
      }
    }
  }

  private boolean release(StatementState statement, int level) {
    if (writers > 0) {
      throw new DbException.Sql(
          ResultCode.BUSY, "cannot release savepoint - SQL statements in progress");
    }
    if (!savepoints.isTransaction(level)) {
      for (int i = 0; i < databases.count(); i++) {
        Btree btree = databases.opened(i);
        if (btree != null && btree.isWriting() && btree.savepointDepth() >= level) {
          btree.releaseSavepoint(level);
        }
      }
      savepoints.keep(level - 1);
      return false;
    }
    if (deferred + deferredImmediate != 0) {
      throw foreignKeyFailed();
    }
    autocommit = true;
    DbException failure;
    try {
      failure = ended(statement, null, ConflictAction.ABORT);
    } catch (DbException.Busy e) {
      autocommit = false;
      throw e;
    }
    forgetSavepoints();
    if (failure != null) {
      throw failure;
    }
    return true;
  }

  private void rollbackTo(int level) {
    boolean schemaChanged = databases.isSchemaChanged();
    DbException reason = abortRollback();
    for (int i = 0; i < databases.count(); i++) {
      Btree btree = databases.opened(i);
      if (btree != null) {
        btree.endCursors(reason, !schemaChanged);
      }
    }
    for (int i = 0; i < databases.count(); i++) {
      Btree btree = databases.opened(i);
      if (btree != null && btree.isWriting() && btree.savepointDepth() >= level) {
        btree.rollbackToSavepoint(level);
      }
    }
    if (schemaChanged) {
      databases.schemaUndone();
    }
    savepoints.keep(level);
    deferred = savepoints.get(level).deferred();
    deferredImmediate = savepoints.get(level).deferredImmediate();
  }

  private boolean invariantsHold() {
    assert writers >= 0 && writers <= active : "T1 " + writers + " of " + active;
    assert readers >= 0 && readers <= active : "T1 " + readers + " of " + active;
    return true;
  }
}

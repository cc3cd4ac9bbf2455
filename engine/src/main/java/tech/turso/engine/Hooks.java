package tech.turso.engine;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.ext.Authorizer;
import tech.turso.ext.BusyHandler;
import tech.turso.ext.CommitHook;
import tech.turso.ext.RollbackHook;
import tech.turso.ext.Tracer;
import tech.turso.ext.UpdateHook;

/** What a program wants to be told or asked while its statements run; each may be null. */
final class Hooks {
  @Nullable Authorizer authorizer;
  @Nullable CommitHook commit;
  @Nullable RollbackHook rollback;
  @Nullable UpdateHook update;
  @Nullable BusyHandler busy;
  @Nullable Tracer tracer;

  /** Whether the commit hook refuses; one that throws does. */
  boolean refusesCommit() {
    CommitHook hook = commit;
    if (hook == null) {
      return false;
    }
    try {
      return hook.refuses();
    } catch (RuntimeException e) {
      return true;
    }
  }

  /** Tells the rollback hook; what it throws cannot change anything. */
  void rolledBack() {
    RollbackHook hook = rollback;
    if (hook != null) {
      try {
        hook.rolledBack();
      } catch (RuntimeException e) {
        // The transaction is gone whatever the hook says.
        return;
      }
    }
  }

  /**
   * Tells the update hook.
   *
   * @param number SQLite's number of the operation
   * @throws DbException.Sql if the hook throws
   */
  void rowChanged(int number, String database, String table, long rowid) {
    UpdateHook hook = update;
    if (hook == null) {
      return;
    }
    UpdateHook.Operation operation =
        number == UpdateHook.Operation.INSERT.number()
            ? UpdateHook.Operation.INSERT
            : number == UpdateHook.Operation.UPDATE.number()
                ? UpdateHook.Operation.UPDATE
                : UpdateHook.Operation.DELETE;
    try {
      hook.rowChanged(operation, database, table, rowid);
    } catch (DbException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DbException.Sql(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  /** Tells the tracer; what it throws is ignored. */
  void trace(Consumer<Tracer> event) {
    Tracer told = tracer;
    if (told != null) {
      try {
        event.accept(told);
      } catch (RuntimeException e) {
        // Being watched changes nothing.
        return;
      }
    }
  }
}

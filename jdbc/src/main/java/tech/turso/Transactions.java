package tech.turso;

import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;

/**
 * Transactions of a connection. With auto-commit off one begins before the first statement that
 * needs it, not before: a connection that waits in a pool holds no lock. Statements that cannot run
 * inside a transaction, or that change its mode, begin none.
 */
final class Transactions {
  private final Connection engine;
  private final ConnectionSettings.TransactionMode mode;
  private boolean autoCommit = true;
  private int savepoints;

  Transactions(Connection engine, ConnectionSettings.TransactionMode mode) {
    this.engine = engine;
    this.mode = mode;
  }

  boolean isAutoCommit() {
    return autoCommit;
  }

  /** Turning auto-commit on commits the open transaction. */
  void setAutoCommit(boolean on) throws SQLException {
    if (on && !autoCommit) {
      end("COMMIT");
    }
    autoCommit = on;
  }

  /** A statement is about to run. */
  void beforeStatement(Statement statement) throws SQLException {
    if (!autoCommit && engine.isAutocommit() && needsTransaction(statement)) {
      execute("BEGIN " + mode);
    }
  }

  private static boolean needsTransaction(Statement statement) {
    return switch (SqlScan.firstWord(statement.sql())) {
      case "BEGIN",
          "COMMIT",
          "END",
          "ROLLBACK",
          "PRAGMA",
          "ATTACH",
          "DETACH",
          "VACUUM",
          "EXPLAIN" ->
          false;
      default -> true;
    };
  }

  void commit() throws SQLException {
    checkManual();
    end("COMMIT");
  }

  void rollback() throws SQLException {
    checkManual();
    end("ROLLBACK");
  }

  private void checkManual() throws SQLException {
    if (autoCommit) {
      throw Failures.misuse("database in auto-commit mode");
    }
  }

  private void end(String sql) throws SQLException {
    if (!engine.isAutocommit()) {
      execute(sql);
    }
  }

  Savepoint setSavepoint(@Nullable String name) throws SQLException {
    if (autoCommit) {
      throw Failures.misuse("savepoints need auto-commit off");
    }
    if (engine.isAutocommit()) {
      execute("BEGIN " + mode);
    }
    JdbcSavepoint savepoint = new JdbcSavepoint(++savepoints, name);
    execute("SAVEPOINT " + savepoint.sqlName());
    return savepoint;
  }

  void release(Savepoint savepoint) throws SQLException {
    JdbcSavepoint ours = ours(savepoint);
    execute("RELEASE " + ours.sqlName());
    ours.release();
  }

  void rollback(Savepoint savepoint) throws SQLException {
    execute("ROLLBACK TO " + ours(savepoint).sqlName());
  }

  private static JdbcSavepoint ours(Savepoint savepoint) throws SQLException {
    if (savepoint instanceof JdbcSavepoint ours && !ours.isReleased()) {
      return ours;
    }
    throw new SQLException("the savepoint is released or of another driver", "3B001");
  }

  private void execute(String sql) throws SQLException {
    try {
      engine.execute(sql);
    } catch (TursoException e) {
      throw Failures.of(e);
    }
  }
}

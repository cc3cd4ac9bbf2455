package tech.turso;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;
import tech.turso.api.ValueType;

/**
 * The rows of a running statement. The first step is taken when the statement is executed, so that
 * it has its effect then.
 */
final class LiveRows implements RowSource {
  private final Statement statement;
  private final Deadline deadline;
  private final boolean owned;
  private boolean pending;
  private boolean done;
  private boolean closed;

  /**
   * @param owned whether the statement is closed with the rows, and not only reset
   * @param first whether the first step, which was taken already, gave a row
   */
  LiveRows(Statement statement, Deadline deadline, boolean owned, boolean first) {
    this.statement = statement;
    this.deadline = deadline;
    this.owned = owned;
    this.pending = first;
    this.done = !first;
  }

  @Override
  public int columnCount() {
    return statement.columnCount();
  }

  @Override
  public String name(int column) {
    return statement.columnName(column);
  }

  @Override
  public Column column(int column) {
    return of(statement, column);
  }

  /** What is known of a column of a statement. */
  static Column of(Statement statement, int column) {
    String table = statement.columnTable(column);
    String origin = statement.columnOrigin(column);
    return new Column(
        statement.columnDeclaredType(column),
        table == null ? "" : table,
        origin == null ? "" : origin);
  }

  @Override
  public boolean hasValues() {
    return !done && !closed;
  }

  @Override
  public boolean next() throws SQLException {
    if (pending) {
      pending = false;
      return true;
    }
    if (done || closed) {
      return false;
    }
    done = !deadline.step(statement);
    if (done) {
      release(); // in autocommit mode this ends the read transaction
    }
    return !done;
  }

  @Override
  public ValueType type(int column) {
    return statement.columnType(column);
  }

  @Override
  public long longAt(int column) {
    return statement.columnLong(column);
  }

  @Override
  public double doubleAt(int column) {
    return statement.columnDouble(column);
  }

  @Override
  public @Nullable String textAt(int column) {
    return statement.columnText(column);
  }

  @Override
  public byte @Nullable [] bytesAt(int column) {
    return statement.columnBlob(column);
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      if (owned) {
        closeStatement();
      } else {
        release();
      }
    }
  }

  private void closeStatement() throws SQLException {
    try {
      statement.close();
    } catch (TursoException e) {
      throw Failures.of(e);
    }
  }

  private void release() throws SQLException {
    try {
      statement.reset();
    } catch (TursoException e) {
      throw Failures.of(e);
    }
  }
}

package tech.turso.cli;

import org.jspecify.annotations.Nullable;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;
import tech.turso.api.ValueType;
import tech.turso.cli.render.ResultRows;

/** The rows of a running statement. */
final class StatementRows implements ResultRows {
  private static final byte[] EMPTY = {};

  private final Statement statement;
  private final Progress progress;
  private @Nullable TursoException failure;

  StatementRows(Statement statement, Progress progress) {
    this.statement = statement;
    this.progress = progress;
  }

  @Override
  public int columnCount() {
    return statement.columnCount();
  }

  @Override
  public String columnName(int column) {
    return statement.columnName(column);
  }

  @Override
  public boolean next() {
    try {
      if (statement.step()) {
        progress.add();
        return true;
      }
    } catch (TursoException e) {
      failure = e;
    }
    return false;
  }

  @Override
  public boolean failed() {
    return failure != null;
  }

  /** Why the rows ended; null if they just did. */
  @Nullable TursoException failure() {
    return failure;
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
  public byte[] bytesAt(int column) {
    byte[] bytes = statement.columnBlob(column);
    return bytes == null ? EMPTY : bytes;
  }
}

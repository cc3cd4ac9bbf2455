package tech.turso;

import org.jspecify.annotations.Nullable;
import tech.turso.api.Statement;
import tech.turso.api.ValueType;

/** The columns of a statement that has not run: there are no rows. */
record PreparedColumns(Statement statement) implements RowSource {
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
    return LiveRows.of(statement, column);
  }

  @Override
  public boolean hasValues() {
    return false;
  }

  @Override
  public boolean next() {
    return false;
  }

  @Override
  public ValueType type(int column) {
    return ValueType.NULL;
  }

  @Override
  public long longAt(int column) {
    return 0;
  }

  @Override
  public double doubleAt(int column) {
    return 0;
  }

  @Override
  public @Nullable String textAt(int column) {
    return null;
  }

  @Override
  public byte @Nullable [] bytesAt(int column) {
    return null;
  }

  @Override
  public void close() {
    // nothing is held
  }
}

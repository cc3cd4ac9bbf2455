package tech.turso.cli.render;

import tech.turso.api.ValueType;

/**
 * The rows of a statement, read once and forwards. A failure ends them: {@link #next()} answers
 * false and the renderer finishes what it has drawn, as SQLite's does.
 */
public interface ResultRows {
  /** How many columns a row has; 0 if the statement is no query. */
  int columnCount();

  /** The name of a column, numbered from 0. */
  String columnName(int column);

  /** Goes to the next row; false after the last, and after a failure. */
  boolean next();

  /** Whether the rows ended because of a failure. */
  boolean failed();

  /** The type of a value of this row. */
  ValueType type(int column);

  /** The value of an INTEGER. */
  long longAt(int column);

  /** The value of a REAL. */
  double doubleAt(int column);

  /** The text of a TEXT or REAL, UTF-8; the bytes of a BLOB. */
  byte[] bytesAt(int column);
}

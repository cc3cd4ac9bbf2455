package tech.turso;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import tech.turso.api.ValueType;

/** Rows that a result set reads once and forwards. */
interface RowSource {
  /** How many columns a row has. */
  int columnCount();

  /** What a column is called, numbered from 0. */
  String name(int column);

  /** What is known of a column. */
  Column column(int column);

  /**
   * Whether {@link #type} tells something: of the current row, or of the first before it is read.
   */
  boolean hasValues();

  /** Goes to the next row; false after the last. */
  boolean next() throws SQLException;

  /** The type of a value of this row. */
  ValueType type(int column);

  /** The value of an INTEGER, or of anything as CAST converts it. */
  long longAt(int column);

  /** The value of a REAL, or of anything as CAST converts it. */
  double doubleAt(int column);

  /** The value as text; null for NULL. */
  @Nullable String textAt(int column);

  /** The value's bytes; null for NULL. */
  byte @Nullable [] bytesAt(int column);

  /** Ends reading and frees what is held. */
  void close() throws SQLException;

  /**
   * Where a column comes from.
   *
   * @param declaredType as in the CREATE TABLE; null for expressions
   * @param table its table; "" for expressions
   * @param origin its name in the table; "" for expressions
   */
  record Column(@Nullable String declaredType, String table, String origin) {
    static final Column UNKNOWN = new Column(null, "", "");
  }
}

package tech.turso;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import tech.turso.api.ValueType;

/**
 * What is known of the columns of a result: the declared type of the table's column, or for an
 * expression the type of its value in the current row.
 */
final class JdbcResultSetMetaData implements ResultSetMetaData {
  private final JdbcConnection connection;
  private final RowSource rows;

  JdbcResultSetMetaData(JdbcConnection connection, RowSource rows) {
    this.connection = connection;
    this.rows = rows;
  }

  private int at(int column) throws SQLException {
    if (column < 1 || column > rows.columnCount()) {
      throw Failures.argument("column " + column + " out of bounds [1," + rows.columnCount() + "]");
    }
    return column - 1;
  }

  private ColumnTypes types(int column) throws SQLException {
    int c = at(column);
    String declared = rows.column(c).declaredType();
    ValueType value = rows.hasValues() ? rows.type(c) : ValueType.NULL;
    if (declared == null || declared.isBlank()) {
      return ColumnTypes.of(value);
    }
    ColumnTypes types = ColumnTypes.of(declared);
    boolean large =
        types.type() == Types.INTEGER
            && value == ValueType.INTEGER
            && rows.longAt(c) != (int) rows.longAt(c);
    return large
        ? new ColumnTypes(Types.BIGINT, types.name(), types.precision(), types.scale())
        : types;
  }

  @Override
  public int getColumnCount() {
    return rows.columnCount();
  }

  @Override
  public boolean isAutoIncrement(int column) throws SQLException {
    RowSource.Column from = rows.column(at(column));
    return !from.table().isEmpty() && connection.isRowidColumn(from.table(), from.origin());
  }

  @Override
  public boolean isCaseSensitive(int column) throws SQLException {
    at(column);
    return true;
  }

  @Override
  public boolean isSearchable(int column) throws SQLException {
    at(column);
    return true;
  }

  @Override
  public boolean isCurrency(int column) throws SQLException {
    at(column);
    return false;
  }

  @Override
  public int isNullable(int column) throws SQLException {
    RowSource.Column from = rows.column(at(column));
    if (from.table().isEmpty()) {
      return columnNullableUnknown;
    }
    return connection.isNotNull(from.table(), from.origin()) ? columnNoNulls : columnNullable;
  }

  @Override
  public boolean isSigned(int column) throws SQLException {
    return types(column).isSigned();
  }

  @Override
  public int getColumnDisplaySize(int column) throws SQLException {
    at(column);
    return Integer.MAX_VALUE;
  }

  @Override
  public String getColumnLabel(int column) throws SQLException {
    return rows.name(at(column));
  }

  @Override
  public String getColumnName(int column) throws SQLException {
    return rows.name(at(column));
  }

  @Override
  public String getSchemaName(int column) throws SQLException {
    at(column);
    return "";
  }

  @Override
  public int getPrecision(int column) throws SQLException {
    return types(column).precision();
  }

  @Override
  public int getScale(int column) throws SQLException {
    return types(column).scale();
  }

  @Override
  public String getTableName(int column) throws SQLException {
    return rows.column(at(column)).table();
  }

  @Override
  public String getCatalogName(int column) throws SQLException {
    at(column);
    return "";
  }

  @Override
  public int getColumnType(int column) throws SQLException {
    return types(column).type();
  }

  @Override
  public String getColumnTypeName(int column) throws SQLException {
    return types(column).name();
  }

  @Override
  public boolean isReadOnly(int column) throws SQLException {
    at(column);
    return false;
  }

  @Override
  public boolean isWritable(int column) throws SQLException {
    at(column);
    return true;
  }

  @Override
  public boolean isDefinitelyWritable(int column) throws SQLException {
    at(column);
    return false;
  }

  @Override
  public String getColumnClassName(int column) throws SQLException {
    return types(column).className();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrappers.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}

package tech.turso;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * Parameters take values of every type; the type told is that of the value set, if there is one.
 */
final class JdbcParameterMetaData implements ParameterMetaData {
  private final int count;
  private final ParameterValues values;

  JdbcParameterMetaData(int count, ParameterValues values) {
    this.count = count;
    this.values = values;
  }

  @Override
  public int getParameterCount() {
    return count;
  }

  @Override
  public int isNullable(int number) throws SQLException {
    values.get(number);
    return parameterNullable;
  }

  @Override
  public boolean isSigned(int number) throws SQLException {
    values.get(number);
    return true;
  }

  @Override
  public int getPrecision(int number) throws SQLException {
    values.get(number);
    return 0;
  }

  @Override
  public int getScale(int number) throws SQLException {
    values.get(number);
    return 0;
  }

  @Override
  public int getParameterType(int number) throws SQLException {
    return switch (kind(values.get(number))) {
      case "INTEGER" -> Types.INTEGER;
      case "REAL" -> Types.REAL;
      case "BLOB" -> Types.BLOB;
      default -> Types.VARCHAR;
    };
  }

  @Override
  public String getParameterTypeName(int number) throws SQLException {
    return kind(values.get(number));
  }

  private static String kind(@Nullable Object value) {
    if (value instanceof Long) {
      return "INTEGER";
    }
    if (value instanceof Double) {
      return "REAL";
    }
    return value instanceof byte[] ? "BLOB" : "TEXT";
  }

  @Override
  public String getParameterClassName(int number) throws SQLException {
    return switch (kind(values.get(number))) {
      case "INTEGER" -> "java.lang.Long";
      case "REAL" -> "java.lang.Double";
      case "BLOB" -> "[B";
      default -> "java.lang.String";
    };
  }

  @Override
  public int getParameterMode(int number) throws SQLException {
    values.get(number);
    return parameterModeIn;
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

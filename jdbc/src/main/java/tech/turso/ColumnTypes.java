package tech.turso;

import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tech.turso.api.ValueType;

/**
 * JDBC's types of columns, from the types that tables declare. One table for all metadata; a type
 * that is not in it is judged by its affinity, as SQLite judges it.
 */
record ColumnTypes(int type, String name, int precision, int scale) {
  /** The type of an expression, known only by a value of it. */
  static ColumnTypes of(ValueType value) {
    return switch (value) {
      case INTEGER -> new ColumnTypes(Types.INTEGER, "INTEGER", 0, 0);
      case REAL -> new ColumnTypes(Types.FLOAT, "FLOAT", 0, 0);
      case TEXT -> new ColumnTypes(Types.VARCHAR, "TEXT", 0, 0);
      case BLOB -> new ColumnTypes(Types.BLOB, "BLOB", 0, 0);
      case NULL -> new ColumnTypes(Types.NUMERIC, "NUMERIC", 0, 0);
    };
  }

  /** The type of a column, such as {@code DECIMAL(12,2)}; the name keeps its case. */
  static ColumnTypes of(@Nullable String declared) {
    if (declared == null || declared.isBlank()) {
      return new ColumnTypes(Types.VARCHAR, "", 0, 0);
    }
    int open = declared.indexOf('(');
    String name = (open < 0 ? declared : declared.substring(0, open)).strip();
    int precision = 0;
    int scale = 0;
    int close = declared.indexOf(')', open + 1);
    if (open >= 0 && close > open) {
      String[] numbers = declared.substring(open + 1, close).split(",", 2);
      precision = number(numbers[0]);
      scale = numbers.length > 1 ? number(numbers[1]) : 0;
    }
    return new ColumnTypes(
        typeOf(name.toUpperCase(Locale.ROOT)), name.toUpperCase(Locale.ROOT), precision, scale);
  }

  private static int number(String text) {
    long value = Numbers.prefixAsLong(text);
    return Math.clamp(value, 0, Integer.MAX_VALUE);
  }

  private static int typeOf(String name) {
    return switch (name) {
      case "BOOLEAN", "BOOL" -> Types.BOOLEAN;
      case "TINYINT" -> Types.TINYINT;
      case "SMALLINT", "INT2" -> Types.SMALLINT;
      case "INTEGER", "INT", "MEDIUMINT", "INT4" -> Types.INTEGER;
      case "BIGINT", "INT8", "UNSIGNED BIG INT" -> Types.BIGINT;
      case "REAL" -> Types.REAL;
      case "FLOAT" -> Types.FLOAT;
      case "DOUBLE", "DOUBLE PRECISION" -> Types.DOUBLE;
      case "DECIMAL" -> Types.DECIMAL;
      case "NUMERIC", "NUMBER" -> Types.NUMERIC;
      case "DATE" -> Types.DATE;
      case "TIME" -> Types.TIME;
      case "DATETIME", "TIMESTAMP" -> Types.TIMESTAMP;
      case "CHAR", "CHARACTER", "NCHAR", "NATIVE CHARACTER" -> Types.CHAR;
      case "CLOB", "NCLOB" -> Types.CLOB;
      case "BLOB" -> Types.BLOB;
      case "BINARY" -> Types.BINARY;
      case "VARBINARY" -> Types.VARBINARY;
      default -> byAffinity(name);
    };
  }

  private static int byAffinity(String name) {
    if (name.contains("INT")) {
      return Types.INTEGER;
    }
    if (name.contains("CHAR") || name.contains("CLOB") || name.contains("TEXT")) {
      return Types.VARCHAR;
    }
    if (name.contains("BLOB")) {
      return Types.BLOB;
    }
    if (name.contains("REAL") || name.contains("FLOA") || name.contains("DOUB")) {
      return Types.FLOAT;
    }
    return Types.NUMERIC;
  }

  /** Whether values are numbers with a sign. */
  boolean isSigned() {
    return switch (type) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      default -> false;
    };
  }

  /** The class that {@code getObject} usually gives. */
  String className() {
    return switch (type) {
      case Types.BOOLEAN, Types.TINYINT, Types.SMALLINT, Types.INTEGER -> "java.lang.Integer";
      case Types.BIGINT -> "java.lang.Long";
      case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.DECIMAL, Types.NUMERIC ->
          "java.lang.Double";
      case Types.BLOB, Types.BINARY, Types.VARBINARY -> "java.lang.Object";
      default -> "java.lang.String";
    };
  }
}

package tech.turso;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;

/**
 * The values of a statement's parameters before they are bound: null, Long, Double, String or
 * byte[]. What was not set is NULL, as in SQLite.
 */
final class ParameterValues {
  private final DateFormat dates;
  private @Nullable Object[] values;

  ParameterValues(int count, DateFormat dates) {
    this.dates = dates;
    this.values = new Object[count];
  }

  /** The values as they are now; later changes do not reach them. */
  @Nullable Object[] snapshot() {
    return values.clone();
  }

  /** The values as they are now, for use at once. */
  @Nullable Object[] current() {
    return values;
  }

  void clear() {
    values = new Object[values.length];
  }

  /** The value of a parameter, numbered from 1. */
  @Nullable Object get(int number) throws SQLException {
    check(number);
    return values[number - 1];
  }

  private void check(int number) throws SQLException {
    if (number < 1 || number > values.length) {
      throw Failures.argument(
          "parameter " + number + " out of bounds: the statement has " + values.length);
    }
  }

  void set(int number, @Nullable Object value) throws SQLException {
    check(number);
    values[number - 1] = value;
  }

  /** Binds values to a statement that does not run. */
  static void bind(Statement statement, @Nullable Object[] values) throws SQLException {
    try {
      for (int i = 0; i < values.length; i++) {
        Object value = values[i];
        if (value == null) {
          statement.bindNull(i + 1);
        } else if (value instanceof Long number) {
          statement.bindLong(i + 1, number);
        } else if (value instanceof Double number) {
          statement.bindDouble(i + 1, number);
        } else if (value instanceof String text) {
          statement.bindText(i + 1, text);
        } else {
          statement.bindBlob(i + 1, (byte[]) value);
        }
      }
    } catch (TursoException e) {
      throw Failures.of(e);
    }
  }

  /** Sets a point in time, as local time of the calendar's zone if it is stored as text. */
  void setTime(int number, @Nullable Date value, @Nullable Calendar calendar) throws SQLException {
    ZoneId zone = calendar == null ? ZoneId.systemDefault() : calendar.getTimeZone().toZoneId();
    set(number, value == null ? null : dates.stored(value.getTime(), zone));
  }

  /** Sets a value of any class. */
  void setObject(int number, @Nullable Object value) throws SQLException {
    set(number, storable(value));
  }

  /** Sets a value after converting it to an SQL type of {@link Types}. */
  void setObject(int number, @Nullable Object value, int type, int scale) throws SQLException {
    Object stored = storable(value);
    if (stored == null) {
      set(number, null);
      return;
    }
    switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> {
        BigDecimal decimal = decimal(stored);
        try {
          set(number, decimal.toBigInteger().longValueExact());
        } catch (ArithmeticException e) {
          throw Failures.outOfRange(decimal + " does not fit a long");
        }
      }
      case Types.BOOLEAN, Types.BIT -> set(number, isTrue(stored) ? 1L : 0L);
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> set(number, decimal(stored).doubleValue());
      case Types.DECIMAL, Types.NUMERIC -> {
        if (value instanceof BigDecimal decimal && scale >= 0) {
          set(number, decimal.setScale(scale, RoundingMode.HALF_UP).toString());
        } else {
          set(number, stored);
        }
      }
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB ->
          set(number, stored instanceof byte[] ? stored : stored.toString());
      default -> set(number, stored);
    }
  }

  private static BigDecimal decimal(Object stored) throws SQLException {
    try {
      return new BigDecimal(stored.toString().strip());
    } catch (NumberFormatException e) {
      throw Failures.data("no number: '" + stored + "'");
    }
  }

  private static boolean isTrue(Object stored) {
    return stored instanceof Number number
        ? number.doubleValue() != 0
        : stored.toString().equalsIgnoreCase("true") || stored.equals("1");
  }

  private @Nullable Object storable(@Nullable Object value) throws SQLException {
    if (value == null || value instanceof String || value instanceof Long) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Double || value instanceof Float) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Boolean flag) {
      return flag ? 1L : 0L;
    }
    if (value instanceof byte[] bytes) {
      return bytes.clone();
    }
    if (value instanceof Date date) {
      return dates.stored(date.getTime(), ZoneId.systemDefault());
    }
    if (value instanceof Calendar calendar) {
      return dates.stored(calendar.getTimeInMillis(), calendar.getTimeZone().toZoneId());
    }
    if (value instanceof BigInteger number && number.bitLength() < 64) {
      return number.longValue();
    }
    if (value instanceof Blob blob) {
      return blob.getBytes(1, (int) blob.length());
    }
    if (value instanceof Clob clob) {
      return clob.getSubString(1, (int) clob.length());
    }
    if (value instanceof InputStream stream) {
      return bytes(stream, -1);
    }
    if (value instanceof Reader reader) {
      return text(reader, -1);
    }
    if (value instanceof char[] chars) {
      return new String(chars);
    }
    // BigDecimal, java.time, UUID, URL, enums: their text
    return value.toString();
  }

  /** Reads a stream to its end, or {@code length} bytes of it if that is not negative. */
  static byte[] bytes(InputStream stream, long length) throws SQLException {
    try {
      if (length >= 0) {
        byte[] bytes = stream.readNBytes(Math.toIntExact(length));
        if (bytes.length < length) {
          throw Failures.data("the stream ends after " + bytes.length + " bytes");
        }
        return bytes;
      }
      var out = new ByteArrayOutputStream();
      stream.transferTo(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new SQLException("the stream cannot be read", "HY000", e);
    }
  }

  /** Reads text to its end, or {@code length} characters of it if that is not negative. */
  static String text(Reader reader, long length) throws SQLException {
    try {
      if (length >= 0) {
        char[] chars = new char[Math.toIntExact(length)];
        int count = 0;
        while (count < chars.length) {
          int n = reader.read(chars, count, chars.length - count);
          if (n < 0) {
            throw Failures.data("the text ends after " + count + " characters");
          }
          count += n;
        }
        return new String(chars);
      }
      var out = new StringWriter();
      reader.transferTo(out);
      return out.toString();
    } catch (IOException e) {
      throw new SQLException("the text cannot be read", "HY000", e);
    }
  }
}

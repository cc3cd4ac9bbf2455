package tech.turso;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tech.turso.api.ValueType;

/**
 * Values of a row as Java's types. Text becomes a number as SQLite's CAST makes it one; a number
 * that does not fit the type is an error instead of being cut.
 */
final class ValueReader {
  private final RowSource rows;
  private final DateFormat dates;

  ValueReader(RowSource rows, DateFormat dates) {
    this.rows = rows;
    this.dates = dates;
  }

  boolean isNull(int column) {
    return rows.type(column) == ValueType.NULL;
  }

  long longAt(int column) throws SQLException {
    if (rows.type(column) == ValueType.REAL) {
      double value = rows.doubleAt(column);
      if (value < -0x1p63 || value >= 0x1p63) {
        throw Failures.outOfRange(value + " does not fit a long");
      }
    }
    return rows.longAt(column);
  }

  long longAt(int column, long least, long most, String type) throws SQLException {
    long value = longAt(column);
    if (value < least || value > most) {
      throw Failures.outOfRange(value + " does not fit " + type);
    }
    return value;
  }

  int intAt(int column) throws SQLException {
    return (int) longAt(column, Integer.MIN_VALUE, Integer.MAX_VALUE, "an int");
  }

  boolean booleanAt(int column) {
    return switch (rows.type(column)) {
      case NULL -> false;
      case INTEGER -> rows.longAt(column) != 0;
      case REAL -> rows.doubleAt(column) != 0;
      case TEXT, BLOB -> "true".equalsIgnoreCase(rows.textAt(column)) || rows.doubleAt(column) != 0;
    };
  }

  @Nullable BigDecimal decimalAt(int column) throws SQLException {
    return switch (rows.type(column)) {
      case NULL -> null;
      case INTEGER -> BigDecimal.valueOf(rows.longAt(column));
      case REAL -> {
        double value = rows.doubleAt(column);
        if (Double.isInfinite(value)) {
          throw Failures.outOfRange("an infinite value is no BigDecimal");
        }
        yield BigDecimal.valueOf(value);
      }
      case TEXT, BLOB -> {
        String text = String.valueOf(rows.textAt(column));
        try {
          yield new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
          throw Failures.data("no number: '" + text + "'");
        }
      }
    };
  }

  @Nullable BigInteger bigIntegerAt(int column) throws SQLException {
    BigDecimal decimal = decimalAt(column);
    return decimal == null ? null : decimal.setScale(0, RoundingMode.DOWN).toBigInteger();
  }

  /** The value in the class that fits it best: Integer or Long, Double, String, byte[]. */
  @Nullable Object objectAt(int column) {
    return switch (rows.type(column)) {
      case NULL -> null;
      case INTEGER -> {
        long value = rows.longAt(column);
        if (value == (int) value) {
          yield (int) value;
        }
        yield value;
      }
      case REAL -> rows.doubleAt(column);
      case TEXT -> rows.textAt(column);
      case BLOB -> rows.bytesAt(column);
    };
  }

  @Nullable InputStream streamAt(int column) {
    byte[] bytes = rows.bytesAt(column);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Nullable Reader readerAt(int column) {
    String text = rows.textAt(column);
    return text == null ? null : new StringReader(text);
  }

  @Nullable Blob blobAt(int column) {
    byte[] bytes = rows.bytesAt(column);
    return bytes == null ? null : new MemoryBlob(bytes);
  }

  @Nullable NClob clobAt(int column) {
    String text = rows.textAt(column);
    return text == null ? null : new MemoryClob(text);
  }

  @Nullable URL urlAt(int column) throws SQLException {
    String text = rows.textAt(column);
    try {
      return text == null ? null : URI.create(text).toURL();
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw Failures.data("no URL: '" + text + "'");
    }
  }

  private @Nullable UUID uuidAt(int column) throws SQLException {
    if (rows.type(column) == ValueType.BLOB) {
      byte[] bytes = rows.bytesAt(column);
      if (bytes != null && bytes.length == 16) {
        BigInteger number = new BigInteger(1, bytes);
        return new UUID(number.shiftRight(64).longValue(), number.longValue());
      }
    }
    String text = rows.textAt(column);
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw Failures.data("no UUID: '" + text + "'");
    }
  }

  /** The value as an instance of {@code type}; null for NULL. */
  <T> @Nullable T objectAt(int column, Class<T> type) throws SQLException {
    if (isNull(column)) {
      return null;
    }
    return type.cast(converted(column, type));
  }

  private @Nullable Object converted(int column, Class<?> type) throws SQLException {
    if (type == String.class) {
      return rows.textAt(column);
    }
    if (type == Integer.class) {
      return intAt(column);
    }
    if (type == Long.class) {
      return longAt(column);
    }
    if (type == Boolean.class) {
      return booleanAt(column);
    }
    if (type == Double.class) {
      return rows.doubleAt(column);
    }
    if (type == Float.class) {
      return (float) rows.doubleAt(column);
    }
    if (type == Short.class) {
      return (short) longAt(column, Short.MIN_VALUE, Short.MAX_VALUE, "a short");
    }
    if (type == Byte.class) {
      return (byte) longAt(column, Byte.MIN_VALUE, Byte.MAX_VALUE, "a byte");
    }
    if (type == BigDecimal.class) {
      return decimalAt(column);
    }
    if (type == BigInteger.class) {
      return bigIntegerAt(column);
    }
    if (type == byte[].class) {
      return rows.bytesAt(column);
    }
    if (type == UUID.class) {
      return uuidAt(column);
    }
    if (type == Blob.class) {
      return blobAt(column);
    }
    if (type == Clob.class || type == NClob.class) {
      return clobAt(column);
    }
    if (type == URL.class) {
      return urlAt(column);
    }
    if (type == InputStream.class) {
      return streamAt(column);
    }
    if (type == Reader.class) {
      return readerAt(column);
    }
    if (type == Object.class) {
      return objectAt(column);
    }
    return time(column, type);
  }

  private @Nullable Object time(int column, Class<?> type) throws SQLException {
    ZoneId zone = ZoneId.systemDefault();
    if (type == LocalDateTime.class) {
      return dates.local(rows, column, zone);
    }
    if (type == LocalDate.class) {
      LocalDateTime local = dates.local(rows, column, zone);
      return local == null ? null : local.toLocalDate();
    }
    if (type == LocalTime.class) {
      LocalDateTime local = dates.local(rows, column, zone);
      return local == null ? null : local.toLocalTime();
    }
    if (type == Instant.class) {
      return dates.instant(rows, column, zone);
    }
    if (type == OffsetDateTime.class) {
      return dates.offset(rows, column, zone);
    }
    if (type == OffsetTime.class) {
      OffsetDateTime offset = dates.offset(rows, column, zone);
      return offset == null ? null : offset.toOffsetTime();
    }
    if (type == ZonedDateTime.class) {
      OffsetDateTime offset = dates.offset(rows, column, zone);
      return offset == null ? null : offset.toZonedDateTime();
    }
    if (type == Date.class) {
      return dates.date(rows, column, zone);
    }
    if (type == Time.class) {
      return dates.time(rows, column, zone);
    }
    if (type == Timestamp.class) {
      return dates.timestamp(rows, column, zone);
    }
    if (type == java.util.Date.class) {
      Timestamp timestamp = dates.timestamp(rows, column, zone);
      return timestamp == null ? null : new java.util.Date(timestamp.getTime());
    }
    throw Failures.unsupported(
        "a value cannot become "
            + type.getName()
            + "; use String, byte[], numbers, java.time or java.sql types");
  }
}

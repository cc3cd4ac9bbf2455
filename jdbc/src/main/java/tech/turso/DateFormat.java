package tech.turso;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tech.turso.api.ValueType;

/**
 * How points in time are stored, which SQLite leaves to its users. The types of {@code java.sql}
 * are written as the settings {@code date_class}, {@code date_precision} and {@code
 * date_string_format} say, by default as INTEGER milliseconds since 1970; the types of {@code
 * java.time} as ISO text. All forms are read: INTEGER since 1970, REAL as a Julian day number, TEXT
 * as ISO text with a blank or a T between date and time, with or without time, seconds, fraction
 * and offset.
 *
 * @param kind type of the stored value
 * @param millis whether INTEGER counts milliseconds, else seconds
 * @param pattern of stored TEXT
 */
record DateFormat(Kind kind, boolean millis, String pattern) {
  /** What {@code java.sql.Timestamp} becomes. */
  enum Kind {
    INTEGER,
    TEXT,
    REAL
  }

  static final String DEFAULT_PATTERN = "yyyy-MM-dd HH:mm:ss.SSS";
  static final DateFormat DEFAULT = new DateFormat(Kind.INTEGER, true, DEFAULT_PATTERN);

  private static final double UNIX_EPOCH_DAY = 2440587.5;
  private static final double DAY_MS = 86_400_000;

  /** The value to bind for a point in time, as local time in {@code zone} if it is text. */
  Object stored(long epochMs, ZoneId zone) {
    return switch (kind) {
      case INTEGER -> millis ? epochMs : Math.floorDiv(epochMs, 1000L);
      case REAL -> {
        // As SQLite's julianday(), of the local time: texts have no zone either.
        LocalDateTime local = LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMs), zone);
        yield local.toInstant(ZoneOffset.UTC).toEpochMilli() / DAY_MS + UNIX_EPOCH_DAY;
      }
      case TEXT ->
          DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
              .format(LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMs), zone));
    };
  }

  /** The local date and time of a value of a row; null for NULL. */
  @Nullable LocalDateTime local(RowSource rows, int column, ZoneId zone) throws SQLException {
    return switch (rows.type(column)) {
      case NULL -> null;
      case INTEGER -> LocalDateTime.ofInstant(instantOf(rows.longAt(column)), zone);
      case REAL -> ofJulianDay(rows.doubleAt(column));
      case TEXT, BLOB -> {
        String text = String.valueOf(rows.textAt(column)).strip();
        OffsetDateTime offset = parseOffset(text);
        yield offset != null ? LocalDateTime.ofInstant(offset.toInstant(), zone) : parseLocal(text);
      }
    };
  }

  /** The point in time of a value, where text without an offset is local time of {@code zone}. */
  @Nullable Instant instant(RowSource rows, int column, ZoneId zone) throws SQLException {
    switch (rows.type(column)) {
      case INTEGER -> {
        return instantOf(rows.longAt(column));
      }
      case TEXT, BLOB -> {
        OffsetDateTime offset = parseOffset(String.valueOf(rows.textAt(column)).strip());
        if (offset != null) {
          return offset.toInstant();
        }
      }
      default -> {
        // as local time
      }
    }
    LocalDateTime local = local(rows, column, zone);
    return local == null ? null : local.atZone(zone).toInstant();
  }

  /** The date and time with the offset that a text has, or that {@code zone} had then. */
  @Nullable OffsetDateTime offset(RowSource rows, int column, ZoneId zone) throws SQLException {
    if (rows.type(column) == ValueType.TEXT) {
      OffsetDateTime offset = parseOffset(String.valueOf(rows.textAt(column)).strip());
      if (offset != null) {
        return offset;
      }
    }
    Instant instant = instant(rows, column, zone);
    return instant == null ? null : OffsetDateTime.ofInstant(instant, zone);
  }

  @Nullable Date date(RowSource rows, int column, ZoneId zone) throws SQLException {
    LocalDateTime local = local(rows, column, zone);
    return local == null
        ? null
        : new Date(local.toLocalDate().atStartOfDay(zone).toInstant().toEpochMilli());
  }

  @Nullable Time time(RowSource rows, int column, ZoneId zone) throws SQLException {
    LocalDateTime local = local(rows, column, zone);
    if (local == null) {
      return null;
    }
    LocalDateTime first = local.toLocalTime().atDate(LocalDate.EPOCH);
    return new Time(first.atZone(zone).toInstant().toEpochMilli());
  }

  @Nullable Timestamp timestamp(RowSource rows, int column, ZoneId zone) throws SQLException {
    Instant instant = instant(rows, column, zone);
    return instant == null ? null : Timestamp.from(instant);
  }

  private Instant instantOf(long number) {
    return millis ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
  }

  private static LocalDateTime ofJulianDay(double day) {
    long ms = Math.round((day - UNIX_EPOCH_DAY) * DAY_MS);
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(ms), ZoneOffset.UTC);
  }

  /** Text with an offset or Z; null if it has none. */
  private static @Nullable OffsetDateTime parseOffset(String text) {
    int time = text.indexOf(':');
    if (time < 0 || text.length() < 11) {
      return null;
    }
    boolean has = text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
    if (!has) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text.replace(' ', 'T'));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private LocalDateTime parseLocal(String text) throws SQLException {
    try {
      if (text.length() > 10) {
        return LocalDateTime.parse(text.substring(0, 10) + "T" + text.substring(11));
      }
      if (text.length() == 10 && text.charAt(4) == '-') {
        return LocalDate.parse(text).atStartOfDay();
      }
      if (text.indexOf(':') == 2) {
        return LocalTime.parse(text).atDate(LocalDate.EPOCH);
      }
      if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '-')) {
        return LocalDateTime.ofInstant(instantOf(Long.parseLong(text)), ZoneId.systemDefault());
      }
    } catch (DateTimeException | NumberFormatException e) {
      // try the pattern
    }
    if (text.indexOf(':') == 2) { // hours of a longer text: 03:04:05.678
      try {
        return LocalTime.parse(text).atDate(LocalDate.EPOCH);
      } catch (DateTimeException e) {
        // try the pattern
      }
    }
    if (!pattern.equals(DEFAULT_PATTERN)) {
      try {
        var parsed = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).parse(text);
        LocalDate date =
            parsed.isSupported(ChronoField.EPOCH_DAY) ? LocalDate.from(parsed) : LocalDate.EPOCH;
        LocalTime time =
            parsed.isSupported(ChronoField.NANO_OF_DAY)
                ? LocalTime.from(parsed)
                : LocalTime.MIDNIGHT;
        return date.atTime(time);
      } catch (DateTimeException e) {
        // it is no date
      }
    }
    throw Failures.data("no date or time: '" + text + "'");
  }
}

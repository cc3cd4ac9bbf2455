package tech.turso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DateFormatTest {
  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo"); // UTC+9
  private static final long EPOCH_MS = 1_704_164_645_678L; // 2024-01-02 03:04:05.678 UTC

  private static RowSource value(@Nullable Object value) {
    MemoryRows rows = new MemoryRows("x").add(value);
    rows.next();
    return rows;
  }

  private static @Nullable LocalDateTime local(Object value) throws SQLException {
    return DateFormat.DEFAULT.local(value(value), 0, TOKYO);
  }

  @Test
  void textIsReadInAllForms() throws SQLException {
    assertThat(local("2024-01-02 03:04:05.678")).isEqualTo("2024-01-02T03:04:05.678");
    assertThat(local("2024-01-02T03:04")).isEqualTo("2024-01-02T03:04:00");
    assertThat(local(" 2024-01-02 ")).isEqualTo("2024-01-02T00:00:00");
    assertThat(local("03:04:05")).isEqualTo("1970-01-01T03:04:05");
    assertThat(local("03:04:05.678")).isEqualTo("1970-01-01T03:04:05.678");
    assertThat(local("2024-01-02T03:04:05Z")).isEqualTo("2024-01-02T12:04:05");
    assertThat(local("2024-01-02 03:04:05+09:00")).isEqualTo("2024-01-02T03:04:05");
  }

  @Test
  void numbersAreMillisecondsOrJulianDays() throws SQLException {
    assertThat(local(EPOCH_MS)).isEqualTo("2024-01-02T12:04:05.678");
    assertThat(local(2460311.5)).isEqualTo("2024-01-02T00:00:00");
    var seconds = new DateFormat(DateFormat.Kind.INTEGER, false, DateFormat.DEFAULT_PATTERN);
    assertThat(seconds.local(value(EPOCH_MS / 1000), 0, TOKYO)).isEqualTo("2024-01-02T12:04:05");
  }

  @Test
  void offsetsOfTextAreKept() throws SQLException {
    assertThat(DateFormat.DEFAULT.offset(value("2024-01-02T03:04:05-05:00"), 0, TOKYO))
        .isEqualTo(OffsetDateTime.parse("2024-01-02T03:04:05-05:00"));
    assertThat(DateFormat.DEFAULT.offset(value(EPOCH_MS), 0, TOKYO))
        .isEqualTo(OffsetDateTime.parse("2024-01-02T12:04:05.678+09:00"));
    assertThat(DateFormat.DEFAULT.instant(value("2024-01-02 12:04:05.678"), 0, TOKYO))
        .isEqualTo(Instant.ofEpochMilli(EPOCH_MS));
  }

  @Test
  void whatIsNoDateIsAnError() {
    assertThatThrownBy(() -> local("junk"))
        .isInstanceOf(java.sql.SQLDataException.class)
        .hasMessage("no date or time: 'junk'");
    assertThatThrownBy(() -> local("2024-13-02")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> local("")).isInstanceOf(SQLException.class);
  }

  @Test
  void whatIsStoredFollowsTheSettings() throws SQLException {
    assertThat(DateFormat.DEFAULT.stored(EPOCH_MS, TOKYO)).isEqualTo(EPOCH_MS);
    var text = new DateFormat(DateFormat.Kind.TEXT, true, DateFormat.DEFAULT_PATTERN);
    assertThat(text.stored(EPOCH_MS, TOKYO)).isEqualTo("2024-01-02 12:04:05.678");
    var real = new DateFormat(DateFormat.Kind.REAL, true, DateFormat.DEFAULT_PATTERN);
    assertThat(real.local(value(real.stored(EPOCH_MS, TOKYO)), 0, TOKYO))
        .isEqualTo("2024-01-02T12:04:05.678");
    var own = new DateFormat(DateFormat.Kind.TEXT, true, "dd.MM.yyyy");
    assertThat(own.stored(EPOCH_MS, TOKYO)).isEqualTo("02.01.2024");
    assertThat(own.local(value("02.01.2024"), 0, TOKYO)).isEqualTo("2024-01-02T00:00:00");
  }

  @Test
  void numbersAtTheStartOfTextCount() {
    assertThat(Numbers.prefixAsLong(" -12abc")).isEqualTo(-12);
    assertThat(Numbers.prefixAsLong("99999999999999999999")).isEqualTo(Long.MAX_VALUE);
    assertThat(Numbers.prefixAsLong("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(Numbers.prefixAsLong("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(Numbers.prefixAsLong("x")).isZero();
    assertThat(Numbers.prefixAsDouble("1.5e3x")).isEqualTo(1500);
    assertThat(Numbers.prefixAsDouble("1e")).isEqualTo(1);
    assertThat(Numbers.prefixAsDouble(".5")).isEqualTo(0.5);
    assertThat(Numbers.prefixAsDouble("e5")).isZero();
  }
}

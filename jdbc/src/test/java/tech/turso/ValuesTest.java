package tech.turso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ValuesTest {
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = DriverManager.getConnection("jdbc:turso::memory:");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private interface Setter {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** The row {@code typeof(?1), ?1, quote(?1)} for a parameter. */
  private ResultSet bound(Setter setter) throws SQLException {
    PreparedStatement statement = connection.prepareStatement("select typeof(?1), ?1, quote(?1)");
    setter.set(statement);
    ResultSet rows = statement.executeQuery();
    rows.next();
    return rows;
  }

  private String stored(@Nullable Object value) throws SQLException {
    return bound(s -> s.setObject(1, value)).getString(3);
  }

  private ResultSet value(String sql) throws SQLException {
    ResultSet rows = connection.createStatement().executeQuery("select " + sql);
    rows.next();
    return rows;
  }

  @Test
  void objectsAreStoredAsOtherDriversStoreThem() throws SQLException {
    assertThat(stored(null)).isEqualTo("NULL");
    assertThat(stored(5)).isEqualTo("5");
    assertThat(stored((short) 5)).isEqualTo("5");
    assertThat(stored(5L)).isEqualTo("5");
    assertThat(stored(true)).isEqualTo("1");
    assertThat(stored(1.5f)).isEqualTo("1.5");
    assertThat(stored("it's")).isEqualTo("'it''s'");
    assertThat(stored(new byte[] {1, (byte) 0xab})).isEqualTo("X'01AB'");
    assertThat(stored(new BigDecimal("1.50"))).isEqualTo("'1.50'");
    assertThat(stored(new BigInteger("7"))).isEqualTo("7");
    assertThat(stored(new BigInteger("99999999999999999999"))).isEqualTo("'99999999999999999999'");
    assertThat(stored(new UUID(1, 2))).isEqualTo("'00000000-0000-0001-0000-000000000002'");
    assertThat(stored(LocalDate.of(2024, 1, 2))).isEqualTo("'2024-01-02'");
    assertThat(stored(LocalDateTime.of(2024, 1, 2, 3, 4, 5))).isEqualTo("'2024-01-02T03:04:05'");
    assertThat(stored(Instant.ofEpochMilli(5))).isEqualTo("'1970-01-01T00:00:00.005Z'");
    assertThat(stored(new Timestamp(7))).isEqualTo("7");
    assertThat(stored(new java.util.Date(7))).isEqualTo("7");
    assertThat(stored(URI.create("http://x/"))).isEqualTo("'http://x/'");
    assertThat(stored('c')).isEqualTo("'c'");
  }

  @Test
  void javaTimeComesBack() throws SQLException {
    for (Object value :
        new Object[] {
          LocalDate.of(2024, 2, 29),
          LocalTime.of(3, 4),
          LocalTime.of(3, 4, 5, 6_000_000),
          LocalDateTime.of(2024, 1, 2, 3, 4),
          LocalDateTime.of(2024, 1, 2, 3, 4, 5, 123_456_789),
          OffsetDateTime.parse("2024-01-02T03:04:05+02:00"),
          ZonedDateTime.parse("2024-01-02T03:04:05+02:00"),
          Instant.parse("2024-01-02T03:04:05.006Z"),
          new UUID(77, -5),
          new BigInteger("123456789012345678901234567890"),
          new BigDecimal("1.50"),
          new Timestamp(1_704_164_645_678L),
          Date.valueOf("2024-01-02"),
          Time.valueOf("03:04:05"),
        }) {
      ResultSet rows = bound(s -> s.setObject(1, value));
      assertThat((Object) rows.getObject(2, value.getClass())).isEqualTo(value);
    }
  }

  @Test
  void everyGetterReadsEveryType() throws SQLException {
    ResultSet rows = value("42, 1.5, '7.5', x'3132', null, 'true'");
    assertThat(rows.getInt(1)).isEqualTo(42);
    assertThat(rows.getString(1)).isEqualTo("42");
    assertThat(rows.getBytes(1)).containsExactly('4', '2');
    assertThat(rows.getBoolean(1)).isTrue();
    assertThat(rows.getBigDecimal(1)).isEqualTo("42");
    assertThat(rows.getFloat(2)).isEqualTo(1.5f);
    assertThat(rows.getLong(2)).isEqualTo(1);
    assertThat(rows.getBigDecimal(2)).isEqualTo("1.5");
    assertThat(rows.getString(2)).isEqualTo("1.5");
    assertThat(rows.getInt(3)).isEqualTo(7);
    assertThat(rows.getDouble(3)).isEqualTo(7.5);
    assertThat(rows.getBigDecimal(3)).isEqualTo("7.5");
    assertThat(rows.getInt(4)).isEqualTo(12);
    assertThat(rows.getString(4)).isEqualTo("12");
    assertThat(rows.getInt(5)).isZero();
    assertThat(rows.wasNull()).isTrue();
    assertThat(rows.getString(5)).isNull();
    assertThat(rows.getObject(5)).isNull();
    assertThat(rows.getObject(5, Integer.class)).isNull();
    assertThat(rows.getTimestamp(5)).isNull();
    assertThat(rows.getBoolean(6)).isTrue();
    assertThat(rows.wasNull()).isFalse();
    assertThatThrownBy(() -> rows.getBigDecimal(6)).hasMessage("no number: 'true'");
    assertThatThrownBy(() -> rows.getInt(7)).hasMessage("column 7 out of bounds [1,6]");
  }

  @Test
  void objectsHaveTheClassThatFits() throws SQLException {
    ResultSet rows = value("1, 3000000000, 1.0, 'x', x'01'");
    assertThat(rows.getObject(1)).isEqualTo(1);
    assertThat(rows.getObject(2)).isEqualTo(3_000_000_000L);
    assertThat(rows.getObject(3)).isEqualTo(1.0);
    assertThat(rows.getObject(4)).isEqualTo("x");
    assertThat(rows.getObject(5)).isEqualTo(new byte[] {1});
  }

  @Test
  void streamsAndLobsAreValues() throws SQLException, IOException {
    assertThat(
            bound(s -> s.setBinaryStream(1, new ByteArrayInputStream(new byte[] {1, 2, 3}), 2))
                .getBytes(2))
        .containsExactly(1, 2);
    assertThat(bound(s -> s.setCharacterStream(1, new StringReader("äöü"))).getString(2))
        .isEqualTo("äöü");
    assertThatThrownBy(() -> bound(s -> s.setCharacterStream(1, new StringReader("ab"), 3)))
        .hasMessage("the text ends after 2 characters");
    Blob blob = connection.createBlob();
    blob.setBytes(1, new byte[] {5, 6, 7});
    ResultSet rows = bound(s -> s.setBlob(1, blob));
    assertThat(rows.getString(1)).isEqualTo("blob");
    assertThat(rows.getBlob(2).getBytes(2, 5)).containsExactly(6, 7);
    assertThat(rows.getBlob(2).position(new byte[] {7}, 1)).isEqualTo(3);
    assertThat(rows.getBinaryStream(2).readAllBytes()).containsExactly(5, 6, 7);
    Clob clob = connection.createClob();
    clob.setString(1, "hello");
    ResultSet text = bound(s -> s.setClob(1, clob));
    assertThat(text.getClob(2).getSubString(2, 3)).isEqualTo("ell");
    assertThat(text.getCharacterStream(2).read()).isEqualTo('h');
    assertThat(text.getObject(2, Clob.class).length()).isEqualTo(5);
  }

  @Test
  void typesConvertWhatIsSet() throws SQLException {
    assertThat(bound(s -> s.setObject(1, "12", Types.INTEGER)).getString(3)).isEqualTo("12");
    assertThat(bound(s -> s.setObject(1, 12, Types.VARCHAR)).getString(3)).isEqualTo("'12'");
    assertThat(bound(s -> s.setObject(1, "1.5", Types.DOUBLE)).getString(3)).isEqualTo("1.5");
    assertThat(bound(s -> s.setObject(1, "true", Types.BOOLEAN)).getString(3)).isEqualTo("1");
    assertThat(bound(s -> s.setObject(1, new BigDecimal("1.005"), Types.DECIMAL, 2)).getString(3))
        .isEqualTo("'1.01'");
    assertThatThrownBy(() -> bound(s -> s.setObject(1, "x", Types.INTEGER)))
        .hasMessage("no number: 'x'");
  }

  @Test
  void columnsAreFoundByTheirLabelInAnyCase() throws SQLException {
    ResultSet rows = value("1 as \"First Name\", 2 as x, 3 as X");
    assertThat(rows.getInt("first name")).isEqualTo(1);
    assertThat(rows.findColumn("X")).as("the first of equal names").isEqualTo(2);
    assertThatThrownBy(() -> rows.getInt("nope")).hasMessage("no such column: 'nope'");
  }

  @Test
  void valuesAreReadOnARowOnly() throws SQLException {
    ResultSet rows = connection.createStatement().executeQuery("select 5");
    assertThatThrownBy(() -> rows.getInt(1)).hasMessageContaining("call next() first");
    assertThat(rows.isBeforeFirst()).isTrue();
    assertThat(rows.next()).isTrue();
    assertThat(rows.isFirst()).isTrue();
    assertThat(rows.getRow()).isEqualTo(1);
    assertThat(rows.next()).isFalse();
    assertThatThrownBy(() -> rows.getInt(1)).hasMessageContaining("any more");
    assertThat(rows.next()).isFalse();
  }
}

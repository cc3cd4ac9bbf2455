package tech.turso.testing.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What programs that use sqlite-jdbc see: the same calls on it and on this driver have the same
 * results. Where the drivers differ on purpose nothing is asserted here; the driver's own tests do.
 */
final class DriversAgreeTest {
  private interface Call {
    Object on(Connection connection) throws Exception;
  }

  private static Connection oracle() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite::memory:");
  }

  private static Connection ours() throws SQLException {
    return DriverManager.getConnection("jdbc:turso::memory:");
  }

  private static String outcome(Connection connection, Call call) throws Exception {
    Object result;
    try {
      result = call.on(connection);
    } catch (SQLException e) {
      return "error " + e.getErrorCode();
    }
    if (result instanceof byte[] bytes) {
      return "bytes " + Arrays.toString(bytes);
    }
    return result == null ? "null" : result.getClass().getSimpleName() + " " + result;
  }

  private static void agree(String name, Call call) throws Exception {
    try (Connection expected = oracle();
        Connection actual = ours()) {
      for (Connection connection : new Connection[] {expected, actual}) {
        try (Statement statement = connection.createStatement()) {
          statement.executeUpdate(
              "create table t(id integer primary key, name varchar(40) not null, price"
                  + " decimal(12,2), b blob, r real, i bigint, u text unique)");
          statement.executeUpdate(
              "insert into t"
                  + " values(1,'a',1.5,x'0102',2.5,9999999999,'q'),(2,'b',null,null,null,7,null)");
        }
      }
      assertThat(outcome(actual, call)).as(name).isEqualTo(outcome(expected, call));
    }
  }

  private static ResultSet first(Connection connection, String sql) throws SQLException {
    ResultSet rows = connection.createStatement().executeQuery(sql);
    rows.next();
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-7",
        "0",
        "1.5",
        "-0.25",
        "1e300",
        "'abc'",
        "''",
        "'12abc'",
        "' 42 '",
        "'1.5e2'",
        "null",
        "x''",
        "x'3132'",
        "x'00ff'",
        "123456789012",
        "1704164645000",
        "'2024-01-02 03:04:05.678'",
        "2460311.6"
      })
  void gettersConvert(String value) throws Exception {
    String sql = "select " + value;
    agree("getString", c -> first(c, sql).getString(1));
    agree("getBytes", c -> first(c, sql).getBytes(1));
    agree("getDouble", c -> first(c, sql).getDouble(1));
    agree("getFloat", c -> first(c, sql).getFloat(1));
    agree("getLong", c -> value.equals("1e300") ? 0 : first(c, sql).getLong(1));
    boolean fitsInt =
        !value.startsWith("1704") && !value.equals("123456789012") && !value.equals("1e300");
    agree("getInt", c -> fitsInt ? first(c, sql).getInt(1) : 0);
    boolean less = value.startsWith("-0."); // true in SQL, false there
    agree("getBoolean", c -> less || first(c, sql).getBoolean(1));
    agree("getObject", c -> first(c, sql).getObject(1));
    agree(
        "wasNull",
        c -> {
          ResultSet rows = first(c, sql);
          rows.getString(1);
          return rows.wasNull();
        });
    if (!value.startsWith("'") && !value.startsWith("x")) {
      agree("getBigDecimal", c -> first(c, sql).getBigDecimal(1));
    }
    if (value.equals("null") || value.startsWith("'2024") || value.startsWith("1704")) {
      agree("getTimestamp", c -> first(c, sql).getTimestamp(1));
      agree("getDate", c -> String.valueOf(first(c, sql).getDate(1)));
      agree("getTime", c -> String.valueOf(first(c, sql).getTime(1)));
      agree("LocalDateTime", c -> first(c, sql).getObject(1, LocalDateTime.class));
      agree("LocalDate", c -> first(c, sql).getObject(1, LocalDate.class));
      agree("LocalTime", c -> seconds(first(c, sql).getObject(1, LocalTime.class)));
    }
  }

  /** The other driver drops fractions here. */
  private static String seconds(@Nullable LocalTime time) {
    return time == null ? "null" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Test
  void objectsAreStoredAlike() throws Exception {
    Object[] values = {
      LocalDate.of(2024, 1, 2),
      LocalTime.of(3, 4),
      LocalTime.of(3, 4, 5, 6_000_000),
      LocalDateTime.of(2024, 1, 2, 3, 4),
      LocalDateTime.of(2024, 1, 2, 3, 4, 5, 123_456_789),
      OffsetDateTime.parse("2024-01-02T03:04:05+02:00"),
      Instant.ofEpochMilli(5),
      new BigDecimal("1.50"),
      new java.util.Date(7),
      new Timestamp(7),
      new Date(7),
      new Time(7),
      'c',
      (short) 4,
      5,
      6L,
      1.5f,
      2.5,
      true,
      new UUID(1, 2),
      new byte[] {1},
      new StringBuilder("x"),
      DayOfWeek.MONDAY,
      "text",
    };
    for (Object value : values) {
      agree(
          value.getClass().getSimpleName(),
          c -> {
            PreparedStatement statement = c.prepareStatement("select typeof(?1) || quote(?1)");
            statement.setObject(1, value);
            ResultSet rows = statement.executeQuery();
            rows.next();
            return rows.getString(1);
          });
    }
    BigInteger large = new BigInteger("99999999999999999999");
    agree(
        "BigInteger",
        c -> {
          PreparedStatement statement = c.prepareStatement("select typeof(?1) || quote(?1)");
          statement.setObject(1, large);
          ResultSet rows = statement.executeQuery();
          rows.next();
          return rows.getString(1);
        });
  }

  @Test
  void countsAgree() throws Exception {
    agree(
        "insert", c -> c.createStatement().executeUpdate("insert into t(name) values('x'),('y')"));
    agree("update", c -> c.createStatement().executeUpdate("update t set r=1"));
    agree("none", c -> c.createStatement().executeUpdate("delete from t where id=99"));
    agree("ddl", c -> c.createStatement().executeUpdate("create table z(a)"));
    agree(
        "several",
        c ->
            c.createStatement()
                .executeUpdate("insert into t(name) values('x'); insert into t(name) values('y')"));
    agree("execute", c -> c.createStatement().execute("select 1"));
    agree("execute", c -> c.createStatement().execute("delete from t"));
    agree(
        "prepared",
        c -> {
          PreparedStatement insert = c.prepareStatement("insert into t(name) values(?)");
          insert.setString(1, "x");
          return insert.executeUpdate();
        });
    agree(
        "batch",
        c -> {
          PreparedStatement insert = c.prepareStatement("insert into t(name) values(?)");
          for (String name : new String[] {"x", "y"}) {
            insert.setString(1, name);
            insert.addBatch();
          }
          return Arrays.toString(insert.executeBatch());
        });
  }

  @Test
  void errorCodesAgree() throws Exception {
    for (String sql :
        new String[] {
          "selec",
          "select * from nope",
          "select nope from t",
          "insert into t(id,name) values(1,'x')",
          "insert into t(name) values(null)",
          "insert into t(name,u) values('a','q')",
          "insert into t(id,name) values('x','y')",
          "commit",
          "select abs(-9223372036854775807 - 1)"
        }) {
      agree(sql, c -> c.createStatement().execute(sql));
    }
    agree(
        "batch",
        c -> {
          Statement statement = c.createStatement();
          statement.addBatch("insert into t(name) values('x')");
          statement.addBatch("insert into nope values(1)");
          try {
            statement.executeBatch();
            return "no error";
          } catch (BatchUpdateException e) {
            return e.getUpdateCounts()[0];
          }
        });
  }

  @Test
  void columnsOfResultsAreDescribedAlike() throws Exception {
    String sql = "select id, name, price, b, i, u, count(*) as cnt, price+1 from t";
    for (int i = 1; i <= 8; i++) {
      int column = i;
      agree("name " + i, c -> metadata(c, sql).getColumnName(column));
      agree("label " + i, c -> metadata(c, sql).getColumnLabel(column));
      agree("table " + i, c -> metadata(c, sql).getTableName(column));
      agree("type " + i, c -> metadata(c, sql).getColumnType(column));
      agree("type name " + i, c -> metadata(c, sql).getColumnTypeName(column));
      agree("class " + i, c -> metadata(c, sql).getColumnClassName(column));
      agree("precision " + i, c -> metadata(c, sql).getPrecision(column));
      agree("scale " + i, c -> metadata(c, sql).getScale(column));
    }
    agree("count", c -> metadata(c, sql).getColumnCount());
  }

  private static ResultSetMetaData metadata(Connection connection, String sql) throws SQLException {
    return first(connection, sql).getMetaData();
  }

  @Test
  void transactionsAgree() throws Exception {
    agree(
        "rollback",
        c -> {
          c.setAutoCommit(false);
          c.createStatement().executeUpdate("delete from t");
          c.rollback();
          return first(c, "select count(*) from t").getInt(1);
        });
    agree(
        "savepoint",
        c -> {
          c.setAutoCommit(false);
          c.createStatement().executeUpdate("delete from t where id=1");
          Savepoint savepoint = c.setSavepoint("s");
          c.createStatement().executeUpdate("delete from t");
          c.rollback(savepoint);
          c.releaseSavepoint(savepoint);
          c.commit();
          return first(c, "select count(*) from t").getInt(1);
        });
    agree(
        "commit in auto-commit mode",
        c -> {
          c.commit();
          return "no error";
        });
    agree("isolation", Connection::getTransactionIsolation);
    agree("holdability", Connection::getHoldability);
    agree("auto-commit", Connection::getAutoCommit);
  }

  @Test
  void theKeyOfAnInsertIsItsRowid() throws Exception {
    agree(
        "statement",
        c -> {
          Statement statement = c.createStatement();
          statement.executeUpdate(
              "insert into t(name) values('x')", Statement.RETURN_GENERATED_KEYS);
          return key(statement);
        });
    agree(
        "prepared",
        c -> {
          PreparedStatement statement =
              c.prepareStatement(
                  "insert into t(id,name) values(?,'x')", Statement.RETURN_GENERATED_KEYS);
          statement.setLong(1, 77);
          statement.executeUpdate();
          return key(statement);
        });
  }

  private static String key(Statement statement) throws SQLException {
    try (ResultSet keys = statement.getGeneratedKeys()) {
      return keys.next() ? keys.getMetaData().getColumnName(1) + keys.getLong(1) : "none";
    }
  }
}

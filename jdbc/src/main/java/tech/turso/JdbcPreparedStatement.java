package tech.turso;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Statement;

/**
 * A statement with parameters, prepared once. A text of several statements is allowed if none has
 * parameters; it is run to its end like that of a {@link JdbcStatement}.
 */
final class JdbcPreparedStatement extends JdbcStatement implements PreparedStatement {
  private final String sql;
  private final Statement statement;
  private final boolean script;
  private final ParameterValues values;
  private final List<@Nullable Object[]> batchValues = new ArrayList<>();

  JdbcPreparedStatement(JdbcConnection connection, String text) throws SQLException {
    super(connection);
    sql = SqlScan.withoutEscapes(text);
    statement = connection.prepare(sql, 0);
    script = !SqlScan.isBlank(sql, statement.end());
    values = new ParameterValues(statement.parameterCount(), connection.dates());
    if (script && SqlScan.hasParameters(sql)) {
      close(statement);
      throw Failures.misuse(
          "a prepared text of several statements cannot have parameters; prepare each alone");
    }
  }

  private Outcomes run(@Nullable Object[] bound) throws SQLException {
    if (script) {
      return runText(sql);
    }
    Outcomes results = begin();
    if (statement.isEmpty()) {
      return results;
    }
    ParameterValues.bind(statement, bound);
    connection.beforeStatement(statement);
    Deadline deadline = deadline();
    long before = connection.engine().totalChanges();
    boolean done = false;
    try {
      boolean row = deadline.step(statement);
      if (statement.columnCount() == 0) {
        results.add(changes(sql, before));
      } else {
        RowSource rows = new LiveRows(statement, deadline, false, row);
        results.add(new JdbcResultSet(connection, this, rows, maxRows()), sql, before);
        done = true;
      }
    } finally {
      if (!done) {
        connection.reset(statement);
      }
    }
    return results;
  }

  @Override
  public ResultSet executeQuery() throws SQLException {
    if (!script && statement.columnCount() == 0) {
      throw Failures.misuse("the statement gives no rows; use executeUpdate or execute");
    }
    return queryResult(run(values.snapshot()));
  }

  @Override
  public int executeUpdate() throws SQLException {
    return toInt(executeLargeUpdate());
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    checkOpen();
    if (!hasPlainUpdate()) {
      Outcomes results = run(values.snapshot());
      long total = updateResult(results);
      results.add(total);
      return total;
    }
    Outcomes results = begin();
    long total = update(values.current(), deadline());
    results.add(total);
    return total;
  }

  /** Whether it is one statement that gives no rows. */
  private boolean hasPlainUpdate() {
    return !script && !statement.isEmpty() && statement.columnCount() == 0;
  }

  /** Runs a {@link #hasPlainUpdate plain update}; how many rows it changed. */
  private long update(@Nullable Object[] bound, Deadline deadline) throws SQLException {
    ParameterValues.bind(statement, bound);
    connection.beforeStatement(statement);
    long before = connection.engine().totalChanges();
    try {
      deadline.step(statement);
      return changes(sql, before);
    } finally {
      connection.reset(statement);
    }
  }

  @Override
  public boolean execute() throws SQLException {
    Outcomes.Outcome first = run(values.snapshot()).current();
    return first != null && first.rows() != null;
  }

  @Override
  public void addBatch() throws SQLException {
    checkOpen();
    batchValues.add(values.snapshot());
  }

  @Override
  public void clearBatch() throws SQLException {
    super.clearBatch();
    batchValues.clear();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    if (!script && statement.columnCount() > 0 && statement.isReadOnly()) {
      throw batchFailure(Failures.misuse("a batch holds no queries"), 0, new long[0]);
    }
    List<@Nullable Object[]> all = List.copyOf(batchValues);
    batchValues.clear();
    long[] counts = new long[all.size()];
    boolean plain = hasPlainUpdate();
    for (int i = 0; i < counts.length; i++) {
      try {
        if (plain) {
          begin();
          counts[i] = update(all.get(i), deadline());
        } else {
          counts[i] = updateResult(run(all.get(i)));
        }
      } catch (SQLException e) {
        throw batchFailure(e, i, counts);
      }
    }
    return counts;
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return Arrays.stream(executeLargeBatch()).mapToInt(JdbcStatement::toInt).toArray();
  }

  @Override
  public void clearParameters() throws SQLException {
    checkOpen();
    values.clear();
  }

  @Override
  public @Nullable ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return statement.columnCount() == 0
        ? null
        : new JdbcResultSetMetaData(connection, new PreparedColumns(statement));
  }

  @Override
  public ParameterMetaData getParameterMetaData() throws SQLException {
    checkOpen();
    return new JdbcParameterMetaData(statement.parameterCount(), values);
  }

  @Override
  public void close() throws SQLException {
    if (!isClosed()) {
      super.close();
      close(statement);
    }
  }

  // -- values

  private void set(int number, @Nullable Object value) throws SQLException {
    checkOpen();
    values.set(number, value);
  }

  @Override
  public void setNull(int number, int type) throws SQLException {
    set(number, null);
  }

  @Override
  public void setNull(int number, int type, @Nullable String typeName) throws SQLException {
    set(number, null);
  }

  @Override
  public void setBoolean(int number, boolean value) throws SQLException {
    set(number, value ? 1L : 0L);
  }

  @Override
  public void setByte(int number, byte value) throws SQLException {
    set(number, (long) value);
  }

  @Override
  public void setShort(int number, short value) throws SQLException {
    set(number, (long) value);
  }

  @Override
  public void setInt(int number, int value) throws SQLException {
    set(number, (long) value);
  }

  @Override
  public void setLong(int number, long value) throws SQLException {
    set(number, value);
  }

  @Override
  public void setFloat(int number, float value) throws SQLException {
    set(number, (double) value);
  }

  @Override
  public void setDouble(int number, double value) throws SQLException {
    set(number, value);
  }

  @Override
  public void setBigDecimal(int number, @Nullable BigDecimal value) throws SQLException {
    set(number, value == null ? null : value.toString());
  }

  @Override
  public void setString(int number, @Nullable String value) throws SQLException {
    set(number, value);
  }

  @Override
  public void setNString(int number, @Nullable String value) throws SQLException {
    set(number, value);
  }

  @Override
  public void setBytes(int number, byte @Nullable [] value) throws SQLException {
    set(number, value == null ? null : value.clone());
  }

  @Override
  public void setDate(int number, @Nullable Date value) throws SQLException {
    setDate(number, value, null);
  }

  @Override
  public void setDate(int number, @Nullable Date value, @Nullable Calendar calendar)
      throws SQLException {
    checkOpen();
    values.setTime(number, value, calendar);
  }

  @Override
  public void setTime(int number, @Nullable Time value) throws SQLException {
    setTime(number, value, null);
  }

  @Override
  public void setTime(int number, @Nullable Time value, @Nullable Calendar calendar)
      throws SQLException {
    checkOpen();
    values.setTime(number, value, calendar);
  }

  @Override
  public void setTimestamp(int number, @Nullable Timestamp value) throws SQLException {
    setTimestamp(number, value, null);
  }

  @Override
  public void setTimestamp(int number, @Nullable Timestamp value, @Nullable Calendar calendar)
      throws SQLException {
    checkOpen();
    values.setTime(number, value, calendar);
  }

  @Override
  public void setObject(int number, @Nullable Object value) throws SQLException {
    checkOpen();
    values.setObject(number, value);
  }

  @Override
  public void setObject(int number, @Nullable Object value, int type) throws SQLException {
    setObject(number, value, type, -1);
  }

  @Override
  public void setObject(int number, @Nullable Object value, int type, int scale)
      throws SQLException {
    checkOpen();
    values.setObject(number, value, type, scale);
  }

  @Override
  public void setObject(int number, @Nullable Object value, SQLType type) throws SQLException {
    setObject(number, value, type.getVendorTypeNumber());
  }

  @Override
  public void setObject(int number, @Nullable Object value, SQLType type, int scale)
      throws SQLException {
    setObject(number, value, type.getVendorTypeNumber(), scale);
  }

  @Override
  public void setBinaryStream(int number, @Nullable InputStream value) throws SQLException {
    set(number, value == null ? null : ParameterValues.bytes(value, -1));
  }

  @Override
  public void setAsciiStream(int number, @Nullable InputStream value) throws SQLException {
    set(
        number,
        value == null
            ? null
            : new String(ParameterValues.bytes(value, -1), StandardCharsets.US_ASCII));
  }

  @Override
  public void setCharacterStream(int number, @Nullable Reader value) throws SQLException {
    set(number, value == null ? null : ParameterValues.text(value, -1));
  }

  @Override
  public void setBinaryStream(int number, @Nullable InputStream value, int length)
      throws SQLException {
    set(number, value == null ? null : ParameterValues.bytes(value, length));
  }

  @Override
  public void setAsciiStream(int number, @Nullable InputStream value, int length)
      throws SQLException {
    set(
        number,
        value == null
            ? null
            : new String(ParameterValues.bytes(value, length), StandardCharsets.US_ASCII));
  }

  @Override
  public void setCharacterStream(int number, @Nullable Reader value, int length)
      throws SQLException {
    set(number, value == null ? null : ParameterValues.text(value, length));
  }

  @Override
  public void setBinaryStream(int number, @Nullable InputStream value, long length)
      throws SQLException {
    set(number, value == null ? null : ParameterValues.bytes(value, length));
  }

  @Override
  public void setAsciiStream(int number, @Nullable InputStream value, long length)
      throws SQLException {
    set(
        number,
        value == null
            ? null
            : new String(ParameterValues.bytes(value, length), StandardCharsets.US_ASCII));
  }

  @Override
  public void setCharacterStream(int number, @Nullable Reader value, long length)
      throws SQLException {
    set(number, value == null ? null : ParameterValues.text(value, length));
  }

  @Override
  @SuppressWarnings("deprecation")
  @Deprecated
  public void setUnicodeStream(int number, @Nullable InputStream value, int length)
      throws SQLException {
    set(
        number,
        value == null
            ? null
            : new String(ParameterValues.bytes(value, length), StandardCharsets.UTF_8));
  }

  @Override
  public void setNCharacterStream(int number, @Nullable Reader value) throws SQLException {
    set(number, value == null ? null : ParameterValues.text(value, -1));
  }

  @Override
  public void setClob(int number, @Nullable Reader value) throws SQLException {
    set(number, value == null ? null : ParameterValues.text(value, -1));
  }

  @Override
  public void setNClob(int number, @Nullable Reader value) throws SQLException {
    set(number, value == null ? null : ParameterValues.text(value, -1));
  }

  @Override
  public void setBlob(int number, @Nullable InputStream value) throws SQLException {
    set(number, value == null ? null : ParameterValues.bytes(value, -1));
  }

  @Override
  public void setNCharacterStream(int number, @Nullable Reader value, long length)
      throws SQLException {
    set(number, value == null ? null : ParameterValues.text(value, length));
  }

  @Override
  public void setClob(int number, @Nullable Reader value, long length) throws SQLException {
    set(number, value == null ? null : ParameterValues.text(value, length));
  }

  @Override
  public void setNClob(int number, @Nullable Reader value, long length) throws SQLException {
    set(number, value == null ? null : ParameterValues.text(value, length));
  }

  @Override
  public void setBlob(int number, @Nullable InputStream value, long length) throws SQLException {
    set(number, value == null ? null : ParameterValues.bytes(value, length));
  }

  @Override
  public void setBlob(int number, @Nullable Blob value) throws SQLException {
    setObject(number, value);
  }

  @Override
  public void setClob(int number, @Nullable Clob value) throws SQLException {
    setObject(number, value);
  }

  @Override
  public void setNClob(int number, @Nullable NClob value) throws SQLException {
    setObject(number, value);
  }

  @Override
  public void setURL(int number, @Nullable URL value) throws SQLException {
    setObject(number, value);
  }

  @Override
  public void setRef(int number, @Nullable Ref value) throws SQLException {
    throw Failures.unsupported("there are no references; store the key of a row");
  }

  @Override
  public void setArray(int number, @Nullable Array value) throws SQLException {
    throw Failures.unsupported("there are no arrays; store JSON text");
  }

  @Override
  public void setRowId(int number, @Nullable RowId value) throws SQLException {
    throw Failures.unsupported("use setLong with a rowid");
  }

  @Override
  public void setSQLXML(int number, @Nullable SQLXML value) throws SQLException {
    throw Failures.unsupported("use setString with XML text");
  }

  private static SQLException textIsFixed() {
    return Failures.misuse("the statement is prepared already; use the methods without SQL text");
  }

  @Override
  public ResultSet executeQuery(String text) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public void addBatch(String text) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public int executeUpdate(String text) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public int executeUpdate(String text, int flag) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public int executeUpdate(String text, int @Nullable [] columns) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public int executeUpdate(String text, String @Nullable [] columns) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public long executeLargeUpdate(String text) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public long executeLargeUpdate(String text, int flag) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public long executeLargeUpdate(String text, int @Nullable [] columns) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public long executeLargeUpdate(String text, String @Nullable [] columns) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public boolean execute(String text) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public boolean execute(String text, int flag) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public boolean execute(String text, int @Nullable [] columns) throws SQLException {
    throw textIsFixed();
  }

  @Override
  public boolean execute(String text, String @Nullable [] columns) throws SQLException {
    throw textIsFixed();
  }
}

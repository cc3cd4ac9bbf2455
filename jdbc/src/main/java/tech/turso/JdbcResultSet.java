package tech.turso;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of a query or of metadata, read once and forwards. Columns are numbered from 1. */
final class JdbcResultSet extends LabelledResultSet {
  private static final int BEFORE_FIRST = 0;
  private static final int ON_ROW = 1;
  private static final int AFTER_LAST = 2;

  private final JdbcConnection connection;
  private final @Nullable JdbcStatement statement;
  private final RowSource rows;
  private final DateFormat dates;
  private final ValueReader values;
  private final long maxRows;
  private @Nullable Map<String, Integer> columns;
  private int place = BEFORE_FIRST;
  private long rowNumber;
  private boolean wasNull;
  private boolean closed;
  private int fetchSize;

  /**
   * @param statement that made it; null for metadata
   * @param maxRows most rows; 0 is no limit
   */
  JdbcResultSet(
      JdbcConnection connection, @Nullable JdbcStatement statement, RowSource rows, long maxRows) {
    this.connection = connection;
    this.statement = statement;
    this.rows = rows;
    this.dates = connection.dates();
    this.values = new ValueReader(rows, dates);
    this.maxRows = maxRows;
  }

  private void checkOpen() throws SQLException {
    if (closed) {
      throw Failures.misuse("the result set is closed");
    }
  }

  /** The column's number from 0, after checking that there is a row; notes whether it is NULL. */
  private int at(int column) throws SQLException {
    checkOpen();
    if (place != ON_ROW) {
      throw Failures.misuse(
          place == BEFORE_FIRST
              ? "there is no row yet: call next() first"
              : "there is no row any more: next() was false");
    }
    if (column < 1 || column > rows.columnCount()) {
      throw Failures.argument("column " + column + " out of bounds [1," + rows.columnCount() + "]");
    }
    wasNull = values.isNull(column - 1);
    return column - 1;
  }

  private static ZoneId zone(@Nullable Calendar calendar) {
    return calendar == null ? ZoneId.systemDefault() : calendar.getTimeZone().toZoneId();
  }

  @Override
  public boolean next() throws SQLException {
    checkOpen();
    if (place == AFTER_LAST) {
      return false;
    }
    boolean more = (maxRows == 0 || rowNumber < maxRows) && rows.next();
    if (more) {
      place = ON_ROW;
      rowNumber++;
      return true;
    }
    place = AFTER_LAST;
    rows.close();
    return false;
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      rows.close();
      if (statement != null) {
        statement.closed(this);
      }
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public boolean wasNull() throws SQLException {
    checkOpen();
    return wasNull;
  }

  @Override
  public int findColumn(String label) throws SQLException {
    checkOpen();
    Map<String, Integer> known = columns;
    if (known == null) {
      known = new HashMap<>();
      for (int i = rows.columnCount(); i > 0; i--) {
        known.put(folded(rows.name(i - 1)), i); // of equal names the first counts
      }
      columns = known;
    }
    Integer column = known.get(folded(label));
    if (column == null) {
      throw Failures.argument("no such column: '" + label + "'");
    }
    return column;
  }

  private static String folded(String label) {
    return label.toLowerCase(Locale.ROOT);
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return new JdbcResultSetMetaData(connection, rows);
  }

  @Override
  @SuppressWarnings("deprecation")
  @Deprecated
  public @Nullable BigDecimal getBigDecimal(int column, int scale) throws SQLException {
    BigDecimal value = getBigDecimal(column);
    return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
  }

  @Override
  @SuppressWarnings("deprecation")
  @Deprecated
  public InputStream getUnicodeStream(int column) throws SQLException {
    throw Failures.unsupported("use getCharacterStream");
  }

  @Override
  public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
    int c = at(column);
    return values.objectAt(c, type);
  }

  @Override
  public @Nullable Object getObject(int column, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    return getObject(column);
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return null;
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
  }

  @Override
  public String getCursorName() throws SQLException {
    throw Failures.unsupported("cursors have no names; update rows by their key");
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    checkOpen();
    return place == BEFORE_FIRST;
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    checkOpen();
    return place == AFTER_LAST && rowNumber > 0;
  }

  @Override
  public boolean isFirst() throws SQLException {
    checkOpen();
    return place == ON_ROW && rowNumber == 1;
  }

  @Override
  public boolean isLast() throws SQLException {
    throw Failures.unsupported("whether a row is the last is known only after next()");
  }

  @Override
  public int getRow() throws SQLException {
    checkOpen();
    return place == ON_ROW ? (int) Math.min(rowNumber, Integer.MAX_VALUE) : 0;
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    if (direction != FETCH_FORWARD) {
      throw Failures.unsupported("rows come forwards only");
    }
  }

  @Override
  public int getFetchDirection() throws SQLException {
    checkOpen();
    return FETCH_FORWARD;
  }

  @Override
  public void setFetchSize(int count) throws SQLException {
    checkOpen();
    if (count < 0) {
      throw Failures.argument("the fetch size is negative");
    }
    fetchSize = count; // rows come one by one from the engine in this process
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  @Override
  public int getType() throws SQLException {
    checkOpen();
    return TYPE_FORWARD_ONLY;
  }

  @Override
  public int getConcurrency() throws SQLException {
    checkOpen();
    return CONCUR_READ_ONLY;
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    return CLOSE_CURSORS_AT_COMMIT;
  }

  @Override
  public boolean rowUpdated() throws SQLException {
    checkOpen();
    return false;
  }

  @Override
  public boolean rowInserted() throws SQLException {
    checkOpen();
    return false;
  }

  @Override
  public boolean rowDeleted() throws SQLException {
    checkOpen();
    return false;
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    checkOpen();
    return statement;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Wrappers.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public @Nullable String getString(int column) throws SQLException {
    int c = at(column);
    return rows.textAt(c);
  }

  @Override
  public boolean getBoolean(int column) throws SQLException {
    int c = at(column);
    return values.booleanAt(c);
  }

  @Override
  public byte getByte(int column) throws SQLException {
    int c = at(column);
    return (byte) values.longAt(c, Byte.MIN_VALUE, Byte.MAX_VALUE, "a byte");
  }

  @Override
  public short getShort(int column) throws SQLException {
    int c = at(column);
    return (short) values.longAt(c, Short.MIN_VALUE, Short.MAX_VALUE, "a short");
  }

  @Override
  public int getInt(int column) throws SQLException {
    int c = at(column);
    return values.intAt(c);
  }

  @Override
  public long getLong(int column) throws SQLException {
    int c = at(column);
    return values.longAt(c);
  }

  @Override
  public float getFloat(int column) throws SQLException {
    int c = at(column);
    return (float) rows.doubleAt(c);
  }

  @Override
  public double getDouble(int column) throws SQLException {
    int c = at(column);
    return rows.doubleAt(c);
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
    int c = at(column);
    return values.decimalAt(c);
  }

  @Override
  public byte @Nullable [] getBytes(int column) throws SQLException {
    int c = at(column);
    return rows.bytesAt(c);
  }

  @Override
  public @Nullable Date getDate(int column) throws SQLException {
    int c = at(column);
    return dates.date(rows, c, ZoneId.systemDefault());
  }

  @Override
  public @Nullable Time getTime(int column) throws SQLException {
    int c = at(column);
    return dates.time(rows, c, ZoneId.systemDefault());
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column) throws SQLException {
    int c = at(column);
    return dates.timestamp(rows, c, ZoneId.systemDefault());
  }

  @Override
  public @Nullable Date getDate(int column, @Nullable Calendar calendar) throws SQLException {
    int c = at(column);
    return dates.date(rows, c, zone(calendar));
  }

  @Override
  public @Nullable Time getTime(int column, @Nullable Calendar calendar) throws SQLException {
    int c = at(column);
    return dates.time(rows, c, zone(calendar));
  }

  @Override
  public @Nullable Timestamp getTimestamp(int column, @Nullable Calendar calendar)
      throws SQLException {
    int c = at(column);
    return dates.timestamp(rows, c, zone(calendar));
  }

  @Override
  public @Nullable InputStream getAsciiStream(int column) throws SQLException {
    int c = at(column);
    return values.streamAt(c);
  }

  @Override
  public @Nullable InputStream getBinaryStream(int column) throws SQLException {
    int c = at(column);
    return values.streamAt(c);
  }

  @Override
  public @Nullable Reader getCharacterStream(int column) throws SQLException {
    int c = at(column);
    return values.readerAt(c);
  }

  @Override
  public @Nullable Reader getNCharacterStream(int column) throws SQLException {
    int c = at(column);
    return values.readerAt(c);
  }

  @Override
  public @Nullable String getNString(int column) throws SQLException {
    int c = at(column);
    return rows.textAt(c);
  }

  @Override
  public @Nullable Object getObject(int column) throws SQLException {
    int c = at(column);
    return values.objectAt(c);
  }

  @Override
  public @Nullable Blob getBlob(int column) throws SQLException {
    int c = at(column);
    return values.blobAt(c);
  }

  @Override
  public @Nullable Clob getClob(int column) throws SQLException {
    int c = at(column);
    return values.clobAt(c);
  }

  @Override
  public @Nullable NClob getNClob(int column) throws SQLException {
    int c = at(column);
    return values.clobAt(c);
  }

  @Override
  public @Nullable URL getURL(int column) throws SQLException {
    int c = at(column);
    return values.urlAt(c);
  }

  @Override
  public Ref getRef(int column) throws SQLException {
    throw Failures.unsupported("there are no references; store the key of a row");
  }

  @Override
  public Array getArray(int column) throws SQLException {
    throw Failures.unsupported("there are no arrays; store JSON text");
  }

  @Override
  public RowId getRowId(int column) throws SQLException {
    throw Failures.unsupported("select the column rowid");
  }

  @Override
  public SQLXML getSQLXML(int column) throws SQLException {
    throw Failures.unsupported("store XML as text and use getString");
  }
}

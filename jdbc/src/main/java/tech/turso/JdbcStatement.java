package tech.turso;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tech.turso.api.TursoException;

/**
 * Runs SQL text. A text of several statements is run to its end: {@link #getMoreResults()} goes
 * through what they gave. All rows but those of the last statement are kept in memory then.
 */
class JdbcStatement implements Statement {
  final JdbcConnection connection;
  private final List<String> batch = new ArrayList<>();
  private final Outcomes outcomes = new Outcomes();
  private final List<JdbcResultSet> kept = new ArrayList<>(); // of getMoreResults(KEEP_...)
  private @Nullable GeneratedKeys keys;
  private boolean closed;
  private boolean closeOnCompletion;
  private boolean poolable;
  private boolean escapes = true;
  private long maxRows;
  private int fetchSize;
  private long timeoutMs;
  private @Nullable String keyColumn;

  JdbcStatement(JdbcConnection connection) {
    this.connection = connection;
  }

  final void checkOpen() throws SQLException {
    if (closed) {
      throw Failures.misuse("the statement is closed");
    }
    connection.checkOpen();
  }

  /** The time for what is executed now. */
  final Deadline deadline() throws SQLException {
    long network = connection.networkTimeoutMs();
    long ms = timeoutMs == 0 || network > 0 && network < timeoutMs ? network : timeoutMs;
    return new Deadline(connection.engine(), ms);
  }

  final long maxRows() {
    return maxRows;
  }

  /** Begins an execution: what the last one gave is closed. */
  final Outcomes begin() throws SQLException {
    checkOpen();
    closeResults();
    keys = null;
    return outcomes;
  }

  private void closeResults() throws SQLException {
    outcomes.close();
    closeKept();
  }

  private void closeKept() throws SQLException {
    while (!kept.isEmpty()) {
      kept.removeLast().close();
    }
  }

  /** The name that the column of generated keys gets; null is the default. */
  final void keyColumn(@Nullable String name) {
    keyColumn = name;
  }

  /** Runs all statements of {@code text}. */
  final Outcomes runText(String text) throws SQLException {
    String sql = escapes ? SqlScan.withoutEscapes(text) : text;
    Outcomes results = begin();
    Deadline deadline = deadline();
    int at = 0;
    while (at < sql.length()) {
      tech.turso.api.Statement statement = connection.prepare(sql, at);
      int end = statement.end();
      boolean keep = false;
      try {
        if (!statement.isEmpty()) {
          keep = run(statement, deadline, results, SqlScan.isBlank(sql, end));
        }
      } finally {
        if (!keep) {
          close(statement);
        }
      }
      at = Math.max(end, at + 1);
    }
    return results;
  }

  /** Runs one statement; whether its rows still need it. */
  private boolean run(
      tech.turso.api.Statement statement, Deadline deadline, Outcomes results, boolean last)
      throws SQLException {
    connection.beforeStatement(statement);
    String sql = statement.sql();
    long before = connection.engine().totalChanges();
    boolean row = deadline.step(statement);
    if (statement.columnCount() == 0) {
      results.add(changes(sql, before));
      return false;
    }
    RowSource rows = new LiveRows(statement, deadline, true, row);
    if (last) {
      results.add(new JdbcResultSet(connection, this, rows, maxRows), sql, before);
    } else {
      RowSource copy = MemoryRows.copyOf(rows);
      results.add(new JdbcResultSet(connection, this, copy, maxRows), changes(sql, before));
    }
    return true; // copyOf() has closed it, a result set will
  }

  /** How many rows the statement changed that has just ended. Notes what it inserted. */
  final long changes(String sql, long totalBefore) {
    tech.turso.api.Connection engine = connection.engine();
    if (engine.totalChanges() == totalBefore) {
      return 0; // changes() still tells of an earlier statement
    }
    keys = new GeneratedKeys(connection, sql, engine.lastInsertRowid(), keyColumn);
    return engine.changes();
  }

  static void close(tech.turso.api.Statement statement) throws SQLException {
    try {
      statement.close();
    } catch (TursoException e) {
      throw Failures.of(e);
    }
  }

  /** The first outcome as executeQuery() gives it. */
  final ResultSet queryResult(Outcomes results) throws SQLException {
    Outcomes.Outcome first = results.current();
    if (first == null || first.rows() == null) {
      throw Failures.misuse("the statement gives no rows; use executeUpdate or execute");
    }
    return first.rows();
  }

  /** Reads all rows, so that all of the statements is done, and gives the number of changes. */
  final long updateResult(Outcomes results) throws SQLException {
    long total = 0;
    Outcomes.Outcome outcome = results.current();
    while (outcome != null) {
      if (outcome.rows() != null) {
        while (outcome.rows().next()) {
          // INSERT ... RETURNING and some PRAGMAs have rows that are not wanted here
        }
        outcome.rows().close();
      }
      total +=
          outcome.count() >= 0 ? outcome.count() : changes(outcome.sql(), outcome.totalBefore());
      results.advance();
      outcome = results.current();
    }
    return total;
  }

  @Override
  public ResultSet executeQuery(String sql) throws SQLException {
    return queryResult(runText(sql));
  }

  @Override
  public int executeUpdate(String sql) throws SQLException {
    return toInt(executeLargeUpdate(sql));
  }

  @Override
  public long executeLargeUpdate(String sql) throws SQLException {
    Outcomes results = runText(sql);
    long total = updateResult(results);
    results.add(total);
    return total;
  }

  @Override
  public boolean execute(String sql) throws SQLException {
    Outcomes.Outcome first = runText(sql).current();
    return first != null && first.rows() != null;
  }

  static int toInt(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  // -- generated keys

  private void wantKeys(int flag) throws SQLException {
    if (flag != RETURN_GENERATED_KEYS && flag != NO_GENERATED_KEYS) {
      throw Failures.argument("unknown flag for generated keys: " + flag);
    }
    keyColumn = null;
  }

  private void wantKeys(String @Nullable [] names) {
    keyColumn = names != null && names.length == 1 ? names[0] : null;
  }

  @Override
  public int executeUpdate(String sql, int flag) throws SQLException {
    wantKeys(flag);
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(String sql, int @Nullable [] columns) throws SQLException {
    keyColumn = null;
    return executeUpdate(sql);
  }

  @Override
  public int executeUpdate(String sql, String @Nullable [] columns) throws SQLException {
    wantKeys(columns);
    return executeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, int flag) throws SQLException {
    wantKeys(flag);
    return executeLargeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, int @Nullable [] columns) throws SQLException {
    keyColumn = null;
    return executeLargeUpdate(sql);
  }

  @Override
  public long executeLargeUpdate(String sql, String @Nullable [] columns) throws SQLException {
    wantKeys(columns);
    return executeLargeUpdate(sql);
  }

  @Override
  public boolean execute(String sql, int flag) throws SQLException {
    wantKeys(flag);
    return execute(sql);
  }

  @Override
  public boolean execute(String sql, int @Nullable [] columns) throws SQLException {
    keyColumn = null;
    return execute(sql);
  }

  @Override
  public boolean execute(String sql, String @Nullable [] columns) throws SQLException {
    wantKeys(columns);
    return execute(sql);
  }

  @Override
  public ResultSet getGeneratedKeys() throws SQLException {
    checkOpen();
    MemoryRows rows = keys == null ? GeneratedKeys.none(keyColumn) : keys.rows();
    return new JdbcResultSet(connection, null, rows, 0);
  }

  // -- batches

  @Override
  public void addBatch(String sql) throws SQLException {
    checkOpen();
    batch.add(sql);
  }

  @Override
  public void clearBatch() throws SQLException {
    checkOpen();
    batch.clear();
  }

  @Override
  public int[] executeBatch() throws SQLException {
    return Arrays.stream(executeLargeBatch()).mapToInt(JdbcStatement::toInt).toArray();
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    checkOpen();
    List<String> texts = List.copyOf(batch);
    batch.clear();
    long[] counts = new long[texts.size()];
    for (int i = 0; i < counts.length; i++) {
      try {
        refuseQuery(texts.get(i));
        counts[i] = executeLargeUpdate(texts.get(i));
      } catch (SQLException e) {
        throw batchFailure(e, i, counts);
      }
    }
    return counts;
  }

  private static void refuseQuery(String sql) throws SQLException {
    String word = SqlScan.firstWord(sql);
    if (word.equals("SELECT") || word.equals("VALUES") || word.equals("EXPLAIN")) {
      throw Failures.misuse("a batch holds no queries");
    }
  }

  /** A batch stops at the first failure; the counts are those of the entries before it. */
  static BatchUpdateException batchFailure(SQLException e, int entry, long[] counts) {
    BatchUpdateException failure =
        new BatchUpdateException(
            "batch entry " + entry + ": " + e.getMessage(),
            e.getSQLState(),
            e.getErrorCode(),
            Arrays.copyOf(counts, entry),
            e);
    failure.setNextException(e);
    return failure;
  }

  // -- results

  @Override
  public @Nullable ResultSet getResultSet() throws SQLException {
    checkOpen();
    Outcomes.Outcome outcome = outcomes.current();
    return outcome == null ? null : outcome.rows();
  }

  @Override
  public int getUpdateCount() throws SQLException {
    return toInt(getLargeUpdateCount());
  }

  @Override
  public long getLargeUpdateCount() throws SQLException {
    checkOpen();
    Outcomes.Outcome outcome = outcomes.current();
    return outcome == null || outcome.rows() != null ? -1 : outcome.count();
  }

  @Override
  public boolean getMoreResults() throws SQLException {
    return getMoreResults(CLOSE_ALL_RESULTS);
  }

  @Override
  public boolean getMoreResults(int what) throws SQLException {
    checkOpen();
    Outcomes.Outcome old = outcomes.current();
    if (old != null && old.rows() != null) {
      if (what == KEEP_CURRENT_RESULT) {
        kept.add(old.rows());
      } else {
        old.rows().close();
      }
    }
    if (what == CLOSE_ALL_RESULTS) {
      closeKept();
    }
    outcomes.advance();
    Outcomes.Outcome now = outcomes.current();
    return now != null && now.rows() != null;
  }

  /** A result set of this statement was closed. */
  final void closed(JdbcResultSet rows) throws SQLException {
    kept.remove(rows);
    Outcomes.Outcome outcome = outcomes.current();
    boolean current = outcome == null || outcome.rows() == rows;
    if (closeOnCompletion && !closed && current && kept.isEmpty()) {
      close();
    }
  }

  // -- settings

  @Override
  public int getMaxFieldSize() throws SQLException {
    checkOpen();
    return 0;
  }

  @Override
  public void setMaxFieldSize(int max) throws SQLException {
    checkOpen();
    if (max < 0) {
      throw Failures.argument("the size is negative");
    }
    if (max > 0) {
      throw Failures.unsupported("values are never cut; use substr() in SQL");
    }
  }

  @Override
  public int getMaxRows() throws SQLException {
    return toInt(getLargeMaxRows());
  }

  @Override
  public void setMaxRows(int max) throws SQLException {
    setLargeMaxRows(max);
  }

  @Override
  public long getLargeMaxRows() throws SQLException {
    checkOpen();
    return maxRows;
  }

  @Override
  public void setLargeMaxRows(long max) throws SQLException {
    checkOpen();
    if (max < 0) {
      throw Failures.argument("max row count must be >= 0");
    }
    maxRows = max;
  }

  @Override
  public void setEscapeProcessing(boolean enable) throws SQLException {
    checkOpen();
    escapes = enable;
  }

  @Override
  public int getQueryTimeout() throws SQLException {
    checkOpen();
    return (int) (timeoutMs / 1000);
  }

  @Override
  public void setQueryTimeout(int seconds) throws SQLException {
    checkOpen();
    if (seconds < 0) {
      throw Failures.argument("query timeout must be >= 0");
    }
    timeoutMs = 1000L * seconds;
  }

  /** Interrupts what the connection runs; may be called from another thread. */
  @Override
  public void cancel() throws SQLException {
    checkOpen();
    connection.engine().interrupt();
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
  public void setCursorName(String name) throws SQLException {
    throw Failures.unsupported("cursors have no names; update rows by their key");
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    if (direction != ResultSet.FETCH_FORWARD
        && direction != ResultSet.FETCH_REVERSE
        && direction != ResultSet.FETCH_UNKNOWN) {
      throw Failures.argument("unknown direction " + direction);
    }
  }

  @Override
  public int getFetchDirection() throws SQLException {
    checkOpen();
    return ResultSet.FETCH_FORWARD;
  }

  @Override
  public void setFetchSize(int count) throws SQLException {
    checkOpen();
    if (count < 0) {
      throw Failures.argument("the fetch size is negative");
    }
    fetchSize = count;
  }

  @Override
  public int getFetchSize() throws SQLException {
    checkOpen();
    return fetchSize;
  }

  @Override
  public int getResultSetConcurrency() throws SQLException {
    checkOpen();
    return ResultSet.CONCUR_READ_ONLY;
  }

  @Override
  public int getResultSetType() throws SQLException {
    checkOpen();
    return ResultSet.TYPE_FORWARD_ONLY;
  }

  @Override
  public int getResultSetHoldability() throws SQLException {
    checkOpen();
    return ResultSet.CLOSE_CURSORS_AT_COMMIT;
  }

  @Override
  public Connection getConnection() throws SQLException {
    checkOpen();
    return connection;
  }

  @Override
  public boolean isPoolable() throws SQLException {
    checkOpen();
    return poolable;
  }

  @Override
  public void setPoolable(boolean value) throws SQLException {
    checkOpen();
    poolable = value;
  }

  @Override
  public void closeOnCompletion() throws SQLException {
    checkOpen();
    closeOnCompletion = true;
  }

  @Override
  public boolean isCloseOnCompletion() throws SQLException {
    checkOpen();
    return closeOnCompletion;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public void close() throws SQLException {
    if (!closed) {
      closed = true;
      connection.forget(this);
      closeResults();
    }
  }

  @Override
  public String enquoteLiteral(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  @Override
  public String enquoteIdentifier(String name, boolean always) {
    boolean plain = isSimpleIdentifier(name);
    return plain && !always ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Override
  public boolean isSimpleIdentifier(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*")
        && !tech.turso.api.SqlText.isKeyword(name.toUpperCase(Locale.ROOT));
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

package tech.turso;

import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.ClientInfoStatus;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tech.turso.api.TursoException;

/** A connection. It may be used by several threads; the engine runs one call at a time. */
final class JdbcConnection implements Connection {
  private final ConnectionSettings settings;
  private final tech.turso.api.Connection engine;
  private final Transactions transactions;
  private final DateFormat dates;
  private final Set<JdbcStatement> statements =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private boolean readOnly;
  private int isolation = TRANSACTION_SERIALIZABLE;
  private int networkTimeoutMs;
  private final Properties clientInfo = new Properties();
  private Map<String, Class<?>> typeMap = Map.of();

  JdbcConnection(ConnectionSettings settings) throws SQLException {
    this.settings = settings;
    this.dates = settings.dates();
    try {
      engine = tech.turso.api.Connection.open(settings.name(), settings.openOptions());
    } catch (TursoException e) {
      throw Failures.of(e);
    }
    transactions = new Transactions(engine, settings.transactionMode());
    try {
      for (Map.Entry<String, String> pragma : settings.pragmas().entrySet()) {
        engine.execute("PRAGMA " + pragma.getKey() + "=" + literal(pragma.getValue()));
      }
    } catch (TursoException e) {
      engine.close();
      throw Failures.of(e);
    }
  }

  /** A number or word as it is, all else as a string. */
  private static String literal(String value) {
    return value.matches("[+-]?[A-Za-z0-9_.]+") ? value : "'" + value.replace("'", "''") + "'";
  }

  tech.turso.api.Connection engine() {
    return engine;
  }

  DateFormat dates() {
    return dates;
  }

  String url() {
    return settings.url();
  }

  int networkTimeoutMs() {
    return networkTimeoutMs;
  }

  void checkOpen() throws SQLException {
    if (engine.isClosed()) {
      throw Failures.closedConnection();
    }
  }

  /** Prepares the statement that begins at {@code from}. */
  tech.turso.api.Statement prepare(String sql, int from) throws SQLException {
    checkOpen();
    try {
      return engine.prepare(sql, from);
    } catch (TursoException e) {
      throw Failures.preparing(e);
    }
  }

  /** Ends the run of a statement. */
  void reset(tech.turso.api.Statement statement) throws SQLException {
    try {
      statement.reset();
    } catch (TursoException e) {
      throw Failures.of(e);
    }
  }

  void beforeStatement(tech.turso.api.Statement statement) throws SQLException {
    transactions.beforeStatement(statement);
  }

  void forget(JdbcStatement statement) {
    statements.remove(statement);
  }

  // -- questions about the schema

  /** All rows of a query of the driver itself, with text for its parameters. */
  MemoryRows query(String sql, @Nullable String... parameters) throws SQLException {
    try (tech.turso.api.Statement statement = prepare(sql, 0)) {
      ParameterValues.bind(statement, parameters);
      Deadline deadline = new Deadline(engine, 0);
      return MemoryRows.copyOf(new LiveRows(statement, deadline, false, deadline.step(statement)));
    } catch (TursoException e) {
      throw Failures.of(e);
    }
  }

  private boolean isTrue(String sql, @Nullable String... parameters) throws SQLException {
    MemoryRows rows = query(sql, parameters);
    return rows.next() && rows.longAt(0) != 0;
  }

  /** Whether a column is declared NOT NULL. */
  boolean isNotNull(String table, String column) throws SQLException {
    return isTrue(
        "SELECT \"notnull\" FROM pragma_table_info(?1) WHERE name=?2 COLLATE NOCASE",
        table,
        column);
  }

  /** Whether a column is another name of the rowid, which gets a value by itself. */
  boolean isRowidColumn(String table, String column) throws SQLException {
    return isTrue(
            "SELECT count(*)=1 AND max(name)=?2 COLLATE NOCASE"
                + " AND max(type)='INTEGER' COLLATE NOCASE"
                + " FROM pragma_table_info(?1) WHERE pk>0",
            table,
            column)
        && isTrue("SELECT count(*)=0 FROM pragma_index_list(?1) WHERE origin='pk'", table);
  }

  /** Whether rows of a table have a rowid; a view's have none. */
  boolean hasRowid(String schema, String table) {
    String name = (schema.isEmpty() ? "" : quoted(schema) + ".") + quoted(table);
    try (tech.turso.api.Statement statement = engine.prepare("SELECT _rowid_ FROM " + name)) {
      return statement.columnTable(0) != null;
    } catch (TursoException e) {
      return false; // there is no such column, or no such table any more
    }
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  // -- statements

  private <S extends JdbcStatement> S made(S statement) {
    statements.add(statement);
    return statement;
  }

  private static void checkKind(int type, int concurrency) throws SQLException {
    if (type != ResultSet.TYPE_FORWARD_ONLY) {
      throw Failures.unsupported("result sets are TYPE_FORWARD_ONLY; keep the rows to go back");
    }
    if (concurrency != ResultSet.CONCUR_READ_ONLY) {
      throw Failures.unsupported(
          "result sets are CONCUR_READ_ONLY; run an UPDATE, INSERT or DELETE statement instead");
    }
  }

  @Override
  public Statement createStatement() throws SQLException {
    checkOpen();
    return made(new JdbcStatement(this));
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    checkKind(type, concurrency);
    return createStatement();
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    setHoldability(holdability);
    return createStatement(type, concurrency);
  }

  @Override
  public PreparedStatement prepareStatement(String sql) throws SQLException {
    checkOpen();
    return made(new JdbcPreparedStatement(this, sql));
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency)
      throws SQLException {
    checkKind(type, concurrency);
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    setHoldability(holdability);
    return prepareStatement(sql, type, concurrency);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int keys) throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, int @Nullable [] columns)
      throws SQLException {
    return prepareStatement(sql);
  }

  @Override
  public PreparedStatement prepareStatement(String sql, String @Nullable [] columns)
      throws SQLException {
    checkOpen();
    JdbcPreparedStatement statement = made(new JdbcPreparedStatement(this, sql));
    statement.keyColumn(columns != null && columns.length == 1 ? columns[0] : null);
    return statement;
  }

  private static SQLException noProcedures() {
    return Failures.unsupported("there are no stored procedures; use prepareStatement");
  }

  @Override
  public CallableStatement prepareCall(String sql) throws SQLException {
    throw noProcedures();
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
    throw noProcedures();
  }

  @Override
  public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability)
      throws SQLException {
    throw noProcedures();
  }

  @Override
  public String nativeSQL(String sql) throws SQLException {
    checkOpen();
    return SqlScan.withoutEscapes(sql);
  }

  // -- transactions

  @Override
  public void setAutoCommit(boolean on) throws SQLException {
    checkOpen();
    transactions.setAutoCommit(on);
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    checkOpen();
    return transactions.isAutoCommit();
  }

  @Override
  public void commit() throws SQLException {
    checkOpen();
    transactions.commit();
  }

  @Override
  public void rollback() throws SQLException {
    checkOpen();
    transactions.rollback();
  }

  @Override
  public Savepoint setSavepoint() throws SQLException {
    checkOpen();
    return transactions.setSavepoint(null);
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    checkOpen();
    return transactions.setSavepoint(name);
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    checkOpen();
    transactions.rollback(savepoint);
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    checkOpen();
    transactions.release(savepoint);
  }

  private void execute(String sql) throws SQLException {
    checkOpen();
    try {
      engine.execute(sql);
    } catch (TursoException e) {
      throw Failures.of(e);
    }
  }

  @Override
  public void setReadOnly(boolean on) throws SQLException {
    execute("PRAGMA query_only=" + (on ? "ON" : "OFF"));
    readOnly = on;
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    checkOpen();
    return readOnly || engine.isReadOnly("main");
  }

  /** All levels between are served by SERIALIZABLE, as the standard allows. */
  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    switch (level) {
      case TRANSACTION_READ_COMMITTED, TRANSACTION_REPEATABLE_READ, TRANSACTION_SERIALIZABLE -> {
        execute("PRAGMA read_uncommitted=OFF");
        isolation = TRANSACTION_SERIALIZABLE;
      }
      case TRANSACTION_READ_UNCOMMITTED -> {
        execute("PRAGMA read_uncommitted=ON");
        isolation = level;
      }
      default -> throw Failures.argument("no isolation level: " + level);
    }
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    checkOpen();
    return isolation;
  }

  // -- life

  @Override
  public void close() throws SQLException {
    if (engine.isClosed()) {
      return;
    }
    List<JdbcStatement> open;
    synchronized (statements) {
      open = new ArrayList<>(statements);
    }
    try {
      for (JdbcStatement statement : open) {
        statement.close();
      }
      engine.close();
    } catch (TursoException e) {
      throw Failures.of(e);
    }
  }

  @Override
  public boolean isClosed() {
    return engine.isClosed();
  }

  @Override
  public boolean isValid(int seconds) throws SQLException {
    if (seconds < 0) {
      throw Failures.argument("the timeout is negative");
    }
    if (engine.isClosed()) {
      return false;
    }
    try (tech.turso.api.Statement statement = engine.prepare("SELECT 1")) {
      return new Deadline(engine, 1000L * seconds).step(statement);
    } catch (TursoException | SQLException e) {
      return false;
    }
  }

  @Override
  public void abort(@Nullable Executor executor) throws SQLException {
    if (executor == null) {
      throw Failures.argument("abort needs an executor");
    }
    if (!engine.isClosed()) {
      engine.interrupt();
      executor.execute(
          () -> {
            try {
              engine.close();
            } catch (TursoException e) {
              // Nobody waits for the result.
            }
          });
    }
  }

  @Override
  public void setNetworkTimeout(@Nullable Executor executor, int ms) throws SQLException {
    checkOpen();
    if (ms < 0) {
      throw Failures.argument("the timeout is negative");
    }
    networkTimeoutMs = ms;
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    checkOpen();
    return networkTimeoutMs;
  }

  // -- the rest

  @Override
  public DatabaseMetaData getMetaData() throws SQLException {
    checkOpen();
    return new JdbcDatabaseMetaData(this);
  }

  /** There are no catalogs: the name is ignored, as JDBC says. */
  @Override
  public void setCatalog(@Nullable String catalog) throws SQLException {
    checkOpen();
  }

  @Override
  public @Nullable String getCatalog() throws SQLException {
    checkOpen();
    return null;
  }

  @Override
  public void setSchema(@Nullable String schema) throws SQLException {
    checkOpen();
  }

  @Override
  public @Nullable String getSchema() throws SQLException {
    checkOpen();
    return null;
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
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    checkOpen();
    return typeMap;
  }

  @Override
  public void setTypeMap(@Nullable Map<String, Class<?>> map) throws SQLException {
    checkOpen();
    typeMap = map == null ? Map.of() : map;
  }

  /** Cursors are told to close at commit; in fact they stay open, as SQLite's do. */
  @Override
  public void setHoldability(int holdability) throws SQLException {
    checkOpen();
    if (holdability != ResultSet.CLOSE_CURSORS_AT_COMMIT
        && holdability != ResultSet.HOLD_CURSORS_OVER_COMMIT) {
      throw Failures.argument("no holdability: " + holdability);
    }
  }

  @Override
  public int getHoldability() throws SQLException {
    checkOpen();
    return ResultSet.CLOSE_CURSORS_AT_COMMIT;
  }

  @Override
  public Clob createClob() throws SQLException {
    checkOpen();
    return new MemoryClob("");
  }

  @Override
  public NClob createNClob() throws SQLException {
    checkOpen();
    return new MemoryClob("");
  }

  @Override
  public Blob createBlob() throws SQLException {
    checkOpen();
    return new MemoryBlob(new byte[0]);
  }

  @Override
  public SQLXML createSQLXML() throws SQLException {
    throw Failures.unsupported("store XML as text");
  }

  @Override
  public Array createArrayOf(String type, @Nullable Object[] elements) throws SQLException {
    throw Failures.unsupported("there are no arrays; store JSON text");
  }

  @Override
  public Struct createStruct(String type, @Nullable Object[] attributes) throws SQLException {
    throw Failures.unsupported("there are no structured types; store JSON text");
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    if (engine.isClosed()) {
      throw new SQLClientInfoException(
          "the connection is closed", Map.of(name, ClientInfoStatus.REASON_UNKNOWN));
    }
    if (value == null) {
      clientInfo.remove(name);
    } else {
      clientInfo.setProperty(name, value);
    }
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    clientInfo.clear();
    for (String name : properties.stringPropertyNames()) {
      setClientInfo(name, properties.getProperty(name));
    }
  }

  @Override
  public @Nullable String getClientInfo(String name) throws SQLException {
    checkOpen();
    return clientInfo.getProperty(name);
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    checkOpen();
    Properties copy = new Properties();
    copy.putAll(clientInfo);
    return copy;
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(engine) ? type.cast(engine) : Wrappers.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this) || type.isInstance(engine);
  }
}

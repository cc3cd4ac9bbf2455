package tech.turso.api;

import tech.turso.base.DbException;
import tech.turso.engine.Session;
import tech.turso.vfs.Vfs;

/**
 * A connection to a database: a file, a temporary file (the empty name) or memory ({@code
 * :memory:}).
 *
 * <pre>{@code
 * try (Connection connection = Connection.open("app.db");
 *     Statement statement = connection.prepare("SELECT name FROM users WHERE id = ?")) {
 *   statement.bindLong(1, 42);
 *   while (statement.step()) {
 *     System.out.println(statement.columnText(0));
 *   }
 * }
 * }</pre>
 *
 * <p>Source: SQLite, "C-language Interface Specification".
 */
public final class Connection implements AutoCloseable {
  private final Session session;

  private Connection(Session session) {
    this.session = session;
  }

  /** Opens, and creates if missing, the database of that name with the default options. */
  public static Connection open(String name) {
    return open(name, OpenOptions.DEFAULT);
  }

  /**
   * Opens a database. The file is first read by the first statement, as in SQLite.
   *
   * @throws TursoException CANTOPEN if the file can be neither opened nor created
   */
  public static Connection open(String name, OpenOptions options) {
    try {
      return new Connection(
          Session.open(
              name, options.readOnly(), options.create(), options.uri(), options.busyTimeoutMs()));
    } catch (DbException e) {
      throw new TursoException(e);
    }
  }

  /**
   * Opens a database of a file system, such as a simulated one. File systems are of this project
   * alone: programs that use the engine cannot name their type.
   *
   * @throws TursoException CANTOPEN if the file can be neither opened nor created
   */
  @SuppressWarnings("exports")
  public static Connection open(Vfs vfs, String name, OpenOptions options) {
    try {
      return new Connection(
          Session.open(
              vfs,
              name,
              options.readOnly(),
              options.create(),
              options.uri(),
              options.busyTimeoutMs()));
    } catch (DbException e) {
      throw new TursoException(e);
    }
  }

  /** Prepares the first statement of {@code sql}; see {@link #prepare(String, int)}. */
  public Statement prepare(String sql) {
    return prepare(sql, 0);
  }

  /**
   * Prepares the statement that begins at {@code from}. {@link Statement#end()} tells where the
   * next begins. Text with nothing but blanks, comments and semicolons gives a statement that
   * {@link Statement#isEmpty() is empty}.
   */
  public Statement prepare(String sql, int from) {
    synchronized (session) {
      try {
        return new Statement(session, session.prepare(sql, from));
      } catch (DbException e) {
        throw new TursoException(e);
      }
    }
  }

  /** Runs all statements of {@code sql} and ignores their rows. Stops at the first failure. */
  public void execute(String sql) {
    int at = 0;
    while (at < sql.length()) {
      try (Statement statement = prepare(sql, at)) {
        if (!statement.isEmpty()) {
          while (statement.step()) {
            // rows are not wanted
          }
        }
        at = statement.end();
      }
    }
  }

  /** Rows changed by the last INSERT, UPDATE or DELETE. */
  public long changes() {
    return session.changes();
  }

  /** Rows changed since the connection was opened. */
  public long totalChanges() {
    return session.totalChanges();
  }

  /** The rowid of the last row inserted by this connection; 0 if none. */
  public long lastInsertRowid() {
    return session.lastInsertRowid();
  }

  /** Whether no transaction is open. */
  public boolean isAutocommit() {
    return session.isAutocommit();
  }

  /** Whether the database of that schema name ("main") cannot be written. */
  public boolean isReadOnly(String schema) {
    synchronized (session) {
      return session.isReadOnly(schema);
    }
  }

  /** The file of the database of that schema name; "" if it has none. */
  public String file(String schema) {
    synchronized (session) {
      return session.file(schema);
    }
  }

  /** How long statements wait for locks of other connections; 0 or less: not at all. */
  public void busyTimeout(int ms) {
    synchronized (session) {
      session.busyTimeout(ms);
    }
  }

  /** Makes running statements fail with INTERRUPT soon. May be called from any thread. */
  public void interrupt() {
    session.interrupt();
  }

  /** Whether {@link #close()} was called. */
  public boolean isClosed() {
    return session.isClosed();
  }

  /** Closes all statements, rolls back an open transaction and releases the file. */
  @Override
  public void close() {
    synchronized (session) {
      try {
        session.close();
      } catch (DbException e) {
        throw new TursoException(e);
      }
    }
  }
}

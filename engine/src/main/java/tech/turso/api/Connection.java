package tech.turso.api;

import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.engine.Extensions;
import tech.turso.engine.Session;
import tech.turso.ext.AggregateFunction;
import tech.turso.ext.Authorizer;
import tech.turso.ext.BusyHandler;
import tech.turso.ext.CommitHook;
import tech.turso.ext.ProgressHandler;
import tech.turso.ext.RollbackHook;
import tech.turso.ext.ScalarFunction;
import tech.turso.ext.Tracer;
import tech.turso.ext.UpdateHook;
import tech.turso.ext.VirtualTable;
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

  /**
   * Sets what decides whether to wait for locks, in place of the {@link #busyTimeout timeout}; null
   * to fail at once.
   */
  public void busyHandler(@Nullable BusyHandler handler) {
    extend(e -> e.busyHandler(handler));
  }

  /**
   * Makes a database of another connection a copy of one of this connection, in one transaction.
   * This one may be in use meanwhile, that one must not.
   *
   * @param schema the name of the database here, such as {@code main}
   * @param to another connection
   * @param toSchema the name of the database there, all of whose content is replaced
   * @throws TursoException BUSY if other connections are in the way; the copy is made or nothing
   *     has changed
   */
  public void backup(String schema, Connection to, String toSchema) {
    synchronized (session) {
      synchronized (to.session) {
        try {
          session.backup(schema, to.session, toSchema);
        } catch (DbException e) {
          throw new TursoException(e);
        }
      }
    }
  }

  // ---- what the program adds ----

  /**
   * Adds a function, or replaces the one with the same number of arguments.
   *
   * @param arguments how many it takes, up to 127; -1 for any number
   * @param flags of {@link tech.turso.ext.FunctionFlags}, added together
   * @throws TursoException BUSY if one of that name is there and a statement runs
   */
  public void addFunction(String name, int arguments, int flags, ScalarFunction function) {
    extend(e -> e.add(name, arguments, flags, function));
  }

  /**
   * Adds an aggregate, which may be used with OVER if it is a {@link
   * tech.turso.ext.WindowFunction}; otherwise as {@link #addFunction}.
   */
  public void addAggregate(String name, int arguments, int flags, AggregateFunction<?> function) {
    extend(e -> e.add(name, arguments, flags, function));
  }

  /** Removes the function with that number of arguments, also a built-in one. */
  public void removeFunction(String name, int arguments) {
    extend(e -> e.removeFunction(name, arguments));
  }

  /** Adds or replaces a collation, or removes it with null; as for functions while one runs. */
  public void collation(String name, @Nullable Comparator<String> order) {
    extend(e -> e.collation(name, order));
  }

  /**
   * Adds or replaces a table that the program makes the rows of, also a table-valued function; null
   * removes it.
   */
  public void virtualTable(String name, @Nullable VirtualTable table) {
    extend(e -> e.table(name, table));
  }

  /** Sets what decides, from now on, what statements may do; null to allow everything. */
  public void authorizer(@Nullable Authorizer authorizer) {
    extend(e -> e.authorizer(authorizer));
  }

  /** Sets what may refuse commits; null for nothing. */
  public void commitHook(@Nullable CommitHook hook) {
    extend(e -> e.commitHook(hook));
  }

  /** Sets what is told of rollbacks; null for nothing. */
  public void rollbackHook(@Nullable RollbackHook hook) {
    extend(e -> e.rollbackHook(hook));
  }

  /** Sets what is told of each changed row; null for nothing. */
  public void updateHook(@Nullable UpdateHook hook) {
    extend(e -> e.updateHook(hook));
  }

  /** Sets what is told of the statements that run; null for nothing. */
  public void tracer(@Nullable Tracer tracer) {
    extend(e -> e.tracer(tracer));
  }

  /**
   * Sets what is asked, about every so many instructions of a running statement, whether to stop;
   * null for nothing.
   */
  public void progressHandler(int instructions, @Nullable ProgressHandler handler) {
    extend(e -> e.progressHandler(instructions, handler));
  }

  private void extend(Consumer<Extensions> change) {
    synchronized (session) {
      try {
        change.accept(session.extensions());
      } catch (DbException e) {
        throw new TursoException(e);
      }
    }
  }

  // ---- its end ----

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

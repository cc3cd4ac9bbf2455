package tech.turso.engine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.base.TextEncoding;
import tech.turso.btree.Btree;
import tech.turso.ext.BusyHandler;
import tech.turso.ext.Tracer;
import tech.turso.pager.BusyTimeout;
import tech.turso.pager.PageCodec;
import tech.turso.pager.Pager;
import tech.turso.pager.PagerOptions;
import tech.turso.plan.ConnectionFlag;
import tech.turso.plan.Environment;
import tech.turso.plan.Permissions;
import tech.turso.plan.Rewriter;
import tech.turso.schema.Catalog;
import tech.turso.schema.Schema;
import tech.turso.sql.parser.Parser;
import tech.turso.vdbe.exec.Interrupt;
import tech.turso.vdbe.program.Program;
import tech.turso.vfs.DeepStack;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.nio.NioVfs;

/**
 * One connection: its databases, its statements, its transaction. Used by one thread at a time;
 * only {@link #interrupt} may be called while another call runs.
 */
public final class Session {
  private static final int MAX_PREPARE_TRIES = 50;

  private final Vfs vfs;
  private final List<Database> databases = new ArrayList<>();
  private final Extensions extensions = new Extensions(this);
  private final List<Prepared> statements = new ArrayList<>();
  private final Interrupt interrupt = new Interrupt();
  private final Settings settings = new Settings();
  private Set<Rewriter.Rule> rules = EnumSet.allOf(Rewriter.Rule.class);
  private TextEncoding wantedEncoding = TextEncoding.UTF8;
  private final Host host;
  private final Transactions transactions;
  private int busyTimeoutMs;
  private boolean closed;

  private Session(Vfs vfs) {
    this.vfs = vfs;
    this.host = new Host(this);
    this.transactions = new Transactions(host, interrupt);
  }

  /**
   * Opens a connection to the database of that name.
   *
   * @param uri whether names that begin with {@code file:} are URIs
   * @throws DbException.Io CANTOPEN
   */
  public static Session open(
      String name, boolean readOnly, boolean create, boolean uri, int busyTimeoutMs) {
    return open(NioVfs.instance(), name, readOnly, create, uri, busyTimeoutMs);
  }

  /** Opens a connection to a database of a file system, such as a simulated one. */
  public static Session open(
      Vfs vfs, String name, boolean readOnly, boolean create, boolean uri, int busyTimeoutMs) {
    Session session = new Session(vfs);
    Pager pager = pager(vfs, FileName.parse(name, uri), readOnly, create);
    session.databases.add(new Database("main", pager.path(), Btree.over(pager)));
    session.databases.add(new Database("temp", "", null));
    session.busyTimeout(busyTimeoutMs);
    return session;
  }

  /** Opens the pager for a database's name. */
  static Pager pager(Vfs vfs, FileName name, boolean readOnly, boolean create) {
    name.checkAllowed(readOnly, create && !readOnly);
    @Nullable String mode = name.mode();
    if (name.isMemory()) {
      return "shared".equals(name.parameters().get("cache"))
          ? Pager.sharedMemory(vfs, name.path())
          : Pager.memory(Pager.DEFAULT_PAGE_BYTES);
    }
    if (name.path().isEmpty()) {
      return Pager.temporary(vfs);
    }
    boolean immutable = name.flag("immutable");
    boolean reads = readOnly || "ro".equals(mode) || immutable;
    boolean creates = create && !reads && !"rw".equals(mode);
    return Pager.open(
        vfs,
        name.path(),
        new PagerOptions(reads, creates, immutable, name.flag("nolock"), PageCodec.NONE));
  }

  // ---- statements ----

  /**
   * Prepares the statement that begins at {@code from}.
   *
   * @throws DbException.Sql if it is wrong
   * @throws DbException.Busy if the schema cannot be read now
   */
  public Prepared prepare(String sql, int from) {
    return prepare(sql, from, false);
  }

  /** Prepares a statement that the connection itself needs: no hook hears of it. */
  Prepared prepareInternal(String sql, int from) {
    return prepare(sql, from, true);
  }

  private Prepared prepare(String sql, int from, boolean internal) {
    checkOpen();
    Parser.Parsed parsed = Parser.parse(sql, from);
    if (parsed.statement() == null) {
      return Prepared.empty(this, sql.substring(from, parsed.end()), parsed.end());
    }
    Program program = compile(sql, parsed, internal);
    Prepared prepared = new Prepared(this, sql, from, parsed, program, internal);
    statements.add(prepared);
    return prepared;
  }

  /**
   * Compiles; reads the schemas first where they are not known. Compiling changes nothing but what
   * is known of the schemas, so it can begin again on a larger stack.
   */
  Program compile(String sql, Parser.Parsed parsed, boolean internal) {
    try {
      return tryCompile(sql, parsed, internal);
    } catch (StackOverflowError e) {
      return DeepStack.call(() -> tryCompile(sql, parsed, internal));
    }
  }

  private Program tryCompile(String sql, Parser.Parsed parsed, boolean internal) {
    try {
      return Compiler.compile(this, sql, parsed, internal);
    } catch (DbException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new DbException.Sql(ResultCode.NOMEM, ResultCode.NOMEM.message());
    } catch (RuntimeException e) {
      throw new DbException.Internal("the statement could not be compiled", e);
    }
  }

  /** Forgets a statement that was closed. */
  void closed(Prepared prepared) {
    statements.remove(prepared);
  }

  /** All statements that are not closed. */
  List<Prepared> statements() {
    return statements;
  }

  private void checkOpen() {
    if (closed) {
      throw new DbException.Misuse("the connection is closed");
    }
  }

  // ---- schemas ----

  /** Reads the schema of every database of which it is not known. */
  void loadSchemas() {
    for (Database database : databases) {
      if (database.schema == null) {
        load(database);
      }
    }
  }

  private void load(Database database) {
    Btree btree = database.btree;
    if (btree == null) {
      database.schema = SchemaLoader.empty(database.name, encoding());
    } else {
      boolean begins = !btree.isReading();
      if (begins) {
        btree.beginRead();
      }
      try {
        Schema schema =
            SchemaLoader.load(
                btree,
                database.name,
                database == databases.get(0) ? wantedEncoding : encoding(),
                settings.isOn(ConnectionFlag.WRITABLE_SCHEMA));
        if (database != databases.get(0)
            && btree.pager().pageCount() > 0
            && schema.encoding() != encoding()) {
          throw new DbException.Sql(
              "attached databases must use the same text encoding as main database");
        }
        database.schema = schema;
      } finally {
        if (begins) {
          btree.endRead();
        }
      }
    }
    database.schema.generation(database.generation);
  }

  /** The schemas of all databases, read if need be. */
  Catalog catalog() {
    loadSchemas();
    return catalogAsKnown();
  }

  /** The schemas of all databases, without content where they have not been read. */
  private Catalog catalogAsKnown() {
    List<Schema> schemas = new ArrayList<>();
    for (Database database : databases) {
      Schema known = database.schema;
      schemas.add(known == null ? SchemaLoader.empty(database.name, encoding()) : known);
    }
    return new Catalog(schemas);
  }

  /** What the compilation of a statement can see. */
  Environment environment(String sql, boolean internal) {
    return environment(sql, catalog(), internal);
  }

  /** What the compilation of a statement can see that needs no schema: no file is read for it. */
  Environment environmentAsKnown(String sql, boolean internal) {
    return environment(sql, catalogAsKnown(), internal);
  }

  private Environment environment(String sql, Catalog catalog, boolean internal) {
    Environment environment =
        new Environment(
            catalog,
            extensions.functions(),
            extensions::collation,
            extensions::table,
            settings.flags(),
            sql,
            internal ? Permissions.ALL : new Permissions(hooks().authorizer));
    environment.rules(rules);
    return environment;
  }

  /** Sets the rules by which queries are simplified; all if not called. For tests. */
  void rules(Set<Rewriter.Rule> followed) {
    rules = followed;
  }

  /** The encoding of the main database, which is that of all. */
  TextEncoding encoding() {
    Schema schema = databases.get(0).schema;
    return schema == null ? wantedEncoding : schema.encoding();
  }

  /** Sets the encoding that the main database gets when it gets content. */
  void wantedEncoding(TextEncoding encoding) {
    wantedEncoding = encoding;
    databases.forEach(Database::forgetSchema);
    host.expireStatements(false);
  }

  // ---- parts ----

  /** The databases: main, temp, those attached. */
  List<Database> databases() {
    return databases;
  }

  /** Where files are. */
  Vfs vfs() {
    return vfs;
  }

  /** What programs ask. */
  Host host() {
    return host;
  }

  /** The transaction. */
  Transactions transactions() {
    return transactions;
  }

  /** What stops statements. */
  Interrupt interruption() {
    return interrupt;
  }

  /** What pragmas have set. */
  Settings settings() {
    return settings;
  }

  /** What the program has added. */
  public Extensions extensions() {
    return extensions;
  }

  /** What the program wants to be told or asked. */
  Hooks hooks() {
    return extensions.hooks();
  }

  /** Whether database {@code number} has been used. */
  boolean isOpened(int number) {
    return databases.get(number).btree != null;
  }

  /** Whether database {@code number} cannot be written. */
  boolean isReadOnly(int number) {
    Btree btree = databases.get(number).btree;
    return btree != null && btree.pager().isReadOnly();
  }

  /** The number of the database of that name; -1 if there is none. */
  int databaseNumber(String name) {
    for (int i = databases.size() - 1; i >= 0; i--) {
      if (Ascii.equalsIgnoreCase(databases.get(i).name, name)) {
        return i;
      }
    }
    return Ascii.equalsIgnoreCase(name, "main") ? 0 : -1;
  }

  // ---- what the API tells ----

  /** Rows changed by the last statement that changes rows. */
  public long changes() {
    return transactions.changes();
  }

  /** Rows changed since the connection was opened. */
  public long totalChanges() {
    return transactions.totalChanges();
  }

  /** The last rowid inserted. */
  public long lastInsertRowid() {
    return transactions.lastRowid();
  }

  /** Whether no transaction is open. */
  public boolean isAutocommit() {
    return transactions.isAutocommit();
  }

  /** Whether that database cannot be written. */
  public boolean isReadOnly(String schema) {
    int number = databaseNumber(schema);
    return number >= 0 && isReadOnly(number);
  }

  /** The file of that database, "" if none. */
  public String file(String schema) {
    int number = databaseNumber(schema);
    return number < 0 ? "" : databases.get(number).path;
  }

  /** Sets the time to wait for locks. */
  public void busyTimeout(int ms) {
    busyTimeoutMs = Math.max(0, ms);
    hooks().busy = null;
    useBusyHandler();
  }

  /** Makes all pagers wait for locks as this connection does. */
  void useBusyHandler() {
    for (Database database : databases) {
      if (database.btree != null) {
        useBusyHandler(database.btree.pager());
      }
    }
  }

  /** The time to wait for locks. */
  int busyTimeoutMs() {
    return busyTimeoutMs;
  }

  /** Makes a pager wait for locks as this connection does. */
  void useBusyHandler(Pager pager) {
    BusyHandler handler = hooks().busy;
    pager.setBusyHandler(
        handler == null
            ? new BusyTimeout(busyTimeoutMs, vfs.clock())
            : count -> triesAgain(handler, count));
  }

  private static boolean triesAgain(BusyHandler handler, int count) {
    try {
      return handler.triesAgain(count);
    } catch (RuntimeException e) {
      return false;
    }
  }

  /**
   * Makes a database of another connection a copy of one of this connection.
   *
   * @throws DbException if that cannot be done; the destination is as it was
   */
  public void backup(String schema, Session to, String toSchema) {
    checkOpen();
    to.checkOpen();
    Backup.copy(this, schema, to, toSchema);
  }

  /** Makes running statements fail soon. */
  public void interrupt() {
    interrupt.request();
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return closed;
  }

  /** Closes it: all statements end, an open transaction is rolled back. */
  public void close() {
    if (closed) {
      return;
    }
    for (Prepared prepared : List.copyOf(statements)) {
      prepared.close();
    }
    closed = true;
    hooks().trace(Tracer::closed);
    DbException first = null;
    for (Database database : databases) {
      Btree btree = database.btree;
      if (btree == null) {
        continue;
      }
      try {
        if (btree.isWriting()) {
          btree.rollback(null, false);
        }
        if (btree.isReading()) {
          btree.endRead();
        }
        btree.close();
      } catch (DbException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** How often a statement is compiled again before SCHEMA is reported. */
  static int maxPrepareTries() {
    return MAX_PREPARE_TRIES;
  }

  static DbException.Sql unknownDatabase(String name) {
    return new DbException.Sql(ResultCode.ERROR, "unknown database " + name, -1);
  }
}

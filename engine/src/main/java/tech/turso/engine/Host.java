package tech.turso.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.base.Randomness;
import tech.turso.base.ResultCode;
import tech.turso.base.TextEncoding;
import tech.turso.btree.Btree;
import tech.turso.codegen.PragmaHost;
import tech.turso.func.FunctionHost;
import tech.turso.journal.JournalMode;
import tech.turso.pager.Pager;
import tech.turso.plan.ConnectionFlag;
import tech.turso.schema.Schema;
import tech.turso.vdbe.exec.Interrupt;
import tech.turso.vdbe.exec.ProgramCompiler;
import tech.turso.vdbe.exec.VmHost;
import tech.turso.vdbe.exec.VmTransactions;
import tech.turso.vdbe.jit.Jit;
import tech.turso.vfs.Vfs;

/** What a connection does for its programs, its transaction and its functions. */
final class Host implements VmHost, Databases, FunctionHost {
  private static final long SORTER_BYTES = 64L << 20;

  private final Session session;
  private boolean schemaChanged;
  private long stepTimeMs = -1;

  Host(Session session) {
    this.session = session;
  }

  private Database database(int number) {
    return session.databases().get(number);
  }

  // ---- databases ----

  @Override
  public int count() {
    return session.databases().size();
  }

  @Override
  public @Nullable ProgramCompiler compiler() {
    return Jit.INSTANCE;
  }

  @Override
  public Btree btree(int number) {
    Database database = database(number);
    Btree btree = database.btree;
    if (btree == null) {
      Pager pager =
          session.settings().tempStore == 2
              ? Pager.memory(Pager.DEFAULT_PAGE_BYTES)
              : Pager.temporary(session.vfs());
      btree = Btree.over(pager);
      database.btree = btree;
      database.configure(session.settings());
    }
    return btree;
  }

  @Override
  public @Nullable Btree opened(int number) {
    return database(number).btree;
  }

  @Override
  public Vfs vfs() {
    return session.vfs();
  }

  @Override
  public boolean isQueryOnly() {
    return session.settings().isOn(ConnectionFlag.QUERY_ONLY);
  }

  @Override
  public boolean isSchemaChanged() {
    return schemaChanged;
  }

  @Override
  public void schemaCommitted() {
    schemaChanged = false;
  }

  @Override
  public void schemaUndone() {
    for (Database database : session.databases()) {
      database.forgetSchema();
    }
    expireStatements(false);
  }

  @Override
  public boolean refusesCommit() {
    return session.hooks().refusesCommit();
  }

  @Override
  public void rolledBack() {
    session.hooks().rolledBack();
  }

  // ---- services ----

  @Override
  public TextEncoding encoding() {
    return session.encoding();
  }

  @Override
  public VmTransactions transactions() {
    return session.transactions();
  }

  @Override
  public FunctionHost functions() {
    return this;
  }

  @Override
  public Interrupt interrupt() {
    return session.interruption();
  }

  @Override
  public @Nullable Vfs temporaryFiles() {
    return session.settings().tempStore == 2 ? null : session.vfs();
  }

  @Override
  public long sorterBytes() {
    return Math.min(SORTER_BYTES, Runtime.getRuntime().maxMemory() / 8);
  }

  @Override
  public void stepBegins() {
    stepTimeMs = -1;
  }

  @Override
  public boolean isSchemaWritable() {
    return session.settings().isOn(ConnectionFlag.WRITABLE_SCHEMA);
  }

  @Override
  public boolean wantsRowChanges() {
    return session.hooks().update != null;
  }

  @Override
  public void rowChanged(int operation, int database, String table, long rowid) {
    session.hooks().rowChanged(operation, database(database).name, table, rowid);
  }

  // ---- the schema ----

  @Override
  public int schemaGeneration(int number) {
    return database(number).generation;
  }

  @Override
  public void schemaIsStale(int number, int cookie) {
    Database database = database(number);
    if (database.schema == null || database.schema.cookie() != cookie) {
      database.forgetSchema();
    }
  }

  @Override
  public void schemaCookieWritten(int number, int believed) {
    schemaChanged = true;
    Schema schema = database(number).schema;
    if (schema != null) {
      schema.cookie(believed);
    }
  }

  @Override
  public void schemaFormatWritten(int number, int format) {
    Schema schema = database(number).schema;
    if (schema != null) {
      schema.format(format);
    }
  }

  @Override
  public void rootMoved(int number, int from, int to) {
    Schema schema = database(number).schema;
    if (schema != null) {
      schema.rootMoved(from, to);
    }
  }

  @Override
  public void parseSchema(int number, @Nullable String where) {
    Database database = database(number);
    schemaChanged = true;
    if (where == null || database.schema == null) {
      database.forgetSchema();
      session.loadSchemas();
      return;
    }
    List<SchemaLoader.Row> rows = new ArrayList<>();
    try (Prepared select =
        session.prepareInternal(
            "SELECT type, name, tbl_name, rootpage, sql FROM \""
                + database.name.replace("\"", "\"\"")
                + "\".sqlite_master WHERE "
                + where
                + " ORDER BY rowid",
            0)) {
      while (select.step()) {
        rows.add(
            new SchemaLoader.Row(
                select.asText(select.value(0)),
                select.asText(select.value(1)),
                select.asText(select.value(2)),
                select.asText(select.value(3)),
                select.asText(select.value(4))));
      }
    }
    SchemaLoader.addTo(database.schema, rows);
  }

  @Override
  public void forgetTable(int number, String name) {
    Schema schema = database(number).schema;
    if (schema != null) {
      schema.removeRelation(name);
      schemaChanged = true;
    }
  }

  @Override
  public void forgetIndex(int number, String name) {
    Schema schema = database(number).schema;
    if (schema != null) {
      schema.removeIndex(name);
      schemaChanged = true;
    }
  }

  @Override
  public void forgetTrigger(int number, String name) {
    Schema schema = database(number).schema;
    if (schema != null) {
      schema.removeTrigger(name);
      schemaChanged = true;
    }
  }

  @Override
  public void loadStatistics(int number) {
    Schema schema = database(number).schema;
    if (schema != null) {
      Statistics.load(btree(number), schema);
    }
  }

  @Override
  public void expireStatements(boolean later) {
    for (Prepared prepared : session.statements()) {
      prepared.expire(later);
    }
  }

  // ---- whole databases ----

  @Override
  public String journalMode(int number, int mode) {
    Pager pager = btree(number).pager();
    if (mode >= 0) {
      JournalMode[] modes = {
        JournalMode.DELETE,
        JournalMode.PERSIST,
        JournalMode.OFF,
        JournalMode.TRUNCATE,
        JournalMode.MEMORY
      };
      if (mode < modes.length) {
        pager.setJournalMode(modes[mode]);
      }
    }
    return pager.journalMode().name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public void checkpoint(int number, int mode, int[] result) {
    for (int i = 0; i < count(); i++) {
      Btree btree = opened(i);
      if (btree != null && btree.isReading() && (number < 0 || number == i)) {
        throw new DbException.Busy(ResultCode.LOCKED);
      }
    }
    result[0] = 0;
    result[1] = -1;
    result[2] = -1;
  }

  @Override
  public void vacuum(int number, @Nullable String into) {
    throw new DbException.Internal("no vacuum");
  }

  @Override
  public long maxPageCount(int number, int count) {
    Pager pager = btree(number).pager();
    int most = count == 0 ? pager.maxPageCount() : pager.setMaxPageCount(count);
    return most == Pager.MAX_PAGE_COUNT ? Limits.MAX_PAGE_COUNT : most;
  }

  @Override
  public int pageCount(int number) {
    return btree(number).pager().pageCount();
  }

  @Override
  public void execute(String sql, int analysisLimit) {
    Settings settings = session.settings();
    long limit = settings.limit(PragmaHost.Limit.ANALYSIS);
    if (analysisLimit >= 0) {
      settings.limit(PragmaHost.Limit.ANALYSIS, analysisLimit);
    }
    try {
      execute(sql);
    } finally {
      settings.limit(PragmaHost.Limit.ANALYSIS, limit);
    }
  }

  private void execute(String sql) {
    int at = 0;
    while (at < sql.length()) {
      try (Prepared prepared = session.prepareInternal(sql, at)) {
        while (!prepared.isEmpty() && prepared.step()) {
          // rows are not wanted
        }
        at = prepared.end();
      }
    }
  }

  // ---- functions ----

  @Override
  public long lastInsertRowid() {
    return session.lastInsertRowid();
  }

  @Override
  public long changes() {
    return session.changes();
  }

  @Override
  public long totalChanges() {
    return session.totalChanges();
  }

  @Override
  public long statementTimeMs() {
    if (stepTimeMs < 0) {
      stepTimeMs = session.vfs().clock().epochMs();
    }
    return stepTimeMs;
  }

  @Override
  public int utcOffsetSeconds(long epochSeconds) {
    return session.vfs().clock().utcOffsetSeconds(epochSeconds);
  }

  @Override
  public Randomness randomness() {
    return session.vfs().randomness();
  }

  @Override
  public int maxLength() {
    return Limits.MAX_LENGTH;
  }

  @Override
  public int maxLikePatternBytes() {
    return Limits.MAX_LIKE_PATTERN_BYTES;
  }

  @Override
  public boolean isLikeCaseSensitive() {
    return session.settings().isOn(ConnectionFlag.CASE_SENSITIVE_LIKE);
  }

  @Override
  public void log(int code, String message) {}
}

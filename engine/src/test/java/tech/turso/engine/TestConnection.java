package tech.turso.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Randomness;
import tech.turso.base.TextEncoding;
import tech.turso.btree.Btree;
import tech.turso.func.FunctionHost;
import tech.turso.pager.Pager;
import tech.turso.value.Register;
import tech.turso.vdbe.exec.Interrupt;
import tech.turso.vdbe.exec.Vm;
import tech.turso.vdbe.exec.VmHost;
import tech.turso.vdbe.exec.VmTransactions;
import tech.turso.vdbe.program.Program;
import tech.turso.vdbe.program.ProgramBuilder;
import tech.turso.vfs.Vfs;

/** A connection for programs made by hand: databases over pagers, and no schema. */
public final class TestConnection implements VmHost, Databases, FunctionHost, AutoCloseable {
  private final List<Btree> databases = new ArrayList<>();
  private final Interrupt interrupt = new Interrupt();
  private final Transactions transactions = new Transactions(this, interrupt);
  private final Random random = new Random(1);
  private final List<String> events = new ArrayList<>();
  private final @Nullable Vfs vfs;
  private @Nullable Vfs temporary;
  private long sorterBytes = 1 << 26;
  private boolean refusesCommit;
  private boolean schemaChanged;
  private int generation;

  private TestConnection(@Nullable Vfs vfs) {
    this.vfs = vfs;
  }

  /** Over {@code count} databases in memory. */
  public static TestConnection memory(int count) {
    TestConnection connection = new TestConnection(null);
    for (int i = 0; i < count; i++) {
      connection.databases.add(Btree.over(Pager.memory(4096)));
    }
    return connection;
  }

  /** Over pagers that are given, whose files are there. */
  public static TestConnection over(Vfs vfs, Pager... pagers) {
    TestConnection connection = new TestConnection(vfs);
    for (Pager pager : pagers) {
      connection.databases.add(Btree.over(pager));
    }
    return connection;
  }

  /** A sorter uses files there when it has so many bytes in memory. */
  public TestConnection sorter(Vfs files, long bytes) {
    temporary = files;
    sorterBytes = bytes;
    return this;
  }

  /** What the hooks were told. */
  public List<String> events() {
    return events;
  }

  /** Makes the commit hook refuse. */
  public void refuseCommits(boolean refuse) {
    refusesCommit = refuse;
  }

  /** Says that the open transaction has changed the schema. */
  public void changeSchema() {
    schemaChanged = true;
  }

  /** Makes programs compiled for generation 0 stale. */
  public void nextGeneration() {
    generation++;
  }

  @Override
  public VmTransactions transactions() {
    return transactions;
  }

  Transactions transaction() {
    return transactions;
  }

  // ------------------------------------------------------------------ running

  /** A machine for what the builder has; statement properties as given. */
  public Vm vm(ProgramBuilder builder, int parameters, boolean countsChanges, boolean journal) {
    return new Vm(
        builder.build(
            new Program.Outline(
                "test",
                List.of(),
                new String[parameters],
                false,
                countsChanges,
                journal,
                Program.Explain.NO)),
        this);
  }

  /** A machine for a statement that counts changes and may fail halfway. */
  public Vm vm(ProgramBuilder builder) {
    return vm(builder, 0, true, true);
  }

  /** Runs the program to its end and returns its rows. */
  public List<List<@Nullable Object>> run(ProgramBuilder builder) {
    try (Vm vm = vm(builder)) {
      return rows(vm);
    }
  }

  /** The rows that are left of a run. */
  public static List<List<@Nullable Object>> rows(Vm vm) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (vm.step()) {
      rows.add(row(vm));
    }
    return rows;
  }

  /** The values of the current row: null, Long, Double, String or byte[] as a list. */
  public static List<@Nullable Object> row(Vm vm) {
    List<@Nullable Object> row = new ArrayList<>();
    for (int i = 0; i < vm.columnCount(); i++) {
      row.add(value(vm.column(i)));
    }
    return row;
  }

  private static @Nullable Object value(Register register) {
    return switch (register.type) {
      case Register.INTEGER -> register.integer;
      case Register.REAL -> register.real;
      case Register.TEXT -> register.decodeText();
      case Register.BLOB -> {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : register.toBytes()) {
          bytes.add(b);
        }
        yield bytes;
      }
      default -> null;
    };
  }

  // ------------------------------------------------------------------ VmHost and Databases

  @Override
  public Btree btree(int database) {
    return databases.get(database);
  }

  @Override
  public int count() {
    return databases.size();
  }

  @Override
  public @Nullable Btree opened(int database) {
    return databases.get(database);
  }

  @Override
  public Vfs vfs() {
    assert vfs != null;
    return vfs;
  }

  @Override
  public boolean isQueryOnly() {
    return false;
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
    events.add("schema undone");
  }

  @Override
  public boolean refusesCommit() {
    events.add("commit");
    return refusesCommit;
  }

  @Override
  public void rolledBack() {
    events.add("rollback");
  }

  @Override
  public TextEncoding encoding() {
    return TextEncoding.UTF8;
  }

  @Override
  public FunctionHost functions() {
    return this;
  }

  @Override
  public Interrupt interrupt() {
    return interrupt;
  }

  @Override
  public @Nullable Vfs temporaryFiles() {
    return temporary;
  }

  @Override
  public long sorterBytes() {
    return sorterBytes;
  }

  @Override
  public void stepBegins() {}

  @Override
  public boolean isSchemaWritable() {
    return false;
  }

  @Override
  public boolean wantsRowChanges() {
    return true;
  }

  @Override
  public void rowChanged(int operation, int database, String table, long rowid) {
    events.add(operation + " " + database + " " + table + " " + rowid);
  }

  @Override
  public int schemaGeneration(int database) {
    return generation;
  }

  @Override
  public void schemaIsStale(int database, int cookie) {
    events.add("stale " + database + " " + cookie);
  }

  @Override
  public void schemaCookieWritten(int database, int believed) {
    events.add("cookie " + database + " " + believed);
  }

  @Override
  public void schemaFormatWritten(int database, int format) {}

  @Override
  public void rootMoved(int database, int from, int to) {}

  @Override
  public void parseSchema(int database, @Nullable String where) {
    events.add("parse " + database + " " + where);
  }

  @Override
  public void forgetTable(int database, String name) {}

  @Override
  public void forgetIndex(int database, String name) {}

  @Override
  public void forgetTrigger(int database, String name) {}

  @Override
  public void loadStatistics(int database) {}

  @Override
  public void expireStatements(boolean later) {
    events.add("expire " + later);
  }

  @Override
  public String journalMode(int database, int mode) {
    return "memory";
  }

  @Override
  public void checkpoint(int database, int mode, int[] result) {}

  @Override
  public void vacuum(int database, @Nullable String into) {}

  @Override
  public long maxPageCount(int database, int count) {
    return btree(database).pager().setMaxPageCount(count);
  }

  @Override
  public int pageCount(int database) {
    return btree(database).pager().pageCount();
  }

  @Override
  public void execute(String sql, int analysisLimit) {}

  // ------------------------------------------------------------------ FunctionHost

  @Override
  public long lastInsertRowid() {
    return transactions.lastRowid();
  }

  @Override
  public long changes() {
    return transactions.changes();
  }

  @Override
  public long totalChanges() {
    return transactions.totalChanges();
  }

  @Override
  public long statementTimeMs() {
    return 0;
  }

  @Override
  public int utcOffsetSeconds(long epochSeconds) {
    return 0;
  }

  @Override
  public Randomness randomness() {
    return random::nextLong;
  }

  @Override
  public int maxLength() {
    return 1_000_000_000;
  }

  @Override
  public int maxLikePatternBytes() {
    return 50_000;
  }

  @Override
  public boolean isLikeCaseSensitive() {
    return false;
  }

  @Override
  public void log(int code, String message) {}

  @Override
  public void close() {
    for (Btree btree : databases) {
      btree.close();
    }
  }
}

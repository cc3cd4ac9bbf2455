package tech.turso.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.sql.parser.Parser;
import tech.turso.value.Numbers;
import tech.turso.value.Register;
import tech.turso.vdbe.exec.Vm;
import tech.turso.vdbe.program.Program;

/**
 * A statement that was prepared, and its run. It compiles itself again, and keeps its bindings,
 * when the schema has changed.
 */
public final class Prepared implements AutoCloseable {
  private static final Program.Column NO_COLUMN = new Program.Column("", null, null, null, null);

  private final Session session;
  private final String source;
  private final String sql;
  private final int end;
  private final Parser.@Nullable Parsed parsed;
  private @Nullable Program program;
  private @Nullable Vm vm;
  private @Nullable Listing listing;
  private boolean closed;

  /** Whether the tracer was told that the run under way began, and when. */
  private boolean traced;

  private long tracedSince;

  /** Whether the connection itself needs it: nobody is told of it. */
  private final boolean internal;

  Prepared(
      Session session,
      String source,
      int from,
      Parser.Parsed parsed,
      Program program,
      boolean internal) {
    this.session = session;
    this.source = source;
    this.sql = source.substring(from, parsed.end());
    this.end = parsed.end();
    this.parsed = parsed;
    this.internal = internal;
    use(program);
  }

  private Prepared(Session session, String sql, int end) {
    this.session = session;
    this.source = sql;
    this.sql = sql;
    this.end = end;
    this.parsed = null;
    this.internal = true;
  }

  static Prepared empty(Session session, String sql, int end) {
    return new Prepared(session, sql, end);
  }

  private void use(Program compiled) {
    program = compiled;
    Vm before = vm;
    Vm machine = new Vm(compiled, session.host());
    if (before != null) {
      int n = Math.min(parameterCount(), before.program().outline().parameterNames().length);
      for (int i = 1; i <= n; i++) {
        machine.parameter(i).set(before.parameter(i));
      }
      before.close();
    }
    vm = machine;
    listing = null;
  }

  private Program program() {
    Program p = program;
    if (p == null) {
      throw new DbException.Misuse("the statement is empty or closed");
    }
    return p;
  }

  private Vm vm() {
    Vm machine = vm;
    if (machine == null || closed) {
      throw new DbException.Misuse(closed ? "the statement is closed" : "the statement is empty");
    }
    return machine;
  }

  /** Whether the text held no statement. */
  public boolean isEmpty() {
    return parsed == null;
  }

  /** Its text. */
  public String sql() {
    return sql;
  }

  /** Its text with values for parameters. */
  public String expandedSql() {
    return parsed == null ? sql : ExpandedSql.of(sql, parsed.parameters(), vm());
  }

  /** Where the next statement begins in the text it was prepared from. */
  public int end() {
    return end;
  }

  /** Whether it changes nothing directly. */
  public boolean isReadOnly() {
    return program == null || program.outline().readOnly();
  }

  /** 0, 1 for EXPLAIN, 2 for EXPLAIN QUERY PLAN. */
  public int explain() {
    return program == null ? 0 : program.outline().explain().ordinal();
  }

  /** Whether a run is under way. */
  public boolean isBusy() {
    return listing != null || vm != null && vm.isRunning();
  }

  /** The highest number of a parameter. */
  public int parameterCount() {
    return parsed == null ? 0 : parsed.parameters().count();
  }

  /** The name of a parameter, or null. */
  public @Nullable String parameterName(int number) {
    return parsed == null ? null : parsed.parameters().name(number);
  }

  /** The number of a named parameter, or 0. */
  public int parameterIndex(String name) {
    return parsed == null ? 0 : parsed.parameters().number(name);
  }

  /**
   * The cell of a parameter, to be set.
   *
   * @throws DbException.Misuse while a run is under way; with RANGE if there is no such parameter
   */
  public Register parameter(int number) {
    if (isBusy()) {
      throw new DbException.Misuse("bind on a busy prepared statement: [" + sql + "]");
    }
    if (number < 1 || number > parameterCount()) {
      throw new DbException.Misuse(ResultCode.RANGE, ResultCode.RANGE.message());
    }
    return vm().parameter(number);
  }

  /**
   * Runs to the next row.
   *
   * @return whether there is one
   */
  public boolean step() {
    Vm machine = vm();
    if (program().outline().explain() != Program.Explain.NO) {
      Listing lines = listing;
      if (lines == null) {
        lines = Listing.of(program());
        listing = lines;
      }
      if (lines.next()) {
        return true;
      }
      listing = null;
      return false;
    }
    if (session.hooks().tracer != null && !internal && !machine.isRunning()) {
      traceBegin();
    }
    boolean row = false;
    try {
      row = stepMachine(machine);
    } finally {
      if (traced) {
        if (row) {
          session.hooks().trace(tracer -> tracer.row(sql));
        } else {
          traceEnd();
        }
      }
    }
    return row;
  }

  private boolean stepMachine(Vm first) {
    Vm machine = first;
    for (int tries = 0; ; tries++) {
      try {
        return machine.step();
      } catch (DbException.Sql e) {
        if (e.code() != ResultCode.SCHEMA || tries >= Session.maxPrepareTries()) {
          throw e;
        }
        machine.reset();
        Parser.Parsed statement = parsed;
        assert statement != null;
        use(session.compile(source, statement, internal));
        machine = vm();
      }
    }
  }

  private void traceBegin() {
    String expanded = expandedSql();
    session.hooks().trace(tracer -> tracer.begins(sql, expanded));
    traced = true;
    tracedSince = session.vfs().clock().nanos();
  }

  private void traceEnd() {
    if (traced) {
      traced = false;
      long nanoseconds = session.vfs().clock().nanos() - tracedSince;
      session.hooks().trace(tracer -> tracer.ends(sql, nanoseconds));
    }
  }

  /** Ends the run. */
  public void reset() {
    listing = null;
    traceEnd();
    if (vm != null) {
      vm.reset();
    }
  }

  /** Makes the program be compiled again before its next run. */
  void expire(boolean later) {
    if (vm != null) {
      vm.expire(later);
    }
  }

  private List<Program.Column> columns() {
    if (program == null) {
      return List.of();
    }
    return switch (program.outline().explain()) {
      case NO -> program.outline().columns();
      case PROGRAM -> Listing.PROGRAM_COLUMNS;
      case QUERY_PLAN -> Listing.PLAN_COLUMNS;
    };
  }

  /** How many columns a row has. */
  public int columnCount() {
    return columns().size();
  }

  /** What is known of a column. */
  public Program.Column column(int column) {
    List<Program.Column> columns = columns();
    return column >= 0 && column < columns.size() ? columns.get(column) : NO_COLUMN;
  }

  /**
   * The value of a column of this row.
   *
   * @throws DbException.Misuse with RANGE if there is no such column or no row
   */
  public Register value(int column) {
    Listing lines = listing;
    if (lines != null) {
      return lines.value(column);
    }
    Vm machine = vm();
    if (column < 0 || column >= machine.columnCount()) {
      throw new DbException.Misuse(ResultCode.RANGE, ResultCode.RANGE.message());
    }
    return machine.column(column);
  }

  /** CAST to INTEGER. */
  public long asLong(Register value) {
    return Numbers.integerOf(value);
  }

  /** CAST to REAL. */
  public double asDouble(Register value) {
    return Numbers.realOf(value);
  }

  /** CAST to TEXT, null for NULL. */
  public @Nullable String asText(Register value) {
    return switch (value.type) {
      case Register.NULL -> null;
      case Register.INTEGER -> Long.toString(value.integer);
      case Register.REAL -> Numbers.realText(value.real);
      case Register.TEXT -> value.decodeText();
      default -> {
        value.expandZeros();
        yield value.decodeText();
      }
    };
  }

  /** CAST to BLOB, null for NULL. */
  public byte @Nullable [] asBlob(Register value) {
    if (value.isNull()) {
      return null;
    }
    if (value.isNumber()) {
      Register text = new Register();
      text.set(value);
      Numbers.toText(text);
      return text.toBytes();
    }
    return value.toBytes();
  }

  /** Ends the run and releases the statement. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    session.closed(this);
    listing = null;
    traceEnd();
    Vm machine = vm;
    if (machine != null) {
      machine.close();
    }
  }
}

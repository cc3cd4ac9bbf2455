package tech.turso.codegen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.plan.Bound;
import tech.turso.plan.Environment;
import tech.turso.plan.Resolver;
import tech.turso.plan.Rewriter;
import tech.turso.plan.Source;
import tech.turso.schema.Catalog;
import tech.turso.schema.Column;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.Program;
import tech.turso.vdbe.program.ProgramBuilder;

/** What the emitters of one statement share. */
public final class Emission {
  private final ProgramBuilder builder = new ProgramBuilder();
  private final Environment environment;
  private final Resolver resolver;
  private final Map<Source, Access> access = new IdentityHashMap<>();
  private final Map<Source, FromQueries.Rows> rows = new IdentityHashMap<>();

  /** Databases used, by number; true if written. */
  private final TreeMap<Integer, Boolean> databases = new TreeMap<>();

  /** Databases of which only the header is used, by number; true if written. */
  private final TreeMap<Integer, Boolean> headers = new TreeMap<>();

  private final Map<Bound, Integer> constants = new HashMap<>();
  private final List<Bound> constantOrder = new ArrayList<>();
  private final Rewriter rewriter;
  private final ExprEmitter exprs;
  private final QueryEmitter queries;

  /** The virtual columns whose expressions are being written. */
  private final Set<Column> generating = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean hoists = true;
  private boolean repeats;
  private boolean multiWrite;
  private int planParent;
  private final int initAddress;

  /** Begins a program. */
  public Emission(Environment environment) {
    this.environment = environment;
    this.resolver = new Resolver(environment);
    this.rewriter = new Rewriter(resolver.typing(), environment.rules());
    this.exprs = new ExprEmitter(this);
    this.queries = new QueryEmitter(this);
    this.initAddress = builder.add(Op.INIT);
  }

  /** The program so far. */
  public ProgramBuilder builder() {
    return builder;
  }

  /** Schemas, functions, collations. */
  public Environment environment() {
    return environment;
  }

  /** Binds names. */
  public Resolver resolver() {
    return resolver;
  }

  /** Simplifies queries. */
  Rewriter rewriter() {
    return rewriter;
  }

  /** Emits expressions. */
  public ExprEmitter exprs() {
    return exprs;
  }

  /** Emits queries. */
  public QueryEmitter queries() {
    return queries;
  }

  /** Where the columns of {@code source} are; null if its loop does not run here. */
  @Nullable Access access(Source source) {
    return access.get(source);
  }

  /** Says where the columns of {@code source} are from here on. */
  public void access(Source source, Access where) {
    access.put(source, where);
  }

  /** Says where the rows of a subquery are. */
  void rows(Source source, FromQueries.Rows where) {
    rows.put(source, where);
  }

  /** Where the rows of a subquery are. */
  FromQueries.Rows rows(Source source) {
    FromQueries.Rows where = rows.get(source);
    if (where == null) {
      throw new DbException.Internal("no rows of " + source);
    }
    return where;
  }

  /** Whether queries are answered each time because rows are changed between. */
  boolean isRepeating() {
    return repeats;
  }

  /** Says that the program reads, or writes, a database. */
  public void uses(int database, boolean write) {
    databases.merge(database, write, Boolean::logicalOr);
  }

  /** Says that the program reads, or writes, the header of a database, whatever its schema. */
  void usesHeader(int database, boolean write) {
    headers.put(database, write);
  }

  /**
   * Says that the program may write more than one row: if it fails between two, which any
   * expression can make it do, its changes must be undone on their own.
   */
  public void multiWrite() {
    multiWrite = true;
  }

  /**
   * Begins the expression of a virtual column, which reads others.
   *
   * @throws DbException.Sql if it reads itself
   */
  void enterGenerated(Column column) {
    if (!generating.add(column)) {
      throw new DbException.Sql("generated column loop on \"" + column.name() + "\"");
    }
  }

  /** Ends what {@link #enterGenerated} began. */
  void leaveGenerated(Column column) {
    generating.remove(column);
  }

  /** Whether expressions without columns may be computed once, at the start. */
  boolean hoists() {
    return hoists;
  }

  /** Allows, or forbids, to compute expressions without columns once, at the start. */
  public boolean hoists(boolean allowed) {
    boolean before = hoists;
    hoists = allowed;
    return before;
  }

  /**
   * Emits {@code Once} before what has one result in a run, unless {@code changes}.
   *
   * @return its address, to be made to jump behind the result; -1 if it was not emitted
   */
  int once(boolean changes) {
    return changes || repeats ? -1 : builder.add(Op.ONCE);
  }

  /** Makes queries be answered each time, because rows are changed between; tells if they were. */
  boolean repeats(boolean each) {
    boolean before = repeats;
    repeats = each;
    return before;
  }

  /** The register that holds the constant {@code expr}, computed at the start of the program. */
  int constant(Bound expr) {
    Integer known = constants.get(expr);
    if (known != null) {
      return known;
    }
    int register = builder.register();
    constants.put(expr, register);
    constantOrder.add(expr);
    return register;
  }

  /** The id of the line of the query plan under which new lines are put. */
  int planParent() {
    return planParent;
  }

  /** Adds a line to the query plan and returns its id. */
  public int planLine(String text) {
    return builder.planLine(planParent, text);
  }

  /** Adds a line to the query plan and puts what follows under it; returns the line above. */
  public int pushPlanLine(String text) {
    int before = planParent;
    planParent = builder.planLine(planParent, text);
    return before;
  }

  /** Goes back to the line that {@link #pushPlanLine} returned. */
  public void popPlanLine(int before) {
    planParent = before;
  }

  /** Says where the program goes on if {@code Column} finds a record that cannot be read. */
  void onUnreadableRow(int address) {
    builder.changeP3(initAddress, address);
  }

  /** Ends the program: Halt, transactions, constants. */
  public Program finish(Head head) {
    builder.add(Op.HALT);
    builder.jumpHere(initAddress);
    Catalog catalog = environment.catalog();
    for (var entry : databases.entrySet()) {
      int number = entry.getKey();
      builder.add(
          Op.TRANSACTION,
          number,
          entry.getValue() ? 1 : 0,
          catalog.schema(number).cookie(),
          catalog.schema(number).generation(),
          1);
    }
    for (var entry : headers.entrySet()) {
      builder.add(Op.TRANSACTION, entry.getKey(), entry.getValue() ? 1 : 0);
    }
    hoists = false;
    for (int i = 0; i < constantOrder.size(); i++) {
      Bound expr = constantOrder.get(i);
      Integer register = constants.get(expr);
      assert register != null;
      exprs.emitInto(expr, register);
    }
    if (databases.isEmpty() && headers.isEmpty() && constantOrder.isEmpty()) {
      builder.changeP2(initAddress, initAddress + 1);
    }
    builder.jump(initAddress + 1);
    boolean readOnly =
        !databases.containsValue(true) && !headers.containsValue(true) && !head.writesOtherwise();
    return builder.build(
        new Program.Outline(
            environment.sql(),
            head.columns(),
            head.parameterNames(),
            readOnly,
            head.countsChanges(),
            multiWrite,
            head.explain()));
  }

  /**
   * What is known of a statement beside its instructions.
   *
   * @param writesOtherwise whether it changes a database without opening a write transaction first
   */
  public record Head(
      List<Program.Column> columns,
      @Nullable String[] parameterNames,
      boolean countsChanges,
      boolean writesOtherwise,
      Program.Explain explain) {}
}

package tech.turso.engine;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.datetime.DateFunctions;
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
import tech.turso.ext.WindowFunction;
import tech.turso.func.FunctionCatalog;
import tech.turso.func.FunctionRegistry;
import tech.turso.value.Collation;

/** What a program has added to its connection: functions, collations, tables and hooks. */
public final class Extensions {
  private static final FunctionCatalog FUNCTIONS = FunctionCatalog.CORE.with(DateFunctions.all());

  private final Session session;
  private final FunctionRegistry functions = new FunctionRegistry(FUNCTIONS);
  private final Map<String, Collation> collations = new LinkedHashMap<>();
  private final Map<String, VirtualTable> tables = new LinkedHashMap<>();
  private final Hooks hooks = new Hooks();

  Extensions(Session session) {
    this.session = session;
  }

  // ---- what the engine asks ----

  FunctionRegistry functions() {
    return functions;
  }

  @Nullable Collation collation(String folded) {
    return collations.get(folded);
  }

  /** The newest first. */
  List<String> collationNames() {
    return collations.values().stream().map(Collation::name).toList().reversed();
  }

  /** The table of that name; those of pragmas are made when they are asked for. */
  @Nullable VirtualTable table(String folded) {
    VirtualTable known = tables.get(folded);
    if (known == null) {
      known = PragmaTable.named(session, folded);
      if (known != null) {
        tables.put(folded, known);
      }
    }
    return known;
  }

  /** Names of the table-valued functions, the newest first. */
  List<String> modules() {
    return List.copyOf(tables.keySet()).reversed();
  }

  Hooks hooks() {
    return hooks;
  }

  // ---- what the program adds ----

  /**
   * Adds or replaces a function.
   *
   * @param arguments how many it takes; -1 for any number
   * @throws DbException.Busy if it would replace one while a statement runs
   */
  public void add(String name, int arguments, int flags, ScalarFunction function) {
    willReplace(name, arguments);
    functions.addScalar(name, arguments, flags, function);
  }

  /** Adds or replaces an aggregate, or a window function if it is one; as for functions. */
  public void add(String name, int arguments, int flags, AggregateFunction<?> function) {
    willReplace(name, arguments);
    if (function instanceof WindowFunction<?> window) {
      functions.addWindow(name, arguments, flags, window);
    } else {
      functions.addAggregate(name, arguments, flags, function);
    }
  }

  /** Removes a function, also a built-in one; as for adding. */
  public void removeFunction(String name, int arguments) {
    willReplace(name, arguments);
    functions.remove(name, arguments);
  }

  private void willReplace(String name, int arguments) {
    if (arguments < -1 || arguments > 127 || name.getBytes(StandardCharsets.UTF_8).length > 255) {
      throw new DbException.Misuse("a function has a name and -1 to 127 arguments");
    }
    boolean replaces = functions.list().stream().anyMatch(f -> isNamed(f.name(), name));
    if (replaces && isRunning()) {
      throw new DbException.Busy(
          ResultCode.BUSY, "unable to delete/modify user-function due to active statements");
    }
    session.host().expireStatements(false);
  }

  private static boolean isNamed(String known, String name) {
    return Ascii.equalsIgnoreCase(known, name);
  }

  private boolean isRunning() {
    return session.statements().stream().anyMatch(Prepared::isBusy);
  }

  /** Adds or replaces a collation; null removes it. */
  public void collation(String name, @Nullable Comparator<String> order) {
    String key = Ascii.fold(name);
    if (collations.containsKey(key) && isRunning()) {
      throw new DbException.Busy(
          ResultCode.BUSY, "unable to delete/modify collation sequence due to active statements");
    }
    session.host().expireStatements(false);
    collations.remove(key);
    if (order != null) {
      collations.put(
          key, Collation.user(name, (a, i, n, b, k, m) -> compare(order, a, i, n, b, k, m)));
    }
  }

  private static int compare(
      Comparator<String> order, byte[] a, int i, int n, byte[] b, int k, int m) {
    return order.compare(
        new String(a, i, n, StandardCharsets.UTF_8), new String(b, k, m, StandardCharsets.UTF_8));
  }

  /** Adds or replaces a table that is there by its name alone; null removes it. */
  public void table(String name, @Nullable VirtualTable table) {
    session.host().expireStatements(false);
    tables.remove(Ascii.fold(name));
    if (table != null) {
      tables.put(Ascii.fold(name), table);
    }
  }

  /** Sets, or with null removes, the authorizer; statements are prepared anew. */
  public void authorizer(@Nullable Authorizer authorizer) {
    hooks.authorizer = authorizer;
    session.host().expireStatements(true);
  }

  /** Sets, or with null removes, the commit hook. */
  public void commitHook(@Nullable CommitHook hook) {
    hooks.commit = hook;
  }

  /** Sets, or with null removes, the rollback hook. */
  public void rollbackHook(@Nullable RollbackHook hook) {
    hooks.rollback = hook;
  }

  /** Sets, or with null removes, the update hook. */
  public void updateHook(@Nullable UpdateHook hook) {
    hooks.update = hook;
  }

  /** Sets, or with null removes, the tracer. */
  public void tracer(@Nullable Tracer tracer) {
    hooks.tracer = tracer;
  }

  /** Sets what decides about waiting for locks, in place of the timeout; null: nobody waits. */
  public void busyHandler(@Nullable BusyHandler handler) {
    session.busyTimeout(0);
    hooks.busy = handler;
    session.useBusyHandler();
  }

  /** Sets, or with null removes, what is asked about every so many instructions. */
  public void progressHandler(int instructions, @Nullable ProgressHandler handler) {
    session
        .interruption()
        .progressHandler(instructions, handler == null ? null : () -> stops(handler));
  }

  private static boolean stops(ProgressHandler handler) {
    try {
      return handler.stops();
    } catch (RuntimeException e) {
      return true;
    }
  }
}

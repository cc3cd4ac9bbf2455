package tech.turso.func;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.ext.AggregateFunction;
import tech.turso.ext.ScalarFunction;
import tech.turso.ext.WindowFunction;

/**
 * The functions that a connection's statements can call: its own over the built-in ones. A name may
 * stand for several functions with different numbers of arguments; one that takes exactly the
 * number at hand is preferred to one that takes any.
 *
 * <p>Used by the connection's thread only. After a change, statements compiled before must be
 * compiled again. SQLite: callback.c sqlite3FindFunction, main.c sqlite3CreateFunc.
 */
public final class FunctionRegistry {
  private final FunctionCatalog builtIn;

  /**
   * What the connection added. An entry without a definition hides a built-in function of exactly
   * that number of arguments.
   */
  private final Map<String, List<Entry>> own = new HashMap<>();

  private record Entry(int narg, @Nullable FunctionDef function) {}

  /** A registry with the functions of this package. */
  public FunctionRegistry() {
    this(FunctionCatalog.CORE);
  }

  /** A registry with built-in functions. */
  public FunctionRegistry(FunctionCatalog builtIn) {
    this.builtIn = builtIn;
  }

  /** The function of that name, in any case, for that many arguments; null if there is none. */
  public @Nullable FunctionDef find(String name, int args) {
    String key = Ascii.fold(name);
    Entry best = null;
    for (Entry e : own.getOrDefault(key, List.of())) {
      if (accepts(e.narg, args) && (best == null || e.narg == args)) {
        best = e;
      }
    }
    return best != null ? best.function : builtIn.find(key, args);
  }

  private static boolean accepts(int narg, int args) {
    return narg >= 0 ? narg == args : args >= (narg == -1 ? 0 : -2 - narg);
  }

  /** Whether any function has that name. */
  public boolean exists(String name) {
    String key = Ascii.fold(name);
    if (!builtIn.named(key).isEmpty()) {
      return true;
    }
    for (Entry e : own.getOrDefault(key, List.of())) {
      if (e.function != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * The function for a call in a statement.
   *
   * @param position 0-based index of the name in the statement's text; -1 if unknown
   * @throws DbException.Sql if there is none: {@code no such function: X} or {@code wrong number of
   *     arguments to function X()}, with the name as it is written
   */
  public FunctionDef resolve(String name, int args, int position) {
    FunctionDef found = find(name, args);
    if (found == null) {
      throw new DbException.Sql(
          ResultCode.ERROR,
          exists(name)
              ? "wrong number of arguments to function " + name + "()"
              : "no such function: " + name,
          position);
    }
    return found;
  }

  /** Adds a user's scalar function, in place of one with the same number of arguments. */
  public void addScalar(String name, int args, int flags, ScalarFunction function) {
    put(user(name, args, flags).scalar(UserFunctions.scalar(function)));
  }

  /** Adds a user's aggregate, in place of a function with the same number of arguments. */
  public void addAggregate(String name, int args, int flags, AggregateFunction<?> function) {
    put(user(name, args, flags).aggregate(UserFunctions.aggregate(function)));
  }

  /** Adds a user's window function, in place of one with the same number of arguments. */
  public void addWindow(String name, int args, int flags, WindowFunction<?> function) {
    put(user(name, args, flags).window(UserFunctions.window(function)));
  }

  private static FunctionDef.Builder user(String name, int args, int flags) {
    return args < 0
        ? FunctionDef.user(name, 0, FunctionDef.ANY, flags)
        : FunctionDef.user(name, args, args, flags);
  }

  /** Adds a definition, in place of one with the same number of arguments. */
  public void put(FunctionDef function) {
    put(Ascii.fold(function.name()), new Entry(function.narg(), function));
  }

  private void put(String key, Entry entry) {
    List<Entry> entries = own.computeIfAbsent(key, name -> new ArrayList<>(1));
    entries.removeIf(e -> e.narg == entry.narg);
    entries.add(entry);
  }

  /**
   * Removes the function with exactly that number of arguments (-1 for any), also a built-in one,
   * for this connection; nothing happens if there is none.
   */
  public void remove(String name, int args) {
    String key = Ascii.fold(name);
    boolean hidesBuiltIn = false;
    for (FunctionDef f : builtIn.named(key)) {
      hidesBuiltIn |= f.narg() == args;
    }
    if (hidesBuiltIn) {
      put(key, new Entry(args, null));
    } else {
      List<Entry> entries = own.get(key);
      if (entries != null) {
        entries.removeIf(e -> e.narg == args);
      }
    }
  }

  /** All functions, built-in ones first: what {@code PRAGMA function_list} shows. */
  public List<FunctionDef> list() {
    List<FunctionDef> all = new ArrayList<>(builtIn.all());
    for (List<Entry> entries : own.values()) {
      for (Entry e : entries) {
        if (e.function != null) {
          all.add(e.function);
        }
      }
    }
    return all;
  }
}

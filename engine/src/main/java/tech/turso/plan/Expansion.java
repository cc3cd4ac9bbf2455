package tech.turso.plan;

import java.util.IdentityHashMap;
import java.util.Map;
import tech.turso.base.DbException;
import tech.turso.schema.View;

/**
 * How far a statement's tables, views and common tables have been opened. A view is resolved anew
 * wherever it is named, so a short text can stand for a query of any size: the count of the
 * references to one table bounds it.
 *
 * <p>SQLite: select.c selectExpander, "too many references".
 */
final class Expansion {
  private static final int MAX_REFERENCES = 65_535;

  /**
   * Resolving and code generation recurse with the views, so their depth is one of Java's stack.
   */
  private static final int MAX_DEPTH = 200;

  private final Map<Object, int[]> references = new IdentityHashMap<>();
  private final Map<View, Boolean> open = new IdentityHashMap<>();

  /**
   * Counts a reference to what has that name.
   *
   * @throws DbException.Sql "too many references"
   */
  void reference(Object what, String name) {
    int[] count = references.computeIfAbsent(what, w -> new int[1]);
    if (++count[0] > MAX_REFERENCES) {
      throw new DbException.Sql("too many references to \"" + name + "\": max " + MAX_REFERENCES);
    }
  }

  /**
   * Begins to resolve a view; {@link #leave} ends it.
   *
   * @throws DbException.Sql if the view is part of itself, or too deep
   */
  void enter(View view) {
    if (open.size() >= MAX_DEPTH) {
      throw new DbException.Sql("views are nested too deep (maximum depth " + MAX_DEPTH + ")");
    }
    if (open.put(view, true) != null) {
      throw new DbException.Sql("view " + view.name() + " is circularly defined");
    }
  }

  void leave(View view) {
    open.remove(view);
  }
}

package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.schema.Table;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Name;

/**
 * The names that an expression can see: the sources of its query, the aliases of the result, and
 * through the parent those of the queries around it.
 *
 * <p>SQLite: resolve.c lookupName.
 */
final class Scope {
  /** Which aggregates may stand here. */
  enum Aggregates {
    /** None: WHERE and ON of a query without aggregates, statements other than SELECT. */
    FORBIDDEN,
    /**
     * They bind, as SQLite's resolver has them bind, but nothing computes them: WHERE of a query
     * with aggregates, ORDER BY of one without. The error's words differ from those of {@link
     * #FORBIDDEN}.
     */
    UNCOMPUTED,
    /** Those of this query: result columns, HAVING, ORDER BY of a query with aggregates. */
    ALLOWED,
    /** None, because this is the argument of one. */
    INSIDE
  }

  final @Nullable Scope parent;
  final @Nullable SelectQuery query;
  final List<Source> sources;
  final int depth;

  /** Result columns whose aliases are visible; empty where aliases are not. */
  List<Alias> aliases = List.of();

  Aggregates aggregates = Aggregates.FORBIDDEN;

  /** Common table expressions that are visible in queries below. */
  @Nullable CommonTables commonTables;

  /** What is prohibited here, such as "subqueries prohibited in CHECK constraints"; or null. */
  @Nullable Restriction restriction;

  /** Whether the expressions come from the schema, so that no authorizer is asked. */
  boolean isOfSchema;

  /** Columns by name that are no source's: the rows OLD and NEW, {@code excluded}. */
  List<RowNames> rows = List.of();

  /** An alias and what it stands for. */
  record Alias(String name, Bound expr) {}

  /**
   * A row in registers that has a name.
   *
   * @param name it is qualified by
   * @param table whose columns it has
   * @param firstRegister of the rowid; the columns follow by {@link Table#rowPosition}
   * @param unqualified whether its columns are also seen without the name
   */
  record RowNames(String name, Table table, int firstRegister, boolean unqualified) {}

  Scope(@Nullable Scope parent, @Nullable SelectQuery query, List<Source> sources) {
    this.parent = parent;
    this.query = query;
    this.sources = sources;
    this.depth = parent == null ? 0 : parent.depth + 1;
    this.commonTables = parent == null ? null : parent.commonTables;
    this.restriction = parent == null ? null : parent.restriction;
    this.isOfSchema = parent != null && parent.isOfSchema;
  }

  /** What a name stands for; null if nothing here or in the scopes around. */
  @Nullable Bound lookup(Expr.Column name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      Bound found = scope.lookupHere(name);
      if (found != null) {
        markCorrelated(scope);
        return found;
      }
    }
    return null;
  }

  private void markCorrelated(Scope owner) {
    for (Scope scope = this; scope != null && scope != owner; scope = scope.parent) {
      if (scope.query != null) {
        scope.query.correlated = true;
      }
    }
  }

  private @Nullable Bound lookupHere(Expr.Column name) {
    String column = name.column().text();
    @Nullable String table = text(name.table());
    @Nullable String schema = text(name.schema());
    Bound found = lookupColumn(name, schema, table, column);
    if (found == null) {
      found = lookupRow(table, column);
    }
    boolean mayBeRowid = restriction == null || restriction.rowids();
    if (found == null && mayBeRowid && Table.isRowidName(column)) {
      found = lookupRowid(name, schema, table);
    }
    if (found == null && table == null) {
      found = lookupAlias(column);
    }
    return found;
  }

  private static @Nullable String text(@Nullable Name name) {
    return name == null ? null : name.text();
  }

  private @Nullable Bound lookupColumn(
      Expr.Column name, @Nullable String schema, @Nullable String table, String column) {
    @Nullable Bound match = null;
    boolean ambiguous = false;
    List<Bound> coalesced = new ArrayList<>();
    for (Source source : sources) {
      for (int i = 0; i < source.offered().size(); i++) {
        Source.Offered offered = source.offered().get(i);
        if (!Ascii.equalsIgnoreCase(offered.name(), column)
            || !isNamed(source, offered, schema, table)) {
          continue;
        }
        Bound.Column here = new Bound.Column(source, i);
        if (match == null) {
          match = here;
        } else if (!isUsing(source, column)) {
          ambiguous = true;
        } else if (source.join == Source.Join.RIGHT) {
          match = here;
          coalesced.clear();
          ambiguous = false;
        } else if (source.join == Source.Join.FULL) {
          if (coalesced.isEmpty()) {
            coalesced.add(match);
          }
          coalesced.add(here);
        }
        break;
      }
    }
    if (ambiguous) {
      throw new DbException.Sql(
          ResultCode.ERROR, "ambiguous column name: " + qualified(name), name.start());
    }
    if (!coalesced.isEmpty()) {
      return coalesce(coalesced);
    }
    return match;
  }

  /** The merged column of a FULL JOIN: the first that is not NULL. */
  private static Bound coalesce(List<Bound> columns) {
    List<Bound.Case.Branch> branches = new ArrayList<>();
    for (Bound column : columns.subList(0, columns.size() - 1)) {
      branches.add(new Bound.Case.Branch(new Bound.IsNull(column, true), column));
    }
    return new Bound.Case(branches, columns.get(columns.size() - 1));
  }

  private static boolean isUsing(Source source, String column) {
    for (String using : source.using) {
      if (Ascii.equalsIgnoreCase(using, column)) {
        return true;
      }
    }
    return false;
  }

  private boolean isNamed(
      Source source, Source.Offered offered, @Nullable String schema, @Nullable String table) {
    if (table == null) {
      return true;
    }
    if (source.fromJoin && offered.table() != null) {
      return schema == null && Ascii.equalsIgnoreCase(offered.table(), table);
    }
    return isNamed(source, schema, table);
  }

  private static boolean isNamed(Source source, @Nullable String schema, String table) {
    if (source.name() == null || !Ascii.equalsIgnoreCase(source.name(), table)) {
      return false;
    }
    return schema == null || source.schemaIs(schema);
  }

  private @Nullable Bound lookupRowid(
      Expr.Column name, @Nullable String schema, @Nullable String table) {
    @Nullable Source match = null;
    int count = 0;
    for (Source source : sources) {
      if (table != null && !isNamed(source, schema, table)) {
        continue;
      }
      count++;
      if (hasRowid(source)) {
        match = source;
      }
    }
    if (match == null || count != 1) {
      return count > 1 && table == null ? rowidOfOnly(name) : null;
    }
    return new Bound.Column(match, Source.ROWID);
  }

  private static boolean hasRowid(Source source) {
    return source.function() != null || source.table() != null && source.table().hasRowid();
  }

  private @Nullable Bound rowidOfOnly(Expr.Column name) {
    Source match = null;
    for (Source source : sources) {
      if (hasRowid(source)) {
        if (match != null) {
          throw new DbException.Sql(
              ResultCode.ERROR, "ambiguous column name: " + qualified(name), name.start());
        }
        match = source;
      }
    }
    return match == null ? null : new Bound.Column(match, Source.ROWID);
  }

  private @Nullable Bound lookupRow(@Nullable String table, String column) {
    for (RowNames row : rows) {
      if (table == null ? !row.unqualified() : !Ascii.equalsIgnoreCase(row.name(), table)) {
        continue;
      }
      int index = row.table().columnIndex(column);
      if (index >= 0 && index != row.table().rowidAlias()) {
        var c = row.table().columns().get(index);
        int register = row.firstRegister() + 1 + row.table().rowPosition(index);
        return new Bound.InRegister(register, c.affinity(), c.collation());
      }
      if (index >= 0 || Table.isRowidName(column) && row.table().hasRowid()) {
        return new Bound.InRegister(row.firstRegister(), tech.turso.value.Affinity.INTEGER, null);
      }
    }
    return null;
  }

  /** Whether an alias, here or around, stands for this very expression. */
  boolean isAlias(Bound found) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      for (Alias alias : scope.aliases) {
        if (alias.expr() == found) {
          return true;
        }
      }
    }
    return false;
  }

  private @Nullable Bound lookupAlias(String name) {
    for (Alias alias : aliases) {
      if (Ascii.equalsIgnoreCase(alias.name(), name)) {
        return alias.expr();
      }
    }
    return null;
  }

  /** The name as the user wrote it, with dots. */
  static String qualified(Expr.Column name) {
    StringBuilder out = new StringBuilder();
    if (name.schema() != null) {
      out.append(name.schema().text()).append('.');
    }
    if (name.table() != null) {
      out.append(name.table().text()).append('.');
    }
    return out.append(name.column().text()).toString();
  }
}

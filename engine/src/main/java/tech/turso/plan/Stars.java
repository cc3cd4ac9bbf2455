package tech.turso.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Name;

/**
 * Writes out {@code *} and {@code table.*}.
 *
 * <p>SQLite: select.c selectExpander.
 */
final class Stars {
  private Stars() {}

  /**
   * Adds the columns of all sources, or of those named {@code table}, to the result.
   *
   * @param longNames whether the columns are shown as {@code table.column}
   */
  static void addAll(
      SelectQuery query, ExprResolver exprs, @Nullable Name table, boolean longNames) {
    boolean found = false;
    Set<String> merged = new HashSet<>();
    for (Source source : query.from) {
      if (table != null && !offersTable(source, table.text())) {
        continue;
      }
      found = true;
      for (int i = 0; i < source.offered().size(); i++) {
        Source.Offered offered = source.offered().get(i);
        if (offered.hidden()) {
          continue;
        }
        if (table != null
            && source.fromJoin
            && offered.table() != null
            && !Ascii.equalsIgnoreCase(offered.table(), table.text())) {
          continue;
        }
        String name = offered.name();
        Bound column = new Bound.Column(source, i);
        if (table == null && isMerged(query, source, name)) {
          if (!merged.add(Ascii.fold(name))) {
            continue;
          }
          Bound whole = exprs.whole(unqualified(name));
          if (whole != null) {
            column = whole;
          }
        } else {
          requireUnique(query, source, i);
        }
        String shown = longNames ? shownTable(source, offered) + "." + name : name;
        query.columns.add(new Query.ResultColumn(exprs.permitted(column), shown, name));
      }
    }
    if (!found) {
      if (table != null) {
        throw new DbException.Sql(
            ResultCode.ERROR, "no such table: " + table.text(), table.start());
      }
      throw new DbException.Sql("no tables specified");
    }
  }

  /** SQLite looks each column of a star up by its full name, which another source may have too. */
  private static void requireUnique(SelectQuery query, Source source, int column) {
    Source.Offered offered = source.offered().get(column);
    String table = tableOf(source, offered);
    if (table == null) {
      return;
    }
    for (Source other : query.from) {
      for (Source.Offered o : other == source ? List.<Source.Offered>of() : other.offered()) {
        String otherTable = tableOf(other, o);
        if (Ascii.equalsIgnoreCase(o.name(), offered.name())
            && otherTable != null
            && Ascii.equalsIgnoreCase(otherTable, table)
            && (source.fromJoin
                || other.fromJoin
                || Objects.equals(source.schemaName, other.schemaName))) {
          throw new DbException.Sql(
              ResultCode.ERROR,
              "ambiguous column name: "
                  + (source.schemaName == null ? source.fromJoin ? "main" : "*" : source.schemaName)
                  + "."
                  + table
                  + "."
                  + offered.name(),
              -1);
        }
      }
    }
  }

  private static @Nullable String tableOf(Source source, Source.Offered offered) {
    return source.fromJoin && offered.table() != null ? offered.table() : source.name();
  }

  private static @Nullable String shownTable(Source source, Source.Offered offered) {
    String table = tableOf(source, offered);
    return table == null && source.query() != null
        ? "(subquery-" + source.query().id() + ")"
        : table;
  }

  private static boolean offersTable(Source source, String table) {
    if (source.name() != null && Ascii.equalsIgnoreCase(source.name(), table)) {
      return true;
    }
    if (source.fromJoin) {
      for (Source.Offered offered : source.offered()) {
        if (offered.table() != null && Ascii.equalsIgnoreCase(offered.table(), table)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether USING or NATURAL makes one column of those of that name. */
  private static boolean isMerged(SelectQuery query, Source source, String name) {
    for (Source other : query.from) {
      boolean after = other.index >= source.index;
      if (after || other == source) {
        for (String using : other.using) {
          if (Ascii.equalsIgnoreCase(using, name)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static Expr.Column unqualified(String name) {
    return new Expr.Column(null, null, Name.of(name), -1, -1);
  }

  /** The name that a plain column has in its table. */
  static String originName(Bound.Column column) {
    Source source = column.source();
    int index = column.column();
    if (index == Source.ROWID && source.table() != null) {
      index = source.table().rowidAlias();
    }
    return index < 0 ? "rowid" : source.offered().get(index).name();
  }
}

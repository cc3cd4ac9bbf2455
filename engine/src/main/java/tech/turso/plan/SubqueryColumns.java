package tech.turso.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;

/**
 * The columns that a query offers to the query whose FROM clause it stands in: names made distinct,
 * affinities, collations.
 *
 * <p>SQLite: select.c sqlite3ColumnsFromExprList, sqlite3SubqueryColumnTypes.
 */
public final class SubqueryColumns {
  private static final int NUMBER = 1;
  private static final int TEXT = 2;
  private static final int BLOB = 4;

  private SubqueryColumns() {}

  /**
   * The columns of {@code query}.
   *
   * @param names those that a view or common table gives; empty for the query's own
   */
  static List<Source.Offered> of(Query query, List<String> names, Typing typing) {
    List<String> distinct = names.isEmpty() ? names(query) : names;
    List<Source.Offered> out = new ArrayList<>();
    for (int i = 0; i < query.columns().size(); i++) {
      Bound expr = query.columns().get(i).expr();
      Collation collation = typing.collationOf(expr);
      out.add(
          new Source.Offered(
              distinct.get(i),
              affinity(query, i, Affinity.NONE),
              collation == null ? "BINARY" : collation.name(),
              declaredType(last(query).columns().get(i).expr()),
              false,
              null));
    }
    return out;
  }

  /** The names of the columns, later ones of the same name as {@code name:1} and so on. */
  public static List<String> names(Query query) {
    List<String> out = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    int count = 0;
    for (Query.ResultColumn column : query.columns()) {
      String name = column.columnName().isEmpty() ? "column" + (count + 1) : column.columnName();
      String candidate = name;
      int number = 0;
      while (!taken.add(Ascii.fold(candidate))) {
        candidate = withoutNumber(name) + ":" + ++number;
      }
      out.add(candidate);
      count++;
    }
    return out;
  }

  private static String withoutNumber(String name) {
    int end = name.length();
    while (end > 1 && Ascii.isDigit(name.charAt(end - 1))) {
      end--;
    }
    return end < name.length() && name.charAt(end - 1) == ':' ? name.substring(0, end - 1) : name;
  }

  /** The last arm of a compound, whose columns SQLite takes for those of the subquery. */
  private static Query last(Query query) {
    return query instanceof CompoundQuery c ? c.right() : query;
  }

  /** The declared type of the table's column that {@code expr} is; null if it is none. */
  public static @Nullable String declaredType(Bound expr) {
    if (expr instanceof Bound.Column c) {
      int index = c.column();
      if (index == Source.ROWID) {
        int alias = c.source().table() == null ? -1 : c.source().table().rowidAlias();
        return alias < 0 ? "INTEGER" : c.source().offered().get(alias).declaredType();
      }
      String type = c.source().offered().get(index).declaredType();
      return type == null || type.isEmpty() ? null : type;
    }
    if (expr instanceof Bound.Scalar q) {
      return declaredType(last(q.query()).columns().get(q.column()).expr());
    }
    return null;
  }

  /**
   * The affinity of a column: that of its expression, but in compounds whose arms may give values
   * of other types none.
   */
  public static Affinity affinity(Query query, int column, Affinity ifNone) {
    List<Bound> arms = new ArrayList<>();
    arms(query, column, arms);
    int at = 0;
    int types = 0;
    Affinity affinity = arms.get(0).affinity();
    while (affinity == Affinity.NONE && at + 1 < arms.size()) {
      types |= dataTypes(arms.get(at));
      at++;
      affinity = arms.get(at).affinity();
    }
    if (affinity == Affinity.NONE) {
      affinity = ifNone;
    }
    boolean typed = affinity == Affinity.TEXT || affinity.isNumeric();
    if (typed && arms.size() > 1) {
      for (int i = at + 1; i < arms.size(); i++) {
        types |= dataTypes(arms.get(i));
      }
      if (affinity == Affinity.TEXT && (types & NUMBER) != 0
          || affinity.isNumeric() && (types & TEXT) != 0) {
        return Affinity.BLOB;
      }
    }
    return affinity;
  }

  private static void arms(Query query, int column, List<Bound> to) {
    switch (query) {
      case CompoundQuery c -> {
        arms(c.left(), column, to);
        arms(c.right(), column, to);
      }
      case ValuesQuery v -> v.rows().forEach(row -> to.add(row.get(column)));
      case SelectQuery s -> to.add(s.columns().get(column).expr());
    }
  }

  /** The types a value may have: bits of NUMBER, TEXT, BLOB. SQLite: expr.c sqlite3ExprDataType. */
  private static int dataTypes(Bound expr) {
    return switch (expr) {
      case Bound.Null n -> 0;
      case Bound.Text t -> TEXT;
      case Bound.Blob b -> BLOB;
      case Bound.Arithmetic a ->
          a.op() == tech.turso.sql.ast.BinaryOp.CONCAT ? TEXT | BLOB : NUMBER;
      case Bound.Variable v -> NUMBER | TEXT | BLOB;
      case Bound.Call c -> NUMBER | TEXT | BLOB;
      case Bound.Aggregate a -> NUMBER | TEXT | BLOB;
      case Bound.Column c -> ofAffinity(c.affinity());
      case Bound.Cast c -> ofAffinity(c.affinity());
      case Bound.Scalar q -> ofAffinity(q.affinity());
      case Bound.Collate c -> dataTypes(c.operand());
      case Bound.Plus p -> dataTypes(p.operand());
      case Bound.IfNullRow r -> dataTypes(r.operand());
      case Bound.Case c -> {
        int types = c.otherwise() == null ? 0 : dataTypes(c.otherwise());
        for (Bound.Case.Branch b : c.branches()) {
          types |= dataTypes(b.then());
        }
        yield types;
      }
      case Bound.Switch c -> {
        int types = c.otherwise() == null ? 0 : dataTypes(c.otherwise());
        for (Bound.Case.Branch b : c.branches()) {
          types |= dataTypes(b.then());
        }
        yield types;
      }
      default -> NUMBER;
    };
  }

  private static int ofAffinity(Affinity affinity) {
    return affinity.isNumeric()
        ? NUMBER | BLOB
        : affinity == Affinity.TEXT ? TEXT | BLOB : NUMBER | TEXT | BLOB;
  }
}

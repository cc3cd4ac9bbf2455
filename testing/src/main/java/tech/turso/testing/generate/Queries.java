package tech.turso.testing.generate;

import java.util.ArrayList;
import java.util.List;

/** SELECT statements over the tables of a schema. */
final class Queries implements Expressions.Subqueries {
  private final Dice dice;
  private final Literals literals;
  private final Schemas schema;
  private final Expressions expressions;
  private int nextAlias;

  /**
   * A query.
   *
   * @param columns its columns, as a query around it sees them
   */
  record Query(String sql, List<Column> columns) {}

  /** A FROM clause and what it brings into scope. */
  private record From(String sql, List<Column> scope) {}

  Queries(Dice dice, Literals literals, Schemas schema) {
    this.dice = dice;
    this.literals = literals;
    this.schema = schema;
    this.expressions = new Expressions(dice, literals, this);
  }

  Expressions expressions() {
    return expressions;
  }

  /** A statement. */
  String statement() {
    nextAlias = 0;
    String with = "";
    Query query = query(List.of(), 3);
    if (dice.percent(8)) {
      with = "WITH x(" + names(query) + ") AS (" + query.sql() + ") ";
      query = new Query("SELECT * FROM x" + dice.maybe(50, " WHERE 1"), query.columns());
    }
    return with + (dice.percent(40) ? ordered(query) : query.sql());
  }

  private static String names(Query query) {
    return String.join(", ", query.columns().stream().map(Column::name).toList());
  }

  /** A query for a view. */
  Query forView() {
    nextAlias = 0;
    return simple(List.of(), 1);
  }

  /** The query with an order that leaves no ties but of identical rows, and perhaps a LIMIT. */
  String ordered(Query query) {
    List<String> terms = new ArrayList<>();
    for (Column column : query.columns()) {
      String direction = dice.of("", "", " DESC", " ASC", " NULLS LAST", " DESC NULLS FIRST");
      terms.add(column.name() + " COLLATE BINARY" + direction);
      if (column.kind() == Column.Kind.ANY || column.kind() == Column.Kind.REAL) {
        terms.add("typeof(" + column.name() + ")");
      }
    }
    return "SELECT * FROM (" + query.sql() + ") ORDER BY " + String.join(", ", terms) + limit();
  }

  private String limit() {
    return switch (dice.below(5)) {
      case 0 -> " LIMIT " + dice.between(0, 8);
      case 1 -> " LIMIT " + dice.between(-1, 8) + " OFFSET " + dice.between(-1, 5);
      case 2 -> " LIMIT " + dice.between(0, 3) + ", " + dice.between(0, 8);
      default -> "";
    };
  }

  /** Any query; its columns are named {@code c0}, {@code c1}, .... */
  private Query query(List<Column> outer, int depth) {
    return switch (dice.below(10)) {
      case 0, 1 -> compound(outer, depth);
      case 2, 3, 4 -> grouped(outer, depth);
      case 5 -> distinct(outer, depth);
      case 6 -> values();
      default -> simple(outer, depth);
    };
  }

  private Query simple(List<Column> outer, int depth) {
    From from = from(depth);
    List<Column> scope = with(from.scope(), outer);
    List<String> results = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (int i = dice.between(1, 4); i > 0; i--) {
      String name = "c" + columns.size();
      if (dice.percent(60)) {
        Column column = dice.of(from.scope());
        results.add(column.name() + " AS " + name);
        columns.add(new Column(name, column.kind(), column.binary()));
      } else {
        results.add(expressions.value(scope, depth) + " AS " + name);
        columns.add(new Column(name, Column.Kind.ANY, false));
      }
    }
    String sql = "SELECT " + String.join(", ", results) + " FROM " + from.sql();
    return new Query(sql + where(scope, depth), columns);
  }

  private Query distinct(List<Column> outer, int depth) {
    From from = from(depth);
    List<Column> keys = from.scope().stream().filter(Column::isKeyLike).toList();
    if (keys.isEmpty()) {
      return simple(outer, depth);
    }
    List<String> results = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    for (Column column : dice.some(keys, 3)) {
      results.add(column.name() + " AS c" + columns.size());
      columns.add(new Column("c" + columns.size(), column.kind(), true));
    }
    String sql = "SELECT DISTINCT " + String.join(", ", results) + " FROM " + from.sql();
    return new Query(sql + where(with(from.scope(), outer), depth), columns);
  }

  private Query grouped(List<Column> outer, int depth) {
    From from = from(depth);
    List<Column> keys = from.scope().stream().filter(Column::isKeyLike).toList();
    List<String> results = new ArrayList<>();
    List<Column> columns = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    if (!keys.isEmpty() && dice.percent(75)) {
      for (Column key : dice.some(keys, 2)) {
        groups.add(key.name());
        results.add(key.name() + " AS c" + columns.size());
        columns.add(new Column("c" + columns.size(), key.kind(), true));
      }
    }
    for (int i = dice.between(1, 3); i > 0; i--) {
      results.add(aggregate(from.scope(), depth) + " AS c" + columns.size());
      columns.add(new Column("c" + columns.size(), Column.Kind.ANY, false));
    }
    StringBuilder sql = new StringBuilder("SELECT ").append(String.join(", ", results));
    sql.append(" FROM ").append(from.sql()).append(where(with(from.scope(), outer), depth));
    if (!groups.isEmpty()) {
      sql.append(" GROUP BY ").append(String.join(", ", groups));
      if (dice.percent(40)) {
        sql.append(" HAVING ").append(aggregate(from.scope(), depth));
        sql.append(dice.of(" > ", " <= ", " <> ", " IS NOT ")).append(dice.between(0, 5));
      }
    }
    return new Query(sql.toString(), columns);
  }

  private String aggregate(List<Column> scope, int depth) {
    List<Column> exact = scope.stream().filter(Column::addsUp).toList();
    List<Column> keys = scope.stream().filter(Column::isKeyLike).toList();
    String filter =
        dice.percent(10) ? " FILTER (WHERE " + expressions.condition(scope, 1) + ")" : "";
    if (!exact.isEmpty() && dice.percent(50)) {
      String column = dice.of(exact).name();
      String argument = dice.of("%s", "%s", "DISTINCT %s", "%s * 2", "-%s").formatted(column);
      return dice.of("sum", "total", "avg", "count") + "(" + argument + ")" + filter;
    }
    if (!keys.isEmpty() && dice.percent(50)) {
      String column = dice.of(keys).name();
      return dice.of(
              "min(%s)",
              "max(%s)", "count(DISTINCT %s)", "length(hex(group_concat(%s)))", "count(%s)")
          .formatted(column);
    }
    return dice.percent(50)
        ? "count(*)" + filter
        : "count(" + expressions.value(scope, depth - 1) + ")" + filter;
  }

  /** Arms whose equal rows are identical, so that it does not matter which of them stays. */
  private Query compound(List<Column> outer, int depth) {
    Query first = distinct(outer, depth - 1);
    boolean identical = first.columns().stream().allMatch(Column::isKeyLike);
    StringBuilder sql = new StringBuilder(first.sql());
    for (int i = dice.between(1, 2); i > 0; i--) {
      String operator =
          identical ? dice.of(" UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT ") : " UNION ALL ";
      sql.append(operator).append(arm(first.columns(), identical));
    }
    List<Column> columns = new ArrayList<>();
    for (Column column : first.columns()) {
      columns.add(identical ? column : new Column(column.name(), Column.Kind.ANY, false));
    }
    return new Query(sql.toString(), columns);
  }

  private String arm(List<Column> like, boolean identical) {
    Table table = dice.of(schema.tables);
    List<String> results = new ArrayList<>();
    for (Column column : like) {
      List<Column> fitting =
          table.columns().stream()
              .filter(c -> !identical || c.isKeyLike() && c.kind() == column.kind())
              .toList();
      results.add(fitting.isEmpty() ? "NULL" : dice.of(fitting).name());
    }
    return "SELECT " + String.join(", ", results) + " FROM " + table.name();
  }

  private Query values() {
    int width = dice.between(1, 3);
    List<String> rows = new ArrayList<>();
    for (int i = dice.between(1, 3); i > 0; i--) {
      List<String> row = new ArrayList<>();
      for (int j = 0; j < width; j++) {
        row.add(literals.any());
      }
      rows.add("(" + String.join(", ", row) + ")");
    }
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < width; j++) {
      columns.add(new Column("column" + (j + 1), Column.Kind.ANY, false));
    }
    return new Query("VALUES " + String.join(", ", rows), columns);
  }

  private From from(int depth) {
    From from = source(depth);
    int joins = dice.percent(45) ? dice.between(1, 2) : 0;
    for (int i = 0; i < joins; i++) {
      From right = source(depth);
      List<Column> scope = with(from.scope(), right.scope());
      String join =
          dice.of(
              " JOIN ",
              " LEFT JOIN ",
              " INNER JOIN ",
              " LEFT OUTER JOIN ",
              " RIGHT JOIN ",
              " FULL JOIN ",
              " CROSS JOIN ");
      from = new From(from.sql() + join + right.sql() + on(from.scope(), right.scope()), scope);
    }
    return from;
  }

  private String on(List<Column> left, List<Column> right) {
    String condition = dice.of(left).name() + " = " + dice.of(right).name();
    if (dice.percent(25)) {
      condition = expressions.condition(with(left, right), 1);
    } else if (dice.percent(25)) {
      condition += " AND " + expressions.condition(with(left, right), 1);
    }
    return " ON " + condition;
  }

  private From source(int depth) {
    String alias = "a" + nextAlias++;
    if (depth > 1 && dice.percent(15)) {
      Query query = query(List.of(), depth - 2);
      return new From(
          "(" + query.sql() + ") AS " + alias,
          query.columns().stream().map(column -> column.in(alias)).toList());
    }
    Table table = dice.of(schema.tables);
    List<Column> scope = new ArrayList<>(table.as(alias));
    if (table.hasRowid() && dice.percent(20)) {
      scope.add(new Column(alias + ".rowid", Column.Kind.TAME_INTEGER, true));
    }
    return new From(table.name() + " AS " + alias, scope);
  }

  private String where(List<Column> scope, int depth) {
    if (dice.percent(25)) {
      return "";
    }
    String condition =
        dice.percent(50)
            ? expressions.seekable(scope)
            : expressions.condition(scope, Math.min(depth, 2));
    if (dice.percent(40)) {
      condition += dice.of(" AND ", " AND ", " OR ") + expressions.condition(scope, 1);
    }
    return " WHERE " + condition;
  }

  private static List<Column> with(List<Column> a, List<Column> b) {
    List<Column> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }

  @Override
  public String rows(List<Column> scope, int depth) {
    From from = source(0);
    String sql = "SELECT " + dice.of(from.scope()).name() + " FROM " + from.sql();
    return sql + where(dice.percent(50) ? with(from.scope(), scope) : from.scope(), depth);
  }

  @Override
  public String one(List<Column> scope, int depth) {
    From from = source(0);
    String sql = "SELECT " + aggregate(from.scope(), 0) + " FROM " + from.sql();
    return sql + where(dice.percent(60) ? with(from.scope(), scope) : from.scope(), depth);
  }
}

package tech.turso.testing.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Expressions over columns in scope. None of them fails on any value. */
final class Expressions {
  private final Dice dice;
  private final Literals literals;

  /** Gives a subquery of one column, correlated with the columns in scope. */
  interface Subqueries {
    /** One with any number of rows. */
    String rows(List<Column> scope, int depth);

    /** One with exactly one row. */
    String one(List<Column> scope, int depth);
  }

  private final Subqueries subqueries;

  Expressions(Dice dice, Literals literals, Subqueries subqueries) {
    this.dice = dice;
    this.literals = literals;
    this.subqueries = subqueries;
  }

  /** A value of any type. */
  String value(List<Column> scope, int depth) {
    if (depth <= 0 || dice.percent(25)) {
      return leaf(scope);
    }
    int d = depth - 1;
    return switch (dice.below(13)) {
      case 0, 1, 2 -> arithmetic(scope, d);
      case 3 -> "(" + value(scope, d) + " || " + value(scope, d) + ")";
      case 4, 5 -> function(scope, d);
      case 6 -> caseOf(scope, d);
      case 7 -> "CAST(" + value(scope, d) + " AS " + castType() + ")";
      case 8 -> condition(scope, d);
      case 9 -> dice.of("-", "+", "~", "NOT ") + "(" + value(scope, d) + ")";
      case 10 -> dice.percent(50) ? "(" + subqueries.one(scope, d) + ")" : leaf(scope);
      case 11 -> "(" + value(scope, d) + " COLLATE " + collation() + ")";
      default -> leaf(scope);
    };
  }

  String leaf(List<Column> scope) {
    return scope.isEmpty() || dice.percent(30) ? literals.any() : dice.of(scope).name();
  }

  private String collation() {
    return dice.of("NOCASE", "RTRIM", "BINARY");
  }

  private String castType() {
    return dice.of("INTEGER", "REAL", "TEXT", "BLOB", "NUMERIC");
  }

  private String arithmetic(List<Column> scope, int depth) {
    String operator = dice.of("+", "-", "*", "/", "%", "&", "|", "<<", ">>");
    return "(" + value(scope, depth) + " " + operator + " " + value(scope, depth) + ")";
  }

  private String caseOf(List<Column> scope, int depth) {
    StringBuilder text = new StringBuilder("CASE");
    boolean base = dice.percent(40);
    if (base) {
      text.append(' ').append(value(scope, depth));
    }
    for (int i = dice.between(1, 2); i > 0; i--) {
      text.append(" WHEN ").append(base ? value(scope, depth) : condition(scope, depth));
      text.append(" THEN ").append(value(scope, depth));
    }
    text.append(dice.percent(70) ? " ELSE " + value(scope, depth) : "").append(" END");
    return text.toString();
  }

  private String function(List<Column> scope, int depth) {
    Supplier<String> x = () -> value(scope, depth);
    return switch (dice.below(20)) {
      case 0 -> "length(" + x.get() + ")";
      case 1 -> "typeof(" + x.get() + ")";
      case 2 -> "upper(" + x.get() + ")";
      case 3 -> "lower(" + x.get() + ")";
      case 4 -> "coalesce(" + x.get() + ", " + x.get() + ", " + x.get() + ")";
      case 5 -> "ifnull(" + x.get() + ", " + x.get() + ")";
      case 6 -> "nullif(" + x.get() + ", " + x.get() + ")";
      case 7 -> "iif(" + condition(scope, depth) + ", " + x.get() + ", " + x.get() + ")";
      case 8 -> dice.of("min", "max") + "(" + x.get() + ", " + x.get() + ")";
      case 9 -> "substr(" + x.get() + ", " + dice.between(-4, 4) + ")";
      case 10 -> "substr(" + x.get() + ", " + x.get() + ", " + dice.between(-3, 5) + ")";
      case 11 -> "instr(" + x.get() + ", " + x.get() + ")";
      case 12 -> dice.of("trim", "ltrim", "rtrim") + "(" + x.get() + dice.maybe(30, ", 'a '") + ")";
      case 13 -> "hex(" + x.get() + ")";
      case 14 -> "quote(" + x.get() + ")";
      case 15 -> "unicode(" + x.get() + ")";
      case 16 -> "round(" + x.get() + dice.of("", ", 1", ", 0") + ")";
      case 17 -> "replace(substr(" + x.get() + ", 1, 20), 'a', " + dice.of("'xy'", "''") + ")";
      case 18 -> "sign(" + x.get() + ")";
      default -> "likely(" + x.get() + ")";
    };
  }

  /** A value that is true, false or NULL. */
  String condition(List<Column> scope, int depth) {
    int d = depth - 1;
    if (depth <= 0) {
      return comparison(scope, 0);
    }
    return switch (dice.below(14)) {
      case 0, 1, 2, 3 -> comparison(scope, d);
      case 4 -> "(" + condition(scope, d) + " AND " + condition(scope, d) + ")";
      case 5 -> "(" + condition(scope, d) + " OR " + condition(scope, d) + ")";
      case 6 -> "NOT (" + condition(scope, d) + ")";
      case 7 ->
          "(" + value(scope, d) + dice.of(" IS NULL", " NOT NULL", " ISNULL", " IS NOT NULL") + ")";
      case 8 ->
          "("
              + leaf(scope)
              + dice.of(" BETWEEN ", " NOT BETWEEN ")
              + leaf(scope)
              + " AND "
              + leaf(scope)
              + ")";
      case 9 -> "(" + leaf(scope) + dice.of(" IN (", " NOT IN (") + list(scope, d) + "))";
      case 10 ->
          dice.percent(60)
              ? "(" + leaf(scope) + dice.of(" IN (", " NOT IN (") + subqueries.rows(scope, d) + "))"
              : dice.of("EXISTS (", "NOT EXISTS (") + subqueries.rows(scope, d) + ")";
      case 11 -> like(scope, d);
      case 12 -> rowValues(scope, d);
      default -> comparison(scope, d);
    };
  }

  /** A condition that an index of a column in scope could serve. */
  String seekable(List<Column> scope) {
    String column = dice.of(scope).name();
    return switch (dice.below(7)) {
      case 0, 1 -> column + " = " + literals.any();
      case 2 -> column + dice.of(" > ", " >= ", " < ", " <= ") + literals.any();
      case 3 -> column + " BETWEEN " + literals.any() + " AND " + literals.any();
      case 4 -> column + " IN (" + list(List.of(), 0) + ")";
      case 5 -> "(" + column + " = " + literals.any() + " OR " + seekable(scope) + ")";
      default -> column + " IS NULL";
    };
  }

  private String comparison(List<Column> scope, int depth) {
    String operator =
        dice.of(
            "=",
            "==",
            "<>",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "IS",
            "IS NOT",
            "IS DISTINCT FROM",
            "IS NOT DISTINCT FROM");
    return "(" + value(scope, depth) + " " + operator + " " + value(scope, depth) + ")";
  }

  private String list(List<Column> scope, int depth) {
    List<String> values = new ArrayList<>();
    for (int i = dice.between(0, 4); i > 0; i--) {
      values.add(dice.percent(70) ? literals.any() : value(scope, depth));
    }
    return String.join(", ", values);
  }

  private String like(List<Column> scope, int depth) {
    String left = value(scope, depth);
    if (dice.percent(30)) {
      String pattern = dice.of("'a*'", "'[a-b]*'", "'?b'", "'*[^a]'", "'A'", "'*'", "x'61'");
      return "(" + left + dice.of(" GLOB ", " NOT GLOB ") + pattern + ")";
    }
    String pattern =
        dice.of("'a%'", "'%b'", "'_'", "'A_'", "'ab%'", "'%'", "'x%%' ESCAPE '%'", "'1%'");
    return "(" + left + dice.of(" LIKE ", " NOT LIKE ") + pattern + ")";
  }

  private String rowValues(List<Column> scope, int depth) {
    String left = "(" + value(scope, depth) + ", " + leaf(scope) + ")";
    String right = "(" + leaf(scope) + ", " + leaf(scope) + ")";
    return "(" + left + dice.of(" = ", " < ", " >= ", " <> ", " IS ") + right + ")";
  }
}

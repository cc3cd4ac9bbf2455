package tech.turso.sql.parser;

import java.util.List;
import tech.turso.sql.ast.Expr;

/** Writes expressions with all their parentheses, for tests of what binds to what. */
final class Sexpr {
  private Sexpr() {}

  static String of(String sql) {
    return write(Parser.parseExpression(sql));
  }

  static String write(Expr expr) {
    return switch (expr) {
      case null -> "";
      case Expr.NullLiteral e -> "null";
      case Expr.IntegerLiteral e -> e.text();
      case Expr.RealLiteral e -> e.text();
      case Expr.StringLiteral e -> "'" + e.value() + "'";
      case Expr.BlobLiteral e -> "x'" + e.hex() + "'";
      case Expr.BooleanLiteral e -> String.valueOf(e.value());
      case Expr.CurrentTime e -> e.kind().name();
      case Expr.Column e ->
          (e.schema() == null ? "" : e.schema() + ".")
              + (e.table() == null ? "" : e.table() + ".")
              + e.column();
      case Expr.Variable e -> "?" + e.number();
      case Expr.Unary e -> list(e.op().symbol(), e.operand());
      case Expr.Binary e -> list(e.op().symbol(), e.left(), e.right());
      case Expr.Is e -> list(e.not() ? "is-not" : "is", e.left(), e.right());
      case Expr.IsNull e -> list(e.not() ? "not-null" : "is-null", e.operand());
      case Expr.Between e -> list(not(e.not()) + "between", e.operand(), e.low(), e.high());
      case Expr.InList e -> list(not(e.not()) + "in", e.operand(), e.list());
      case Expr.InSelect e -> list(not(e.not()) + "in-select", e.operand());
      case Expr.InTable e -> list(not(e.not()) + "in-" + e.table(), e.operand(), e.arguments());
      case Expr.Like e ->
          e.escape() == null
              ? list(not(e.not()) + e.op(), e.operand(), e.pattern())
              : list(not(e.not()) + e.op(), e.operand(), e.pattern(), e.escape());
      case Expr.Case e -> caseOf(e);
      case Expr.Cast e -> list("cast-" + e.type().text(), e.operand());
      case Expr.Collate e -> list("collate-" + e.collation(), e.operand());
      case Expr.Call e -> list(e.function() + (e.star() ? "*" : ""), e.arguments());
      case Expr.Exists e -> "(exists)";
      case Expr.Subquery e -> "(select)";
      case Expr.Row e -> list("row", e.elements());
      case Expr.Raise e -> e.message() == null ? "(raise)" : list("raise", e.message());
    };
  }

  private static String not(boolean not) {
    return not ? "not-" : "";
  }

  private static String caseOf(Expr.Case e) {
    StringBuilder text = new StringBuilder("(case");
    if (e.operand() != null) {
      text.append(' ').append(write(e.operand()));
    }
    for (Expr.Case.Branch branch : e.branches()) {
      text.append(' ').append(write(branch.when())).append("->").append(write(branch.then()));
    }
    if (e.otherwise() != null) {
      text.append(" else ").append(write(e.otherwise()));
    }
    return text.append(')').toString();
  }

  private static String list(String head, Object... operands) {
    StringBuilder text = new StringBuilder("(").append(head);
    for (Object operand : operands) {
      if (operand instanceof Expr expr) {
        text.append(' ').append(write(expr));
      } else {
        for (Object element : (List<?>) operand) {
          text.append(' ').append(write((Expr) element));
        }
      }
    }
    return text.append(')').toString();
  }
}

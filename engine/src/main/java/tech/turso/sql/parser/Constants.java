package tech.turso.sql.parser;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Expr.Case.Branch;

/**
 * Tells expressions that are constant before any name is resolved: no column, no subquery, and no
 * function but those of operators and CURRENT_TIME. (SQLite also knows which functions are
 * constant; for the little that is decided here that matters only where two errors meet.)
 *
 * <p>SQLite: expr.c exprNodeIsConstant.
 */
final class Constants {
  private Constants() {}

  /** Whether all of {@code list} are constant. */
  static boolean areAll(List<Expr> list) {
    for (Expr expr : list) {
      if (!isConstant(expr)) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of {@code list}, all constant, has an affinity: comes from a CAST. */
  static boolean haveAffinity(List<Expr> list) {
    for (Expr expr : list) {
      if (hasAffinity(expr)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasAffinity(Expr expr) {
    return switch (expr) {
      case Expr.Cast e -> true;
      case Expr.Collate e -> hasAffinity(e.operand());
      case Expr.Row e -> hasAffinity(e.elements().getFirst());
      default -> false;
    };
  }

  private static boolean isConstant(@Nullable Expr expr) {
    return switch (expr) {
      case null -> true;
      case Expr.NullLiteral e -> true;
      case Expr.IntegerLiteral e -> true;
      case Expr.RealLiteral e -> true;
      case Expr.StringLiteral e -> true;
      case Expr.BlobLiteral e -> true;
      case Expr.BooleanLiteral e -> true;
      case Expr.CurrentTime e -> true;
      case Expr.Variable e -> true;
      case Expr.Column e -> isBoolean(e);
      case Expr.Unary e -> isConstant(e.operand());
      case Expr.Binary e -> isConstant(e.left()) && isConstant(e.right());
      case Expr.Is e -> isConstant(e.left()) && isConstant(e.right());
      case Expr.IsNull e -> isConstant(e.operand());
      case Expr.Between e -> isConstant(e.operand()) && isConstant(e.low()) && isConstant(e.high());
      case Expr.InList e -> isConstant(e.operand()) && areAll(e.list());
      case Expr.Case e -> isConstantCase(e);
      case Expr.Cast e -> isConstant(e.operand());
      case Expr.Collate e -> isConstant(e.operand());
      case Expr.Row e -> areAll(e.elements());
      case Expr.InSelect e -> false;
      case Expr.InTable e -> false;
      case Expr.Like e -> isConstantLike(e);
      case Expr.Call e -> false;
      case Expr.Exists e -> false;
      case Expr.Subquery e -> false;
      case Expr.Raise e -> false;
    };
  }

  private static boolean isConstantLike(Expr.Like e) {
    boolean builtIn = e.op() == Expr.LikeOp.LIKE || e.op() == Expr.LikeOp.GLOB;
    return builtIn && isConstant(e.operand()) && isConstant(e.pattern()) && isConstant(e.escape());
  }

  private static boolean isConstantCase(Expr.Case e) {
    for (Branch branch : e.branches()) {
      if (!isConstant(branch.when()) || !isConstant(branch.then())) {
        return false;
      }
    }
    return isConstant(e.operand()) && isConstant(e.otherwise());
  }

  private static boolean isBoolean(Expr.Column column) {
    String name = column.column().text();
    return column.table() == null
        && !column.column().isQuoted()
        && (Ascii.equalsIgnoreCase(name, "true") || Ascii.equalsIgnoreCase(name, "false"));
  }
}

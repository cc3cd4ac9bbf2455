package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.schema.Column;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.UnaryOp;
import tech.turso.value.Numbers;
import tech.turso.value.Register;

/** The constant values of DEFAULT clauses: what a record that lacks a column holds there. */
final class Defaults {
  private Defaults() {}

  /** The value with the column's affinity; null if it is NULL or no constant. */
  static @Nullable Register constant(Column column) {
    Expr expr = column.defaultValue();
    if (expr == null) {
      return null;
    }
    Register value = new Register();
    if (!literal(expr, false, value) || value.isNull()) {
      return null;
    }
    column.affinity().apply(value);
    return value;
  }

  private static boolean literal(Expr expr, boolean negative, Register to) {
    switch (expr) {
      case Expr.IntegerLiteral e when e.fits() -> to.setInteger(negative ? -e.value() : e.value());
      case Expr.IntegerLiteral e when negative && e.isMinimumNegated() ->
          to.setInteger(Long.MIN_VALUE);
      case Expr.IntegerLiteral e -> real(e.text(), negative, to);
      case Expr.RealLiteral e -> real(e.text(), negative, to);
      case Expr.StringLiteral e -> to.setText(e.value());
      case Expr.BlobLiteral e -> to.setBlob(Ascii.parseHex(e.hex()));
      case Expr.BooleanLiteral e -> to.setInteger(e.value() ? 1 : 0);
      case Expr.NullLiteral e -> to.setNull();
      case Expr.Column e when e.column().isDoubleQuoted() -> to.setText(e.column().text());
      case Expr.Unary e when e.op() == UnaryOp.MINUS -> {
        return literal(e.operand(), !negative, to);
      }
      case Expr.Unary e when e.op() == UnaryOp.PLUS -> {
        return literal(e.operand(), negative, to);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void real(String text, boolean negative, Register to) {
    to.setText(text);
    double value = Numbers.realOf(to);
    to.setReal(negative ? -value : value);
  }
}

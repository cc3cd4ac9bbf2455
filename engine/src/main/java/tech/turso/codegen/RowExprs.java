package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.plan.Bound;
import tech.turso.plan.Restriction;
import tech.turso.sql.ast.Expr;

/** Binds expressions of a schema over a row that is held in registers. */
final class RowExprs {
  private final Emission emission;
  private final RowRegisters row;

  RowExprs(Emission emission, RowRegisters row) {
    this.emission = emission;
    this.row = row;
  }

  /** The bound form of {@code expr}. */
  Bound bind(Expr expr, @Nullable Restriction restriction) {
    return emission.resolver().overRow(row.table(), row.rowid(), restriction).scalar(expr);
  }

  /** Emits {@code expr} into a register of its own bytes. */
  void emitInto(Expr expr, @Nullable Restriction restriction, int target) {
    emission.exprs().emitInto(bind(expr, restriction), target);
  }
}

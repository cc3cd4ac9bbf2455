package tech.turso.codegen;

import java.util.List;
import tech.turso.schema.Column;
import tech.turso.sql.ast.Expr;
import tech.turso.vdbe.program.Op;

/** Emits the values of DEFAULT clauses for new rows. */
final class DefaultValues {
  private final Emission emission;

  DefaultValues(Emission emission) {
    this.emission = emission;
  }

  /** Emits the default of a column; NULL if it has none. */
  void emitInto(Column column, int target) {
    Expr expr = column.defaultValue();
    if (expr == null) {
      emission.builder().add(Op.NULL, 0, target);
    } else {
      emission.exprs().emitInto(emission.resolver().over(List.of(), null).scalar(expr), target);
    }
  }
}

package tech.turso.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tech.turso.base.DbException;
import tech.turso.plan.Bound;
import tech.turso.plan.Bounds;
import tech.turso.plan.Restriction;
import tech.turso.schema.Column;
import tech.turso.schema.Table;
import tech.turso.value.Affinity;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the generated columns of a row in registers, each after those that it reads.
 *
 * <p>SQLite: insert.c sqlite3ComputeGeneratedColumns.
 */
final class GeneratedColumns {
  private final Emission emission;
  private final ProgramBuilder b;
  private final RowRegisters row;
  private final Table table;

  GeneratedColumns(Emission emission, RowRegisters row) {
    this.emission = emission;
    this.b = emission.builder();
    this.row = row;
    this.table = row.table();
  }

  /** Gives the other columns their affinity, then computes. */
  void emit() {
    if (table.isStrict()) {
      b.add(Op.TYPE_CHECK, row.data(), table.storedColumns(), 0, row.strictTypes(true), 0);
    } else {
      b.add(Op.AFFINITY, row.data(), table.storedColumns(), 0, row.affinitiesOfGiven(), 0);
    }
    RowExprs exprs = new RowExprs(emission, row);
    List<Integer> waiting = new ArrayList<>();
    List<Bound> values = new ArrayList<>();
    for (int i = 0; i < table.columns().size(); i++) {
      var expr = table.columns().get(i).generated();
      if (expr != null) {
        waiting.add(i);
        values.add(exprs.bind(expr, Restriction.GENERATED));
      }
    }
    while (!waiting.isEmpty()) {
      int next = firstReady(waiting, values);
      int column = waiting.remove(next);
      compute(column, values.remove(next));
    }
  }

  /** Place of the first column that reads none of those that wait. */
  private int firstReady(List<Integer> waiting, List<Bound> values) {
    Set<Integer> unknown = new HashSet<>();
    for (int column : waiting) {
      unknown.add(row.slot(column));
    }
    for (int i = 0; i < waiting.size(); i++) {
      boolean waits =
          Bounds.any(
              values.get(i),
              e -> e instanceof Bound.InRegister r && unknown.contains(r.register()));
      if (!waits) {
        return i;
      }
    }
    String name = table.columns().get(waiting.get(0)).name();
    throw new DbException.Sql("generated column loop on \"" + name + "\"");
  }

  private void compute(int column, Bound value) {
    Column c = table.columns().get(column);
    emission.exprs().emitInto(value, row.slot(column));
    if (c.affinity() != Affinity.BLOB && c.affinity() != Affinity.NONE) {
      b.add(Op.AFFINITY, row.slot(column), 1, 0, new Affinity[] {c.affinity()}, 0);
    }
  }
}

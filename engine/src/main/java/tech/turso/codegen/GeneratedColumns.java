package tech.turso.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tech.turso.base.DbException;
import tech.turso.plan.Bound;
import tech.turso.plan.Bounds;
import tech.turso.plan.Restriction;
import tech.turso.plan.Source;
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
    convert(b, table, c, row.slot(column));
  }

  /** Emits what makes a computed value one of its column. */
  static void convert(ProgramBuilder b, Table table, Column c, int register) {
    if (table.isStrict() && !c.stored()) {
      b.add(Op.TYPE_CHECK, register, 1, 0, RowRegisters.strictType(table, c), 0);
    } else if (c.affinity() != Affinity.BLOB && c.affinity() != Affinity.NONE) {
      b.add(Op.AFFINITY, register, 1, 0, new Affinity[] {c.affinity()}, 0);
    }
  }

  /**
   * Looks for virtual columns that read themselves.
   *
   * @throws DbException.Sql "generated column loop" about the last of them
   */
  static void checkLoops(Emission emission, Table table) {
    Source self = Source.of(table, 0, table.name(), 0);
    int n = table.columns().size();
    List<Set<Integer>> reads = new ArrayList<>();
    for (Column c : table.columns()) {
      Set<Integer> of = new HashSet<>();
      var expr = c.generated();
      if (expr != null && !c.stored()) {
        Bound value = emission.resolver().over(List.of(self), Restriction.GENERATED).scalar(expr);
        Bounds.deep(
            value,
            e -> {
              if (e instanceof Bound.Column read && read.column() >= 0) {
                of.add(read.column());
              }
            });
      }
      reads.add(of);
    }
    for (int i = n - 1; i >= 0; i--) {
      Set<Integer> reached = new HashSet<>(reads.get(i));
      List<Integer> open = new ArrayList<>(reached);
      while (!open.isEmpty()) {
        for (int next : reads.get(open.removeLast())) {
          if (reached.add(next)) {
            open.add(next);
          }
        }
      }
      if (reached.contains(i)) {
        throw new DbException.Sql(
            "generated column loop on \"" + table.columns().get(i).name() + "\"");
      }
    }
  }
}

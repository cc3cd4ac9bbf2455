package tech.turso.codegen;

import tech.turso.plan.Source;
import tech.turso.schema.Column;
import tech.turso.schema.Table;
import tech.turso.value.Affinity;
import tech.turso.vdbe.program.ProgramBuilder;
import tech.turso.vdbe.program.StrictTypes;

/**
 * Consecutive registers that hold a row: the rowid, then the columns by {@link Table#rowPosition}.
 * The column that is another name of the rowid has a register too, which is always NULL.
 */
public record RowRegisters(Table table, int rowid) {
  /** New registers for a row. */
  static RowRegisters allocate(ProgramBuilder b, Table table) {
    return new RowRegisters(table, b.registers(table.columns().size() + 1));
  }

  /** The first column's register: where the table's record begins. */
  int data() {
    return rowid + 1;
  }

  /** The register that belongs to a column. */
  int slot(int column) {
    return data() + table.rowPosition(column);
  }

  /** The register that holds the value of a column, or of the rowid. */
  int valueOf(int column) {
    return column == Source.ROWID || column == table.rowidAlias() ? rowid : slot(column);
  }

  /** The affinities of the stored columns in the order of their registers. */
  Affinity[] affinities() {
    return affinities(false);
  }

  /** The affinities of the stored columns, none for generated ones. */
  Affinity[] affinitiesOfGiven() {
    return affinities(true);
  }

  private Affinity[] affinities(boolean onlyGiven) {
    Affinity[] out = new Affinity[table.storedColumns()];
    for (int i = 0; i < table.columns().size(); i++) {
      Column c = table.columns().get(i);
      int position = table.rowPosition(i);
      if (position < out.length) {
        out[position] = onlyGiven && c.generated() != null ? Affinity.NONE : c.affinity();
      }
    }
    return out;
  }

  /** The types of a STRICT table's stored columns; null for the rowid and, if asked, generated. */
  StrictTypes strictTypes(boolean onlyGiven) {
    int n = table.storedColumns();
    String[] names = new String[n];
    StrictTypes.Type[] types = new StrictTypes.Type[n];
    for (int i = 0; i < table.columns().size(); i++) {
      Column c = table.columns().get(i);
      int position = table.rowPosition(i);
      if (position >= n) {
        continue;
      }
      names[position] = c.name();
      boolean left = i == table.rowidAlias() || onlyGiven && c.generated() != null;
      if (!left) {
        types[position] = StrictTypes.Type.valueOf(c.declaredType());
      }
    }
    return new StrictTypes(table.name(), names, types);
  }

  /** The type of one column of a STRICT table. */
  static StrictTypes strictType(Table table, Column c) {
    return new StrictTypes(
        table.name(),
        new String[] {c.name()},
        new StrictTypes.Type[] {StrictTypes.Type.valueOf(c.declaredType())});
  }
}

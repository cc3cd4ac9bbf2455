package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.plan.Target;
import tech.turso.schema.Index;
import tech.turso.schema.Table;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the removal of a row on which the table's cursor is.
 *
 * <p>SQLite: delete.c sqlite3GenerateRowDelete, sqlite3GenerateRowIndexDelete.
 */
final class RowDeleteEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final Table table;
  private final TableCursors cursors;

  RowDeleteEmitter(Emission emission, Target target, TableCursors cursors) {
    this.emission = emission;
    this.b = emission.builder();
    this.table = target.table();
    this.cursors = cursors;
  }

  /**
   * Removes the row and its entries.
   *
   * @param flags of the Delete
   * @param entryCursor an index cursor that is on the row's entry already; -1 if none is
   */
  void row(int flags, int entryCursor) {
    entries(null, entryCursor);
    b.add(Op.DELETE, cursors.data(), 0, 0, table.name(), flags);
    if (entryCursor >= 0) {
      b.add(Op.DELETE, entryCursor, 0, 0, null, flags & P5.SAVE_POSITION);
    }
  }

  /**
   * Removes the row's entries from all indexes, or from those marked.
   *
   * @param except an index cursor whose entry stays; -1 for none
   */
  void entries(boolean @Nullable [] which, int except) {
    for (int i = 0; i < table.indexes().size(); i++) {
      Index index = table.indexes().get(i);
      int cursor = cursors.index(i);
      if (index.isTableItself() || cursor == except || which != null && !which[i]) {
        continue;
      }
      IndexRecord entry = new IndexRecord(emission, index, cursors.data());
      int excluded = b.label();
      entry.skipIfExcluded(excluded);
      int first = entry.fields();
      b.add(Op.IDX_DELETE, cursor, first, 0, null, index.columns().size());
      b.resolve(excluded);
    }
  }
}

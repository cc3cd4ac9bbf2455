package tech.turso.codegen;

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
   * @param counts whether it counts as a change
   * @param entryCursor an index cursor that is on the row's entry already; -1 if none is
   * @param passing whether that cursor, or else the table's, goes on to the next entry
   */
  void row(boolean counts, int entryCursor, boolean passing) {
    entries(entryCursor);
    int keep = passing ? P5.SAVE_POSITION : 0;
    int count = counts ? P5.COUNT_CHANGE : 0;
    boolean byEntry = entryCursor >= 0;
    b.add(Op.DELETE, cursors.data(), 0, 0, table.name(), count | (byEntry ? 0 : keep));
    if (byEntry) {
      b.add(Op.DELETE, entryCursor, 0, 0, null, keep);
    }
  }

  /**
   * Removes the row's entries from all indexes.
   *
   * @param except an index cursor whose entry stays; -1 for none
   */
  void entries(int except) {
    for (int i = 0; i < table.indexes().size(); i++) {
      if (cursors.index(i) != except) {
        entry(i, 0);
      }
    }
  }

  /**
   * Removes the entries of a row that is changed.
   *
   * @param records for each index the register of its new entry; 0 if the entry stays
   * @param compares whether an entry equal to the new one stays, and the register becomes NULL
   */
  void oldEntries(int[] records, boolean compares) {
    for (int i = 0; i < records.length; i++) {
      if (records[i] != 0) {
        entry(i, compares ? records[i] : 0);
      }
    }
  }

  private void entry(int place, int record) {
    Index index = table.indexes().get(place);
    if (index.isTableItself()) {
      return;
    }
    IndexRecord entry = new IndexRecord(emission, index, cursors.data());
    int excluded = b.label();
    entry.skipIfExcluded(excluded);
    int first = entry.fields();
    b.add(Op.IDX_DELETE, cursors.index(place), first, record, null, index.columns().size());
    b.resolve(excluded);
  }
}

package tech.turso.codegen;

import tech.turso.schema.Index;
import tech.turso.schema.Table;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the writing of a row and its index entries whose records are made. A record that is NULL is
 * not written: the row is not in a partial index, or its entry is there already.
 *
 * <p>SQLite: insert.c sqlite3CompleteInsertion.
 */
final class RowWriter {
  private RowWriter() {}

  /**
   * Writes the row.
   *
   * @param tableFlags of the write to the table's own tree, beside COUNT_CHANGE
   * @param usesSeek whether the cursors are where the checks left them
   */
  static void emit(RowWrite write, int tableFlags, boolean usesSeek) {
    ProgramBuilder b = write.emission.builder();
    Table table = write.table;
    int seek = usesSeek ? P5.USE_SEEK_RESULT : 0;
    for (int i = 0; i < write.entries.length; i++) {
      int record = write.entries[i];
      if (record == 0) {
        continue;
      }
      Index index = table.indexes().get(i);
      boolean maySkip = index.where() != null || write.old != null && !index.isTableItself();
      int absent = maySkip ? b.add(Op.IS_NULL, record, 0) : -1;
      int flags = seek;
      if (index.isTableItself()) {
        flags |= P5.COUNT_CHANGE | tableFlags & P5.SAVE_POSITION;
      }
      int n = index.columns().size();
      b.add(Op.IDX_INSERT, write.cursors.index(i), record, write.fields[i], n, flags);
      if (absent >= 0) {
        b.jumpHere(absent);
      }
    }
    if (write.record != 0) {
      b.add(
          Op.INSERT,
          write.cursors.data(),
          write.record,
          write.row.rowid(),
          table.name(),
          P5.COUNT_CHANGE | tableFlags | seek);
    }
  }
}

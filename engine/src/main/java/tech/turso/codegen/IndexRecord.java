package tech.turso.codegen;

import java.util.List;
import tech.turso.plan.Bound;
import tech.turso.plan.Restriction;
import tech.turso.plan.Source;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Table;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the fields of an index entry from a row on which a cursor of the table is.
 *
 * <p>SQLite: delete.c sqlite3GenerateIndexKey.
 */
final class IndexRecord {
  private final Emission emission;
  private final ProgramBuilder b;
  private final Index index;
  private final Source row;
  private final int cursor;

  /** Reads rows from {@code cursor}, on the table's own tree. */
  IndexRecord(Emission emission, Index index, int cursor) {
    this.emission = emission;
    this.b = emission.builder();
    this.index = index;
    this.cursor = cursor;
    Table table = index.table();
    this.row = Source.of(table, 0, table.name(), 0);
    emission.access(row, new Access.OnTable(cursor, -1, null));
  }

  /** Jumps to {@code label} if the row is not in the index because that is partial. */
  void skipIfExcluded(int label) {
    var where = index.where();
    if (where != null) {
      Bound condition =
          emission.resolver().over(List.of(row), Restriction.PARTIAL_INDEX).scalar(where);
      emission.exprs().conditions().jumpIfFalse(condition, label, true);
    }
  }

  /**
   * Emits the fields, as they are stored in the table, into consecutive registers and returns the
   * first.
   */
  int fields() {
    List<IndexColumn> columns = index.columns();
    int first = b.registers(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      IndexColumn c = columns.get(i);
      if (c.column() == IndexColumn.EXPRESSION) {
        var expr = c.expr();
        assert expr != null;
        emission
            .exprs()
            .emitInto(
                emission.resolver().over(List.of(row), Restriction.INDEX).scalar(expr), first + i);
      } else {
        new ColumnEmitter(emission).readStored(index.table(), cursor, c.column(), first + i);
      }
    }
    return first;
  }

  /** Emits the entry's record into a register and returns it. */
  int record() {
    int first = fields();
    int record = b.register();
    b.add(Op.MAKE_RECORD, first, index.columns().size(), record);
    return record;
  }
}

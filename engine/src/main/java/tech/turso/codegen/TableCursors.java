package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.plan.Target;
import tech.turso.schema.Index;
import tech.turso.schema.Table;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * The cursors through which a statement writes a table and its indexes.
 *
 * <p>SQLite: insert.c sqlite3OpenTableAndIndices.
 */
final class TableCursors {
  private final Emission emission;
  private final ProgramBuilder b;
  private final Target target;
  private final Table table;
  private final int[] indexes;
  private final int data;

  /** Numbers for all cursors; none is opened. */
  TableCursors(Emission emission, Target target) {
    this.emission = emission;
    this.b = emission.builder();
    this.target = target;
    this.table = target.table();
    this.indexes = new int[table.indexes().size()];
    int own = -1;
    if (table.hasRowid()) {
      own = b.cursor();
    }
    for (int i = 0; i < indexes.length; i++) {
      indexes[i] = b.cursor();
      if (table.indexes().get(i).isTableItself()) {
        own = indexes[i];
      }
    }
    this.data = own;
  }

  /** The cursor on the table's own tree. */
  int data() {
    return data;
  }

  /** The cursor on the index at that place of {@link Table#indexes}. */
  int index(int position) {
    return indexes[position];
  }

  /** Emits the opening of the table's own tree. */
  void openData() {
    emission.uses(target.database(), true);
    Index key = table.primaryKeyIndex();
    Object shape = key == null ? table.columns().size() : KeyInfos.of(emission.environment(), key);
    b.add(Op.OPEN_WRITE, data, table.rootPage(), target.database(), shape, 0);
    b.comment(table.name());
  }

  /** Emits the opening of all indexes, or of those marked. */
  void openIndexes(boolean @Nullable [] which) {
    for (int i = 0; i < indexes.length; i++) {
      Index index = table.indexes().get(i);
      if (indexes[i] != data && (which == null || which[i])) {
        b.add(
            Op.OPEN_WRITE,
            indexes[i],
            index.rootPage(),
            target.database(),
            KeyInfos.of(emission.environment(), index),
            0);
        b.comment(index.name());
      }
    }
  }
}

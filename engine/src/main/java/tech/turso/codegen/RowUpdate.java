package tech.turso.codegen;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.plan.Bound;
import tech.turso.plan.ChangeRules;
import tech.turso.plan.ChangedColumns;
import tech.turso.plan.Query;
import tech.turso.plan.SetClause;
import tech.turso.plan.Target;
import tech.turso.schema.Column;
import tech.turso.schema.Index;
import tech.turso.schema.Table;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the change of a row on which the table's cursor is: for UPDATE and for ON CONFLICT DO
 * UPDATE.
 *
 * <p>SQLite: update.c sqlite3Update, its loop's body.
 */
final class RowUpdate {
  private final Emission emission;
  private final ProgramBuilder b;
  private final Target target;
  private final Table table;
  private final ChangeRules rules;
  private final TableCursors cursors;
  private final SetClause set;
  private final ChangedColumns changed;
  private final ConflictAction action;
  private final int next;

  /** The first register of the row of each query that gives several values. */
  private final Map<Query, Integer> queries = new IdentityHashMap<>();

  /**
   * Takes what is changed.
   *
   * @param next where to go on if the row is left as it is
   */
  RowUpdate(
      Emission emission,
      Target target,
      ChangeRules rules,
      TableCursors cursors,
      SetClause set,
      ChangedColumns changed,
      ConflictAction action,
      int next) {
    this.emission = emission;
    this.b = emission.builder();
    this.target = target;
    this.table = target.table();
    this.rules = rules;
    this.cursors = cursors;
    this.set = set;
    this.changed = changed;
    this.action = action;
    this.next = next;
  }

  /** Which indexes must be open: those that change; all if other rows may be replaced. */
  static boolean[] indexes(Table table, ChangedColumns changed, ConflictAction action) {
    boolean[] open = new boolean[table.indexes().size()];
    boolean all = mayReplace(table, changed, action);
    for (int i = 0; i < open.length; i++) {
      open[i] = all || changed.touches(table.indexes().get(i));
    }
    return open;
  }

  /** Whether rows in the way may be removed. */
  static boolean mayReplace(Table table, ChangedColumns changed, ConflictAction action) {
    if (action != ConflictAction.NONE) {
      return action == ConflictAction.REPLACE;
    }
    boolean replaces = changed.rowid() && table.rowidConflict() == ConflictAction.REPLACE;
    for (Index index : table.indexes()) {
      replaces |= index.onConflict() == ConflictAction.REPLACE && changed.touches(index);
    }
    return replaces;
  }

  /**
   * Emits the change.
   *
   * @param rowid register of the row's rowid, if it has one
   * @param key first register of its primary key, if it has no rowid
   * @param seekAgain emits the finding of the row after other rows were removed
   */
  void emit(int rowid, int key, Runnable seekAgain, @Nullable ReturningEmitter returning) {
    RowRegisters row = RowRegisters.allocate(b, table);
    if (rowid != 0) {
      newRowid(row, rowid);
    }
    values(row);
    if (table.hasGenerated()) {
      new GeneratedColumns(emission, row).emit();
    }
    RowWrite write =
        new RowWrite(
            emission,
            target,
            rules,
            cursors,
            row,
            action,
            next,
            changed.rowid(),
            new OldRow(rowid, key, changed),
            null);
    new ConstraintEmitter(write).emit();
    if (write.mayReplace || changed.key()) {
      seekAgain.run();
    }
    new RowDeleteEmitter(emission, target, cursors).oldEntries(write.entries, !changed.key());
    if (changed.key()) {
      b.add(Op.DELETE, cursors.data(), 0, 0, table.name(), P5.IS_UPDATE);
    }
    RowWriter.emit(write, P5.IS_UPDATE, false);
    if (returning != null) {
      returning.row(row);
    }
  }

  private void newRowid(RowRegisters row, int old) {
    Bound value = set.rowid();
    if (value == null) {
      b.add(Op.INT_COPY, old, row.rowid());
      return;
    }
    emitInto(value, row.rowid());
    b.add(Op.MUST_BE_INT, row.rowid());
  }

  private void values(RowRegisters row) {
    ColumnEmitter columns = new ColumnEmitter(emission);
    for (int i = 0; i < table.columns().size(); i++) {
      Column c = table.columns().get(i);
      Bound value = set.value(i);
      if (i == table.rowidAlias()) {
        b.add(Op.NULL, 0, row.slot(i));
      } else if (value != null) {
        emitInto(value, row.slot(i));
      } else if (c.generated() == null) {
        columns.readColumn(table, cursors.data(), i, row.slot(i));
      }
    }
  }

  private void emitInto(Bound value, int register) {
    if (value instanceof Bound.Scalar s && s.query().columns().size() > 1) {
      Integer first = queries.get(s.query());
      if (first == null) {
        first = emission.queries().scalar(s.query());
        queries.put(s.query(), first);
      }
      b.add(Op.COPY, first + s.column(), register);
    } else {
      emission.exprs().emitInto(value, register);
    }
  }
}

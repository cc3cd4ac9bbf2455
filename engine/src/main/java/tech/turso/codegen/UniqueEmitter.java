package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.plan.Bound;
import tech.turso.plan.Restriction;
import tech.turso.plan.UpsertTargets;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Table;
import tech.turso.value.Affinity;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the new entries of all indexes of a row, and what happens if the rowid or a unique key is
 * another row's.
 *
 * <p>The order is SQLite's: keys that ON CONFLICT clauses name, in their order; the rowid; the
 * other indexes, among which those that replace come last, as in {@link Table#indexes}. A rowid
 * that alone replaces is tested after all of them.
 *
 * <p>SQLite: insert.c sqlite3GenerateConstraintChecks.
 */
final class UniqueEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final RowWrite write;
  private final Table table;
  private final RowRegisters row;
  private final Violations violations;
  private final RowDeleteEmitter deletes;

  UniqueEmitter(RowWrite write, Violations violations) {
    this.emission = write.emission;
    this.b = emission.builder();
    this.write = write;
    this.table = write.table;
    this.row = write.row;
    this.violations = violations;
    this.deletes = new RowDeleteEmitter(emission, write.target, write.cursors);
  }

  void emit() {
    for (int place : order()) {
      if (place == UpsertTargets.ROWID) {
        rowid();
      } else if (write.entries[place] != 0) {
        index(place);
      }
    }
  }

  private List<Integer> order() {
    List<Integer> order = new ArrayList<>();
    UpsertClauses upserts = write.upserts;
    if (upserts != null) {
      order.addAll(upserts.targets());
    }
    boolean rowid = table.hasRowid() && write.rowidMayExist && !order.contains(UpsertTargets.ROWID);
    boolean last =
        upserts == null
            && rowidAction() == ConflictAction.REPLACE
            && write.override != ConflictAction.REPLACE;
    if (rowid && !last) {
      order.add(UpsertTargets.ROWID);
    }
    for (int i = 0; i < write.entries.length; i++) {
      if (!order.contains(i)) {
        order.add(i);
      }
    }
    if (rowid && last) {
      order.add(UpsertTargets.ROWID);
    }
    if (!write.rowidMayExist || !table.hasRowid()) {
      order.remove((Integer) UpsertTargets.ROWID);
    }
    return order;
  }

  // ---- the rowid ----

  private ConflictAction rowidAction() {
    return write.action(table.rowidConflict());
  }

  private void rowid() {
    int free = b.label();
    if (write.old != null) {
      b.add(Op.EQ, row.rowid(), free, write.old.rowid());
    }
    b.add(Op.NOT_EXISTS, write.cursors.data(), free, row.rowid());
    UpsertClauses upserts = write.upserts;
    UpsertClauses.Clause clause = upserts == null ? null : upserts.of(UpsertTargets.ROWID);
    if (clause != null) {
      upsert(clause, UpsertTargets.ROWID);
    } else {
      switch (rowidAction()) {
        case REPLACE -> {
          if (!table.indexes().isEmpty()) {
            emission.multiWrite();
            deletes.entries(-1);
          }
          write.mayReplace = true;
        }
        case IGNORE -> b.jump(write.skip);
        default -> violations.rowid(table, rowidAction());
      }
    }
    b.resolve(free);
  }

  private void upsert(UpsertClauses.Clause clause, int place) {
    UpsertClauses upserts = write.upserts;
    assert upserts != null;
    if (!clause.isNothing()) {
      upserts.update(write, clause, place);
    }
    b.jump(write.skip);
  }

  // ---- indexes ----

  private void index(int place) {
    Index index = table.indexes().get(place);
    int unique = b.label();
    int fields = entry(index, write.entries[place], unique);
    write.fields[place] = fields;
    boolean sameKey = write.old != null && index.isTableItself() && !write.old.changed().key();
    if (index.isUnique() && !sameKey && !overwrites(index)) {
      conflict(index, place, fields, unique);
    }
    b.resolve(unique);
  }

  /** Emits the record of an entry and returns the first register of its fields. */
  private int entry(Index index, int record, int excluded) {
    RowExprs exprs = new RowExprs(emission, row);
    if (index.where() != null) {
      b.add(Op.NULL, 0, record);
      Bound condition = exprs.bind(index.where(), Restriction.PARTIAL_INDEX);
      emission.exprs().conditions().jumpIfFalse(condition, excluded, true);
    }
    int n = index.columns().size();
    int first = b.registers(n);
    for (int i = 0; i < n; i++) {
      IndexColumn c = index.columns().get(i);
      if (c.expr() != null) {
        exprs.emitInto(c.expr(), Restriction.INDEX, first + i);
      } else if (c.column() == IndexColumn.ROWID || c.column() == table.rowidAlias()) {
        b.add(Op.INT_COPY, row.rowid(), first + i);
      } else {
        b.add(Op.SCOPY, row.slot(c.column()), first + i);
      }
    }
    b.add(Op.MAKE_RECORD, first, n, record, table.isStrict() ? storage(index) : null, 0);
    return first;
  }

  /** Affinities that let REALs be stored as in a STRICT table; null if the index has none. */
  private static Affinity @Nullable [] storage(Index index) {
    Affinity[] out = new Affinity[index.columns().size()];
    boolean any = false;
    for (int i = 0; i < out.length; i++) {
      int column = index.columns().get(i).column();
      boolean real = column >= 0 && index.table().columns().get(column).affinity() == Affinity.REAL;
      out[i] = real ? Affinity.REAL : Affinity.NONE;
      any |= real;
    }
    return any ? out : null;
  }

  /** Whether a row of the same key is simply written over: it has no other entries. */
  private boolean overwrites(Index index) {
    return index.isTableItself()
        && table.indexes().size() == 1
        && write.upserts == null
        && write.action(index.onConflict()) == ConflictAction.REPLACE;
  }

  private void conflict(Index index, int place, int fields, int unique) {
    int cursor = write.cursors.index(place);
    b.add(Op.NO_CONFLICT, cursor, unique, fields, index.keyColumns(), 0);
    UpsertClauses upserts = write.upserts;
    UpsertClauses.Clause clause = upserts == null ? null : upserts.of(place);
    ConflictAction action = write.action(index.onConflict());
    boolean replaces = clause == null && action == ConflictAction.REPLACE;
    int other = 0;
    if (write.old != null || replaces) {
      other = identityOf(index, cursor, fields);
    }
    if (write.old != null) {
      jumpIfSame(index, fields, other, unique);
    }
    if (clause != null) {
      upsert(clause, place);
      return;
    }
    switch (action) {
      case REPLACE -> {
        boolean onRow = index.isTableItself();
        int gone = b.label();
        if (!onRow) {
          seek(other, gone);
        }
        deletes.row(false, onRow ? -1 : cursor, false);
        b.resolve(gone);
        write.mayReplace = true;
      }
      case IGNORE -> b.jump(write.skip);
      default -> violations.unique(index, action);
    }
  }

  /** The register of the rowid, or the first of the primary key, of the entry a cursor is on. */
  private int identityOf(Index index, int cursor, int fields) {
    Index primary = table.primaryKeyIndex();
    if (primary == null) {
      int rowid = b.register();
      b.add(Op.IDX_ROWID, cursor, rowid);
      return rowid;
    }
    if (index == primary) {
      return fields;
    }
    int n = primary.keyColumns();
    int first = b.registers(n);
    for (int i = 0; i < n; i++) {
      b.add(Op.COLUMN, cursor, index.positionOf(primary.columns().get(i).column()), first + i);
    }
    return first;
  }

  /** Jumps if the entry found is that of the row being changed. */
  private void jumpIfSame(Index index, int fields, int other, int label) {
    OldRow old = write.old;
    assert old != null;
    Index primary = table.primaryKeyIndex();
    if (primary == null) {
      b.add(Op.EQ, other, label, old.rowid());
      return;
    }
    int n = primary.keyColumns();
    int compared = index == primary ? fields : other;
    int differs = b.label();
    for (int i = 0; i < n; i++) {
      boolean last = i == n - 1;
      b.add(
          last ? Op.EQ : Op.NE,
          old.key() + i,
          last ? label : differs,
          compared + i,
          emission.environment().collation(primary.columns().get(i).collation()),
          0);
    }
    b.resolve(differs);
  }

  /** Puts the table's cursor on a row. */
  private void seek(int identity, int absent) {
    Index primary = table.primaryKeyIndex();
    int data = write.cursors.data();
    if (primary == null) {
      b.add(Op.NOT_EXISTS, data, absent, identity);
    } else {
      b.add(Op.NOT_FOUND, data, absent, identity, primary.keyColumns(), 0);
    }
  }
}

package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.base.ResultCode;
import tech.turso.plan.Bound;
import tech.turso.plan.ChangedColumns;
import tech.turso.plan.ExprResolver;
import tech.turso.plan.SetClause;
import tech.turso.plan.Target;
import tech.turso.plan.UpsertTargets;
import tech.turso.schema.Index;
import tech.turso.schema.Table;
import tech.turso.sql.ast.Select;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.ast.Statement.Upsert;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * The ON CONFLICT clauses of an INSERT; emits their updates.
 *
 * <p>SQLite: upsert.c.
 */
final class UpsertClauses {
  /**
   * A clause and what it is about.
   *
   * @param place of the index, {@link UpsertTargets#ROWID} or {@link UpsertTargets#ANY}
   */
  record Clause(Upsert upsert, int place) {
    /** Whether it is DO NOTHING. */
    boolean isNothing() {
      return upsert.isNothing();
    }
  }

  private final Emission emission;
  private final Target target;
  private final Select.@Nullable With with;
  private final @Nullable ReturningEmitter returning;
  private final List<Clause> clauses = new ArrayList<>();

  private UpsertClauses(
      Emission emission,
      Target target,
      Select.@Nullable With with,
      @Nullable ReturningEmitter returning) {
    this.emission = emission;
    this.target = target;
    this.with = with;
    this.returning = returning;
  }

  /** The clauses of {@code insert}; null if it has none. */
  static @Nullable UpsertClauses of(
      Emission emission,
      Target target,
      Statement.Insert insert,
      @Nullable ReturningEmitter returning) {
    List<Upsert> written = insert.upserts();
    if (written.isEmpty()) {
      return null;
    }
    List<Integer> places = UpsertTargets.of(emission.resolver(), target, written);
    UpsertClauses out = new UpsertClauses(emission, target, insert.with(), returning);
    for (int i = 0; i < written.size(); i++) {
      out.clauses.add(new Clause(written.get(i), places.get(i)));
    }
    return out;
  }

  /** The places of the keys that clauses name, each once, in order. */
  List<Integer> targets() {
    List<Integer> out = new ArrayList<>();
    for (Clause clause : clauses) {
      if (clause.place() != UpsertTargets.ANY && !out.contains(clause.place())) {
        out.add(clause.place());
      }
    }
    return out;
  }

  /** The clause for a violation of the key at {@code place}; null if there is none. */
  @Nullable Clause of(int place) {
    for (Clause clause : clauses) {
      if (clause.place() == place || clause.place() == UpsertTargets.ANY) {
        return clause;
      }
    }
    return null;
  }

  /**
   * Emits the update of the row in the way.
   *
   * @param place of the violated key, whose cursor is on the row or its entry
   */
  void update(RowWrite write, Clause clause, int place) {
    Table table = target.table();
    TableCursors cursors = write.cursors;
    int data = cursors.data();
    if (place != UpsertTargets.ROWID && cursors.index(place) != data) {
      findRow(write, place);
    }
    emission.access(target.source(), new Access.OnTable(data, -1, null));
    ExprResolver exprs =
        emission.resolver().overConflict(target.source(), table, write.row.rowid(), with);
    SetClause set = SetClause.of(target, clause.upsert().assignments(), exprs);
    ChangedColumns changed = set.changed(emission.resolver());
    if (clause.upsert().where() != null) {
      Bound condition = exprs.scalar(clause.upsert().where());
      emission.exprs().conditions().jumpIfFalse(condition, write.skip, true);
    }
    TargetRows row = new TargetRows(emission, target, cursors);
    row.beginHere(write.skip);
    new RowUpdate(
            emission, target, write.rules, cursors, set, changed, ConflictAction.ABORT, write.skip)
        .emit(row.rowid(), row.key(), row::seekAgain, returning);
  }

  /** Puts the table's cursor on the row of the entry that an index cursor is on. */
  private void findRow(RowWrite write, int place) {
    ProgramBuilder b = emission.builder();
    Table table = target.table();
    int entry = write.cursors.index(place);
    int data = write.cursors.data();
    Index primary = table.primaryKeyIndex();
    if (primary == null) {
      int rowid = b.register();
      b.add(Op.IDX_ROWID, entry, rowid);
      b.add(Op.SEEK_ROWID, data, 0, rowid);
      return;
    }
    Index index = table.indexes().get(place);
    int n = primary.keyColumns();
    int key = b.registers(n);
    for (int i = 0; i < n; i++) {
      b.add(Op.COLUMN, entry, index.positionOf(primary.columns().get(i).column()), key + i);
    }
    int found = b.add(Op.FOUND, data, 0, key, n, 0);
    b.add(
        Op.HALT,
        ResultCode.CORRUPT.number(),
        ConflictAction.ABORT.ordinal(),
        0,
        "corrupt database",
        0);
    b.jumpHere(found);
  }
}

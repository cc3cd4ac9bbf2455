package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.plan.Bound;
import tech.turso.plan.Bounds;
import tech.turso.plan.ChangeRules;
import tech.turso.plan.ChangedColumns;
import tech.turso.plan.DmlResolver;
import tech.turso.plan.ExprResolver;
import tech.turso.plan.Query;
import tech.turso.plan.SetClause;
import tech.turso.plan.Target;
import tech.turso.sql.ast.Statement;
import tech.turso.value.Affinity;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits UPDATE.
 *
 * <p>SQLite: update.c sqlite3Update.
 */
public final class UpdateEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final ChangeRules rules;
  private final DmlResolver resolver;

  /** Emits into {@code emission}. */
  public UpdateEmitter(Emission emission, ChangeRules rules) {
    this.emission = emission;
    this.b = emission.builder();
    this.rules = rules;
    this.resolver = new DmlResolver(emission.resolver(), rules);
  }

  /** Emits the statement and returns the columns of RETURNING. */
  public List<Query.ResultColumn> emit(Statement.Update update) {
    Target target = resolver.target(update);
    if (!update.orderBy().isEmpty() && update.limit() == null) {
      throw new DbException.Sql("ORDER BY without LIMIT on UPDATE");
    }
    ConflictAction action = InsertEmitter.action(update.or());
    TableCursors cursors = new TableCursors(emission, target);
    TargetRows rows = new TargetRows(emission, target, cursors);
    @Nullable ReturningEmitter returning = null;
    if (!update.returning().isEmpty()) {
      returning =
          new ReturningEmitter(
              emission, resolver.returning(update.returning(), target, update.with()));
    }
    SetClause set;
    ChangedColumns changed;
    if (update.from() != null) {
      DmlResolver.Joined joined = resolver.joined(update, target, update.from());
      changed = joined.set().changed(emission.resolver());
      int first = rows.collectJoined(joined.query());
      open(target, cursors, changed, action);
      rows.beginCollected();
      set = joined.set().with(read(rows.collectedCursor(), first, joined.set().all().size()));
    } else {
      ExprResolver exprs = emission.resolver().ofStatement(List.of(target.source()), update.with());
      set = SetClause.of(target, update.assignments(), exprs);
      changed = set.changed(emission.resolver());
      begin(update, target, exprs, cursors, rows, changed, action);
    }
    RowUpdate change =
        new RowUpdate(emission, target, rules, cursors, set, changed, action, rows.nextLabel());
    change.emit(rows.rowid(), rows.key(), rows::seekAgain, returning);
    rows.end();
    if (returning != null) {
      returning.finish();
      return returning.columns();
    }
    return List.of();
  }

  private void begin(
      Statement.Update update,
      Target target,
      ExprResolver exprs,
      TableCursors cursors,
      TargetRows rows,
      ChangedColumns changed,
      ConflictAction action) {
    List<Bound> where = new ArrayList<>();
    if (update.where() != null) {
      Bounds.conjuncts(exprs.scalar(update.where()), where);
    }
    boolean passes =
        !changed.key()
            && update.returning().isEmpty()
            && !RowUpdate.mayReplace(target.table(), changed, action);
    TargetRows.Finding finding =
        TargetRows.find(
            emission, target, where, index -> passes && (index == null || !changed.touches(index)));
    if (update.limit() == null && finding.way() != TargetRows.Way.COLLECTED) {
      open(target, cursors, changed, action);
      rows.beginFound(finding, -1, true);
    } else {
      rows.collect(
          resolver.rows(target, where, update.orderBy(), update.limit(), update.offset(), exprs));
      open(target, cursors, changed, action);
      rows.beginCollected();
    }
  }

  private void open(
      Target target, TableCursors cursors, ChangedColumns changed, ConflictAction action) {
    cursors.openData();
    cursors.openIndexes(RowUpdate.indexes(target.table(), changed, action));
  }

  /** Emits the reading of new values from the rows of a join. */
  private List<Bound> read(int cursor, int first, int count) {
    List<Bound> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int register = b.register();
      b.add(Op.COLUMN, cursor, first + i, register);
      out.add(new Bound.InRegister(register, Affinity.NONE, null));
    }
    return out;
  }
}

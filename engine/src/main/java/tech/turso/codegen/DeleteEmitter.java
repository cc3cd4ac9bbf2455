package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.ext.AuthorizerAction;
import tech.turso.plan.Bound;
import tech.turso.plan.Bounds;
import tech.turso.plan.ChangeRules;
import tech.turso.plan.DmlResolver;
import tech.turso.plan.ExprResolver;
import tech.turso.plan.Query;
import tech.turso.plan.Target;
import tech.turso.schema.Index;
import tech.turso.schema.Table;
import tech.turso.sql.ast.Statement;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits DELETE.
 *
 * <p>SQLite: delete.c sqlite3DeleteFrom.
 */
public final class DeleteEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final DmlResolver resolver;

  /** Emits into {@code emission}. */
  public DeleteEmitter(Emission emission, ChangeRules rules) {
    this.emission = emission;
    this.b = emission.builder();
    this.resolver = new DmlResolver(emission.resolver(), rules);
  }

  /** Emits the statement and returns the columns of RETURNING. */
  public List<Query.ResultColumn> emit(Statement.Delete delete) {
    Target target = resolver.target(delete);
    boolean clears = resolver.permits(AuthorizerAction.DELETE, target);
    if (!delete.orderBy().isEmpty() && delete.limit() == null) {
      throw new DbException.Sql("ORDER BY without LIMIT on DELETE");
    }
    ExprResolver exprs = emission.resolver().ofStatement(List.of(target.source()), delete.with());
    List<Bound> where = new ArrayList<>();
    if (delete.where() != null) {
      Bounds.conjuncts(exprs.scalar(delete.where()), where);
    }
    clears &= where.isEmpty() && delete.limit() == null && delete.returning().isEmpty();
    if (clears) {
      clear(target);
      return List.of();
    }
    @Nullable ReturningEmitter returning = null;
    if (!delete.returning().isEmpty()) {
      returning =
          new ReturningEmitter(
              emission, resolver.returning(delete.returning(), target, delete.with()));
    }
    TableCursors cursors = new TableCursors(emission, target);
    TargetRows rows = new TargetRows(emission, target, cursors);
    boolean passes = returning == null;
    TargetRows.Finding finding = TargetRows.find(emission, target, where, index -> passes);
    int entry = -1;
    if (delete.limit() == null && finding.way() != TargetRows.Way.COLLECTED) {
      open(cursors);
      Index index = finding.index();
      entry = index == null ? -1 : cursors.index(target.table().indexes().indexOf(index));
      rows.beginFound(finding, entry, false);
    } else {
      rows.collect(
          resolver.rows(target, where, delete.orderBy(), delete.limit(), delete.offset(), exprs));
      open(cursors);
      rows.beginCollected();
    }
    row(target, cursors, entry, finding.way() == TargetRows.Way.PASSING, returning);
    rows.end();
    if (returning != null) {
      returning.finish();
      return returning.columns();
    }
    return List.of();
  }

  private static void open(TableCursors cursors) {
    cursors.openData();
    cursors.openIndexes(null);
  }

  private void row(
      Target target,
      TableCursors cursors,
      int entry,
      boolean passing,
      @Nullable ReturningEmitter returning) {
    Table table = target.table();
    @Nullable RowRegisters old = null;
    if (returning != null) {
      old = RowRegisters.allocate(b, table);
      read(old, cursors.data());
    }
    new RowDeleteEmitter(emission, target, cursors).row(true, entry, passing);
    if (returning != null && old != null) {
      returning.row(old);
    }
  }

  private void read(RowRegisters row, int cursor) {
    Table table = row.table();
    ColumnEmitter columns = new ColumnEmitter(emission);
    if (table.hasRowid()) {
      b.add(Op.ROWID, cursor, row.rowid());
    }
    for (int i = 0; i < table.columns().size(); i++) {
      if (i != table.rowidAlias()) {
        columns.readColumn(table, cursor, i, row.slot(i));
      }
    }
  }

  /** Emits the removal of all rows at once. */
  private void clear(Target target) {
    Table table = target.table();
    emission.uses(target.database(), true);
    if (table.hasRowid()) {
      b.add(Op.CLEAR, table.rootPage(), target.database(), -1, table.name(), 0);
    }
    for (Index index : table.indexes()) {
      int counts = index.isTableItself() ? -1 : 0;
      b.add(Op.CLEAR, index.rootPage(), target.database(), counts);
    }
  }
}

package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.ext.AuthorizerAction;
import tech.turso.plan.Bound;
import tech.turso.plan.ChangeRules;
import tech.turso.plan.DmlResolver;
import tech.turso.plan.ExprResolver;
import tech.turso.plan.InsertColumns;
import tech.turso.plan.Query;
import tech.turso.plan.Target;
import tech.turso.schema.Column;
import tech.turso.schema.Table;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Select;
import tech.turso.sql.ast.Statement;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits INSERT and REPLACE.
 *
 * <p>A single row is computed in place. Several come from a co-routine; if that reads the table
 * they are kept in an ephemeral table until it has ended.
 *
 * <p>SQLite: insert.c sqlite3Insert.
 */
public final class InsertEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final ChangeRules rules;
  private final DmlResolver resolver;

  /** Emits into {@code emission}. */
  public InsertEmitter(Emission emission, ChangeRules rules) {
    this.emission = emission;
    this.b = emission.builder();
    this.rules = rules;
    this.resolver = new DmlResolver(emission.resolver(), rules);
  }

  /** Emits the statement and returns the columns of RETURNING. */
  public List<Query.ResultColumn> emit(Statement.Insert insert) {
    Target target = resolver.target(insert);
    if (!resolver.permits(AuthorizerAction.INSERT, target)) {
      return List.of();
    }
    InsertColumns columns = resolver.insertColumns(insert, target);
    List<Expr> single = singleRow(insert.source());
    RowSource source;
    if (single != null) {
      ExprResolver exprs = emission.resolver().ofStatement(List.of(), insert.with());
      source = new RowSource.Single(emission, scalars(exprs, single));
    } else if (insert.source() == null) {
      source = new RowSource.Single(emission, List.of());
    } else {
      source = new RowSource.Several(emission, target, insert.source(), insert.with());
      emission.multiWrite();
    }
    columns.check(target, source.width());
    @Nullable ReturningEmitter returning = null;
    if (!insert.returning().isEmpty()) {
      returning =
          new ReturningEmitter(
              emission, resolver.returning(insert.returning(), target, insert.with()));
    }
    rows(insert, target, columns, source, returning);
    return returning == null ? List.of() : returning.columns();
  }

  /** The values if the source is one row of VALUES. */
  private static @Nullable List<Expr> singleRow(@Nullable Select source) {
    return source != null
            && source.first() instanceof Select.Core.Values values
            && values.rows().size() == 1
            && !source.isCompound()
            && source.with() == null
            && source.limit() == null
            && source.orderBy().isEmpty()
        ? values.rows().get(0)
        : null;
  }

  private static List<Bound> scalars(ExprResolver exprs, List<Expr> list) {
    List<Bound> out = new ArrayList<>(list.size());
    for (Expr expr : list) {
      out.add(exprs.scalar(expr));
    }
    return out;
  }

  private void rows(
      Statement.Insert insert,
      Target target,
      InsertColumns columns,
      RowSource source,
      @Nullable ReturningEmitter returning) {
    Table table = target.table();
    TableCursors cursors = new TableCursors(emission, target);
    RowRegisters row = RowRegisters.allocate(b, table);
    AutoincrementEmitter sequence = null;
    if (table.isAutoincrement()) {
      sequence = new AutoincrementEmitter(emission, target);
      sequence.begin();
    }
    cursors.openData();
    cursors.openIndexes(null);
    int next = b.label();
    RowWrite write =
        new RowWrite(
            emission,
            target,
            rules,
            cursors,
            row,
            action(insert.or()),
            next,
            columns.rowidSource() >= 0,
            null,
            UpsertClauses.of(emission, target, insert, returning));
    source.begin();
    values(write.row, columns, source);
    boolean append = rowid(write, columns, source, sequence);
    if (table.hasGenerated()) {
      new GeneratedColumns(emission, row).emit();
    }
    new ConstraintEmitter(write).emit();
    RowWriter.emit(write, P5.LAST_ROWID | (append ? P5.APPEND : 0), true);
    if (returning != null) {
      returning.row(row);
    }
    b.resolve(next);
    source.end();
    if (sequence != null) {
      sequence.end();
    }
    if (returning != null) {
      returning.finish();
    }
  }

  static ConflictAction action(@Nullable ConflictAction or) {
    return or == null ? ConflictAction.NONE : or;
  }

  private void values(RowRegisters row, InsertColumns columns, RowSource source) {
    Table table = row.table();
    for (int i = 0; i < table.columns().size(); i++) {
      Column c = table.columns().get(i);
      if (i == table.rowidAlias()) {
        b.add(Op.SOFT_NULL, row.slot(i));
      } else if (c.generated() == null) {
        int from = columns.sourceOf(i);
        if (from >= 0) {
          source.value(from, row.slot(i));
        } else {
          new DefaultValues(emission).emitInto(c, row.slot(i));
        }
      }
    }
  }

  /**
   * Emits the rowid.
   *
   * @return whether it is always a new one
   */
  private boolean rowid(
      RowWrite write,
      InsertColumns columns,
      RowSource source,
      @Nullable AutoincrementEmitter sequence) {
    if (!write.table.hasRowid()) {
      return false;
    }
    int rowid = write.row.rowid();
    int data = write.cursors.data();
    int greatest = sequence == null ? 0 : sequence.greatest();
    int from = columns.rowidSource();
    boolean isNew = from < 0 || source.isNull(from);
    if (isNew) {
      b.add(Op.NEW_ROWID, data, rowid, greatest);
    } else {
      source.value(from, rowid);
      int given = b.add(Op.NOT_NULL, rowid, 0);
      b.add(Op.NEW_ROWID, data, rowid, greatest);
      b.jumpHere(given);
      b.add(Op.MUST_BE_INT, rowid);
    }
    if (sequence != null) {
      sequence.step(rowid);
    }
    return isNew;
  }
}

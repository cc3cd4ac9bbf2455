package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.plan.Bound;
import tech.turso.plan.Source;
import tech.turso.schema.Column;
import tech.turso.schema.Index;
import tech.turso.schema.Table;
import tech.turso.value.Affinity;
import tech.turso.value.Register;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the reading of a column from wherever its source has it.
 *
 * <p>SQLite: expr.c sqlite3ExprCodeGetColumn, sqlite3ExprCodeGetColumnOfTable.
 */
final class ColumnEmitter {
  private final Emission emission;
  private final ProgramBuilder b;

  ColumnEmitter(Emission emission) {
    this.emission = emission;
    this.b = emission.builder();
  }

  /**
   * Emits a jump, with NULL in {@code target}, for when the source is on a row of NULLs.
   *
   * @return its address; -1 if that cannot be
   */
  int ifNullRow(Source source, int target) {
    int cursor =
        switch (emission.access(source)) {
          case Access.OnTable a -> a.cursor();
          case Access.OnIndex a -> a.cursor();
          case Access.OnEphemeral a -> a.cursor();
          case Access.OnAutoIndex a -> a.cursor();
          case Access.OnVirtual a -> a.cursor();
          case null, default -> -1;
        };
    return cursor < 0 ? -1 : b.add(Op.IF_NULL_ROW, cursor, 0, target);
  }

  void emit(Bound.Column e, int target) {
    Source source = e.source();
    Access access = emission.access(source);
    if (access == null) {
      throw new DbException.Internal("no row of " + source + " here");
    }
    switch (access) {
      case Access.OnTable a -> onTable(source, a, e.column(), target);
      case Access.OnIndex a -> onIndex(source, a, e.column(), target);
      case Access.InRegisters a -> {
        b.add(Op.SCOPY, a.first() + e.column(), target);
        realOfQuery(source, e.column(), target);
      }
      case Access.InRow a -> b.add(Op.SCOPY, a.row().valueOf(e.column()), target);
      case Access.OnEphemeral a -> {
        b.add(Op.COLUMN, a.cursor(), e.column(), target);
        realOfQuery(source, e.column(), target);
      }
      case Access.OnAutoIndex a -> onAutoIndex(source, a, e.column(), target);
      case Access.OnVirtual a -> {
        if (e.column() == Source.ROWID) {
          b.add(Op.ROWID, a.cursor(), target);
        } else {
          b.add(Op.V_COLUMN, a.cursor(), e.column(), target);
        }
      }
    }
  }

  /** A query's column of REAL affinity may come as an integer from an arm of a compound. */
  private void realOfQuery(Source source, int column, int target) {
    if (source.query() != null && column >= 0 && source.affinity(column) == Affinity.REAL) {
      b.add(Op.REAL_AFFINITY, target);
    }
  }

  private void onTable(Source source, Access.OnTable a, int column, int target) {
    Table table = source.table();
    assert table != null;
    readColumn(table, a.cursor(), column, target);
  }

  /** Emits the reading of a table's column (or rowid) from a cursor on its own tree. */
  void readColumn(Table table, int cursor, int column, int target) {
    readStored(table, cursor, column, target);
    if (column >= 0 && isStored(table.columns().get(column))) {
      realAffinity(table.columns().get(column), target);
    }
  }

  /** As {@link #readColumn}, but a REAL that is stored as an integer stays one. */
  void readStored(Table table, int cursor, int column, int target) {
    if (table.hasRowid() && (column == Source.ROWID || column == table.rowidAlias())) {
      b.add(Op.ROWID, cursor, target);
      return;
    }
    Column c = table.columns().get(column);
    if (!isStored(c)) {
      generated(table, cursor, c, target);
      return;
    }
    b.add(Op.COLUMN, cursor, table.storedPosition(column), target, defaultValue(table, column), 0);
  }

  private static boolean isStored(Column c) {
    return c.generated() == null || c.stored();
  }

  private void generated(Table table, int cursor, Column c, int target) {
    Source row = Source.of(table, 0, table.name(), 0);
    emission.access(row, new Access.OnTable(cursor, -1, null));
    var expr = c.generated();
    assert expr != null;
    Bound bound =
        emission
            .resolver()
            .over(java.util.List.of(row), tech.turso.plan.Restriction.GENERATED)
            .scalar(expr);
    emission.enterGenerated(c);
    boolean before = emission.hoists(false);
    emission.exprs().emitCopy(bound, target);
    emission.hoists(before);
    emission.leaveGenerated(c);
    GeneratedColumns.convert(b, table, c, target);
  }

  private void realAffinity(Column c, int target) {
    if (c.affinity() == Affinity.REAL) {
      b.add(Op.REAL_AFFINITY, target);
    }
  }

  private @Nullable Register defaultValue(Table table, int column) {
    return Defaults.constant(table.columns().get(column));
  }

  private void onIndex(Source source, Access.OnIndex a, int column, int target) {
    Table table = source.table();
    assert table != null;
    Index index = a.index();
    if (column == Source.ROWID || table.hasRowid() && column == table.rowidAlias()) {
      b.add(Op.IDX_ROWID, a.cursor(), target);
      return;
    }
    int position = index.positionOf(column);
    if (position < 0) {
      throw new DbException.Internal(index + " lacks column " + column);
    }
    b.add(Op.COLUMN, a.cursor(), position, target);
    realAffinity(table.columns().get(column), target);
  }

  private void onAutoIndex(Source source, Access.OnAutoIndex a, int column, int target) {
    Table table = source.table();
    if (column == Source.ROWID || table != null && column == table.rowidAlias()) {
      b.add(Op.IDX_ROWID, a.cursor(), target);
      return;
    }
    b.add(Op.COLUMN, a.cursor(), a.positions()[column], target);
    if (table != null) {
      realAffinity(table.columns().get(column), target);
    } else {
      realOfQuery(source, column, target);
    }
  }
}

package tech.turso.codegen;

import java.util.List;
import tech.turso.plan.Bound;
import tech.turso.plan.DmlResolver;
import tech.turso.plan.Query;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits RETURNING: each changed row is kept in an ephemeral table, and all are given when every
 * change is made.
 *
 * <p>SQLite: trigger.c codeReturningTrigger.
 */
final class ReturningEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final DmlResolver.Returning returning;
  private final int cursor;
  private final int width;

  ReturningEmitter(Emission emission, DmlResolver.Returning returning) {
    this.emission = emission;
    this.b = emission.builder();
    this.returning = returning;
    this.cursor = b.cursor();
    this.width = returning.columns().size();
    b.add(Op.OPEN_EPHEMERAL, cursor, width);
  }

  /** The columns of the result. */
  List<Query.ResultColumn> columns() {
    return returning.columns();
  }

  /** Emits that a row was changed. */
  void row(RowRegisters row) {
    emission.access(returning.row(), new Access.InRow(row));
    int first = b.registers(width);
    for (int i = 0; i < width; i++) {
      Bound value = returning.columns().get(i).expr();
      boolean before = emission.repeats(returning.isChanging(value));
      emission.exprs().emitInto(value, first + i);
      emission.repeats(before);
    }
    int record = b.register();
    int rowid = b.register();
    b.add(Op.MAKE_RECORD, first, width, record);
    b.add(Op.NEW_ROWID, cursor, rowid);
    b.add(Op.INSERT, cursor, record, rowid, null, P5.APPEND);
  }

  /** Emits the rows of the result. */
  void finish() {
    int end = b.label();
    b.add(Op.REWIND, cursor, end);
    int top = b.here();
    int first = b.registers(width);
    for (int i = 0; i < width; i++) {
      b.add(Op.COLUMN, cursor, i, first + i);
    }
    b.add(Op.RESULT_ROW, first, width);
    b.add(Op.NEXT, cursor, top);
    b.resolve(end);
  }
}

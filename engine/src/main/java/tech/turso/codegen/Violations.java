package tech.turso.codegen;

import tech.turso.base.ConflictAction;
import tech.turso.base.ResultCode;
import tech.turso.schema.Column;
import tech.turso.schema.Index;
import tech.turso.schema.Table;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the ends of statements that violate a constraint.
 *
 * <p>SQLite: build.c sqlite3HaltConstraint, sqlite3UniqueConstraint, sqlite3RowidConstraint.
 */
final class Violations {
  /** P5 of Halt: which word stands before the message. */
  private static final int NOT_NULL = 1;

  private static final int UNIQUE = 2;
  private static final int CHECK = 3;

  private final ProgramBuilder b;

  Violations(ProgramBuilder builder) {
    this.b = builder;
  }

  /** Ends the statement if a register is NULL. */
  void haltIfNull(int register, Table table, Column column, ConflictAction action) {
    b.add(
        Op.HALT_IF_NULL,
        ResultCode.CONSTRAINT_NOTNULL.number(),
        action.ordinal(),
        register,
        table.name() + "." + column.name(),
        NOT_NULL);
  }

  /** A CHECK is false. */
  void check(String what, ConflictAction action) {
    halt(ResultCode.CONSTRAINT_CHECK, what, CHECK, action);
  }

  /** Another row has the rowid. */
  void rowid(Table table, ConflictAction action) {
    int alias = table.rowidAlias();
    if (alias >= 0) {
      String what = table.name() + "." + table.columns().get(alias).name();
      halt(ResultCode.CONSTRAINT_PRIMARYKEY, what, UNIQUE, action);
    } else {
      halt(ResultCode.CONSTRAINT_ROWID, table.name() + ".rowid", UNIQUE, action);
    }
  }

  /** Another row has the key of an index. */
  void unique(Index index, ConflictAction action) {
    ResultCode code =
        index.origin() == Index.Origin.PRIMARY_KEY
            ? ResultCode.CONSTRAINT_PRIMARYKEY
            : ResultCode.CONSTRAINT_UNIQUE;
    halt(code, CreateIndexEmitter.columnsText(index), UNIQUE, action);
  }

  private void halt(ResultCode code, String what, int prefix, ConflictAction action) {
    b.add(Op.HALT, code.number(), action.ordinal(), 0, what, prefix);
  }
}

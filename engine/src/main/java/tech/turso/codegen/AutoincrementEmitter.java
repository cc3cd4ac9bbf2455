package tech.turso.codegen;

import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.plan.Target;
import tech.turso.schema.Table;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the reading and writing of an AUTOINCREMENT table's row in {@code sqlite_sequence}, the
 * greatest rowid that the table ever had.
 *
 * <p>SQLite: insert.c autoIncBegin, sqlite3AutoincrementBegin, sqlite3AutoincrementEnd.
 */
final class AutoincrementEmitter {
  private static final String SEQUENCE = "sqlite_sequence";
  private static final int COLUMNS = 2;

  private final Emission emission;
  private final ProgramBuilder b;
  private final Target target;
  private final Table sequence;

  /** The name and the number, as the record has them, then the rowid of the row, then as read. */
  private final int name;

  private final int greatest;
  private final int rowid;
  private final int before;

  AutoincrementEmitter(Emission emission, Target target) {
    this.emission = emission;
    this.b = emission.builder();
    this.target = target;
    Table table = emission.environment().catalog().schema(target.database()).table(SEQUENCE);
    if (table == null
        || !table.hasRowid()
        || table.kind() == Table.Kind.VIRTUAL
        || table.columns().size() != COLUMNS) {
      throw new DbException.Corrupt(
          ResultCode.CORRUPT_SEQUENCE,
          ResultCode.CORRUPT_SEQUENCE.message(),
          0,
          "sqlite_sequence is missing or has another form");
    }
    this.sequence = table;
    this.name = b.registers(COLUMNS);
    this.greatest = name + 1;
    this.rowid = b.register();
    this.before = b.register();
  }

  /** The register of the greatest rowid. */
  int greatest() {
    return greatest;
  }

  /** Emits the reading. */
  void begin() {
    b.add(Op.STRING, 0, name, 0, target.table().name(), 0);
    b.add(Op.NULL, 0, rowid, before);
    int cursor = b.cursor();
    emission.uses(target.database(), true);
    b.add(Op.OPEN_READ, cursor, sequence.rootPage(), target.database(), COLUMNS, 0);
    int end = b.label();
    int absent = b.label();
    int next = b.label();
    int found = b.register();
    b.add(Op.REWIND, cursor, absent);
    int top = b.here();
    b.add(Op.COLUMN, cursor, 0, found);
    b.add(Op.NE, name, next, found, null, P5.JUMP_IF_NULL);
    b.add(Op.ROWID, cursor, rowid);
    b.add(Op.COLUMN, cursor, 1, greatest);
    b.add(Op.ADD_IMM, greatest, 0);
    b.add(Op.COPY, greatest, before);
    b.jump(end);
    b.resolve(next);
    b.add(Op.NEXT, cursor, top);
    b.resolve(absent);
    b.add(Op.INTEGER, 0, greatest);
    b.resolve(end);
    b.add(Op.CLOSE, cursor);
  }

  /** Emits that a row has the rowid in {@code register}. */
  void step(int register) {
    b.add(Op.MEM_MAX, greatest, register);
  }

  /** Emits the writing, if the number has grown. */
  void end() {
    int same = b.label();
    int cursor = b.cursor();
    b.add(Op.LE, before, same, greatest);
    b.add(Op.OPEN_WRITE, cursor, sequence.rootPage(), target.database(), COLUMNS, 0);
    int known = b.add(Op.NOT_NULL, rowid, 0);
    b.add(Op.NEW_ROWID, cursor, rowid);
    b.jumpHere(known);
    int record = b.register();
    b.add(Op.MAKE_RECORD, name, COLUMNS, record);
    b.add(Op.INSERT, cursor, record, rowid, null, P5.APPEND);
    b.add(Op.CLOSE, cursor);
    b.resolve(same);
  }
}

package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.schema.Schema;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits changes of the rows of {@code sqlite_schema} and of the schema cookie.
 *
 * <p>SQLite: build.c sqlite3OpenSchemaTable, sqlite3ChangeCookie.
 */
final class SchemaRows {
  private static final int COLUMNS = 5;
  private static final int COLUMN_NAME = 1;
  private static final int COLUMN_TABLE = 2;
  private static final int COLUMN_ROOT = 3;
  private static final int META_SCHEMA_COOKIE = 1;
  private static final int META_FORMAT = 2;
  private static final int META_ENCODING = 5;

  /** The record of five NULLs: a header of six bytes and no body. */
  private static final byte[] ROW_OF_NULLS = {6, 0, 0, 0, 0, 0};

  private final Emission emission;
  private final ProgramBuilder b;
  private final int database;

  SchemaRows(Emission emission, int database) {
    this.emission = emission;
    this.b = emission.builder();
    this.database = database;
    emission.uses(database, true);
    emission.multiWrite();
  }

  private Schema schema() {
    return emission.environment().catalog().schema(database);
  }

  /** Gives a database without content its format and encoding. */
  void initialize() {
    int format = b.register();
    b.add(Op.READ_COOKIE, database, format, META_FORMAT);
    int known = b.add(Op.IF, format, 0);
    b.add(Op.SET_COOKIE, database, META_FORMAT, 4);
    b.add(Op.SET_COOKIE, database, META_ENCODING, emission.environment().encoding().number());
    b.jumpHere(known);
  }

  /**
   * Adds a row of NULLs, which holds the place of a table or view before the rows of its indexes
   * until {@link #fill}; returns the register of its rowid.
   */
  int reserve() {
    int cursor = open();
    int rowid = b.register();
    int record = b.register();
    b.add(Op.NEW_ROWID, cursor, rowid);
    b.add(Op.BLOB, 0, record, 0, ROW_OF_NULLS, 0);
    b.add(Op.INSERT, cursor, record, rowid, null, P5.APPEND);
    b.add(Op.CLOSE, cursor);
    return rowid;
  }

  /** Writes the row that was reserved; the arguments are those of {@link #add}. */
  void fill(int rowid, String type, String name, String table, int root, @Nullable String sql) {
    int cursor = open();
    int record = record(type, name, table, root, sql);
    b.add(Op.INSERT, cursor, record, rowid);
    b.add(Op.CLOSE, cursor);
  }

  /**
   * Adds a row.
   *
   * @param root register of the root page's number; 0 for 0
   */
  void add(String type, String name, String table, int root, @Nullable String sql) {
    int cursor = open();
    int record = record(type, name, table, root, sql);
    int rowid = b.register();
    b.add(Op.NEW_ROWID, cursor, rowid);
    b.add(Op.INSERT, cursor, record, rowid, null, P5.APPEND);
    b.add(Op.CLOSE, cursor);
  }

  private int record(String type, String name, String table, int root, @Nullable String sql) {
    int first = b.registers(COLUMNS);
    b.add(Op.STRING, 0, first, 0, type, 0);
    b.add(Op.STRING, 0, first + COLUMN_NAME, 0, name, 0);
    b.add(Op.STRING, 0, first + COLUMN_TABLE, 0, table, 0);
    if (root == 0) {
      b.add(Op.INTEGER, 0, first + COLUMN_ROOT);
    } else {
      b.add(Op.SCOPY, root, first + COLUMN_ROOT);
    }
    if (sql == null) {
      b.add(Op.NULL, 0, first + 4);
    } else {
      b.add(Op.STRING, 0, first + 4, 0, sql, 0);
    }
    int record = b.register();
    b.add(Op.MAKE_RECORD, first, COLUMNS, record);
    return record;
  }

  private int open() {
    int cursor = b.cursor();
    b.add(Op.OPEN_WRITE, cursor, 1, database, COLUMNS, 0);
    return cursor;
  }

  /** Deletes the rows of a table with its indexes, views and triggers. */
  void deleteOfTable(String table) {
    delete(COLUMN_TABLE, table, null);
  }

  /** Deletes the row of an object by its name and type. */
  void deleteByName(String name, String type) {
    delete(COLUMN_NAME, name, type);
  }

  private void delete(int column, String value, @Nullable String type) {
    int cursor = open();
    int wanted = b.register();
    b.add(Op.STRING, 0, wanted, 0, value, 0);
    int end = b.label();
    int next = b.label();
    b.add(Op.REWIND, cursor, end);
    int top = b.here();
    int found = b.register();
    b.add(Op.COLUMN, cursor, column, found);
    b.add(Op.NE, wanted, next, found, null, P5.JUMP_IF_NULL);
    if (type != null) {
      int wantedType = b.register();
      b.add(Op.STRING, 0, wantedType, 0, type, 0);
      b.add(Op.COLUMN, cursor, 0, found);
      b.add(Op.NE, wantedType, next, found, null, P5.JUMP_IF_NULL);
    }
    b.add(Op.DELETE, cursor, 0, 0, null, P5.SAVE_POSITION);
    b.resolve(next);
    b.add(Op.NEXT, cursor, top);
    b.resolve(end);
    b.add(Op.CLOSE, cursor);
  }

  /** Replaces the text of a table. */
  void replaceText(String table, String sql) {
    int cursor = open();
    int end = b.label();
    int next = b.label();
    b.add(Op.REWIND, cursor, end);
    int top = b.here();
    int first = b.registers(COLUMNS);
    int wanted = b.registers(2);
    b.add(Op.STRING, 0, wanted, 0, "table", 0);
    b.add(Op.STRING, 0, wanted + 1, 0, table, 0);
    for (int i = 0; i < COLUMNS - 1; i++) {
      b.add(Op.COLUMN, cursor, i, first + i);
    }
    b.add(Op.NE, wanted, next, first, null, P5.JUMP_IF_NULL);
    b.add(Op.NE, wanted + 1, next, first + COLUMN_NAME, null, P5.JUMP_IF_NULL);
    b.add(Op.STRING, 0, first + COLUMNS - 1, 0, sql, 0);
    int record = b.register();
    int rowid = b.register();
    b.add(Op.ROWID, cursor, rowid);
    b.add(Op.MAKE_RECORD, first, COLUMNS, record);
    b.add(Op.INSERT, cursor, record, rowid, null, P5.SAVE_POSITION);
    b.resolve(next);
    b.add(Op.NEXT, cursor, top);
    b.resolve(end);
    b.add(Op.CLOSE, cursor);
  }

  /** Removes a tree; if auto-vacuum moves another root into its place, corrects that one's row. */
  void destroy(int root) {
    int moved = b.register();
    b.add(Op.DESTROY, root, moved, database);
    int none = b.add(Op.IF_NOT, moved, 0, 1);
    int cursor = open();
    int end = b.label();
    int next = b.label();
    b.add(Op.REWIND, cursor, end);
    int top = b.here();
    int first = b.registers(COLUMNS);
    b.add(Op.COLUMN, cursor, COLUMN_ROOT, first + COLUMN_ROOT);
    b.add(Op.NE, moved, next, first + COLUMN_ROOT, null, P5.JUMP_IF_NULL);
    for (int i = 0; i < COLUMNS; i++) {
      if (i != COLUMN_ROOT) {
        b.add(Op.COLUMN, cursor, i, first + i);
      }
    }
    b.add(Op.INTEGER, root, first + COLUMN_ROOT);
    int record = b.register();
    int rowid = b.register();
    b.add(Op.ROWID, cursor, rowid);
    b.add(Op.MAKE_RECORD, first, COLUMNS, record);
    b.add(Op.INSERT, cursor, record, rowid, null, P5.SAVE_POSITION);
    b.resolve(next);
    b.add(Op.NEXT, cursor, top);
    b.resolve(end);
    b.add(Op.CLOSE, cursor);
    b.jumpHere(none);
  }

  /** Tells all connections that the schema has changed. */
  void changeCookie() {
    b.add(Op.SET_COOKIE, database, META_SCHEMA_COOKIE, schema().cookie() + 1);
  }

  /** Reads the rows of a table and its indexes into memory. */
  void parseTable(String table) {
    parse("tbl_name=" + quoted(table) + " AND type!='trigger'");
  }

  /** Reads rows into memory. */
  void parse(String where) {
    b.add(Op.PARSE_SCHEMA, database, 0, 0, where, 0);
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}

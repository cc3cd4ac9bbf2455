package tech.turso.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.base.TextEncoding;
import tech.turso.btree.Btree;
import tech.turso.btree.TableCursor;
import tech.turso.record.RecordReader;
import tech.turso.schema.Index;
import tech.turso.schema.IndexBuilder;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.schema.TableBuilder;
import tech.turso.schema.Trigger;
import tech.turso.schema.View;
import tech.turso.schema.VirtualTables;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.parser.Parser;
import tech.turso.value.Register;

/**
 * Reads {@code sqlite_schema} into a {@link Schema}.
 *
 * <p>SQLite: prepare.c sqlite3InitOne, sqlite3InitCallback.
 */
final class SchemaLoader {
  private static final String SCHEMA_SQL =
      "CREATE TABLE sqlite_master(type text,name text,tbl_name text,rootpage int,sql text)";

  /** A row of the schema table. */
  record Row(String type, String name, String table, int rootPage, @Nullable String sql) {}

  private final Schema schema;

  private SchemaLoader(Schema schema) {
    this.schema = schema;
  }

  /** The schema of a database without content. */
  static Schema empty(String database, TextEncoding encoding) {
    Schema schema = new Schema(database, encoding, 4, 0);
    addSchemaTable(schema, database);
    return schema;
  }

  /**
   * Reads the schema inside a read transaction.
   *
   * @param wanted the encoding of a database without content
   * @throws DbException.Corrupt if a row makes no sense
   */
  static Schema load(Btree btree, String database, TextEncoding wanted) {
    int format = btree.meta(Btree.META_SCHEMA_FORMAT);
    if (format > 4) {
      throw new DbException.Sql("unsupported file format");
    }
    Schema schema =
        new Schema(
            database,
            btree.meta(Btree.META_ENCODING) == 0 ? wanted : btree.encoding(),
            format == 0 ? 4 : format,
            btree.meta(Btree.META_SCHEMA_COOKIE));
    addSchemaTable(schema, database);
    if (btree.pager().pageCount() > 0) {
      new SchemaLoader(schema).addAll(rows(btree));
      Statistics.load(btree, schema);
    }
    return schema;
  }

  private static void addSchemaTable(Schema schema, String database) {
    boolean temp = database.equals("temp");
    String name = temp ? "sqlite_temp_master" : "sqlite_master";
    String sql = SCHEMA_SQL.replace("sqlite_master", name);
    var create = (Statement.CreateTable) Parser.parseStored(sql);
    schema.addSchemaTable(TableBuilder.build(create, sql, sql, 1));
  }

  /** All rows of the schema table in their order. */
  static List<Row> rows(Btree btree) {
    List<Row> rows = new ArrayList<>();
    TableCursor cursor = btree.tableCursor(1, false);
    try {
      Register[] fields = new Register[5];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = new Register();
      }
      for (boolean more = cursor.first(); more; more = cursor.next()) {
        RecordReader record = cursor.record();
        for (int i = 0; i < fields.length; i++) {
          if (!record.column(i, fields[i])) {
            fields[i].setNull();
          }
        }
        rows.add(
            new Row(
                text(fields[0]),
                text(fields[1]),
                text(fields[2]),
                fields[3].type == Register.INTEGER ? (int) fields[3].integer : 0,
                fields[4].isNull() ? null : text(fields[4])));
      }
    } finally {
      cursor.close();
    }
    return rows;
  }

  private static String text(Register field) {
    return field.type == Register.TEXT || field.type == Register.BLOB ? field.decodeText() : "";
  }

  private void addAll(List<Row> rows) {
    for (Row row : rows) {
      if (!row.type.equals("index") && !row.type.equals("trigger")) {
        add(row);
      }
    }
    for (Row row : rows) {
      if (row.type.equals("index") || row.type.equals("trigger")) {
        add(row);
      }
    }
  }

  /** Adds the objects of rows that were written since the schema was loaded. */
  static void addTo(Schema schema, List<Row> rows) {
    new SchemaLoader(schema).addAll(rows);
  }

  private void add(Row row) {
    if (row.sql == null || row.sql.isEmpty()) {
      automaticIndex(row);
      return;
    }
    Statement statement;
    try {
      statement = Parser.parseStored(row.sql);
      add(row, row.sql, statement);
    } catch (DbException.Sql e) {
      throw malformed(row.name, e.text());
    }
  }

  private void add(Row row, String sql, Statement statement) {
    switch (statement) {
      case Statement.CreateTable create ->
          schema.add(TableBuilder.build(create, sql, sql, root(row)));
      case Statement.CreateView create -> {
        List<String> names = new ArrayList<>();
        for (Name name : create.columns()) {
          names.add(name.text());
        }
        schema.add(new View(create.name().name().text(), names, create.select(), sql));
      }
      case Statement.CreateIndex create -> {
        Table table = schema.table(create.table().text());
        if (table == null) {
          throw malformed(row.name, "no such table: " + schema.databaseName() + "." + row.table);
        }
        schema.add(IndexBuilder.build(create, table, sql, schema.format(), root(row)));
      }
      case Statement.CreateTrigger create -> schema.add(Trigger.of(create, sql));
      case Statement.CreateVirtualTable create -> schema.add(VirtualTables.declared(create, sql));
      default -> throw malformed(row.name, "not a CREATE statement");
    }
  }

  private static int root(Row row) {
    if (row.rootPage < 1) {
      throw malformed(row.name, "invalid rootpage");
    }
    return row.rootPage;
  }

  private void automaticIndex(Row row) {
    if (row.name.isEmpty()) {
      return;
    }
    Index index = schema.index(row.name);
    if (index == null) {
      throw malformed(row.name, "orphan index");
    }
    index.rootPage(root(row));
  }

  static DbException.Corrupt malformed(String object, String why) {
    String message = "malformed database schema (" + (object.isEmpty() ? "?" : object) + ")";
    if (!why.isEmpty()) {
      message += " - " + why;
    }
    return new DbException.Corrupt(ResultCode.CORRUPT, message, 1, why);
  }

  static boolean isSchemaTable(String name) {
    String n = Ascii.fold(name);
    return n.equals("sqlite_master")
        || n.equals("sqlite_schema")
        || n.equals("sqlite_temp_master")
        || n.equals("sqlite_temp_schema");
  }
}

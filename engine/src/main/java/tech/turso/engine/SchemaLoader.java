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

  /** A row of the schema table: each field as text. */
  record Row(
      @Nullable String type,
      @Nullable String name,
      @Nullable String table,
      @Nullable String rootPage,
      @Nullable String sql) {}

  private final Schema schema;

  /** Pages of the database; 0 if no root page can be too large. */
  private final int pageCount;

  private SchemaLoader(Schema schema, int pageCount) {
    this.schema = schema;
    this.pageCount = pageCount;
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
   * @param tolerant whether rows that make no sense are left out, and the error that ends the rows:
   *     PRAGMA writable_schema
   * @throws DbException.Corrupt if a row makes no sense
   */
  static Schema load(Btree btree, String database, TextEncoding wanted, boolean tolerant) {
    int format = btree.meta(Btree.META_SCHEMA_FORMAT) & 0xff;
    if (format > 4) {
      throw new DbException.Sql("unsupported file format");
    }
    int pages = btree.pager().pageCount();
    if (format == 0) {
      format = pages == 0 ? 4 : 1;
    }
    Schema schema =
        new Schema(
            database,
            btree.meta(Btree.META_ENCODING) == 0 ? wanted : btree.encoding(),
            format,
            btree.meta(Btree.META_SCHEMA_COOKIE));
    addSchemaTable(schema, database);
    if (pages > 0) {
      new SchemaLoader(schema, pages).addAll(btree, tolerant);
      Statistics.load(btree, schema);
    }
    return schema;
  }

  private static void addSchemaTable(Schema schema, String database) {
    boolean temp = database.equals("temp");
    String name = temp ? "sqlite_temp_master" : "sqlite_master";
    String sql = SCHEMA_SQL.replace("sqlite_master", name);
    var create = (Statement.CreateTable) Parser.parseStored(sql);
    schema.addSchemaTable(TableBuilder.build(create, sql, sql, 4, 1));
  }

  /** Adds what the rows of the schema table say, in their order. */
  private void addAll(Btree btree, boolean tolerant) {
    TableCursor cursor = btree.tableCursor(1, false);
    try {
      Register field = new Register();
      @Nullable String[] row = new String[5];
      for (boolean more = cursor.first(); more; more = cursor.next()) {
        RecordReader record = cursor.record();
        for (int i = row.length - 1; i >= 0; i--) { // a record that ends early is found first
          row[i] = record.column(i, field) ? text(field) : null;
        }
        add(new Row(row[0], row[1], row[2], row[3], row[4]), tolerant);
      }
    } catch (DbException.Corrupt e) {
      if (!tolerant) {
        throw e;
      }
    } finally {
      cursor.close();
    }
  }

  private static @Nullable String text(Register field) {
    return switch (field.type) {
      case Register.NULL -> null;
      case Register.INTEGER -> Long.toString(field.integer);
      case Register.REAL -> Double.toString(field.real);
      default -> {
        String text = field.decodeText(); // which ends at its first zero, as in C
        int end = text.indexOf(0);
        yield end < 0 ? text : text.substring(0, end);
      }
    };
  }

  /** Adds the objects of rows that were written since the schema was loaded. */
  static void addTo(Schema schema, List<Row> rows) {
    SchemaLoader loader = new SchemaLoader(schema, 0);
    for (Row row : rows) {
      loader.add(row);
    }
  }

  private void add(Row row, boolean tolerant) {
    try {
      add(row);
    } catch (DbException.Corrupt e) {
      if (!tolerant) {
        throw e;
      }
    }
  }

  private void add(Row row) {
    String sql = row.sql;
    if (row.rootPage == null) {
      throw malformed(row, "");
    }
    if (sql != null && Ascii.startsWithIgnoreCase(sql, "cr")) {
      long root = number(row.rootPage);
      if (root < 0 || root > pageCount && pageCount > 0) {
        throw malformed(row, "invalid rootpage");
      }
      try {
        add(row, sql, Parser.parseStored(sql), (int) root);
      } catch (DbException.Sql e) {
        throw malformed(row, e.text());
      }
    } else if (row.name == null || sql != null && !sql.isEmpty()) {
      throw malformed(row, "");
    } else {
      automaticIndex(row, row.name, row.rootPage);
    }
  }

  /** A number that takes the whole text and fits 32 bits; else -1. SQLite: sqlite3GetUInt32. */
  private static long number(String text) {
    long n = text.isEmpty() ? -1 : 0;
    for (int i = 0; i < text.length() && n >= 0; i++) {
      n = Ascii.isDigit(text.charAt(i)) ? n * 10 + text.charAt(i) - '0' : -1;
      if (n > 0xffffffffL) {
        return -1;
      }
    }
    return n;
  }

  /** The columns of a row must say what its statement says. SQLite: sqlite3CheckObjectName. */
  private static void requireNames(Row row, String type, String name, String table) {
    if (!isSame(row.type, type) || !isSame(row.name, name) || !isSame(row.table, table)) {
      throw malformed(row, "");
    }
  }

  private static boolean isSame(@Nullable String text, String name) {
    return text != null && Ascii.equalsIgnoreCase(text, name);
  }

  private void add(Row row, String sql, Statement statement, int root) {
    switch (statement) {
      case Statement.CreateTable create -> {
        requireNew(row, "table", create.name().name());
        schema.add(TableBuilder.build(create, sql, sql, schema.format(), root));
      }
      case Statement.CreateView create -> {
        requireNew(row, "view", create.name().name());
        List<String> names = new ArrayList<>();
        for (Name name : create.columns()) {
          names.add(name.text());
        }
        schema.add(new View(create.name().name().text(), names, create.select(), sql));
      }
      case Statement.CreateIndex create -> index(row, sql, create, root);
      case Statement.CreateTrigger create -> {
        String table = create.table().name().text();
        requireNames(row, "trigger", create.name().name().text(), table);
        schema.add(Trigger.of(create, sql));
      }
      case Statement.CreateVirtualTable create -> {
        requireNew(row, "table", create.name().name());
        schema.add(VirtualTables.declared(create, sql));
      }
      default -> throw malformed(row, "");
    }
  }

  private void requireNew(Row row, String type, Name written) {
    String name = written.text();
    requireNames(row, type, name, name);
    if (schema.relation(name) != null) {
      throw malformed(row, type + " " + name + " already exists");
    }
  }

  private void index(Row row, String sql, Statement.CreateIndex create, int root) {
    String tableName = create.table().text();
    String name = create.name().name().text();
    Table table = schema.table(tableName);
    if (table == null) {
      throw malformed(
          row,
          schema.relation(tableName) != null
              ? "views may not be indexed"
              : "no such table: " + schema.databaseName() + "." + tableName);
    }
    requireNames(row, "index", name, table.name());
    if (schema.index(name) != null) {
      throw malformed(row, "index " + name + " already exists");
    }
    Index index = IndexBuilder.build(create, table, sql, schema.format(), root);
    requireOwnRoot(row, index);
    schema.add(index);
  }

  private static void requireOwnRoot(Row row, Index index) {
    for (Index other : index.table().indexes()) {
      if (other != index && other.rootPage() == index.rootPage()) {
        throw malformed(row, "invalid rootpage");
      }
    }
  }

  private void automaticIndex(Row row, String name, String rootPage) {
    Index index = schema.index(name);
    if (index == null) {
      throw malformed(row, "orphan index");
    }
    long root = number(rootPage);
    if (root < 2 || pageCount > 0 && root > pageCount) {
      throw malformed(row, "invalid rootpage");
    }
    index.rootPage((int) root);
    requireOwnRoot(row, index);
  }

  private static DbException.Corrupt malformed(Row row, String why) {
    return malformed(row.name == null ? "?" : row.name, why);
  }

  static DbException.Corrupt malformed(String object, String why) {
    String message = "malformed database schema (" + object + ")";
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

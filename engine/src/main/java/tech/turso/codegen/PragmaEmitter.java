package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.schema.Catalog;
import tech.turso.schema.Column;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Relation;
import tech.turso.schema.Table;
import tech.turso.schema.TableBuilder;
import tech.turso.sql.ast.Statement;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.Program;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the pragmas that describe the schema and those that read and set fields of the file's
 * header.
 *
 * <p>Source: SQLite, "Pragma statements". SQLite: pragma.c sqlite3Pragma.
 */
public final class PragmaEmitter {
  private static final int META_FREE_PAGES = 0;
  private static final int META_SCHEMA_COOKIE = 1;
  private static final int META_USER_VERSION = 6;
  private static final int META_APPLICATION_ID = 8;
  private static final List<String> JOURNAL_MODES =
      List.of("delete", "persist", "off", "truncate", "memory");

  private final Emission emission;
  private final ProgramBuilder b;
  private final Catalog catalog;
  private final List<Program.Column> columns = new ArrayList<>();

  /** Emits into {@code emission}. */
  public PragmaEmitter(Emission emission) {
    this.emission = emission;
    this.b = emission.builder();
    this.catalog = emission.environment().catalog();
  }

  /** The columns of the rows that the pragma gives. */
  public List<Program.Column> columns() {
    return columns;
  }

  /** Emits the pragma; returns false if it is not one of those known here. */
  public boolean emit(Statement.Pragma pragma) {
    @Nullable String schemaName = SchemaNames.text(pragma.name().schema());
    int database = schemaName == null ? Catalog.MAIN : catalog.number(schemaName);
    if (database < 0) {
      throw new DbException.Sql("unknown database " + schemaName);
    }
    @Nullable String value = pragma.value();
    switch (Ascii.fold(pragma.name().name().text())) {
      case "table_info" -> tableInfo(schemaName, value, false);
      case "table_xinfo" -> tableInfo(schemaName, value, true);
      case "index_list" -> indexList(schemaName, value);
      case "index_info" -> indexInfo(schemaName, value, false);
      case "index_xinfo" -> indexInfo(schemaName, value, true);
      case "foreign_key_list" -> foreignKeys(schemaName, value);
      case "user_version" -> header("user_version", database, META_USER_VERSION, value);
      case "application_id" -> header("application_id", database, META_APPLICATION_ID, value);
      case "schema_version" -> header("schema_version", database, META_SCHEMA_COOKIE, value);
      case "freelist_count" -> header("freelist_count", database, META_FREE_PAGES, null);
      case "encoding" -> encoding(value);
      case "page_count" -> {
        emission.uses(database, false);
        names("page_count");
        int count = b.register();
        b.add(Op.PAGECOUNT, database, count);
        b.add(Op.RESULT_ROW, count, 1);
      }
      case "journal_mode" -> journalMode(database, value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void names(String... list) {
    for (String name : list) {
      columns.add(new Program.Column(name, null, null, null, null));
    }
  }

  /** A row of constants: Integer, String or null. */
  private void row(@Nullable Object... values) {
    int first = b.registers(values.length);
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof Integer number) {
        b.add(Op.INTEGER, number, first + i);
      } else if (value == null) {
        b.add(Op.NULL, 0, first + i);
      } else {
        b.add(Op.STRING, 0, first + i, 0, value.toString(), 0);
      }
    }
    b.add(Op.RESULT_ROW, first, values.length);
  }

  private @Nullable Relation relation(@Nullable String schemaName, @Nullable String name) {
    if (name == null) {
      return null;
    }
    int database = catalog.databaseOfRelation(schemaName, name);
    if (database < 0) {
      return null;
    }
    emission.uses(database, false);
    return catalog.schema(database).relation(name);
  }

  private void tableInfo(@Nullable String schemaName, @Nullable String name, boolean hidden) {
    names("cid", "name", "type", "notnull", "dflt_value", "pk");
    if (hidden) {
      names("hidden");
    }
    Relation relation = relation(schemaName, name);
    if (relation instanceof Table table) {
      for (int i = 0; i < table.columns().size(); i++) {
        columnInfo(table, i, hidden);
      }
    } else if (relation != null) {
      viewInfo(relation, hidden);
    }
  }

  private void columnInfo(Table table, int i, boolean hidden) {
    Column c = table.columns().get(i);
    boolean generated = c.generated() != null;
    if (generated && !hidden) {
      return;
    }
    int notNull = c.notNull() == null ? 0 : 1;
    int key = TableBuilder.primaryKeyNumber(table, i);
    if (hidden) {
      int kind = generated ? c.stored() ? 3 : 2 : c.hidden() ? 1 : 0;
      row(i, c.name(), c.declaredType(), notNull, c.defaultText(), key, kind);
    } else {
      row(i, c.name(), c.declaredType(), notNull, c.defaultText(), key);
    }
  }

  private void viewInfo(Relation view, boolean hidden) {
    var source = emission.resolver().sourceOf(view);
    for (int i = 0; i < source.offered().size(); i++) {
      var c = source.offered().get(i);
      String type = c.declaredType() == null ? "" : c.declaredType();
      if (hidden) {
        row(i, c.name(), type, 0, null, 0, 0);
      } else {
        row(i, c.name(), type, 0, null, 0);
      }
    }
  }

  private void indexList(@Nullable String schemaName, @Nullable String name) {
    names("seq", "name", "unique", "origin", "partial");
    if (relation(schemaName, name) instanceof Table table) {
      int i = 0;
      for (Index index : table.indexes()) {
        row(
            i++,
            index.name(),
            index.isUnique() ? 1 : 0,
            index.origin().letter(),
            index.where() == null ? 0 : 1);
      }
    }
  }

  private void indexInfo(@Nullable String schemaName, @Nullable String name, boolean all) {
    names("seqno", "cid", "name");
    if (all) {
      names("desc", "coll", "key");
    }
    int database = name == null ? -1 : catalog.databaseOfIndex(schemaName, name);
    if (database < 0 || name == null) {
      return;
    }
    emission.uses(database, false);
    Index index = catalog.schema(database).index(name);
    if (index == null) {
      return;
    }
    int n = all ? index.columns().size() : index.keyColumns();
    for (int i = 0; i < n; i++) {
      IndexColumn c = index.columns().get(i);
      @Nullable String column =
          c.column() < 0 ? null : index.table().columns().get(c.column()).name();
      if (all) {
        int key = i < index.keyColumns() ? 1 : 0;
        row(i, c.column(), column, c.descending() ? 1 : 0, c.collation(), key);
      } else {
        row(i, c.column(), column);
      }
    }
  }

  private void foreignKeys(@Nullable String schemaName, @Nullable String name) {
    names("id", "seq", "table", "from", "to", "on_update", "on_delete", "match");
    if (!(relation(schemaName, name) instanceof Table table)) {
      return;
    }
    int n = table.foreignKeys().size();
    for (int id = 0; id < n; id++) {
      var key = table.foreignKeys().get(n - 1 - id); // the last written comes first
      for (int seq = 0; seq < key.childColumns().size(); seq++) {
        String from = table.columns().get(key.childColumns().get(seq)).name();
        @Nullable String to = key.parentColumns().isEmpty() ? null : key.parentColumns().get(seq);
        row(id, seq, key.parentTable(), from, to, key.onUpdate(), key.onDelete(), key.match());
      }
    }
  }

  private void header(String name, int database, int field, @Nullable String value) {
    if (value == null) {
      emission.uses(database, false);
      names(name);
      int register = b.register();
      b.add(Op.READ_COOKIE, database, register, field);
      b.add(Op.RESULT_ROW, register, 1);
      return;
    }
    emission.uses(database, true);
    b.add(Op.SET_COOKIE, database, field, number(value));
  }

  /** The integer that a value begins with, 0 if none. SQLite: sqlite3Atoi. */
  private static int number(String value) {
    int at = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
    long n = 0;
    while (at < value.length() && Ascii.isDigit(value.charAt(at))) {
      n = n * 10 + value.charAt(at++) - '0';
      if (n > 1L + Integer.MAX_VALUE) {
        return 0;
      }
    }
    long signed = value.startsWith("-") ? -n : n;
    return signed == (int) signed ? (int) signed : 0;
  }

  private void encoding(@Nullable String value) {
    if (value != null) {
      throw new DbException.Sql("setting the encoding is parsed but not executed yet");
    }
    names("encoding");
    row(
        switch (emission.environment().encoding()) {
          case UTF8 -> "UTF-8";
          case UTF16LE -> "UTF-16le";
          case UTF16BE -> "UTF-16be";
        });
  }

  private void journalMode(int database, @Nullable String value) {
    names("journal_mode");
    emission.uses(database, false);
    int mode = value == null ? -1 : JOURNAL_MODES.indexOf(Ascii.fold(value));
    int result = b.register();
    b.add(Op.JOURNAL_MODE, database, result, mode);
    b.add(Op.RESULT_ROW, result, 1);
  }
}

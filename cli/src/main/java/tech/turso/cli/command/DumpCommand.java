package tech.turso.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.TursoException;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Output;
import tech.turso.cli.Shell;
import tech.turso.cli.SqlFailure;
import tech.turso.cli.render.Format;
import tech.turso.cli.render.Mode;
import tech.turso.cli.render.Names;
import tech.turso.cli.render.Titles;

/**
 * {@code .dump}: SQL that makes the database again. It is read in one savepoint, so that others may
 * write meanwhile. What cannot be read is told in the output and ends it with ROLLBACK.
 *
 * <p>SQLite: shell.c.in dump_callback.
 */
final class DumpCommand {
  private static final int CORRUPT = 11;

  private final Shell shell;
  private final Connection connection;
  private final Output out;
  private boolean dataOnly;
  private boolean noSystem;
  private boolean keepRowids;
  private boolean writableSchema;
  private int errors;

  private DumpCommand(Shell shell) {
    this.shell = shell;
    this.connection = shell.connection();
    this.out = shell.out();
  }

  static Result dump(Shell shell, DotLine line) {
    DumpCommand dump = new DumpCommand(shell);
    StringBuilder objects = new StringBuilder();
    for (int i = 1; i < line.count(); i++) {
      String argument = line.argument(i);
      if (!argument.startsWith("-")) {
        objects.append(objects.isEmpty() ? "" : " OR ").append(matches(argument));
        continue;
      }
      switch (line.option(i)) {
        case "data-only" -> dump.dataOnly = true;
        case "nosys" -> dump.noSystem = true;
        case "preserve-rowids" -> dump.keepRowids = true;
        case "newlines" -> {
          // Text with newlines is written with unistr(), whatever is asked.
        }
        default -> {
          return shell.error(line, i, "unknown option", null);
        }
      }
    }
    dump.run(objects.isEmpty() ? "true" : objects.toString());
    return dump.errors > 0 ? Result.ERROR : Result.OK;
  }

  /** Selects an object by its name, or the shadow tables of a virtual table by its name. */
  private static String matches(String pattern) {
    String like = Query.literal(pattern);
    return "name LIKE "
        + like
        + " ESCAPE '\\' OR EXISTS (SELECT 1 FROM sqlite_schema WHERE name LIKE "
        + like
        + " ESCAPE '\\' AND sql LIKE 'CREATE VIRTUAL TABLE%'"
        + " AND substr(o.name, 1, length(name)+1) == (name||'_'))";
  }

  private void run(String objects) {
    if (Query.number(
            connection,
            "SELECT count(*) FROM sqlite_schema o WHERE sql LIKE 'CREATE VIRTUAL TABLE%' AND ("
                + objects
                + ")")
        > 0) {
      out.println("/* WARNING: Script requires that SQLITE_DBCONFIG_DEFENSIVE be disabled */");
    }
    if (!dataOnly) {
      // The order of rows may break foreign keys on the way.
      out.print("PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n");
    }
    connection.execute("SAVEPOINT dump");
    try {
      tables(objects);
      if (!dataOnly) {
        others(objects);
      }
    } finally {
      connection.execute("RELEASE dump");
    }
    if (writableSchema) {
      out.print("PRAGMA writable_schema=OFF;\n");
    }
    if (!dataOnly) {
      out.print(errors > 0 ? "ROLLBACK; -- due to errors\n" : "COMMIT;\n");
    }
  }

  private void tables(String objects) {
    String query =
        "SELECT name, sql FROM sqlite_schema AS o WHERE ("
            + objects
            + ") AND type=='table' AND sql NOT NULL"
            + " ORDER BY tbl_name='sqlite_sequence', rowid";
    List<@Nullable String[]> rows;
    try {
      rows = Query.rows(connection, query);
    } catch (TursoException e) {
      tell(e.code(), e.text());
      return;
    }
    for (@Nullable String[] row : rows) {
      String name = row[0];
      String sql = row[1];
      if (name != null && sql != null) {
        table(name, sql);
      }
    }
  }

  private void table(String name, String sql) {
    if (name.equals("sqlite_sequence") && !noSystem) {
      if (Query.number(connection, "SELECT count(*) FROM sqlite_sequence") > 0) {
        openSchema();
        out.print(
            "CREATE TABLE IF NOT EXISTS sqlite_sequence(name,seq);\n"
                + "DELETE FROM sqlite_sequence;\n");
      }
    } else if (name.startsWith("sqlite_stat") && name.length() == 12 && !noSystem) {
      if (!dataOnly) {
        out.print("ANALYZE sqlite_schema;\n");
      }
    } else if (name.startsWith("sqlite_")) {
      return;
    } else if (!dataOnly) {
      if (sql.startsWith("CREATE VIRTUAL TABLE")) {
        openSchema();
        String text = Query.literal(name);
        out.println(
            "INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table',"
                + text
                + ","
                + text
                + ",0,"
                + Query.literal(sql)
                + ");");
        return;
      }
      out.print(SchemaText.forDump(sql) + ";\n");
    }
    rows(name);
  }

  private void openSchema() {
    if (!writableSchema) {
      writableSchema = true;
      out.print("PRAGMA writable_schema=ON;\n");
    }
  }

  private void rows(String table) {
    List<String> columns = new ArrayList<>();
    try {
      String rowid = keepRowids ? rowidName(table) : null;
      if (rowid != null) {
        columns.add(rowid);
      }
      for (@Nullable String[] row :
          Query.rows(connection, "PRAGMA table_info=" + Query.literal(table))) {
        columns.add(Names.quoted(String.valueOf(row[1])));
      }
    } catch (TursoException e) {
      errors++;
      return;
    }
    if (columns.isEmpty()) {
      errors++;
      return;
    }
    String select = "SELECT " + String.join(",", columns) + " FROM " + Names.quoted(table);
    Format format = new Format();
    Mode.INSERT.applyTo(format);
    format.tableName = table;
    format.titles = keepRowids ? Titles.ON : Titles.OFF;
    format.escape = shell.format().escape;
    SqlFailure failure = shell.runner().run(connection, select, format, false);
    if (failure != null && failure.code() == CORRUPT) {
      // What lies behind the damage may be reached from the other end.
      out.print("/****** CORRUPTION ERROR *******/\n");
      connection.execute("PRAGMA reverse_unordered_selects=ON");
      shell.runner().run(connection, select, format, false);
      connection.execute("PRAGMA reverse_unordered_selects=OFF");
    }
    if (failure != null) {
      errors++;
    }
  }

  /**
   * A name for the rowid if it must be kept: the table has one that is no column, and a name for it
   * is free.
   */
  private @Nullable String rowidName(String table) {
    boolean withoutRowid =
        Query.number(
                connection,
                "SELECT count(*) FROM pragma_table_list(?1) WHERE schema='main' AND wr=1",
                table)
            > 0;
    boolean isColumn =
        Query.number(
                    connection,
                    "SELECT count(*)==1 AND max(type)=='INTEGER' COLLATE nocase"
                        + " FROM pragma_table_info(?1) WHERE pk>0",
                    table)
                > 0
            && Query.number(
                    connection,
                    "SELECT count(*) FROM pragma_index_list(?1) WHERE origin='pk'",
                    table)
                == 0;
    if (withoutRowid || isColumn) {
      return null;
    }
    for (String name : new String[] {"rowid", "_rowid_", "oid"}) {
      String taken = "SELECT count(*) FROM pragma_table_info(?1) WHERE name=?2 COLLATE nocase";
      if (Query.number(connection, taken, table, name) == 0) {
        return name;
      }
    }
    return null;
  }

  /** Indexes, triggers and views. */
  private void others(String objects) {
    try {
      for (@Nullable String[] row :
          Query.rows(
              connection,
              "SELECT sql FROM sqlite_schema AS o WHERE ("
                  + objects
                  + ") AND sql NOT NULL AND type IN ('index','trigger','view')"
                  + " ORDER BY type COLLATE NOCASE DESC")) {
        String sql = String.valueOf(row[0]);
        // A comment at the end must not swallow the semicolon.
        out.print(sql + (sql.contains("--") ? "\n;\n" : ";\n"));
      }
    } catch (TursoException e) {
      tell(e.primaryCode(), e.text());
    }
  }

  private void tell(int code, String text) {
    out.print("/**** ERROR: (" + code + ") " + text + " *****/\n");
    errors++;
  }
}

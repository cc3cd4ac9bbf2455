package tech.turso.cli.command;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.OpenOptions;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Shell;

/** {@code .backup .save .restore .clone}: whole databases from one file to another. */
final class CopyCommands {
  private static final int BUSY = 5;
  private static final int LOCKED = 6;

  private CopyCommands() {}

  static Result backup(Shell shell, DotLine line) {
    String database = null;
    String file = null;
    boolean durable = true;
    for (int i = 1; i < line.count(); i++) {
      if (line.argument(i).startsWith("-")) {
        if (!line.isOption(i, "async")) {
          return shell.error(line, i, "unknown option", "should be -async");
        }
        durable = false;
      } else if (database != null) {
        return SwitchCommands.usage(shell, ".backup ?DB? ?OPTIONS? FILENAME");
      } else {
        database = file;
        file = line.argument(i);
      }
    }
    if (file == null) {
      shell.messages().line("missing FILENAME argument on .backup");
      return Result.ERROR;
    }
    try (Connection to = open(shell, file, OpenOptions.DEFAULT)) {
      if (to == null) {
        return Result.ERROR;
      }
      if (!durable) {
        to.execute("PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF");
      }
      shell.connection().backup(database == null ? "main" : database, to, "main");
      return Result.OK;
    }
  }

  /** A file that is missing is an error: it would be an empty database, and all data gone. */
  static Result restore(Shell shell, DotLine line) {
    if (line.count() != 2 && line.count() != 3) {
      return SwitchCommands.usage(shell, ".restore ?DB? FILE");
    }
    String file = line.argument(line.count() - 1);
    try (Connection from = open(shell, file, OpenOptions.DEFAULT.withCreate(false))) {
      if (from == null) {
        return Result.ERROR;
      }
      from.backup("main", shell.connection(), line.count() == 3 ? line.argument(1) : "main");
      return Result.OK;
    } catch (TursoException e) {
      if (e.primaryCode() != BUSY && e.primaryCode() != LOCKED) {
        throw e;
      }
      shell.messages().line("Error: source database is busy");
      return Result.ERROR;
    }
  }

  private static @Nullable Connection open(Shell shell, String file, OpenOptions options) {
    try {
      return Connection.open(file, options);
    } catch (TursoException e) {
      shell.messages().line("Error: cannot open \"" + file + "\"");
      return null;
    }
  }

  /** Table by table through SQL, so that the copy is without holes and broken pages stay behind. */
  static Result clone(Shell shell, DotLine line) {
    if (line.count() != 2) {
      return SwitchCommands.usage(shell, ".clone FILENAME");
    }
    String file = line.argument(1);
    if (exists(file)) {
      shell.messages().line("File \"" + file + "\" already exists.");
      return Result.ERROR;
    }
    Connection from = shell.connection();
    boolean ok;
    try (Connection to = open(shell, file, OpenOptions.DEFAULT)) {
      if (to == null) {
        return Result.ERROR;
      }
      to.execute("BEGIN EXCLUSIVE");
      ok = copyTables(shell, from, to);
      for (@Nullable String[] row :
          Query.rows(
              from,
              "SELECT name, sql FROM sqlite_schema WHERE type<>'table' AND sql IS NOT NULL")) {
        ok &= run(shell, to, row[0], row[1]);
      }
      to.execute("COMMIT");
    }
    return ok ? Result.OK : Result.ERROR;
  }

  private static boolean exists(String file) {
    try {
      return Files.exists(Path.of(file));
    } catch (InvalidPathException e) {
      return false; // opening it tells
    }
  }

  private static boolean copyTables(Shell shell, Connection from, Connection to) {
    boolean ok = true;
    boolean sequence = false;
    for (@Nullable String[] row :
        Query.rows(from, "SELECT name, sql FROM sqlite_schema WHERE type='table'")) {
      String name = row[0];
      if (name == null) {
        continue;
      }
      if (name.startsWith("sqlite_")) {
        sequence |= name.equals("sqlite_sequence");
        continue; // made by the tables and by ANALYZE themselves
      }
      ok &= run(shell, to, name, row[1]) && copyRows(shell, from, to, name);
    }
    if (sequence) {
      to.execute("DELETE FROM sqlite_sequence");
      ok &= copyRows(shell, from, to, "sqlite_sequence");
    }
    return ok;
  }

  private static boolean run(
      Shell shell, Connection to, @Nullable String name, @Nullable String sql) {
    shell.out().print(name + "... ");
    try {
      to.execute(sql == null ? "" : sql);
      shell.out().println("done");
      return true;
    } catch (TursoException e) {
      shell.out().println("");
      shell.messages().line("Error: " + e.text() + "\nSQL: [" + sql + "]");
      return false;
    }
  }

  /** Copies the rows; those behind one that cannot be read are lost, which is told. */
  private static boolean copyRows(Shell shell, Connection from, Connection to, String table) {
    List<String> columns = new ArrayList<>();
    for (@Nullable String[] row :
        Query.rows(from, "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden=0", table)) {
      columns.add(Query.name(String.valueOf(row[0])));
    }
    String names = String.join(", ", columns);
    String places = "?" + ", ?".repeat(columns.size() - 1);
    String quoted = Query.name(table);
    try (Statement select = from.prepare("SELECT " + names + " FROM " + quoted)) {
      try (Statement insert =
          to.prepare("INSERT INTO " + quoted + "(" + names + ") VALUES(" + places + ")")) {
        while (select.step()) {
          for (int i = 0; i < columns.size(); i++) {
            copyValue(select, i, insert);
          }
          insert.step();
          insert.reset();
        }
      }
      return true;
    } catch (TursoException e) {
      shell.messages().line("Error: " + e.text() + " in table " + table);
      return false;
    }
  }

  private static void copyValue(Statement from, int column, Statement to) {
    int parameter = column + 1;
    switch (from.columnType(column)) {
      case NULL -> to.bindNull(parameter);
      case INTEGER -> to.bindLong(parameter, from.columnLong(column));
      case REAL -> to.bindDouble(parameter, from.columnDouble(column));
      case TEXT -> to.bindUtf8(parameter, bytes(from, column)); // it may be invalid
      case BLOB -> to.bindBlob(parameter, bytes(from, column));
    }
  }

  private static byte[] bytes(Statement from, int column) {
    byte[] bytes = from.columnBlob(column);
    return bytes == null ? new byte[0] : bytes;
  }
}

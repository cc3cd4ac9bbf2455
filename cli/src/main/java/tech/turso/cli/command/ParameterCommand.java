package tech.turso.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Shell;

/**
 * {@code .parameter}: values for parameters, kept in the table {@code temp.sqlite_parameters}.
 *
 * <p>The table's name is one that users cannot take by accident; it needs {@code writable_schema}.
 */
final class ParameterCommand {
  private static final int WIDEST_NAME = 40;

  private ParameterCommand() {}

  static Result parameter(Shell shell, DotLine line) {
    Connection connection = shell.connection();
    String word = line.count() > 1 ? line.argument(1) : "";
    if (line.count() == 2 && word.equals("clear")) {
      connection.execute("DROP TABLE IF EXISTS temp.sqlite_parameters");
    } else if (line.count() == 2 && word.equals("list")) {
      list(shell, connection);
    } else if (line.count() == 2 && word.equals("init")) {
      init(connection);
    } else if (line.count() == 4 && word.equals("set")) {
      return set(shell, connection, line.argument(2), line.argument(3));
    } else if (line.count() == 3 && word.equals("unset")) {
      if (exists(connection)) {
        Query.rows(connection, "DELETE FROM temp.sqlite_parameters WHERE key=?1", line.argument(2));
      }
    } else {
      HelpCommand.show(shell.out(), "parameter");
    }
    return Result.OK;
  }

  private static boolean exists(Connection connection) {
    return Query.number(
            connection, "SELECT count(*) FROM temp.sqlite_schema WHERE name='sqlite_parameters'")
        > 0;
  }

  private static void list(Shell shell, Connection connection) {
    if (!exists(connection)) {
      return;
    }
    List<@Nullable String[]> rows =
        Query.rows(connection, "SELECT key, quote(value) FROM temp.sqlite_parameters");
    int width = 0;
    for (@Nullable String[] row : rows) {
      width = Math.max(width, text(row[0]).length());
    }
    width = Math.min(width, WIDEST_NAME);
    for (@Nullable String[] row : rows) {
      String name = text(row[0]);
      String blanks = " ".repeat(Math.max(0, width - name.length()));
      shell.out().println(name + blanks + " " + text(row[1]));
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static void init(Connection connection) {
    if (exists(connection)) {
      return;
    }
    boolean writable = Query.number(connection, "PRAGMA writable_schema") != 0;
    connection.execute("PRAGMA writable_schema=ON");
    try {
      connection.execute(
          "CREATE TABLE temp.sqlite_parameters(\n"
              + "  key TEXT PRIMARY KEY,\n"
              + "  value\n"
              + ") WITHOUT ROWID");
    } finally {
      if (!writable) {
        connection.execute("PRAGMA writable_schema=OFF");
      }
    }
  }

  /** Sets a value that is an SQL expression or, if it is none, a text. */
  private static Result set(Shell shell, Connection connection, String key, String value) {
    init(connection);
    String insert =
        "REPLACE INTO temp.sqlite_parameters(key,value) VALUES(" + Query.literal(key) + ",";
    try (Statement statement = prepareEither(connection, insert, value)) {
      shell.runner().bind(connection, statement);
      while (statement.step()) {
        // an INSERT has no rows
      }
      return Result.OK;
    }
  }

  private static Statement prepareEither(Connection connection, String insert, String value) {
    try {
      return connection.prepare(insert + value + ")");
    } catch (TursoException e) {
      return connection.prepare(insert + Query.literal(value) + ")");
    }
  }
}

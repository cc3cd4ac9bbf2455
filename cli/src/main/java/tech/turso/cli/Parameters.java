package tech.turso.cli;

import tech.turso.api.Connection;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;

/**
 * Values for the parameters of statements: from the table {@code temp.sqlite_parameters}, which
 * {@code .parameter} fills, and from the parameter's name ({@code $int_5}, {@code $text_abc}).
 *
 * <p>SQLite: shell.c.in bind_prepared_stmt.
 */
public final class Parameters {
  private Parameters() {}

  /** Binds all parameters of {@code statement}; those without a value to NULL. */
  public static void bind(Connection connection, Statement statement, double lastSeconds) {
    int count = statement.parameterCount();
    if (count == 0) {
      return;
    }
    try (Statement values =
        connection.prepare("SELECT value FROM temp.sqlite_parameters WHERE key=?1")) {
      for (int i = 1; i <= count; i++) {
        String name = name(statement, i);
        values.bindText(1, name);
        if (values.step()) {
          copy(values, statement, i);
        } else {
          bindByName(statement, i, name, lastSeconds);
        }
        values.reset();
      }
    } catch (TursoException e) {
      // There is no such table.
      for (int i = 1; i <= count; i++) {
        bindByName(statement, i, name(statement, i), lastSeconds);
      }
    }
  }

  private static String name(Statement statement, int number) {
    String name = statement.parameterName(number);
    return name == null ? "?" + number : name;
  }

  private static void copy(Statement from, Statement to, int number) {
    switch (from.columnType(0)) {
      case NULL -> to.bindNull(number);
      case INTEGER -> to.bindLong(number, from.columnLong(0));
      case REAL -> to.bindDouble(number, from.columnDouble(0));
      case TEXT -> to.bindUtf8(number, bytes(from));
      case BLOB -> to.bindBlob(number, bytes(from));
    }
  }

  private static byte[] bytes(Statement statement) {
    byte[] bytes = statement.columnBlob(0);
    return bytes == null ? new byte[0] : bytes;
  }

  private static void bindByName(Statement statement, int number, String name, double seconds) {
    if (name.startsWith("$int_")) {
      statement.bindLong(number, (int) Integers.parse(name.substring(5)));
    } else if (name.startsWith("$text_")) {
      statement.bindText(number, name.substring(6));
    } else if (name.equals("$TIMER")) {
      statement.bindDouble(number, seconds);
    } else if (name.length() == 4 && name.regionMatches(true, 1, "INF", 0, 3)) {
      statement.bindDouble(number, Double.POSITIVE_INFINITY);
    } else {
      statement.bindNull(number);
    }
  }
}

package tech.turso.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.Statement;
import tech.turso.cli.render.Names;

/** Queries of the commands themselves. */
final class Query {
  private Query() {}

  /** All rows as text, with text for the parameters. */
  static List<@Nullable String[]> rows(
      Connection connection, String sql, @Nullable String... parameters) {
    try (Statement statement = connection.prepare(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        String value = parameters[i];
        if (value == null) {
          statement.bindNull(i + 1);
        } else {
          statement.bindText(i + 1, value);
        }
      }
      List<@Nullable String[]> rows = new ArrayList<>();
      while (statement.step()) {
        @Nullable String[] row = new String[statement.columnCount()];
        for (int i = 0; i < row.length; i++) {
          row[i] = statement.columnText(i);
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** The first column of the first row as a number; 0 if there is none. */
  static long number(Connection connection, String sql, @Nullable String... parameters) {
    List<@Nullable String[]> rows = rows(connection, sql, parameters);
    String text = rows.isEmpty() ? null : rows.getFirst()[0];
    return text == null ? 0 : Long.parseLong(text);
  }

  /** The names of the databases: main, temp and what is attached. */
  static List<String> databases(Connection connection) {
    List<String> names = new ArrayList<>();
    for (@Nullable String[] row : rows(connection, "PRAGMA database_list")) {
      String name = row[1];
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  /** An SQL string literal. */
  static String literal(String text) {
    return Names.quote(text, '\'');
  }

  /** A name in double quotes. */
  static String name(String text) {
    return Names.quote(text, '"');
  }
}

package tech.turso.cli.command;

import org.jspecify.annotations.Nullable;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Shell;
import tech.turso.cli.SqlFailure;
import tech.turso.cli.render.Format;
import tech.turso.cli.render.Mode;
import tech.turso.cli.render.Titles;

/** {@code .tables .indexes}: names side by side, as wide as the screen. */
final class ListCommands {
  private ListCommands() {}

  static Result tables(Shell shell, DotLine line) {
    String pattern = line.count() > 1 ? line.argument(1) : null;
    StringBuilder sql = new StringBuilder();
    for (String database : Query.databases(shell.connection())) {
      sql.append(sql.isEmpty() ? "SELECT " : " UNION ALL SELECT ");
      if (!database.equalsIgnoreCase("main")) {
        sql.append(Query.literal(database)).append("||'.'||");
      }
      sql.append("name FROM ").append(Query.name(database)).append(".sqlite_schema");
      sql.append(" WHERE type IN ('table','view') AND name NOT LIKE 'sqlite__%' ESCAPE '_'");
      if (pattern != null) {
        sql.append(" AND name LIKE ").append(Query.literal(pattern));
      }
    }
    return list(shell, sql.append(" ORDER BY 1").toString());
  }

  static Result indexes(Shell shell, DotLine line) {
    boolean all = false;
    boolean system = false;
    boolean expressions = false;
    String pattern = null;
    for (int i = 1; i < line.count(); i++) {
      if (!line.argument(i).startsWith("-")) {
        if (pattern != null) {
          return shell.error(line, i, "unknown argument", null);
        }
        pattern = line.argument(i);
        continue;
      }
      switch (line.option(i)) {
        case "all", "a" -> all = true;
        case "sys" -> system = true;
        case "expr" -> expressions = true;
        default -> {
          return shell.error(line, i, "unknown option", null);
        }
      }
    }
    return list(shell, indexQuery(all && !system && !expressions, system, expressions, pattern));
  }

  private static String indexQuery(
      boolean all, boolean system, boolean expressions, @Nullable String pattern) {
    StringBuilder sql =
        new StringBuilder(
            "SELECT CASE t.schema WHEN 'main' THEN i.name ELSE t.schema||'.'||i.name END"
                + " FROM pragma_table_list t, pragma_index_list(t.name,t.schema) i WHERE true");
    if (expressions) {
      // A column of an expression has the number -2; a generated column counts as one too.
      sql.append(
          " AND (EXISTS(SELECT 1 FROM pragma_index_xinfo(i.name) WHERE cid=-2)"
              + " OR EXISTS(SELECT cid FROM pragma_table_xinfo(t.name) WHERE hidden=2"
              + " INTERSECT SELECT cid FROM pragma_index_info(i.name)))");
    }
    if (system) {
      sql.append(" AND i.name LIKE 'sqlite__autoindex__%' ESCAPE '_'");
    } else if (!all) {
      sql.append(" AND i.name NOT LIKE 'sqlite__%' ESCAPE '_'");
    }
    if (pattern != null) {
      sql.append(" AND i.name LIKE ").append(Query.literal("%" + pattern + "%"));
    }
    return sql.append(" ORDER BY 1").toString();
  }

  private static Result list(Shell shell, String sql) {
    Format format = shell.format().copy();
    Mode.SPLIT.applyTo(format);
    format.titles = Titles.OFF;
    SqlFailure failure =
        shell.runner().run(shell.connection(), sql, shell.forScreen(format), false);
    if (failure != null) {
      shell.messages().line("Error: " + failure.text());
      return Result.ERROR;
    }
    return Result.OK;
  }
}

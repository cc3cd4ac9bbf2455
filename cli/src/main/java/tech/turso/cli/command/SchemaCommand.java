package tech.turso.cli.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Shell;
import tech.turso.cli.SqlFailure;
import tech.turso.cli.render.Format;
import tech.turso.cli.render.Mode;

/** {@code .schema .fullschema}. */
final class SchemaCommand {
  private static final String USAGE = ".schema ?--indent? ?--nosys? ?LIKE-PATTERN?";
  private static final List<String> SCHEMA_TABLES =
      List.of("sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema");

  private SchemaCommand() {}

  static Result schema(Shell shell, DotLine line) {
    boolean indent = false;
    boolean noSystem = false;
    String pattern = null;
    for (int i = 1; i < line.count(); i++) {
      if (line.isOption(i, "indent")) {
        indent = true;
      } else if (line.isOption(i, "nosys")) {
        noSystem = true;
      } else if (line.argument(i).startsWith("-")) {
        shell.messages().line("Unknown option: \"" + line.argument(i) + "\"");
        return Result.ERROR;
      } else if (pattern != null) {
        return SwitchCommands.usage(shell, USAGE);
      } else {
        pattern = line.argument(i);
      }
    }
    Connection connection = shell.connection();
    if (pattern != null) {
      showSchemaTable(shell, connection, pattern);
    }
    for (@Nullable String[] row : Query.rows(connection, query(connection, pattern, noSystem))) {
      String sql = row[0];
      String name = row[1];
      String schema = row[2];
      if (sql != null && name != null && schema != null) {
        String put = schema.equalsIgnoreCase("main") ? null : schema;
        String text = SchemaText.withSchema(connection, sql, put, name);
        shell.out().println(SchemaText.formatted(text, indent));
      }
    }
    return Result.OK;
  }

  /** The schema table has no CREATE statement of its own. */
  private static void showSchemaTable(Shell shell, Connection connection, String pattern) {
    for (String table : SCHEMA_TABLES) {
      String matches = "SELECT ?1 LIKE ?2 ESCAPE '\\'";
      if (Query.number(connection, matches, table, pattern) != 0) {
        boolean temp = pattern.regionMatches(true, 0, "sqlite_t", 0, 8);
        shell
            .out()
            .print(
                "CREATE TABLE "
                    + (temp ? "temp." : "")
                    + "sqlite_schema (\n  type text,\n  name text,\n  tbl_name text,\n"
                    + "  rootpage integer,\n  sql text\n);\n");
        return;
      }
    }
  }

  private static String query(Connection connection, @Nullable String pattern, boolean noSystem) {
    StringBuilder sql = new StringBuilder("SELECT sql, name, sname FROM (");
    int number = 0;
    for (String database : Query.databases(connection)) {
      sql.append(number > 0 ? " UNION ALL " : "");
      sql.append("SELECT sql, tbl_name, name, rowid AS rid, ").append(number++);
      sql.append(" AS snum, ").append(Query.literal(database)).append(" AS sname FROM ");
      sql.append(Query.name(database)).append(".sqlite_schema");
    }
    sql.append(") WHERE ");
    if (pattern != null) {
      sql.append("lower(").append(pattern.contains(".") ? "sname||'.'||tbl_name" : "tbl_name");
      boolean glob = pattern.contains("*") || pattern.contains("?") || pattern.contains("[");
      sql.append(glob ? ") GLOB " : ") LIKE ").append(Query.literal(pattern));
      sql.append(glob ? " AND " : " ESCAPE '\\' AND ");
    }
    if (noSystem) {
      sql.append("name NOT LIKE 'sqlite__%' ESCAPE '_' AND ");
    }
    return sql.append("sql IS NOT NULL ORDER BY snum, rid").toString();
  }

  static Result fullSchema(Shell shell, DotLine line) {
    boolean indent = line.count() == 2 && line.isOption(1, "indent");
    if (line.count() != 1 && !indent) {
      return SwitchCommands.usage(shell, ".fullschema ?--indent?");
    }
    Connection connection = shell.connection();
    for (@Nullable String[] row :
        Query.rows(
            connection,
            "SELECT sql FROM (SELECT sql, type, name, rowid AS rid FROM sqlite_schema UNION ALL"
                + " SELECT sql, type, name, rowid FROM sqlite_temp_schema) WHERE type!='meta'"
                + " AND sql NOTNULL AND name NOT LIKE 'sqlite__%' ESCAPE '_' ORDER BY rid")) {
      shell.out().println(SchemaText.formatted(String.valueOf(row[0]), indent));
    }
    List<@Nullable String[]> statistics =
        Query.rows(
            connection,
            "SELECT name FROM sqlite_schema WHERE name IN ('sqlite_stat1','sqlite_stat4')"
                + " ORDER BY name");
    if (statistics.isEmpty()) {
      shell.out().println("/* No STAT tables available */");
      return Result.OK;
    }
    shell.out().println("ANALYZE sqlite_schema;");
    for (@Nullable String[] row : statistics) {
      Format format = new Format();
      Mode.INSERT.applyTo(format);
      format.tableName = row[0];
      SqlFailure failure = shell.runner().run(connection, "SELECT * FROM " + row[0], format, false);
      if (failure != null) {
        shell.messages().line("Error: " + failure.text());
        return Result.ERROR;
      }
    }
    shell.out().println("ANALYZE sqlite_schema;");
    return Result.OK;
  }
}

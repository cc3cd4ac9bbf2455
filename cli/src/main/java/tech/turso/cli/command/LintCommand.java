package tech.turso.cli.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.TursoException;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Shell;

/**
 * {@code .lint fkey-indexes}: foreign keys whose child rows cannot be found by an index, so that a
 * change of a parent row reads the whole child table.
 *
 * <p>SQLite: shell.c.in lintFkeyIndexes.
 */
final class LintCommand {
  private LintCommand() {}

  /** A foreign key with the columns that name each other; none of the parent's: its primary key. */
  private record Key(String child, String parent, List<String> from, List<String> to) {}

  static Result lint(Shell shell, DotLine line) {
    if (line.count() < 2 || !"fkey-indexes".startsWith(line.argument(1))) {
      shell.messages().line("Usage lint sub-command ?switches...?");
      shell.messages().line("Where sub-commands are:");
      shell.messages().line("    fkey-indexes");
      return Result.ERROR;
    }
    boolean verbose = false;
    boolean byParent = false;
    for (int i = 2; i < line.count(); i++) {
      String option = line.option(i);
      if (!option.isEmpty() && "verbose".startsWith(option)) {
        verbose = true;
      } else if (!option.isEmpty() && "groupbyparent".startsWith(option)) {
        byParent = true;
      } else {
        return SwitchCommands.usage(shell, "lint fkey-indexes ?-verbose? ?-groupbyparent?");
      }
    }
    List<Key> keys = keys(shell.connection());
    keys.sort(Comparator.comparing(byParent ? Key::parent : Key::child));
    String indent = byParent ? "    " : "";
    String last = null;
    for (Key key : keys) {
      boolean indexed = isIndexed(shell.connection(), key);
      if (indexed && !verbose) {
        continue;
      }
      if (byParent && !key.parent().equalsIgnoreCase(last)) {
        last = key.parent();
        shell.out().println("-- Parent table " + last);
      }
      String target = key.parent() + "(" + String.join(",", key.to()) + ")";
      if (indexed) {
        String from = key.child() + "(" + String.join(", ", key.from()) + ")";
        shell
            .out()
            .println(indent + "/* no extra indexes required for " + from + " -> " + target + " */");
      } else {
        shell.out().println(indent + createIndex(shell.connection(), key) + " --> " + target);
      }
    }
    return Result.OK;
  }

  private static List<Key> keys(Connection connection) {
    List<Key> keys = new ArrayList<>();
    String before = "";
    for (@Nullable String[] row :
        Query.rows(
            connection,
            "SELECT s.name, f.\"table\", f.\"from\", coalesce(f.\"to\", (SELECT p.name FROM"
                + " pragma_table_info(f.\"table\") p WHERE p.pk - 1 = f.seq)), f.id"
                + " FROM sqlite_schema s, pragma_foreign_key_list(s.name) f"
                + " WHERE s.type = 'table' ORDER BY s.name, f.id, f.seq")) {
      String id = row[0] + "\n" + row[4];
      if (!id.equals(before)) {
        keys.add(new Key(text(row[0]), text(row[1]), new ArrayList<>(), new ArrayList<>()));
        before = id;
      }
      keys.getLast().from().add(text(row[2]));
      keys.getLast().to().add(text(row[3]));
    }
    return keys;
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Whether the plan of a search for the key's columns uses an index for all of them. */
  private static boolean isIndexed(Connection connection, Key key) {
    StringBuilder sql = new StringBuilder("EXPLAIN QUERY PLAN SELECT 1 FROM ");
    sql.append(Query.name(key.child())).append(" WHERE ");
    for (int i = 0; i < key.from().size(); i++) {
      sql.append(i > 0 ? " AND " : "").append(Query.name(key.from().get(i))).append("=?");
      sql.append(collation(connection, key, i));
    }
    List<@Nullable String[]> plan = Query.rows(connection, sql.toString());
    String detail = plan.isEmpty() ? "" : text(plan.getFirst()[3]);
    if (detail.startsWith("SEARCH") && detail.endsWith("USING INTEGER PRIMARY KEY (rowid=?)")) {
      return true;
    }
    int columns = detail.split("=\\?", -1).length - 1;
    return columns == key.from().size()
        && detail.startsWith("SEARCH " + key.child() + " USING COVERING INDEX ");
  }

  private static String createIndex(Connection connection, Key key) {
    StringBuilder sql = new StringBuilder("CREATE INDEX ");
    sql.append(Query.literal(key.child() + "_" + String.join("_", key.from()))).append(" ON ");
    sql.append(Query.literal(key.child())).append('(');
    for (int i = 0; i < key.from().size(); i++) {
      sql.append(i > 0 ? ", " : "").append(Query.literal(key.from().get(i)));
      sql.append(collation(connection, key, i));
    }
    return sql.append(");").toString();
  }

  /** The COLLATE clause that an index of the child needs where the parent's column has another. */
  private static String collation(Connection connection, Key key, int column) {
    String parent = collationOf(connection, key.parent(), key.to().get(column));
    String child = collationOf(connection, key.child(), key.from().get(column));
    return parent.isEmpty() || parent.equalsIgnoreCase(child) ? "" : " COLLATE " + parent;
  }

  /** A column's collation; "" if there is no such column. An index made elsewhere tells it. */
  private static String collationOf(Connection connection, String table, String column) {
    List<@Nullable String[]> found =
        Query.rows(
            connection,
            "SELECT sql FROM sqlite_schema WHERE type='table' AND lower(name)=lower(?1)",
            table);
    if (found.isEmpty()) {
      return "";
    }
    try (Connection memory = Connection.open(":memory:")) {
      memory.execute(text(found.getFirst()[0]));
      memory.execute(
          "CREATE INDEX \"lint probe\" ON " + Query.name(table) + "(" + Query.name(column) + ")");
      return text(Query.rows(memory, "PRAGMA index_xinfo('lint probe')").getFirst()[4]);
    } catch (TursoException e) {
      return "";
    }
  }
}

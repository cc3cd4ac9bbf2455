package tech.turso.cli.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names for the columns of a new table from the first row of imported text: empty ones become
 * {@code ?}, and those that occur several times get their number.
 *
 * <p>SQLite: shell.c.in zAutoColumn.
 */
final class ColumnNames {
  private final List<String> given;
  private final List<String> unique;

  ColumnNames(List<String> fields) {
    given = new ArrayList<>();
    for (String field : fields) {
      given.add(field.isEmpty() ? "?" : field);
    }
    unique = renamed();
  }

  private List<String> renamed() {
    Set<String> seen = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    for (String name : given) {
      if (!seen.add(folded(name))) {
        repeated.add(folded(name));
      }
    }
    if (repeated.isEmpty()) {
      return given;
    }
    // More zeros before the numbers until no new name is like another one.
    for (int zeros = 0; ; zeros++) {
      List<String> names = new ArrayList<>();
      Set<String> all = new HashSet<>();
      for (int i = 0; i < given.size(); i++) {
        String name = given.get(i);
        if (repeated.contains(folded(name))) {
          name += "_" + "0".repeat(zeros) + (i + 1);
        }
        names.add(name);
        all.add(folded(name));
      }
      if (all.size() == names.size()) {
        return names;
      }
    }
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** The column list of a CREATE TABLE, four columns a line. */
  String definition() {
    StringBuilder text = new StringBuilder("(\n");
    for (int i = 0; i < unique.size(); i++) {
      if (i > 0) {
        text.append(i % 4 > 0 ? ", " : ",\n ");
      }
      text.append(Query.name(unique.get(i)));
    }
    return text.append(')').toString();
  }

  /** What was renamed, a line each; "" if nothing was. */
  String renames() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < unique.size(); i++) {
      if (!unique.get(i).equals(given.get(i))) {
        text.append(text.isEmpty() ? "" : ",\n");
        text.append(Query.name(given.get(i))).append(" to ").append(Query.name(unique.get(i)));
      }
    }
    return text.toString();
  }
}

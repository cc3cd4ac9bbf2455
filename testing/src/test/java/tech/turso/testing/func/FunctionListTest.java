package tech.turso.testing.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tech.turso.func.FunctionDef;

/** The functions are those of SQLite, with its numbers of arguments, kinds and flags. */
final class FunctionListTest {
  /** What comes with features that the engine does not have yet. */
  private static final Set<String> LATER =
      Set.of(
          "->",
          "->>",
          "cume_dist",
          "dense_rank",
          "first_value",
          "lag",
          "last_value",
          "lead",
          "nth_value",
          "ntile",
          "percent_rank",
          "rank",
          "row_number");

  @Test
  void functionsAreThoseOfSqlite() throws Exception {
    Set<String> expected = new TreeSet<>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "select distinct lower(name), narg, type, flags from pragma_function_list"
                        + " where builtin or name = 'match'")) {
      while (rows.next()) {
        String name = rows.getString(1);
        if (!LATER.contains(name) && !name.startsWith("json")) {
          expected.add(line(name, rows.getInt(2), rows.getString(3).charAt(0), rows.getInt(4)));
        }
      }
    }
    Set<String> actual =
        Engine.CATALOG.all().stream()
            .filter(f -> !f.name().equals("turso_version"))
            .map(f -> line(f.name(), f.narg(), type(f), f.flags()))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(actual).isEqualTo(expected);
  }

  private static String line(String name, int narg, char type, int flags) {
    return name + "/" + narg + " " + type + " " + Integer.toHexString(flags);
  }

  private static char type(FunctionDef f) {
    return switch (f.kind()) {
      case SCALAR -> 's';
      case AGGREGATE -> 'a';
      case WINDOW, WINDOW_ONLY -> 'w';
    };
  }
}

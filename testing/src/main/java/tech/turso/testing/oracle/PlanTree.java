package tech.turso.testing.oracle;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.Value;

/** The plan of a statement as text: a line for each step, indented by its depth in the tree. */
public final class PlanTree {
  private static final Set<String> PLANNED =
      Set.of("SELECT", "WITH", "VALUES", "INSERT", "REPLACE", "UPDATE", "DELETE");

  private PlanTree() {}

  /** Whether a statement has a plan; others only change what is planned for. */
  public static boolean isPlanned(String statement) {
    String first = statement.strip().split("[^A-Za-z]", 2)[0];
    return PLANNED.contains(first.toUpperCase(Locale.ROOT));
  }

  /** What EXPLAIN QUERY PLAN says of {@code statement}; a failure's message if it fails. */
  public static String of(SqlRunner runner, String statement) {
    Outcome outcome = runner.run("EXPLAIN QUERY PLAN " + statement);
    if (outcome.failure() != null) {
      return outcome.toString();
    }
    Map<Value, Integer> depths = new HashMap<>();
    StringBuilder text = new StringBuilder();
    for (var row : outcome.rows()) {
      int depth = depths.getOrDefault(row.get(1), -1) + 1;
      depths.put(row.get(0), depth);
      String detail = row.get(3).toString();
      text.append("  ".repeat(depth)).append(detail, 1, detail.length() - 1).append('\n');
    }
    return text.toString();
  }
}

package tech.turso.testing.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.TimeLimit;
import tech.turso.testing.sql.Value;

/** Runs statements on two connections, of which the first is right, and compares all answers. */
public final class Comparison {
  /** Which rows may come in another order. */
  public enum Order {
    /** None. */
    EXACT,
    /** Those of statements without an ORDER BY outside parentheses. */
    WHERE_ASKED_FOR,
    /** All. */
    ANY
  }

  /**
   * The first answer that differed.
   *
   * @param index its place in the script; the script's length if the contents differed at the end
   * @param what what is compared, such as {@code rows}
   */
  public record Difference(
      List<String> script,
      int index,
      String statement,
      String what,
      String expected,
      String actual) {
    /**
     * Whether another script shows the same: in the same statement, with the same kinds of answer.
     */
    public boolean isLike(Difference other) {
      return statement.equals(other.statement)
          && what.equals(other.what)
          && kind(expected).equals(kind(other.expected))
          && kind(actual).equals(kind(other.actual));
    }

    /** The code of a failure, an exception's class, or that it ended well. */
    private static String kind(String answer) {
      int end = answer.indexOf(':');
      boolean failed = answer.startsWith("error ") || answer.startsWith("java.");
      return failed && end > 0 ? answer.substring(0, end) : failed ? answer : "ok";
    }

    /** The script up to the statement, and where the answers part. */
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (String before : script.subList(0, Math.min(index, script.size()))) {
        text.append(before).append(";\n");
      }
      text.append("-- here the ").append(what).append(" differ:\n").append(statement).append(";\n");
      List<String> right = expected.lines().toList();
      List<String> wrong = actual.lines().toList();
      int same = 0;
      while (same < Math.min(right.size(), wrong.size())
          && right.get(same).equals(wrong.get(same))) {
        same++;
      }
      text.append("-- the first ").append(same).append(" lines are equal\n");
      text.append("-- expected (").append(right.size()).append(" lines)\n");
      right.stream().skip(same).limit(10).forEach(line -> text.append(line).append('\n'));
      text.append("-- actual (").append(wrong.size()).append(" lines)\n");
      wrong.stream().skip(same).limit(10).forEach(line -> text.append(line).append('\n'));
      return text.toString();
    }
  }

  /** How long a statement may take. */
  private static final long LIMIT_MS = 5_000;

  private final SqlRunner expected;
  private final SqlRunner actual;
  private Order order = Order.WHERE_ASKED_FOR;
  private boolean messages = true;
  private boolean names = true;

  /**
   * Compares {@code actual} with {@code expected}; both stay open. A statement of {@code actual}
   * that takes more than {@link #LIMIT_MS} is interrupted.
   */
  public Comparison(SqlRunner expected, SqlRunner actual) {
    this.expected = expected;
    this.actual = new TimeLimit(actual, LIMIT_MS);
  }

  /** Sets which rows may come in another order; {@link Order#WHERE_ASKED_FOR} if not called. */
  public Comparison order(Order value) {
    order = value;
    return this;
  }

  /** Compares only the codes of failures, not their messages. */
  public Comparison withoutMessages() {
    messages = false;
    return this;
  }

  /** Compares no names and no declared types of columns. */
  public Comparison withoutNames() {
    names = false;
    return this;
  }

  /** Runs the script, then compares the contents; null if nothing differed. */
  public @Nullable Difference run(List<String> script) {
    for (int i = 0; i < script.size(); i++) {
      Difference difference = run(script, i);
      if (difference != null) {
        return difference;
      }
    }
    return contents(script);
  }

  /** Runs one statement; null if the answers are equal. */
  public @Nullable Difference run(String statement) {
    return run(List.of(statement), 0);
  }

  /** Plans one statement; null if the plans are equal. */
  public @Nullable Difference plan(String statement) {
    String right = PlanTree.of(expected, statement);
    String wrong;
    try {
      wrong = PlanTree.of(actual, statement);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      wrong = e.toString();
    }
    return right.equals(wrong)
        ? null
        : new Difference(List.of(statement), 0, statement, "plans", right, wrong);
  }

  private @Nullable Difference run(List<String> script, int index) {
    String sql = script.get(index);
    Outcome right = expected.run(sql);
    Outcome wrong;
    try {
      wrong = actual.run(sql);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      StackTraceElement[] stack = e.getStackTrace();
      String at = stack.length == 0 ? "" : "\nat " + stack[0];
      return new Difference(script, index, sql, "outcomes", right.toString(), e + at);
    }
    Difference difference = compare(script, index, sql, right, wrong);
    if (difference != null) {
      return difference;
    }
    String counters = Outcome.line(expected.counters());
    String others = Outcome.line(actual.counters());
    return counters.equals(others)
        ? null
        : new Difference(script, index, sql, "changes() and last_insert_rowid()", counters, others);
  }

  private @Nullable Difference compare(
      List<String> script, int index, String sql, Outcome right, Outcome wrong) {
    if (right.failure() != null || wrong.failure() != null) {
      String failure = failure(right);
      String other = failure(wrong);
      return failure.equals(other)
          ? null
          : new Difference(script, index, sql, "outcomes", failure, other);
    }
    if (names) {
      String columns = columns(right);
      String others = columns(wrong);
      if (!columns.equals(others)) {
        return new Difference(script, index, sql, "columns", columns, others);
      }
    }
    boolean ordered = order == Order.EXACT || order == Order.WHERE_ASKED_FOR && asksForOrder(sql);
    if (sameRows(right, wrong, ordered)) {
      return null;
    }
    String rows = (ordered ? right : right.sorted()).toString();
    String others = (ordered ? wrong : wrong.sorted()).toString();
    return new Difference(script, index, sql, "rows", rows, others);
  }

  /**
   * Whether the rows are the same, in the same order if that is asked for. Zeros that differ in
   * sign are one key to an ORDER BY, so rows with them may be in any order; there the sign is not
   * compared.
   */
  public static boolean sameRows(Outcome right, Outcome wrong, boolean ordered) {
    if (right.rows().equals(wrong.rows())) {
      return true;
    }
    String rows = (ordered ? right : right.sorted()).toString();
    String others = (ordered ? wrong : wrong.sorted()).toString();
    return ordered ? unsigned(rows).equals(unsigned(others)) : rows.equals(others);
  }

  private static String unsigned(String rows) {
    return rows.replaceAll("-0\\.0(?=[|\n])", "0.0");
  }

  private String failure(Outcome outcome) {
    Outcome.Failure failure = outcome.failure();
    if (failure == null) {
      return "ok\n" + outcome;
    }
    return messages ? failure.toString() : "error " + failure.code();
  }

  private static String columns(Outcome outcome) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < outcome.columns().size(); i++) {
      String type = outcome.declaredTypes().get(i);
      text.append(outcome.columns().get(i)).append(type == null ? "" : " " + type).append('\n');
    }
    return text.toString();
  }

  /** Whether there is an ORDER BY outside parentheses. */
  static boolean asksForOrder(String sql) {
    int depth = 0;
    String upper = sql.toUpperCase(Locale.ROOT);
    for (int at = 0; at < upper.length(); at++) {
      char c = upper.charAt(at);
      if (c == '\'' || c == '"') {
        at = upper.indexOf(c, at + 1);
        if (at < 0) {
          return false;
        }
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (depth == 0 && upper.startsWith("ORDER BY", at)) {
        return true;
      }
    }
    return false;
  }

  /** Compares the schemas and all tables' rows in the order of their keys. */
  private @Nullable Difference contents(List<String> script) {
    String schema =
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name, tbl_name";
    Outcome right = expected.run(schema);
    Difference difference = compare(script, script.size(), schema, right, actual.run(schema));
    if (difference != null) {
      return difference;
    }
    for (List<Value> entry : right.rows()) {
      if (!entry.getFirst().equals(Value.Text.of("table"))
          || !(entry.get(1) instanceof Value.Text name)) {
        continue;
      }
      String table = '"' + new String(name.utf8(), java.nio.charset.StandardCharsets.UTF_8) + '"';
      String rows = "SELECT rowid, * FROM main." + table + " NOT INDEXED ORDER BY rowid";
      Outcome all = expected.run(rows);
      if (!all.isOk()) { // WITHOUT ROWID or a view's shadow
        rows = "SELECT * FROM " + table;
        all = expected.run(rows);
      }
      difference = compare(script, script.size(), rows, all, actual.run(rows));
      if (difference != null) {
        return difference;
      }
    }
    String check = "PRAGMA integrity_check";
    return compare(script, script.size(), check, expected.run(check), actual.run(check));
  }

  /**
   * Runs a script on two fresh databases in memory.
   *
   * @return the first difference; null if there is none
   */
  public static @Nullable Difference inMemory(
      SqlRunner.Opener expected, SqlRunner.Opener actual, List<String> script, Order order) {
    try (SqlRunner right = expected.open(":memory:");
        SqlRunner wrong = actual.open(":memory:")) {
      return new Comparison(right, wrong).order(order).run(new ArrayList<>(script));
    }
  }
}

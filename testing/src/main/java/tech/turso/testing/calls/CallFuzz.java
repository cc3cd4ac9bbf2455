package tech.turso.testing.calls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.turso.testing.figures.Figures;
import tech.turso.testing.slt.Slt;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.Value;

/**
 * Calls all functions through SQL on SQLite and on this engine: {@code CallFuzz [--seed N] [--calls
 * N] [--engine turso|oracle|jdbc:URL] [--differences N] [--figure] [--print]}. Rows, types, codes
 * and messages are compared; a mathematical function may give a neighbour of SQLite's number. Exits
 * with 1 if there is a difference.
 */
public final class CallFuzz {
  /** The greatest distance of mathematical functions, in steps between neighbouring numbers. */
  private static final long ULPS = 3;

  private static final Set<String> MATHEMATICAL =
      Set.of(
          "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cos", "cosh", "degrees",
          "exp", "ln", "log", "log10", "log2", "pow", "power", "radians", "sin", "sinh", "sqrt",
          "tan", "tanh");

  /**
   * What came out.
   *
   * @param calls statements compared
   * @param failing those that fail
   * @param near those whose numbers are neighbours
   * @param count those that differ
   * @param differences the first of these, described
   */
  public record Result(int calls, int failing, int near, int count, List<String> differences) {}

  private static final Pattern NUMBER = Pattern.compile("[0-9]+\\.[0-9]+(e[-+][0-9]+)?");

  private CallFuzz() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    long seed = 1;
    int calls = 10_000;
    int most = 10;
    String engine = "turso";
    boolean figure = false;
    boolean print = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--calls" -> calls = Integer.parseInt(args[++i]);
        case "--engine" -> engine = args[++i];
        case "--differences" -> most = Integer.parseInt(args[++i]);
        case "--figure" -> figure = true;
        case "--print" -> print = true;
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    if (print) {
      Calls generator = new Calls(seed);
      for (int i = 0; i < calls; i++) {
        System.out.println(generator.next() + ";");
      }
      return;
    }
    Result result = compare(seed, calls, Slt.engine(engine), most);
    result.differences().forEach(System.out::println);
    System.out.println(
        calls
            + " calls, "
            + result.failing()
            + " fail, "
            + result.near()
            + " near, "
            + result.count()
            + " differences");
    if (figure) {
      Figures.append(
          "calls",
          "engine=" + engine + " seed=" + seed,
          "calls",
          calls,
          "failing",
          result.failing(),
          "near",
          result.near(),
          "differences",
          result.count());
    }
    System.exit(result.count() == 0 ? 0 : 1);
  }

  /** Compares so many calls that follow from a seed. */
  public static Result compare(long seed, int calls, SqlRunner.Opener engine, int most) {
    Calls generator = new Calls(seed);
    List<String> differences = new ArrayList<>();
    int failing = 0;
    int near = 0;
    int count = 0;
    try (SqlRunner right = OracleRunner.open(":memory:");
        SqlRunner wrong = engine.open(":memory:")) {
      for (String sql : Calls.SETUP) {
        right.run(sql);
        wrong.run(sql);
      }
      for (int i = 0; i < calls; i++) {
        String sql = generator.next();
        Outcome expected = right.run(sql);
        Outcome actual = run(wrong, sql);
        failing += expected.isOk() ? 0 : 1;
        if (isSame(expected, actual)) {
          continue;
        }
        if (isNear(sql, expected, actual)) {
          near++;
          continue;
        }
        count++;
        if (differences.size() < most) {
          differences.add(
              sql + ";\n-- expected\n" + shown(expected) + "-- actual\n" + shown(actual));
        }
      }
    }
    return new Result(calls, failing, near, count, differences);
  }

  private static String shown(Outcome outcome) {
    String text = outcome.toString();
    return (text.length() > 400 ? text.substring(0, 400) + "..." : text).stripTrailing() + "\n";
  }

  private static Outcome run(SqlRunner engine, String sql) {
    try {
      return engine.run(sql);
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      return Outcome.failed(-1, "exception " + e);
    }
  }

  private static boolean isSame(Outcome a, Outcome b) {
    return a.failure() == null
        ? b.failure() == null && a.rows().equals(b.rows()) && a.columns().equals(b.columns())
        : a.failure().equals(b.failure());
  }

  private static boolean isNear(String sql, Outcome a, Outcome b) {
    if (!a.isOk() || !b.isOk() || a.rows().size() != b.rows().size() || !isMathematical(sql)) {
      return false;
    }
    for (int i = 0; i < a.rows().size(); i++) {
      for (int k = 0; k < a.rows().get(i).size(); k++) {
        if (!isNear(a.rows().get(i).get(k), b.rows().get(i).get(k))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isMathematical(String sql) {
    for (String name : MATHEMATICAL) {
      if (sql.contains(name + "(")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNear(Value a, Value b) {
    if (a instanceof Value.Real x && b instanceof Value.Real y) {
      return isNear(x.value(), y.value());
    }
    if (a instanceof Value.Text x && b instanceof Value.Text y) {
      return isNear(
          new String(x.utf8(), StandardCharsets.ISO_8859_1),
          new String(y.utf8(), StandardCharsets.ISO_8859_1));
    }
    return a.equals(b);
  }

  /** Whether texts are equal but for numbers in them that are near. */
  private static boolean isNear(String a, String b) {
    if (!NUMBER.matcher(a).replaceAll("#").equals(NUMBER.matcher(b).replaceAll("#"))) {
      return false;
    }
    Matcher left = NUMBER.matcher(a);
    Matcher right = NUMBER.matcher(b);
    while (left.find() && right.find()) {
      if (!isNear(Double.parseDouble(left.group()), Double.parseDouble(right.group()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNear(double a, double b) {
    return Math.abs(Double.doubleToLongBits(a) - Double.doubleToLongBits(b)) <= ULPS;
  }
}

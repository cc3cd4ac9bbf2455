package tech.turso.testing.parser;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;
import tech.turso.testing.figures.Figures;

/**
 * Random inputs on this parser and on SQLite's: {@code ParserFuzz [--seed N] [--inputs N]
 * [--differences N] [--figure] [--print]}. Input i has the seed N + i. A difference is another
 * verdict, another message, or an exception that is not the parser's own. What is accepted is
 * compiled too, where only exceptions count. Exits with 1 if there is any difference.
 */
public final class ParserFuzz {
  /**
   * What came out.
   *
   * @param inputs inputs parsed
   * @param accepted those that this parser accepts
   * @param count how many differ
   * @param differences the first of these, described
   */
  public record Result(int inputs, int accepted, int count, List<String> differences) {}

  /** SQLITE_INTERNAL. */
  private static final int INTERNAL = 2;

  private ParserFuzz() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    long seed = 1;
    int inputs = 100_000;
    int most = 10;
    boolean figure = false;
    boolean print = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--inputs" -> inputs = Integer.parseInt(args[++i]);
        case "--differences" -> most = Integer.parseInt(args[++i]);
        case "--figure" -> figure = true;
        case "--print" -> print = true;
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    if (print) {
      for (int i = 0; i < inputs; i++) {
        System.out.println(new RandomTexts(new SplittableRandom(seed + i)).next());
      }
      return;
    }
    Result result = compare(seed, inputs, most);
    result.differences().forEach(System.out::println);
    System.out.println(
        inputs + " inputs, " + result.accepted() + " accepted, " + result.count() + " differences");
    if (figure) {
      Figures.append(
          "parser",
          "seed=" + seed,
          "inputs",
          inputs,
          "accepted",
          result.accepted(),
          "differences",
          result.count());
    }
    System.exit(result.count() == 0 ? 0 : 1);
  }

  /** Compares the inputs of the seeds {@code seed}, {@code seed + 1}, ... */
  public static Result compare(long seed, int inputs, int most) {
    List<String> differences = new ArrayList<>();
    int accepted = 0;
    int count = 0;
    try (var oracle = new ParserOracle();
        var compiler = ParserOracle.compiler()) {
      for (int i = 0; i < inputs; i++) {
        String sql = new RandomTexts(new SplittableRandom(seed + i)).next();
        String difference = oracle.difference(sql);
        if (difference == null && ParserOracle.ourMessage(sql) == null) {
          accepted++;
          difference = exception(compiler, sql);
        }
        if (difference != null) {
          count++;
          if (differences.size() < most) {
            differences.add("-- seed " + (seed + i) + "\n" + difference);
          }
        }
      }
    }
    return new Result(inputs, accepted, count, differences);
  }

  /** The exception that the compilation of a statement throws and should not; null if none. */
  private static @Nullable String exception(Connection compiler, String sql) {
    try (Statement statement = compiler.prepare(sql)) {
      return null;
    } catch (TursoException e) {
      return e.primaryCode() == INTERNAL ? "compiler threw " + e + "\n  text: " + sql : null;
    } catch (RuntimeException | StackOverflowError | AssertionError e) {
      return "compiler threw " + e + " at " + List.of(e.getStackTrace()) + "\n  text: " + sql;
    }
  }
}

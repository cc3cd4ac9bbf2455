package tech.turso.testing.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.testkit.Seeded;

/**
 * Mathematical functions are defined where SQLite's are and give the same number, or in few cases a
 * neighbour: SQLite's last digits are those of the C library that it is linked with.
 */
final class MathOracleTest {
  private static final int ROUNDS = Integer.getInteger("func.maths", 1000);
  private static final long MOST_UNITS = 3;

  private static final List<String> UNARY =
      List.of(
          "exp", "ln", "log", "log10", "log2", "sin", "cos", "tan", "asin", "acos", "atan", "sinh",
          "cosh", "tanh", "asinh", "acosh", "atanh");

  private Oracle oracle;

  @BeforeEach
  void open() throws Exception {
    oracle = new Oracle();
  }

  @AfterEach
  void close() throws Exception {
    oracle.close();
  }

  /** How many units in the last place the results differ; 0 if they are equal. */
  private long units(String name, List<Cell> args, List<String> wrong) throws Exception {
    String expected = oracle.function(name, args);
    String actual = Engine.function(name, args);
    if (actual.equals(expected)) {
      return 0;
    }
    boolean reals = actual.startsWith("REAL") && expected.startsWith("REAL");
    long units = reals ? Math.abs(bits(actual) - bits(expected)) : Long.MAX_VALUE;
    if (units > MOST_UNITS && wrong.size() < 20) {
      wrong.add(name + args + " is " + actual + " but SQLite's is " + expected);
    }
    return units;
  }

  private static long bits(String real) {
    return Long.parseUnsignedLong(real.substring(real.lastIndexOf(' ') + 1), 16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exp", "ln", "log", "log10", "log2", "sin", "cos", "tan", "asin", "acos", "atan", "sinh",
        "cosh", "tanh", "asinh", "acosh", "atanh", "pow", "power", "atan2", "mod", "log", "pi",
        "degrees", "radians", "sqrt"
      })
  void atTheEdges(String name) throws Exception {
    List<String> wrong = new ArrayList<>();
    units(name, List.of(), wrong);
    for (Cell a : Nasty.VALUES) {
      units(name, List.of(a), wrong);
      for (Cell b : Nasty.VALUES) {
        units(name, List.of(a, b), wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Seeded
  void lastDigitsSeldomDiffer(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (String name : UNARY) {
      int different = 0;
      for (int i = 0; i < ROUNDS; i++) {
        double scale = Math.pow(10, random.nextInt(-3, 4));
        Cell x = Cell.of(random.nextDouble(-scale, scale));
        different += units(name, List.of(x), wrong) == 0 ? 0 : 1;
      }
      assertThat(different).as(name).isLessThan(Math.max(ROUNDS / 50, 1));
    }
    for (String name : List.of("pow", "atan2", "mod", "log")) {
      int different = 0;
      for (int i = 0; i < ROUNDS; i++) {
        Cell x = Cell.of(random.nextDouble(name.equals("atan2") ? -10 : 0, 10));
        Cell y = Cell.of(random.nextDouble(-10, 10));
        different += units(name, List.of(x, y), wrong) == 0 ? 0 : 1;
      }
      assertThat(different).as(name).isLessThan(Math.max(ROUNDS / 50, 1));
    }
    assertThat(wrong).isEmpty();
  }
}

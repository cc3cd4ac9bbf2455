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

/** Scalar functions give SQLite's results, types and errors for arguments at every edge. */
final class ScalarOracleTest {
  private static final int TRIPLES = Integer.getInteger("func.triples", 600);

  private Oracle oracle;

  @BeforeEach
  void open() throws Exception {
    oracle = new Oracle();
  }

  @AfterEach
  void close() throws Exception {
    oracle.close();
  }

  private void check(String name, List<Cell> args, List<String> wrong) throws Exception {
    String expected = oracle.function(name, args);
    String actual = Engine.function(name, args);
    if (!actual.equals(expected) && wrong.size() < 20) {
      wrong.add(name + args + " is " + actual + " but SQLite's is " + expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "typeof", "length", "octet_length", "upper", "lower", "trim", "ltrim", "rtrim", "unicode",
        "char", "concat", "quote", "unistr_quote", "unistr", "hex", "unhex", "abs", "sign",
        "round", "subtype", "likely", "unlikely", "format", "printf", "ceil", "ceiling", "floor",
        "trunc", "sqrt", "radians", "degrees", "coalesce", "substr", "zeroblob", "iif"
      })
  void ofOneArgument(String name) throws Exception {
    List<String> wrong = new ArrayList<>();
    check(name, List.of(), wrong);
    for (Cell a : Nasty.VALUES) {
      if (!name.equals("zeroblob") || tooLargeOrSmall(a)) {
        check(name, List.of(a), wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Leaves out what would make a gigabyte on both sides. */
  private static boolean tooLargeOrSmall(Cell a) {
    return !(a.value() instanceof Long l) || l < 1000 || l > Integer.MAX_VALUE;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "substr",
        "substring",
        "instr",
        "trim",
        "ltrim",
        "rtrim",
        "round",
        "nullif",
        "ifnull",
        "coalesce",
        "min",
        "max",
        "like",
        "glob",
        "concat",
        "concat_ws",
        "unhex",
        "iif",
        "if",
        "mod",
        "replace",
        "char",
        "log"
      })
  void ofTwoArguments(String name) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Cell a : Nasty.VALUES) {
      for (Cell b : Nasty.VALUES) {
        if (!name.equals("log")) {
          check(name, List.of(a, b), wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Seeded
  void ofThreeArguments(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (String name :
        List.of("substr", "replace", "like", "iif", "coalesce", "max", "min", "concat_ws")) {
      for (int i = 0; i < TRIPLES; i++) {
        check(name, List.of(any(random), any(random), any(random)), wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Seeded
  void ofManyArguments(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (String name : List.of("max", "min", "coalesce", "iif", "concat", "concat_ws", "char")) {
      for (int i = 0; i < TRIPLES / 10; i++) {
        List<Cell> args = new ArrayList<>();
        for (int n = random.nextInt(4, 9); n > 0; n--) {
          args.add(any(random));
        }
        check(name, args, wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Starts and lengths around the length of the text, where the cases of substr are. */
  @Seeded
  void substrOfSmallNumbers(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (Cell text : List.of(Cell.text("hé😀lo"), Cell.text("a\0b"), Cell.blob(1, 2, 3, 4))) {
      for (int i = 0; i < TRIPLES; i++) {
        Cell start = Cell.of(random.nextLong(-8, 9));
        check("substr", List.of(text, start), wrong);
        check("substr", List.of(text, start, Cell.of(random.nextLong(-8, 9))), wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Cell any(SplittableRandom random) {
    return Nasty.VALUES.get(random.nextInt(Nasty.VALUES.size()));
  }
}

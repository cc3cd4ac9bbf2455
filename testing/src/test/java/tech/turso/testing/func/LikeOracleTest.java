package tech.turso.testing.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.turso.testkit.Seeded;

/** LIKE and GLOB match as in SQLite, for patterns and texts of few letters and odd bytes. */
final class LikeOracleTest {
  private static final int ROUNDS = Integer.getInteger("func.likes", 10_000);

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

  private static Cell random(SplittableRandom random, int longest, String... parts) {
    var text = new java.io.ByteArrayOutputStream();
    for (int n = random.nextInt(longest + 1); n > 0; n--) {
      int i = random.nextInt(parts.length + 1);
      if (i == parts.length) {
        text.write(random.nextInt(8) == 0 ? random.nextInt(0x80, 0x100) : 'b');
      } else {
        text.writeBytes(parts[i].getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return Cell.text(text.toByteArray());
  }

  @Seeded
  void like(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Cell pattern = random(random, 7, "a", "B", "%", "%", "_", "é", "\\", "x");
      Cell text = random(random, 9, "a", "A", "b", "é", "É", "_", "%", "x");
      check("like", List.of(pattern, text), wrong);
      String escape = List.of("\\", "%", "_", "a", "é", "x").get(random.nextInt(6));
      check("like", List.of(pattern, text, Cell.text(escape)), wrong);
    }
    assertThat(wrong).isEmpty();
  }

  @Seeded
  void glob(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Cell pattern =
          random(random, 8, "a", "B", "*", "*", "?", "é", "[", "]", "^", "-", "[a-c]", "[^b]");
      Cell text = random(random, 9, "a", "A", "b", "c", "é", "]", "-", "^", "[");
      check("glob", List.of(pattern, text), wrong);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void manyWildcardsNeitherOverflowTheStackNorTakeForever() {
    Cell pattern = Cell.text("%a".repeat(25_000));
    assertThat(Engine.function("like", List.of(pattern, Cell.text("a".repeat(30_000)))))
        .isEqualTo("INTEGER 1");
    assertThat(Engine.function("like", List.of(pattern, Cell.text("a".repeat(24_000)))))
        .isEqualTo("INTEGER 0");
  }

  @Test
  void aPatternBeyondTheLimitIsAnError() throws Exception {
    List<String> wrong = new ArrayList<>();
    check("like", List.of(Cell.text("a".repeat(50_000)), Cell.text("a")), wrong);
    check("like", List.of(Cell.text("a".repeat(50_001)), Cell.text("a")), wrong);
    check("glob", List.of(Cell.text("a".repeat(50_001)), Cell.NULL), wrong);
    assertThat(wrong).isEmpty();
  }
}

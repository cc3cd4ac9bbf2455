package tech.turso.testing.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each production of the grammar accepts and rejects what SQLite's does: productions.txt. */
final class ProductionsTest {
  private static ParserOracle oracle;

  /** A production with its texts. */
  record Production(String name, List<String> accepted, List<String> rejected) {
    @Override
    public String toString() {
      return name;
    }
  }

  @BeforeAll
  static void open() {
    oracle = new ParserOracle();
  }

  @AfterAll
  static void close() {
    oracle.close();
  }

  static Stream<Production> productions() {
    var resource = Objects.requireNonNull(ProductionsTest.class.getResource("productions.txt"));
    List<Production> productions = new ArrayList<>();
    try (var reader =
        new BufferedReader(new InputStreamReader(resource.openStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String text = line.length() < 2 ? "" : line.substring(2).replace("\\n", "\n");
        switch (line.isEmpty() ? '#' : line.charAt(0)) {
          case '=' -> productions.add(new Production(text, new ArrayList<>(), new ArrayList<>()));
          case '+' -> productions.getLast().accepted.add(text);
          case '-' -> productions.getLast().rejected.add(text);
          default -> assertThat(line).matches("|#.*");
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return productions.stream();
  }

  @Test
  void theTableIsLarge() {
    assertThat(productions()).hasSizeGreaterThan(65);
  }

  @ParameterizedTest
  @MethodSource("productions")
  void acceptsAndRejectsAsSqlite(Production production) {
    assertThat(production.rejected).isNotEmpty();
    assertThat(production.accepted.isEmpty()).isEqualTo(production.name.equals("cmd"));
    for (String sql : production.accepted) {
      assertThat(ParserOracle.ourMessage(sql)).as(sql).isNull();
      String theirs = oracle.message(sql);
      assertThat(ParserOracle.isOfParser(theirs)).as(sql + " in SQLite: " + theirs).isFalse();
    }
    for (String sql : production.rejected) {
      assertThat(ParserOracle.ourMessage(sql)).as(sql).isNotNull().isEqualTo(oracle.message(sql));
    }
  }
}

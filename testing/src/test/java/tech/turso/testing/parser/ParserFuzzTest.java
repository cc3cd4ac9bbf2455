package tech.turso.testing.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tech.turso.testkit.Seeded;

/**
 * Random statements, right and wrong, on our parser and SQLite's. {@code -Dparser.cases=N} sets how
 * many.
 */
final class ParserFuzzTest {
  private static final int CASES = Integer.getInteger("parser.cases", 50_000);

  @Seeded({1, 2})
  void verdictAndMessageAreThoseOfSqlite(long seed) {
    var random = new SplittableRandom(seed);
    var sentences = new SqlSentences(random);
    var mutator = new TokenMutator(random);
    List<String> differences = new ArrayList<>();
    int accepted = 0;
    try (var oracle = new ParserOracle()) {
      for (int i = 0; i < CASES && differences.size() < 20; i++) {
        List<String> sentence = sentences.next();
        boolean spoil = random.nextInt(3) > 0;
        String sql = mutator.text(spoil ? mutator.mutate(sentence) : sentence);
        String difference = oracle.difference(sql);
        if (difference != null) {
          differences.add(difference);
        }
        accepted += ParserOracle.ourMessage(sql) == null ? 1 : 0;
      }
    }
    assertThat(differences).isEmpty();
    assertThat(accepted).as("statements accepted").isGreaterThan(CASES / 10);
  }
}

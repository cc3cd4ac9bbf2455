package tech.turso.testing.parser;

import static org.assertj.core.api.Assertions.assertThat;

import tech.turso.testkit.Seeded;

/** A part of what {@link ParserFuzz} compares by hand. */
final class ParserFuzzTest {
  private static final int INPUTS = 40_000;

  @Seeded({1, 1_000_001})
  void verdictAndMessageAreThoseOfSqlite(long seed) {
    ParserFuzz.Result result = ParserFuzz.compare(seed, INPUTS, 20);
    assertThat(result.differences()).isEmpty();
    assertThat(result.accepted()).as("statements accepted").isGreaterThan(INPUTS / 10);
  }
}

package tech.turso.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;

import tech.turso.testing.slt.Slt;
import tech.turso.testkit.Seeded;

/** A part of what {@link CallFuzz} compares by hand. */
final class CallFuzzTest {
  private static final int CALLS = 10_000;

  @Seeded({1, 2})
  void callsGiveWhatTheyGiveInSqlite(long seed) {
    CallFuzz.Result result = CallFuzz.compare(seed, CALLS, Slt.engine("turso"), 10);
    assertThat(result.differences()).isEmpty();
    assertThat(result.failing()).isBetween(CALLS / 20, CALLS / 2);
    assertThat(result.near()).isLessThan(CALLS / 100);
  }
}

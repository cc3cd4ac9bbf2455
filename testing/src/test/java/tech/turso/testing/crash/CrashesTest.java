package tech.turso.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;

import tech.turso.testkit.Seeded;

/** Small runs of the tools of this package. */
class CrashesTest {
  @Seeded({3, 4})
  void acknowledgedTransactionsSurviveEveryCrash(long seed) {
    CrashCounts counts = SimulatedCrashes.crash(seed, 16);
    assertThat(counts.failures()).isEmpty();
    assertThat(counts.crashes()).isGreaterThan(50);
  }

  @Seeded({5, 41})
  void statementsSurviveFailuresOfTheFileSystem(long seed) {
    assertThat(FailingCalls.violations(seed, 61)).isEmpty();
  }
}

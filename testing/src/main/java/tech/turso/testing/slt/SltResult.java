package tech.turso.testing.slt;

import java.util.List;

/**
 * How a script went. The numbers count statements and queries.
 *
 * @param notReached records after one that did not end in time, or after a failure to open
 * @param failures what went wrong, the first ones
 */
public record SltResult(
    int passed, int failed, int skipped, int notReached, List<Failure> failures) {
  /** Nothing run. */
  public static final SltResult NONE = new SltResult(0, 0, 0, 0, List.of());

  /** A record that failed. */
  public record Failure(int line, String sql, String expected, String actual) {
    @Override
    public String toString() {
      return "line " + line + ": " + sql + "\n-- expected\n" + expected + "\n-- actual\n" + actual;
    }
  }

  /** The sums; failures are not kept. */
  public SltResult plus(SltResult other) {
    return new SltResult(
        passed + other.passed,
        failed + other.failed,
        skipped + other.skipped,
        notReached + other.notReached,
        List.of());
  }

  /** Passed of those not skipped, in percent. */
  public double percent() {
    int counted = passed + failed + notReached;
    return counted == 0 ? 100 : 100.0 * passed / counted;
  }

  @Override
  public String toString() {
    return String.format("%8d %8d %8d %8d", passed, failed, skipped, notReached);
  }
}

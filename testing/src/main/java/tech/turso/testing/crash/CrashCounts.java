package tech.turso.testing.crash;

import java.util.ArrayList;
import java.util.List;

/** What happened in crashed workloads. */
public final class CrashCounts {
  private long steps;
  private long crashes;
  private long hot;
  private long images;
  private long inRecovery;
  private long bySqlite;
  private final List<String> failures = new ArrayList<>();

  /** Nothing yet. */
  public CrashCounts() {}

  void step() {
    steps++;
  }

  void crash(boolean hotJournal) {
    crashes++;
    hot += hotJournal ? 1 : 0;
  }

  void image() {
    images++;
  }

  void crashInRecovery() {
    inRecovery++;
  }

  void recoveredBySqlite() {
    bySqlite++;
  }

  void failed(String description) {
    failures.add(description);
  }

  void add(CrashCounts other) {
    steps += other.steps;
    crashes += other.crashes;
    hot += other.hot;
    images += other.images;
    inRecovery += other.inRecovery;
    bySqlite += other.bySqlite;
    failures.addAll(other.failures);
  }

  /** Calls that change the disk. */
  public long steps() {
    return steps;
  }

  /** Crashes in them. */
  public long crashes() {
    return crashes;
  }

  /** Crashes that left a journal to be played. */
  public long hot() {
    return hot;
  }

  /** Crashes that left other files than any before in the same workload. */
  public long images() {
    return images;
  }

  /** Crashes in the recovery from a crash. */
  public long inRecovery() {
    return inRecovery;
  }

  /** Crashes from which SQLite recovered a copy. */
  public long bySqlite() {
    return bySqlite;
  }

  /** What should not have happened. */
  public List<String> failures() {
    return failures;
  }

  @Override
  public String toString() {
    return steps
        + " steps, "
        + crashes
        + " crashes, of which "
        + hot
        + " left a hot journal; "
        + images
        + " different images recovered; "
        + inRecovery
        + " crashes in recovery; "
        + bySqlite
        + " recovered by SQLite too; violations: "
        + failures.size();
  }
}

package tech.turso.vfs.sim;

import tech.turso.base.Clock;

/** Time that goes on only when somebody sleeps or says so. Begins on 2026-01-01T00:00:00Z. */
public final class SimulatedClock implements Clock {
  private static final long START_MS = 1_767_225_600_000L;

  private long nanos;

  SimulatedClock() {}

  @Override
  public synchronized long epochMs() {
    return START_MS + nanos / 1_000_000;
  }

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized void sleep(long ms) {
    nanos += Math.max(0, ms) * 1_000_000;
  }
}

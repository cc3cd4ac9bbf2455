package tech.turso.pager;

import tech.turso.base.Clock;
import tech.turso.vfs.Lock;

/**
 * Waits up to a number of milliseconds for a lock: {@code busy_timeout}. For a lock that another
 * connection of this process holds, the pager waits on a condition instead and gets its turn at
 * once; for one that another process holds, it tries again after growing delays.
 *
 * <p>SQLite: main.c sqliteDefaultBusyCallback.
 */
public final class BusyTimeout implements BusyHandler {
  private static final int[] DELAYS_MS = {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100};

  private final long timeoutMs;
  private final Clock clock;
  private long start;

  /**
   * A handler for one connection.
   *
   * @param timeoutMs 1 or more
   */
  public BusyTimeout(int timeoutMs, Clock clock) {
    this.timeoutMs = timeoutMs;
    this.clock = clock;
  }

  @Override
  public boolean retry(int count) {
    long left = leftMs(count);
    if (left <= 0) {
      return false;
    }
    clock.sleep(Math.min(left, DELAYS_MS[Math.min(count, DELAYS_MS.length - 1)]));
    return !Lock.isInterrupted();
  }

  /** How much of the time is left; {@code count} 0 begins it. */
  long leftMs(int count) {
    long now = clock.nanos();
    if (count == 0) {
      start = now;
    }
    return timeoutMs - (now - start) / 1_000_000;
  }
}

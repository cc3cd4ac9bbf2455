package tech.turso.vfs;

import java.time.Instant;
import java.time.ZoneId;
import tech.turso.base.Clock;

/** The operating system's time. */
public final class SystemClock implements Clock {
  /** The only one needed: it has no state. */
  public static final SystemClock INSTANCE = new SystemClock();

  private SystemClock() {}

  @Override
  public long epochMs() {
    return System.currentTimeMillis();
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public int utcOffsetSeconds(long epochSeconds) {
    return ZoneId.systemDefault()
        .getRules()
        .getOffset(Instant.ofEpochSecond(epochSeconds))
        .getTotalSeconds();
  }

  @Override
  public void sleep(long ms) {
    Lock.pause(ms);
  }
}

package tech.turso.vfs;

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
  public void sleep(long ms) {
    Lock.pause(ms);
  }
}

package tech.turso.base;

/** The engine's only source of time; {@code vfs} implements it, and tests own it. */
public interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  long epochMs();

  /** Nanoseconds from a fixed but arbitrary origin, for measuring durations. */
  long nanos();

  /** Seconds that local time is ahead of UTC at that moment; 0 if local time is UTC. */
  default int utcOffsetSeconds(long epochSeconds) {
    return 0;
  }

  /** Waits about that many milliseconds; returns early, with the flag set, when interrupted. */
  void sleep(long ms);
}

package tech.turso.vfs;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import tech.turso.base.Randomness;

/**
 * Random numbers that nobody outside the process can foretell from its start time: a fast generator
 * (SplitMix64, all threads on one sequence) that begins at a secret place. Not for keys and
 * passwords.
 */
public final class SystemRandomness implements Randomness {
  /** The one of the process; seeded when it is first named. */
  public static final SystemRandomness INSTANCE = new SystemRandomness();

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private final AtomicLong state;
  private final long key;

  private SystemRandomness() {
    var seeds = new SecureRandom();
    state = new AtomicLong(seeds.nextLong());
    key = seeds.nextLong();
  }

  @Override
  public long nextLong() {
    return mix(mix(state.getAndAdd(GOLDEN_GAMMA)) ^ key);
  }

  private static long mix(long z) {
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}

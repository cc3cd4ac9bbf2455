package tech.turso.vfs.sim;

import tech.turso.base.Randomness;

/** A sequence of numbers that a seed decides (SplitMix64). */
public final class SimulatedRandomness implements Randomness {
  private long state;

  /** The sequence of that seed. */
  public SimulatedRandomness(long seed) {
    state = seed;
  }

  @Override
  public synchronized long nextLong() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  /** From 0 to below {@code bound}, which is positive. */
  public int nextInt(int bound) {
    return (int) ((nextLong() >>> 33) % bound);
  }

  /** One of two. */
  public boolean nextBoolean() {
    return nextLong() < 0;
  }
}

package tech.turso.vfs.sim;

import tech.turso.vfs.memory.SparseBytes;

/**
 * Decides what of the changes that were not synced is on the disk after a power loss. For each file
 * one of: nothing, everything, everything up to some point with the last write torn, or any of the
 * changes with any write torn.
 */
final class Outcome {
  private enum Policy {
    NOTHING,
    EVERYTHING,
    PREFIX,
    ANY
  }

  private static final Policy[] POLICIES = Policy.values();

  private final SimulatedRandomness random;
  private final int sectorBytes;
  private final boolean powersafeOverwrite;
  private Policy policy = Policy.NOTHING;

  Outcome(SimulatedRandomness random, int sectorBytes, boolean powersafeOverwrite) {
    this.random = random;
    this.sectorBytes = sectorBytes;
    this.powersafeOverwrite = powersafeOverwrite;
  }

  /** Begins with another file or directory, of {@code count} changes; how many to look at. */
  int kept(int count) {
    policy = POLICIES[random.nextInt(POLICIES.length)];
    return switch (policy) {
      case NOTHING -> 0;
      case EVERYTHING, ANY -> count;
      case PREFIX -> random.nextInt(count + 1);
    };
  }

  /** Whether the change looked at, a write, is torn. */
  boolean isTorn(boolean last) {
    return switch (policy) {
      case NOTHING, EVERYTHING -> false;
      case PREFIX -> last;
      case ANY -> random.nextInt(4) == 0;
    };
  }

  /** Whether the change looked at is on the disk. */
  boolean survives() {
    return policy != Policy.ANY || random.nextBoolean();
  }

  /** How many of {@code count} changes of a name are on the disk. */
  int keptOfName(int count) {
    return random.nextInt(count + 1);
  }

  /** Applies some sectors of a write; one that the power loss hit may hold anything. */
  void tear(SparseBytes bytes, long position, byte[] written) {
    long sizeBefore = bytes.size();
    long end = position + written.length;
    boolean prefix = random.nextBoolean();
    int sectors = (int) (end / sectorBytes - position / sectorBytes) + 1;
    int prefixSectors = random.nextInt(sectors + 1);
    int sector = 0;
    for (long at = position; at < end; sector++) {
      long next = Math.min(end, (at / sectorBytes + 1) * sectorBytes);
      boolean whole = prefix ? sector < prefixSectors : random.nextBoolean();
      boolean hit = prefix ? sector == prefixSectors : random.nextInt(8) == 0;
      if (hit && random.nextBoolean()) {
        spoil(bytes, at, next);
      } else if (whole) {
        bytes.write(at, written, (int) (at - position), (int) (next - at));
      }
      at = next;
    }
    if (end > sizeBefore && random.nextBoolean()) {
      bytes.truncate(Math.max(end, bytes.size()));
    }
  }

  /** Fills the part of a sector that was being written with garbage, or the whole sector. */
  private void spoil(SparseBytes bytes, long from, long to) {
    long start = powersafeOverwrite ? from : from / sectorBytes * sectorBytes;
    long limit = Math.max(to, Math.min(bytes.size(), start + sectorBytes));
    byte[] garbage = new byte[(int) ((powersafeOverwrite ? to : limit) - start)];
    for (int i = 0; i < garbage.length; i++) {
      garbage[i] = (byte) random.nextInt(256);
    }
    bytes.write(start, garbage, 0, garbage.length);
  }
}

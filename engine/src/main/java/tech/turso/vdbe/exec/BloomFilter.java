package tech.turso.vdbe.exec;

import tech.turso.base.Bytes;
import tech.turso.value.Numbers;
import tech.turso.value.Register;

/**
 * Tells of most keys that were not added that they were not. Texts count by their bytes: keys must
 * be compared in BINARY order.
 *
 * <p>SQLite: vdbe.c filterHash.
 */
final class BloomFilter {
  private final long[] bits;
  private final int mask;

  /** A filter of about that many bytes, at least 8. */
  BloomFilter(int bytes) {
    int words = Integer.highestOneBit(Math.max(1, (bytes + 7) / 8) * 2 - 1);
    bits = new long[Math.max(words, 1)];
    mask = bits.length - 1;
  }

  /**
   * The hash of {@code count} registers from {@code first} on. Values that compare as equal have
   * the same.
   */
  static long hash(Register[] r, int first, int count) {
    long hash = 0;
    for (int i = first; i < first + count; i++) {
      hash = (hash ^ hashOf(r[i])) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 29;
    }
    hash *= 0xBF58476D1CE4E5B9L;
    return hash ^ hash >>> 32;
  }

  private static long hashOf(Register value) {
    return switch (value.type) {
      case Register.INTEGER -> value.integer;
      // A REAL may equal an INTEGER.
      case Register.REAL -> Numbers.integerOf(value);
      case Register.TEXT -> Bytes.hash(value.bytes, value.offset, value.length);
      case Register.BLOB -> value.zeros + value.length;
      default -> 0;
    };
  }

  void add(long hash) {
    bits[(int) hash & mask] |= 1L << (hash >>> 32) | 1L << (hash >>> 40);
  }

  /** Whether a key of this hash may have been added. */
  boolean mayContain(long hash) {
    long wanted = 1L << (hash >>> 32) | 1L << (hash >>> 40);
    return (bits[(int) hash & mask] & wanted) == wanted;
  }
}

package tech.turso.pager;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A set of page numbers: bits in chunks that exist only where a number was added. */
final class PageSet {
  private static final int CHUNK_BITS = 14;
  private static final int CHUNK_LONGS = 1 << CHUNK_BITS - 6;

  private long[] @Nullable [] chunks = new long[1][];
  private int count;

  /** Adds a number, 1 or more. */
  void add(int number) {
    int at = number >>> CHUNK_BITS;
    if (at >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(at + 1, chunks.length * 2));
    }
    long[] chunk = chunks[at];
    if (chunk == null) {
      chunk = new long[CHUNK_LONGS];
      chunks[at] = chunk;
    }
    int word = number >>> 6 & CHUNK_LONGS - 1;
    long bit = 1L << number;
    if ((chunk[word] & bit) == 0) {
      chunk[word] |= bit;
      count++;
    }
  }

  /** Removes a number if it is in the set. */
  void remove(int number) {
    if (contains(number)) {
      long[] chunk = chunks[number >>> CHUNK_BITS];
      if (chunk != null) {
        chunk[number >>> 6 & CHUNK_LONGS - 1] &= ~(1L << number);
        count--;
      }
    }
  }

  /** Whether the number is in the set. */
  boolean contains(int number) {
    int at = number >>> CHUNK_BITS;
    if (at >= chunks.length) {
      return false;
    }
    long[] chunk = chunks[at];
    return chunk != null && (chunk[number >>> 6 & CHUNK_LONGS - 1] & 1L << number) != 0;
  }

  /** Whether there are no numbers. */
  boolean isEmpty() {
    return count == 0;
  }

  /** How many numbers there are. */
  int count() {
    return count;
  }

  /** The least number in the set that is {@code from} or more, or 0 if there is none. */
  int next(int from) {
    int number = from;
    while (number >>> CHUNK_BITS < chunks.length) {
      long[] chunk = chunks[number >>> CHUNK_BITS];
      if (chunk == null) {
        number = (number >>> CHUNK_BITS) + 1 << CHUNK_BITS;
        continue;
      }
      long rest = chunk[number >>> 6 & CHUNK_LONGS - 1] >>> number;
      if (rest != 0) {
        return number + Long.numberOfTrailingZeros(rest);
      }
      number = (number >>> 6) + 1 << 6;
    }
    return 0;
  }

  /** Removes all numbers. */
  void clear() {
    if (count > 0 || chunks.length > 1) {
      chunks = new long[1][];
      count = 0;
    }
  }
}

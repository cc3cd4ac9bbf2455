package tech.turso.vdbe.exec;

/**
 * Sorts pairs of a key and a place by the key, a signed number; pairs of equal keys stay in their
 * order. Many pairs are distributed by one byte of the key after the other, from the lowest on,
 * bytes that all keys have in common left out; few are merged.
 */
final class PrefixSort {
  /** From so many pairs on distribution is faster. */
  private static final int MANY = 1024;

  /** So many neighbours are sorted by insertion. */
  private static final int SMALL = 12;

  private static final int DIGITS = 8;
  private static final int VALUES = 256;

  /** The pairs: after the call perhaps other arrays, of the same length. */
  long[] keys;

  long[] places;
  private final int n;

  PrefixSort(long[] keys, long[] places, int n) {
    this.keys = keys;
    this.places = places;
    this.n = n;
  }

  void sort() {
    if (isSorted()) {
      return;
    }
    if (n >= MANY) {
      distribute();
    } else {
      merge();
    }
  }

  private boolean isSorted() {
    long[] k = keys;
    for (int i = 1; i < n; i++) {
      if (k[i - 1] > k[i]) {
        return false;
      }
    }
    return true;
  }

  // ------------------------------------------------------------------ by distribution

  private void distribute() {
    int[] counts = countDigits();
    long[] otherKeys = new long[keys.length];
    long[] otherPlaces = new long[places.length];
    for (int digit = 0; digit < DIGITS; digit++) {
      int from = digit * VALUES;
      if (counts[from + digitOf(keys[0], digit)] == n) {
        continue;
      }
      toStarts(counts, from);
      pass(keys, places, otherKeys, otherPlaces, digit, counts);
      long[] swap = keys;
      keys = otherKeys;
      otherKeys = swap;
      swap = places;
      places = otherPlaces;
      otherPlaces = swap;
    }
  }

  /** Of each digit how often it has each value. */
  private int[] countDigits() {
    int[] counts = new int[DIGITS * VALUES];
    long[] k = keys;
    for (int i = 0; i < n; i++) {
      long key = k[i] ^ Long.MIN_VALUE;
      for (int digit = 0; digit < DIGITS; digit++) {
        counts[digit * VALUES + ((int) (key >>> 8 * digit) & 0xff)]++;
      }
    }
    return counts;
  }

  private static int digitOf(long key, int digit) {
    return (int) ((key ^ Long.MIN_VALUE) >>> 8 * digit) & 0xff;
  }

  private static void toStarts(int[] counts, int from) {
    int start = 0;
    for (int i = from; i < from + VALUES; i++) {
      int count = counts[i];
      counts[i] = start;
      start += count;
    }
  }

  private void pass(
      long[] fromKeys, long[] fromPlaces, long[] toKeys, long[] toPlaces, int digit, int[] starts) {
    int shift = 8 * digit;
    int first = digit * VALUES;
    int count = n;
    for (int i = 0; i < count; i++) {
      long key = fromKeys[i];
      int at = starts[first + ((int) ((key ^ Long.MIN_VALUE) >>> shift) & 0xff)]++;
      toKeys[at] = key;
      toPlaces[at] = fromPlaces[i];
    }
  }

  // ------------------------------------------------------------------ by merging

  private void merge() {
    for (int from = 0; from < n; from += SMALL) {
      insertionSort(keys, places, from, Math.min(from + SMALL, n));
    }
    if (n <= SMALL) {
      return;
    }
    long[] otherKeys = new long[keys.length];
    long[] otherPlaces = new long[places.length];
    for (int width = SMALL; width < n; width *= 2) {
      for (int from = 0; from < n; from += 2 * width) {
        int middle = Math.min(from + width, n);
        int end = Math.min(from + 2 * width, n);
        merge(from, middle, end, otherKeys, otherPlaces);
      }
      long[] swap = keys;
      keys = otherKeys;
      otherKeys = swap;
      swap = places;
      places = otherPlaces;
      otherPlaces = swap;
    }
  }

  private static void insertionSort(long[] keys, long[] places, int from, int end) {
    for (int i = from + 1; i < end; i++) {
      long key = keys[i];
      long place = places[i];
      int at = i;
      while (at > from && keys[at - 1] > key) {
        keys[at] = keys[at - 1];
        places[at] = places[at - 1];
        at--;
      }
      keys[at] = key;
      places[at] = place;
    }
  }

  private void merge(int from, int middle, int end, long[] outKeys, long[] outPlaces) {
    int left = from;
    int right = middle;
    for (int out = from; out < end; out++) {
      boolean takeRight = left == middle || right < end && keys[left] > keys[right];
      int at = takeRight ? right++ : left++;
      outKeys[out] = keys[at];
      outPlaces[out] = places[at];
    }
  }
}

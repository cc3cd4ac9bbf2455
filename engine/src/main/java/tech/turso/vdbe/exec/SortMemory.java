package tech.turso.vdbe.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.turso.base.Bytes;

/**
 * Records in memory and their order. Records lie one after another in large arrays, each behind its
 * length in 4 bytes; a position is the array's number and the place of the length in it.
 *
 * <p>Sorting is stable: first by the records' {@link SortPrefix}, which is made when a record is
 * added, then records of equal prefixes, if these do not tell all, by the records themselves.
 */
final class SortMemory {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int FIRST_CHUNK_BYTES = 1 << 14;
  private static final int LENGTH_BYTES = 4;

  /** So many neighbours are sorted by insertion. */
  private static final int SMALL = 12;

  private final RecordOrder order;
  private final SortPrefix prefix;

  private final List<byte[]> chunks = new ArrayList<>();
  private byte[] chunk = Bytes.EMPTY;
  private int used;
  private long bytes;

  private long[] positions = new long[256];
  private long[] prefixes = new long[256];
  private int count;

  /** Whether {@link #prefixes} are what they shall be. */
  private boolean prefixesAreRight = true;

  SortMemory(RecordOrder order) {
    this.order = order;
    prefix = new SortPrefix(order.info());
  }

  /** How many records there are. */
  int count() {
    return count;
  }

  /** How much memory they take when they are sorted. */
  long bytes() {
    return bytes + 32L * count;
  }

  /** Adds a copy of a record. */
  void add(byte[] record, int offset, int length) {
    int needed = LENGTH_BYTES + length;
    if (needed > chunk.length - used) {
      nextChunk(needed);
    }
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, count * 2);
      prefixes = Arrays.copyOf(prefixes, count * 2);
    }
    prefixesAreRight &= prefix.meets(record, offset);
    if (prefixesAreRight) {
      prefixes[count] = prefix.of(record, offset);
    }
    positions[count++] = (long) (chunks.size() - 1) << 32 | used;
    Bytes.put32(chunk, used, length);
    System.arraycopy(record, offset, chunk, used + LENGTH_BYTES, length);
    used += needed;
  }

  private void nextChunk(int needed) {
    int usual = chunks.isEmpty() ? FIRST_CHUNK_BYTES : CHUNK_BYTES;
    chunk = new byte[Math.max(usual, needed)];
    chunks.add(chunk);
    bytes += chunk.length;
    used = 0;
  }

  /** Forgets all records. Their bytes stay as they are for those who still show them. */
  void clear() {
    chunks.clear();
    chunk = Bytes.EMPTY;
    used = 0;
    bytes = 0;
    count = 0;
    prefix.clear();
    prefixesAreRight = true;
    if (positions.length > 1 << 16) {
      positions = new long[256];
      prefixes = new long[256];
    }
  }

  /** The array that holds record {@code i} of the order. */
  byte[] array(int i) {
    return chunks.get((int) (positions[i] >>> 32));
  }

  /** Where it begins there. */
  int offset(int i) {
    return (int) positions[i] + LENGTH_BYTES;
  }

  /** How long it is. */
  int length(int i) {
    return Bytes.i32(array(i), (int) positions[i]);
  }

  // ------------------------------------------------------------------ sorting

  /** Puts the records in order; those of equal keys stay as they were added. */
  void sort() {
    if (!prefixesAreRight) {
      for (int i = 0; i < count; i++) {
        prefixes[i] = prefix.of(array(i), offset(i));
      }
      prefixesAreRight = true;
    }
    PrefixSort sort = new PrefixSort(prefixes, positions, count);
    sort.sort();
    positions = sort.places;
    prefixes = sort.keys;
    if (!prefix.isExact() || order.fields() > 1) {
      sortEqualPrefixes();
    }
  }

  private void sortEqualPrefixes() {
    long[] keys = prefixes;
    long[] spare = new long[0];
    for (int from = 0; from < count; ) {
      long key = keys[from];
      int end = from + 1;
      while (end < count && keys[end] == key) {
        end++;
      }
      int n = end - from;
      if (n > SMALL && spare.length < n) {
        spare = new long[n];
      }
      if (n > 1) {
        sortByRecords(from, end, spare);
      }
      from = end;
    }
  }

  private boolean isAfter(long place, long otherPlace) {
    return order.compare(
            chunks.get((int) (place >>> 32)),
            (int) place + LENGTH_BYTES,
            chunks.get((int) (otherPlace >>> 32)),
            (int) otherPlace + LENGTH_BYTES)
        > 0;
  }

  /** Sorts positions by the records there; stable. */
  private void sortByRecords(int from, int end, long[] spare) {
    if (end - from <= SMALL) {
      insertionSort(from, end);
      return;
    }
    int middle = from + end >>> 1;
    sortByRecords(from, middle, spare);
    sortByRecords(middle, end, spare);
    long[] places = positions;
    if (!isAfter(places[middle - 1], places[middle])) {
      return;
    }
    int n = middle - from;
    System.arraycopy(places, from, spare, 0, n);
    int left = 0;
    int right = middle;
    for (int out = from; left < n; out++) {
      boolean takeRight = right < end && isAfter(spare[left], places[right]);
      places[out] = takeRight ? places[right++] : spare[left++];
    }
  }

  private void insertionSort(int from, int end) {
    long[] places = positions;
    for (int i = from + 1; i < end; i++) {
      long place = places[i];
      int at = i;
      while (at > from && isAfter(places[at - 1], place)) {
        places[at] = places[at - 1];
        at--;
      }
      places[at] = place;
    }
  }
}

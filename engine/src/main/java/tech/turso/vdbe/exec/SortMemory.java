package tech.turso.vdbe.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.turso.base.Bytes;
import tech.turso.base.TextEncoding;
import tech.turso.base.Varint;
import tech.turso.record.SerialType;
import tech.turso.value.Collation;
import tech.turso.value.KeyInfo;

/**
 * Records in memory and their order. Records lie one after another in large arrays, each behind its
 * length in 4 bytes; a position is the array's number and the place of the length in it.
 *
 * <p>Sorting is a stable merge sort of pairs of a prefix and a position. The prefix is a number
 * that is less for a record that comes first, made of the first field: so most comparisons touch no
 * record. Where all first fields are integers, or texts in BINARY order, all 64 bits are the
 * field's; else the upper three say its kind.
 */
final class SortMemory {
  private static final int CHUNK_BYTES = 1 << 20;
  private static final int FIRST_CHUNK_BYTES = 1 << 14;
  private static final int LENGTH_BYTES = 4;

  /** So many neighbours are sorted by insertion. */
  private static final int SMALL = 12;

  /** What the prefixes are made of. */
  private static final int MIXED = 0;

  private static final int INTEGERS = 1;
  private static final int TEXTS = 2;

  private final RecordOrder order;
  private final boolean binaryTexts;
  private final boolean noCaseTexts;
  private final boolean descending;
  private final boolean bigNull;

  private final List<byte[]> chunks = new ArrayList<>();
  private byte[] chunk = Bytes.EMPTY;
  private int used;
  private long bytes;

  private long[] positions = new long[256];
  private long[] prefixes = new long[0];
  private int count;

  /** Whether equal prefixes mean equal keys. */
  private boolean prefixDecides;

  SortMemory(RecordOrder order) {
    this.order = order;
    KeyInfo info = order.info();
    boolean utf8 = info.encoding() == TextEncoding.UTF8;
    Collation first = info.collations()[0];
    binaryTexts = first == Collation.BINARY || !utf8 && first.isBinary();
    noCaseTexts = utf8 && first == Collation.NOCASE;
    descending = (info.flags()[0] & KeyInfo.DESC) != 0;
    bigNull = (info.flags()[0] & KeyInfo.BIG_NULL) != 0;
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
    prefixes = new long[0];
    if (positions.length > 1 << 16) {
      positions = new long[256];
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

  // ------------------------------------------------------------------ prefixes

  private static int firstType(byte[] record, int at) {
    return (int) Varint.get(record, at + Varint.encodedBytes(record, at));
  }

  private void makePrefixes() {
    if (prefixes.length < count) {
      prefixes = new long[count];
    }
    int kind = kindOfAll();
    prefixDecides = kind == INTEGERS && order.fields() == 1;
    for (int i = 0; i < count; i++) {
      byte[] record = array(i);
      int at = offset(i);
      int type = firstType(record, at);
      int body = at + (int) Varint.get(record, at);
      long prefix =
          switch (kind) {
            case INTEGERS -> SerialType.integer(type, record, body);
            case TEXTS ->
                leadingBytes(record, body, (int) SerialType.bodyBytes(type)) ^ Long.MIN_VALUE;
            default -> mixed(type, record, body) ^ Long.MIN_VALUE;
          };
      prefixes[i] = descending ? ~prefix : prefix;
    }
  }

  private int kindOfAll() {
    boolean integers = true;
    boolean texts = binaryTexts || noCaseTexts;
    for (int i = 0; i < count && (integers || texts); i++) {
      int type = firstType(array(i), offset(i));
      integers &= SerialType.isInteger(type);
      texts &= SerialType.isText(type);
    }
    return integers ? INTEGERS : texts ? TEXTS : MIXED;
  }

  /** The first 8 bytes of a text as a number; 0 for those that it has not. */
  private long leadingBytes(byte[] record, int at, int length) {
    long prefix;
    if (length >= 8) {
      prefix = Bytes.i64(record, at);
    } else {
      prefix = 0;
      for (int i = 0; i < length; i++) {
        prefix |= (record[at + i] & 0xffL) << 56 - 8 * i;
      }
    }
    return noCaseTexts ? folded(prefix) : prefix;
  }

  /** The bytes with A to Z made small; nothing after a NUL, at which NOCASE stops. */
  private static long folded(long eight) {
    long result = 0;
    for (int shift = 56; shift >= 0; shift -= 8) {
      long c = eight >>> shift & 0xff;
      if (c == 0) {
        break;
      }
      result |= (c >= 'A' && c <= 'Z' ? c + 32 : c) << shift;
    }
    return result;
  }

  /** NULL, numbers, texts and blobs in that order, as an unsigned number. */
  private long mixed(int type, byte[] record, int at) {
    if (SerialType.isNull(type)) {
      return bigNull ? 7L << 61 : 0;
    }
    if (type == SerialType.REAL) {
      return 1L << 61 | ordered(Double.longBitsToDouble(Bytes.i64(record, at))) >>> 3;
    }
    if (type < SerialType.FIRST_BLOB) {
      return 1L << 61 | ordered((double) SerialType.integer(type, record, at)) >>> 3;
    }
    int length = (int) SerialType.bodyBytes(type);
    if (SerialType.isBlob(type)) {
      long blob = length >= 8 ? Bytes.i64(record, at) : plainLeadingBytes(record, at, length);
      return 3L << 61 | blob >>> 3;
    }
    return binaryTexts || noCaseTexts
        ? 2L << 61 | leadingBytes(record, at, length) >>> 3
        : 2L << 61;
  }

  private static long plainLeadingBytes(byte[] record, int at, int length) {
    long prefix = 0;
    for (int i = 0; i < length; i++) {
      prefix |= (record[at + i] & 0xffL) << 56 - 8 * i;
    }
    return prefix;
  }

  /** The bits of a double as an unsigned number of the same order. */
  private static long ordered(double real) {
    long bits = Double.doubleToRawLongBits(real + 0.0);
    return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
  }

  // ------------------------------------------------------------------ sorting

  /** Puts the records in order; those of equal keys stay as they were added. */
  void sort() {
    int n = count;
    makePrefixes();
    long[] keys = prefixes;
    long[] places = positions;
    for (int from = 0; from < n; from += SMALL) {
      insertionSort(keys, places, from, Math.min(from + SMALL, n));
    }
    long[] otherKeys = new long[n > SMALL ? n : 0];
    long[] otherPlaces = new long[n > SMALL ? positions.length : 0];
    for (long width = SMALL; width < n; width *= 2) {
      for (long from = 0; from < n; from += 2 * width) {
        int middle = (int) Math.min(from + width, n);
        int end = (int) Math.min(from + 2 * width, n);
        merge(keys, places, (int) from, middle, end, otherKeys, otherPlaces);
      }
      long[] swap = keys;
      keys = otherKeys;
      otherKeys = swap;
      swap = places;
      places = otherPlaces;
      otherPlaces = swap;
    }
    prefixes = keys;
    positions = places;
  }

  private boolean isAfter(long key, long place, long otherKey, long otherPlace) {
    if (key != otherKey) {
      return key > otherKey;
    }
    return !prefixDecides && compareRecords(place, otherPlace) > 0;
  }

  private int compareRecords(long place, long otherPlace) {
    return order.compare(
        chunks.get((int) (place >>> 32)),
        (int) place + LENGTH_BYTES,
        chunks.get((int) (otherPlace >>> 32)),
        (int) otherPlace + LENGTH_BYTES);
  }

  private void insertionSort(long[] keys, long[] places, int from, int end) {
    for (int i = from + 1; i < end; i++) {
      long key = keys[i];
      long place = places[i];
      int at = i;
      while (at > from && isAfter(keys[at - 1], places[at - 1], key, place)) {
        keys[at] = keys[at - 1];
        places[at] = places[at - 1];
        at--;
      }
      keys[at] = key;
      places[at] = place;
    }
  }

  private void merge(
      long[] keys, long[] places, int from, int middle, int end, long[] outKeys, long[] outPlaces) {
    if (middle >= end
        || !isAfter(keys[middle - 1], places[middle - 1], keys[middle], places[middle])) {
      System.arraycopy(keys, from, outKeys, from, end - from);
      System.arraycopy(places, from, outPlaces, from, end - from);
      return;
    }
    int left = from;
    int right = middle;
    for (int out = from; out < end; out++) {
      boolean takeRight =
          left == middle
              || right < end && isAfter(keys[left], places[left], keys[right], places[right]);
      int at = takeRight ? right++ : left++;
      outKeys[out] = keys[at];
      outPlaces[out] = places[at];
    }
  }
}

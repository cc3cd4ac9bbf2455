package tech.turso.vdbe.exec;

import tech.turso.base.Bytes;
import tech.turso.base.TextEncoding;
import tech.turso.base.Varint;
import tech.turso.record.SerialType;
import tech.turso.value.Collation;
import tech.turso.value.KeyInfo;

/**
 * A number for each record that a sorter holds, less for one that comes first, made of the first
 * field: so most comparisons touch no record. What numbers mean depends on all records together:
 *
 * <pre>
 *   INTEGERS     all first fields are integers: the integer
 *   SHORT_TEXTS  all are texts in BINARY order of at most 7 bytes: these, then the length
 *   TEXTS        all are texts, in BINARY or NOCASE order: the first 8 bytes
 *   MIXED        the kind in three bits, then what there is room for
 * </pre>
 *
 * <p>Each record {@link #meets} the others when it is added. Numbers made before a change of the
 * kind are made again.
 */
final class SortPrefix {
  private static final int NONE = 0;
  private static final int INTEGERS = 1;
  private static final int SHORT_TEXTS = 2;
  private static final int TEXTS = 3;
  private static final int MIXED = 4;

  private static final int SHORT_BYTES = 7;

  private final boolean binaryTexts;
  private final boolean noCaseTexts;
  private final boolean descending;
  private final boolean bigNull;
  private int kind = NONE;

  SortPrefix(KeyInfo info) {
    boolean utf8 = info.encoding() == TextEncoding.UTF8;
    Collation first = info.collations()[0];
    binaryTexts = first == Collation.BINARY || !utf8 && first.isBinary();
    noCaseTexts = utf8 && first == Collation.NOCASE;
    descending = (info.flags()[0] & KeyInfo.DESC) != 0;
    bigNull = (info.flags()[0] & KeyInfo.BIG_NULL) != 0;
  }

  /** Forgets the records that were met. */
  void clear() {
    kind = NONE;
  }

  /** Whether equal numbers mean equal first fields. */
  boolean isExact() {
    return kind == INTEGERS || kind == SHORT_TEXTS;
  }

  /** Takes note of a record; false if the numbers of those before it are no longer right. */
  boolean meets(byte[] record, int at) {
    int type = firstType(record, at);
    int fits = kindOf(type);
    int before = kind;
    if (fits == before) {
      return true;
    }
    if (before == NONE) {
      kind = fits;
      return true;
    }
    boolean texts = (fits == TEXTS || fits == SHORT_TEXTS) && before <= TEXTS && before != INTEGERS;
    kind = texts ? TEXTS : MIXED;
    return kind == before;
  }

  private int kindOf(int type) {
    if (SerialType.isInteger(type)) {
      return INTEGERS;
    }
    if (!SerialType.isText(type) || !binaryTexts && !noCaseTexts) {
      return MIXED;
    }
    return binaryTexts && SerialType.bodyBytes(type) <= SHORT_BYTES ? SHORT_TEXTS : TEXTS;
  }

  private static int firstType(byte[] record, int at) {
    int headerBytes = record[at];
    if (headerBytes > 1) {
      int type = record[at + 1];
      if (type >= 0) {
        return type;
      }
    }
    return (int) Varint.get(record, at + Varint.encodedBytes(record, at));
  }

  /** The number of a record that was met. */
  long of(byte[] record, int at) {
    int type = firstType(record, at);
    int headerBytes = record[at];
    int body = at + (headerBytes >= 0 ? headerBytes : (int) Varint.get(record, at));
    long prefix =
        switch (kind) {
          case INTEGERS -> SerialType.integer(type, record, body);
          case SHORT_TEXTS -> shortText(record, body, (type - 13) >> 1) ^ Long.MIN_VALUE;
          case TEXTS ->
              leadingBytes(record, body, (int) SerialType.bodyBytes(type)) ^ Long.MIN_VALUE;
          default -> mixed(type, record, body) ^ Long.MIN_VALUE;
        };
    return descending ? ~prefix : prefix;
  }

  private static long shortText(byte[] record, int at, int length) {
    return plainLeadingBytes(record, at, length) | length;
  }

  /** The first 8 bytes of a text as a number; 0 for those that it has not. */
  private long leadingBytes(byte[] record, int at, int length) {
    long prefix = length >= 8 ? Bytes.i64(record, at) : plainLeadingBytes(record, at, length);
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
}

package tech.turso.vdbe.exec;

import tech.turso.base.Bytes;
import tech.turso.base.TextEncoding;
import tech.turso.base.Varint;
import tech.turso.record.SerialType;
import tech.turso.value.Collation;
import tech.turso.value.Comparison;
import tech.turso.value.KeyInfo;
import tech.turso.value.Utf16;

/**
 * Compares two encoded records that this machine has made itself, field by field.
 *
 * <p>SQLite: vdbesort.c vdbeSorterCompare.
 */
final class RecordOrder {
  private final KeyInfo info;
  private final int fields;

  /** The order of the first {@code fields} fields by {@code info}. */
  RecordOrder(KeyInfo info, int fields) {
    assert fields <= info.keyFields() : fields;
    this.info = info;
    this.fields = fields;
  }

  KeyInfo info() {
    return info;
  }

  int fields() {
    return fields;
  }

  /** Negative if record a comes first; 0 if all fields that count are equal. */
  int compare(byte[] a, int aOffset, byte[] b, int bOffset) {
    return compare(a, aOffset, b, bOffset, fields);
  }

  private int compare(byte[] a, int aOffset, byte[] b, int bOffset, int count) {
    int aBody = aOffset + (int) Varint.get(a, aOffset);
    int bBody = bOffset + (int) Varint.get(b, bOffset);
    int aEnd = aBody;
    int bEnd = bBody;
    int aAt = aOffset + Varint.encodedBytes(a, aOffset);
    int bAt = bOffset + Varint.encodedBytes(b, bOffset);
    for (int i = 0; i < count && aAt < aEnd && bAt < bEnd; i++) {
      int aType = a[aAt];
      int bType = b[bAt];
      if (aType >= 0) {
        aAt++;
      } else {
        aType = (int) Varint.get(a, aAt);
        aAt += Varint.encodedBytes(a, aAt);
      }
      if (bType >= 0) {
        bAt++;
      } else {
        bType = (int) Varint.get(b, bAt);
        bAt += Varint.encodedBytes(b, bAt);
      }
      int order = compareField(i, aType, a, aBody, bType, b, bBody);
      if (order != 0) {
        return directed(order, info.flags()[i], aType, bType);
      }
      aBody += (int) SerialType.bodyBytes(aType);
      bBody += (int) SerialType.bodyBytes(bType);
    }
    return 0;
  }

  /**
   * Whether the first {@code count} fields of a record equal those of {@code row}; a NULL in {@code
   * row} equals nothing.
   */
  boolean equals(byte[] record, int recordOffset, byte[] row, int rowOffset, int count) {
    int at = rowOffset + Varint.encodedBytes(row, rowOffset);
    for (int i = 0; i < count; i++) {
      if (row[at] == SerialType.NULL) {
        return false;
      }
      at += Varint.encodedBytes(row, at);
    }
    return compare(record, recordOffset, row, rowOffset, count) == 0;
  }

  private static int directed(int order, byte flags, int aType, int bType) {
    if (flags == 0) {
      return order;
    }
    boolean bigNull =
        (flags & KeyInfo.BIG_NULL) != 0 && (aType == SerialType.NULL || bType == SerialType.NULL);
    boolean descending = (flags & KeyInfo.DESC) != 0;
    return bigNull != descending ? -order : order;
  }

  private int compareField(int field, int aType, byte[] a, int aAt, int bType, byte[] b, int bAt) {
    boolean aNumber = aType < SerialType.FIRST_BLOB;
    boolean bNumber = bType < SerialType.FIRST_BLOB;
    if (aNumber && bNumber) {
      return compareNumbers(aType, a, aAt, bType, b, bAt);
    }
    if (aNumber != bNumber) {
      return aNumber ? -1 : 1;
    }
    boolean aText = (aType & 1) != 0;
    boolean bText = (bType & 1) != 0;
    if (aText != bText) {
      return aText ? -1 : 1;
    }
    int aLength = (int) SerialType.bodyBytes(aType);
    int bLength = (int) SerialType.bodyBytes(bType);
    return aText
        ? compareTexts(info.collations()[field], a, aAt, aLength, b, bAt, bLength)
        : Bytes.compare(a, aAt, aLength, b, bAt, bLength);
  }

  private static int compareNumbers(int aType, byte[] a, int aAt, int bType, byte[] b, int bAt) {
    if (aType == SerialType.NULL || bType == SerialType.NULL) {
      return (aType == SerialType.NULL ? 0 : 1) - (bType == SerialType.NULL ? 0 : 1);
    }
    if (aType != SerialType.REAL && bType != SerialType.REAL) {
      return Long.compare(SerialType.integer(aType, a, aAt), SerialType.integer(bType, b, bAt));
    }
    if (aType != SerialType.REAL) {
      return Comparison.compare(SerialType.integer(aType, a, aAt), real(b, bAt));
    }
    if (bType != SerialType.REAL) {
      return -Comparison.compare(SerialType.integer(bType, b, bAt), real(a, aAt));
    }
    double x = real(a, aAt);
    double y = real(b, bAt);
    return x < y ? -1 : x > y ? 1 : 0;
  }

  private static double real(byte[] bytes, int at) {
    return Double.longBitsToDouble(Bytes.i64(bytes, at));
  }

  private int compareTexts(
      Collation collation, byte[] a, int aAt, int aLength, byte[] b, int bAt, int bLength) {
    if (info.encoding() == TextEncoding.UTF8) {
      return collation.compare(a, aAt, aLength, b, bAt, bLength);
    }
    if (collation.isBinary()) {
      return Bytes.compare(a, aAt, aLength, b, bAt, bLength);
    }
    byte[] x = Utf16.toUtf8(a, aAt, aLength, info.encoding());
    byte[] y = Utf16.toUtf8(b, bAt, bLength, info.encoding());
    return collation.compare(x, 0, x.length, y, 0, y.length);
  }
}

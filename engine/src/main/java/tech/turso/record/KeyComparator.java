package tech.turso.record;

import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.TextEncoding;
import tech.turso.base.Varint;
import tech.turso.value.Collation;
import tech.turso.value.Comparison;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;
import tech.turso.value.Utf16;

/**
 * Compares encoded records with a key held in registers. A search sets its key once with {@link
 * #key} and then compares many records with it; both allocate nothing in UTF-8 files.
 *
 * <p>A key of fewer fields than the record has is a prefix: a record that begins with it is equal.
 * A record of fewer fields than the key is malformed, unless those it has already differ.
 *
 * <p>Format: fileformat2 §2.2 to §2.5. SQLite: vdbeaux.c sqlite3VdbeRecordCompareWithSkip.
 */
public final class KeyComparator {
  /** How the first field can be compared. */
  private static final int GENERAL = 0;

  /** The key has no fields: everything is equal to it. */
  private static final int NOTHING = -1;

  private static final int FIRST_INTEGER = 1;
  private static final int FIRST_TEXT = 2;

  /** No record whose first field is compared as an integer has a longer header. */
  private static final int SHORT_HEADER = 0x3f;

  /** SQLite compares the first field in a special way in records of at most this many. */
  private static final int FEW_FIELDS = 13;

  private final KeyInfo info;
  private final boolean utf8;
  private Register[] key = new Register[0];
  private int first;
  private int count;
  private int path;

  /** What -1 of the first field counts as: 1 if it is sorted in descending order. */
  private int less = -1;

  /** The text of the first field, in the file's encoding, if that is how it is compared. */
  private byte[] firstText = Bytes.EMPTY;

  private int firstTextAt;
  private int firstTextBytes;

  /** The key's texts in the file's encoding, for BINARY in UTF-16 files. */
  private byte[][] encoded = new byte[0][];

  /** Compares in the order of {@code info}. */
  public KeyComparator(KeyInfo info) {
    this.info = info;
    utf8 = info.encoding() == TextEncoding.UTF8;
  }

  /** The order in which it compares. */
  public KeyInfo info() {
    return info;
  }

  /**
   * Sets the key: {@code count} registers beginning with {@code key[first]}, which must not change
   * while it is in use. At most {@code info.keyFields()} of them are compared.
   */
  public void key(Register[] key, int first, int count) {
    this.key = key;
    this.first = first;
    this.count = Math.min(count, info.keyFields());
    path = GENERAL;
    if (this.count == 0) {
      path = NOTHING;
      return;
    }
    if (!utf8) {
      encodeTexts();
    }
    byte flags = info.flags()[0];
    less = (flags & KeyInfo.DESC) != 0 ? 1 : -1;
    if ((flags & KeyInfo.BIG_NULL) == 0 && info.allFields() <= FEW_FIELDS) {
      Register value = key[first];
      if (value.type == Register.INTEGER) {
        path = FIRST_INTEGER;
      } else if (value.type == Register.TEXT && info.collations()[0].isBinary()) {
        path = FIRST_TEXT;
        firstText = utf8 ? value.bytes : encoded[0];
        firstTextAt = utf8 ? value.offset : 0;
        firstTextBytes = utf8 ? value.length : firstText.length;
      }
    }
  }

  /** Whether all fields that are compared are given, so that at most one entry is equal. */
  public boolean isWholeKey() {
    return count == info.keyFields();
  }

  private void encodeTexts() {
    byte[][] texts = encoded;
    if (texts.length == 0) {
      texts = new byte[info.keyFields()][];
      encoded = texts;
    }
    for (int i = 0; i < count; i++) {
      Register value = key[first + i];
      if (value.type == Register.TEXT && info.collations()[i].isBinary()) {
        texts[i] = Utf16.fromUtf8(value.bytes, value.offset, value.length, info.encoding());
      }
    }
  }

  /**
   * Compares the record with the key.
   *
   * @return negative if the record comes first in the order of the tree, 0 if all fields of the key
   *     are equal
   * @throws DbException.Corrupt if the record is malformed
   */
  public int compare(byte[] record, int offset, int length) {
    if (path == NOTHING) {
      return 0;
    }
    if (path != GENERAL && offset + 1 < record.length) {
      int headerBytes = record[offset];
      int type = record[offset + 1];
      if (path == FIRST_TEXT) {
        return compareText(record, offset, length, headerBytes & 0xff, type);
      }
      if (type > 0) {
        return compareInteger(record, offset, length, headerBytes, type);
      }
    }
    return compareFrom(0, record, offset, length);
  }

  private int compareInteger(byte[] record, int offset, int length, int headerBytes, int type) {
    if (type == SerialType.REAL || type > SerialType.ONE) {
      return type >= SerialType.FIRST_BLOB && headerBytes <= length
          ? -less
          : compareFrom(0, record, offset, length);
    }
    int at = offset + (headerBytes & SHORT_HEADER);
    long value = integer(type, record, at);
    long other = key[first].integer;
    if (value != other) {
      return value < other ? less : -less;
    }
    return count == 1 ? 0 : compareFrom(1, record, offset, length);
  }

  private int compareText(byte[] record, int offset, int length, int headerBytes, int shortType) {
    int type = shortType >= 0 ? shortType : (int) longType(record, offset + 1, record.length);
    if (type < SerialType.FIRST_BLOB) {
      return less;
    }
    if ((type & 1) == 0) {
      return -less;
    }
    int size = SerialType.bodyBytes(type);
    if (size > length - headerBytes) {
      throw corrupt();
    }
    int order =
        Bytes.compare(record, offset + headerBytes, size, firstText, firstTextAt, firstTextBytes);
    if (order != 0) {
      return order < 0 ? less : -less;
    }
    return count == 1 ? 0 : compareFrom(1, record, offset, length);
  }

  /**
   * Compares fields {@code skip ..}; those before are equal. Numbers are read without a look at the
   * record's end, as SQLite does: that shows which entries of a damaged index it finds.
   */
  private int compareFrom(int skip, byte[] record, int offset, int length) {
    int headerBytes = headerBytes(record, offset, length);
    int at = offset + (record[offset] >= 0 ? 1 : Varint.encodedBytes(record, offset));
    int headerEnd = offset + headerBytes;
    int body = headerEnd;
    int end = offset + length;
    for (int i = 0; ; ) {
      if (at >= record.length) {
        throw corrupt();
      }
      long type = record[at];
      if (type >= 0) {
        at++;
      } else if (i >= skip && key[first + i].isNumber()) {
        return directed(i, 1, SerialType.FIRST_BLOB); // a long type is that of a text or blob
      } else {
        type = longType(record, at, record.length);
        at += Varint.encodedBytes(record, at);
      }
      int size = SerialType.bodyBytes((int) type);
      if (i >= skip) {
        int order = compareField(i, (int) type, record, body, size, end);
        if (order != 0) {
          return directed(i, order, type);
        }
      }
      if (++i >= count) {
        return 0;
      }
      body += size;
      if (body > end || body < 0) {
        return 0;
      }
      if (at >= headerEnd) {
        throw corrupt();
      }
    }
  }

  private static int headerBytes(byte[] record, int offset, int length) {
    int n = offset < record.length ? record[offset] : 1;
    if (n < 0) {
      return longHeader(record, offset, length);
    }
    if (n > length) {
      throw corrupt();
    }
    return n;
  }

  private static int longHeader(byte[] record, int offset, int length) {
    long n = longType(record, offset, offset + length);
    if (n > length || n < Varint.encodedBytes(record, offset)) {
      throw corrupt();
    }
    return (int) n;
  }

  /** A varint of more than one byte that must end before {@code end}. */
  private static long longType(byte[] record, int at, int end) {
    int last = at;
    while (last < end && last < at + 8 && record[last] < 0) {
      last++;
    }
    if (last >= end) {
      throw corrupt();
    }
    long value = Varint.get(record, at);
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw corrupt();
    }
    return value;
  }

  private int directed(int field, int order, long type) {
    byte flags = info.flags()[field];
    if (flags == 0) {
      return order;
    }
    boolean descending = (flags & KeyInfo.DESC) != 0;
    if ((flags & KeyInfo.BIG_NULL) == 0) {
      return descending ? -order : order;
    }
    boolean withNull = SerialType.isNull(type) || key[first + field].type == Register.NULL;
    return descending != withNull ? -order : order;
  }

  private int compareField(int field, int type, byte[] record, int at, int size, int end) {
    Register value = key[first + field];
    return switch (value.type) {
      case Register.NULL -> isNull(type, record, at) ? 0 : 1;
      case Register.INTEGER -> compareNumber(type, record, at, value.integer);
      case Register.REAL -> compareNumber(type, record, at, value.real);
      case Register.TEXT -> {
        if (!SerialType.isText(type)) {
          yield type < SerialType.FIRST_BLOB ? -1 : 1;
        }
        requireInside(at, size, end);
        yield compareText(field, record, at, size);
      }
      default -> {
        if (!SerialType.isBlob(type)) {
          yield -1;
        }
        requireInside(at, size, end);
        yield compareBlob(record, at, size, value);
      }
    };
  }

  private static void requireInside(int at, int size, int end) {
    if (size > end - at) {
      throw corrupt();
    }
  }

  private static boolean isNull(int type, byte[] record, int at) {
    return type == SerialType.NULL
        || type == 10
        || type == SerialType.REAL && Double.isNaN(Double.longBitsToDouble(bits(record, at)));
  }

  /** The eight bytes of a REAL. */
  private static long bits(byte[] record, int at) {
    if (at > record.length - 8) {
      throw corrupt();
    }
    return Bytes.i64(record, at);
  }

  private static long integer(int type, byte[] record, int at) {
    if (at > record.length - 8 && at > record.length - SerialType.bodyBytes(type)) {
      throw corrupt();
    }
    return SerialType.integer(type, record, at);
  }

  private static int compareNumber(int type, byte[] record, int at, long value) {
    if (type >= 10) {
      return type == 10 ? -1 : 1;
    }
    if (isNull(type, record, at)) {
      return -1;
    }
    if (type == SerialType.REAL) {
      return -Comparison.compare(value, Double.longBitsToDouble(bits(record, at)));
    }
    return Long.compare(integer(type, record, at), value);
  }

  private static int compareNumber(int type, byte[] record, int at, double value) {
    if (type >= 10) {
      return type == 10 ? -1 : 1;
    }
    if (isNull(type, record, at)) {
      return -1;
    }
    if (type == SerialType.REAL) {
      double real = Double.longBitsToDouble(bits(record, at));
      return real < value ? -1 : real > value ? 1 : 0;
    }
    return Comparison.compare(integer(type, record, at), value);
  }

  private int compareText(int field, byte[] record, int at, int size) {
    Register value = key[first + field];
    Collation collation = info.collations()[field];
    if (utf8) {
      return collation.compare(record, at, size, value.bytes, value.offset, value.length);
    }
    if (collation.isBinary()) {
      byte[] text = encoded[field];
      return Bytes.compare(record, at, size, text, 0, text.length);
    }
    byte[] text = Utf16.toUtf8(record, at, size, info.encoding());
    return collation.compare(text, 0, text.length, value.bytes, value.offset, value.length);
  }

  private static int compareBlob(byte[] record, int at, int size, Register value) {
    if (value.zeros == 0) {
      return Bytes.compare(record, at, size, value.bytes, value.offset, value.length);
    }
    byte[] blob = value.toBytes();
    return Bytes.compare(record, at, size, blob, 0, blob.length);
  }

  /**
   * Compares one record with a key once; see {@link #compare(byte[], int, int)}. A search makes a
   * comparator instead.
   */
  public static int compare(
      byte[] record, int offset, int length, Register[] key, int first, int count, KeyInfo info) {
    KeyComparator comparator = new KeyComparator(info);
    comparator.key(key, first, count);
    return comparator.compare(record, offset, length);
  }

  private static DbException.Corrupt corrupt() {
    return new DbException.Corrupt(0, "malformed record");
  }
}

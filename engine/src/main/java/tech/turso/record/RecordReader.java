package tech.turso.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.TextEncoding;
import tech.turso.value.Register;

/**
 * Decodes the columns of one record at a time, in any order, reading its header only as far as the
 * columns asked for. Reused for every row: {@link #begin} allocates nothing.
 *
 * <p>The record may lie partly on overflow pages; then only what a column needs is fetched. Text
 * and blobs that are local are delivered as ranges of the page, not copied.
 *
 * <p>Format: fileformat2 §2. SQLite: vdbe.c OP_Column.
 */
public final class RecordReader {
  /** Three bytes for each of 32768 types, and three for the length itself: no header is longer. */
  private static final int MAX_HEADER_BYTES = 98_307;

  /** The length of the body of each type of one byte. */
  private static final byte[] SMALL_BODY_BYTES = new byte[128];

  static {
    for (int type = 0; type < SMALL_BODY_BYTES.length; type++) {
      SMALL_BODY_BYTES[type] = (byte) SerialType.bodyBytes(type);
    }
  }

  private final TextEncoding encoding;
  private final boolean utf8;

  private byte[] body = Bytes.EMPTY;
  private int bodyOffset;
  private int localBytes;
  private int totalBytes;
  private @Nullable Payload overflow;

  /** The header: on the page, or a copy where it is not local. */
  private byte[] header = Bytes.EMPTY;

  private int headerAt;
  private int headerEnd;

  /** How many types are decoded, and where the body of the next begins, from the record's start. */
  private int decoded;

  private int nextOffset;

  /** Of each column decoded: the type in the lower half, where the body begins in the upper. */
  private long[] columns = new long[16];

  private final byte[] number = new byte[8];

  /** Reads records of a file with that encoding. */
  public RecordReader(TextEncoding encoding) {
    this.encoding = encoding;
    utf8 = encoding == TextEncoding.UTF8;
  }

  /** Begins a record that lies wholly in {@code bytes}. */
  public void begin(byte[] bytes, int offset, int length) {
    begin(bytes, offset, length, length, null);
  }

  /**
   * Begins a record.
   *
   * @param local how many of its first bytes are in {@code bytes} at {@code offset}; at least 9
   *     unless that is all
   * @param total how many bytes it has
   * @param rest gives the others; may be null if all are local
   * @throws DbException.Corrupt if it is longer than any record or its header than the record
   */
  public void begin(byte[] bytes, int offset, int local, long total, @Nullable Payload rest) {
    decoded = 0;
    bodyOffset = offset;
    localBytes = local;
    totalBytes = (int) total;
    // References are stored only if they differ: the collector's barrier costs more than the test.
    if (body != bytes) {
      body = bytes;
    }
    if (overflow != rest) {
      overflow = rest;
    }
    int headerBytes = local > 0 ? bytes[offset] : -1;
    if (headerBytes >= 0 && headerBytes <= local && total == (int) total) {
      if (header != bytes) {
        header = bytes;
      }
      headerAt = offset + 1;
      headerEnd = offset + headerBytes;
      nextOffset = headerBytes;
      return;
    }
    beginLong(bytes, offset, local, total);
  }

  private void beginLong(byte[] bytes, int offset, int local, long total) {
    header = Bytes.EMPTY;
    headerAt = 0;
    headerEnd = 0;
    nextOffset = 0;
    if (total > Integer.MAX_VALUE || total < 0) {
      throw corrupt("record of " + total + " bytes");
    }
    if (total == 0) {
      return; // a record without columns
    }
    header = bytes;
    headerAt = offset;
    headerEnd = offset + local;
    long headerBytes = nextVarint();
    if (headerBytes < 0 || headerBytes > total || headerBytes > MAX_HEADER_BYTES) {
      throw corrupt("header of " + headerBytes + " bytes in a record of " + total);
    }
    int lengthBytes = headerAt - offset;
    int n = (int) headerBytes;
    nextOffset = n;
    if (n <= local) {
      headerEnd = Math.max(offset + n, headerAt);
      return;
    }
    byte[] copy = new byte[n];
    fetch(0, copy, 0, n);
    header = copy;
    headerAt = Math.min(lengthBytes, n);
    headerEnd = n;
  }

  /**
   * Reads column {@code i}, 0-based.
   *
   * @return false if the record has no such column; {@code out} is then untouched
   * @throws DbException.Corrupt if the record is malformed up to this column, or this is the last
   *     and the record does not end with it
   */
  public boolean column(int i, Register out) {
    if (i >= decoded && !decodeTo(i)) {
      return false;
    }
    long column = columns[i];
    int type = (int) column;
    int at = (int) (column >>> 32);
    int size = SerialType.bodyBytes(type);
    if (at + size <= localBytes) {
      value(type, body, bodyOffset + at, size, out);
    } else {
      fetchValue(type, at, size, out);
    }
    return true;
  }

  /**
   * The serial type of column {@code i}, or -1 if the record has no such column. Reads no body, so
   * typeof() and length() need no overflow page.
   */
  public long serialType(int i) {
    return i >= decoded && !decodeTo(i) ? -1 : (int) columns[i];
  }

  /** How many columns the record has. */
  public int columnCount() {
    while (decodeTo(decoded)) {
      // decodes one more
    }
    return decoded;
  }

  /** The offset of the body of column {@code i} in the record; the record has that column. */
  public int bodyOffset(int i) {
    assert i < decoded;
    return (int) (columns[i] >>> 32);
  }

  /** The length of the whole record. */
  public int totalBytes() {
    return totalBytes;
  }

  /** Decodes the header up to column {@code i}; false if the record has no such column. */
  private boolean decodeTo(int i) {
    if (i >= columns.length) {
      columns = Arrays.copyOf(columns, Math.max(i + 1, columns.length * 2));
    }
    while (!decodeSmallTo(i)) {
      if (headerAt >= headerEnd) {
        return false;
      }
      decodeLong();
    }
    return true;
  }

  /** Decodes types of one byte; false if column {@code i} is not reached. */
  private boolean decodeSmallTo(int i) {
    byte[] bytes = header;
    long[] out = columns;
    int n = decoded;
    int at = headerAt;
    int end = headerEnd;
    int offset = nextOffset;
    while (n <= i && at < end) {
      int type = bytes[at];
      if (type < 0) {
        break;
      }
      at++;
      out[n++] = (long) offset << 32 | type;
      offset += SMALL_BODY_BYTES[type];
    }
    headerAt = at;
    decoded = n;
    nextOffset = offset;
    if (offset > totalBytes || at == end && offset != totalBytes) {
      throw corrupt("columns do not end with the record");
    }
    return n > i;
  }

  /** Decodes a type of more than one byte. */
  private void decodeLong() {
    int type = longType();
    int size = SerialType.bodyBytes(type);
    if (size > totalBytes - nextOffset) {
      throw corrupt("column " + decoded + " ends outside the record");
    }
    columns[decoded++] = (long) nextOffset << 32 | type;
    nextOffset += size;
    if (headerAt == headerEnd && nextOffset != totalBytes) {
      throw corrupt("columns end before the record");
    }
  }

  private int longType() {
    long type = nextVarint();
    if (type < 0 || type > Integer.MAX_VALUE) {
      throw corrupt("serial type " + type);
    }
    return (int) type;
  }

  /** Reads the varint at headerAt and moves on; never past headerEnd. */
  private long nextVarint() {
    long value = 0;
    for (int i = 0; i < 9; i++) {
      if (headerAt >= headerEnd) {
        throw corrupt("header ends within a number");
      }
      int b = header[headerAt++];
      if (i == 8) {
        return value << 8 | b & 0xff;
      }
      value = value << 7 | b & 0x7f;
      if (b >= 0) {
        break;
      }
    }
    return value;
  }

  private void value(int type, byte[] from, int at, int size, Register out) {
    if (type >= SerialType.FIRST_BLOB) {
      if ((type & 1) == 0) {
        out.setBlob(from, at, size);
      } else if (utf8) {
        out.setText(from, at, size);
      } else {
        out.setText(from, at, size, encoding);
      }
      return;
    }
    switch (type) {
      case SerialType.NULL, 10, 11 -> out.setNull();
      case SerialType.REAL -> out.setReal(Double.longBitsToDouble(Bytes.i64(from, at)));
      default -> out.setInteger(SerialType.integer(type, from, at));
    }
  }

  private void fetchValue(int type, int at, int size, Register out) {
    byte[] copy = size <= 8 && type < SerialType.FIRST_BLOB ? number : new byte[size];
    fetch(at, copy, 0, size);
    value(type, copy, 0, size, out);
  }

  /** Copies bytes of the record, local or not. */
  private void fetch(int from, byte[] into, int at, int count) {
    if (from + count <= localBytes) {
      System.arraycopy(body, bodyOffset + from, into, at, count);
      return;
    }
    if (overflow == null) {
      throw corrupt("record ends early");
    }
    overflow.payload(from, into, at, count);
  }

  private static DbException.Corrupt corrupt(String detail) {
    return new DbException.Corrupt(0, detail);
  }
}

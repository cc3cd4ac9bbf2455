package tech.turso.value;

import java.nio.charset.StandardCharsets;
import tech.turso.base.Bytes;
import tech.turso.base.TextEncoding;

/**
 * A cell of the virtual machine: one SQL value, mutable, reused for every row.
 *
 * <table>
 * <caption>What is valid for each type</caption>
 * <tr><th>type</th><th>fields</th></tr>
 * <tr><td>{@link #NULL}</td><td>none</td></tr>
 * <tr><td>{@link #INTEGER}</td><td>{@link #integer}</td></tr>
 * <tr><td>{@link #REAL}</td><td>{@link #real}, never NaN</td></tr>
 * <tr><td>{@link #TEXT}</td><td>{@link #bytes}[{@link #offset} .. +{@link #length}), UTF-8</td></tr>
 * <tr><td>{@link #BLOB}</td><td>the same range, then {@link #zeros} more bytes of value 0</td></tr>
 * </table>
 *
 * <p>The bytes may be those of a page image or of another register and are not ours to write;
 * {@link #own()} copies them when the value must outlive its row. Fields are read directly by hot
 * code and changed by the setters only.
 */
public final class Register {
  /** Type NULL. */
  public static final byte NULL = 0;

  /** Type INTEGER: 64 bits. */
  public static final byte INTEGER = 1;

  /** Type REAL. */
  public static final byte REAL = 2;

  /** Type TEXT. */
  public static final byte TEXT = 3;

  /** Type BLOB. */
  public static final byte BLOB = 4;

  /** One of the five types. */
  public byte type;

  /** Subtype as of {@code sqlite3_value_subtype}; 0 is none. Every setter clears it. */
  public byte subtype;

  /** Whether this is the NULL that differs from itself in no comparison (SQLite's MEM_Cleared). */
  public boolean cleared;

  /** The value of an INTEGER. */
  public long integer;

  /** The value of a REAL. */
  public double real;

  /** Holds the bytes of a TEXT or BLOB. */
  public byte[] bytes = Bytes.EMPTY;

  /** Where they begin. */
  public int offset;

  /** How many they are. */
  public int length;

  /** Zero bytes that follow those of a BLOB without being stored: {@code zeroblob(n)}. */
  public int zeros;

  /** Bytes that only this register writes; see {@link #room}. */
  private byte[] own = Bytes.EMPTY;

  /** Whether another register may show bytes of {@link #own}, so that they may not be written. */
  private boolean lent;

  /** Becomes NULL. */
  public void setNull() {
    type = NULL;
    subtype = 0;
    cleared = false;
  }

  /** Becomes an INTEGER. */
  public void setInteger(long value) {
    type = INTEGER;
    subtype = 0;
    integer = value;
  }

  /** Becomes a REAL; a NaN becomes NULL (invariant V2). */
  public void setReal(double value) {
    if (Double.isNaN(value)) {
      setNull();
      return;
    }
    type = REAL;
    subtype = 0;
    real = value;
  }

  /** Becomes the TEXT of a range of UTF-8 bytes, which are not copied. */
  public void setText(byte[] utf8, int from, int count) {
    type = TEXT;
    subtype = 0;
    if (bytes != utf8) { // the collector's barrier costs more than the test
      bytes = utf8;
    }
    offset = from;
    length = count;
  }

  /** Becomes the TEXT of all of {@code utf8}, which is not copied. */
  public void setText(byte[] utf8) {
    setText(utf8, 0, utf8.length);
  }

  /** Becomes a TEXT. Unpaired surrogates keep their three-byte form. */
  public void setText(String text) {
    setText(Utf8.encode(text));
  }

  /** Becomes the BLOB of a range of bytes, which are not copied. */
  public void setBlob(byte[] data, int from, int count) {
    type = BLOB;
    subtype = 0;
    if (bytes != data) {
      bytes = data;
    }
    offset = from;
    length = count;
    zeros = 0;
  }

  /** Becomes the BLOB of all of {@code data}, which is not copied. */
  public void setBlob(byte[] data) {
    setBlob(data, 0, data.length);
  }

  /** Becomes a BLOB of {@code count} zero bytes, none of which is stored. */
  public void setZeroBlob(int count) {
    setBlob(Bytes.EMPTY, 0, 0);
    zeros = count;
  }

  /** Becomes a shallow copy of {@code from}: the bytes are shared. */
  public void set(Register from) {
    from.lend(from.bytes);
    borrow(from);
  }

  /**
   * Becomes a shallow copy that is used only as long as {@code from} keeps its value: {@code from}
   * may write its own bytes again when it gets another.
   */
  public void borrow(Register from) {
    type = from.type;
    subtype = from.subtype;
    cleared = from.cleared;
    switch (type) {
      case INTEGER -> integer = from.integer;
      case REAL -> real = from.real;
      case TEXT, BLOB -> {
        bytes = from.bytes;
        offset = from.offset;
        length = from.length;
        zeros = from.zeros;
      }
      default -> {}
    }
  }

  /** Becomes the TEXT of bytes at {@code at} that {@code from} shows: they are shared. */
  public void setTextOf(Register from, int at, int count) {
    from.lend(from.bytes);
    setText(from.bytes, at, count);
  }

  /** Becomes the BLOB of bytes at {@code at} that {@code from} shows: they are shared. */
  public void setBlobOf(Register from, int at, int count) {
    from.lend(from.bytes);
    setBlob(from.bytes, at, count);
  }

  /** Becomes a copy of {@code from} with bytes of its own. */
  public void setOwned(Register from) {
    borrow(from);
    own();
  }

  /** Copies the bytes of a TEXT or BLOB into an array of their own (zeros stay unstored). */
  public void own() {
    if (type >= TEXT) {
      byte[] copy = new byte[length];
      System.arraycopy(bytes, offset, copy, 0, length);
      bytes = copy;
      offset = 0;
    }
  }

  /**
   * An array of at least {@code count} bytes that no other register shows, for a value that this
   * one is to get with {@link #setText(byte[], int, int)} or {@link #setBlob(byte[], int, int)}.
   * The array is used again and again: what this register shows now may be lost.
   */
  public byte[] room(int count) {
    if (own.length < count || lent) {
      own = new byte[Math.max(count, Math.min(2 * own.length, 4096))];
      lent = false;
    }
    return own;
  }

  /** As {@link #own}, but into the array of {@link #room}: allocates nothing if that is free. */
  public void copyBytes() {
    if (type >= TEXT && bytes != own) {
      byte[] from = bytes;
      byte[] copy = room(length);
      System.arraycopy(from, offset, copy, 0, length);
      bytes = copy;
      offset = 0;
    }
  }

  /** Becomes a copy of {@code from} with bytes in {@link #room}. */
  public void copy(Register from) {
    borrow(from);
    copyBytes();
  }

  /** Takes over the value of {@code from}, which becomes NULL, with the array of its bytes. */
  public void move(Register from) {
    byte[] array = own;
    boolean wasLent = lent;
    own = from.own;
    lent = from.lent;
    from.own = array;
    from.lent = wasLent;
    borrow(from);
    from.setNull();
  }

  /** Says that {@code shown}, if it is the array of {@link #room}, is shown by others too. */
  public void lend(byte[] shown) {
    lent |= shown == own;
  }

  /** Becomes NULL and lets go of its arrays, but for a small one. */
  public void release() {
    setNull();
    bytes = Bytes.EMPTY;
    if (own.length > 4096) {
      own = Bytes.EMPTY;
      lent = false;
    }
  }

  /** Stores the zeros of a zeroblob as bytes; nothing else changes. */
  public void expandZeros() {
    if (type == BLOB && zeros > 0) {
      byte[] copy = new byte[length + zeros];
      System.arraycopy(bytes, offset, copy, 0, length);
      bytes = copy;
      offset = 0;
      length = copy.length;
      zeros = 0;
    }
  }

  /** Whether this is NULL. */
  public boolean isNull() {
    return type == NULL;
  }

  /** Whether this is INTEGER or REAL. */
  public boolean isNumber() {
    return type == INTEGER || type == REAL;
  }

  /** Bytes of a TEXT or BLOB with its zeros; 0 for other types. */
  public int totalBytes() {
    return switch (type) {
      case TEXT -> length;
      case BLOB -> length + zeros;
      default -> 0;
    };
  }

  /** A copy of the bytes of a TEXT or BLOB, zeros included. */
  public byte[] toBytes() {
    byte[] copy = new byte[totalBytes()];
    System.arraycopy(bytes, offset, copy, 0, length);
    return copy;
  }

  /** The bytes of a TEXT or BLOB decoded as UTF-8; what is not valid becomes U+FFFD. */
  public String decodeText() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }

  /** Becomes the TEXT that {@code encoded}, in that encoding, says. UTF-8 is not copied. */
  public void setText(byte[] encoded, int from, int count, TextEncoding encoding) {
    if (encoding == TextEncoding.UTF8) {
      setText(encoded, from, count);
    } else {
      setText(Utf16.toUtf8(encoded, from, count, encoding));
    }
  }

  @Override
  public String toString() {
    return switch (type) {
      case NULL -> "NULL";
      case INTEGER -> Long.toString(integer);
      case REAL -> Double.toString(real);
      case TEXT -> "'" + decodeText() + "'";
      case BLOB -> "blob[" + totalBytes() + "]";
      default -> throw new AssertionError(type);
    };
  }
}

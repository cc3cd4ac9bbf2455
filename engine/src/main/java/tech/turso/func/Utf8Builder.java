package tech.turso.func;

import java.util.Arrays;
import tech.turso.base.Ascii;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.value.Register;
import tech.turso.value.Utf8;

/**
 * Text of UTF-8 bytes that grows up to a limit.
 *
 * <p>After an append that goes beyond the limit fails, what was there before is still there.
 * SQLite: printf.c StrAccum.
 */
public final class Utf8Builder {
  private final int maxBytes;
  private byte[] bytes;
  private int length;

  /** An empty text that may become at most {@code maxBytes} long. */
  public Utf8Builder(int maxBytes) {
    this(maxBytes, 0);
  }

  /** An empty text with room for {@code expected} bytes at once. */
  public Utf8Builder(int maxBytes, int expected) {
    this.maxBytes = maxBytes;
    this.bytes = expected == 0 ? Bytes.EMPTY : new byte[Math.min(expected, maxBytes)];
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** The byte at {@code at}. */
  public byte at(int at) {
    return bytes[at];
  }

  /** Cuts it to {@code newLength}, which is not more than there are. */
  public void truncate(int newLength) {
    assert newLength <= length;
    length = newLength;
  }

  /** Appends a byte. */
  public Utf8Builder put(int b) {
    if (length == bytes.length) {
      grow(1);
    }
    bytes[length++] = (byte) b;
    return this;
  }

  /** Appends {@code count} times the same byte. */
  public Utf8Builder fill(int b, long count) {
    if (count > 0) {
      reserve(count);
      Arrays.fill(bytes, length, length + (int) count, (byte) b);
      length += (int) count;
    }
    return this;
  }

  /** Appends a range of bytes. */
  public Utf8Builder put(byte[] from, int offset, int count) {
    reserve(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
    return this;
  }

  /** Appends all of the bytes. */
  public Utf8Builder put(byte[] from) {
    return put(from, 0, from.length);
  }

  /** Appends a TEXT or BLOB. */
  public Utf8Builder put(Register text) {
    put(text.bytes, text.offset, text.length);
    return text.type == Register.BLOB ? fill(0, text.zeros) : this;
  }

  /** Appends characters that are all ASCII. */
  public Utf8Builder ascii(String text) {
    int n = text.length();
    reserve(n);
    for (int i = 0; i < n; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += n;
    return this;
  }

  /** Appends the UTF-8 of a code point; as in SQLite only its low 21 bits count. */
  public Utf8Builder codePoint(int c) {
    reserve(4);
    length += Utf8.put(bytes, length, c);
    return this;
  }

  /** Puts zeros before the number at {@code from}, behind its sign, to make it that wide. */
  void zeroFill(int from, int width) {
    int missing = width - (length - from);
    if (missing > 0) {
      reserve(missing);
      int digits = Ascii.isDigit(bytes[from]) ? from : from + 1;
      System.arraycopy(bytes, digits, bytes, digits + missing, length - digits);
      Arrays.fill(bytes, digits, digits + missing, (byte) '0');
      length += missing;
    }
  }

  /** Appends a copy of the last {@code count} bytes. */
  void repeatTail(int count) {
    reserve(count);
    System.arraycopy(bytes, length - count, bytes, length, count);
    length += count;
  }

  /** Makes it the TEXT of {@code result}, which shares the bytes: append nothing afterwards. */
  public void toText(Register result) {
    result.setText(bytes, 0, length);
  }

  /** Makes room for {@code more} bytes. */
  void reserve(long more) {
    if (more > bytes.length - length) {
      grow(more);
    }
  }

  /**
   * Fails if the text cannot take {@code more} bytes.
   *
   * @throws DbException.Sql with TOOBIG
   */
  void check(long more) {
    if (length + more > maxBytes) {
      throw new DbException.Sql(ResultCode.TOOBIG, ResultCode.TOOBIG.message());
    }
  }

  private void grow(long more) {
    check(more);
    long wanted = Math.max(length + more, Math.max(32, 2L * bytes.length));
    bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Math.min(maxBytes, Integer.MAX_VALUE - 8)));
  }
}

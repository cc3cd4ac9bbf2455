package tech.turso.cli.render;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Growing UTF-8 text. Not for several threads. */
public final class TextBuffer {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[256];
  private int length;

  /** How many bytes it holds. */
  public int length() {
    return length;
  }

  /** The byte at an index below {@link #length()}. */
  public byte at(int index) {
    return bytes[index];
  }

  /** The array behind it; valid up to {@link #length()} and until the next append. */
  public byte[] array() {
    return bytes;
  }

  /** Appends text, encoded as UTF-8. */
  public TextBuffer append(String text) {
    int n = text.length();
    room(n);
    for (int i = 0; i < n; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] rest = text.substring(i).getBytes(StandardCharsets.UTF_8);
        return append(rest, 0, rest.length);
      }
      bytes[length++] = (byte) c;
    }
    return this;
  }

  /** Appends one byte, such as an ASCII character. */
  public TextBuffer append(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Appends all of {@code data}. */
  public TextBuffer append(byte[] data) {
    return append(data, 0, data.length);
  }

  /** Appends the bytes from {@code from} up to, without, {@code to}. */
  public TextBuffer append(byte[] data, int from, int to) {
    room(to - from);
    System.arraycopy(data, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  /** Appends a number in decimal. */
  public TextBuffer append(long value) {
    if (value == Long.MIN_VALUE) {
      return append("-9223372036854775808");
    }
    room(20);
    if (value < 0) {
      bytes[length++] = '-';
      value = -value;
    }
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + value % 10);
      value /= 10;
    }
    length += digits;
    return this;
  }

  /** Appends a byte as two hexadecimal digits. */
  public TextBuffer appendHex(byte value) {
    room(2);
    bytes[length++] = DIGITS[value >> 4 & 15];
    bytes[length++] = DIGITS[value & 15];
    return this;
  }

  /** Appends an ASCII character {@code count} times; nothing if the count is not positive. */
  public TextBuffer repeat(char ascii, int count) {
    if (count > 0) {
      room(count);
      Arrays.fill(bytes, length, length + count, (byte) ascii);
      length += count;
    }
    return this;
  }

  /** Appends a string {@code count} times; nothing if the count is not positive. */
  public TextBuffer repeat(String text, int count) {
    byte[] once = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < count; i++) {
      append(once, 0, once.length);
    }
    return this;
  }

  /** Forgets what follows the first {@code newLength} bytes. */
  public void truncate(int newLength) {
    assert newLength <= length;
    length = newLength;
  }

  /** Removes blanks at the end. */
  public void trimRight() {
    while (length > 0 && bytes[length - 1] == ' ') {
      length--;
    }
  }

  /** A copy of the bytes from {@code from} to the end. */
  public byte[] copyFrom(int from) {
    return Arrays.copyOfRange(bytes, from, length);
  }

  /** Writes what it holds and becomes empty. */
  public void drainTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
    length = 0;
  }

  private void room(int count) {
    if (count > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), 2 * bytes.length));
    }
  }

  /** The text as a string, for tests and messages. */
  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}

package tech.turso.base;

/**
 * SQLite's variable-length integers: 1 to 9 bytes, big-endian, 7 bits a byte with the top bit set
 * on all but the last; the ninth byte holds 8 bits.
 *
 * <p>Format: fileformat2 §1.6, "A variable-length integer".
 */
public final class Varint {
  /** The longest encoding. */
  public static final int MAX_BYTES = 9;

  private Varint() {}

  /** The number encoded at {@code at}; its length is {@link #encodedBytes(byte[], int)}. */
  public static long get(byte[] bytes, int at) {
    byte first = bytes[at];
    if (first >= 0) {
      return first;
    }
    byte second = bytes[at + 1];
    if (second >= 0) {
      return (first & 0x7f) << 7 | second;
    }
    byte third = bytes[at + 2];
    if (third >= 0) {
      return (first & 0x7f) << 14 | (second & 0x7f) << 7 | third;
    }
    return getLong(bytes, at);
  }

  private static long getLong(byte[] bytes, int at) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      byte b = bytes[at + i];
      value = value << 7 | b & 0x7f;
      if (b >= 0) {
        return value;
      }
    }
    return value << 8 | bytes[at + 8] & 0xff;
  }

  /** How many bytes the number encoded at {@code at} occupies: 1 to 9. */
  public static int encodedBytes(byte[] bytes, int at) {
    if (bytes[at] >= 0) {
      return 1;
    }
    if (bytes[at + 1] >= 0) {
      return 2;
    }
    return bytes[at + 2] >= 0 ? 3 : encodedLongBytes(bytes, at);
  }

  private static int encodedLongBytes(byte[] bytes, int at) {
    for (int i = 3; i < 8; i++) {
      if (bytes[at + i] >= 0) {
        return i + 1;
      }
    }
    return 9;
  }

  /** How many bytes the encoding of {@code value} takes: 1 to 9. */
  public static int bytes(long value) {
    if (value < 0) {
      return 9;
    }
    int n = 1;
    for (long rest = value >>> 7; rest != 0 && n < 9; rest >>>= 7) {
      n++;
    }
    return n;
  }

  /** Writes {@code value} at {@code at} and returns the number of bytes written. */
  public static int put(byte[] bytes, int at, long value) {
    if (value >= 0 && value <= 0x7f) {
      bytes[at] = (byte) value;
      return 1;
    }
    if (value >= 0 && value <= 0x3fff) {
      bytes[at] = (byte) (value >> 7 | 0x80);
      bytes[at + 1] = (byte) (value & 0x7f);
      return 2;
    }
    int n = bytes(value);
    if (n == 9) {
      bytes[at + 8] = (byte) value;
      long rest = value >>> 8;
      for (int i = 7; i >= 0; i--) {
        bytes[at + i] = (byte) (rest & 0x7f | 0x80);
        rest >>>= 7;
      }
      return 9;
    }
    long rest = value;
    for (int i = n - 1; i >= 0; i--) {
      bytes[at + i] = (byte) (rest & 0x7f | (i == n - 1 ? 0 : 0x80));
      rest >>>= 7;
    }
    return n;
  }
}

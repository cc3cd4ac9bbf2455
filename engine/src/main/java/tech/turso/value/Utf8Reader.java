package tech.turso.value;

/**
 * Reads UTF-8 the way SQLite's {@code sqlite3Utf8Read} does: a lead byte takes all continuation
 * bytes that follow it, overlong forms and surrogates' code points as told there.
 *
 * <p>SQLite: utf.c sqlite3Utf8Read.
 */
public final class Utf8Reader {
  private Utf8Reader() {}

  /** The code point that begins at {@code at} and ends before {@code end}; {@code at < end}. */
  public static int codePoint(byte[] utf8, int at, int end) {
    int c = utf8[at] & 0xff;
    if (c < 0xc0) {
      return c;
    }
    c = leadBits(c);
    for (int i = at + 1; i < end && (utf8[i] & 0xc0) == 0x80; i++) {
      c = (c << 6) + (utf8[i] & 0x3f);
    }
    // Unsigned: a long run of continuation bytes overflows, and stays what it became.
    if (c >= 0 && c < 0x80 || (c & 0xfffff800) == 0xd800) {
      return 0xfffd;
    }
    return c;
  }

  /** How many bytes the code point at {@code at} takes. */
  public static int encodedBytes(byte[] utf8, int at, int end) {
    if ((utf8[at] & 0xff) < 0xc0) {
      return 1;
    }
    int i = at + 1;
    while (i < end && (utf8[i] & 0xc0) == 0x80) {
      i++;
    }
    return i - at;
  }

  private static int leadBits(int lead) {
    if (lead < 0xe0) {
      return lead & 0x1f;
    }
    if (lead < 0xf0) {
      return lead & 0x0f;
    }
    if (lead < 0xf8) {
      return lead & 0x07;
    }
    return lead < 0xfc ? lead & 0x03 : lead < 0xfe ? lead & 0x01 : 0;
  }
}

package tech.turso.value;

import java.util.Arrays;
import tech.turso.base.TextEncoding;

/**
 * Conversion between a UTF-16 file's text and the engine's UTF-8. An odd last byte is dropped, as
 * in SQLite.
 *
 * <p>DIVERGES: unpaired surrogates survive both ways, as three bytes of UTF-8. SQLite keeps a
 * file's text in UTF-16, where they survive by themselves; the engine converts every text that it
 * reads and writes, and must not change it.
 */
public final class Utf16 {
  private Utf16() {}

  /** The UTF-8 of a range of UTF-16 bytes. */
  public static byte[] toUtf8(byte[] encoded, int from, int count, TextEncoding encoding) {
    int units = count / 2;
    byte[] out = new byte[units * 3];
    int n = 0;
    for (int i = 0; i < units; i++) {
      int c = unit(encoded, from + 2 * i, encoding);
      if (c >= 0xd800 && c < 0xdc00 && i + 1 < units) {
        int low = unit(encoded, from + 2 * i + 2, encoding);
        if (low >= 0xdc00 && low < 0xe000) {
          c = 0x10000 + (c - 0xd800 << 10) + (low - 0xdc00);
          i++;
        }
      }
      n += Utf8.put(out, n, c);
    }
    return Arrays.copyOf(out, n);
  }

  /** The UTF-16 of a range of UTF-8 bytes; a malformed byte becomes U+FFFD. */
  public static byte[] fromUtf8(byte[] utf8, int from, int count, TextEncoding encoding) {
    byte[] out = new byte[count * 2];
    int n = 0;
    int end = from + count;
    for (int at = from; at < end; ) {
      int bytes = Utf8Reader.encodedBytes(utf8, at, end);
      int c = Utf8Reader.codePoint(utf8, at, end);
      if (bytes == 3 && utf8[at] == (byte) 0xed && (utf8[at + 1] & 0xff) >= 0xa0) {
        c = 0xd000 | (utf8[at + 1] & 0x3f) << 6 | utf8[at + 2] & 0x3f;
      }
      at += bytes;
      if (c < 0 || c >= 0x10000) {
        n = putUnit(out, n, 0xd800 + (c - 0x10000 >> 10 & 0x3ff), encoding);
        n = putUnit(out, n, 0xdc00 + (c & 0x3ff), encoding);
      } else {
        n = putUnit(out, n, c, encoding);
      }
    }
    return Arrays.copyOf(out, n);
  }

  private static int unit(byte[] bytes, int at, TextEncoding encoding) {
    int first = bytes[at] & 0xff;
    int second = bytes[at + 1] & 0xff;
    return encoding == TextEncoding.UTF16BE ? first << 8 | second : second << 8 | first;
  }

  private static int putUnit(byte[] out, int at, int unit, TextEncoding encoding) {
    boolean big = encoding == TextEncoding.UTF16BE;
    out[at] = (byte) (big ? unit >> 8 : unit);
    out[at + 1] = (byte) (big ? unit : unit >> 8);
    return at + 2;
  }
}

package tech.turso.value;

import java.nio.charset.StandardCharsets;

/** UTF-8 as the engine keeps it: unpaired surrogates have their three-byte form and survive. */
public final class Utf8 {
  private Utf8() {}

  /** The UTF-8 of {@code text}; an unpaired surrogate becomes three bytes, ED A0 80 and up. */
  public static byte[] encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return encodeWithLoneSurrogates(text);
        }
        i++;
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] encodeWithLoneSurrogates(String text) {
    byte[] out = new byte[text.length() * 3];
    int n = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      n += put(out, n, c);
    }
    return java.util.Arrays.copyOf(out, n);
  }

  /** Writes code point {@code c} at {@code at} and returns the number of bytes: 1 to 4. */
  public static int put(byte[] out, int at, int c) {
    if (c < 0x80) {
      out[at] = (byte) c;
      return 1;
    }
    if (c < 0x800) {
      out[at] = (byte) (0xc0 | c >> 6);
      out[at + 1] = (byte) (0x80 | c & 0x3f);
      return 2;
    }
    if (c < 0x10000) {
      out[at] = (byte) (0xe0 | c >> 12);
      out[at + 1] = (byte) (0x80 | c >> 6 & 0x3f);
      out[at + 2] = (byte) (0x80 | c & 0x3f);
      return 3;
    }
    out[at] = (byte) (0xf0 | c >> 18);
    out[at + 1] = (byte) (0x80 | c >> 12 & 0x3f);
    out[at + 2] = (byte) (0x80 | c >> 6 & 0x3f);
    out[at + 3] = (byte) (0x80 | c & 0x3f);
    return 4;
  }
}

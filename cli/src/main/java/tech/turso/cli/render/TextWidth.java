package tech.turso.cli.render;

import java.util.Arrays;

/**
 * How many columns of a terminal UTF-8 text takes. Terminals differ; these are the widths that
 * SQLite's shell assumes: 0 for combining and formatting characters, 2 for East Asian wide ones, 1
 * for all others and for bytes that are no UTF-8, 0 for VT100 escape sequences.
 *
 * <p>SQLite: ext/qrf/qrf.c sqlite3_qrf_wcwidth, qrfDisplayWidth. Data: Unicode 5.0, general
 * categories Mn, Me and Cf, and East Asian Width W and F.
 */
final class TextWidth {
  /** Code points of width 0: single ones and ranges, hexadecimal. */
  private static final int[] ZERO =
      ranges(
          "300-36f 483-486 488-489 591-5bd 5bf 5c1-5c2 5c4-5c5 5c7 600-603 610-615 64b-65e "
              + "670 6d6-6e4 6e7-6e8 6ea-6ed 70f 711 730-74a 7a6-7b0 7eb-7f3 901-902 93c 941-948 "
              + "94d 951-954 962-963 981 9bc 9c1-9c4 9cd 9e2-9e3 a01-a02 a3c a41-a42 a47-a48 "
              + "a4b-a4d a70-a71 a81-a82 abc ac1-ac5 ac7-ac8 acd ae2-ae3 b01 b3c b3f b41-b43 b4d "
              + "b56 b82 bc0 bcd c3e-c40 c46-c48 c4a-c4d c55-c56 cbc cbf cc6 ccc-ccd ce2-ce3 "
              + "d41-d43 d4d dca dd2-dd4 dd6 e31 e34-e3a e47-e4e eb1 eb4-eb9 ebb-ebc ec8-ecd "
              + "f18-f19 f35 f37 f39 f71-f7e f80-f84 f86-f87 f90-f97 f99-fbc fc6 102d-1030 1032 "
              + "1036-103a 1058-1059 1160-11ff 135f 1712-1714 1732-1734 1752-1753 1772-1773 "
              + "17b4-17b5 17b7-17bd 17c6 17c9-17d3 17dd 180b-180d 18a9 1920-1922 1927-1928 1932 "
              + "1939-193b 1a17-1a18 1b00-1b03 1b34 1b36-1b3a 1b3c 1b42 1b6b-1b73 1dc0-1dca "
              + "1dfe-1dff 200b-200f 202a-202e 2060-2063 206a-206f 20d0-20ef 302a-302f 3099-309a "
              + "a806 a80b a825-a826 fb1e fe00-fe0f fe20-fe23 feff fff9-fffb 10a01-10a03 "
              + "10a05-10a06 10a0c-10a0f 10a38-10a3a 10a3f 1d167-1d169 1d173-1d182 1d185-1d18b "
              + "1d1aa-1d1ad 1d242-1d244 e0001 e0020-e007f e0100-e01ef");

  /** Code points of width 2. */
  private static final int[] DOUBLE =
      ranges(
          "1100-115f 2329-232a 2e80-3029 3030-303e 3040-3098 309b-a4cf ac00-d7a3 f900-faff "
              + "fe10-fe19 fe30-fe6f ff00-ff60 ffe0-ffe6 20000-2fffd 30000-3fffd");

  private TextWidth() {}

  /** The width of one code point. */
  static int of(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    return in(ZERO, codePoint) ? 0 : in(DOUBLE, codePoint) ? 2 : 1;
  }

  /** The width of text in one line; control characters take none. */
  static int of(byte[] text, int from, int to) {
    int width = 0;
    for (int i = from; i < to; ) {
      byte c = text[i];
      if (c >= 0 && c < ' ') {
        i += Math.max(1, escapeLength(text, i, to));
      } else if (c >= 0) {
        width++;
        i++;
      } else {
        int n = sequenceLength(text, i, to);
        width += of(codePoint(text, i, n));
        i += n;
      }
    }
    return width;
  }

  /** The width of the longest line of text, with tabs at every eighth column. */
  static int ofLongestLine(byte[] text, int from, int to) {
    int longest = 0;
    int width = 0;
    for (int i = from; i < to; ) {
      byte c = text[i];
      if (c >= 0 && c < ' ') {
        if (c == '\t') {
          width = width + 8 & ~7;
        } else if (c == '\n' || c == '\r') {
          longest = Math.max(longest, width);
          width = 0;
        }
        i += Math.max(1, escapeLength(text, i, to));
      } else if (c >= 0) {
        width++;
        i++;
      } else {
        int n = sequenceLength(text, i, to);
        width += of(codePoint(text, i, n));
        i += n;
      }
    }
    return Math.max(longest, width);
  }

  /** Whether text has a line end. */
  static boolean hasLineEnd(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] == '\n' || text[i] == '\r') {
        return true;
      }
    }
    return false;
  }

  /**
   * How many bytes the VT100 escape sequence at {@code i} has; 0 if there is none. It is ESC, [,
   * parameters, intermediates and a final character.
   */
  static int escapeLength(byte[] text, int i, int to) {
    if (text[i] != 0x1b || i + 1 >= to || text[i + 1] != '[') {
      return 0;
    }
    int k = i + 2;
    while (k < to && text[k] >= 0x30 && text[k] <= 0x3f) {
      k++;
    }
    while (k < to && text[k] >= 0x20 && text[k] <= 0x2f) {
      k++;
    }
    return k < to && text[k] >= 0x40 && text[k] <= 0x7e ? k + 1 - i : 0;
  }

  /** How many bytes the character at {@code i} has, which is not ASCII; 1 if it is no UTF-8. */
  static int sequenceLength(byte[] text, int i, int to) {
    int lead = text[i] & 0xff;
    int n = (lead & 0xe0) == 0xc0 ? 2 : (lead & 0xf0) == 0xe0 ? 3 : (lead & 0xf8) == 0xf0 ? 4 : 1;
    if (n > to - i) {
      return 1;
    }
    for (int k = 1; k < n; k++) {
      if ((text[i + k] & 0xc0) != 0x80) {
        return 1;
      }
    }
    return n;
  }

  /** The code point of a sequence of {@code n} bytes; 0 if n is 1. */
  static int codePoint(byte[] text, int i, int n) {
    return switch (n) {
      case 2 -> (text[i] & 0x1f) << 6 | text[i + 1] & 0x3f;
      case 3 -> (text[i] & 0x0f) << 12 | (text[i + 1] & 0x3f) << 6 | text[i + 2] & 0x3f;
      case 4 ->
          (text[i] & 0x07) << 18
              | (text[i + 1] & 0x3f) << 12
              | (text[i + 2] & 0x3f) << 6
              | text[i + 3] & 0x3f;
      default -> 0;
    };
  }

  private static boolean in(int[] ranges, int codePoint) {
    int at = Arrays.binarySearch(ranges, codePoint);
    // Even slots begin a range, odd slots are the first code point behind it.
    return at >= 0 ? (at & 1) == 0 : (-at - 1 & 1) == 1;
  }

  private static int[] ranges(String text) {
    int[] bounds = new int[text.length()];
    int count = 0;
    int number = 0;
    int first = -1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (c == '-') {
        first = number;
        number = 0;
      } else if (c == ' ') {
        bounds[count++] = first < 0 ? number : first;
        bounds[count++] = number + 1;
        first = -1;
        number = 0;
      } else {
        number = number << 4 | Character.digit(c, 16);
      }
    }
    return Arrays.copyOf(bounds, count);
  }
}

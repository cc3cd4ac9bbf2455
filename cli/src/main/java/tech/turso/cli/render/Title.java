package tech.turso.cli.render;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Names of columns cut to a width.
 *
 * <p>SQLite: ext/qrf/qrf.c qrfTitleLimit.
 */
final class Title {
  private Title() {}

  /** The name as UTF-8, at most {@code limit} wide; 0 is no limit. */
  static byte[] limited(String name, int limit) {
    byte[] title = name.getBytes(StandardCharsets.UTF_8);
    return limit > 0 ? limited(title, limit) : title;
  }

  /**
   * The title in one line (line ends and tabs become blanks), with three dots at its end if it was
   * wider than {@code limit}.
   */
  static byte[] limited(byte[] title, int limit) {
    byte[] text = title.clone();
    int width = 0;
    int dotsAt = -1;
    for (int i = 0; i < text.length; ) {
      byte c = text[i];
      if (c == '\t' || c == '\n' || c == '\r') {
        text[i] = ' ';
        continue;
      }
      if (c >= 0 && c < ' ') {
        i += Math.max(1, TextWidth.escapeLength(text, i, text.length));
        continue;
      }
      int n = c >= 0 ? 1 : TextWidth.sequenceLength(text, i, text.length);
      int w = c >= 0 ? 1 : TextWidth.of(TextWidth.codePoint(text, i, n));
      // SQLite counts the bytes of a character here, not its columns.
      if (dotsAt < 0 && width + n > limit - 3) {
        dotsAt = i;
      }
      if (width + n > limit) {
        if (limit < 3) {
          return Arrays.copyOf(text, i);
        }
        byte[] cut = Arrays.copyOf(text, dotsAt + 3);
        Arrays.fill(cut, dotsAt, dotsAt + 3, (byte) '.');
        return cut;
      }
      width += w;
      i += n;
    }
    return text;
  }
}

package tech.turso.cli.render;

/**
 * Finds where a line of text ends in a column of some width: at a line end, or where the column is
 * full, between words if that loses less than half of the line.
 *
 * <p>SQLite: ext/qrf/qrf.c qrfWrapLine.
 */
final class LineBreak {
  private final boolean betweenWords;

  /** Index behind the last byte of the line. */
  int end;

  /** How wide the line is. */
  int width;

  /** Index of the first byte of the next line. */
  int next;

  LineBreak(boolean betweenWords) {
    this.betweenWords = betweenWords;
  }

  /** Sets {@link #end}, {@link #width} and {@link #next} for the text from {@code from} on. */
  void find(byte[] text, int from, int to, int maxWidth) {
    int n = 0;
    int i = from;
    while (i < to) {
      byte c = text[i];
      if (c < 0) {
        int length = TextWidth.sequenceLength(text, i, to);
        int w = TextWidth.of(TextWidth.codePoint(text, i, length));
        if (n + w > maxWidth) {
          break;
        }
        n += w;
        i += length;
      } else if (c >= ' ') {
        if (n == maxWidth) {
          break;
        }
        n++;
        i++;
      } else if (c == '\n' || c == '\r' && i + 1 < to && text[i + 1] == '\n') {
        end = i + (c == '\r' ? 1 : 0);
        width = n;
        next = end + 1;
        return;
      } else if (c == '\t') {
        int w = 8 - (n & 7);
        if (n + w > maxWidth) {
          break;
        }
        n += w;
        i++;
      } else {
        int escape = TextWidth.escapeLength(text, i, to);
        if (escape == 0) {
          if (n == maxWidth) {
            break;
          }
          n++;
        }
        i += Math.max(1, escape);
      }
    }
    if (i == to) {
      end = i;
      width = n;
      next = i;
      return;
    }
    if (i == from && text[i] != '\t') { // a column narrower than a character: show it anyway
      i += text[i] < 0 ? TextWidth.sequenceLength(text, i, to) : 1;
    } else if (betweenWords && !isBlank(text[i])) {
      int k = wordBreak(text, from, i);
      if (k >= 0) {
        i = k;
        n = TextWidth.ofLongestLine(text, from, k);
      }
    }
    end = i;
    width = n;
    while (i < to && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r')) {
      i++;
    }
    next = i;
  }

  /** The last place for a break in the second half before {@code at}; -1 if there is none. */
  private static int wordBreak(byte[] text, int from, int at) {
    int half = (at - from) / 2;
    for (int k = at - from - 1; k >= half; k--) {
      if (isBlank(text[from + k])) {
        return from + k;
      }
    }
    for (int k = at - from; half > 0 && k >= half; k--) {
      byte c = text[from + k];
      if (isWord(text[from + k - 1]) != isWord(c) && (c & 0xc0) != 0x80) {
        return from + k;
      }
    }
    return -1;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private static boolean isWord(byte c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
  }
}

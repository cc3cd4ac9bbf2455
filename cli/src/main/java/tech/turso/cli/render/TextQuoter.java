package tech.turso.cli.render;

import java.nio.charset.StandardCharsets;

/**
 * Appends text in one {@link Quoting}, with control characters escaped.
 *
 * <p>SQLite: ext/qrf/qrf.c qrfEncodeText, qrfRelaxable.
 */
final class TextQuoter {
  private final Escape escape;
  private final byte[] columnSeparator;
  private final byte[] nullText;

  TextQuoter(Escape escape, String columnSeparator, String nullText) {
    this.escape = escape == Escape.AUTO ? Escape.ASCII : escape;
    this.columnSeparator = columnSeparator.getBytes(StandardCharsets.UTF_8);
    this.nullText = nullText.getBytes(StandardCharsets.UTF_8);
  }

  void append(TextBuffer out, Quoting quoting, String text) {
    append(out, quoting, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Appends {@code text} up to its first NUL. */
  void append(TextBuffer out, Quoting quoting, byte[] text) {
    int to = 0;
    while (to < text.length && text[to] != 0) {
      to++;
    }
    int start = out.length();
    switch (quoting) {
      case PLAIN -> out.append(text, 0, to);
      case SQL -> sql(out, text, to);
      case CSV -> csv(out, text, to);
      case HTML -> html(out, text, to);
      case TCL -> string(out, text, to, false);
      case JSON -> string(out, text, to, true);
      case RELAXED -> {
        if (isRelaxable(text, to)) {
          out.append(text, 0, to);
        } else {
          sql(out, text, to);
        }
      }
    }
    escape.apply(out, start);
  }

  /** What happens to control characters, never AUTO. */
  Escape escape() {
    return escape;
  }

  private void sql(TextBuffer out, byte[] text, int to) {
    boolean unistr = false;
    if (escape != Escape.OFF) {
      for (int i = 0; i < to && !unistr; i++) {
        unistr = text[i] >= 0 && text[i] < 0x20;
      }
    }
    out.append(unistr ? "unistr('" : "'");
    for (int i = 0; i < to; i++) {
      byte c = text[i];
      if (unistr && c >= 0 && c < 0x20) {
        out.append("\\u00").appendHex(c);
        continue;
      }
      if (c == '\'' || unistr && c == '\\') {
        out.append((char) c);
      }
      out.append((char) c);
    }
    out.append(unistr ? "')" : "'");
  }

  private void csv(TextBuffer out, byte[] text, int to) {
    boolean quoted = to == 0 || contains(text, to, columnSeparator);
    for (int i = 0; i < to && !quoted; i++) {
      // Blanks, control characters, quotes and everything that is not ASCII.
      byte c = text[i];
      quoted = c <= ' ' || c == '"' || c == '\'' || c == 0x7f;
    }
    if (!quoted) {
      out.append(text, 0, to);
      return;
    }
    out.append('"');
    for (int i = 0; i < to; i++) {
      if (text[i] == '"') {
        out.append('"');
      }
      out.append((char) text[i]);
    }
    out.append('"');
  }

  private static void html(TextBuffer out, byte[] text, int to) {
    for (int i = 0; i < to; i++) {
      switch (text[i]) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append((char) text[i]);
      }
    }
  }

  private static void string(TextBuffer out, byte[] text, int to, boolean json) {
    out.append('"');
    for (int i = 0; i < to; i++) {
      byte c = text[i];
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0 || c >= ' ') {
            out.append((char) c);
          } else if (json) {
            out.append("\\u00").appendHex(c);
          } else {
            appendOctal(out, c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Appends a byte as a backslash and three octal digits. */
  static void appendOctal(TextBuffer out, byte c) {
    out.append('\\')
        .append((char) ('0' + (c >> 6 & 3)))
        .append((char) ('0' + (c >> 3 & 7)))
        .append((char) ('0' + (c & 7)));
  }

  /**
   * Whether text can be shown plain: it does not begin or end with a blank or an apostrophe, is not
   * what stands for NULL, and does not look like a number.
   */
  private boolean isRelaxable(byte[] text, int to) {
    if (to == 0) {
      return nullText.length > 0;
    }
    if (isBlankOrQuote(text[0]) || isBlankOrQuote(text[to - 1]) || equals(text, to, nullText)) {
      return false;
    }
    int i = text[0] == '-' || text[0] == '+' ? 1 : 0;
    if (to - i == 3 && text[i] == 'I' && text[i + 1] == 'n' && text[i + 2] == 'f') {
      return false;
    }
    if (!isDigit(text, i, to)) {
      return true;
    }
    i = skipDigits(text, i, to);
    if (i < to && text[i] == '.') {
      i = skipDigits(text, i + 1, to);
    }
    if (i < to && (text[i] == 'e' || text[i] == 'E')) {
      i++;
      if (i < to && (text[i] == '+' || text[i] == '-')) {
        i++;
      }
      if (!isDigit(text, i, to)) {
        return true;
      }
      i = skipDigits(text, i, to);
    }
    return i < to;
  }

  private static boolean isBlankOrQuote(byte c) {
    return c == '\'' || c == ' ' || c >= '\t' && c <= '\r';
  }

  private static boolean isDigit(byte[] text, int i, int to) {
    return i < to && text[i] >= '0' && text[i] <= '9';
  }

  private static int skipDigits(byte[] text, int i, int to) {
    while (isDigit(text, i, to)) {
      i++;
    }
    return i;
  }

  private static boolean equals(byte[] text, int to, byte[] other) {
    if (to != other.length) {
      return false;
    }
    for (int i = 0; i < to; i++) {
      if (text[i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(byte[] text, int to, byte[] part) {
    for (int i = 0; i <= to - part.length; i++) {
      int k = 0;
      while (k < part.length && text[i + k] == part[k]) {
        k++;
      }
      if (k == part.length) {
        return true;
      }
    }
    return false;
  }
}

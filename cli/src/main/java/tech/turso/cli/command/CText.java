package tech.turso.cli.command;

import org.jspecify.annotations.Nullable;

/**
 * Text as C writes it.
 *
 * <p>SQLite: shell.c.in output_c_string.
 */
final class CText {
  private CText() {}

  /** The text in double quotes with backslash sequences; null is an empty string. */
  static String quoted(@Nullable String text) {
    StringBuilder result = new StringBuilder("\"");
    for (int i = 0; text != null && i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> result.append('\\').append(c);
        case '\t' -> result.append("\\t");
        case '\n' -> result.append("\\n");
        case '\r' -> result.append("\\r");
        case '\f' -> result.append("\\f");
        default -> {
          if (c < ' ' || c == 0x7f) {
            result.append('\\').append((char) ('0' + (c >> 6)));
            result.append((char) ('0' + (c >> 3 & 7))).append((char) ('0' + (c & 7)));
          } else {
            result.append(c);
          }
        }
      }
    }
    return result.append('"').toString();
  }
}

package tech.turso.cli.render;

import tech.turso.api.SqlText;

/** Identifiers as SQL text. */
public final class Names {
  private Names() {}

  /** The name, in double quotes if it is a keyword or no plain ASCII identifier. */
  public static String quoted(String name) {
    return isPlain(name) ? name : quote(name, '"');
  }

  /** The text between quotes of the given kind, with those inside doubled. */
  public static String quote(String text, char quote) {
    StringBuilder result = new StringBuilder(text.length() + 2).append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        result.append(c);
      }
      result.append(c);
    }
    return result.append(quote).toString();
  }

  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty() && !SqlText.isKeyword(name);
  }
}

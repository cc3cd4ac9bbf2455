package tech.turso.sql.parser;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;

/** Finds keywords in SQL text, whatever their case, without making a string. */
final class Keyword {
  private static final int LONGEST = "CURRENT_TIMESTAMP".length();

  /** Open addressing; the size is a power of two and the table at most a quarter full. */
  private static final @Nullable Token[] TABLE = new @Nullable Token[1024];

  /** All keywords in alphabetical order. */
  static final List<String> ALL;

  static {
    List<String> all = new ArrayList<>();
    Token[] tokens = Token.values();
    for (int i = 0; i < Token.KEYWORDS; i++) {
      String text = tokens[i].name();
      all.add(text);
      int slot = hash(text, 0, text.length());
      while (TABLE[slot] != null) {
        slot = (slot + 1) & (TABLE.length - 1);
      }
      TABLE[slot] = tokens[i];
    }
    ALL = Collections.unmodifiableList(all);
  }

  private Keyword() {}

  /** The keyword that {@code sql} has from {@code start} to {@code end}; ID if it is none. */
  static Token find(String sql, int start, int end) {
    int length = end - start;
    if (length < 2 || length > LONGEST) {
      return Token.ID;
    }
    for (int slot = hash(sql, start, end); ; slot = (slot + 1) & (TABLE.length - 1)) {
      Token token = TABLE[slot];
      if (token == null) {
        return Token.ID;
      }
      if (matches(token.name(), sql, start, length)) {
        return token;
      }
    }
  }

  private static boolean matches(String keyword, String sql, int start, int length) {
    if (keyword.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (Ascii.upper(sql.charAt(start + i)) != keyword.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int hash(String text, int start, int end) {
    int hash = end - start;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + Ascii.upper(text.charAt(i));
    }
    return (hash ^ hash >>> 10) & (TABLE.length - 1);
  }
}

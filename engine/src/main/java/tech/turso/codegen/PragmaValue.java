package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;

/**
 * How the text of a pragma's value is understood.
 *
 * <p>SQLite: pragma.c getSafetyLevel; util.c sqlite3GetInt32, sqlite3Atoi, sqlite3DecOrHexToI64.
 */
final class PragmaValue {
  private PragmaValue() {}

  /**
   * A number or a word: off, no, false are 0; on, yes, true 1; full 2; extra 3.
   *
   * @param fallback for all other words
   */
  static int level(String text, int fallback) {
    if (!text.isEmpty() && Ascii.isDigit(text.charAt(0))) {
      return integer(text);
    }
    return switch (Ascii.fold(text)) {
      case "off", "no", "false" -> 0;
      case "on", "yes", "true" -> 1;
      case "full" -> 2;
      case "extra" -> 3;
      default -> fallback;
    };
  }

  /** As {@link #level}, but full and extra are no words: whether it is not 0. */
  static boolean isOn(String text, boolean fallback) {
    String word = Ascii.fold(text);
    if (word.equals("full") || word.equals("extra")) {
      return fallback;
    }
    return level(text, fallback ? 1 : 0) != 0;
  }

  /** The integer that a text begins with; 0 if there is none or it needs more than 32 bits. */
  static int integer(String text) {
    return integerOr(text, 0);
  }

  /** As {@link #integer}, with another value where that has none. */
  static int integerOr(String text, int fallback) {
    if (isHex(text)) {
      return hex32(text, fallback);
    }
    boolean negative = text.startsWith("-");
    int at = negative || text.startsWith("+") ? 1 : 0;
    if (at == text.length() || !Ascii.isDigit(text.charAt(at))) {
      return fallback;
    }
    long n = 0;
    while (at < text.length() && Ascii.isDigit(text.charAt(at))) {
      n = n * 10 + text.charAt(at++) - '0';
      if (n > 1L + Integer.MAX_VALUE) {
        return fallback;
      }
    }
    long signed = negative ? -n : n;
    return signed == (int) signed ? (int) signed : fallback;
  }

  private static boolean isHex(String text) {
    return text.length() > 2
        && text.charAt(0) == '0'
        && Ascii.lower(text.charAt(1)) == 'x'
        && Ascii.hexValue(text.charAt(2)) >= 0;
  }

  private static int hex32(String text, int fallback) {
    int at = 2;
    while (at < text.length() && text.charAt(at) == '0') {
      at++;
    }
    long n = 0;
    int digits = 0;
    while (at < text.length() && Ascii.hexValue(text.charAt(at)) >= 0) {
      if (++digits > 8) {
        return fallback;
      }
      n = n * 16 + Ascii.hexValue(text.charAt(at++));
    }
    return n > Integer.MAX_VALUE ? fallback : (int) n;
  }

  /** The 64-bit integer, decimal or hexadecimal, that a whole text is; null if it is none. */
  static @Nullable Long wholeLong(String text) {
    if (isHex(text)) {
      return hex64(text);
    }
    String number = text.strip();
    int at = digitsAt(number);
    int end = digitsEnd(number, at);
    if (at == end || end < number.length()) {
      return null;
    }
    try {
      return Long.valueOf(number);
    } catch (NumberFormatException tooLarge) {
      return null;
    }
  }

  /** The 64-bit integer that a text begins with, the nearest if it is too large; 0 if none. */
  static long longPrefix(String text) {
    if (isHex(text)) {
      Long value = hex64(text);
      return value == null ? 0 : value;
    }
    String number = text.stripLeading();
    int at = digitsAt(number);
    int end = digitsEnd(number, at);
    if (at == end) {
      return 0;
    }
    try {
      return Long.parseLong(number.substring(0, end));
    } catch (NumberFormatException tooLarge) {
      return number.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static int digitsAt(String number) {
    return number.startsWith("-") || number.startsWith("+") ? 1 : 0;
  }

  private static int digitsEnd(String number, int at) {
    int end = at;
    while (end < number.length() && Ascii.isDigit(number.charAt(end))) {
      end++;
    }
    return end;
  }

  private static @Nullable Long hex64(String text) {
    long value = 0;
    int digits = 0;
    for (int i = 2; i < text.length(); i++) {
      int digit = Ascii.hexValue(text.charAt(i));
      digits += digits > 0 || digit != 0 ? 1 : 0;
      if (digit < 0 || digits > 16) {
        return null;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}

package tech.turso.base;

/**
 * SQLite's view of characters: only the 26 letters of ASCII have case, only ASCII is blank or a
 * digit. Java's own methods know Unicode and locales and are wrong everywhere in the engine.
 */
public final class Ascii {
  private Ascii() {}

  /** The lower-case form if {@code c} is one of A to Z, else {@code c}. */
  public static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
  }

  /** The upper-case form if {@code c} is one of a to z, else {@code c}. */
  public static int upper(int c) {
    return c >= 'a' && c <= 'z' ? c - 32 : c;
  }

  /** Whether {@code c} is a blank: space, tab, line feed, vertical tab, form feed, return. */
  public static boolean isSpace(int c) {
    return c == ' ' || c >= 9 && c <= 13;
  }

  /** Whether {@code c} is 0 to 9. */
  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** The value of a hexadecimal digit, or -1. */
  public static int hexValue(int c) {
    if (isDigit(c)) {
      return c - '0';
    }
    int l = lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
  }

  /** The bytes that an even number of hexadecimal digits writes. */
  public static byte[] parseHex(String digits) {
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = hexValue(digits.charAt(2 * i));
      int low = hexValue(digits.charAt(2 * i + 1));
      assert high >= 0 && low >= 0 : digits;
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  /** The bytes in lower-case hexadecimal digits. */
  public static String toHex(byte[] bytes) {
    StringBuilder digits = new StringBuilder(2 * bytes.length);
    for (byte b : bytes) {
      digits.append("0123456789abcdef".charAt(b >> 4 & 15));
      digits.append("0123456789abcdef".charAt(b & 15));
    }
    return digits.toString();
  }

  /** The text with A to Z folded to lower case: the key under which names are looked up. */
  public static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return foldFrom(text, i);
      }
    }
    return text;
  }

  private static String foldFrom(String text, int from) {
    char[] chars = text.toCharArray();
    for (int i = from; i < chars.length; i++) {
      chars[i] = (char) lower(chars[i]);
    }
    return new String(chars);
  }

  /** Whether two names are equal but for the case of ASCII letters. */
  public static boolean equalsIgnoreCase(String a, String b) {
    if (a.length() != b.length()) {
      return false;
    }
    for (int i = 0; i < a.length(); i++) {
      if (lower(a.charAt(i)) != lower(b.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code text} begins with {@code prefix} but for the case of ASCII letters. */
  public static boolean startsWithIgnoreCase(String text, String prefix) {
    return text.length() >= prefix.length()
        && equalsIgnoreCase(text.substring(0, prefix.length()), prefix);
  }
}

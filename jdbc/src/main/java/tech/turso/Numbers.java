package tech.turso;

/** Numbers at the start of text, as SQLite's CAST reads them. */
final class Numbers {
  private Numbers() {}

  /** The whole number that text begins with; 0 if none, the nearest long if it is too large. */
  static long prefixAsLong(String text) {
    int at = skipBlanks(text);
    int from = at;
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    boolean negative = at > from && text.charAt(from) == '-';
    long value = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      int digit = text.charAt(at++) - '0';
      if (value < (Long.MIN_VALUE + digit) / 10) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      value = value * 10 - digit; // negative, because its range is larger
    }
    if (!negative && value == Long.MIN_VALUE) {
      return Long.MAX_VALUE;
    }
    return negative ? value : -value;
  }

  /** The number that text begins with; 0 if none. */
  static double prefixAsDouble(String text) {
    int from = skipBlanks(text);
    int at = from;
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    int digits = at;
    at = skipDigits(text, at);
    int count = at - digits;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = skipDigits(text, fraction);
      count += at - fraction;
    }
    if (count == 0) {
      return 0;
    }
    int end = at;
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
        at++;
      }
      int exponent = at;
      at = skipDigits(text, at);
      end = at > exponent ? at : end;
    }
    return Double.parseDouble(text.substring(from, end));
  }

  private static int skipBlanks(String text) {
    int at = 0;
    while (at < text.length()
        && (text.charAt(at) == ' ' || text.charAt(at) >= '\t' && text.charAt(at) <= '\r')) {
      at++;
    }
    return at;
  }

  private static int skipDigits(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

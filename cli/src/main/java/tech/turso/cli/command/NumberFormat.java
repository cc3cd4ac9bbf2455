package tech.turso.cli.command;

/** {@code printf} formats of one number. */
final class NumberFormat {
  private NumberFormat() {}

  /**
   * Whether text is one conversion and nothing else: at most five flags, a width and a precision of
   * at most three digits, and one of {@code eEgGf} for reals or {@code dxXo} for integers.
   */
  static boolean isValid(String text, boolean real) {
    int at = 1;
    int end = text.length() - 1;
    if (end < 1 || text.charAt(0) != '%') {
      return false;
    }
    int flags = at;
    while (at < end && "+-,#0".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at - flags > 5) {
      return false;
    }
    int width = at;
    at = digits(text, at, end);
    if (at - width > 3) {
      return false;
    }
    if (at < end && text.charAt(at) == '.') {
      int precision = ++at;
      at = digits(text, at, end);
      if (at - precision > 3) {
        return false;
      }
    }
    return at == end && (real ? "eEgGf" : "dxXo").indexOf(text.charAt(end)) >= 0;
  }

  /** The format of integers for 64 bits. */
  static String ofLong(String text) {
    int last = text.length() - 1;
    return text.substring(0, last) + "ll" + text.charAt(last);
  }

  private static int digits(String text, int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}

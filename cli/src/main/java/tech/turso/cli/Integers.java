package tech.turso.cli;

/**
 * Numbers and booleans as the shell's users write them.
 *
 * <p>SQLite: shell.c.in integerValue, booleanValue.
 */
public final class Integers {
  private static final String[] SUFFIXES = {"KiB", "MiB", "GiB", "KB", "MB", "GB", "K", "M", "G"};
  private static final long[] FACTORS = {
    1L << 10, 1L << 20, 1L << 30, 1_000, 1_000_000, 1_000_000_000, 1_000, 1_000_000, 1_000_000_000
  };

  private Integers() {}

  /**
   * The number at the start of {@code text}: decimal or 0x with a sign and a suffix such as KiB.
   * Text that is no number is 0, what is too large becomes the largest.
   */
  public static long parse(String text) {
    int at = 0;
    boolean negative = text.startsWith("-");
    if (negative || text.startsWith("+")) {
      at++;
    }
    boolean hex = text.startsWith("0x", at);
    if (hex) {
      at += 2;
    }
    long value = 0;
    while (at < text.length()) {
      int digit = hex ? hexDigit(text.charAt(at)) : decimalDigit(text.charAt(at));
      if (digit < 0) {
        break;
      }
      if (value > (Long.MAX_VALUE - digit) / (hex ? 16 : 10)) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      value = value * (hex ? 16 : 10) + digit;
      at++;
    }
    String suffix = text.substring(at);
    for (int i = 0; i < SUFFIXES.length; i++) {
      if (SUFFIXES[i].equalsIgnoreCase(suffix)) {
        if (value > Long.MAX_VALUE / FACTORS[i]) {
          return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        value *= FACTORS[i];
        break;
      }
    }
    return negative ? -value : value;
  }

  /** As {@link #parse}, cut to the range of int. */
  public static int parseInt(String text) {
    return Math.clamp(parse(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** Whether text is a whole number without sign, decimal or 0x. */
  public static boolean isNumber(String text) {
    boolean hex = text.startsWith("0x");
    for (int i = hex ? 2 : 0; i < text.length(); i++) {
      if ((hex ? hexDigit(text.charAt(i)) : decimalDigit(text.charAt(i))) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** The value of a hexadecimal digit; -1 if it is none. */
  static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }

  private static int decimalDigit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : -1;
  }
}

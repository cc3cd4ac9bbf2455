package tech.turso.value;

import tech.turso.base.Ascii;

/**
 * Reads numbers out of text. Nothing is allocated: a result goes into the {@link Register#real} or
 * {@link Register#integer} field of a register whose type does not change, and what kind of number
 * was found is returned.
 *
 * <p>A real has about 19 significant digits, the rest is dropped before it is rounded: {@code
 * 3500000000000000.2500001} is 3500000000000000.0. A real ends at a NUL, an integer does not.
 *
 * <p>SQLite: util.c sqlite3AtoF, sqlite3Atoi64.
 */
public final class TextNumber {
  /** Flag of {@link #readReal}: no number is there at all. */
  public static final int NONE = 0;

  /** Flag of {@link #readReal}: a number begins the text. */
  public static final int NUMBER = 1;

  /** Flag of {@link #readReal}: the number has a point or an exponent. */
  public static final int FRACTION = 2;

  /** Flag of {@link #readReal}: the number is the whole text, but for blanks around it. */
  public static final int WHOLE = 4;

  /** Result of {@link #readInteger}: no digits. */
  public static final int NO_DIGITS = -1;

  /** Result of {@link #readInteger}: the whole text is an integer of 64 bits. */
  public static final int EXACT = 0;

  /** Result of {@link #readInteger}: an integer of 64 bits, and more text after it. */
  public static final int PREFIX = 1;

  /** Result of {@link #readInteger}: too large; the value is the nearest that fits. */
  public static final int TOO_LARGE = 2;

  /** Result of {@link #readInteger}: 9223372036854775808, one too large. */
  public static final int TWO_TO_63 = 3;

  /** A mantissa this large takes no further digit. */
  private static final long FULL = 1844674407370955160L;

  /** An exponent stops growing there. */
  private static final int EXPONENT_LIMIT = 10000;

  private TextNumber() {}

  /**
   * Reads the longest prefix that is a decimal number into {@code into.real} (0.0 if there is none)
   * and returns the flags {@link #NUMBER}, {@link #FRACTION}, {@link #WHOLE}, or {@link #NONE}.
   */
  public static int readReal(byte[] text, int from, int length, Register into) {
    int end = from + length;
    int at = skipSpace(text, from, end);
    boolean negative = false;
    if (at < end && (text[at] == '-' || text[at] == '+')) {
      negative = text[at] == '-';
      at++;
    }
    long mantissa = 0;
    int exponent = 0;
    int flags = NONE;
    boolean full = false;
    for (; at < end && Ascii.isDigit(text[at]); at++) {
      flags = NUMBER;
      if (full) {
        exponent++;
      } else {
        mantissa = mantissa * 10 + (text[at] - '0');
        full = mantissa < 0 || mantissa >= FULL;
      }
    }
    if (at < end && text[at] == '.') {
      at++;
      boolean digits = false;
      for (; at < end && Ascii.isDigit(text[at]); at++) {
        digits = true;
        if (mantissa >= 0 && mantissa < FULL) {
          mantissa = mantissa * 10 + (text[at] - '0');
          exponent--;
        }
      }
      if (digits || flags != NONE) {
        flags = NUMBER | FRACTION;
      }
    }
    if (flags == NONE) {
      into.real = 0.0;
      return NONE;
    }
    if (at < end && (text[at] | 0x20) == 'e') {
      int digitsAt = at + 1;
      boolean down = digitsAt < end && text[digitsAt] == '-';
      if (down || digitsAt < end && text[digitsAt] == '+') {
        digitsAt++;
      }
      if (digitsAt < end && Ascii.isDigit(text[digitsAt])) {
        at = digitsAt;
        int power = 0;
        for (; at < end && Ascii.isDigit(text[at]); at++) {
          power = power < EXPONENT_LIMIT ? power * 10 + (text[at] - '0') : EXPONENT_LIMIT;
        }
        exponent += down ? -power : power;
        flags |= FRACTION;
      }
    }
    double real;
    if (exponent == 0 && mantissa >>> 53 == 0) {
      real = (double) mantissa;
    } else {
      real = mantissa == 0 ? 0.0 : PowersOfTen.toReal(mantissa, exponent);
    }
    into.real = negative ? -real : real;
    at = skipSpace(text, at, end);
    return at == end || text[at] == 0 ? flags | WHOLE : flags;
  }

  /**
   * Reads the longest prefix that is a decimal integer into {@code into.integer}, the nearest of 64
   * bits if it is too large, 0 if there is none; returns one of the results above.
   */
  public static int readInteger(byte[] text, int from, int length, Register into) {
    int end = from + length;
    int at = skipSpace(text, from, end);
    boolean negative = false;
    if (at < end && (text[at] == '-' || text[at] == '+')) {
      negative = text[at] == '-';
      at++;
    }
    int start = at;
    while (at < end && text[at] == '0') {
      at++;
    }
    int digitsAt = at;
    long value = 0;
    for (; at < end && Ascii.isDigit(text[at]); at++) {
      value = value * 10 + (text[at] - '0');
    }
    int digits = at - digitsAt;
    int result = EXACT;
    if (at == start) {
      result = NO_DIGITS;
    } else if (skipSpace(text, at, end) < end) {
      result = PREFIX;
    }
    into.integer = negative ? -value : value;
    if (digits < 19 || digits == 19 && value >= 0) {
      return result;
    }
    into.integer = negative ? Long.MIN_VALUE : Long.MAX_VALUE;
    if (digits > 19 || value != Long.MIN_VALUE) {
      return TOO_LARGE;
    }
    return negative ? result : TWO_TO_63;
  }

  private static int skipSpace(byte[] text, int from, int end) {
    int at = from;
    while (at < end && Ascii.isSpace(text[at])) {
      at++;
    }
    return at;
  }
}

package tech.turso.value;

/**
 * Conversions between numbers and their texts, by SQLite's own rules and to its own digits.
 *
 * <p>SQLite: util.c sqlite3AtoF, sqlite3Atoi64, sqlite3FpDecode.
 */
public final class Numbers {
  private Numbers() {}

  /** Turns an INTEGER or REAL register into its TEXT; other types stay. */
  public static void toText(Register register) {
    throw new AssertionError("frame");
  }

  /** If a TEXT register is wholly a number (blanks around allowed) makes it INTEGER or REAL. */
  public static void applyNumeric(Register register) {
    throw new AssertionError("frame");
  }

  /** Makes a REAL register that is integral, and fits a long exactly, an INTEGER. */
  public static void integerIfExact(Register register) {
    throw new AssertionError("frame");
  }

  /** The text of a REAL as SQLite prints it, such as {@code 1.0e+17}. */
  public static String realText(double real) {
    throw new AssertionError("frame");
  }

  /** The value as an integer, by the longest integer prefix of texts. CAST(x AS INTEGER). */
  public static long integerOf(Register register) {
    throw new AssertionError("frame");
  }

  /** The value as a double, by the longest numeric prefix of texts. CAST(x AS REAL). */
  public static double realOf(Register register) {
    throw new AssertionError("frame");
  }
}

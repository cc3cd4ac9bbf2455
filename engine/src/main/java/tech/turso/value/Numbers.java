package tech.turso.value;

import java.nio.charset.StandardCharsets;

/**
 * Conversions between numbers and their texts, by SQLite's own rules and to its own digits.
 *
 * <p>Two families that must not be mixed up: CAST, arithmetic and functions take the <em>longest
 * prefix</em> that is a number ({@link #integerOf}, {@link #realOf}); affinity and comparison want
 * the <em>whole text</em> to be one ({@link #applyNumeric}).
 *
 * <p>SQLite: vdbe.c applyNumericAffinity, numericType; vdbemem.c sqlite3VdbeIntValue,
 * sqlite3VdbeRealValue, sqlite3VdbeIntegerAffinity.
 */
public final class Numbers {
  /** Beyond it in either direction a REAL is taken for the outermost integer. */
  private static final double INTEGER_BOUND = 9223372036854774784.0;

  /** REALs in [-2^51, 2^51) can be told from integers by SQLite's own test. */
  private static final long SAME_BOUND = 2251799813685248L;

  private Numbers() {}

  /**
   * Turns an INTEGER or REAL register into its TEXT, in the register's own room; other types stay.
   */
  public static void toText(Register register) {
    if (register.type == Register.INTEGER) {
      byte[] room = register.room(NumberText.CAPACITY);
      register.setText(room, 0, NumberText.put(register.integer, room));
    } else if (register.type == Register.REAL) {
      byte[] room = register.room(NumberText.CAPACITY);
      register.setText(room, 0, NumberText.put(register.real, room));
    }
  }

  /** The text of an integer in ASCII; the array is the caller's own. */
  public static byte[] integerBytes(long value) {
    return NumberText.of(value);
  }

  /** The text of a REAL in ASCII, as {@link #realText}; the array is the caller's own. */
  public static byte[] realBytes(double real) {
    return NumberText.of(real);
  }

  /** The text of a REAL as SQLite prints it, such as {@code 1.0e+17}; not NaN. */
  public static String realText(double real) {
    return new String(NumberText.of(real), StandardCharsets.ISO_8859_1);
  }

  /**
   * If a TEXT register is wholly a number (blanks around allowed) makes it INTEGER or REAL: INTEGER
   * if that is exact, also for {@code '5.0'} and {@code '1e3'}. Other types stay.
   */
  public static void applyNumeric(Register register) {
    if (applyNumericKeepingReal(register) && register.type == Register.REAL) {
      integerIfExact(register);
    }
  }

  /**
   * As {@link #applyNumeric}, but text with a point or an exponent becomes a REAL always, as for
   * the operands of a comparison.
   *
   * @return whether the register was text and now is a number
   */
  public static boolean applyNumericKeepingReal(Register register) {
    if (register.type != Register.TEXT) {
      return false;
    }
    int flags = TextNumber.readReal(register.bytes, register.offset, register.length, register);
    if ((flags & TextNumber.WHOLE) == 0) {
      return false;
    }
    if ((flags & TextNumber.FRACTION) == 0) {
      long integer = toInteger(register.real);
      if (isSame(register.real, integer)) {
        register.setInteger(integer);
        return true;
      }
      if (readInteger(register) == TextNumber.EXACT) {
        register.setInteger(register.integer);
        return true;
      }
    }
    register.setReal(register.real);
    return true;
  }

  /** Makes a REAL register that is integral, and fits a long exactly, an INTEGER. */
  public static void integerIfExact(Register register) {
    if (register.type == Register.REAL) {
      double real = register.real;
      long integer = toInteger(real);
      if (real == (double) integer && integer > Long.MIN_VALUE && integer < Long.MAX_VALUE) {
        register.setInteger(integer);
      }
    }
  }

  /** The integer part of a REAL; beyond the range of long the outermost integer. */
  public static long toInteger(double real) {
    if (real < -INTEGER_BOUND) {
      return Long.MIN_VALUE;
    }
    return real > INTEGER_BOUND ? Long.MAX_VALUE : (long) real;
  }

  /** Whether a REAL is that integer, for integers of less than 52 bits only. */
  static boolean isSame(double real, long integer) {
    return real == 0.0
        || Double.doubleToRawLongBits(real) == Double.doubleToRawLongBits((double) integer)
            && integer >= -SAME_BOUND
            && integer < SAME_BOUND;
  }

  /**
   * The value as an integer: REAL is cut, TEXT and BLOB give their longest integer prefix ({@code
   * '1e3'} is 1), both end at the bounds of long; NULL is 0. CAST(x AS INTEGER).
   */
  public static long integerOf(Register register) {
    return switch (register.type) {
      case Register.INTEGER -> register.integer;
      case Register.REAL -> toInteger(register.real);
      case Register.TEXT, Register.BLOB -> {
        readInteger(register);
        yield register.integer;
      }
      default -> 0;
    };
  }

  /**
   * The value as a double: TEXT and BLOB give their longest numeric prefix, NULL is 0. CAST(x AS
   * REAL).
   */
  public static double realOf(Register register) {
    return switch (register.type) {
      case Register.INTEGER -> (double) register.integer;
      case Register.REAL -> register.real;
      case Register.TEXT, Register.BLOB -> {
        readReal(register);
        yield register.real;
      }
      default -> 0.0;
    };
  }

  /**
   * The type an operand of arithmetic counts as: {@link Register#INTEGER} or {@link Register#REAL},
   * whose field of the register then holds the value, or {@link Register#NULL}. Text and blobs
   * count by their longest numeric prefix. The register keeps its type.
   */
  public static byte numericType(Register register) {
    if (register.type <= Register.REAL) {
      return register.type;
    }
    int flags = readReal(register);
    if ((flags & TextNumber.FRACTION) != 0) {
      return Register.REAL;
    }
    int result = readInteger(register);
    boolean isInteger =
        (flags & TextNumber.WHOLE) == 0 ? result <= TextNumber.PREFIX : result == TextNumber.EXACT;
    return isInteger ? Register.INTEGER : Register.REAL;
  }

  /** Reads a TEXT or BLOB as a real; zeros of a zeroblob end it as any NUL does. */
  static int readReal(Register register) {
    return TextNumber.readReal(register.bytes, register.offset, register.length, register);
  }

  /** Reads a TEXT or BLOB as an integer. */
  static int readInteger(Register register) {
    int result = TextNumber.readInteger(register.bytes, register.offset, register.length, register);
    boolean zerosFollow = register.type == Register.BLOB && register.zeros > 0;
    return zerosFollow && result == TextNumber.EXACT ? TextNumber.PREFIX : result;
  }
}

package tech.turso.value;

/**
 * Truth values: 0 and 0.0 are false, NULL is unknown, other numbers are true; text and blobs count
 * by the number that begins them, so {@code 'abc'} is false.
 *
 * <p>SQLite: vdbemem.c sqlite3VdbeBooleanValue, vdbe.c OP_And, OP_Or, OP_Not.
 */
public final class Truth {
  private Truth() {}

  /** Whether the value is true; {@code ifNull} for NULL. */
  public static boolean isTrue(Register register, boolean ifNull) {
    if (register.type == Register.INTEGER) {
      return register.integer != 0;
    }
    return isOtherTrue(register, ifNull);
  }

  private static boolean isOtherTrue(Register register, boolean ifNull) {
    return register.type == Register.NULL ? ifNull : Numbers.realOf(register) != 0.0;
  }

  /** {@code NOT in}: 1, 0 or NULL. */
  public static void not(Register in, Register out) {
    if (in.type == Register.NULL) {
      out.setNull();
    } else {
      out.setInteger(isTrue(in, false) ? 0 : 1);
    }
  }

  /** {@code left AND right}: false wins over NULL. */
  public static void and(Register left, Register right, Register out) {
    if (!isTrue(left, true) || !isTrue(right, true)) {
      out.setInteger(0);
    } else if (left.type == Register.NULL || right.type == Register.NULL) {
      out.setNull();
    } else {
      out.setInteger(1);
    }
  }

  /** {@code left OR right}: true wins over NULL. */
  public static void or(Register left, Register right, Register out) {
    if (isTrue(left, false) || isTrue(right, false)) {
      out.setInteger(1);
    } else if (left.type == Register.NULL || right.type == Register.NULL) {
      out.setNull();
    } else {
      out.setInteger(0);
    }
  }
}

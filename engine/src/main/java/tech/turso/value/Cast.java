package tech.turso.value;

/**
 * CAST: changes the type of a value even where that loses something; NULL stays NULL.
 *
 * <p>Source: SQLite, "CAST expressions". SQLite: vdbemem.c sqlite3VdbeMemCast.
 */
public final class Cast {
  private Cast() {}

  /** Casts {@code register} to the type that {@code affinity} stands for. */
  public static void apply(Register register, Affinity affinity) {
    if (register.type == Register.NULL) {
      return;
    }
    switch (affinity) {
      case INTEGER -> toInteger(register);
      case REAL -> toReal(register);
      case NUMERIC -> toNumeric(register);
      case TEXT -> toText(register);
      case BLOB, NONE -> toBlob(register);
    }
  }

  private static void toInteger(Register register) {
    if (register.type != Register.INTEGER) {
      register.setInteger(Numbers.integerOf(register));
    }
  }

  private static void toReal(Register register) {
    if (register.type != Register.REAL) {
      register.setReal(Numbers.realOf(register));
    }
  }

  /** Numbers stay what they are; text and blobs become the number that begins them, or 0. */
  private static void toNumeric(Register register) {
    if (register.type < Register.TEXT) {
      return;
    }
    int flags = Numbers.readReal(register);
    if ((flags & TextNumber.FRACTION) == 0 && Numbers.readInteger(register) <= TextNumber.PREFIX) {
      register.setInteger(register.integer);
      return;
    }
    long integer = Numbers.toInteger(register.real);
    if (Numbers.isSame(register.real, integer)) {
      register.setInteger(integer);
    } else {
      register.setReal(register.real);
    }
  }

  private static void toText(Register register) {
    if (register.type == Register.BLOB) {
      register.expandZeros();
      register.setText(register.bytes, register.offset, register.length);
    } else {
      Numbers.toText(register);
    }
  }

  private static void toBlob(Register register) {
    Numbers.toText(register);
    if (register.type == Register.TEXT) {
      register.setBlob(register.bytes, register.offset, register.length);
    }
  }
}

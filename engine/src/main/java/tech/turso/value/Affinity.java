package tech.turso.value;

import tech.turso.base.Ascii;

/**
 * The type that a column prefers.
 *
 * <p>Source: SQLite, "Datatypes In SQLite" §3. {@link #letter()} is the character that SQLite's
 * affinity strings use.
 */
public enum Affinity {
  /** Prefers nothing. */
  BLOB('A'),
  /** Prefers text. */
  TEXT('B'),
  /** Prefers numbers. */
  NUMERIC('C'),
  /** As NUMERIC; differs in CAST only. */
  INTEGER('D'),
  /** Prefers REAL. */
  REAL('E'),
  /** Has none: an expression that is no column. */
  NONE('@');

  private final char letter;

  Affinity(char letter) {
    this.letter = letter;
  }

  /** SQLite's character for it. */
  public char letter() {
    return letter;
  }

  /** Whether it prefers numbers. */
  public boolean isNumeric() {
    return this == NUMERIC || this == INTEGER || this == REAL;
  }

  /** The affinity of a declared type, "" for none declared. SQLite: datatype3 §3.1. */
  public static Affinity ofDeclaredType(String type) {
    String t = Ascii.fold(type);
    if (t.contains("int")) {
      return INTEGER;
    }
    if (t.contains("char") || t.contains("clob") || t.contains("text")) {
      return TEXT;
    }
    if (t.isEmpty() || t.contains("blob")) {
      return BLOB;
    }
    if (t.contains("real") || t.contains("floa") || t.contains("doub")) {
      return REAL;
    }
    return NUMERIC;
  }

  /**
   * Gives {@code register} this affinity: text that is wholly a number becomes one, numbers become
   * text, an integral REAL becomes an INTEGER where that loses nothing. NULL and blobs stay.
   *
   * <p>DIVERGES: SQLite lets a column of REAL affinity hold an integer that counts as REAL
   * (MEM_IntReal); here it is a REAL, and the record layer alone stores it as an integer. SQLite:
   * vdbe.c applyAffinity, OP_Affinity.
   */
  public void apply(Register register) {
    switch (this) {
      case TEXT -> {
        if (register.type == Register.INTEGER || register.type == Register.REAL) {
          Numbers.toText(register);
        }
      }
      case NUMERIC, INTEGER -> {
        if (register.type == Register.TEXT) {
          Numbers.applyNumeric(register);
        } else if (register.type == Register.REAL) {
          Numbers.integerIfExact(register);
        }
      }
      case REAL -> {
        if (register.type == Register.TEXT) {
          Numbers.applyNumericKeepingReal(register);
        }
        if (register.type == Register.INTEGER) {
          register.setReal((double) register.integer);
        } else if (register.type == Register.REAL) {
          register.setReal(register.real + 0.0); // -0.0 becomes 0.0
        }
      }
      case BLOB, NONE -> {}
    }
  }
}

package tech.turso.value;

import tech.turso.base.Bytes;

/**
 * The order of values: NULL, then numbers, then text by its collation, then blobs by their bytes.
 *
 * <p>Source: SQLite, "Datatypes In SQLite" §4.1.
 */
public final class Comparison {
  private Comparison() {}

  /** Compares two values; two NULLs are equal. */
  public static int compare(Register a, Register b, Collation collation) {
    if (a.type == Register.INTEGER && b.type == Register.INTEGER) {
      return Long.compare(a.integer, b.integer);
    }
    if (a.type == Register.TEXT && b.type == Register.TEXT) {
      return collation.compare(a.bytes, a.offset, a.length, b.bytes, b.offset, b.length);
    }
    return compareOther(a, b);
  }

  private static int compareOther(Register a, Register b) {
    if (a.isNumber() && b.isNumber()) {
      if (a.type == Register.INTEGER) {
        return compare(a.integer, b.real);
      }
      if (b.type == Register.INTEGER) {
        return -compare(b.integer, a.real);
      }
      return a.real < b.real ? -1 : a.real > b.real ? 1 : 0;
    }
    if (a.type == Register.BLOB && b.type == Register.BLOB) {
      return compareBlobs(a, b);
    }
    return Integer.compare(rank(a.type), rank(b.type));
  }

  private static int rank(byte type) {
    return type == Register.REAL ? Register.INTEGER : type;
  }

  private static int compareBlobs(Register a, Register b) {
    if (a.zeros == 0 && b.zeros == 0) {
      return Bytes.compare(a.bytes, a.offset, a.length, b.bytes, b.offset, b.length);
    }
    byte[] x = a.toBytes();
    byte[] y = b.toBytes();
    return Bytes.compare(x, 0, x.length, y, 0, y.length);
  }

  /**
   * Compares an integer with a real exactly; {@code real} is not NaN. SQLite:
   * sqlite3IntFloatCompare.
   */
  public static int compare(long integer, double real) {
    if (real < -9223372036854775808.0) {
      return 1;
    }
    if (real >= 9223372036854775808.0) {
      return -1;
    }
    long truncated = (long) real;
    if (integer != truncated) {
      return integer < truncated ? -1 : 1;
    }
    double rest = real - (double) truncated;
    return rest > 0 ? -1 : rest < 0 ? 1 : 0;
  }
}

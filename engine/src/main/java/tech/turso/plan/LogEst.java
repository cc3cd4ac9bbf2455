package tech.turso.plan;

/**
 * Estimates as SQLite makes them: ten times the binary logarithm of a quantity, so that products
 * are sums.
 *
 * <p>SQLite: util.c sqlite3LogEst, sqlite3LogEstAdd.
 */
public final class LogEst {
  private static final int[] FRACTION = {0, 2, 3, 5, 6, 7, 8, 9};

  /** What is to be added to the larger for the sum of two that lie 0 to 31 apart. */
  private static final int[] SUM = {
    10, 10, 9, 9, 8, 8, 7, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2, 2, 2, 2
  };

  private LogEst() {}

  /** The estimate for a quantity; 0 for 0 and 1. */
  public static int of(long quantity) {
    long x = quantity;
    int y = 40;
    if (x < 8) {
      if (x < 2) {
        return 0;
      }
      while (x < 8) {
        y -= 10;
        x <<= 1;
      }
    } else {
      int shift = 60 - Long.numberOfLeadingZeros(x);
      y += shift * 10;
      x >>>= shift;
    }
    return FRACTION[(int) (x & 7)] + y - 10;
  }

  /** The estimate of the sum of two estimated quantities. */
  public static int add(int a, int b) {
    int larger = Math.max(a, b);
    int apart = Math.abs(a - b);
    if (apart > 49) {
      return larger;
    }
    return apart > 31 ? larger + 1 : larger + SUM[apart];
  }

  /** The estimate of the binary logarithm of an estimated quantity. SQLite: where.c estLog. */
  static int log(int estimate) {
    return estimate <= 10 ? 0 : of(estimate) - 33;
  }
}

package tech.turso.func;

/** Elementary functions that Java's Math lacks, or has with other results at the edges. */
final class Elementary {
  private static final double LN2 = Math.log(2);

  private Elementary() {}

  /** Logarithm to base 2; exact for powers of 2. */
  static double log2(double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    int exponent = Math.getExponent(x);
    double m = x;
    if (exponent < Double.MIN_EXPONENT) {
      m = x * 0x1p54;
      exponent = Math.getExponent(m) - 54;
      m = Math.scalb(m, -exponent - 54);
    } else {
      m = Math.scalb(x, -exponent);
    }
    if (m > 1.4142135623730951) {
      m /= 2;
      exponent++;
    }
    return exponent + Math.log(m) / LN2;
  }

  /** 1 to any power is 1, also to NaN and infinity; else as Math. */
  static double pow(double x, double y) {
    if (x == 1.0 || x == -1.0 && Double.isInfinite(y)) {
      return 1.0;
    }
    return Math.pow(x, y);
  }

  static double asinh(double x) {
    double a = Math.abs(x);
    if (a < 0x1p-28) {
      return x;
    }
    double result;
    if (a > 0x1p28) {
      result = Math.log(a) + LN2;
    } else if (a > 2) {
      result = Math.log(2 * a + 1 / (Math.sqrt(x * x + 1) + a));
    } else {
      double t = x * x;
      result = Math.log1p(a + t / (1 + Math.sqrt(1 + t)));
    }
    return Math.copySign(result, x);
  }

  static double acosh(double x) {
    if (x < 1) {
      return Double.NaN;
    }
    if (x > 0x1p28) {
      return Math.log(x) + LN2;
    }
    if (x > 2) {
      return Math.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
    }
    double t = x - 1;
    return Math.log1p(t + Math.sqrt(2 * t + t * t));
  }

  static double atanh(double x) {
    double a = Math.abs(x);
    if (a > 1) {
      return Double.NaN;
    }
    double result;
    if (a < 0.5) {
      double t = a + a;
      result = 0.5 * Math.log1p(t + t * a / (1 - a));
    } else {
      result = 0.5 * Math.log1p((a + a) / (1 - a));
    }
    return Math.copySign(result, x);
  }
}

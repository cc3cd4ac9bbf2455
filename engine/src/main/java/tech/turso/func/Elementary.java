package tech.turso.func;

/**
 * Elementary functions that Java's Math lacks, or computes with other last digits than C libraries
 * do. The formulas are those of fdlibm, from which both descend.
 */
final class Elementary {
  private static final double LN2 = 0.6931471805599453;
  private static final double INVERSE_LN10 = 0.4342944819032518;
  private static final double LOG10_2_HIGH = 0.30102999566361177;
  private static final double LOG10_2_LOW = 3.694239077158931e-13;

  /** Beyond it exp(x) overflows and cosh(x) does not yet. */
  private static final double EXP_LIMIT = 709.782712893384;

  private Elementary() {}

  static double log10(double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    int exponent = Math.getExponent(x);
    double m = x;
    if (exponent < Double.MIN_EXPONENT) {
      m = x * 0x1p54;
      exponent = Math.getExponent(m) - 54;
    }
    m = Math.scalb(m, -Math.getExponent(m));
    double y = exponent;
    if (exponent < 0) {
      m /= 2;
      y++;
    }
    return y * LOG10_2_LOW + INVERSE_LN10 * Math.log(m) + y * LOG10_2_HIGH;
  }

  /** 1 to any power is 1, also to infinity, as is -1 to infinity; else as Math. */
  static double pow(double x, double y) {
    if (x == 1.0 || x == -1.0 && Double.isInfinite(y)) {
      return 1.0;
    }
    return Math.pow(x, y);
  }

  static double sinh(double x) {
    double a = Math.abs(x);
    double half = x < 0 ? -0.5 : 0.5;
    if (a < 22) {
      if (a < 0x1p-28) {
        return x;
      }
      double t = StrictMath.expm1(a);
      return a < 1 ? half * (2 * t - t * t / (t + 1)) : half * (t + t / (t + 1));
    }
    if (a <= EXP_LIMIT) {
      return half * Math.exp(a);
    }
    double w = Math.exp(0.5 * a);
    return half * w * w;
  }

  static double cosh(double x) {
    double a = Math.abs(x);
    if (a < 0.5 * LN2) {
      double t = StrictMath.expm1(a);
      double w = 1 + t;
      return a < 0x1p-55 ? w : 1 + t * t / (w + w);
    }
    if (a < 22) {
      double t = Math.exp(a);
      return 0.5 * t + 0.5 / t;
    }
    if (a <= EXP_LIMIT) {
      return 0.5 * Math.exp(a);
    }
    double w = Math.exp(0.5 * a);
    return 0.5 * w * w;
  }

  static double tanh(double x) {
    return StrictMath.tanh(x);
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
      result = StrictMath.log1p(a + t / (1 + Math.sqrt(1 + t)));
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
    return StrictMath.log1p(t + Math.sqrt(2 * t + t * t));
  }

  static double atanh(double x) {
    double a = Math.abs(x);
    if (a > 1) {
      return Double.NaN;
    }
    double result;
    if (a < 0x1p-28) {
      return x;
    } else if (a < 0.5) {
      double t = a + a;
      result = 0.5 * StrictMath.log1p(t + t * a / (1 - a));
    } else {
      result = 0.5 * StrictMath.log1p((a + a) / (1 - a));
    }
    return Math.copySign(result, x);
  }
}

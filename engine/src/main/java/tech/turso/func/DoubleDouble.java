package tech.turso.func;

/**
 * A number as the sum of two doubles, about 104 bits; the smaller one is below half a unit of the
 * larger. Numbers must be far from overflow. Source: Dekker, "A floating-point technique for
 * extending the available precision".
 */
record DoubleDouble(double high, double low) {
  /** Splits a double in two halves of 26 bits. */
  private static final double SPLIT = 0x1p27 + 1;

  /** The exact sum of two doubles. */
  static DoubleDouble sum(double a, double b) {
    double s = a + b;
    double t = s - a;
    return new DoubleDouble(s, a - (s - t) + (b - t));
  }

  /** The exact product of two doubles. */
  static DoubleDouble product(double a, double b) {
    double p = a * b;
    double ta = a * SPLIT;
    double aHigh = ta - (ta - a);
    double aLow = a - aHigh;
    double tb = b * SPLIT;
    double bHigh = tb - (tb - b);
    double bLow = b - bHigh;
    return new DoubleDouble(p, aHigh * bHigh - p + aHigh * bLow + aLow * bHigh + aLow * bLow);
  }

  DoubleDouble plus(DoubleDouble b) {
    DoubleDouble s = sum(high, b.high);
    return sum(s.high, s.low + low + b.low);
  }

  DoubleDouble minus(DoubleDouble b) {
    return plus(new DoubleDouble(-b.high, -b.low));
  }

  DoubleDouble times(DoubleDouble b) {
    DoubleDouble p = product(high, b.high);
    return sum(p.high, p.low + high * b.low + low * b.high);
  }

  DoubleDouble dividedBy(DoubleDouble b) {
    double q = high / b.high;
    DoubleDouble rest = minus(b.times(new DoubleDouble(q, 0)));
    double q2 = rest.high / b.high;
    rest = rest.minus(b.times(new DoubleDouble(q2, 0)));
    DoubleDouble s = sum(q, q2);
    return sum(s.high, s.low + rest.high / b.high);
  }

  DoubleDouble squareRoot() {
    if (high == 0) {
      return this;
    }
    double r = Math.sqrt(high);
    DoubleDouble rest = minus(product(r, r));
    return sum(r, rest.high / (2 * r));
  }

  /** The nearest double. */
  double rounded() {
    return high + low;
  }
}

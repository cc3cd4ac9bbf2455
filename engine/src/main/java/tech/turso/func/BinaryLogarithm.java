package tech.turso.func;

/**
 * Logarithm to base 2, to the nearest double in all but very few cases; Java has none. Computed in
 * pairs of doubles: the logarithm of the nearest 64th, from a table, and a series for the rest.
 */
final class BinaryLogarithm {
  private static final int STEPS = 64;

  /** The table is of 46/64 to 91/64, around 1 / sqrt(2) to sqrt(2). */
  private static final int FIRST = 45;

  private static final int LAST = 91;
  private static final double SQRT2 = 1.4142135623730951;

  private static final DoubleDouble INVERSE_LN2 =
      new DoubleDouble(1.4426950408889634, 2.0355273740931033e-17);

  private static final double[] TABLE_HIGH = new double[LAST - FIRST + 1];
  private static final double[] TABLE_LOW = new double[LAST - FIRST + 1];

  static {
    fill(1);
    fill(-1);
  }

  private BinaryLogarithm() {}

  /** Natural logarithms of k / 64, from 64 upwards or downwards. */
  private static void fill(int direction) {
    DoubleDouble sum = new DoubleDouble(0, 0);
    for (int k = STEPS + direction; k >= FIRST && k <= LAST; k += direction) {
      // log(a / b) = 2 atanh((a - b) / (a + b))
      DoubleDouble ratio =
          new DoubleDouble(direction, 0).dividedBy(new DoubleDouble(2 * k - direction, 0));
      sum = sum.plus(twiceAreaTangent(ratio));
      TABLE_HIGH[k - FIRST] = sum.high();
      TABLE_LOW[k - FIRST] = sum.low();
    }
  }

  /** {@code 2 atanh(t)} for t below a 64th. */
  private static DoubleDouble twiceAreaTangent(DoubleDouble t) {
    DoubleDouble square = t.times(t);
    double s = square.high();
    double tail =
        s * (1.0 / 5 + s * (1.0 / 7 + s * (1.0 / 9 + s * (1.0 / 11 + s * (1.0 / 13 + s / 15)))));
    DoubleDouble factor =
        new DoubleDouble(1.0 / 3, 1.850371707708594e-17).plus(new DoubleDouble(tail, 0));
    DoubleDouble half = t.plus(t.times(square).times(factor));
    return new DoubleDouble(2 * half.high(), 2 * half.low());
  }

  /** The logarithm of a positive number; exact for powers of 2. */
  static double log2(double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    double m = x;
    int exponent = 0;
    if (Math.getExponent(x) < Double.MIN_EXPONENT) {
      m = x * 0x1p54;
      exponent = -54;
    }
    int e = Math.getExponent(m);
    m = Math.scalb(m, -e);
    exponent += e;
    if (m > SQRT2) {
      m /= 2;
      exponent++;
    }
    int k = (int) (m * STEPS + 0.5);
    double c = (double) k / STEPS;
    DoubleDouble ratio = new DoubleDouble(m - c, 0).dividedBy(DoubleDouble.sum(m, c));
    DoubleDouble natural =
        new DoubleDouble(TABLE_HIGH[k - FIRST], TABLE_LOW[k - FIRST]).plus(twiceAreaTangent(ratio));
    return natural.times(INVERSE_LN2).plus(new DoubleDouble(exponent, 0)).rounded();
  }
}

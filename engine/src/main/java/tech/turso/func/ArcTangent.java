package tech.turso.func;

/**
 * Arc tangent, arc sine and arc cosine to the nearest double in all but one of many millions of
 * cases, as good C libraries have them; {@link Math}'s are off by one unit in 5 to 15 of 100.
 *
 * <p>Computed in pairs of doubles whose sum has about 104 bits: an angle is that of the nearest
 * 64th, from a table, and a series for the rest.
 */
final class ArcTangent {
  private static final int STEPS = 64;

  /** What pi is more than the double nearest to it. */
  private static final double PI_LOW = 1.2246467991473532e-16;

  private static final double[] TABLE_HIGH = new double[STEPS + 1];
  private static final double[] TABLE_LOW = new double[STEPS + 1];

  static {
    fillTable();
  }

  private ArcTangent() {}

  private static void fillTable() {
    DoubleDouble angle = new DoubleDouble(0, 0);
    for (int k = 1; k <= STEPS; k++) {
      // atan(a) - atan(b) = atan((a - b) / (1 + a b))
      double product = (double) (k * (k - 1)) / (STEPS * STEPS);
      DoubleDouble step = new DoubleDouble(1.0 / STEPS, 0).dividedBy(DoubleDouble.sum(1, product));
      angle = angle.plus(series(step));
      TABLE_HIGH[k] = angle.high();
      TABLE_LOW[k] = angle.low();
    }
  }

  /** The angle whose tangent is {@code t}, at most a 64th. */
  private static DoubleDouble series(DoubleDouble t) {
    DoubleDouble square = t.times(t);
    double s = square.high();
    double tail =
        s * (1.0 / 5 - s * (1.0 / 7 - s * (1.0 / 9 - s * (1.0 / 11 - s * (1.0 / 13 - s / 15)))));
    // t - t^3 / 3 + t^3 * tail
    DoubleDouble factor =
        new DoubleDouble(-1.0 / 3, -1.850371707708594e-17).plus(new DoubleDouble(tail, 0));
    return t.plus(t.times(square).times(factor));
  }

  /** The angle between 0 and 45 degrees whose tangent is {@code t}. */
  private static DoubleDouble upToOne(DoubleDouble t) {
    int k = (int) (t.high() * STEPS + 0.5);
    if (k == 0) {
      return series(t);
    }
    DoubleDouble c = new DoubleDouble((double) k / STEPS, 0);
    DoubleDouble rest = t.minus(c).dividedBy(new DoubleDouble(1, 0).plus(t.times(c)));
    return new DoubleDouble(TABLE_HIGH[k], TABLE_LOW[k]).plus(series(rest));
  }

  /** The angle of a point; the coordinates are finite and not both 0. */
  private static double angle(DoubleDouble y, DoubleDouble x) {
    DoubleDouble ay = y.high() < 0 ? new DoubleDouble(-y.high(), -y.low()) : y;
    DoubleDouble ax = x.high() < 0 ? new DoubleDouble(-x.high(), -x.low()) : x;
    DoubleDouble result;
    if (ay.high() <= ax.high()) {
      result = upToOne(ay.dividedBy(ax));
    } else {
      DoubleDouble quarter = new DoubleDouble(Math.PI / 2, PI_LOW / 2);
      result = quarter.minus(upToOne(ax.dividedBy(ay)));
    }
    if (x.high() < 0) {
      result = new DoubleDouble(Math.PI, PI_LOW).minus(result);
    }
    return y.high() < 0 ? -result.rounded() : result.rounded();
  }

  static double atan(double x) {
    double a = Math.abs(x);
    if (a < 0x1p-27 || a > 0x1p54 || Double.isNaN(x)) {
      return Math.atan(x);
    }
    return angle(new DoubleDouble(x, 0), new DoubleDouble(1, 0));
  }

  static double atan2(double y, double x) {
    int difference = Math.getExponent(y) - Math.getExponent(x);
    boolean usual = Double.isFinite(x) && Double.isFinite(y) && x != 0 && y != 0;
    if (!usual || difference < -60 || difference > 60 && Math.abs(x) > Math.abs(y)) {
      return Math.atan2(y, x);
    }
    if (difference > 60) {
      return Math.copySign(Math.PI / 2, y);
    }
    int scale = -Math.getExponent(x);
    return angle(
        new DoubleDouble(Math.scalb(y, scale), 0), new DoubleDouble(Math.scalb(x, scale), 0));
  }

  static double asin(double x) {
    if (!(Math.abs(x) <= 1) || Math.abs(x) < 0x1p-27) {
      return Math.asin(x);
    }
    return angle(new DoubleDouble(x, 0), other(x));
  }

  static double acos(double x) {
    if (!(Math.abs(x) <= 1)) {
      return Math.acos(x);
    }
    return x == 1 ? 0.0 : angle(other(x), new DoubleDouble(x, 0));
  }

  /** The square root of 1 - x^2. */
  private static DoubleDouble other(double x) {
    return DoubleDouble.sum(1, x).times(DoubleDouble.sum(1, -x)).squareRoot();
  }
}

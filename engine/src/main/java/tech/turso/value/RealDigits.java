package tech.turso.value;

/**
 * A REAL taken apart into its sign, its significant decimal digits and the place of the point; the
 * one source of digits for casts, {@code quote}, JSON and {@code format}. An object can be used
 * again.
 *
 * <p>The digits come from one multiplication that keeps 18 or 19 of them; what a caller wants to
 * see is rounded from those, half up, so some results are rounded twice. That is SQLite's choice
 * and part of its behaviour.
 *
 * <p>SQLite: util.c sqlite3FpDecode.
 */
public final class RealDigits {
  /** The precision at which {@link #decode} tries a shorter form that reads back the same. */
  public static final int ROUND_TRIP = 17;

  /** More digits than there ever are. */
  private static final int CAPACITY = 24;

  /** ASCII digits; the significant ones are at {@link #first} to first + {@link #count}. */
  public final byte[] digits = new byte[CAPACITY];

  /** Where the first significant digit is. */
  public int first;

  /** How many significant digits there are, without zeros at the end; 0 if infinite. */
  public int count;

  /** How many digits are before the decimal point; 0 or negative for zeros after it. */
  public int pointAt;

  /** Whether it is less than 0; -0.0 is not. */
  public boolean negative;

  /** Whether it is an infinity. */
  public boolean infinite;

  /** Creates an object that holds nothing yet. */
  public RealDigits() {}

  /**
   * Takes {@code real} apart.
   *
   * @param real not NaN
   * @param round if positive the most significant digits wanted, else minus the number of digits
   *     wanted after the point
   * @param most never more significant digits than that; positive
   */
  public void decode(double real, int round, int most) {
    infinite = false;
    negative = real < 0;
    if (real == 0) {
      digits[0] = '0';
      first = 0;
      count = 1;
      pointAt = 1;
      return;
    }
    double magnitude = Math.abs(real);
    if (magnitude == Double.POSITIVE_INFINITY) {
      infinite = true;
      count = 0;
      pointAt = 0;
      return;
    }
    int exponent = extract(magnitude, round <= 0 || round >= 18 ? 18 : round + 1);
    int places = round;
    if (round <= 0) {
      places = pointAt - round;
      if (places == 0 && digits[first] >= '5') {
        places = 1;
        digits[--first] = '0';
        count++;
        pointAt++;
      }
    }
    if (places > 0 && (places < count || count > most)) {
      places = Math.min(places, most);
      if (places == ROUND_TRIP) {
        places = shorterPlaces(magnitude, exponent);
      }
      roundTo(places);
    }
    while (digits[first + count - 1] == '0') {
      count--;
      assert count > 0;
    }
  }

  /**
   * The double that the digits stand for as SQLite reads a text of them; the sign is {@link
   * #negative}'s, an infinity stays one.
   */
  public double real() {
    double magnitude;
    if (infinite) {
      magnitude = Double.POSITIVE_INFINITY;
    } else {
      long number = 0;
      for (int i = 0; i < count; i++) {
        number = number * 10 + digits[first + i] - '0';
      }
      magnitude = number == 0 ? 0.0 : PowersOfTen.toReal(number, pointAt - count);
    }
    return negative ? -magnitude : magnitude;
  }

  /** Stores the digits of {@code magnitude}; returns the power of ten of the last one. */
  private int extract(double magnitude, int wanted) {
    long bits = Double.doubleToRawLongBits(magnitude);
    long m = bits & 0xfffffffffffffL;
    int e = (int) (bits >>> 52);
    if (e == 0) {
      int shift = Long.numberOfLeadingZeros(m);
      m <<= shift;
      e = -1074 - shift;
    } else {
      m = m << 11 | Long.MIN_VALUE;
      e -= 1086;
    }
    int p = PowersOfTen.scale(e, wanted);
    long decimal = PowersOfTen.toDecimal(m, e, p, wanted);
    int at = CAPACITY;
    long upper = Long.divideUnsigned(decimal, 1_000_000_000);
    int rest = (int) (decimal - upper * 1_000_000_000);
    if (upper != 0) {
      at = nineDigits(rest, at);
      rest = (int) (upper % 1_000_000_000);
      upper /= 1_000_000_000;
      if (upper != 0) {
        at = nineDigits(rest, at);
        rest = (int) upper;
      }
    }
    while (rest != 0) {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    first = at;
    count = CAPACITY - at;
    pointAt = count - p;
    return -p;
  }

  private int nineDigits(int value, int end) {
    int rest = value;
    int at = end;
    for (int i = 0; i < 9; i++) {
      digits[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at;
  }

  /**
   * How many digits to keep of those of a real that wants 17: if they look like the neighbour of a
   * short decimal that reads back the same, one more than that has, so that rounding makes it.
   */
  private int shorterPlaces(double magnitude, int exponent) {
    int kept;
    int up;
    if (digits[first + 15] == '9' && digits[first + 14] == '9') {
      kept = 14;
      while (kept > 0 && digits[first + kept - 1] == '9') {
        kept--;
      }
      up = 1;
    } else if (pointAt >= count || zeros(13) && zeros(14) && zeros(15)) {
      kept = 13;
      while (zeros(kept - 1)) {
        kept--;
      }
      up = 0;
    } else {
      return ROUND_TRIP;
    }
    long trial = 0;
    for (int i = 0; i < kept; i++) {
      trial = trial * 10 + digits[first + i] - '0';
    }
    boolean same = PowersOfTen.toReal(trial + up, exponent + count - kept) == magnitude;
    return same ? kept + 1 : ROUND_TRIP;
  }

  private boolean zeros(int i) {
    return digits[first + i] == '0';
  }

  /** Keeps {@code places} digits, at most as many as there are, and rounds half up. */
  private void roundTo(int places) {
    boolean up = places < count && digits[first + places] >= '5';
    count = places;
    if (!up) {
      return;
    }
    int at = first + places - 1;
    while (at >= first && digits[at] == '9') {
      digits[at--] = '0';
    }
    if (at >= first) {
      digits[at]++;
    } else {
      digits[--first] = '1';
      count++;
      pointAt++;
    }
  }
}

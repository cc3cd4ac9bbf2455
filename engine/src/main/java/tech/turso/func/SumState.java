package tech.turso.func;

/**
 * A running sum as sum(), total() and avg() keep it. Adding a number allocates nothing, and
 * executors may call {@link #add(long)} and {@link #add(double)} directly.
 *
 * <p>SQLite: func.c SumCtx.
 */
public final class SumState {
  /** Integers from 2^52 on are added in two parts so that no bit is lost. */
  private static final long LARGE = 4503599627370496L;

  private static final int LOW_PART = 16384;

  private double real;
  private double error;
  private long integer;
  private long count;
  private boolean isReal;
  private boolean overflowed;

  /** A sum of nothing. */
  public SumState() {}

  /** Takes in an INTEGER. */
  public void add(long value) {
    count++;
    if (!isReal) {
      long sum = integer + value;
      if (((integer ^ sum) & (value ^ sum)) >= 0) {
        integer = sum;
        return;
      }
      overflowed = true;
      becomeReal();
    }
    addToReal(value);
  }

  /** Takes in a REAL. */
  public void add(double value) {
    count++;
    if (!isReal) {
      becomeReal();
    } else {
      overflowed = false;
    }
    addToReal(value);
  }

  /** Takes out an INTEGER. */
  void remove(long value) {
    count--;
    if (isReal) {
      subtractFromReal(value);
    } else {
      removeInteger(value);
    }
  }

  /** Takes out a value that is no INTEGER, whose values as both types are given. */
  void removeOther(long asInteger, double asReal) {
    count--;
    if (isReal) {
      addToReal(-asReal);
    } else {
      removeInteger(asInteger);
    }
  }

  private void removeInteger(long value) {
    long difference = integer - value;
    if (((integer ^ value) & (integer ^ difference)) < 0) {
      overflowed = true;
      becomeReal();
      subtractFromReal(value);
    } else {
      integer = difference;
    }
  }

  private void subtractFromReal(long value) {
    if (value == Long.MIN_VALUE) {
      addToReal(Long.MAX_VALUE);
      addToReal(1L);
    } else {
      addToReal(-value);
    }
  }

  private void becomeReal() {
    isReal = true;
    if (integer <= -LARGE || integer >= LARGE) {
      long low = integer % LOW_PART;
      real = (double) (integer - low);
      error = (double) low;
    } else {
      real = (double) integer;
      error = 0.0;
    }
  }

  private void addToReal(long value) {
    if (value <= -LARGE || value >= LARGE) {
      long low = value % LOW_PART;
      addToReal((double) (value - low));
      addToReal((double) low);
    } else {
      addToReal((double) value);
    }
  }

  private void addToReal(double value) {
    double before = real;
    double after = before + value;
    if (Math.abs(before) > Math.abs(value)) {
      error += before - after + value;
    } else {
      error += value - after + before;
    }
    real = after;
  }

  /** How many values are in. */
  public long count() {
    return count;
  }

  /** Whether the sum is a REAL. */
  public boolean isReal() {
    return isReal;
  }

  /** Whether integers overflowed and no REAL came after. */
  public boolean hasOverflowed() {
    return overflowed;
  }

  /** The sum as an integer; only if it is no REAL. */
  public long integer() {
    return integer;
  }

  /** The sum as a double. */
  public double real() {
    if (!isReal) {
      return (double) integer;
    }
    return Double.isFinite(error) ? real + error : real;
  }
}

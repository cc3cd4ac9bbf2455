package tech.turso.value;

import java.util.Arrays;

/**
 * The text of numbers: what CAST AS TEXT, {@code ||}, {@code quote} and JSON print.
 *
 * <p>A REAL has as many of 17 digits as it needs by SQLite's rule (not the fewest that read back
 * the same), always a point, and an exponent of at least two digits outside 1e-4 to 1e17.
 *
 * <p>SQLite: vdbemem.c vdbeMemRenderNum, that is {@code "%!.17g"}.
 */
final class NumberText {
  /** Bytes that any number's text fits in: sign, 17 digits, point, "e-", three digits. */
  static final int CAPACITY = 28;

  private NumberText() {}

  /** The text of an integer in an array of its own. */
  static byte[] of(long value) {
    byte[] out = new byte[CAPACITY];
    return Arrays.copyOf(out, put(value, out));
  }

  /** The text of a real that is not NaN in an array of its own. */
  static byte[] of(double real) {
    byte[] out = new byte[CAPACITY];
    return Arrays.copyOf(out, put(real, out));
  }

  /** Writes an integer to the beginning of {@code out} and returns the number of bytes. */
  static int put(long value, byte[] out) {
    int first = 0;
    long rest = value;
    if (value < 0) {
      out[first++] = '-';
      if (value == Long.MIN_VALUE) {
        // Its absolute value is no long.
        out[first++] = '9';
        rest = 223372036854775808L;
      } else {
        rest = -value;
      }
    }
    int n = first + digits(rest);
    int at = n;
    do {
      long next = rest / 10;
      out[--at] = (byte) ('0' + (int) (rest - next * 10));
      rest = next;
    } while (rest != 0);
    return n;
  }

  private static int digits(long value) {
    int n = 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      n++;
    }
    return n;
  }

  /** Writes a real that is not NaN to the beginning of {@code out}; returns the number of bytes. */
  static int put(double real, byte[] out) {
    RealDigits d = new RealDigits();
    d.decode(real, RealDigits.ROUND_TRIP, 20);
    int n = 0;
    if (d.negative) {
      out[n++] = '-';
    }
    if (d.infinite) {
      out[n++] = 'I';
      out[n++] = 'n';
      out[n++] = 'f';
      return n;
    }
    int exponent = d.pointAt - 1;
    return exponent < -4 || exponent > 16 ? scientific(d, out, n, exponent) : plain(d, out, n);
  }

  private static int plain(RealDigits d, byte[] out, int at) {
    int n = at;
    int i = d.first;
    int end = d.first + d.count;
    if (d.pointAt <= 0) {
      out[n++] = '0';
    }
    for (int k = d.pointAt; k > 0; k--) {
      out[n++] = i < end ? d.digits[i++] : (byte) '0';
    }
    out[n++] = '.';
    for (int k = d.pointAt; k < 0; k++) {
      out[n++] = '0';
    }
    if (i == end) {
      out[n++] = '0';
    }
    while (i < end) {
      out[n++] = d.digits[i++];
    }
    return n;
  }

  private static int scientific(RealDigits d, byte[] out, int at, int exponent) {
    int n = at;
    int i = d.first;
    int end = d.first + d.count;
    out[n++] = d.digits[i++];
    out[n++] = '.';
    if (i == end) {
      out[n++] = '0';
    }
    while (i < end) {
      out[n++] = d.digits[i++];
    }
    out[n++] = 'e';
    out[n++] = (byte) (exponent < 0 ? '-' : '+');
    int e = Math.abs(exponent);
    if (e >= 100) {
      out[n++] = (byte) ('0' + e / 100);
    }
    out[n++] = (byte) ('0' + e / 10 % 10);
    out[n++] = (byte) ('0' + e % 10);
    return n;
  }
}

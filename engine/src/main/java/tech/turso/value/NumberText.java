package tech.turso.value;

import java.nio.charset.StandardCharsets;
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
  /** Longest: sign, 17 digits, point, "e-", three digits. */
  private static final int CAPACITY = 28;

  private static final byte[] INFINITY = "Inf".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] MINUS_INFINITY = "-Inf".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] MINIMUM =
      "-9223372036854775808".getBytes(StandardCharsets.ISO_8859_1);

  private NumberText() {}

  /** The text of an integer. */
  static byte[] ofInteger(long value) {
    if (value == Long.MIN_VALUE) {
      return MINIMUM.clone();
    }
    long rest = Math.abs(value);
    int length = value < 0 ? 1 : 0;
    for (long r = rest; ; ) {
      length++;
      r /= 10;
      if (r == 0) {
        break;
      }
    }
    byte[] out = new byte[length];
    int at = length;
    do {
      long next = rest / 10;
      out[--at] = (byte) ('0' + (int) (rest - next * 10));
      rest = next;
    } while (rest != 0);
    if (value < 0) {
      out[0] = '-';
    }
    return out;
  }

  /** The text of a real that is not NaN. */
  static byte[] of(double real) {
    RealDigits d = new RealDigits();
    d.decode(real, RealDigits.ROUND_TRIP, 20);
    if (d.infinite) {
      return (d.negative ? MINUS_INFINITY : INFINITY).clone();
    }
    byte[] out = new byte[CAPACITY];
    int n = 0;
    if (d.negative) {
      out[n++] = '-';
    }
    int exponent = d.pointAt - 1;
    n = exponent < -4 || exponent > 16 ? scientific(d, out, n, exponent) : plain(d, out, n);
    return Arrays.copyOf(out, n);
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

package tech.turso.func;

import static tech.turso.func.FunctionDef.ANY;
import static tech.turso.func.FunctionDef.builtIn;

import java.util.List;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.value.Comparison;
import tech.turso.value.Numbers;
import tech.turso.value.RealDigits;
import tech.turso.value.Register;

/**
 * abs, sign, round, random and the min and max of arguments.
 *
 * <p>SQLite: func.c.
 */
final class NumberFunctions {
  /** From 2^52 on a REAL has no fraction. */
  private static final double INTEGRAL = 4503599627370496.0;

  private static final int MOST_PLACES = 30;

  private NumberFunctions() {}

  static List<FunctionDef> all() {
    return List.of(
        builtIn("abs", 1, 1).scalar(NumberFunctions::abs),
        builtIn("sign", 1, 1).scalar(NumberFunctions::sign),
        builtIn("round", 1, 1).scalar(NumberFunctions::round),
        builtIn("round", 2, 2).scalar(NumberFunctions::round),
        builtIn("min", 1, ANY).needsCollation().scalar(c -> extreme(c, 1)),
        builtIn("max", 1, ANY).needsCollation().scalar(c -> extreme(c, -1)),
        builtIn("random", 0, 0).volatileResult().scalar(NumberFunctions::random),
        builtIn("randomblob", 1, 1).volatileResult().scalar(NumberFunctions::randomBlob),
        builtIn("zeroblob", 1, 1).scalar(NumberFunctions::zeroBlob));
  }

  private static void abs(CallContext c) {
    Register x = c.arg(0);
    switch (x.type) {
      case Register.NULL -> {}
      case Register.INTEGER -> {
        if (x.integer == Long.MIN_VALUE) {
          throw new DbException.Sql("integer overflow");
        }
        c.result().setInteger(Math.abs(x.integer));
      }
      default -> c.result().setReal(Math.abs(Numbers.realOf(x)));
    }
  }

  private static void sign(CallContext c) {
    Register x = c.numericArg(0);
    if (x.isNumber()) {
      double real = Numbers.realOf(x);
      c.result().setInteger(real < 0 ? -1 : real > 0 ? 1 : 0);
    }
  }

  private static void round(CallContext c) {
    long places = 0;
    if (c.argCount() == 2) {
      if (c.arg(1).type == Register.NULL) {
        return;
      }
      places = Math.clamp(c.longValue(1), 0, MOST_PLACES);
    }
    if (c.arg(0).type != Register.NULL) {
      c.result().setReal(rounded(c, Numbers.realOf(c.arg(0)), (int) places));
    }
  }

  private static double rounded(CallContext c, double real, int places) {
    if (real < -INTEGRAL || real > INTEGRAL) {
      return real;
    }
    if (places == 0) {
      return (double) (long) (real + (real < 0 ? -0.5 : 0.5));
    }
    RealDigits digits = c.digits();
    digits.decode(real, -places, Format.MOST_DIGITS_EXTENDED);
    if (digits.pointAt + places <= 0) {
      return digits.negative ? -0.0 : 0.0; // no digit is in sight
    }
    return digits.real();
  }

  /** The argument that comes first in order ({@code sign} 1) or last (-1); NULL if one is NULL. */
  private static void extreme(CallContext c, int sign) {
    Register best = c.arg(0);
    if (best.type == Register.NULL) {
      return;
    }
    for (int i = 1; i < c.argCount(); i++) {
      Register x = c.arg(i);
      if (x.type == Register.NULL) {
        return;
      }
      int order = Comparison.compare(best, x, c.collation());
      if (sign > 0 ? order >= 0 : order < 0) {
        best = x;
      }
    }
    c.resultOf(best);
  }

  /** Never the smallest integer, so that abs(random()) never fails. */
  private static void random(CallContext c) {
    long r = c.host().randomness().nextLong();
    c.result().setInteger(r < 0 ? -(r & Long.MAX_VALUE) : r);
  }

  private static void randomBlob(CallContext c) {
    long n = Math.max(c.longValue(0), 1);
    c.checkLength(n);
    byte[] out = new byte[(int) n];
    int at = 0;
    for (; at + 8 <= n; at += 8) {
      Bytes.put64(out, at, c.host().randomness().nextLong());
    }
    if (at < n) {
      for (long rest = c.host().randomness().nextLong(); at < n; at++, rest >>= 8) {
        out[at] = (byte) rest;
      }
    }
    c.result().setBlob(out);
  }

  private static void zeroBlob(CallContext c) {
    long n = Math.max(c.longValue(0), 0);
    c.checkLength(n);
    c.result().setZeroBlob((int) n);
  }
}

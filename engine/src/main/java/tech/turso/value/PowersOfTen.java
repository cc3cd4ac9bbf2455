package tech.turso.value;

import java.math.BigInteger;
import tech.turso.base.Bytes;

/**
 * Conversion between binary and decimal floating point by one multiplication with a power of ten of
 * 96 bits, to the very digits that SQLite produces.
 *
 * <p>The powers are not all exact: as in SQLite, those outside 0 to 26 are products of two shorter
 * tables, and their last bits decide some results. The tables are computed when the class is
 * loaded.
 *
 * <p>SQLite: util.c powerOfTen, sqlite3Fp2Convert10, sqlite3Fp10Convert2.
 */
final class PowersOfTen {
  private static final int FIRST = -348;
  private static final int LAST = 347;

  /** Powers 10^0 to 10^26 are exact in 64 bits; the others are 10^(27 g) times one of them. */
  private static final int STEP = 27;

  private static final int COARSE_FIRST = -13;
  private static final int COARSE_LAST = 12;

  /** The first 64 bits of 10^p at {@code p - FIRST}, the top one set. */
  private static final long[] HIGH = new long[LAST - FIRST + 1];

  /** The 32 bits that follow. */
  private static final int[] LOW = new int[LAST - FIRST + 1];

  static {
    fillTables();
  }

  private PowersOfTen() {}

  private static void fillTables() {
    long[] coarseHigh = new long[COARSE_LAST - COARSE_FIRST + 1];
    int[] coarseLow = new int[coarseHigh.length];
    for (int g = COARSE_FIRST; g <= COARSE_LAST; g++) {
      BigInteger bits = coarsePower(g * STEP);
      coarseHigh[g - COARSE_FIRST] = bits.shiftRight(32).longValue();
      coarseLow[g - COARSE_FIRST] = bits.intValue();
    }
    long[] fine = new long[STEP];
    BigInteger power = BigInteger.ONE;
    for (int n = 0; n < STEP; n++) {
      fine[n] = topBits(power, 64).longValue();
      power = power.multiply(BigInteger.TEN);
    }
    for (int p = FIRST; p <= LAST; p++) {
      int g = Math.floorDiv(p, STEP);
      int n = p - g * STEP;
      if (g == 0) {
        HIGH[p - FIRST] = fine[n];
      } else if (p == -1) {
        HIGH[p - FIRST] = 0xcccccccccccccccdL - 1;
        LOW[p - FIRST] = 0xcccccccc;
      } else if (n == 0) {
        HIGH[p - FIRST] = coarseHigh[g - COARSE_FIRST];
        LOW[p - FIRST] = coarseLow[g - COARSE_FIRST];
      } else {
        fillProduct(
            p, coarseHigh[g - COARSE_FIRST], coarseLow[g - COARSE_FIRST] & 0xffffffffL, fine[n]);
      }
    }
  }

  /** Sets the entry of {@code p} to the top 96 bits of a product of 96 and 64 bits. */
  private static void fillProduct(int p, long high, long low, long factor) {
    long top = Bytes.unsignedMultiplyHigh(high, factor);
    long middle = high * factor;
    long carried = Bytes.unsignedMultiplyHigh(low, factor) << 32 | low * factor >>> 32;
    long sum = middle + carried;
    if (Long.compareUnsigned(sum, middle) < 0) {
      top++;
    }
    int rest = (int) (sum >>> 32);
    if (top >= 0) {
      top = top << 1 | rest >>> 31;
      rest = rest << 1 | 1;
    }
    HIGH[p - FIRST] = top;
    LOW[p - FIRST] = rest;
  }

  /** The first 96 bits of 10^p, rounded to nearest. */
  private static BigInteger coarsePower(int p) {
    if (p >= 0) {
      BigInteger power = BigInteger.TEN.pow(p);
      return roundedTopBits(power);
    }
    BigInteger divisor = BigInteger.TEN.pow(-p);
    return roundedTopBits(BigInteger.ONE.shiftLeft(divisor.bitLength() + 200).divide(divisor));
  }

  private static BigInteger roundedTopBits(BigInteger number) {
    return topBits(number, 97).add(BigInteger.ONE).shiftRight(1);
  }

  private static BigInteger topBits(BigInteger number, int bits) {
    int excess = number.bitLength() - bits;
    return excess >= 0 ? number.shiftRight(excess) : number.shiftLeft(-excess);
  }

  /** floor(log2(10^p)). */
  private static int binaryExponent(int p) {
    return p * 108853 >> 15;
  }

  /** floor(log10(2^e)). */
  private static int decimalExponent(int e) {
    return e * 78913 >> 18;
  }

  /**
   * The power p for which {@code m * 2^e}, times 10^p, has at least {@code digits} digits before
   * the point; {@code m} has its top bit set.
   */
  static int scale(int e, int digits) {
    return digits - 1 - decimalExponent(e + 63);
  }

  /**
   * {@code m * 2^e * 10^p}, {@code p} from {@link #scale}: the digits of a real. It is rounded to
   * nearest if {@code digits} is 18, else truncated.
   */
  static long toDecimal(long m, int e, int p, int digits) {
    long h = Bytes.unsignedMultiplyHigh(m, HIGH[p - FIRST]);
    int shift = -(e + binaryExponent(p) + 1);
    if (digits == 18) {
      h >>>= shift - 1;
      return h + (h << 1 & 2) >>> 1;
    }
    return h >>> shift;
  }

  /**
   * The double nearest to {@code decimal * 10^p}; 0 and infinity where it is too small or too
   * large.
   *
   * @param decimal unsigned, not 0
   */
  static double toReal(long decimal, int p) {
    if (p < FIRST) {
      return 0.0;
    }
    if (p > LAST) {
      return Double.POSITIVE_INFINITY;
    }
    int bits = 64 - Long.numberOfLeadingZeros(decimal);
    int lp = binaryExponent(p);
    int e = 53 - bits - lp;
    if (e > 1074) {
      if (e >= 1130) {
        return 0.0;
      }
      e = 1074;
    }
    int shift = -(e - (64 - bits) + lp + 3);
    // 55 bits: the mantissa, two bits to round by, the lower one set if anything follows.
    long u = product(decimal << 64 - bits, p, shift);
    if (u >= (1L << 55) - 2) {
      u = u >>> 1 | u & 1;
      e--;
    }
    long m = u + 1 + (u >>> 2 & 1) >>> 2;
    if (e <= -972) {
      return Double.POSITIVE_INFINITY;
    }
    if ((m & 1L << 52) != 0) {
      m = m & ~(1L << 52) | (long) (1075 - e) << 52;
    }
    return Double.longBitsToDouble(m);
  }

  /** The top bits of {@code x * 10^p} above {@code shift}, the last one set if it is not exact. */
  private static long product(long x, int p, int shift) {
    long powerHigh = HIGH[p - FIRST];
    int powerLow = LOW[p - FIRST];
    if (powerLow != 0) {
      powerHigh++;
      powerLow = ~powerLow;
    }
    long hi = Bytes.unsignedMultiplyHigh(x, powerHigh);
    int middle = (int) (x * powerHigh >>> 32);
    int sticky = 1;
    if ((hi & (1L << shift) - 1) == 0) {
      int excess = (int) (Bytes.unsignedMultiplyHigh(x, (powerLow & 0xffffffffL) << 32) >>> 32);
      sticky = Integer.compareUnsigned(middle - excess, 1) > 0 ? 1 : 0;
      if (Integer.compareUnsigned(middle, excess) < 0) {
        hi--;
      }
    }
    return hi >>> shift | sticky;
  }
}

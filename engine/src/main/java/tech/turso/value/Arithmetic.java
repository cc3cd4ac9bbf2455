package tech.turso.value;

import java.util.Arrays;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;

/**
 * The arithmetic operators. Integers stay integers until they overflow, then the result is REAL; an
 * operation with NULL, by zero or without a number as its result gives NULL. Text and blobs count
 * by the number that begins them.
 *
 * <p>{@code out} may be one of the operands. The methods for INTEGER and REAL operands are short
 * and allocate nothing; everything else is apart.
 *
 * <p>SQLite: vdbe.c OP_Add and its family, OP_BitAnd and its family, OP_Concat.
 */
public final class Arithmetic {
  private static final int ADD = 0;
  private static final int SUBTRACT = 1;
  private static final int MULTIPLY = 2;
  private static final int DIVIDE = 3;
  private static final int REMAINDER = 4;

  private Arithmetic() {}

  /** {@code left + right}. */
  public static void add(Register left, Register right, Register out) {
    if (left.type == Register.INTEGER && right.type == Register.INTEGER) {
      long a = left.integer;
      long b = right.integer;
      long sum = a + b;
      if (((a ^ sum) & (b ^ sum)) >= 0) {
        out.setInteger(sum);
        return;
      }
    } else if (left.type == Register.REAL && right.type == Register.REAL) {
      out.setReal(left.real + right.real);
      return;
    }
    other(ADD, left, right, out);
  }

  /** {@code left - right}. */
  public static void subtract(Register left, Register right, Register out) {
    if (left.type == Register.INTEGER && right.type == Register.INTEGER) {
      long a = left.integer;
      long b = right.integer;
      long difference = a - b;
      if (((a ^ b) & (a ^ difference)) >= 0) {
        out.setInteger(difference);
        return;
      }
    } else if (left.type == Register.REAL && right.type == Register.REAL) {
      out.setReal(left.real - right.real);
      return;
    }
    other(SUBTRACT, left, right, out);
  }

  /** {@code left * right}. */
  public static void multiply(Register left, Register right, Register out) {
    if (left.type == Register.INTEGER && right.type == Register.INTEGER) {
      long a = left.integer;
      long b = right.integer;
      if ((int) a == a && (int) b == b) {
        out.setInteger(a * b);
        return;
      }
    } else if (left.type == Register.REAL && right.type == Register.REAL) {
      out.setReal(left.real * right.real);
      return;
    }
    other(MULTIPLY, left, right, out);
  }

  /** {@code left / right}: the quotient of integers is cut towards 0. */
  public static void divide(Register left, Register right, Register out) {
    if (left.type == Register.INTEGER && right.type == Register.INTEGER) {
      long b = right.integer;
      if (b > 0) {
        out.setInteger(left.integer / b);
        return;
      }
    } else if (left.type == Register.REAL && right.type == Register.REAL) {
      double b = right.real;
      if (b != 0.0) {
        out.setReal(left.real / b);
        return;
      }
    }
    other(DIVIDE, left, right, out);
  }

  /**
   * {@code left % right}: of the integer parts; has the sign of {@code left}; REAL if one of them
   * counts as REAL.
   */
  public static void remainder(Register left, Register right, Register out) {
    if (left.type == Register.INTEGER && right.type == Register.INTEGER && right.integer > 0) {
      out.setInteger(left.integer % right.integer);
      return;
    }
    other(REMAINDER, left, right, out);
  }

  private static void other(int op, Register left, Register right, Register out) {
    if (left.type == Register.NULL || right.type == Register.NULL) {
      out.setNull();
      return;
    }
    byte leftType = Numbers.numericType(left);
    byte rightType = Numbers.numericType(right);
    if (leftType == Register.INTEGER && rightType == Register.INTEGER) {
      integers(op, left.integer, right.integer, out);
    } else if (op == REMAINDER) {
      remainderOfReals(Numbers.integerOf(left), Numbers.integerOf(right), out);
    } else {
      // A text was read both ways; its REAL may be -0.0 where its INTEGER is 0.
      double a = left.type == Register.INTEGER ? (double) left.integer : left.real;
      double b = right.type == Register.INTEGER ? (double) right.integer : right.real;
      reals(op, a, b, out);
    }
  }

  private static void integers(int op, long a, long b, Register out) {
    switch (op) {
      case ADD -> {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
          out.setReal((double) a + (double) b);
        } else {
          out.setInteger(sum);
        }
      }
      case SUBTRACT -> {
        long difference = a - b;
        if (((a ^ b) & (a ^ difference)) < 0) {
          out.setReal((double) a - (double) b);
        } else {
          out.setInteger(difference);
        }
      }
      case MULTIPLY -> {
        long product = a * b;
        long high = Bytes.multiplyHigh(a, b);
        if (high != product >> 63) {
          out.setReal((double) a * (double) b);
        } else {
          out.setInteger(product);
        }
      }
      case DIVIDE -> {
        if (b == 0) {
          out.setNull();
        } else if (b == -1 && a == Long.MIN_VALUE) {
          out.setReal(-(double) a);
        } else {
          out.setInteger(a / b);
        }
      }
      case REMAINDER -> {
        if (b == 0) {
          out.setNull();
        } else {
          out.setInteger(b == -1 ? 0 : a % b);
        }
      }
      default -> throw new AssertionError(op);
    }
  }

  private static void remainderOfReals(long a, long b, Register out) {
    if (b == 0) {
      out.setNull();
    } else {
      out.setReal(b == -1 ? 0.0 : (double) (a % b));
    }
  }

  private static void reals(int op, double a, double b, Register out) {
    switch (op) {
      case ADD -> out.setReal(a + b);
      case SUBTRACT -> out.setReal(a - b);
      case MULTIPLY -> out.setReal(a * b);
      case DIVIDE -> {
        if (b == 0.0) {
          out.setNull();
        } else {
          out.setReal(a / b);
        }
      }
      default -> throw new AssertionError(op);
    }
  }

  /** {@code -in}, which is {@code 0 - in}: the smallest integer becomes REAL, 0.0 stays 0.0. */
  public static void negate(Register in, Register out) {
    if (in.type == Register.NULL) {
      out.setNull();
      return;
    }
    if (Numbers.numericType(in) == Register.INTEGER) {
      integers(SUBTRACT, 0, in.integer, out);
    } else {
      out.setReal(0.0 - in.real);
    }
  }

  /** {@code ~in}. */
  public static void bitNot(Register in, Register out) {
    if (in.type == Register.NULL) {
      out.setNull();
    } else {
      out.setInteger(~Numbers.integerOf(in));
    }
  }

  /** {@code left & right}. */
  public static void bitAnd(Register left, Register right, Register out) {
    if (left.type == Register.NULL || right.type == Register.NULL) {
      out.setNull();
    } else {
      out.setInteger(Numbers.integerOf(left) & Numbers.integerOf(right));
    }
  }

  /** {@code left | right}. */
  public static void bitOr(Register left, Register right, Register out) {
    if (left.type == Register.NULL || right.type == Register.NULL) {
      out.setNull();
    } else {
      out.setInteger(Numbers.integerOf(left) | Numbers.integerOf(right));
    }
  }

  /** {@code left << right}: a negative count shifts the other way, from 64 on all bits are gone. */
  public static void shiftLeft(Register left, Register right, Register out) {
    if (left.type == Register.NULL || right.type == Register.NULL) {
      out.setNull();
      return;
    }
    long count = Numbers.integerOf(right);
    long value = Numbers.integerOf(left);
    out.setInteger(count >= 0 ? left(value, count) : right(value, opposite(count)));
  }

  /** {@code left >> right}: keeps the sign. */
  public static void shiftRight(Register left, Register right, Register out) {
    if (left.type == Register.NULL || right.type == Register.NULL) {
      out.setNull();
      return;
    }
    long count = Numbers.integerOf(right);
    long value = Numbers.integerOf(left);
    out.setInteger(count >= 0 ? right(value, count) : left(value, opposite(count)));
  }

  private static long opposite(long negativeCount) {
    return negativeCount > -64 ? -negativeCount : 64;
  }

  private static long left(long value, long count) {
    return count >= 64 ? 0 : value << count;
  }

  private static long right(long value, long count) {
    return value >> Math.min(count, 63);
  }

  /**
   * {@code left || right}: TEXT, of the bytes of both.
   *
   * @param maxBytes the longest result allowed
   * @throws DbException.Sql with TOOBIG if it would be longer; {@code out} is unchanged
   */
  public static void concat(Register left, Register right, Register out, int maxBytes) {
    if (left.type == Register.NULL || right.type == Register.NULL) {
      out.setNull();
      return;
    }
    byte[] a = left.type < Register.TEXT ? textOf(left) : left.bytes;
    byte[] b = right.type < Register.TEXT ? textOf(right) : right.bytes;
    int aOffset = left.type < Register.TEXT ? 0 : left.offset;
    int bOffset = right.type < Register.TEXT ? 0 : right.offset;
    int aLength = left.type < Register.TEXT ? a.length : left.length;
    int bLength = right.type < Register.TEXT ? b.length : right.length;
    int aZeros = left.type == Register.BLOB ? left.zeros : 0;
    int bZeros = right.type == Register.BLOB ? right.zeros : 0;
    long total = (long) aLength + aZeros + bLength + bZeros;
    if (total > maxBytes) {
      throw new DbException.Sql(ResultCode.TOOBIG, ResultCode.TOOBIG.message());
    }
    int count = (int) total;
    byte[] both = out.room(count);
    if (both == a || both == b) {
      both = new byte[count];
    }
    System.arraycopy(a, aOffset, both, 0, aLength);
    System.arraycopy(b, bOffset, both, aLength + aZeros, bLength);
    if ((aZeros | bZeros) != 0) {
      Arrays.fill(both, aLength, aLength + aZeros, (byte) 0);
      Arrays.fill(both, count - bZeros, count, (byte) 0);
    }
    out.setText(both, 0, count);
  }

  private static byte[] textOf(Register number) {
    return number.type == Register.INTEGER
        ? NumberText.of(number.integer)
        : NumberText.of(number.real);
  }
}

package tech.turso.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;

/** Facts of the arithmetic operators. The values are SQLite 3.54.1's. */
final class ArithmeticTest {
  private final Register left = new Register();
  private final Register right = new Register();
  private final Register out = new Register();

  private void integers(long a, long b) {
    left.setInteger(a);
    right.setInteger(b);
  }

  private void reals(double a, double b) {
    left.setReal(a);
    right.setReal(b);
  }

  @Test
  void overflowMakesAReal() {
    integers(Long.MAX_VALUE, 1);
    Arithmetic.add(left, right, out);
    assertThat(out).hasToString("9.223372036854776E18");
    integers(Long.MIN_VALUE, 1);
    Arithmetic.subtract(left, right, out);
    assertThat(out).hasToString("-9.223372036854776E18");
    integers(1L << 62, 2);
    Arithmetic.multiply(left, right, out);
    assertThat(out.real).isEqualTo(0x1p63);
    integers(Long.MIN_VALUE, -1);
    Arithmetic.divide(left, right, out);
    assertThat(out.real).isEqualTo(0x1p63);
  }

  @Test
  void productsThatJustFitStayIntegers() {
    integers(-(1L << 62), 2);
    Arithmetic.multiply(left, right, out);
    assertThat(out).hasToString("-9223372036854775808");
    integers(3037000499L, 3037000499L);
    Arithmetic.multiply(left, right, out);
    assertThat(out).hasToString("9223372030926249001");
  }

  @Test
  void divisionByZeroIsNull() {
    integers(1, 0);
    Arithmetic.divide(left, right, out);
    assertThat(out.isNull()).isTrue();
    Arithmetic.remainder(left, right, out);
    assertThat(out.isNull()).isTrue();
    reals(1, 0);
    Arithmetic.divide(left, right, out);
    assertThat(out.isNull()).isTrue();
  }

  @Test
  void remainderIsOfTheIntegerParts() {
    reals(5.5, 2);
    Arithmetic.remainder(left, right, out);
    assertThat(out).hasToString("1.0");
    reals(1e30, 7);
    Arithmetic.remainder(left, right, out);
    assertThat(out).hasToString("0.0");
    integers(Long.MIN_VALUE, -1);
    Arithmetic.remainder(left, right, out);
    assertThat(out).hasToString("0");
    reals(1, 0.9);
    Arithmetic.remainder(left, right, out);
    assertThat(out.isNull()).isTrue();
  }

  @Test
  void whatIsNoNumberIsNull() {
    reals(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    Arithmetic.add(left, right, out);
    assertThat(out.isNull()).isTrue();
  }

  @Test
  void shiftsOfAnyCountAreDefined() {
    integers(-8, 64);
    Arithmetic.shiftRight(left, right, out);
    assertThat(out.integer).isEqualTo(-1);
    Arithmetic.shiftLeft(left, right, out);
    assertThat(out.integer).isZero();
    integers(5, -1);
    Arithmetic.shiftRight(left, right, out);
    assertThat(out.integer).isEqualTo(10);
    integers(-1, Long.MIN_VALUE);
    Arithmetic.shiftLeft(left, right, out);
    assertThat(out.integer).isEqualTo(-1);
  }

  @Test
  void textCountsByItsPrefix() {
    left.setText("12abc");
    right.setText("1e1");
    Arithmetic.add(left, right, out);
    assertThat(out).hasToString("22.0");
    assertThat(left).as("operands stay").hasToString("'12abc'");
  }

  @Test
  void concatenationTakesOperandsInPlace() {
    left.setText("ab");
    Arithmetic.concat(left, left, left, 100);
    Arithmetic.concat(left, left, left, 100);
    assertThat(left).hasToString("'abababab'");
    right.setInteger(-5);
    Arithmetic.concat(right, left, right, 100);
    assertThat(right).hasToString("'-5abababab'");
  }

  @Test
  void concatenationBeyondTheLimitFails() {
    left.setText("abc");
    right.setText("de");
    assertThatThrownBy(() -> Arithmetic.concat(left, right, out, 4))
        .isInstanceOf(DbException.Sql.class)
        .hasMessage("string or blob too big")
        .extracting(e -> ((DbException) e).code())
        .isEqualTo(ResultCode.TOOBIG);
  }
}

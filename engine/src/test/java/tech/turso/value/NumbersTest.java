package tech.turso.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts of numbers and their texts. The values are SQLite 3.54.1's. */
final class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "1e22, 1.0e+22",
    "0.3333333333333333, 0.33333333333333332",
    "0.6666666666666666, 0.66666666666666663",
    "1e15, 1000000000000000.0",
    "1e16, 10000000000000000.0",
    "1e17, 1.0e+17",
    "0.30000000000000004, 0.30000000000000004",
    "123456789012345.6, 123456789012345.59",
    "999999999999999.9, 999999999999999.88",
    "123456789.123456789, 123456789.12345679",
    "4.9e-324, 4.9406564584124654e-324",
    "0.0001, 0.0001",
    "1e-5, 1.0e-05",
    "49.47, 49.47",
    "-2.5, -2.5",
    "100, 100.0",
    "-0.0, 0.0",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "Infinity, Inf",
    "-Infinity, -Inf"
  })
  void textOfReals(double real, String text) {
    assertThat(Numbers.realText(real)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "3500000000000000.2500001, 3500000000000000.0",
    "1e400, Infinity",
    "-1e400, -Infinity",
    "1e-400, 0.0",
    "'  12.5x', 12.5",
    "1e, 1.0",
    "1e+, 1.0",
    ".5, 0.5",
    "5., 5.0",
    "., 0.0",
    "-, 0.0",
    "+.5e1, 5.0",
    "0x10, 0.0",
    "1_000, 1.0",
    "99999999999999999999, 1e20",
    "'', 0.0"
  })
  void realsOfTexts(String text, double real) {
    assertThat(Numbers.realOf(text(text))).isEqualTo(real);
  }

  @ParameterizedTest
  @CsvSource({
    "1e3, 1",
    "' 12 ', 12",
    "-7x, -7",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "-99999999999999999999, -9223372036854775808",
    "000000000000000000000000000000012, 12",
    "0x10, 0",
    "abc, 0"
  })
  void integersOfTexts(String text, long integer) {
    assertThat(Numbers.integerOf(text(text))).isEqualTo(integer);
  }

  @ParameterizedTest
  @CsvSource({
    "5.0, INTEGER, 5",
    "1e3, INTEGER, 1000",
    "' 12 ', INTEGER, 12",
    "5.5, REAL, 5.5",
    "9223372036854775807, INTEGER, 9223372036854775807",
    "9223372036854775808, REAL, 9.223372036854776E18",
    "9007199254740993, INTEGER, 9007199254740993",
    "5x, TEXT, '''5x'''",
    "'', TEXT, ''''''",
    "0x10, TEXT, '''0x10'''"
  })
  void affinityWantsTheWholeText(String text, String type, String value) {
    Register r = text(text);
    Affinity.NUMERIC.apply(r);
    assertThat(typeName(r)).isEqualTo(type);
    assertThat(r).hasToString(value);
  }

  @Test
  void textWithANulIsANumberUpToItForAffinity() {
    Register r = text("12\0abc");
    Affinity.NUMERIC.apply(r);
    assertThat(r).hasToString("12");
  }

  @Test
  void largeRealsStayReals() {
    Register r = new Register();
    r.setReal(9223372036854775807.0);
    Affinity.NUMERIC.apply(r);
    assertThat(r.type).isEqualTo(Register.REAL);
    r.setReal(9223372036854774784.0);
    Affinity.NUMERIC.apply(r);
    assertThat(r.integer).isEqualTo(9223372036854774784L);
  }

  @Test
  void castToNumericTakesThePrefix() {
    assertThat(cast("1e3x")).hasToString("1000");
    assertThat(cast("12.5x")).hasToString("12.5");
    assertThat(cast("x")).hasToString("0");
    assertThat(cast("99999999999999999999x")).hasToString("1.0E20");
  }

  @Test
  void castToTextWritesOutAZeroBlob() {
    Register r = new Register();
    r.setZeroBlob(3);
    Cast.apply(r, Affinity.TEXT);
    assertThat(r.type).isEqualTo(Register.TEXT);
    assertThat(r.toBytes()).containsExactly(0, 0, 0);
  }

  @Test
  void comparisonOfIntegerAndRealIsExact() {
    assertThat(Comparison.compare(9007199254740993L, 9007199254740992.0)).isPositive();
    assertThat(Comparison.compare(Long.MAX_VALUE, 9223372036854775808.0)).isNegative();
    assertThat(Comparison.compare(Long.MIN_VALUE, -9223372036854775808.0)).isZero();
    assertThat(Comparison.compare(1, 1.5)).isNegative();
    assertThat(Comparison.compare(-1, -1.5)).isPositive();
  }

  private static Register cast(String text) {
    Register r = text(text);
    Cast.apply(r, Affinity.NUMERIC);
    return r;
  }

  private static Register text(String text) {
    Register r = new Register();
    r.setText(text);
    return r;
  }

  private static String typeName(Register r) {
    return new String[] {"NULL", "INTEGER", "REAL", "TEXT", "BLOB"}[r.type];
  }
}

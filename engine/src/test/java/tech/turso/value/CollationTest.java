package tech.turso.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tech.turso.base.TextEncoding;

final class CollationTest {
  private static int compare(Collation collation, String a, String b) {
    byte[] x = a.getBytes(StandardCharsets.UTF_8);
    byte[] y = b.getBytes(StandardCharsets.UTF_8);
    return Integer.signum(collation.compare(x, 0, x.length, y, 0, y.length));
  }

  @Test
  void noCaseFoldsAsciiOnlyAndComparesAsLowerCase() {
    assertThat(compare(Collation.NOCASE, "aBc", "AbC")).isZero();
    assertThat(compare(Collation.NOCASE, "É", "é")).isNegative();
    assertThat(compare(Collation.NOCASE, "_", "A")).as("_ is before a, after A").isNegative();
    assertThat(compare(Collation.NOCASE, "a", "AB")).isNegative();
  }

  @Test
  void noCaseEndsAtANulAndThenComparesLengths() {
    assertThat(compare(Collation.NOCASE, "a\0x", "A\0y")).isZero();
    assertThat(compare(Collation.NOCASE, "a\0xx", "A\0y")).isPositive();
  }

  @Test
  void rtrimIgnoresSpacesAtTheEndAndNothingElse() {
    assertThat(compare(Collation.RTRIM, "a  ", "a")).isZero();
    assertThat(compare(Collation.RTRIM, "a\t", "a")).isPositive();
    assertThat(compare(Collation.RTRIM, " a", "a")).isNegative();
  }

  @Test
  void binaryOfUtf16FilesIsTheOrderOfTheirBytes() {
    Collation little = Collation.binary(TextEncoding.UTF16LE);
    Collation big = Collation.binary(TextEncoding.UTF16BE);
    assertThat(compare(Collation.BINARY, "a", "Ā")).isNegative();
    assertThat(compare(little, "a", "Ā")).as("61 00 and 00 01").isPositive();
    assertThat(compare(big, "\uffff", "😀")).as("ff ff and d8 3d").isPositive();
    assertThat(compare(Collation.BINARY, "\uffff", "😀")).isNegative();
    assertThat(little.isBinary()).isTrue();
  }

  @Test
  void builtInNamesHaveNoCase() {
    assertThat(Collation.builtIn("NoCase", TextEncoding.UTF8)).isSameAs(Collation.NOCASE);
    assertThat(Collation.builtIn("binary", TextEncoding.UTF16BE).name()).isEqualTo("BINARY");
    assertThat(Collation.builtIn("german", TextEncoding.UTF8)).isNull();
  }
}

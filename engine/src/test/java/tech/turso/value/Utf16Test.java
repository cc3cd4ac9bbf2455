package tech.turso.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.turso.base.TextEncoding;

final class Utf16Test {
  @ParameterizedTest
  @EnumSource(names = {"UTF16LE", "UTF16BE"})
  void anyUnitsSurviveTheWayToUtf8AndBack(TextEncoding encoding) {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      byte[] units = new byte[2 * random.nextInt(12)];
      random.nextBytes(units);
      int high = encoding == TextEncoding.UTF16BE ? 0 : 1;
      for (int i = high; i < units.length; i += 2) {
        if (random.nextBoolean()) {
          units[i] = (byte) (0xd8 + random.nextInt(8)); // surrogates, in pairs and alone
        }
      }
      byte[] utf8 = Utf16.toUtf8(units, 0, units.length, encoding);
      assertThat(Utf16.fromUtf8(utf8, 0, utf8.length, encoding))
          .as("round %d", round)
          .isEqualTo(units);
    }
  }

  @Test
  void validTextIsJavas() {
    String text = "aé€😀z";
    byte[] units = text.getBytes(StandardCharsets.UTF_16LE);
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Utf16.toUtf8(units, 0, units.length, TextEncoding.UTF16LE)).isEqualTo(utf8);
    assertThat(Utf16.fromUtf8(utf8, 0, utf8.length, TextEncoding.UTF16LE)).isEqualTo(units);
  }

  @Test
  void anOddByteIsDropped() {
    assertThat(Utf16.toUtf8(new byte[] {'a', 0, 'b'}, 0, 3, TextEncoding.UTF16LE))
        .containsExactly('a');
  }
}

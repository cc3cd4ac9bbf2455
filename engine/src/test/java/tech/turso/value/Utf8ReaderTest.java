package tech.turso.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code points of valid and invalid UTF-8. The values are those of SQLite's unicode(). */
final class Utf8ReaderTest {
  @ParameterizedTest
  @CsvSource({
    "61, 97, 1",
    "c3a9, 233, 2",
    "e282ac, 8364, 3",
    "f09f9880, 128512, 4",
    "eda080, 65533, 3",
    "efbfbe, 65534, 3",
    "f7bfbfbf, 2097151, 4",
    "f8bfbfbfbf, 16777215, 5",
    "c080, 65533, 2",
    "80, 128, 1",
    "ff, 65533, 1",
    "f090, 65533, 2",
    "f4908080, 1114112, 4",
    "e28282828282828282, -2113396606, 9"
  })
  void codePoints(String hex, int codePoint, int bytes) {
    byte[] utf8 = java.util.HexFormat.of().parseHex(hex);
    assertThat(Utf8Reader.codePoint(utf8, 0, utf8.length)).isEqualTo(codePoint);
    assertThat(Utf8Reader.encodedBytes(utf8, 0, utf8.length)).isEqualTo(bytes);
  }
}

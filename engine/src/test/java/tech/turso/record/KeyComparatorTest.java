package tech.turso.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tech.turso.record.RecordTest.blob;
import static tech.turso.record.RecordTest.integer;
import static tech.turso.record.RecordTest.randomRow;
import static tech.turso.record.RecordTest.real;
import static tech.turso.record.RecordTest.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.TextEncoding;
import tech.turso.value.Collation;
import tech.turso.value.Comparison;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

class KeyComparatorTest {
  private static int compare(KeyInfo info, Register[] record, Register... key) {
    RecordWriter writer = new RecordWriter(info.encoding(), 4);
    writer.write(record, 0, record.length);
    writer.storeZeros();
    byte[] padded = new byte[writer.length() + 7];
    System.arraycopy(writer.bytes(), 0, padded, 3, writer.length());
    return Integer.signum(
        KeyComparator.compare(padded, 3, writer.length(), key, 0, key.length, info));
  }

  private static KeyInfo keyed(TextEncoding encoding, Collation collation, int flags) {
    return new KeyInfo(1, 1, new Collation[] {collation}, new byte[] {(byte) flags}, encoding);
  }

  private static Register[] row(Register... values) {
    return values;
  }

  @Test
  void typesAreOrderedNullNumberTextBlob() {
    KeyInfo info = KeyInfo.binary(1);
    Register[] ordered = {
      new Register(),
      real(-1e300),
      integer(-1),
      real(-0.5),
      integer(0),
      real(0.5),
      integer(1),
      real(9.007199254740992E15),
      integer(9007199254740993L),
      text(""),
      text("a"),
      text("b"),
      blob(),
      blob((byte) 1)
    };
    for (int i = 0; i < ordered.length; i++) {
      for (int j = 0; j < ordered.length; j++) {
        assertThat(compare(info, row(ordered[i]), ordered[j]))
            .as("%s against %s", ordered[i], ordered[j])
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @Test
  void aPrefixOfTheKeyIsEqualAndAShorterRecordIsMalformed() {
    KeyInfo info = KeyInfo.binary(3);
    assertThat(compare(info, row(integer(1), text("x")), integer(1))).isZero();
    assertThat(compare(info, row(integer(1)), integer(2), text("x"))).isNegative();
    assertThatThrownBy(() -> compare(info, row(integer(1)), integer(1), text("x")))
        .isInstanceOf(DbException.Corrupt.class);
  }

  @Test
  void descendingTurnsTheOrder() {
    KeyInfo info = keyed(TextEncoding.UTF8, Collation.BINARY, KeyInfo.DESC);
    assertThat(compare(info, row(integer(2)), integer(1))).isNegative();
    assertThat(compare(info, row(text("a")), text("b"))).isPositive();
    assertThat(compare(info, row(new Register()), integer(1))).isPositive();
  }

  @Test
  void bigNullPutsNullsAtTheOtherEnd() {
    KeyInfo last = keyed(TextEncoding.UTF8, Collation.BINARY, KeyInfo.BIG_NULL);
    assertThat(compare(last, row(new Register()), integer(1))).isPositive();
    assertThat(compare(last, row(integer(1)), new Register())).isNegative();
    assertThat(compare(last, row(integer(1)), integer(2))).isNegative();
    KeyInfo first = keyed(TextEncoding.UTF8, Collation.BINARY, KeyInfo.BIG_NULL | KeyInfo.DESC);
    assertThat(compare(first, row(new Register()), integer(1))).isNegative();
    assertThat(compare(first, row(integer(1)), integer(2))).isPositive();
  }

  @Test
  void collationsDecideTexts() {
    KeyInfo nocase = keyed(TextEncoding.UTF8, Collation.NOCASE, 0);
    assertThat(compare(nocase, row(text("ABC")), text("abc"))).isZero();
    KeyInfo rtrim = keyed(TextEncoding.UTF16LE, Collation.RTRIM, 0);
    assertThat(compare(rtrim, row(text("a  ")), text("a"))).isZero();
  }

  @Test
  void binaryComparesTheBytesOfTheFilesEncoding() {
    // U+FF5E is above U+1F600 in UTF-16 and below it in UTF-8.
    Register tilde = text("～");
    Register face = text("😀");
    for (TextEncoding encoding : TextEncoding.values()) {
      KeyInfo info = keyed(encoding, Collation.binary(encoding), 0);
      java.nio.charset.Charset charset =
          switch (encoding) {
            case UTF8 -> StandardCharsets.UTF_8;
            case UTF16LE -> StandardCharsets.UTF_16LE;
            case UTF16BE -> StandardCharsets.UTF_16BE;
          };
      byte[] a = "～".getBytes(charset);
      byte[] b = "😀".getBytes(charset);
      assertThat(compare(info, row(tilde), face))
          .as("%s", encoding)
          .isEqualTo(Integer.signum(Bytes.compare(a, 0, a.length, b, 0, b.length)));
    }
  }

  @ParameterizedTest
  @EnumSource(TextEncoding.class)
  void agreesWithComparingRegisters(TextEncoding encoding) {
    Random random = new Random(11);
    Collation binary = Collation.binary(encoding);
    Collation[] collations = {binary, Collation.NOCASE, Collation.RTRIM};
    for (int round = 0; round < 5_000; round++) {
      byte[] flags = {(byte) random.nextInt(2), (byte) random.nextInt(2), 0};
      KeyInfo info = new KeyInfo(3, 3, collations, flags, encoding);
      Register[] record = randomRow(random, 3);
      Register[] key = randomRow(random, 3);
      for (int i = 0; i < 2 && random.nextBoolean(); i++) {
        key[i] = record[i];
      }
      int expected = 0;
      for (int i = 0; i < 3 && expected == 0; i++) {
        expected = Comparison.compare(record[i], key[i], collations[i]);
        expected = flags[i] == KeyInfo.DESC ? -expected : expected;
      }
      assertThat(compare(info, record, key))
          .as("round %d: %s and %s", round, Arrays.toString(record), Arrays.toString(key))
          .isEqualTo(Integer.signum(expected));
    }
  }
}

package tech.turso.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.base.DbException;
import tech.turso.base.TextEncoding;
import tech.turso.value.Affinity;
import tech.turso.value.Register;

class RecordTest {
  static Register integer(long value) {
    Register r = new Register();
    r.setInteger(value);
    return r;
  }

  static Register real(double value) {
    Register r = new Register();
    r.setReal(value);
    return r;
  }

  static Register text(String value) {
    Register r = new Register();
    r.setText(value);
    return r;
  }

  static Register blob(byte... value) {
    Register r = new Register();
    r.setBlob(value);
    return r;
  }

  static Register zeros(int count) {
    Register r = new Register();
    r.setZeroBlob(count);
    return r;
  }

  static String hex(RecordWriter writer) {
    return HexFormat.of().formatHex(writer.bytes(), 0, writer.length());
  }

  private static String hex(int format, Register... values) {
    RecordWriter writer = new RecordWriter(TextEncoding.UTF8, format);
    writer.write(values, 0, values.length);
    return hex(writer);
  }

  @Test
  void integersTakeTheShortestType() {
    assertThat(hex(4, integer(0))).isEqualTo("0208");
    assertThat(hex(4, integer(1))).isEqualTo("0209");
    assertThat(hex(1, integer(0))).isEqualTo("020100");
    assertThat(hex(3, integer(1))).isEqualTo("020101");
    assertThat(hex(4, integer(-128))).isEqualTo("020180");
    assertThat(hex(4, integer(128))).isEqualTo("02020080");
    assertThat(hex(4, integer(-32769))).isEqualTo("0203ff7fff");
    assertThat(hex(4, integer(8388608))).isEqualTo("020400800000");
    assertThat(hex(4, integer(2147483648L))).isEqualTo("0205000080000000");
    assertThat(hex(4, integer(140737488355328L))).isEqualTo("02060000800000000000");
  }

  @Test
  void realsOfRealColumnsAreStoredAsShortIntegersWhereExact() {
    RecordWriter writer = new RecordWriter(TextEncoding.UTF8, 4);
    Register[] values = {real(5), real(5.5), real(-0.0), real(140737488355328.0)};
    writer.write(
        values, 0, 4, new Affinity[] {Affinity.REAL, Affinity.REAL, Affinity.REAL, Affinity.REAL});
    assertThat(hex(writer))
        .isEqualTo("0501070807" + "05" + "4016000000000000" + "42e0000000000000");
    writer.write(values, 0, 1, new Affinity[] {Affinity.NUMERIC});
    assertThat(hex(writer)).isEqualTo("0207" + "4014000000000000");
  }

  @Test
  void zerosAtTheEndAreCountedAndOthersStored() {
    RecordWriter writer = new RecordWriter(TextEncoding.UTF8, 4);
    Register[] values = {zeros(2), text("a"), zeros(3), new Register()};
    writer.write(values, 0, 4);
    assertThat(hex(writer)).isEqualTo("05100f1200" + "0000" + "61");
    assertThat(writer.zeros()).isEqualTo(3);
    writer.storeZeros();
    assertThat(hex(writer)).isEqualTo("05100f1200" + "0000" + "61" + "000000");
    assertThat(writer.zeros()).isZero();
  }

  @Test
  void aHeaderOf127BytesCountsItsOwnLengthInTwo() {
    Register[] values = new Register[127];
    Arrays.setAll(values, i -> new Register());
    RecordWriter writer = new RecordWriter(TextEncoding.UTF8, 4);
    assertThat(writer.write(values, 0, 126)).isEqualTo(127);
    assertThat(writer.write(values, 0, 127)).isEqualTo(129);
    assertThat(writer.bytes()).startsWith(0x81, 0x01, 0x00);
    RecordReader reader = new RecordReader(TextEncoding.UTF8);
    reader.begin(writer.bytes(), 0, 129);
    assertThat(reader.columnCount()).isEqualTo(127);
  }

  @Test
  void aRowLongerThanTheLimitIsTooBig() {
    RecordWriter writer = new RecordWriter(TextEncoding.UTF8, 4);
    Register[] values = {zeros(1_000_000_000)};
    assertThatThrownBy(() -> writer.write(values, 0, 1))
        .isInstanceOf(DbException.Sql.class)
        .hasMessage("string or blob too big");
  }

  @Test
  void aColumnThatTheRecordLacksIsToldAndLeavesTheRegister() {
    RecordReader reader = new RecordReader(TextEncoding.UTF8);
    reader.begin(HexFormat.of().parseHex("0209"), 0, 2);
    Register out = text("default");
    assertThat(reader.column(1, out)).isFalse();
    assertThat(out.decodeText()).isEqualTo("default");
    assertThat(reader.column(0, out)).isTrue();
    assertThat(out.integer).isEqualTo(1);
    reader.begin(new byte[0], 0, 0);
    assertThat(reader.column(0, out)).isFalse();
  }

  @Test
  void types10And11ReadAsNull() {
    RecordReader reader = new RecordReader(TextEncoding.UTF8);
    reader.begin(HexFormat.of().parseHex("040a0b09"), 0, 4);
    Register out = text("x");
    assertThat(reader.column(0, out)).isTrue();
    assertThat(out.isNull()).isTrue();
    assertThat(reader.column(2, out)).isTrue();
    assertThat(out.integer).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0406", // ends before its header
        "0206ff", // integer of 8 bytes in one
        "03ffffffffffff7f61", // type ends outside the header
        "8f7f61", // header longer than the record
        "ffffffffffffffffff", // header of 2^64 - 1
        "0affffffffffffffff7f01" // type of 63 bits
      })
  void malformedRecordsAreCorrupt(String bytes) {
    byte[] record = HexFormat.of().parseHex(bytes);
    RecordReader reader = new RecordReader(TextEncoding.UTF8);
    assertThatThrownBy(
            () -> {
              reader.begin(record, 0, record.length);
              reader.column(3, new Register());
            })
        .isInstanceOf(DbException.Corrupt.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomBytesAreReadOrCorrupt(long seed) {
    Random random = new Random(seed);
    RecordReader reader = new RecordReader(TextEncoding.UTF16LE);
    KeyComparator comparator = new KeyComparator(tech.turso.value.KeyInfo.binary(2));
    Register out = new Register();
    int corrupt = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] record = new byte[random.nextInt(40)];
      random.nextBytes(record);
      if (record.length > 0 && random.nextInt(4) > 0) {
        record[0] = (byte) random.nextInt(record.length + 1);
      }
      try {
        comparator.key(new Register[] {integer(random.nextInt(3)), text("a")}, 0, 2);
        comparator.compare(record, 0, record.length);
        reader.begin(record, 0, record.length);
        int n = reader.columnCount();
        for (int c = 0; c < n; c++) {
          assertThat(reader.column(c, out)).isTrue();
        }
      } catch (DbException.Corrupt e) {
        corrupt++;
      }
    }
    assertThat(corrupt).as("seed %d", seed).isBetween(1, 19_999);
  }

  @ParameterizedTest
  @EnumSource(TextEncoding.class)
  void randomRowsComeBackInEveryEncodingAlsoFromOverflow(TextEncoding encoding) {
    Random random = new Random(7);
    RecordWriter writer = new RecordWriter(encoding, 4);
    RecordReader reader = new RecordReader(encoding);
    Register out = new Register();
    for (int round = 0; round < 2_000; round++) {
      Register[] row = randomRow(random, 1 + random.nextInt(round % 100 == 0 ? 300 : 8));
      int length = writer.write(row, 0, row.length);
      writer.storeZeros();
      byte[] record = Arrays.copyOf(writer.bytes(), writer.length());
      int least = Math.min(record.length, 9);
      int local = least + random.nextInt(record.length - least + 1);
      byte[] page = Arrays.copyOfRange(record, 0, local);
      reader.begin(
          page,
          0,
          local,
          record.length,
          (from, into, at, count) -> System.arraycopy(record, (int) from, into, at, count));
      assertThat(length).isLessThanOrEqualTo(record.length);
      for (int i = row.length - 1; i >= 0; i -= 1 + random.nextInt(2)) {
        assertThat(reader.column(i, out)).isTrue();
        assertThat(describe(out)).as("round %d column %d", round, i).isEqualTo(describe(row[i]));
      }
      assertThat(reader.columnCount()).isEqualTo(row.length);
    }
  }

  static String describe(Register r) {
    return r.type == Register.BLOB ? HexFormat.of().formatHex(r.toBytes()) : r.toString();
  }

  static Register[] randomRow(Random random, int columns) {
    Register[] row = new Register[columns];
    Arrays.setAll(row, i -> randomValue(random));
    return row;
  }

  static Register randomValue(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> new Register();
      case 1 -> integer(random.nextInt(4) - 1);
      case 2, 3 -> integer(random.nextLong() >> random.nextInt(64));
      case 4 -> real(random.nextInt(5) / 2.0);
      case 5 -> blob(HexFormat.of().parseHex("00ff".repeat(random.nextInt(40))));
      case 6 -> zeros(random.nextInt(9));
      default -> text("aé€😀".repeat(random.nextInt(5)) + random.nextInt(100));
    };
  }
}

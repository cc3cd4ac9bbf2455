package tech.turso.vdbe.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.base.TextEncoding;
import tech.turso.engine.TestConnection;
import tech.turso.record.RecordReader;
import tech.turso.record.RecordWriter;
import tech.turso.value.Collation;
import tech.turso.value.Comparison;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.memory.MemoryVfs;

class SorterTest {
  private static final Collation LENGTH =
      Collation.user("LENGTH", (a, ao, al, b, bo, bl) -> Integer.compare(al, bl));

  /** What first fields may be, so that every kind of prefix is met. */
  private enum Values {
    INTEGERS,
    SHORT_TEXTS,
    TEXTS,
    MIXED
  }

  private static KeyInfo info(TextEncoding encoding, Collation collation, int... flags) {
    Collation[] collations = new Collation[flags.length];
    Arrays.fill(collations, collation);
    byte[] bytes = new byte[flags.length];
    for (int i = 0; i < flags.length; i++) {
      bytes[i] = (byte) flags[i];
    }
    return new KeyInfo(flags.length, flags.length + 1, collations, bytes, encoding);
  }

  private static Register value(Random random, Values values) {
    Register value = new Register();
    int kind =
        switch (values) {
          case INTEGERS -> 1;
          case SHORT_TEXTS -> 5;
          case TEXTS -> 3;
          case MIXED -> random.nextInt(5);
        };
    switch (kind) {
      case 1 ->
          value.setInteger(
              switch (random.nextInt(3)) {
                case 0 -> random.nextInt(5);
                case 1 -> random.nextLong();
                default -> (1L << 53) + random.nextInt(4);
              });
      case 2 ->
          value.setReal(
              switch (random.nextInt(3)) {
                case 0 -> random.nextInt(5) / 2.0;
                case 1 -> random.nextGaussian() * 1e20;
                default -> 9007199254740992.0;
              });
      case 3 -> value.setText(text(random));
      case 4 -> value.setBlob(text(random).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      case 5 -> value.setText(shortText(random));
      default -> value.setNull();
    }
    return value;
  }

  /** At most 7 bytes, or 8 in one of a thousand. */
  private static String shortText(Random random) {
    int length = random.nextInt(1000) == 0 ? 8 : random.nextInt(8);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("\0aAb".charAt(random.nextInt(4)));
    }
    return text.toString();
  }

  private static String text(Random random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(30) : random.nextInt(4);
    StringBuilder text = new StringBuilder();
    if (random.nextBoolean()) {
      text.append("commonprefix");
    }
    for (int i = 0; i < length; i++) {
      text.append(" aAbBzZ\0é\uffee".charAt(random.nextInt(10)));
    }
    return text.toString();
  }

  private static Comparator<Register[]> reference(KeyInfo info, int fields) {
    return (x, y) -> {
      for (int i = 0; i < fields; i++) {
        int order = Comparison.compare(x[i], y[i], info.collations()[i]);
        if (order != 0) {
          byte flags = info.flags()[i];
          if ((flags & KeyInfo.BIG_NULL) != 0 && (x[i].isNull() || y[i].isNull())) {
            order = -order;
          }
          return (flags & KeyInfo.DESC) != 0 ? -order : order;
        }
      }
      return 0;
    };
  }

  /** Sorts random rows of the key fields and a number, and compares with a stable sort of Java. */
  private static void check(
      Random random,
      KeyInfo info,
      int fields,
      Values values,
      int count,
      @Nullable Vfs files,
      long budget) {
    RecordWriter writer = new RecordWriter(info.encoding(), 4);
    List<Register[]> rows = new ArrayList<>();
    try (Sorter sorter = new Sorter(info, fields, files, budget)) {
      for (int i = 0; i < count; i++) {
        Register[] row = new Register[info.keyFields() + 1];
        for (int f = 0; f < info.keyFields(); f++) {
          row[f] = value(random, f == 0 ? values : Values.MIXED);
        }
        row[info.keyFields()] = new Register();
        row[info.keyFields()].setInteger(i);
        rows.add(row);
        int length = writer.write(row, 0, row.length);
        sorter.add(writer.bytes(), 0, length);
      }
      rows.sort(reference(info, fields));
      for (int pass = 0; pass < 2; pass++) {
        RecordReader reader = new RecordReader(info.encoding());
        Register out = new Register();
        List<Long> got = new ArrayList<>();
        for (boolean more = sorter.sort(); more; more = sorter.next()) {
          reader.begin(sorter.bytes(), sorter.offset(), sorter.length());
          reader.column(info.keyFields(), out);
          got.add(out.integer);
        }
        List<Long> expected = rows.stream().map(row -> row[info.keyFields()].integer).toList();
        assertThat(got).as("pass %d of %s by %s", pass, values, info).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void sortsAsAStableSortDoes(long seed) {
    Random random = new Random(seed);
    int[] flags = {0, KeyInfo.DESC, KeyInfo.BIG_NULL, KeyInfo.DESC | KeyInfo.BIG_NULL};
    Collation[] collations = {Collation.BINARY, Collation.NOCASE, Collation.RTRIM, LENGTH};
    for (Values values : Values.values()) {
      for (int flag : flags) {
        for (Collation collation : collations) {
          for (int count : new int[] {0, 1, 2, 13, 400, 1500}) {
            check(
                random, info(TextEncoding.UTF8, collation, flag), 1, values, count, null, 1 << 20);
          }
          KeyInfo two = info(TextEncoding.UTF8, collation, flag, KeyInfo.DESC);
          check(random, two, 2, values, 300, null, 1 << 20);
          check(random, two, 1, values, 300, null, 1 << 20);
        }
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2})
  void utf16RecordsSortByTheirBytes(long seed) {
    Random random = new Random(seed);
    for (TextEncoding encoding : new TextEncoding[] {TextEncoding.UTF16LE, TextEncoding.UTF16BE}) {
      for (Values values : Values.values()) {
        Collation binary = Collation.binary(encoding);
        check(random, info(encoding, binary, 0), 1, values, 300, null, 1 << 20);
        check(
            random, info(encoding, Collation.NOCASE, KeyInfo.DESC), 1, values, 300, null, 1 << 20);
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2})
  void runsInFilesAreMergedInOrder(long seed) {
    Random random = new Random(seed);
    for (Values values : Values.values()) {
      MemoryVfs files = new MemoryVfs();
      KeyInfo info = info(TextEncoding.UTF8, Collation.BINARY, 0, KeyInfo.DESC);
      check(random, info, 2, values, 2000, files, 20_000);
      check(random, info, 1, Values.MIXED, 3000, files, 16_500);
    }
  }

  @Test
  void recordsLargerThanTheBuffersSurviveTheFiles() {
    MemoryVfs files = new MemoryVfs();
    KeyInfo info = info(TextEncoding.UTF8, Collation.BINARY, 0);
    RecordWriter writer = new RecordWriter(TextEncoding.UTF8, 4);
    Register[] row = {new Register(), new Register()};
    int[] sizes = {10, 300_000, 131_060, 131_072, 5, 1_000_000, 131_063};
    try (Sorter sorter = new Sorter(info, 1, files, 100_000)) {
      for (int i = 0; i < sizes.length; i++) {
        row[0].setInteger(-i);
        row[1].setZeroBlob(sizes[i]);
        row[1].expandZeros();
        int length = writer.write(row, 0, 2);
        sorter.add(writer.bytes(), 0, length);
      }
      assertThat(sorter.sort()).isTrue();
      assertThat(sorter.keepsBytes()).isFalse();
      RecordReader reader = new RecordReader(TextEncoding.UTF8);
      Register out = new Register();
      for (int i = sizes.length - 1; i >= 0; i--) {
        reader.begin(sorter.bytes(), sorter.offset(), sorter.length());
        reader.column(1, out);
        assertThat(out.length).isEqualTo(sizes[i]);
        assertThat(sorter.next()).isEqualTo(i > 0);
      }
    }
  }

  private static ProgramBuilder sorted(int sorter, int pseudo, int[] values, KeyInfo info) {
    ProgramBuilder b = new ProgramBuilder();
    b.cursor();
    b.cursor();
    b.add(Op.SORTER_OPEN, sorter, 1, 0, info, 0);
    int record = b.register();
    int value = b.register();
    for (int v : values) {
      if (v == 0) {
        b.add(Op.NULL, 0, value);
      } else {
        b.add(Op.INTEGER, v, value);
      }
      b.add(Op.MAKE_RECORD, value, 1, record);
      b.add(Op.SORTER_INSERT, sorter, record);
    }
    b.add(Op.OPEN_PSEUDO, pseudo, record, 1);
    return b;
  }

  @Test
  void aProgramReadsTheSortedRowsThroughAPseudoCursor() {
    ProgramBuilder b = sorted(0, 1, new int[] {3, 1, 2}, KeyInfo.binary(1));
    int out = b.register();
    int end = b.add(Op.SORTER_SORT, 0);
    int loop = b.add(Op.SORTER_DATA, 0, 1, 1);
    b.add(Op.COLUMN, 1, 0, out);
    b.add(Op.RESULT_ROW, out, 1);
    b.add(Op.SORTER_NEXT, 0, loop);
    b.jumpHere(end);
    try (TestConnection connection = TestConnection.memory(1)) {
      assertThat(connection.run(b)).containsExactly(List.of(1L), List.of(2L), List.of(3L));
    }
  }

  @Test
  void sorterCompareFindsDuplicatesButNoNulls() {
    ProgramBuilder b = sorted(0, 1, new int[] {2, 1, 2, 0, 0}, KeyInfo.binary(1));
    int record = b.register();
    int out = b.registers(2);
    int end = b.add(Op.SORTER_SORT, 0);
    int first = b.label();
    b.jump(first);
    int loop = b.here();
    b.add(Op.INTEGER, 1, out + 1);
    int differs = b.add(Op.SORTER_COMPARE, 0, 0, record, 1, 0);
    b.add(Op.INTEGER, 0, out + 1);
    b.jumpHere(differs);
    b.resolve(first);
    b.add(Op.SORTER_DATA, 0, record, 1);
    b.add(Op.RESULT_ROW, out + 1, 1);
    b.add(Op.SORTER_NEXT, 0, loop);
    b.jumpHere(end);
    try (TestConnection connection = TestConnection.memory(1)) {
      assertThat(connection.run(b).stream().map(List::getFirst).toList())
          .as("NULL NULL 1 2 2")
          .containsExactly(null, 1L, 1L, 1L, 0L);
    }
  }

  @Test
  void resetSorterEmptiesIt() {
    ProgramBuilder b = sorted(0, 1, new int[] {3, 1}, KeyInfo.binary(1));
    int out = b.register();
    b.add(Op.RESET_SORTER, 0);
    int empty = b.add(Op.SORTER_SORT, 0);
    b.add(Op.HALT);
    b.jumpHere(empty);
    b.add(Op.RESULT_ROW, out, 1);
    try (TestConnection connection = TestConnection.memory(1)) {
      assertThat(connection.run(b)).hasSize(1);
    }
  }

  @Test
  void valuesReadFromAMergeAreNotOverwrittenByTheNextRow() {
    ProgramBuilder b = new ProgramBuilder();
    b.cursor();
    b.cursor();
    int count = 3000;
    b.add(Op.SORTER_OPEN, 0, 1, 0, KeyInfo.binary(1), 0);
    int record = b.register();
    int value = b.registers(2);
    b.add(Op.INTEGER, count, value + 1);
    int fill = b.here();
    b.add(Op.STRING, 0, value, 0, "some text that is long enough ", 0);
    b.add(Op.CONCAT, value + 1, value, value);
    b.add(Op.MAKE_RECORD, value, 1, record);
    b.add(Op.SORTER_INSERT, 0, record);
    int filled = b.label();
    b.add(Op.DECR_JUMP_ZERO, value + 1, filled);
    b.jump(fill);
    b.resolve(filled);
    b.add(Op.OPEN_PSEUDO, 1, record, 1);
    int previous = b.registers(2);
    int end = b.add(Op.SORTER_SORT, 0);
    int loop = b.here();
    b.add(Op.SCOPY, previous, previous + 1);
    b.add(Op.SORTER_DATA, 0, record, 1);
    b.add(Op.COLUMN, 1, 0, previous);
    b.add(Op.RESULT_ROW, previous, 2);
    b.add(Op.SORTER_NEXT, 0, loop);
    b.jumpHere(end);
    try (TestConnection connection = TestConnection.memory(1).sorter(new MemoryVfs(), 40_000)) {
      List<List<@Nullable Object>> rows = connection.run(b);
      assertThat(rows).hasSize(count);
      for (int i = 1; i < count; i++) {
        assertThat(rows.get(i).get(1)).isEqualTo(rows.get(i - 1).get(0));
      }
    }
  }
}

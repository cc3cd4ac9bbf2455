package tech.turso.vdbe.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.base.TextEncoding;
import tech.turso.engine.TestConnection;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Instructions on trees. The table t has the rows {@code (rowid 10 i, a = i % 3, b = "row i")} for
 * i of 1 to 9 and the index (a, rowid).
 */
class TreeOpsTest {
  private static final KeyInfo INDEX = KeyInfo.binary(2);

  private final TestConnection connection = TestConnection.memory(1);
  private int table;
  private int index;

  private static int load(ProgramBuilder b, @Nullable Object value) {
    int register = b.register();
    switch (value) {
      case null -> b.add(Op.NULL, 0, register);
      case Integer i -> b.add(Op.INTEGER, i, register);
      case Double d -> b.add(Op.REAL, 0, register, 0, d, 0);
      case String s -> b.add(Op.STRING, 0, register, 0, s, 0);
      default -> throw new AssertionError(value);
    }
    return register;
  }

  @BeforeEach
  void makeTables() {
    ProgramBuilder b = new ProgramBuilder();
    b.add(Op.TRANSACTION, 0, 1);
    int roots = b.registers(2);
    b.add(Op.CREATE_BTREE, 0, roots, 1);
    b.add(Op.CREATE_BTREE, 0, roots + 1, 2);
    b.add(Op.RESULT_ROW, roots, 2);
    List<@Nullable Object> row = connection.run(b).get(0);
    table = ((Long) row.get(0)).intValue();
    index = ((Long) row.get(1)).intValue();
    b = begin(1);
    b.add(Op.OPEN_WRITE, 0, table, 0, 2, 0);
    b.add(Op.OPEN_WRITE, 1, index, 0, INDEX, 0);
    b.cursor();
    b.cursor();
    for (int i = 1; i <= 9; i++) {
      int rowid = load(b, 10 * i);
      int a = load(b, i % 3);
      b.add(Op.STRING, 0, b.register(), 0, "row " + i, 0);
      int record = b.register();
      b.add(Op.MAKE_RECORD, a, 2, record);
      b.add(Op.INSERT, 0, record, rowid, "t", P5.COUNT_CHANGE | P5.LAST_ROWID);
      int key = b.registers(2);
      b.add(Op.SCOPY, a, key);
      b.add(Op.SCOPY, rowid, key + 1);
      b.add(Op.MAKE_RECORD, key, 2, record);
      b.add(Op.IDX_INSERT, 1, record, key, 2, 0);
    }
    connection.run(b);
    connection.events().clear();
  }

  private static ProgramBuilder begin(int mode) {
    ProgramBuilder b = new ProgramBuilder();
    b.add(Op.TRANSACTION, 0, mode);
    return b;
  }

  /** A program with cursor 0 on the table and 1 on the index, both for writing. */
  private ProgramBuilder opened() {
    ProgramBuilder b = begin(1);
    b.cursor();
    b.cursor();
    b.add(Op.OPEN_WRITE, 0, table, 0, 2, 0);
    b.add(Op.OPEN_WRITE, 1, index, 0, INDEX, 0);
    return b;
  }

  private static void outputRow(ProgramBuilder b, int cursor) {
    int out = b.registers(3);
    b.add(Op.ROWID, cursor, out);
    b.add(Op.COLUMN, cursor, 0, out + 1);
    b.add(Op.COLUMN, cursor, 1, out + 2);
    b.add(Op.RESULT_ROW, out, 3);
  }

  private List<Long> rowids() {
    ProgramBuilder b = begin(0);
    b.cursor();
    b.add(Op.OPEN_READ, 0, table, 0, 2, 0);
    int out = b.register();
    int rewind = b.add(Op.REWIND, 0);
    int loop = b.add(Op.ROWID, 0, out);
    b.add(Op.RESULT_ROW, out, 1);
    b.add(Op.NEXT, 0, loop);
    b.jumpHere(rewind);
    return connection.run(b).stream().map(row -> (Long) row.get(0)).toList();
  }

  private List<List<@Nullable Object>> indexEntries() {
    ProgramBuilder b = begin(0);
    b.cursor();
    b.add(Op.OPEN_READ, 0, index, 0, INDEX, 0);
    int out = b.registers(2);
    int rewind = b.add(Op.REWIND, 0);
    int loop = b.add(Op.COLUMN, 0, 0, out);
    b.add(Op.IDX_ROWID, 0, out + 1);
    b.add(Op.RESULT_ROW, out, 2);
    b.add(Op.NEXT, 0, loop);
    b.jumpHere(rewind);
    return connection.run(b);
  }

  @Test
  void aScanForwardsAndBackwards() {
    assertThat(rowids()).containsExactly(10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L);
    ProgramBuilder b = opened();
    int last = b.add(Op.LAST, 0);
    int loop = b.here();
    outputRow(b, 0);
    b.add(Op.PREV, 0, loop);
    b.jumpHere(last);
    List<List<@Nullable Object>> rows = connection.run(b);
    assertThat(rows).hasSize(9);
    assertThat(rows.get(0)).containsExactly(90L, 0L, "row 9");
    assertThat(rows.get(8)).containsExactly(10L, 1L, "row 1");
  }

  @Test
  void theIndexIsInOrder() {
    assertThat(indexEntries())
        .containsExactly(
            List.of(0L, 30L),
            List.of(0L, 60L),
            List.of(0L, 90L),
            List.of(1L, 10L),
            List.of(1L, 40L),
            List.of(1L, 70L),
            List.of(2L, 20L),
            List.of(2L, 50L),
            List.of(2L, 80L));
  }

  private @Nullable Object seekTable(Op op, @Nullable Object key) {
    ProgramBuilder b = opened();
    int register = load(b, key);
    int out = b.register();
    int miss = b.add(op, 0, 0, register);
    b.add(Op.ROWID, 0, out);
    b.add(Op.RESULT_ROW, out, 1);
    b.jumpHere(miss);
    List<List<@Nullable Object>> rows = connection.run(b);
    return rows.isEmpty() ? null : rows.get(0).get(0);
  }

  @Test
  void seeksByIntegerRowids() {
    assertThat(seekTable(Op.SEEK_GE, 30)).isEqualTo(30L);
    assertThat(seekTable(Op.SEEK_GE, 31)).isEqualTo(40L);
    assertThat(seekTable(Op.SEEK_GT, 30)).isEqualTo(40L);
    assertThat(seekTable(Op.SEEK_LE, 30)).isEqualTo(30L);
    assertThat(seekTable(Op.SEEK_LE, 29)).isEqualTo(20L);
    assertThat(seekTable(Op.SEEK_LT, 30)).isEqualTo(20L);
    assertThat(seekTable(Op.SEEK_GT, 90)).isNull();
    assertThat(seekTable(Op.SEEK_LT, 10)).isNull();
  }

  @Test
  void seeksByOtherValuesRoundAsSqliteDoes() {
    assertThat(seekTable(Op.SEEK_GE, "30")).isEqualTo(30L);
    assertThat(seekTable(Op.SEEK_GE, 30.0)).isEqualTo(30L);
    assertThat(seekTable(Op.SEEK_GT, 29.5)).isEqualTo(30L);
    assertThat(seekTable(Op.SEEK_GE, 29.5)).isEqualTo(30L);
    assertThat(seekTable(Op.SEEK_GE, 30.5)).isEqualTo(40L);
    assertThat(seekTable(Op.SEEK_LT, 30.5)).isEqualTo(30L);
    assertThat(seekTable(Op.SEEK_LE, 30.5)).isEqualTo(30L);
    assertThat(seekTable(Op.SEEK_LE, 29.5)).isEqualTo(20L);
    assertThat(seekTable(Op.SEEK_LT, -0.5)).isNull();
    assertThat(seekTable(Op.SEEK_GE, 1e30)).isNull();
    assertThat(seekTable(Op.SEEK_LE, 1e30)).isEqualTo(90L);
    assertThat(seekTable(Op.SEEK_GE, -1e30)).isEqualTo(10L);
    assertThat(seekTable(Op.SEEK_LT, "x")).as("texts are above all rowids").isEqualTo(90L);
    assertThat(seekTable(Op.SEEK_GT, "x")).isNull();
    assertThat(seekTable(Op.SEEK_LE, null)).isNull();
    assertThat(seekTable(Op.SEEK_GE, null)).isNull();
  }

  @Test
  void seekRowidWantsExactlyAnInteger() {
    assertThat(seekTable(Op.SEEK_ROWID, 50)).isEqualTo(50L);
    assertThat(seekTable(Op.SEEK_ROWID, "50")).isEqualTo(50L);
    assertThat(seekTable(Op.SEEK_ROWID, "50.0")).isEqualTo(50L);
    assertThat(seekTable(Op.SEEK_ROWID, 50.0)).isEqualTo(50L);
    assertThat(seekTable(Op.SEEK_ROWID, 50.5)).isNull();
    assertThat(seekTable(Op.SEEK_ROWID, "x")).isNull();
    assertThat(seekTable(Op.SEEK_ROWID, null)).isNull();
    assertThat(seekTable(Op.SEEK_ROWID, 51)).isNull();
    assertThat(seekTable(Op.NOT_EXISTS, 50)).isEqualTo(50L);
    assertThat(seekTable(Op.NOT_EXISTS, 51)).isNull();
  }

  @Test
  void aRowThatMustExistAndDoesNotIsCorruption() {
    ProgramBuilder b = opened();
    int key = load(b, 51);
    b.add(Op.NOT_EXISTS, 0, 0, key);
    try (Vm vm = connection.vm(b)) {
      b.changeP2(b.here() - 1, 0);
      assertThatThrownBy(vm::step).isInstanceOf(DbException.Corrupt.class);
    }
  }

  /** The rowids of the entries from the seek on, as long as IdxGT or IdxLT does not end it. */
  private List<@Nullable Object> range(Op seek, Op end, boolean equalOnly, int... keys) {
    ProgramBuilder b = begin(0);
    b.cursor();
    b.add(Op.OPEN_READ, 0, index, 0, INDEX, equalOnly ? P5.SEEK_EQUAL : 0);
    int key = b.registers(keys.length);
    for (int i = 0; i < keys.length; i++) {
      b.add(Op.INTEGER, keys[i], key + i);
    }
    int out = b.register();
    int done = b.label();
    b.add(seek, 0, done, key, keys.length, 0);
    int loop = b.add(end, 0, done, key, keys.length, 0);
    b.add(Op.IDX_ROWID, 0, out);
    b.add(Op.RESULT_ROW, out, 1);
    b.add(seek == Op.SEEK_GE || seek == Op.SEEK_GT ? Op.NEXT : Op.PREV, 0, loop);
    b.resolve(done);
    return connection.run(b).stream().map(List::getFirst).toList();
  }

  @Test
  void rangesOfAnIndex() {
    assertThat(range(Op.SEEK_GE, Op.IDX_GT, false, 1)).containsExactly(10L, 40L, 70L);
    assertThat(range(Op.SEEK_LE, Op.IDX_LT, false, 1)).containsExactly(70L, 40L, 10L);
    assertThat(range(Op.SEEK_GE, Op.IDX_GT, false, 1, 40)).containsExactly(40L);
    assertThat(range(Op.SEEK_GE, Op.IDX_GT, false, 1, 41)).isEmpty();
    assertThat(range(Op.SEEK_GT, Op.IDX_LE, false, 1)).hasSize(3).contains(20L);
    assertThat(range(Op.SEEK_LT, Op.IDX_GE, false, 1)).hasSize(3).contains(90L);
  }

  @Test
  void aCursorForEqualityOnlySkipsItsFirstTest() {
    assertThat(range(Op.SEEK_GE, Op.IDX_GT, true, 1)).containsExactly(10L, 40L, 70L);
    assertThat(range(Op.SEEK_LE, Op.IDX_LT, true, 1)).containsExactly(70L, 40L, 10L);
    assertThat(range(Op.SEEK_GE, Op.IDX_GT, true, 3)).isEmpty();
    assertThat(range(Op.SEEK_GE, Op.IDX_GT, true, 1, 50)).isEmpty();
    assertThat(range(Op.SEEK_LE, Op.IDX_LT, true, 1, 50)).isEmpty();
  }

  private boolean jumps(Op op, int count, @Nullable Object... key) {
    ProgramBuilder b = opened();
    int first = b.registers(key.length);
    for (int i = 0; i < key.length; i++) {
      if (key[i] instanceof Integer value) {
        b.add(Op.INTEGER, value, first + i);
      } else {
        b.add(Op.NULL, 0, first + i);
      }
    }
    int keyRegister = first;
    if (count == 0) {
      keyRegister = b.register();
      b.add(Op.MAKE_RECORD, first, key.length, keyRegister);
    }
    int out = b.register();
    b.add(Op.INTEGER, 1, out);
    int jump = b.add(op, 1, 0, keyRegister, count, 0);
    b.add(Op.INTEGER, 0, out);
    b.jumpHere(jump);
    b.add(Op.RESULT_ROW, out, 1);
    return Long.valueOf(1).equals(connection.run(b).get(0).get(0));
  }

  @Test
  void foundAndItsOpposites() {
    assertThat(jumps(Op.FOUND, 1, 2)).isTrue();
    assertThat(jumps(Op.FOUND, 1, 3)).isFalse();
    assertThat(jumps(Op.FOUND, 2, 2, 50)).isTrue();
    assertThat(jumps(Op.FOUND, 0, 2, 50)).as("a record").isTrue();
    assertThat(jumps(Op.FOUND, 0, 2)).as("a record that is a prefix").isTrue();
    assertThat(jumps(Op.NOT_FOUND, 0, 2, 51)).isTrue();
    assertThat(jumps(Op.NOT_FOUND, 2, 2, 50)).isFalse();
    assertThat(jumps(Op.NO_CONFLICT, 2, 2, 50)).isFalse();
    assertThat(jumps(Op.NO_CONFLICT, 2, 2, 51)).isTrue();
    assertThat(jumps(Op.NO_CONFLICT, 2, null, 50)).isTrue();
  }

  @Test
  void insertCountsAndTellsTheHook() {
    ProgramBuilder b = opened();
    int rowid = load(b, 55);
    int a = load(b, 1);
    int record = b.register();
    b.add(Op.MAKE_RECORD, a, 1, record);
    b.add(Op.INSERT, 0, record, rowid, "t", P5.COUNT_CHANGE | P5.LAST_ROWID);
    connection.run(b);
    assertThat(connection.changes()).isEqualTo(1);
    assertThat(connection.totalChanges()).isEqualTo(10);
    assertThat(connection.lastInsertRowid()).isEqualTo(55);
    assertThat(connection.events()).contains("18 0 t 55");
    assertThat(rowids()).hasSize(10).contains(55L);
  }

  @Test
  void newRowidsFollowTheGreatest() {
    ProgramBuilder b = opened();
    int rowid = b.registers(3);
    b.add(Op.NEW_ROWID, 0, rowid);
    b.add(Op.INTEGER, 500, rowid + 2);
    b.add(Op.NEW_ROWID, 0, rowid + 1, rowid + 2);
    b.add(Op.RESULT_ROW, rowid, 3);
    assertThat(connection.run(b).get(0)).containsExactly(91L, 501L, 501L);
  }

  @Test
  void afterTheGreatestRowidOfAllTheyAreRandomAndAutoincrementIsFull() {
    ProgramBuilder b = opened();
    int rowid = b.registers(2);
    int record = b.register();
    b.add(Op.INT64, 0, rowid, 0, Long.MAX_VALUE, 0);
    b.add(Op.MAKE_RECORD, rowid, 1, record);
    b.add(Op.INSERT, 0, record, rowid);
    b.add(Op.NEW_ROWID, 0, rowid + 1);
    b.add(Op.RESULT_ROW, rowid + 1, 1);
    b.add(Op.INTEGER, 5, rowid);
    b.add(Op.NEW_ROWID, 0, rowid + 1, rowid);
    try (Vm vm = connection.vm(b)) {
      assertThat(vm.step()).isTrue();
      assertThat(vm.column(0).integer).isPositive().isLessThan(Long.MAX_VALUE);
      assertThatThrownBy(vm::step)
          .isInstanceOf(DbException.Full.class)
          .hasMessage("database or disk is full");
    }
  }

  @Test
  void deletingInAScanGoesOnWithTheNextRow() {
    ProgramBuilder b = opened();
    int a = b.register();
    int zero = load(b, 0);
    int end = b.add(Op.REWIND, 0);
    int loop = b.add(Op.COLUMN, 0, 0, a);
    int keep = b.add(Op.NE, zero, 0, a);
    b.add(Op.DELETE, 0, 0, 0, "t", P5.COUNT_CHANGE | P5.SAVE_POSITION);
    b.jumpHere(keep);
    b.add(Op.NEXT, 0, loop);
    b.jumpHere(end);
    connection.run(b);
    assertThat(connection.changes()).isEqualTo(3);
    assertThat(rowids()).containsExactly(10L, 20L, 40L, 50L, 70L, 80L);
    assertThat(connection.events()).contains("9 0 t 30", "9 0 t 60", "9 0 t 90");
  }

  @Test
  void idxDeleteRemovesItsEntryAndMissesNone() {
    ProgramBuilder b = opened();
    int key = load(b, 1);
    b.add(Op.INTEGER, 40, b.register());
    b.add(Op.IDX_DELETE, 1, key, 0, null, 2);
    connection.run(b);
    assertThat(indexEntries()).hasSize(8).doesNotContain(List.of(1L, 40L));
    assertThatThrownBy(() -> connection.run(b))
        .isInstanceOfSatisfying(
            DbException.Corrupt.class,
            e -> assertThat(e.code()).isEqualTo(ResultCode.CORRUPT_INDEX));
  }

  @Test
  void idxDeleteLeavesTheEntryThatWouldBeWrittenAgain() {
    ProgramBuilder b = opened();
    int key = load(b, 1);
    b.add(Op.INTEGER, 40, b.register());
    int record = b.register();
    b.add(Op.MAKE_RECORD, key, 2, record);
    b.add(Op.IDX_DELETE, 1, key, record, null, 2);
    b.add(Op.RESULT_ROW, record, 1);
    List<@Nullable Object> nothing = new ArrayList<>();
    nothing.add(null);
    assertThat(connection.run(b)).containsExactly(nothing);
    assertThat(indexEntries()).hasSize(9);
  }

  @Test
  void aDeferredSeekReadsFromTheIndexWhatItHas() {
    for (boolean mapped : new boolean[] {false, true}) {
      ProgramBuilder b = opened();
      int key = load(b, 2);
      int out = b.registers(4);
      int end = b.add(Op.SEEK_GE, 1, 0, key, 1, 0);
      b.add(Op.DEFERRED_SEEK, 1, 0, 0, mapped ? new int[] {1, 0} : null, 0);
      b.add(Op.COLUMN, 0, 0, out);
      b.add(Op.ROWID, 0, out + 1);
      b.add(Op.COLUMN, 0, 1, out + 2);
      b.add(Op.COLUMN, 0, 0, out + 3);
      b.add(Op.RESULT_ROW, out, 4);
      b.jumpHere(end);
      assertThat(connection.run(b)).containsExactly(List.of(2L, 20L, "row 2", 2L));
    }
  }

  @Test
  void aDeferredSeekToARowThatIsMissingIsCorruption() {
    ProgramBuilder b = opened();
    int rowid = load(b, 20);
    int key = load(b, 2);
    int out = b.registers(1);
    b.add(Op.NOT_EXISTS, 0, 0, rowid);
    b.add(Op.DELETE, 0);
    b.add(Op.SEEK_GE, 1, 0, key, 1, 0);
    b.add(Op.DEFERRED_SEEK, 1, 0, 0);
    b.add(Op.COLUMN, 0, 1, out);
    assertThatThrownBy(() -> connection.run(b)).isInstanceOf(DbException.Corrupt.class);
    assertThat(rowids()).as("and the delete is undone").hasSize(9);
  }

  @Test
  void theCorruptionHandlerOfInitTakesRecordsThatCannotBeRead() {
    ProgramBuilder b = new ProgramBuilder();
    int init = b.add(Op.INIT);
    b.cursor();
    int record = b.register();
    b.add(Op.BLOB, 2, record, 0, new byte[] {2, 99}, 0);
    b.add(Op.OPEN_PSEUDO, 0, record, 1);
    int out = b.register();
    b.add(Op.COLUMN, 0, 0, out);
    b.add(Op.HALT);
    b.changeP3(init, b.here());
    b.add(Op.INTEGER, 77, out);
    b.add(Op.RESULT_ROW, out, 1);
    b.changeP2(init, 1);
    assertThat(connection.run(b)).containsExactly(List.of(77L));
  }

  @Test
  void missingColumnsGiveTheDefaultOrNull() {
    Register fallback = new Register();
    fallback.setText("default");
    ProgramBuilder b = opened();
    int out = b.registers(2);
    b.add(Op.REWIND, 0);
    b.add(Op.COLUMN, 0, 2, out, fallback, 0);
    b.add(Op.COLUMN, 0, 3, out + 1);
    b.add(Op.RESULT_ROW, out, 2);
    assertThat(connection.run(b)).containsExactly(Arrays.asList("default", null));
  }

  @Test
  void lengthAndTypeNeedNoContent() {
    ProgramBuilder b = opened();
    int rowid = load(b, 1);
    int values = b.registers(2);
    b.add(Op.STRING, 0, values, 0, "x".repeat(20_000), 0);
    b.add(Op.BLOB, 30_000, values + 1);
    int record = b.register();
    b.add(Op.MAKE_RECORD, values, 2, record);
    b.add(Op.INSERT, 0, record, rowid);
    b.add(Op.REWIND, 0);
    int out = b.registers(4);
    b.add(Op.COLUMN, 0, 0, out, null, P5.TYPE_ONLY);
    b.add(Op.COLUMN, 0, 0, out + 1, null, P5.LENGTH_ONLY);
    b.add(Op.COLUMN, 0, 1, out + 2, null, P5.LENGTH_ONLY);
    b.add(Op.COLUMN, 0, 1, out + 3);
    b.add(Op.RESULT_ROW, out, 4);
    try (Vm vm = connection.vm(b)) {
      assertThat(vm.step()).isTrue();
      assertThat(vm.column(0).type).isEqualTo(Register.TEXT);
      assertThat(vm.column(1).length).isEqualTo(20_000);
      assertThat(vm.column(2).totalBytes()).isEqualTo(30_000);
      assertThat(vm.column(3).toBytes()).hasSize(30_000).containsOnly(0);
    }
  }

  @Test
  void nullRowsReadAsNull() {
    ProgramBuilder b = opened();
    int out = b.registers(3);
    b.add(Op.REWIND, 0);
    b.add(Op.NULL_ROW, 0);
    b.add(Op.COLUMN, 0, 0, out);
    b.add(Op.ROWID, 0, out + 1);
    b.add(Op.INTEGER, 1, out + 2);
    int isNull = b.add(Op.IF_NULL_ROW, 0, 0, out + 2);
    b.add(Op.HALT);
    b.jumpHere(isNull);
    b.add(Op.RESULT_ROW, out, 3);
    assertThat(connection.run(b)).containsExactly(Arrays.asList(null, null, null));
  }

  @Test
  void aValueReadBeforeItsRowIsOverwrittenStays() {
    ProgramBuilder b = opened();
    int rowid = load(b, 10);
    int old = b.registers(2);
    b.add(Op.NOT_EXISTS, 0, 0, rowid);
    b.add(Op.COLUMN, 0, 1, old);
    int values = load(b, 7);
    b.add(Op.STRING, 0, b.register(), 0, "ROW X", 0);
    int record = b.register();
    b.add(Op.MAKE_RECORD, values, 2, record);
    b.add(Op.INSERT, 0, record, rowid);
    b.add(Op.COLUMN, 0, 1, old + 1);
    b.add(Op.RESULT_ROW, old, 2);
    assertThat(connection.run(b)).containsExactly(List.of("row 1", "ROW X"));
  }

  @Test
  void anotherCursorsWriteIsSeenByTheNextColumn() {
    ProgramBuilder b = opened();
    int reader = b.cursor();
    b.add(Op.OPEN_READ, reader, table, 0, 2, 0);
    int out = b.registers(3);
    int rowid = load(b, 10);
    b.add(Op.NOT_EXISTS, reader, 0, rowid);
    b.add(Op.COLUMN, reader, 0, out);
    int value = load(b, 70);
    int record = b.register();
    b.add(Op.MAKE_RECORD, value, 1, record);
    b.add(Op.INSERT, 0, record, rowid);
    b.add(Op.COLUMN, reader, 0, out + 1);
    b.add(Op.NOT_EXISTS, 0, 0, rowid);
    b.add(Op.DELETE, 0);
    b.add(Op.COLUMN, reader, 0, out + 2);
    b.add(Op.RESULT_ROW, out, 3);
    assertThat(connection.run(b)).containsExactly(Arrays.asList(1L, 70L, null));
  }

  @Test
  void ephemeralTablesAreEmptiedWhenOpenedAgainAndSharedByDuplicates() {
    ProgramBuilder b = new ProgramBuilder();
    int cursor = b.cursor();
    int duplicate = b.cursor();
    int out = b.registers(2);
    int rowid = load(b, 1);
    int record = b.register();
    b.add(Op.MAKE_RECORD, rowid, 1, record);
    b.add(Op.OPEN_EPHEMERAL, cursor, 1);
    b.add(Op.INSERT, cursor, record, rowid);
    b.add(Op.COUNT, cursor, out);
    b.add(Op.OPEN_EPHEMERAL, cursor, 1);
    b.add(Op.COUNT, cursor, out + 1);
    b.add(Op.RESULT_ROW, out, 2);
    b.add(Op.INSERT, cursor, record, rowid);
    b.add(Op.OPEN_DUP, duplicate, cursor);
    b.add(Op.OPEN_EPHEMERAL, cursor, 1);
    b.add(Op.COUNT, cursor, out);
    b.add(Op.COUNT, duplicate, out + 1);
    b.add(Op.RESULT_ROW, out, 2);
    assertThat(connection.run(b)).containsExactly(List.of(1L, 0L), List.of(0L, 1L));
  }

  @Test
  void ephemeralIndexesKeepDistinctKeysInOrder() {
    KeyInfo info =
        new KeyInfo(
            1, 1, new Collation[] {Collation.NOCASE}, new byte[] {KeyInfo.DESC}, TextEncoding.UTF8);
    ProgramBuilder b = new ProgramBuilder();
    int cursor = b.cursor();
    b.add(Op.OPEN_EPHEMERAL, cursor, 1, 0, info, 0);
    int record = b.register();
    for (String text : new String[] {"b", "A", "B", "c", "a"}) {
      int value = load(b, text);
      int found = b.add(Op.FOUND, cursor, 0, value, 1, 0);
      b.add(Op.MAKE_RECORD, value, 1, record);
      b.add(Op.IDX_INSERT, cursor, record, value, 1, P5.USE_SEEK_RESULT);
      b.jumpHere(found);
    }
    int out = b.register();
    int end = b.add(Op.REWIND, cursor);
    int loop = b.add(Op.COLUMN, cursor, 0, out);
    b.add(Op.RESULT_ROW, out, 1);
    b.add(Op.NEXT, cursor, loop);
    b.jumpHere(end);
    assertThat(connection.run(b)).containsExactly(List.of("c"), List.of("b"), List.of("A"));
  }

  @Test
  void recordsStoreRealColumnsCompactly() {
    ProgramBuilder b = new ProgramBuilder();
    int value = load(b, 3);
    int record = b.register();
    b.add(Op.MAKE_RECORD, value, 1, record, new Affinity[] {Affinity.REAL}, 0);
    b.add(Op.RESULT_ROW, value, 2);
    assertThat(connection.run(b))
        .containsExactly(List.of(3.0, List.of((byte) 2, (byte) 1, (byte) 3)));
  }

  @Test
  void rowDataIsACopyOfTheRecord() {
    ProgramBuilder b = opened();
    int from = load(b, 20);
    int to = load(b, 25);
    int record = b.register();
    b.add(Op.NOT_EXISTS, 0, 0, from);
    b.add(Op.ROW_DATA, 0, record);
    b.add(Op.INSERT, 0, record, to);
    b.add(Op.ROW_CELL, 0, 0, to);
    b.add(Op.INTEGER, 26, to);
    b.add(Op.INSERT, 0, 0, to, null, P5.PREFORMAT);
    b.add(Op.NOT_EXISTS, 0, 0, to);
    outputRow(b, 0);
    assertThat(connection.run(b)).containsExactly(List.of(26L, 2L, "row 2"));
    assertThat(rowids()).contains(20L, 25L, 26L);
  }

  @Test
  void clearCountsWhatItDeletes() {
    ProgramBuilder b = begin(1);
    int count = load(b, 5);
    b.add(Op.CLEAR, table, 0, count);
    b.add(Op.RESULT_ROW, count, 1);
    assertThat(connection.run(b)).containsExactly(List.of(14L));
    assertThat(connection.changes()).isEqualTo(9);
    assertThat(rowids()).isEmpty();
  }

  @Test
  void countAndEmptiness() {
    ProgramBuilder b = opened();
    int out = b.register();
    b.add(Op.COUNT, 0, out);
    b.add(Op.RESULT_ROW, out, 1);
    b.add(Op.COUNT, 1, out);
    b.add(Op.RESULT_ROW, out, 1);
    int empty = b.add(Op.IF_EMPTY, 0);
    b.add(Op.RESULT_ROW, out, 1);
    b.jumpHere(empty);
    assertThat(connection.run(b)).hasSize(3).containsOnly(List.of(9L));
  }

  @Test
  void seekScanStepsToAKeyThatIsNear() {
    ProgramBuilder b = opened();
    int key = b.registers(2);
    b.add(Op.INTEGER, 1, key);
    int done = b.label();
    int out = b.register();
    b.add(Op.INTEGER, 10, key + 1);
    b.add(Op.SEEK_GE, 1, done, key, 2, 0);
    b.add(Op.INTEGER, 70, key + 1);
    int scan = b.add(Op.SEEK_SCAN, 5, 0);
    b.add(Op.SEEK_GE, 1, done, key, 2, 0);
    b.add(Op.HALT);
    b.changeP2(scan, b.here());
    b.add(Op.IDX_ROWID, 1, out);
    b.add(Op.RESULT_ROW, out, 1);
    b.resolve(done);
    assertThat(connection.run(b)).containsExactly(List.of(70L));
  }

  @Test
  void cookiesAreHeaderFields() {
    ProgramBuilder b = begin(1);
    int out = b.register();
    b.add(Op.SET_COOKIE, 0, 6, 1234);
    b.add(Op.READ_COOKIE, 0, out, 6);
    b.add(Op.RESULT_ROW, out, 1);
    b.add(Op.SET_COOKIE, 0, 1, 9);
    assertThat(connection.run(b)).containsExactly(List.of(1234L));
    assertThat(connection.events()).contains("cookie 0 9");
  }

  @Test
  void aStaleSchemaExpiresTheProgram() {
    ProgramBuilder b = new ProgramBuilder();
    b.add(Op.TRANSACTION, 0, 0, 0, 0, 1);
    try (Vm vm = connection.vm(b)) {
      assertThat(vm.step()).isFalse();
      connection.nextGeneration();
      assertThatThrownBy(vm::step)
          .isInstanceOfSatisfying(
              DbException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.SCHEMA))
          .hasMessage("database schema has changed");
      assertThat(vm.isExpired()).isTrue();
      assertThat(connection.events()).contains("stale 0 0");
    }
  }

  @Test
  void integrityCheckReportsTheNumberOfEntries() {
    ProgramBuilder b = begin(0);
    int out = b.registers(5);
    b.add(Op.INTEGER, 100, out);
    b.add(Op.INTEGRITY_CK, out, 3, out + 2, new int[] {1, table, index}, 0);
    b.add(Op.RESULT_ROW, out, 5);
    assertThat(connection.run(b)).containsExactly(Arrays.asList(100L, null, 0L, 9L, 9L));
  }
}

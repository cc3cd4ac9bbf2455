package tech.turso.vdbe.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.engine.TestConnection;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;
import tech.turso.value.KeyInfo;
import tech.turso.vdbe.program.CompareKey;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;
import tech.turso.vdbe.program.StrictTypes;

/** Instructions that need no tree. */
class ValueAndControlTest {
  private final TestConnection connection = TestConnection.memory(1);
  private final ProgramBuilder b = new ProgramBuilder();

  private int load(@Nullable Object value) {
    int register = b.register();
    switch (value) {
      case null -> b.add(Op.NULL, 0, register);
      case Integer i -> b.add(Op.INTEGER, i, register);
      case Long l -> b.add(Op.INT64, 0, register, 0, l, 0);
      case Double d -> b.add(Op.REAL, 0, register, 0, d, 0);
      case String s -> b.add(Op.STRING, 0, register, 0, s, 0);
      case byte[] bytes -> b.add(Op.BLOB, bytes.length, register, 0, bytes, 0);
      default -> throw new AssertionError(value);
    }
    return register;
  }

  private List<@Nullable Object> row() {
    List<List<@Nullable Object>> rows = connection.run(b);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private @Nullable Object binary(Op op, @Nullable Object left, @Nullable Object right) {
    var test = new ValueAndControlTest();
    int x = test.load(left);
    int y = test.load(right);
    int out = test.b.register();
    test.b.add(op, y, x, out);
    test.b.add(Op.RESULT_ROW, out, 1);
    return test.row().get(0);
  }

  @Test
  void constantsArriveInTheirRegisters() {
    int first = load(7);
    load(1L << 40);
    load(2.5);
    load("grün");
    load(new byte[] {1, 2});
    load(null);
    b.add(Op.RESULT_ROW, first, 6);
    assertThat(row()).containsExactly(7L, 1L << 40, 2.5, "grün", List.of((byte) 1, (byte) 2), null);
  }

  @Test
  void subtractTakesTheSecondOperandFirst() {
    assertThat(binary(Op.SUBTRACT, 10, 3)).isEqualTo(7L);
    assertThat(binary(Op.DIVIDE, 10, 3)).isEqualTo(3L);
    assertThat(binary(Op.REMAINDER, 10, 3)).isEqualTo(1L);
    assertThat(binary(Op.CONCAT, "a", "b")).isEqualTo("ab");
    assertThat(binary(Op.SHIFT_LEFT, 1, 4)).isEqualTo(16L);
    assertThat(binary(Op.SHIFT_RIGHT, -16, 2)).isEqualTo(-4L);
    assertThat(binary(Op.ADD, Long.MAX_VALUE, 1)).isEqualTo(9.223372036854775807e18);
    assertThat(binary(Op.MULTIPLY, "3", "1.5")).isEqualTo(4.5);
    assertThat(binary(Op.AND, null, 0)).isEqualTo(0L);
    assertThat(binary(Op.OR, null, 0)).isNull();
    assertThat(binary(Op.BIT_AND, 12, 10)).isEqualTo(8L);
    assertThat(binary(Op.BIT_OR, 12, 10)).isEqualTo(14L);
  }

  @Test
  void unaryOperators() {
    int x = load(5);
    int out = b.registers(4);
    b.add(Op.NEGATIVE, x, out);
    b.add(Op.BIT_NOT, x, out + 1);
    b.add(Op.NOT, x, out + 2);
    b.add(Op.IS_TRUE, x, out + 3, 0, 1, 0);
    b.add(Op.RESULT_ROW, out, 4);
    assertThat(row()).containsExactly(-5L, -6L, 0L, 0L);
  }

  /** Runs {@code left op right} and tells whether it jumped. */
  private static boolean jumps(
      Op op, @Nullable Object left, @Nullable Object right, @Nullable Collation collation, int p5) {
    var test = new ValueAndControlTest();
    int x = test.load(left);
    int y = test.load(right);
    int out = test.b.registers(3);
    test.b.add(Op.INTEGER, 1, out);
    int jump = test.b.add(op, y, 0, x, collation, p5);
    test.b.add(Op.INTEGER, 0, out);
    test.b.jumpHere(jump);
    test.b.add(Op.SCOPY, x, out + 1);
    test.b.add(Op.SCOPY, y, out + 2);
    test.b.add(Op.RESULT_ROW, out, 3);
    List<@Nullable Object> row = test.row();
    assertThat(row.get(1)).as("the left operand keeps its type").isEqualTo(asValue(left));
    assertThat(row.get(2)).as("the right operand keeps its type").isEqualTo(asValue(right));
    return row.get(0) instanceof Long l && l == 1;
  }

  private static @Nullable Object asValue(@Nullable Object o) {
    return o instanceof Integer i ? (Object) (long) i : o;
  }

  @Test
  void comparisonsOfTheSameType() {
    assertThat(jumps(Op.LT, 1, 2, null, 0)).isTrue();
    assertThat(jumps(Op.LT, 2, 2, null, 0)).isFalse();
    assertThat(jumps(Op.LE, 2, 2, null, 0)).isTrue();
    assertThat(jumps(Op.GT, 3, 2, null, 0)).isTrue();
    assertThat(jumps(Op.GE, 2, 2, null, 0)).isTrue();
    assertThat(jumps(Op.GE, 1, 2, null, 0)).isFalse();
    assertThat(jumps(Op.EQ, "a", "A", null, 0)).isFalse();
    assertThat(jumps(Op.EQ, "a", "A", Collation.NOCASE, 0)).isTrue();
    assertThat(jumps(Op.NE, "a", "A", null, 0)).isTrue();
    assertThat(jumps(Op.EQ, 1, 1.0, null, 0)).isTrue();
    assertThat(jumps(Op.LT, 9007199254740993L, 9007199254740992.0, null, 0)).isFalse();
  }

  @Test
  void affinityConvertsForTheComparisonOnly() {
    int none = Affinity.BLOB.ordinal();
    assertThat(jumps(Op.EQ, 1, "1", null, none)).isFalse();
    assertThat(jumps(Op.LT, 1, "0", null, none)).as("numbers before texts").isTrue();
    assertThat(jumps(Op.EQ, 1, "1", null, Affinity.NUMERIC.ordinal())).isTrue();
    assertThat(jumps(Op.EQ, 1, "1.0", null, Affinity.INTEGER.ordinal())).isTrue();
    assertThat(jumps(Op.LT, 5, "10", null, Affinity.REAL.ordinal())).isTrue();
    assertThat(jumps(Op.LT, 5, "10", null, Affinity.TEXT.ordinal())).isFalse();
    assertThat(jumps(Op.EQ, 5, "5", null, Affinity.TEXT.ordinal())).isTrue();
    assertThat(jumps(Op.LT, "abc", 5, null, Affinity.NUMERIC.ordinal())).isFalse();
  }

  @Test
  void nullsJumpOnlyIfAsked() {
    for (Op op : List.of(Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE)) {
      assertThat(jumps(op, null, 1, null, 0)).as(op.text()).isFalse();
      assertThat(jumps(op, 1, null, null, P5.JUMP_IF_NULL)).as(op.text()).isTrue();
    }
    assertThat(jumps(Op.EQ, null, null, null, P5.NULL_EQUALS)).isTrue();
    assertThat(jumps(Op.EQ, null, 1, null, P5.NULL_EQUALS)).isFalse();
    assertThat(jumps(Op.NE, null, 1, null, P5.NULL_EQUALS)).isTrue();
    assertThat(jumps(Op.NE, null, null, null, P5.NULL_EQUALS)).isFalse();
  }

  @Test
  void aClearedNullEqualsNoNull() {
    int x = b.register();
    int y = b.register();
    int out = b.register();
    b.add(Op.NULL, 1, x);
    b.add(Op.NULL, 0, y);
    b.add(Op.INTEGER, 0, out);
    int jump = b.add(Op.NE, y, 0, x, null, P5.NULL_EQUALS);
    b.add(Op.INTEGER, 1, out);
    b.jumpHere(jump);
    b.add(Op.RESULT_ROW, out, 1);
    assertThat(row()).containsExactly(0L);
  }

  @Test
  void elseEqJumpsAfterAComparisonOfEqualValues() {
    int x = load(4);
    int y = load(4);
    int out = b.register();
    b.add(Op.INTEGER, 0, out);
    int less = b.label();
    int equal = b.label();
    b.add(Op.LT, y, less, x);
    b.add(Op.ELSE_EQ, 0, equal);
    b.resolve(less);
    b.add(Op.HALT);
    b.resolve(equal);
    b.add(Op.RESULT_ROW, out, 1);
    assertThat(row()).containsExactly(0L);
  }

  @Test
  void compareFollowsOrderAndPermutation() {
    byte[] flags = {KeyInfo.DESC, 0};
    KeyInfo info =
        new KeyInfo(
            2,
            2,
            new Collation[] {Collation.BINARY, Collation.BINARY},
            flags,
            tech.turso.base.TextEncoding.UTF8);
    int x = load(1);
    load(9);
    int y = load(2);
    load(9);
    int out = b.register();
    int less = b.label();
    int equal = b.label();
    int greater = b.label();
    b.add(Op.COMPARE, x, y, 2, new CompareKey(info, new int[] {1, 0}), 0);
    b.add(Op.JUMP, less, equal, greater);
    for (int label : new int[] {less, equal, greater}) {
      b.resolve(label);
      b.add(Op.INTEGER, label == less ? -1 : label == equal ? 0 : 1, out);
      b.add(Op.RESULT_ROW, out, 1);
      b.add(Op.HALT);
    }
    assertThat(row()).as("9 = 9 descending, then 1 < 2 ascending").containsExactly(-1L);
  }

  @Test
  void aCoroutineYieldsRowByRowAndEnds() {
    int address = b.register();
    int value = b.register();
    int body = b.label();
    int done = b.label();
    int init = b.add(Op.INIT_COROUTINE, address, 0, 0);
    b.changeP3(init, b.here());
    b.changeP2(init, body);
    for (int i = 1; i <= 3; i++) {
      b.add(Op.INTEGER, i * 10, value);
      b.add(Op.YIELD, address, 0);
    }
    b.add(Op.END_COROUTINE, address);
    b.resolve(body);
    b.add(Op.INIT_COROUTINE, address, 0, init + 1);
    int loop = b.add(Op.YIELD, address, done);
    b.add(Op.RESULT_ROW, value, 1);
    b.jump(loop);
    b.resolve(done);
    b.add(Op.HALT);
    assertThat(connection.run(b)).containsExactly(List.of(10L), List.of(20L), List.of(30L));
  }

  @Test
  void aSubroutineReturnsAfterItsCall() {
    int address = b.register();
    int value = b.register();
    int subroutine = b.label();
    b.add(Op.INTEGER, 1, value);
    b.add(Op.GOSUB, address, subroutine);
    b.add(Op.GOSUB, address, subroutine);
    b.add(Op.RESULT_ROW, value, 1);
    b.add(Op.HALT);
    b.resolve(subroutine);
    b.add(Op.ADD, value, value, value);
    b.add(Op.RETURN, address);
    assertThat(row()).containsExactly(4L);
  }

  @Test
  void aSubroutineFallenIntoFallsOut() {
    int address = b.register();
    int value = b.register();
    b.add(Op.INTEGER, 3, value);
    b.add(Op.BEGIN_SUBRTN, 0, address);
    b.add(Op.ADD_IMM, value, 1);
    b.add(Op.RETURN, address, 0, 1);
    b.add(Op.RESULT_ROW, value, 1);
    assertThat(row()).containsExactly(4L);
  }

  @Test
  void onceIsPassedOnceInEachRun() {
    int value = b.register();
    int counter = b.register();
    b.add(Op.INTEGER, 3, counter);
    int loop = b.here();
    int once = b.add(Op.ONCE);
    b.add(Op.ADD_IMM, value, 1);
    b.jumpHere(once);
    b.add(Op.RESULT_ROW, value, 1);
    int end = b.label();
    b.add(Op.DECR_JUMP_ZERO, counter, end);
    b.jump(loop);
    b.resolve(end);
    try (Vm vm = connection.vm(b)) {
      assertThat(TestConnection.rows(vm)).containsExactly(List.of(1L), List.of(1L), List.of(1L));
      vm.reset();
      assertThat(TestConnection.rows(vm)).as("second run").hasSize(3).containsOnly(List.of(1L));
    }
  }

  @Test
  void countersOfLimitAndOffset() {
    int limit = load(5);
    int offset = load(2);
    int out = b.registers(2);
    b.add(Op.OFFSET_LIMIT, limit, out, offset);
    b.add(Op.INTEGER, 0, out + 1);
    int loop = b.here();
    b.add(Op.ADD_IMM, out + 1, 1);
    b.add(Op.IF_POS, offset, loop, 1);
    b.add(Op.RESULT_ROW, out, 2);
    assertThat(row()).containsExactly(7L, 3L);
  }

  @Test
  void ifNotZeroCountsDownAndIsUnlimitedBelowZero() {
    int counter = load(2);
    int below = load(-1);
    int out = b.registers(2);
    b.add(Op.INTEGER, 0, out);
    int loop = b.here();
    b.add(Op.ADD_IMM, out, 1);
    b.add(Op.IF_NOT_ZERO, counter, loop);
    int jump = b.add(Op.IF_NOT_ZERO, below);
    b.add(Op.HALT);
    b.jumpHere(jump);
    b.add(Op.SCOPY, below, out + 1);
    b.add(Op.RESULT_ROW, out, 2);
    assertThat(row()).containsExactly(3L, -1L);
  }

  @Test
  void mustBeIntAcceptsWhatLosesNothing() {
    int text = load("12");
    int real = load(3.0);
    int bad = load("1.5");
    int refused = b.label();
    b.add(Op.MUST_BE_INT, text, 0);
    b.add(Op.MUST_BE_INT, real, 0);
    b.add(Op.MUST_BE_INT, bad, refused);
    b.add(Op.HALT);
    b.resolve(refused);
    b.add(Op.RESULT_ROW, text, 2);
    assertThat(row()).containsExactly(12L, 3L);
    var test = new ValueAndControlTest();
    test.b.add(Op.MUST_BE_INT, test.load("x"), 0);
    assertThatThrownBy(() -> test.connection.run(test.b))
        .isInstanceOfSatisfying(
            DbException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.MISMATCH))
        .hasMessage("datatype mismatch");
  }

  @Test
  void haltTellsItsErrorInSqlitesWords() {
    for (int p5 = 0; p5 <= 4; p5++) {
      var test = new ValueAndControlTest();
      test.b.add(
          Op.HALT,
          ResultCode.CONSTRAINT_UNIQUE.number(),
          ConflictAction.ABORT.ordinal(),
          0,
          "t.a",
          p5);
      String[] messages = {
        "t.a",
        "NOT NULL constraint failed: t.a",
        "UNIQUE constraint failed: t.a",
        "CHECK constraint failed: t.a",
        "FOREIGN KEY constraint failed: t.a"
      };
      assertThatThrownBy(() -> test.connection.run(test.b))
          .isInstanceOf(DbException.Constraint.class)
          .hasMessage(messages[p5]);
    }
    var withoutName = new ValueAndControlTest();
    withoutName.b.add(Op.HALT, 787, ConflictAction.ABORT.ordinal(), 0, null, 4);
    assertThatThrownBy(() -> withoutName.connection.run(withoutName.b))
        .hasMessage("FOREIGN KEY constraint failed");
    var fromRegister = new ValueAndControlTest();
    int text = fromRegister.load("raised");
    fromRegister.b.add(Op.HALT, 1, ConflictAction.ABORT.ordinal(), text);
    assertThatThrownBy(() -> fromRegister.connection.run(fromRegister.b)).hasMessage("raised");
  }

  @Test
  void haltIfNullLooksAtItsRegister() {
    int fine = load(1);
    int missing = load(null);
    b.add(Op.HALT_IF_NULL, 1299, ConflictAction.ABORT.ordinal(), fine, "t.a", 1);
    b.add(Op.HALT_IF_NULL, 1299, ConflictAction.ABORT.ordinal(), missing, "t.b", 1);
    assertThatThrownBy(() -> connection.run(b)).hasMessage("NOT NULL constraint failed: t.b");
  }

  @Test
  void parametersKeepTheirValuesOverRuns() {
    int out = b.registers(2);
    b.add(Op.VARIABLE, 1, out);
    b.add(Op.VARIABLE, 2, out + 1);
    b.add(Op.RESULT_ROW, out, 2);
    try (Vm vm = connection.vm(b, 2, false, false)) {
      vm.parameter(1).setText("x");
      assertThat(TestConnection.rows(vm)).containsExactly(Arrays.asList("x", null));
      vm.reset();
      vm.parameter(2).setReal(1.5);
      assertThat(TestConnection.rows(vm)).containsExactly(List.of("x", 1.5));
    }
  }

  @Test
  void moveTakesValuesAwayAndCopyKeepsThem() {
    int x = load("long enough to have bytes");
    int y = load(2);
    int out = b.registers(4);
    b.add(Op.COPY, x, out, 1);
    b.add(Op.MOVE, x, out + 2, 2);
    b.add(Op.RESULT_ROW, x, 6);
    assertThat(y).isEqualTo(x + 1);
    String text = "long enough to have bytes";
    assertThat(row()).containsExactly(null, null, text, 2L, text, 2L);
  }

  @Test
  void affinitiesAndCasts() {
    int first = load("12");
    load(12);
    load("1.5");
    load(7);
    b.add(
        Op.AFFINITY,
        first,
        3,
        0,
        new Affinity[] {Affinity.INTEGER, Affinity.TEXT, Affinity.REAL},
        0);
    b.add(Op.REAL_AFFINITY, first + 3);
    b.add(Op.RESULT_ROW, first, 4);
    b.add(Op.CAST, first + 2, Affinity.INTEGER.ordinal());
    b.add(Op.RESULT_ROW, first + 2, 1);
    assertThat(connection.run(b)).containsExactly(List.of(12L, "12", 1.5, 7.0), List.of(1L));
  }

  @Test
  void strictTablesRefuseOtherTypes() {
    StrictTypes types =
        new StrictTypes(
            "t",
            new String[] {"a", "b"},
            new StrictTypes.Type[] {StrictTypes.Type.INT, StrictTypes.Type.TEXT});
    int first = load("5");
    load(6);
    b.add(Op.TYPE_CHECK, first, 2, 0, types, 0);
    b.add(Op.RESULT_ROW, first, 2);
    assertThat(row()).containsExactly(5L, "6");
    var test = new ValueAndControlTest();
    int bad = test.load("x");
    test.load("y");
    test.b.add(Op.TYPE_CHECK, bad, 2, 0, types, 0);
    assertThatThrownBy(() -> test.connection.run(test.b))
        .isInstanceOfSatisfying(
            DbException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.CONSTRAINT_DATATYPE))
        .hasMessage("cannot store TEXT value in INT column t.a");
  }

  @Test
  void rowSetsGiveDistinctValuesInOrder() {
    int set = b.register();
    int value = b.register();
    for (int i : new int[] {5, -3, 5, 9, 0}) {
      b.add(Op.INTEGER, i, value);
      b.add(Op.ROW_SET_ADD, set, value);
    }
    int end = b.label();
    int loop = b.add(Op.ROW_SET_READ, set, end, value);
    b.add(Op.RESULT_ROW, value, 1);
    b.jump(loop);
    b.resolve(end);
    assertThat(connection.run(b))
        .containsExactly(List.of(-3L), List.of(0L), List.of(5L), List.of(9L));
  }

  @Test
  void rowSetTestFindsWhatAnEarlierPhasePut() {
    int set = b.register();
    int value = b.register();
    int out = b.register();
    List<Integer> phases = List.of(0, 0, 1, 1, -1, -1);
    List<Integer> values = List.of(4, 0, 4, 6, 6, 7);
    for (int i = 0; i < phases.size(); i++) {
      b.add(Op.INTEGER, values.get(i), value);
      b.add(Op.INTEGER, 1, out);
      int found = b.add(Op.ROW_SET_TEST, set, 0, value, phases.get(i), 0);
      b.add(Op.INTEGER, 0, out);
      b.jumpHere(found);
      b.add(Op.RESULT_ROW, out, 1);
    }
    assertThat(connection.run(b).stream().map(List::getFirst).toList())
        .containsExactly(0L, 0L, 1L, 0L, 1L, 0L);
  }

  @Test
  void aFilterNeverDropsAKeyThatWasAdded() {
    int filter = b.register();
    int key = b.register();
    int out = b.register();
    b.add(Op.BLOB, 1000, filter);
    for (int i = 0; i < 100; i++) {
      b.add(Op.INTEGER, i * 7, key);
      b.add(Op.FILTER_ADD, filter, 0, key, 1, 0);
    }
    for (int i = 0; i < 700; i++) {
      if (i % 7 == 0) {
        b.add(Op.REAL, 0, key, 0, (double) i, 0);
      } else {
        b.add(Op.INTEGER, i, key);
      }
      b.add(Op.INTEGER, i, out);
      int drop = b.add(Op.FILTER, filter, 0, key, 1, 0);
      b.add(Op.RESULT_ROW, out, 1);
      b.jumpHere(drop);
    }
    List<List<@Nullable Object>> rows = connection.run(b);
    for (int i = 0; i < 700; i += 7) {
      assertThat(rows).contains(List.of((long) i));
    }
    assertThat(rows.size()).as("most others are dropped").isLessThan(200);
  }

  @Test
  void anInterruptStopsALoop() {
    int loop = b.here();
    b.add(Op.NOOP);
    int row = b.register();
    b.add(Op.RESULT_ROW, row, 1);
    b.jump(loop);
    try (Vm vm = connection.vm(b)) {
      assertThat(vm.step()).isTrue();
      connection.interrupt().request();
      assertThatThrownBy(vm::step)
          .isInstanceOf(DbException.Interrupted.class)
          .hasMessage("interrupted");
      assertThat(vm.isRunning()).isFalse();
      assertThat(vm.step()).as("the next run is not interrupted").isTrue();
    }
  }

  @Test
  void theProgressHandlerIsAskedAndMayStop() {
    b.add(Op.NOOP);
    b.jump(0);
    int[] calls = {0};
    connection.interrupt().progressHandler(100, () -> ++calls[0] == 5);
    try (Vm vm = connection.vm(b)) {
      assertThatThrownBy(vm::step).isInstanceOf(DbException.Interrupted.class);
    }
    assertThat(calls[0]).isEqualTo(5);
  }

  @Test
  void aBugOfOursEndsTheStatementAsAnInternalError() {
    b.add(Op.SCOPY, 1, 5000);
    try (Vm vm = connection.vm(b)) {
      assertThatThrownBy(vm::step)
          .isInstanceOf(DbException.Internal.class)
          .hasRootCauseInstanceOf(IndexOutOfBoundsException.class);
      assertThat(vm.isRunning()).isFalse();
    }
    assertThat(connection.transactions().otherReaders()).isEqualTo(-1);
  }

  @Test
  void aShallowCopyOutlivesAnotherValueOfItsSource() {
    int x = load("first");
    int y = b.register();
    int z = load("second");
    b.add(Op.COPY, x, x + 0, 0);
    b.add(Op.SCOPY, x, y);
    b.add(Op.COPY, z, x, 0);
    b.add(Op.RESULT_ROW, x, 3);
    assertThat(row()).containsExactly("second", "first", "second");
  }
}

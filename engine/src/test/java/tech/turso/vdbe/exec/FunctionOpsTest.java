package tech.turso.vdbe.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.engine.TestConnection;
import tech.turso.ext.FunctionContext;
import tech.turso.ext.FunctionException;
import tech.turso.ext.VirtualCursor;
import tech.turso.ext.VirtualTable;
import tech.turso.func.AggregateBody;
import tech.turso.func.CallContext;
import tech.turso.func.FunctionDef;
import tech.turso.func.FunctionRegistry;
import tech.turso.value.Collation;
import tech.turso.vdbe.program.FunctionCall;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/** Functions, aggregates and virtual tables. */
class FunctionOpsTest {
  private final TestConnection connection = TestConnection.memory(1);
  private final ProgramBuilder b = new ProgramBuilder();

  private static FunctionCall call(String name, int args) {
    FunctionDef def = Objects.requireNonNull(new FunctionRegistry().find(name, args));
    return new FunctionCall(def, null);
  }

  private int text(String text) {
    int register = b.register();
    b.add(Op.STRING, 0, register, 0, text, 0);
    return register;
  }

  private int integer(int value) {
    int register = b.register();
    b.add(Op.INTEGER, value, register);
    return register;
  }

  @Test
  void aFunctionReadsItsArgumentsAndSetsItsResult() {
    int first = text("abcdef");
    integer(2);
    integer(3);
    int out = b.register();
    b.add(Op.FUNCTION, 0, first, out, call("substr", 3), 3);
    b.add(Op.RESULT_ROW, out, 1);
    assertThat(connection.run(b)).containsExactly(List.of("bcd"));
  }

  @Test
  void aResultThatSharesBytesOfAnArgumentOutlivesIt() {
    int source = text("first value");
    int argument = b.registers(3);
    b.add(Op.COPY, source, argument, 0);
    b.add(Op.INTEGER, 1, argument + 1);
    b.add(Op.INTEGER, 5, argument + 2);
    int out = b.register();
    b.add(Op.FUNCTION, 0, argument, out, call("substr", 3), 3);
    int other = text("OTHER VALUE");
    b.add(Op.COPY, other, argument, 0);
    b.add(Op.RESULT_ROW, out, 1);
    assertThat(connection.run(b)).containsExactly(List.of("first"));
  }

  @Test
  void theCollationOfTheCallReachesTheFunction() {
    int first = text("a");
    text("B");
    int out = b.registers(2);
    FunctionCall max = call("max", 2);
    b.add(Op.FUNCTION, 0, first, out, max, 2);
    b.add(Op.FUNCTION, 0, first, out + 1, new FunctionCall(max.def(), Collation.NOCASE), 2);
    b.add(Op.RESULT_ROW, out, 2);
    assertThat(connection.run(b)).containsExactly(List.of("a", "B"));
  }

  @Test
  void whatAFunctionKeepsForAConstantArgumentEndsWithTheRun() {
    int[] made = {0};
    FunctionDef def =
        FunctionDef.builtIn("f", 2, 2)
            .scalar(
                c -> {
                  for (int i = 0; i < 2; i++) {
                    if (c.auxiliary(i) == null) {
                      made[0]++;
                      c.auxiliary(i, "kept");
                    }
                  }
                });
    int first = integer(1);
    integer(2);
    int counter = integer(3);
    int out = b.register();
    int loop = b.add(Op.FUNCTION, 0b10, first, out, new FunctionCall(def, null), 2);
    int end = b.label();
    b.add(Op.DECR_JUMP_ZERO, counter, end);
    b.jump(loop);
    b.resolve(end);
    try (Vm vm = connection.vm(b)) {
      vm.step();
      assertThat(made[0]).as("argument 0 three times, argument 1 once").isEqualTo(4);
      vm.reset();
      vm.step();
      assertThat(made[0]).isEqualTo(8);
    }
  }

  @Test
  void anErrorOfAFunctionFailsTheStatement() {
    int first = integer(Integer.MIN_VALUE);
    b.add(Op.INT64, 0, first, 0, Long.MIN_VALUE, 0);
    int out = b.register();
    b.add(Op.FUNCTION, 0, first, out, call("abs", 1), 1);
    assertThatThrownBy(() -> connection.run(b)).hasMessage("integer overflow");
    assertThat(connection.transactions().otherReaders()).isEqualTo(-1);
  }

  @Test
  void anAggregateOfNoRowsHasAResult() {
    int sum = b.registers(2);
    b.add(Op.AGG_RESET, sum, sum + 1);
    b.add(Op.AGG_FINAL, sum, 1, 0, call("sum", 1), 0);
    b.add(Op.AGG_FINAL, sum + 1, 0, 0, call("count", 0), 0);
    b.add(Op.RESULT_ROW, sum, 2);
    assertThat(connection.run(b)).containsExactly(Arrays.asList(null, 0L));
  }

  @Test
  void resetBeginsANewGroup() {
    int sum = b.register();
    int value = integer(5);
    FunctionCall call = call("sum", 1);
    for (int group = 0; group < 2; group++) {
      b.add(Op.AGG_RESET, sum, sum);
      b.add(Op.AGG_STEP, 0, value, sum, call, 1);
      b.add(Op.AGG_STEP, 0, value, sum, call, 1);
      b.add(Op.AGG_FINAL, sum, 1, 0, call, 0);
      b.add(Op.RESULT_ROW, sum, 1);
    }
    assertThat(connection.run(b)).containsExactly(List.of(10L), List.of(10L));
  }

  @Test
  void aWindowTakesRowsInAndOutAndShowsItsValue() {
    int accumulator = b.register();
    int value = b.register();
    int out = b.register();
    FunctionCall sum = call("sum", 1);
    b.add(Op.AGG_RESET, accumulator, accumulator);
    for (int i = 1; i <= 3; i++) {
      b.add(Op.INTEGER, i, value);
      b.add(Op.AGG_STEP, 0, value, accumulator, sum, 1);
      if (i > 1) {
        b.add(Op.INTEGER, i - 1, value);
        b.add(Op.AGG_INVERSE, 0, value, accumulator, sum, 1);
      }
      b.add(Op.AGG_VALUE, accumulator, 1, out, sum, 0);
      b.add(Op.RESULT_ROW, out, 1);
    }
    assertThat(connection.run(b)).containsExactly(List.of(1L), List.of(2L), List.of(3L));
  }

  @Test
  void maxTellsWhichRowToKeep() {
    int accumulator = b.register();
    int keeps = b.register();
    FunctionCall max = call("max", 1);
    int[] values = {3, 1, 7, 7};
    b.add(Op.AGG_RESET, accumulator, accumulator);
    for (int i : values) {
      int value = integer(i);
      b.add(Op.AGG_STEP, keeps, value, accumulator, max, 1);
      b.add(Op.RESULT_ROW, keeps, 1);
    }
    assertThat(connection.run(b))
        .containsExactly(List.of(0L), List.of(1L), List.of(0L), List.of(1L));
  }

  @Test
  void aStateMayBeAnything() {
    FunctionDef def =
        FunctionDef.builtIn("join", 1, 1)
            .aggregate(
                new AggregateBody() {
                  @Override
                  public Object newState() {
                    return new StringBuilder();
                  }

                  @Override
                  public void step(CallContext c, Object state) {
                    ((StringBuilder) state).append(c.text(0));
                  }

                  @Override
                  public void value(CallContext c, Object state) {
                    c.result(state.toString());
                  }
                });
    FunctionCall call = new FunctionCall(def, null);
    int accumulator = b.register();
    for (String s : new String[] {"x", "y"}) {
      b.add(Op.AGG_STEP, 0, text(s), accumulator, call, 1);
    }
    b.add(Op.AGG_FINAL, accumulator, 1, 0, call, 0);
    b.add(Op.RESULT_ROW, accumulator, 1);
    assertThat(connection.run(b)).containsExactly(List.of("xy"));
  }

  // ------------------------------------------------------------------ virtual tables

  /** The integers from the first argument up to the plan's number. */
  private static final class Numbers implements VirtualTable, VirtualCursor {
    private long at;
    private long last;
    private boolean closed;

    @Override
    public List<Column> columns() {
      return List.of(new Column("value", "INTEGER", false));
    }

    @Override
    public @Nullable Plan plan(List<Constraint> constraints) {
      return null;
    }

    @Override
    public VirtualCursor open() {
      return this;
    }

    @Override
    public void filter(int number, @Nullable String text, FunctionContext arguments) {
      if (!"plan".equals(text)) {
        throw new FunctionException(ResultCode.MISUSE.number(), "plan " + text);
      }
      at = arguments.longValue(0);
      last = number;
    }

    @Override
    public void next() {
      at++;
    }

    @Override
    public boolean isAtEnd() {
      return at > last;
    }

    @Override
    public void column(int column, FunctionContext result) {
      if (column == 0) {
        result.result(at);
      } else {
        result.result("column " + column);
      }
    }

    @Override
    public long rowid() {
      return 100 + at;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private void scan(VirtualTable table, int from, int to, String plan) {
    int cursor = b.cursor();
    b.add(Op.V_OPEN, cursor, 0, 0, table, 0);
    int arguments = b.registers(3);
    b.add(Op.INTEGER, to, arguments);
    b.add(Op.INTEGER, 1, arguments + 1);
    b.add(Op.INTEGER, from, arguments + 2);
    int out = b.registers(3);
    int end = b.add(Op.V_FILTER, cursor, 0, arguments, plan, 0);
    int loop = b.add(Op.V_COLUMN, cursor, 0, out);
    b.add(Op.V_COLUMN, cursor, 1, out + 1);
    b.add(Op.ROWID, cursor, out + 2);
    b.add(Op.RESULT_ROW, out, 3);
    b.add(Op.V_NEXT, cursor, loop);
    b.jumpHere(end);
  }

  @Test
  void aVirtualTableIsScanned() {
    Numbers numbers = new Numbers();
    scan(numbers, 3, 4, "plan");
    assertThat(connection.run(b))
        .containsExactly(List.of(3L, "column 1", 103L), List.of(4L, "column 1", 104L));
    assertThat(numbers.closed).isTrue();
  }

  @Test
  void aScanWithoutRowsIsJumpedOver() {
    scan(new Numbers(), 5, 4, "plan");
    assertThat(connection.run(b)).isEmpty();
  }

  @Test
  void anErrorOfAVirtualTableFailsTheStatement() {
    scan(new Numbers(), 1, 2, "another");
    assertThatThrownBy(() -> connection.run(b))
        .isInstanceOfSatisfying(
            DbException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.MISUSE))
        .hasMessage("plan another");
  }
}

package tech.turso.vdbe.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tech.turso.base.ConflictAction;
import tech.turso.engine.TestConnection;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.Program;
import tech.turso.vdbe.program.ProgramBuilder;
import tech.turso.vdbe.program.SubProgram;

/** Programs inside of programs. */
class TriggerOpsTest {
  private final TestConnection connection = TestConnection.memory(1);
  private final ProgramBuilder b = new ProgramBuilder();

  private static SubProgram sub(ProgramBuilder body) {
    return new SubProgram(
        body.build(
            new Program.Outline(
                "trigger", List.of(), new String[0], false, false, false, Program.Explain.NO)),
        body);
  }

  /** A program that inserts into the table of root 2 through a cursor of its own. */
  private static ProgramBuilder inserting() {
    ProgramBuilder body = new ProgramBuilder();
    int cursor = body.cursor();
    int rowid = body.registers(2);
    body.add(Op.OPEN_WRITE, cursor, 2, 0, 1, 0);
    body.add(Op.PARAM, 0, rowid);
    body.add(Op.MAKE_RECORD, rowid, 1, rowid + 1);
    body.add(Op.INSERT, cursor, rowid + 1, rowid, null, P5.COUNT_CHANGE | P5.LAST_ROWID);
    return body;
  }

  private void makeTable() {
    ProgramBuilder create = new ProgramBuilder();
    create.add(Op.TRANSACTION, 0, 1);
    create.add(Op.CREATE_BTREE, 0, create.register(), 1);
    connection.run(create);
  }

  private List<@Nullable Object> rowids() {
    ProgramBuilder scan = new ProgramBuilder();
    scan.add(Op.TRANSACTION, 0, 0);
    int cursor = scan.cursor();
    int rowid = scan.register();
    scan.add(Op.OPEN_READ, cursor, 2, 0, 1, 0);
    int end = scan.add(Op.REWIND, cursor);
    int loop = scan.add(Op.ROWID, cursor, rowid);
    scan.add(Op.RESULT_ROW, rowid, 1);
    scan.add(Op.NEXT, cursor, loop);
    scan.jumpHere(end);
    return connection.run(scan).stream().map(List::getFirst).toList();
  }

  @Test
  void aTriggerReadsParametersAndLeavesTheCountersOfItsCaller() {
    makeTable();
    int cursor = b.cursor();
    int value = b.registers(2);
    int record = b.register();
    int frame = b.register();
    b.add(Op.TRANSACTION, 0, 1);
    b.add(Op.OPEN_WRITE, cursor, 2, 0, 1, 0);
    b.add(Op.INTEGER, 1, value);
    b.add(Op.MAKE_RECORD, value, 1, record);
    b.add(Op.INSERT, cursor, record, value, null, P5.COUNT_CHANGE | P5.LAST_ROWID);
    SubProgram trigger = sub(inserting());
    for (int i = 10; i <= 20; i += 10) {
      b.add(Op.INTEGER, i, value);
      b.add(Op.PROGRAM, value, 0, frame, trigger, 0);
    }
    connection.run(b);
    assertThat(connection.changes()).as("of the statement itself").isEqualTo(1);
    assertThat(connection.totalChanges()).as("with the triggers").isEqualTo(3);
    assertThat(connection.lastInsertRowid()).isEqualTo(1);
    assertThat(rowids()).containsExactly(1L, 10L, 20L);
  }

  @Test
  void ignoreGoesOnAfterTheJumpOfTheCaller() {
    ProgramBuilder body = new ProgramBuilder();
    body.add(Op.HALT, 0, ConflictAction.IGNORE.ordinal());
    int out = b.register();
    int frame = b.register();
    b.add(Op.INTEGER, 1, out);
    int call = b.add(Op.PROGRAM, out, 0, frame, sub(body), 0);
    b.add(Op.INTEGER, 2, out);
    b.jumpHere(call);
    b.add(Op.RESULT_ROW, out, 1);
    assertThat(connection.run(b)).containsExactly(List.of(1L));
  }

  @Test
  void anErrorInATriggerUndoesTheStatement() {
    makeTable();
    ProgramBuilder body = inserting();
    body.add(Op.HALT, 1811, ConflictAction.ABORT.ordinal(), 0, "raised", 0);
    int value = b.register();
    int frame = b.register();
    b.add(Op.TRANSACTION, 0, 1);
    b.add(Op.INTEGER, 5, value);
    b.add(Op.PROGRAM, value, 0, frame, sub(body), 0);
    assertThatThrownBy(() -> connection.run(b)).hasMessage("raised");
    assertThat(rowids()).isEmpty();
  }

  @Test
  void onceInATriggerIsOnceInEachCall() {
    ProgramBuilder body = new ProgramBuilder();
    int count = body.register();
    int loops = body.register();
    body.add(Op.INTEGER, 0, count);
    body.add(Op.INTEGER, 3, loops);
    int loop = body.here();
    int once = body.add(Op.ONCE);
    body.add(Op.ADD_IMM, count, 1);
    body.jumpHere(once);
    int end = body.label();
    body.add(Op.DECR_JUMP_ZERO, loops, end);
    body.jump(loop);
    body.resolve(end);
    body.add(Op.RESULT_ROW, count, 1);
    int frame = b.register();
    SubProgram trigger = sub(body);
    b.add(Op.PROGRAM, 1, 0, frame, trigger, 0);
    b.add(Op.PROGRAM, 1, 0, frame, trigger, 0);
    assertThat(connection.run(b)).containsExactly(List.of(1L), List.of(1L));
  }

  /** A trigger that fires itself while its parameter is positive. */
  private static SubProgram recursive(int p5) {
    ProgramBuilder body = new ProgramBuilder();
    int value = body.register();
    int frame = body.register();
    int end = body.label();
    body.add(Op.PARAM, 0, value);
    body.add(Op.RESULT_ROW, value, 1);
    body.add(Op.IF_NOT, value, end);
    body.add(Op.ADD_IMM, value, -1);
    int call = body.add(Op.PROGRAM, value, 0, frame, null, p5);
    body.resolve(end);
    body.add(Op.HALT);
    Program program =
        body.build(
            new Program.Outline(
                "trigger", List.of(), new String[0], false, false, false, Program.Explain.NO));
    SubProgram self = new SubProgram(program, body);
    program.p4[call] = self;
    return self;
  }

  private List<List<@Nullable Object>> run(SubProgram trigger, int depth) {
    int value = b.register();
    int frame = b.register();
    b.add(Op.INTEGER, depth, value);
    b.add(Op.PROGRAM, value, 0, frame, trigger, 0);
    return connection.run(b);
  }

  @Test
  void aTriggerMayFireItself() {
    List<List<@Nullable Object>> expected = new ArrayList<>();
    for (long i = 50; i >= 0; i--) {
      expected.add(List.of(i));
    }
    assertThat(run(recursive(0), 50)).isEqualTo(expected);
  }

  @Test
  void unlessItIsForbidden() {
    assertThat(run(recursive(1), 50)).containsExactly(List.of(50L));
  }

  @Test
  void recursionHasADepth() {
    assertThatThrownBy(() -> run(recursive(0), 5000)).hasMessage("triggers nested too deep");
  }
}

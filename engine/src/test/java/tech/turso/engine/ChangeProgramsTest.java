package tech.turso.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.turso.sql.parser.Parser;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.Program;

/** What the programs of INSERT, UPDATE and DELETE do not do. */
final class ChangeProgramsTest {
  private Session session;

  @BeforeEach
  void open() {
    session = Session.open(":memory:", false, true, false, 0);
    run("CREATE TABLE t(id INTEGER PRIMARY KEY, a INT, b TEXT, c UNIQUE)");
    run("CREATE INDEX ta ON t(a)");
    run("CREATE TABLE w(k TEXT PRIMARY KEY, v) WITHOUT ROWID");
  }

  @AfterEach
  void close() {
    session.close();
  }

  private void run(String sql) {
    try (Prepared prepared = session.prepare(sql, 0)) {
      while (prepared.step()) {
        assertThat(prepared.columnCount()).isPositive();
      }
    }
  }

  private Program program(String sql) {
    return session.compile(sql, Parser.parse(sql, 0), false);
  }

  private static List<Op> ops(Program program) {
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < program.length(); i++) {
      ops.add(program.op(i));
    }
    return ops;
  }

  private List<Op> ops(String sql) {
    return ops(program(sql));
  }

  private static int p5(Program program, Op op) {
    return program.p5(ops(program).indexOf(op));
  }

  @Test
  void anInsertOfOneRowTestsOnlyWhatIsUnique() {
    List<Op> ops = ops("INSERT INTO t(a, b, c) VALUES (?, ?, ?)");
    assertThat(ops).containsOnlyOnce(Op.NO_CONFLICT).doesNotContain(Op.NOT_EXISTS);
    assertThat(ops).doesNotContain(Op.OPEN_EPHEMERAL, Op.INIT_COROUTINE, Op.NEXT, Op.AFFINITY);
    assertThat(ops).filteredOn(op -> op == Op.MAKE_RECORD).hasSize(3);
    assertThat(ops).hasSizeLessThan(30);
  }

  @Test
  void onlyANewRowidIsAppended() {
    Program made = program("INSERT INTO t(a) VALUES (1)");
    assertThat(p5(made, Op.INSERT) & P5.APPEND).isNotZero();
    assertThat(p5(made, Op.INSERT) & P5.LAST_ROWID).isNotZero();
    Program given = program("INSERT INTO t(id) VALUES (?)");
    assertThat(p5(given, Op.INSERT) & P5.APPEND).isZero();
    assertThat(ops(given)).contains(Op.NOT_EXISTS, Op.MUST_BE_INT);
  }

  @Test
  void aQueryOverTheTableItselfIsKeptFirst() {
    assertThat(ops("INSERT INTO t(a) SELECT a FROM t")).contains(Op.OPEN_EPHEMERAL);
    assertThat(ops("INSERT INTO t(a) SELECT (SELECT count(*) FROM t) FROM w"))
        .contains(Op.OPEN_EPHEMERAL);
    assertThat(ops("INSERT INTO t(a) SELECT v FROM w")).doesNotContain(Op.OPEN_EPHEMERAL);
  }

  @Test
  void anUpdateByKeyChangesTheRowWhereItIs() {
    for (String where : List.of("id = ?", "c = ?", "rowid = 1")) {
      List<Op> ops = ops("UPDATE t SET b = ? WHERE " + where);
      assertThat(ops).doesNotContain(Op.ROW_SET_ADD, Op.OPEN_EPHEMERAL, Op.NEXT, Op.NOT_EXISTS);
      assertThat(ops).doesNotContain(Op.IDX_INSERT, Op.IDX_DELETE);
      assertThat(ops).filteredOn(op -> op == Op.OPEN_WRITE).hasSize(1);
    }
    assertThat(ops("UPDATE w SET v = ? WHERE k = ?")).doesNotContain(Op.OPEN_EPHEMERAL, Op.NEXT);
  }

  @Test
  void anUpdateOfWhatItSearchesByCollectsItsRows() {
    assertThat(ops("UPDATE t SET a = a + 1 WHERE a > 5")).contains(Op.ROW_SET_ADD);
    assertThat(ops("UPDATE t SET id = id + 1")).contains(Op.ROW_SET_ADD);
    assertThat(ops("UPDATE OR REPLACE t SET b = 1")).contains(Op.ROW_SET_ADD);
    assertThat(ops("UPDATE t SET b = 1 WHERE b IN (SELECT b FROM t)")).contains(Op.ROW_SET_ADD);
    assertThat(ops("UPDATE t SET b = b || 'x' WHERE a > 5")).doesNotContain(Op.ROW_SET_ADD);
    assertThat(ops("UPDATE t SET a = a + 1")).doesNotContain(Op.ROW_SET_ADD);
  }

  @Test
  void aDeleteGoesOnFromTheEntryItRemoved() {
    Program program = program("DELETE FROM t WHERE a > 5");
    assertThat(ops(program)).doesNotContain(Op.ROW_SET_ADD);
    assertThat(ops(program)).filteredOn(op -> op == Op.IDX_DELETE).hasSize(1);
    int last = ops(program).lastIndexOf(Op.DELETE);
    assertThat(program.p5(last) & P5.SAVE_POSITION).isNotZero();
    assertThat(ops("DELETE FROM t WHERE a > 5 RETURNING a")).contains(Op.ROW_SET_ADD);
  }

  @Test
  void aDeleteWithoutWhereEmptiesTheTrees() {
    List<Op> ops = ops("DELETE FROM t");
    assertThat(ops).filteredOn(op -> op == Op.CLEAR).hasSize(3);
    assertThat(ops).doesNotContain(Op.DELETE, Op.OPEN_WRITE);
  }

  @Test
  void onlyChangesOfSeveralRowsNeedAStatementJournal() {
    assertThat(program("INSERT INTO t VALUES (1, 2, 3, 4)").outline().statementJournal()).isFalse();
    assertThat(program("UPDATE t SET c = 1 WHERE id = 2").outline().statementJournal()).isFalse();
    assertThat(program("DELETE FROM t WHERE id = 2").outline().statementJournal()).isFalse();
    assertThat(program("DELETE FROM t").outline().statementJournal()).isFalse();
    assertThat(program("INSERT INTO w VALUES (1, 2), (3, 4)").outline().statementJournal())
        .isTrue();
    assertThat(program("INSERT INTO w SELECT a, b FROM t").outline().statementJournal()).isTrue();
    assertThat(program("UPDATE t SET b = 1").outline().statementJournal()).isTrue();
    assertThat(program("DELETE FROM t WHERE a = 1").outline().statementJournal()).isTrue();
    assertThat(program("REPLACE INTO t VALUES (1, 2, 3, 4)").outline().statementJournal()).isTrue();
  }
}

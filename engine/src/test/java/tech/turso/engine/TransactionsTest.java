package tech.turso.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.pager.Pager;
import tech.turso.pager.PagerOptions;
import tech.turso.vdbe.exec.Vm;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;
import tech.turso.vfs.memory.MemoryVfs;

/** Each database has one table, with root page 2. Rows are told by their rowids. */
class TransactionsTest {
  private static final int ROOT = 2;

  private TestConnection connection = TestConnection.memory(2);

  @BeforeEach
  void makeTables() {
    makeTables(connection);
  }

  private static void makeTables(TestConnection connection) {
    for (int database = 0; database < connection.count(); database++) {
      ProgramBuilder b = new ProgramBuilder();
      b.add(Op.TRANSACTION, database, 1);
      b.add(Op.CREATE_BTREE, database, b.register(), 1);
      b.add(Op.RESULT_ROW, 1, 1);
      assertThat(connection.run(b)).containsExactly(List.of((long) ROOT));
    }
    connection.events().clear();
  }

  // ------------------------------------------------------------------ programs

  private static ProgramBuilder inserting(int database, long... rowids) {
    ProgramBuilder b = new ProgramBuilder();
    b.add(Op.TRANSACTION, database, 1);
    addInserts(b, database, rowids);
    return b;
  }

  private static void addInserts(ProgramBuilder b, int database, long... rowids) {
    int cursor = b.cursor();
    b.add(Op.OPEN_WRITE, cursor, ROOT, database, 1, 0);
    int rowid = b.register();
    int record = b.register();
    for (long id : rowids) {
      b.add(Op.INT64, 0, rowid, 0, id, 0);
      b.add(Op.MAKE_RECORD, rowid, 1, record);
      b.add(Op.INSERT, cursor, record, rowid, null, P5.COUNT_CHANGE);
    }
  }

  private void insert(long... rowids) {
    connection.run(inserting(0, rowids));
  }

  /** Inserts and then fails. */
  private static ProgramBuilder failing(int code, ConflictAction action, long... rowids) {
    ProgramBuilder b = inserting(0, rowids);
    b.add(Op.HALT, code, action.ordinal(), 0, "message", 0);
    return b;
  }

  /** Inserts, gives a row, and inserts. */
  private static ProgramBuilder suspended(long before, long after) {
    ProgramBuilder b = inserting(0, before);
    b.add(Op.RESULT_ROW, 1, 1);
    addInserts(b, 0, after);
    return b;
  }

  private static ProgramBuilder scanning(int database) {
    ProgramBuilder b = new ProgramBuilder();
    b.add(Op.TRANSACTION, database, 0);
    int cursor = b.cursor();
    b.add(Op.OPEN_READ, cursor, ROOT, database, 1, 0);
    int rowid = b.register();
    int end = b.add(Op.REWIND, cursor);
    int loop = b.add(Op.ROWID, cursor, rowid);
    b.add(Op.RESULT_ROW, rowid, 1);
    b.add(Op.NEXT, cursor, loop);
    b.jumpHere(end);
    return b;
  }

  private Vm reader(ProgramBuilder b) {
    return connection.vm(b, 0, false, false);
  }

  private List<@Nullable Object> rows(int database) {
    try (Vm vm = reader(scanning(database))) {
      return TestConnection.rows(vm).stream().map(List::getFirst).toList();
    }
  }

  private static ProgramBuilder one(Op op, int p1, int p2, @Nullable String p4) {
    ProgramBuilder b = new ProgramBuilder();
    b.add(op, p1, p2, 0, p4, 0);
    return b;
  }

  private void autocommit(boolean on, boolean rollback) {
    try (Vm vm = reader(one(Op.AUTO_COMMIT, on ? 1 : 0, rollback ? 1 : 0, null))) {
      assertThat(vm.step()).isFalse();
    }
  }

  private void begin() {
    autocommit(false, false);
  }

  private void commit() {
    autocommit(true, false);
  }

  private void rollback() {
    autocommit(true, true);
  }

  private void savepoint(int operation, String name) {
    try (Vm vm = reader(one(Op.SAVEPOINT, operation, 0, name))) {
      assertThat(vm.step()).isFalse();
    }
  }

  private void open(String name) {
    savepoint(0, name);
  }

  private void release(String name) {
    savepoint(1, name);
  }

  private void rollbackTo(String name) {
    savepoint(2, name);
  }

  private void fails(ProgramBuilder b, ResultCode code) {
    assertThatThrownBy(() -> connection.run(b))
        .isInstanceOfSatisfying(DbException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private boolean isAutocommit() {
    return connection.transaction().isAutocommit();
  }

  private void assertIdle() {
    assertThat(connection.transaction().active()).isZero();
    assertThat(connection.btree(0).isReading()).isFalse();
    assertThat(connection.btree(0).isWriting()).isFalse();
  }

  // ------------------------------------------------------------------ autocommit

  @Test
  void aStatementCommitsWhenItEnds() {
    insert(1, 2);
    assertIdle();
    assertThat(rows(0)).containsExactly(1L, 2L);
    assertThat(connection.events()).containsExactly("commit");
  }

  @Test
  void aFailedStatementIsUndone() {
    fails(failing(19, ConflictAction.ABORT, 1, 2), ResultCode.CONSTRAINT);
    assertIdle();
    assertThat(rows(0)).isEmpty();
    assertThat(connection.events()).containsExactly("rollback");
    assertThat(connection.changes()).isZero();
  }

  @Test
  void failKeepsWhatWasDone() {
    fails(failing(19, ConflictAction.FAIL, 1, 2), ResultCode.CONSTRAINT);
    assertIdle();
    assertThat(rows(0)).containsExactly(1L, 2L);
    assertThat(connection.changes()).isEqualTo(2);
  }

  @Test
  void resetOfARunUnderWayKeepsWhatWasDone() {
    try (Vm vm = connection.vm(suspended(1, 2))) {
      assertThat(vm.step()).isTrue();
      vm.reset();
    }
    assertIdle();
    assertThat(rows(0)).containsExactly(1L);
  }

  @Test
  void theReadTransactionEndsWithTheLastStatement() {
    insert(1, 2);
    try (Vm first = reader(scanning(0));
        Vm second = reader(scanning(0))) {
      first.step();
      second.step();
      first.reset();
      assertThat(connection.btree(0).isReading()).isTrue();
      second.reset();
      assertIdle();
    }
  }

  @Test
  void aCommitLeavesReadersReading() {
    insert(1, 2);
    try (Vm vm = reader(scanning(0))) {
      vm.step();
      insert(3);
      assertThat(connection.btree(0).isWriting()).isFalse();
      assertThat(connection.btree(0).isReading()).isTrue();
      assertThat(TestConnection.rows(vm)).containsExactly(List.of(2L), List.of(3L));
    }
    assertIdle();
  }

  @Test
  void aReaderGoesOnWhenAWriterBesideItFails() {
    insert(1, 2);
    try (Vm vm = reader(scanning(0))) {
      vm.step();
      fails(failing(19, ConflictAction.ABORT, 3), ResultCode.CONSTRAINT);
      assertThat(TestConnection.rows(vm)).containsExactly(List.of(2L));
    }
    assertIdle();
  }

  @Test
  void theCommitHookMayRefuse() {
    connection.refuseCommits(true);
    fails(inserting(0, 1), ResultCode.CONSTRAINT_COMMITHOOK);
    assertThat(rows(0)).isEmpty();
    assertThat(connection.events()).containsExactly("commit", "rollback");
  }

  // ------------------------------------------------------------------ BEGIN to COMMIT

  @Test
  void aTransactionCommitsOrRollsBack() {
    begin();
    insert(1);
    assertThat(isAutocommit()).isFalse();
    assertThat(connection.events()).isEmpty();
    commit();
    assertIdle();
    begin();
    insert(2);
    rollback();
    assertIdle();
    assertThat(rows(0)).containsExactly(1L);
    assertThat(connection.events()).containsExactly("commit", "rollback");
  }

  @Test
  void theMessagesOfWrongOrder() {
    assertThatThrownBy(this::commit).hasMessage("cannot commit - no transaction is active");
    assertThatThrownBy(this::rollback).hasMessage("cannot rollback - no transaction is active");
    begin();
    assertThatThrownBy(this::begin).hasMessage("cannot start a transaction within a transaction");
    assertThatThrownBy(() -> release("a")).hasMessage("no such savepoint: a");
    assertThat(connection.transaction().active()).isZero();
    commit();
  }

  @Test
  void abortUndoesTheStatementAlone() {
    begin();
    insert(1);
    fails(failing(19, ConflictAction.ABORT, 2, 3), ResultCode.CONSTRAINT);
    insert(4);
    fails(failing(19, ConflictAction.ABORT, 5), ResultCode.CONSTRAINT);
    assertThat(connection.changes()).isZero();
    commit();
    assertThat(rows(0)).containsExactly(1L, 4L);
  }

  @Test
  void failInATransactionKeepsTheStatement() {
    begin();
    fails(failing(19, ConflictAction.FAIL, 2, 3), ResultCode.CONSTRAINT);
    commit();
    assertThat(rows(0)).containsExactly(2L, 3L);
  }

  @Test
  void rollbackEndsTheTransaction() {
    begin();
    insert(1);
    fails(failing(19, ConflictAction.ROLLBACK, 2), ResultCode.CONSTRAINT);
    assertThat(isAutocommit()).isTrue();
    assertIdle();
    assertThat(rows(0)).isEmpty();
    assertThatThrownBy(this::commit).hasMessage("cannot commit - no transaction is active");
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 9, 10, 13})
  void someErrorsUndoTheTransaction(int code) {
    begin();
    insert(1);
    ProgramBuilder b = failing(code, ConflictAction.ABORT, 2);
    try (Vm vm = connection.vm(b, 0, true, false)) {
      assertThatThrownBy(vm::step).isInstanceOf(DbException.class);
    }
    assertThat(isAutocommit()).isTrue();
    assertIdle();
    assertThat(rows(0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 13})
  void withASavepointOfItsOwnAFullDiskUndoesTheStatementAlone(int code) {
    begin();
    insert(1);
    fails(failing(code, ConflictAction.ABORT, 2), ResultCode.of(code));
    assertThat(isAutocommit()).isFalse();
    commit();
    assertThat(rows(0)).containsExactly(1L);
  }

  @Test
  void anInterruptedReaderUndoesNothing() {
    begin();
    insert(1, 2);
    try (Vm vm = reader(scanning(0))) {
      vm.step();
      connection.interrupt().request();
      assertThatThrownBy(vm::step).isInstanceOf(DbException.Interrupted.class);
    }
    assertThat(isAutocommit()).isFalse();
    commit();
    assertThat(rows(0)).containsExactly(1L, 2L);
  }

  @Test
  void anInterruptedWriterUndoesEverything() {
    begin();
    insert(1);
    try (Vm vm = connection.vm(suspended(2, 3))) {
      vm.step();
      connection.interrupt().request();
      assertThatThrownBy(vm::step).isInstanceOf(DbException.Interrupted.class);
    }
    assertThat(isAutocommit()).isTrue();
    assertThat(rows(0)).isEmpty();
  }

  @Test
  void afterCorruptionTheTransactionRefusesWritesAndItsCommit() {
    begin();
    insert(1);
    fails(failing(11, ConflictAction.ABORT, 2), ResultCode.CORRUPT);
    fails(inserting(0, 3), ResultCode.CORRUPT);
    assertThatThrownBy(this::commit).isInstanceOf(DbException.Corrupt.class);
    assertIdle();
    assertThat(rows(0)).isEmpty();
    insert(4);
    assertThat(rows(0)).containsExactly(4L);
  }

  @Test
  void commitWaitsForWriters() {
    begin();
    try (Vm vm = connection.vm(suspended(1, 2))) {
      vm.step();
      assertThatThrownBy(this::commit)
          .hasMessage("cannot commit transaction - SQL statements in progress");
      assertThatThrownBy(() -> open("a"))
          .hasMessage("cannot open savepoint - SQL statements in progress");
      assertThat(vm.step()).isFalse();
    }
    commit();
    assertThat(rows(0)).containsExactly(1L, 2L);
  }

  @Test
  void commitDoesNotWaitForReaders() {
    insert(1, 2);
    begin();
    insert(3);
    try (Vm vm = reader(scanning(0))) {
      vm.step();
      commit();
      assertThat(isAutocommit()).isTrue();
      assertThat(TestConnection.rows(vm)).containsExactly(List.of(2L), List.of(3L));
    }
    assertIdle();
  }

  @Test
  void rollbackEndsWritersAndLetsReadersGoOn() {
    insert(1, 2, 3);
    begin();
    insert(4);
    try (Vm reader = reader(scanning(0));
        Vm writer = connection.vm(insertingOnAfterARow())) {
      reader.step();
      writer.step();
      rollback();
      assertThat(TestConnection.rows(reader)).containsExactly(List.of(2L), List.of(3L));
      abortedByRollback(writer);
    }
    assertIdle();
    assertThat(rows(0)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aStatementOfAnEarlierTransactionUndoesNothingOfThisOne() {
    begin();
    try (Vm early = connection.vm(insertingOnAfterARow());
        Vm later = connection.vm(insertingOnAfterARow())) {
      early.step();
      rollback();
      begin();
      insert(1);
      later.step();
      abortedByRollback(early);
      assertThat(isAutocommit()).isFalse();
      assertThat(later.step()).isFalse();
    }
    commit();
    assertThat(rows(0)).containsExactly(1L, 20L, 30L);
  }

  @Test
  void rollbackOfASchemaChangeEndsReaders() {
    insert(1, 2, 3);
    begin();
    insert(4);
    connection.changeSchema();
    try (Vm reader = reader(scanning(0))) {
      reader.step();
      rollback();
      assertThat(connection.events()).contains("schema undone");
      abortedByRollback(reader);
    }
    assertIdle();
  }

  // ------------------------------------------------------------------ savepoints

  @Test
  void aSavepointOutsideOfATransactionIsOne() {
    open("a");
    assertThat(isAutocommit()).isFalse();
    insert(1);
    release("A");
    assertThat(isAutocommit()).isTrue();
    assertIdle();
    assertThat(rows(0)).containsExactly(1L);
    assertThat(connection.events()).containsExactly("commit");
  }

  @Test
  void nestedSavepointsRollBackOneByOne() {
    begin();
    insert(1);
    open("a");
    insert(2);
    open("b");
    insert(3);
    rollbackTo("b");
    insert(4);
    rollbackTo("b");
    assertThat(rows(0)).containsExactly(1L, 2L);
    release("b");
    insert(5);
    rollbackTo("a");
    assertThat(rows(0)).containsExactly(1L);
    insert(6);
    commit();
    assertThat(rows(0)).containsExactly(1L, 6L);
  }

  @Test
  void ofTheSameNameTheInnermostCounts() {
    open("a");
    insert(1);
    open("a");
    insert(2);
    rollbackTo("a");
    release("a");
    assertThat(isAutocommit()).isFalse();
    rollbackTo("a");
    insert(3);
    release("a");
    assertThat(isAutocommit()).isTrue();
    assertThat(rows(0)).containsExactly(3L);
  }

  @Test
  void releaseOfAnOuterSavepointForgetsTheInner() {
    begin();
    open("a");
    open("b");
    insert(1);
    release("a");
    assertThatThrownBy(() -> release("b")).hasMessage("no such savepoint: b");
    commit();
    assertThat(rows(0)).containsExactly(1L);
  }

  @Test
  void rollbackToTheOutermostKeepsTheTransaction() {
    open("a");
    insert(1);
    rollbackTo("a");
    assertThat(isAutocommit()).isFalse();
    insert(2);
    rollback();
    assertThat(rows(0)).isEmpty();
    assertThatThrownBy(() -> release("a")).hasMessage("no such savepoint: a");
  }

  @Test
  void aDatabaseWrittenOnlyLaterHasAllSavepoints() {
    begin();
    insert(1);
    open("a");
    open("b");
    connection.run(inserting(1, 10));
    rollbackTo("a");
    connection.run(inserting(1, 11));
    open("c");
    connection.run(inserting(1, 12));
    rollbackTo("c");
    commit();
    assertThat(rows(0)).containsExactly(1L);
    assertThat(rows(1)).containsExactly(11L);
  }

  @Test
  void aFailedStatementInsideOfSavepointsUndoesItselfAlone() {
    open("a");
    insert(1);
    open("b");
    insert(2);
    fails(failing(19, ConflictAction.ABORT, 3), ResultCode.CONSTRAINT);
    insert(4);
    rollbackTo("b");
    fails(failing(19, ConflictAction.ABORT, 5), ResultCode.CONSTRAINT);
    release("a");
    assertThat(rows(0)).containsExactly(1L);
  }

  @Test
  void rollbackToEndsWritersOfOthers() {
    begin();
    open("a");
    insert(1);
    try (Vm writer = connection.vm(insertingOnAfterARow())) {
      writer.step();
      rollbackTo("a");
      abortedByRollback(writer);
    }
  }

  /** Inserts, gives a row, and inserts through the same cursor. */
  private static ProgramBuilder insertingOnAfterARow() {
    ProgramBuilder b = inserting(0, 20);
    b.add(Op.RESULT_ROW, 1, 1);
    b.add(Op.INTEGER, 30, 1);
    b.add(Op.INSERT, 0, 2, 1);
    return b;
  }

  private static void abortedByRollback(Vm vm) {
    assertThatThrownBy(vm::step)
        .isInstanceOfSatisfying(
            DbException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.ABORT_ROLLBACK))
        .hasMessage("abort due to ROLLBACK");
  }

  // ------------------------------------------------------------------ foreign keys

  private static ProgramBuilder counting(int p1, int count, long rowid) {
    ProgramBuilder b = inserting(0, rowid);
    b.add(Op.FK_COUNTER, p1, count);
    return b;
  }

  private static final String FK = "FOREIGN KEY constraint failed";

  @Test
  void immediateViolationsFailTheStatement() {
    begin();
    insert(1);
    assertThatThrownBy(() -> connection.run(counting(0, 1, 2)))
        .isInstanceOf(DbException.Constraint.class)
        .hasMessage(FK);
    ProgramBuilder repaired = counting(0, 1, 3);
    repaired.add(Op.FK_COUNTER, 0, -1);
    connection.run(repaired);
    commit();
    assertThat(rows(0)).containsExactly(1L, 3L);
  }

  @Test
  void fkCheckFailsBeforeTheEnd() {
    ProgramBuilder b = counting(0, 1, 2);
    b.add(Op.FK_CHECK);
    b.add(Op.RESULT_ROW, 1, 1);
    assertThatThrownBy(() -> connection.run(b)).hasMessage(FK);
  }

  @Test
  void deferredViolationsFailTheCommit() {
    begin();
    connection.run(counting(1, 1, 1));
    assertThatThrownBy(this::commit).hasMessage(FK);
    assertThat(isAutocommit()).isFalse();
    connection.run(counting(1, -1, 2));
    commit();
    assertThat(rows(0)).containsExactly(1L, 2L);
  }

  @Test
  void deferredViolationsFailAnAutocommit() {
    assertThatThrownBy(() -> connection.run(counting(1, 1, 1))).hasMessage(FK);
    assertIdle();
    assertThat(rows(0)).isEmpty();
    insert(2);
    assertThat(rows(0)).containsExactly(2L);
  }

  @Test
  void deferredViolationsFailTheReleaseOfTheOutermostSavepoint() {
    open("a");
    open("b");
    connection.run(counting(1, 1, 1));
    release("b");
    assertThatThrownBy(() -> release("a")).hasMessage(FK);
    assertThat(isAutocommit()).isFalse();
    rollbackTo("a");
    release("a");
    assertThat(rows(0)).isEmpty();
  }

  @Test
  void anUndoneStatementGivesItsViolationsBack() {
    begin();
    ProgramBuilder b = counting(1, 1, 1);
    b.add(Op.HALT, 19, ConflictAction.ABORT.ordinal());
    fails(b, ResultCode.CONSTRAINT);
    commit();
  }

  @Test
  void deferForeignKeysMakesImmediateOnesWait() {
    begin();
    connection.transaction().deferForeignKeys(true);
    connection.run(counting(0, 1, 1));
    assertThatThrownBy(this::commit).hasMessage(FK);
    connection.run(counting(0, -1, 2));
    commit();
    assertThat(connection.transaction().defersForeignKeys()).isFalse();
    assertThat(rows(0)).containsExactly(1L, 2L);
  }

  // ------------------------------------------------------------------ several connections, files

  private static Pager pager(MemoryVfs vfs, String path) {
    return Pager.open(vfs, path, PagerOptions.DEFAULT);
  }

  @Test
  void busyAtTheBeginMayBeTriedAgain() {
    MemoryVfs vfs = new MemoryVfs();
    try (TestConnection first = TestConnection.over(vfs, pager(vfs, "a.db"));
        TestConnection second = TestConnection.over(vfs, pager(vfs, "a.db"))) {
      makeTables(first);
      ProgramBuilder immediate = new ProgramBuilder();
      immediate.add(Op.TRANSACTION, 0, 1);
      immediate.add(Op.AUTO_COMMIT);
      first.run(immediate);
      try (Vm vm = second.vm(inserting(0, 1))) {
        for (int i = 0; i < 2; i++) {
          assertThatThrownBy(vm::step)
              .isInstanceOf(DbException.Busy.class)
              .hasMessage("database is locked");
          assertThat(vm.isRunning()).isTrue();
        }
        connection = first;
        commit();
        assertThat(vm.step()).isFalse();
      }
      connection = second;
      assertThat(rows(0)).containsExactly(1L);
      assertIdle();
    }
  }

  @Test
  void busyAtTheBeginGivesUpWithAReset() {
    MemoryVfs vfs = new MemoryVfs();
    try (TestConnection first = TestConnection.over(vfs, pager(vfs, "a.db"));
        TestConnection second = TestConnection.over(vfs, pager(vfs, "a.db"))) {
      makeTables(first);
      ProgramBuilder immediate = new ProgramBuilder();
      immediate.add(Op.TRANSACTION, 0, 1);
      immediate.add(Op.AUTO_COMMIT);
      first.run(immediate);
      connection = second;
      try (Vm vm = second.vm(inserting(0, 1))) {
        assertThatThrownBy(vm::step).isInstanceOf(DbException.Busy.class);
        vm.reset();
        assertIdle();
      }
    }
  }

  @Test
  void aCommitThatFindsReadersIsTriedAgain() {
    MemoryVfs vfs = new MemoryVfs();
    try (TestConnection first = TestConnection.over(vfs, pager(vfs, "a.db"));
        TestConnection second = TestConnection.over(vfs, pager(vfs, "a.db"))) {
      makeTables(first);
      first.run(inserting(0, 1, 2));
      connection = first;
      begin();
      insert(3);
      try (Vm reader = second.vm(scanning(0), 0, false, false);
          Vm commit = reader(one(Op.AUTO_COMMIT, 1, 0, null))) {
        reader.step();
        assertThatThrownBy(commit::step).isInstanceOf(DbException.Busy.class);
        assertThat(isAutocommit()).isFalse();
        reader.reset();
        assertThat(commit.step()).isFalse();
        assertThat(isAutocommit()).isTrue();
      }
      connection = second;
      assertThat(rows(0)).containsExactly(1L, 2L, 3L);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ConflictAction.class,
      names = {"ABORT", "ROLLBACK"})
  void aTransactionOverTwoFilesIsOne(ConflictAction action) {
    MemoryVfs vfs = new MemoryVfs();
    try (TestConnection first =
        TestConnection.over(vfs, pager(vfs, "a.db"), Pager.memory(4096), pager(vfs, "b.db"))) {
      makeTables(first);
      connection = first;
      begin();
      connection.run(inserting(0, 1));
      connection.run(inserting(1, 2));
      connection.run(inserting(2, 3));
      commit();
      ProgramBuilder b = inserting(0, 4);
      b.add(Op.TRANSACTION, 2, 1);
      addInserts(b, 2, 5);
      b.add(Op.HALT, 19, action.ordinal());
      fails(b, ResultCode.CONSTRAINT);
    }
    try (TestConnection again = TestConnection.over(vfs, pager(vfs, "a.db"), pager(vfs, "b.db"))) {
      connection = again;
      assertThat(rows(0)).containsExactly(1L);
      assertThat(rows(1)).containsExactly(3L);
    }
  }
}

package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.record.RecordWriter;
import tech.turso.value.Arithmetic;
import tech.turso.value.Register;
import tech.turso.value.Truth;
import tech.turso.vdbe.program.Codes;
import tech.turso.vdbe.program.Program;

/**
 * Runs a {@link Program}: the interpreter.
 *
 * <pre>
 *            step                      step: no more rows, or an error
 *   READY ---------> RUNNING ----------------------------------------> ENDED
 *     ^                |  ^ step: a row; BUSY, to be tried again          |
 *     |     reset      |  |                                              |
 *     +----------------+--+------------- reset, step ---------------------+
 * </pre>
 *
 * <p>{@link #run} only dispatches; what an instruction does is in the class of its family, rare
 * ones are reached through {@link RareOps}. An instruction that jumps backwards looks whether the
 * statement was interrupted.
 *
 * <p>Registers may show the bytes of page images, which never change while no write transaction is
 * open; of a tree that is being written the bytes are copied ({@link VdbeCursor#volatileBytes}).
 *
 * <p>Used by one thread at a time. SQLite: vdbe.c sqlite3VdbeExec, vdbeapi.c sqlite3Step.
 */
public final class Vm implements AutoCloseable {
  private static final int WIDTH = Program.WIDTH;

  /** What the next address is when the run is suspended with a row. */
  static final int ROW = -1;

  /** What the next address is when the program has ended. */
  static final int DONE = -2;

  /** What the next address is when another frame is current: {@link #pc} tells. */
  static final int SWITCHED = -3;

  /** What the next address is, {@link #pc} telling it, when a loop runs so often. */
  private static final int HOT = -4;

  private enum State {
    READY,
    RUNNING,
    ENDED
  }

  final VmHost host;
  final StatementState statement;
  private final Program program;
  private final Interrupt interrupt;
  private final Register[] parameters;

  private final @Nullable ProgramCompiler compiler;

  /** The statement's own program as a class, once it has run hot. */
  private @Nullable CompiledProgram compiled;

  /** How many backward jumps and steps are left until the program is, or may be, run as a class. */
  private int loopsLeft;

  /** The frame that is running and, for quick access, what it owns. */
  Frame frame;

  Register[] r;
  VdbeCursor[] cursors;

  /** The address of the instruction that is running, as far as rare ones and errors need it. */
  int pc;

  /** Result of the last comparison, for Jump and ElseEq. */
  int compare;

  /** Changes whenever the rows that cursors have decoded may no longer be what is in the trees. */
  int stamp;

  /** First register and number of the registers of the row. */
  int resultFirst;

  int resultCount;

  /** What becomes of the changes if the program fails now. */
  ConflictAction errorAction = ConflictAction.ABORT;

  /** The lowest schema format of the databases that are written. */
  private int schemaFormat = 4;

  private @Nullable RecordWriter writer;

  /** For values that are converted without changing their register. */
  final Register scratch = new Register();

  final Register otherScratch = new Register();

  /** The record that RowCell has read. */
  final Register rowCell = new Register();

  private State state = State.READY;

  /** What the last step failed with if the next may try again. */
  private @Nullable DbException busy;

  /** 1: the program must not be begun or go on; 2: it must not be begun. 0: it is good. */
  private int expired;

  /** A machine for {@code program}, with all parameters NULL. */
  public Vm(Program program, VmHost host) {
    this.program = program;
    this.host = host;
    interrupt = host.interrupt();
    compiler = host.compiler();
    loopsLeft = compiler == null ? Integer.MAX_VALUE : compiler.threshold();
    statement =
        new StatementState(
            !program.writesDatabase(),
            program.usesTransaction(),
            program.outline().statementJournal());
    parameters = new Register[program.outline().parameterNames().length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = new Register();
    }
    frame = new Frame(program, null);
    r = frame.registers;
    cursors = frame.cursors;
  }

  // ------------------------------------------------------------------ the statement

  /** What it runs. */
  public Program program() {
    return program;
  }

  /** The connection. */
  public VmHost host() {
    return host;
  }

  /** The value of parameter {@code number}, from 1; to be set only while no run is under way. */
  public Register parameter(int number) {
    return parameters[number - 1];
  }

  /** Whether a run is under way: begun and neither ended nor reset. */
  public boolean isRunning() {
    return state == State.RUNNING;
  }

  /** How many columns the row has; 0 if there is no row. */
  public int columnCount() {
    return resultCount;
  }

  /** Column {@code i}, from 0, of the row; valid until the next step. */
  public Register column(int i) {
    assert i >= 0 && i < resultCount : i + " of " + resultCount;
    return r[resultFirst + i];
  }

  /** A register, for {@link VmHost#pragma}. */
  public Register register(int number) {
    return r[number];
  }

  /**
   * Makes the program expire.
   *
   * @param later whether a run that is under way may go on
   */
  public void expire(boolean later) {
    if (!later) {
      expired = 1;
    } else if (expired == 0) {
      expired = 2;
    }
  }

  /** Whether the program must be compiled again before it is begun. */
  public boolean isExpired() {
    return expired != 0;
  }

  /** Whether cursors may no longer be opened: the schema has changed under the run. */
  boolean isExpiredNow() {
    return expired == 1;
  }

  /** The program knows of the change that it has just made itself. */
  void revive() {
    expired = 0;
  }

  /**
   * Runs to the next row. After the end or a failure it begins anew.
   *
   * @return whether there is a row; false if the program has ended
   * @throws DbException if it fails. It has ended then, unless it could not begin a transaction or
   *     commit because of another connection (BUSY): then the next step tries that again
   */
  public boolean step() {
    if (state == State.ENDED) {
      reset();
    }
    if (state == State.READY) {
      begin();
    }
    resultCount = 0;
    busy = null;
    stamp++;
    host.stepBegins();
    try {
      if (interrupt.isRequested()) {
        throw new DbException.Interrupted();
      }
      return run();
    } catch (DbException e) {
      throw failed(e);
    } catch (OutOfMemoryError e) {
      throw failed(new DbException.Sql(ResultCode.NOMEM, ResultCode.NOMEM.message()));
    } catch (StackOverflowError | RuntimeException e) {
      throw failed(new DbException.Internal("instruction " + pc + " failed", e));
    }
  }

  private void begin() {
    if (expired != 0) {
      throw new DbException.Sql(ResultCode.SCHEMA, ResultCode.SCHEMA.message());
    }
    statement.changes = 0;
    statement.violations = 0;
    statement.savepoint = 0;
    statement.countsChanges = program.outline().countsChanges();
    statement.ended = false;
    host.transactions().started(statement);
    errorAction = ConflictAction.ABORT;
    schemaFormat = 4;
    writer = null;
    frame.run++;
    pc = 0;
    state = State.RUNNING;
  }

  /** Ends the run because of {@code e}, if it has to; returns what is to be thrown. */
  private DbException failed(DbException e) {
    if (state != State.RUNNING) {
      return e;
    }
    if (mayTryAgain(e)) {
      busy = e;
      return e;
    }
    if (statement.ended) {
      state = State.ENDED;
      return e;
    }
    DbException result = end(e);
    return result == null ? e : result;
  }

  /** Whether the next step shall execute the same instruction again. */
  private boolean mayTryAgain(DbException e) {
    if (!(e instanceof DbException.Busy)
        || e.code().primary() != ResultCode.BUSY
        || statement.ended) {
      return false;
    }
    int op = frame.program.code[pc * WIDTH];
    return op == Codes.TRANSACTION || op == Codes.AUTO_COMMIT || op == Codes.SAVEPOINT;
  }

  /**
   * Closes the cursors and tells the transaction that the statement ends.
   *
   * @return what it fails with
   * @throws DbException.Busy if it has not ended because a commit must wait
   */
  @Nullable DbException end(@Nullable DbException error) {
    DbException reason = error;
    try {
      closeCursors();
    } catch (DbException e) {
      reason = reason == null ? e : reason;
    }
    DbException result = host.transactions().ended(statement, reason, errorAction);
    state = State.ENDED;
    return result;
  }

  /** The transaction has ended this statement on the way. */
  void ended() {
    assert statement.ended;
    state = State.ENDED;
  }

  /** Closes all cursors and goes back to the statement's own frame. */
  void closeCursors() {
    DbException first = null;
    for (Frame f = frame; ; ) {
      try {
        f.closeCursors();
      } catch (DbException e) {
        first = first == null ? e : first;
      }
      Frame parent = f.parent;
      if (parent == null) {
        enter(f);
        break;
      }
      f = parent;
    }
    if (first != null) {
      throw first;
    }
  }

  /** Makes {@code next} the frame that runs. */
  void enter(Frame next) {
    frame = next;
    r = next.registers;
    cursors = next.cursors;
  }

  /**
   * Ends a run that is under way and makes the program ready. What it has done so far is kept, and
   * in autocommit mode committed.
   *
   * @throws DbException if the end failed; the program is ready all the same
   */
  public void reset() {
    if (state == State.READY) {
      return;
    }
    DbException failure = state == State.RUNNING ? endEarly() : null;
    state = State.READY;
    busy = null;
    resultCount = 0;
    frame.release();
    scratch.release();
    otherScratch.release();
    rowCell.release();
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable DbException endEarly() {
    DbException reported = busy;
    try {
      DbException failure = end(reported);
      return failure == reported ? null : failure;
    } catch (DbException.Busy e) {
      // The commit of a read transaction had to wait; give it up.
      return statement.ended ? e : end(e);
    } catch (DbException e) {
      return e;
    }
  }

  /** Ends the run. The machine can be used again. */
  @Override
  public void close() {
    reset();
  }

  // ------------------------------------------------------------------ what instructions use

  /** P4 of the instruction that runs. */
  @Nullable Object p4() {
    return frame.program.p4[pc];
  }

  /** The frame of the statement itself. */
  Frame outermost() {
    Frame f = frame;
    for (Frame parent = f.parent; parent != null; parent = f.parent) {
      f = parent;
    }
    return f;
  }

  /** Encodes records. */
  RecordWriter recordWriter() {
    RecordWriter w = writer;
    if (w == null) {
      w = new RecordWriter(host.encoding(), schemaFormat);
      writer = w;
    }
    return w;
  }

  /** A database of that schema format is going to be written. */
  void writesFormat(int format) {
    if (format < schemaFormat) {
      schemaFormat = Math.max(format, 1);
      writer = null;
    }
  }

  /** A tree was changed: what cursors have decoded may be stale. */
  void treeChanged() {
    stamp++;
  }

  /** A jump from {@code pc}; one backwards looks whether the run must stop. */
  private int jump(int target, int pc) {
    if (target <= pc && interrupt.pending) {
      checkInterrupt(pc - target);
    }
    return target;
  }

  private void checkInterrupt(int instructions) {
    if (interrupt.isDue(instructions)) {
      throw new DbException.Interrupted();
    }
  }

  // ------------------------------------------------------------------ what classes of programs use

  static int[] codeOf(Vm vm) {
    return vm.frame.program.code;
  }

  static Register[] registersOf(Vm vm) {
    return vm.r;
  }

  static @Nullable Object p4Of(Vm vm, int pc) {
    return vm.frame.program.p4[pc];
  }

  /** A jump of {@code instructions} backwards was made. */
  static void loops(Vm vm, int instructions) {
    if (vm.interrupt.pending) {
      vm.checkInterrupt(instructions);
    }
  }

  /** The registers of a row; {@link #pc} is the next address. */
  static int row(Vm vm, int first, int count) {
    vm.resultFirst = first;
    vm.resultCount = count;
    return ROW;
  }

  /** An instruction that {@link RareOps} executes; as {@link CompiledProgram#run}. */
  static int rare(Vm vm, int pc, int[] code, int at) {
    vm.pc = pc;
    int next = RareOps.execute(vm, pc, code, at);
    if (next < 0) {
      if (next != SWITCHED) {
        vm.pc = pc + 1;
      }
      return next;
    }
    return vm.jump(next, pc);
  }

  // ------------------------------------------------------------------ the loop

  /**
   * Executes instructions from {@link #pc} on until there is a row or the program has ended.
   *
   * @return whether there is a row
   */
  private boolean run() {
    int at = pc;
    if (isHot()) {
      runsHot();
    }
    for (; ; ) {
      try {
        int next = execute(at);
        if (next == SWITCHED) {
          at = pc;
        } else if (next == HOT) {
          at = pc;
          runsHot();
        } else {
          return next == ROW;
        }
      } catch (DbException.Corrupt e) {
        // In an integrity check a record that makes no sense is a finding; an unreadable page is
        // not.
        int handler = frame.program.code[3];
        boolean inRecord = e.page() == 0 && frame.program.code[pc * WIDTH] == Codes.COLUMN;
        if (handler == 0 || !inRecord) {
          throw e;
        }
        at = handler;
      }
    }
  }

  private int execute(int from) {
    CompiledProgram fast = compiled;
    int at = from;
    if (fast != null && frame.parent == null) {
      at = fast.run(this, from);
      if (at < 0) {
        return at;
      }
    }
    return dispatch(at);
  }

  /** A step or a backward jump was made; whether the program should be run as a class. */
  private boolean isHot() {
    return --loopsLeft < 0 && frame.parent == null;
  }

  private void runsHot() {
    if (compiled == null && compiler != null) {
      compiled = compiler.compile(program);
    }
    loopsLeft = compiled == null ? Integer.MAX_VALUE : 0;
  }

  /**
   * The loop. Whatever the instruction needs beyond its operands and registers it finds through
   * this object; {@link #pc} is set where that instruction, or an error in it, needs the address.
   */
  private int dispatch(int from) {
    int[] code = frame.program.code;
    int pc = from;
    try {
      for (; ; ) {
        int at = pc * WIDTH;
        switch (code[at]) {
          case Codes.GOTO -> pc = jump(code[at + 2], pc);
          case Codes.NEXT -> {
            if (!CursorOps.next(this, code, at)) {
              pc++;
            } else {
              pc = jump(code[at + 2], pc);
              if (isHot()) {
                return HOT;
              }
            }
          }
          case Codes.PREV -> {
            if (!CursorOps.previous(this, code, at)) {
              pc++;
            } else {
              pc = jump(code[at + 2], pc);
              if (isHot()) {
                return HOT;
              }
            }
          }
          case Codes.SORTER_NEXT -> {
            if (!SorterOps.next(this, code, at)) {
              pc++;
            } else {
              pc = jump(code[at + 2], pc);
              if (isHot()) {
                return HOT;
              }
            }
          }
          case Codes.COLUMN -> {
            if (!ColumnOps.column(this, code, at)) {
              ColumnOps.columnSlowly(this, code, at, frame.program.p4[pc]);
            }
            pc++;
          }
          case Codes.ROWID -> {
            CursorOps.rowid(this, code, at);
            pc++;
          }
          case Codes.RESULT_ROW -> {
            resultFirst = code[at + 1];
            resultCount = code[at + 2];
            pc++;
            return ROW;
          }
          case Codes.ADD -> {
            Arithmetic.add(r[code[at + 2]], r[code[at + 1]], r[code[at + 3]]);
            pc++;
          }
          case Codes.SUBTRACT -> {
            Arithmetic.subtract(r[code[at + 2]], r[code[at + 1]], r[code[at + 3]]);
            pc++;
          }
          case Codes.MULTIPLY -> {
            Arithmetic.multiply(r[code[at + 2]], r[code[at + 1]], r[code[at + 3]]);
            pc++;
          }
          case Codes.DIVIDE -> {
            Arithmetic.divide(r[code[at + 2]], r[code[at + 1]], r[code[at + 3]]);
            pc++;
          }
          case Codes.REMAINDER -> {
            Arithmetic.remainder(r[code[at + 2]], r[code[at + 1]], r[code[at + 3]]);
            pc++;
          }
          case Codes.EQ -> pc = CompareOps.eq(this, code, at, pc) ? code[at + 2] : pc + 1;
          case Codes.NE -> pc = CompareOps.ne(this, code, at, pc) ? code[at + 2] : pc + 1;
          case Codes.LT -> pc = CompareOps.lt(this, code, at, pc) ? code[at + 2] : pc + 1;
          case Codes.LE -> pc = CompareOps.le(this, code, at, pc) ? code[at + 2] : pc + 1;
          case Codes.GT -> pc = CompareOps.gt(this, code, at, pc) ? code[at + 2] : pc + 1;
          case Codes.GE -> pc = CompareOps.ge(this, code, at, pc) ? code[at + 2] : pc + 1;
          case Codes.COMPARE -> {
            CompareOps.compare(this, code, at, frame.program.p4[pc]);
            pc++;
          }
          case Codes.JUMP -> pc = code[at + (compare < 0 ? 1 : compare == 0 ? 2 : 3)];
          case Codes.IS_NULL -> pc = r[code[at + 1]].isNull() ? code[at + 2] : pc + 1;
          case Codes.NOT_NULL -> pc = r[code[at + 1]].isNull() ? pc + 1 : code[at + 2];
          case Codes.IF ->
              pc = Truth.isTrue(r[code[at + 1]], code[at + 3] != 0) ? code[at + 2] : pc + 1;
          case Codes.IF_NOT ->
              pc = Truth.isTrue(r[code[at + 1]], code[at + 3] == 0) ? pc + 1 : code[at + 2];
          case Codes.IF_POS -> pc = ControlOps.ifPos(this, code, at) ? code[at + 2] : pc + 1;
          case Codes.DECR_JUMP_ZERO ->
              pc = ControlOps.decrJumpZero(this, code, at) ? code[at + 2] : pc + 1;
          case Codes.ONCE -> pc = ControlOps.once(this, pc) ? code[at + 2] : pc + 1;
          case Codes.GOSUB -> {
            r[code[at + 1]].setInteger(pc);
            pc = code[at + 2];
          }
          case Codes.RETURN -> pc = ControlOps.returnTo(this, code, at, pc);
          case Codes.YIELD -> pc = jump(ControlOps.yieldTo(this, code, at, pc), pc);
          case Codes.INTEGER -> {
            r[code[at + 2]].setInteger(code[at + 1]);
            pc++;
          }
          case Codes.NULL -> {
            ValueOps.setNulls(this, code, at);
            pc++;
          }
          case Codes.SCOPY -> {
            r[code[at + 2]].set(r[code[at + 1]]);
            pc++;
          }
          case Codes.COPY -> {
            ValueOps.copy(this, code, at);
            pc++;
          }
          case Codes.AFFINITY -> {
            ValueOps.affinity(this, code, at, frame.program.p4[pc]);
            pc++;
          }
          case Codes.REAL_AFFINITY -> {
            ValueOps.realAffinity(this, code, at);
            pc++;
          }
          case Codes.FUNCTION -> {
            FunctionOps.function(this, code, at, pc);
            pc++;
          }
          case Codes.AGG_STEP -> {
            FunctionOps.aggregateStep(this, code, at, pc);
            pc++;
          }
          case Codes.SEEK_ROWID -> {
            pc = SeekOps.seekRowid(this, code, at) ? code[at + 2] : pc + 1;
          }
          case Codes.NOT_EXISTS -> {
            pc = SeekOps.notExists(this, code, at) ? code[at + 2] : pc + 1;
          }
          case Codes.SEEK_GE, Codes.SEEK_GT, Codes.SEEK_LE, Codes.SEEK_LT ->
              pc = SeekOps.seek(this, code, at, pc);
          case Codes.IDX_GE ->
              pc = SeekOps.compareEntry(this, code, at, pc) >= 0 ? code[at + 2] : pc + 1;
          case Codes.IDX_GT ->
              pc = SeekOps.compareEntry(this, code, at, pc) > 0 ? code[at + 2] : pc + 1;
          case Codes.IDX_LE ->
              pc = SeekOps.compareEntry(this, code, at, pc) <= 0 ? code[at + 2] : pc + 1;
          case Codes.IDX_LT ->
              pc = SeekOps.compareEntry(this, code, at, pc) < 0 ? code[at + 2] : pc + 1;
          case Codes.FILTER -> pc = SetOps.filter(this, code, at, pc) ? code[at + 2] : pc + 1;
          case Codes.FOUND -> pc = SeekOps.find(this, code, at, pc) ? code[at + 2] : pc + 1;
          case Codes.NOT_FOUND -> pc = SeekOps.find(this, code, at, pc) ? pc + 1 : code[at + 2];
          case Codes.NO_CONFLICT ->
              pc = SeekOps.noConflict(this, code, at, pc) ? code[at + 2] : pc + 1;
          case Codes.DEFERRED_SEEK -> {
            SeekOps.deferredSeek(this, code, at, frame.program.p4[pc]);
            pc++;
          }
          case Codes.IDX_ROWID -> {
            SeekOps.idxRowid(this, code, at);
            pc++;
          }
          case Codes.MAKE_RECORD -> {
            WriteOps.makeRecord(this, code, at, frame.program.p4[pc]);
            pc++;
          }
          case Codes.INSERT -> {
            WriteOps.insert(this, code, at, frame.program.p4[pc]);
            pc++;
          }
          case Codes.IDX_INSERT -> {
            WriteOps.idxInsert(this, code, at, frame.program.p4[pc]);
            pc++;
          }
          case Codes.NEW_ROWID -> {
            WriteOps.newRowid(this, code, at);
            pc++;
          }
          case Codes.SORTER_INSERT -> {
            SorterOps.insert(this, code, at);
            pc++;
          }
          case Codes.SORTER_DATA -> {
            SorterOps.data(this, code, at);
            pc++;
          }
          default -> {
            this.pc = pc;
            int next = RareOps.execute(this, pc, code, at);
            if (next < 0) {
              if (next == SWITCHED) {
                pc = this.pc;
              } else {
                pc++;
              }
              return next;
            }
            pc = jump(next, pc);
          }
        }
      }
    } finally {
      this.pc = pc;
    }
  }
}

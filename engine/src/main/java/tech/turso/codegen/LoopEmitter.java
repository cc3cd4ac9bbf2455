package tech.turso.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.turso.plan.Bound;
import tech.turso.plan.Bounds;
import tech.turso.plan.JoinPlan;
import tech.turso.plan.Loop;
import tech.turso.plan.Source;
import tech.turso.plan.Term;
import tech.turso.schema.Table;
import tech.turso.value.KeyInfo;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the nested loops of a join. Between {@link #begin} and {@link #end} stands the code for one
 * row, on which the cursors of all sources are.
 *
 * <p>SQLite: where.c sqlite3WhereBegin, sqlite3WhereEnd; wherecode.c sqlite3WhereCodeOneLoopStart.
 */
public final class LoopEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final JoinPlan plan;
  private final List<Source> from;
  private final List<Level> levels = new ArrayList<>();
  private final Set<Term> done = new HashSet<>();
  private final SeekEmitter seeks;
  private final SourceOpener opener;
  private int breakLabel;
  private long ready;

  /** Takes the plan of a join over {@code from}. */
  public LoopEmitter(Emission emission, JoinPlan plan, List<Source> from) {
    this.emission = emission;
    this.b = emission.builder();
    this.plan = plan;
    this.from = from;
    this.seeks = new SeekEmitter(emission, this);
    this.opener = new SourceOpener(emission);
  }

  /** Emits the heads of all loops and the conditions. */
  public void begin() {
    begin(-1, -1);
  }

  /**
   * Emits the heads of all loops and the conditions.
   *
   * @param table a cursor on the table of the outermost loop that is open already; -1 to open one
   * @param index a cursor on the index of that loop that is open already; -1 to open one
   */
  void begin(int table, int index) {
    breakLabel = b.label();
    for (int i = 0; i < plan.loops().size(); i++) {
      Level level = new Level(plan.loops().get(i), plan.reversed()[i]);
      levels.add(level);
      if (i == 0) {
        level.cursor = table;
        level.indexCursor = index;
      }
      opener.open(level);
      if (keepsPartners(level)) {
        openPartners(level); // before all loops: the rows of the outer ones share it
      }
    }
    constantConditions();
    for (Level level : levels) {
      head(level);
    }
  }

  /** Jump here to go on with the next row. */
  public int nextLabel() {
    return levels.isEmpty() ? breakLabel : levels.get(levels.size() - 1).continueLabel;
  }

  /** Jump here to leave all loops. */
  public int breakLabel() {
    return breakLabel;
  }

  /** The cursor on the table of the source; -1 if it has none. */
  public int cursorOf(Source source) {
    for (Level level : levels) {
      if (level.loop.source() == source) {
        return level.cursor;
      }
    }
    return -1;
  }

  private static boolean outerJoined(Level level) {
    Source.Join join = level.loop.source().join();
    return join == Source.Join.LEFT || join == Source.Join.FULL;
  }

  private static boolean keepsPartners(Level level) {
    Source.Join join = level.loop.source().join();
    return join == Source.Join.RIGHT || join == Source.Join.FULL;
  }

  private void constantConditions() {
    for (Term term : plan.terms()) {
      if (term.mask() == 0 && term.onOf() == null && term.impliedBy() == null) {
        emission.exprs().conditions().jumpIfFalse(term.expr(), breakLabel, true);
        done.add(term);
      }
    }
  }

  // ---- heads ----

  private void head(Level level) {
    Source source = level.loop.source();
    level.breakLabel = b.label();
    level.nextLabel = level.breakLabel;
    level.continueLabel = b.label();
    if (outerJoined(level)) {
      level.matched = b.register();
      b.add(Op.INTEGER, 0, level.matched);
    }
    long before = ready;
    ready |= 1L << source.index();
    if (level.loop.kind() == Loop.Kind.AUTO_INDEX) {
      level.keys = AutoIndex.keys(level.loop, plan.terms(), before);
    }
    LoopExplain.line(emission, level);
    switch (level.loop.kind()) {
      case ROWID -> seeks.rowid(level);
      case INDEX -> seeks.index(level);
      case AUTO_INDEX -> seeks.automatic(level, plan);
      case OR -> orHead(level);
      case SUBQUERY -> subqueryHead(level);
      case VIRTUAL -> seeks.virtual(level);
    }
    opener.access(level);
    conditions(level, true);
    if (level.partners >= 0) {
      addPartner(level);
    }
    if (level.matched != 0) {
      // the row of NULLs counts too: the loop's end, reached again after it, lets it pass once only
      level.nullEntry = b.here();
      b.add(Op.INTEGER, 1, level.matched);
    }
    if (level.partners >= 0) {
      b.add(Op.BEGIN_SUBRTN, 0, level.returnRegister);
      level.subroutine = b.here();
    }
    conditions(level, false);
  }

  private void subqueryHead(Level level) {
    if (level.coroutine != 0) {
      b.add(Op.INIT_COROUTINE, level.coroutine, 0, level.coroutineStart);
      level.stepP2 = b.here();
      b.add(Op.YIELD, level.coroutine, level.breakLabel);
      level.step = Op.GOTO;
      return;
    }
    b.add(Op.REWIND, level.cursor, level.breakLabel);
    level.stepP2 = b.here();
    level.step = Op.NEXT;
    level.stepP1 = level.cursor;
  }

  /** Tests the conditions that can be tested now: those of ON, or those of WHERE. */
  private void conditions(Level level, boolean on) {
    Source source = level.loop.source();
    for (int pass = 0; pass < 2; pass++) {
      for (Term term : plan.terms()) {
        if (done.contains(term)
            || term.impliedBy() != null
            || (term.mask() & ~ready) != 0
            || (term.onOf() == source) != on
            || term.onOf() != null && term.onOf() != source) {
          continue;
        }
        if (!on && isLateOuter(term)) {
          continue;
        }
        if (pass == 0 && hasQuery(term.expr())) {
          continue;
        }
        if (!implied(term)) {
          emission.exprs().conditions().jumpIfFalse(term.expr(), level.continueLabel, true);
        }
        done.add(term);
      }
    }
  }

  /** With RIGHT and FULL JOIN, WHERE is tested only where rows of NULLs have been added. */
  private boolean isLateOuter(Term term) {
    if (term.onOf() != null) {
      return false;
    }
    for (Level later : levels) {
      if (keepsPartners(later) && (ready & 1L << later.loop.source().index()) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether all terms that were derived from this one have been met by seeks. */
  private boolean implied(Term term) {
    boolean any = false;
    for (Term derived : plan.terms()) {
      if (derived.impliedBy() == term) {
        any = true;
        if (!done.contains(derived)) {
          return false;
        }
      }
    }
    return any;
  }

  /** Whether a query is part of {@code expr}. */
  static boolean hasQuery(Bound expr) {
    return Bounds.any(
        expr,
        e ->
            e instanceof Bound.Scalar
                || e instanceof Bound.Exists
                || e instanceof Bound.InQuery
                || e instanceof Bound.RowQuery);
  }

  /** Says that a seek makes sure of {@code term}, so that it need not be tested. */
  void met(Term term) {
    done.add(term);
  }

  /** All conditions of the join. */
  List<Term> terms() {
    return plan.terms();
  }

  /** The sources that are on a row, as bits. */
  long ready() {
    return ready;
  }

  // ---- OR ----

  private void orHead(Level level) {
    int line = emission.pushPlanLine("MULTI-INDEX OR");
    Term term = level.loop.orTerm();
    Table table = level.loop.source().table();
    assert term != null && table != null;
    level.returnRegister = b.register();
    int seen = b.register();
    int ephemeral = -1;
    if (table.hasRowid()) {
      b.add(Op.NULL, 0, seen);
    } else {
      ephemeral = b.cursor();
      int n = keySize(table);
      b.add(Op.OPEN_EPHEMERAL, ephemeral, n, 0, keyInfo(table), 0);
    }
    int body = b.label();
    boolean untested = false;
    int n = level.loop.arms().size();
    for (int i = 0; i < n; i++) {
      untested |= orArm(level, level.loop.arms().get(i), i, n, seen, ephemeral, body);
    }
    emission.popPlanLine(line);
    b.jump(level.breakLabel);
    b.resolve(body);
    level.step = Op.RETURN;
    level.stepP1 = level.returnRegister;
    if (!untested) {
      done.add(term);
    }
  }

  private boolean orArm(
      Level level, Loop.Arm arm, int i, int n, int seen, int ephemeral, int body) {
    Source source = level.loop.source();
    Table table = source.table();
    assert table != null;
    Level inner = new Level(arm.loop(), false);
    inner.cursor = level.cursor;
    inner.breakLabel = b.label();
    inner.nextLabel = inner.breakLabel;
    inner.continueLabel = b.label();
    int before = emission.pushPlanLine("INDEX " + (i + 1));
    LoopExplain.line(emission, inner);
    emission.popPlanLine(before);
    opener.openIndexOfArm(inner);
    boolean untested = false;
    if (arm.loop().kind() == Loop.Kind.INDEX) {
      seeks.index(inner);
    } else {
      seeks.rowid(inner);
    }
    opener.access(inner);
    for (Term term : arm.terms()) {
      if (term.impliedBy() != null || isMetBy(arm.loop(), term, arm.terms())) {
        continue;
      }
      if ((term.mask() & ~ready) != 0) {
        untested = true;
        continue;
      }
      emission.exprs().conditions().jumpIfFalse(term.expr(), inner.continueLabel, true);
    }
    int duplicate = inner.continueLabel;
    if (table.hasRowid()) {
      int rowid = b.register();
      b.add(Op.ROWID, inner.cursor, rowid);
      b.add(Op.ROW_SET_TEST, seen, duplicate, rowid, i == n - 1 ? -1 : i, 0);
    } else {
      int first = primaryKey(table, inner.cursor);
      int size = keySize(table);
      if (i > 0) {
        b.add(Op.FOUND, ephemeral, duplicate, first, size, 0);
      }
      int record = b.register();
      b.add(Op.MAKE_RECORD, first, size, record);
      b.add(Op.IDX_INSERT, ephemeral, record, first, size, 0);
    }
    b.add(Op.GOSUB, level.returnRegister, body);
    b.resolve(inner.continueLabel);
    step(inner);
    b.resolve(inner.breakLabel);
    return untested;
  }

  private static boolean isMetBy(Loop loop, Term term, List<Term> all) {
    if (usesItself(loop, term)) {
      return true;
    }
    boolean any = false;
    for (Term derived : all) {
      if (derived.impliedBy() == term) {
        any = true;
        if (!usesItself(loop, derived)) {
          return false;
        }
      }
    }
    return any;
  }

  private static boolean usesItself(Loop loop, Term term) {
    for (Loop.Bounded bounded : loop.equal()) {
      if (bounded.term() == term) {
        return true;
      }
    }
    Loop.@Nullable Bounded lower = loop.lower();
    Loop.@Nullable Bounded upper = loop.upper();
    return lower != null && lower.term() == term || upper != null && upper.term() == term;
  }

  // ---- RIGHT and FULL JOIN ----

  private static int keySize(Table table) {
    var index = table.primaryKeyIndex();
    return index == null ? 1 : index.keyColumns();
  }

  private KeyInfo keyInfo(Table table) {
    var index = table.primaryKeyIndex();
    return index == null
        ? KeyInfo.binary(1)
        : KeyInfos.ofColumns(
            emission.environment(), index.columns().subList(0, index.keyColumns()), false);
  }

  private int primaryKey(Table table, int cursor) {
    var index = table.primaryKeyIndex();
    assert index != null;
    int n = index.keyColumns();
    int first = b.registers(n);
    for (int i = 0; i < n; i++) {
      b.add(Op.COLUMN, cursor, i, first + i);
    }
    return first;
  }

  private void openPartners(Level level) {
    level.partners = b.cursor();
    level.returnRegister = b.register();
    b.add(Op.NULL, 0, level.returnRegister);
    Table table = level.loop.source().table();
    KeyInfo info = table == null ? KeyInfo.binary(1) : keyInfo(table);
    b.add(Op.OPEN_EPHEMERAL, level.partners, info.keyFields(), 0, info, 0);
  }

  private int identity(Level level) {
    Table table = level.loop.source().table();
    if (table != null && !table.hasRowid()) {
      return primaryKey(table, level.cursor);
    }
    int rowid = b.register();
    b.add(Op.ROWID, level.cursor, rowid);
    return rowid;
  }

  private int identitySize(Level level) {
    Table table = level.loop.source().table();
    return table == null ? 1 : keySize(table);
  }

  private void addPartner(Level level) {
    int first = identity(level);
    int n = identitySize(level);
    int found = b.add(Op.FOUND, level.partners, 0, first, n, 0);
    int record = b.register();
    b.add(Op.MAKE_RECORD, first, n, record);
    b.add(Op.IDX_INSERT, level.partners, record, first, n, 0);
    b.jumpHere(found);
  }

  /** After the loops: the rows of a RIGHT or FULL JOIN that had no partner. */
  private void partnerless(Level level, int levelIndex) {
    for (int i = 0; i < levelIndex; i++) {
      nullRow(levels.get(i));
    }
    Source source = level.loop.source();
    int line = emission.pushPlanLine("RIGHT-JOIN " + source.definitionLabel());
    emission.planLine("SCAN " + source.label());
    emission.popPlanLine(line);
    int end = b.label();
    int next = b.label();
    b.add(Op.REWIND, level.cursor, end);
    int top = b.here();
    int first = identity(level);
    b.add(Op.FOUND, level.partners, next, first, identitySize(level), 0);
    emission.access(level.loop.source(), opener.plainAccess(level));
    b.add(Op.GOSUB, level.returnRegister, level.subroutine);
    b.resolve(next);
    b.add(Op.NEXT, level.cursor, top);
    b.resolve(end);
  }

  private void nullRow(Level level) {
    if (level.cursor >= 0) {
      b.add(Op.NULL_ROW, level.cursor);
    }
    if (level.indexCursor >= 0) {
      b.add(Op.NULL_ROW, level.indexCursor);
    }
    if (level.coroutine != 0) {
      opener.nullRegisters(level);
    }
  }

  // ---- ends ----

  private void step(Level level) {
    if (level.step != Op.NOOP) {
      b.add(level.step, level.stepP1, level.stepP2, 0, null, level.stepP5);
    }
    for (int i = level.inLoops.size() - 1; i >= 0; i--) {
      Level.InLoop in = level.inLoops.get(i);
      b.resolve(in.skip());
      b.add(in.next(), in.cursor(), in.top());
    }
  }

  /** Emits the ends of all loops. */
  public void end() {
    for (int i = levels.size() - 1; i >= 0; i--) {
      Level level = levels.get(i);
      b.resolve(level.continueLabel);
      if (level.partners >= 0) {
        b.add(Op.RETURN, level.returnRegister, 0, 1);
      }
      step(level);
      b.resolve(level.breakLabel);
      if (level.matched != 0) {
        int skip = b.add(Op.IF_POS, level.matched, 0, 0);
        nullRow(level);
        if (level.step == Op.RETURN) {
          b.add(Op.GOSUB, level.returnRegister, level.nullEntry);
        } else {
          b.jump(level.nullEntry);
        }
        b.jumpHere(skip);
      }
    }
    for (int i = 0; i < levels.size(); i++) {
      if (levels.get(i).partners >= 0) {
        partnerless(levels.get(i), i);
      }
    }
    b.resolve(breakLabel);
  }
}

package tech.turso.codegen;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tech.turso.plan.Bound;
import tech.turso.plan.JoinPlan;
import tech.turso.plan.Loop;
import tech.turso.plan.Planner;
import tech.turso.plan.SelectQuery;
import tech.turso.plan.Target;
import tech.turso.schema.Index;
import tech.turso.schema.Table;
import tech.turso.value.KeyInfo;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the loop over the rows that an UPDATE or DELETE changes. In it the table's cursor is on the
 * row, whose rowid or primary key is in registers.
 *
 * <p>Rows are changed where they are found if that cannot move a row to where it is found again.
 * Else the rowids or keys of all rows are collected first.
 *
 * <p>SQLite: where.c sqlite3WhereOkOnePass, update.c, delete.c.
 */
final class TargetRows {
  private final Emission emission;
  private final ProgramBuilder b;
  private final Target target;
  private final Table table;
  private final TableCursors cursors;
  private final int rowid;
  private final int key;

  private @Nullable LoopEmitter loops;
  private int collected = -1;
  private int collectedCursor = -1;
  private int top;
  private int next;
  private int end;

  TargetRows(Emission emission, Target target, TableCursors cursors) {
    this.emission = emission;
    this.b = emission.builder();
    this.target = target;
    this.table = target.table();
    this.cursors = cursors;
    Index primary = table.primaryKeyIndex();
    this.rowid = primary == null ? b.register() : 0;
    this.key = primary == null ? 0 : b.registers(primary.keyColumns());
  }

  /** The register of the row's rowid; 0 if it has none. */
  int rowid() {
    return rowid;
  }

  /** The first register of the row's primary key; 0 if it has a rowid. */
  int key() {
    return key;
  }

  /** Jump here to go on with the next row. */
  int nextLabel() {
    return next;
  }

  /** How the rows are found. */
  enum Way {
    /** One row by its key. */
    SINGLE,
    /** One after the other; each is changed before the next is looked for. */
    PASSING,
    /** All before any is changed. */
    COLLECTED
  }

  /**
   * How the rows are found.
   *
   * @param plan for one loop over the table
   */
  record Finding(Way way, JoinPlan plan) {
    /** The index that the loop goes over; null if it goes over the table. */
    @Nullable Index index() {
      Index index = plan.loops().get(0).index();
      return index == null || index.isTableItself() ? null : index;
    }
  }

  /**
   * Chooses a way.
   *
   * @param mayPass whether the change of a row leaves the place of all others, and of the loop
   *     through an index, as they are
   */
  static Finding find(
      Emission emission, Target target, List<Bound> where, Predicate<@Nullable Index> mayPass) {
    JoinPlan plan = new Planner(emission.resolver()).planForChange(List.of(target.source()), where);
    Loop loop = plan.loops().get(0);
    Finding passing = new Finding(Way.PASSING, plan);
    if (loop.isOneRow()) {
      return new Finding(Way.SINGLE, plan);
    }
    boolean simple = loop.kind() == Loop.Kind.ROWID || loop.kind() == Loop.Kind.INDEX;
    for (Bound condition : where) {
      simple &= !LoopEmitter.hasQuery(condition);
    }
    return simple && mayPass.test(passing.index()) ? passing : new Finding(Way.COLLECTED, plan);
  }

  /**
   * Begins to change rows where they are found, through the table's cursor, which is open.
   *
   * @param indexCursor an open cursor on the loop's index; -1 to open one
   * @param identified whether the rowid or primary key is wanted
   */
  void beginFound(Finding finding, int indexCursor, boolean identified) {
    if (finding.way() == Way.PASSING) {
      emission.multiWrite();
    }
    LoopEmitter found = new LoopEmitter(emission, finding.plan(), List.of(target.source()));
    loops = found;
    found.begin(cursors.data(), indexCursor);
    next = found.nextLabel();
    onRow();
    if (identified) {
      readIdentity();
    }
  }

  /** Begins with the row that the table's cursor is on; there is no loop. */
  void beginHere(int nextLabel) {
    next = nextLabel;
    onRow();
    readIdentity();
  }

  private void readIdentity() {
    if (rowid != 0) {
      b.add(Op.ROWID, cursors.data(), rowid);
    } else {
      readKey();
    }
  }

  /** Emits the collecting of the rows that {@code query} gives by their rowid or key. */
  void collect(SelectQuery query) {
    emission.multiWrite();
    Index primary = table.primaryKeyIndex();
    if (primary == null) {
      collected = b.register();
      b.add(Op.NULL, 0, collected);
      emission.queries().emit(query, first -> b.add(Op.ROW_SET_ADD, collected, first));
      return;
    }
    int n = primary.keyColumns();
    collectedCursor = b.cursor();
    b.add(Op.OPEN_EPHEMERAL, collectedCursor, n, 0, keyInfo(primary, 0), 0);
    keep(query, n);
  }

  /**
   * Emits the collecting of rows with further columns in an ephemeral table.
   *
   * @return the field of the first of them
   */
  int collectJoined(SelectQuery query) {
    emission.multiWrite();
    Index primary = table.primaryKeyIndex();
    collectedCursor = b.cursor();
    int width = query.columns().size();
    if (primary != null) {
      int n = primary.keyColumns();
      b.add(Op.OPEN_EPHEMERAL, collectedCursor, width, 0, keyInfo(primary, width - n), 0);
      keep(query, width);
      return n;
    }
    b.add(Op.OPEN_EPHEMERAL, collectedCursor, width - 1);
    emission
        .queries()
        .emit(
            query,
            first -> {
              int none = b.add(Op.IS_NULL, first, 0);
              int record = b.register();
              b.add(Op.MAKE_RECORD, first + 1, width - 1, record);
              b.add(Op.INSERT, collectedCursor, record, first);
              b.jumpHere(none);
            });
    return 0;
  }

  private KeyInfo keyInfo(Index primary, int more) {
    int n = primary.keyColumns();
    var info = KeyInfos.ofColumns(emission.environment(), primary.columns().subList(0, n), true);
    return new KeyInfo(
        n, n + more, info.collations(), info.flags(), emission.environment().encoding());
  }

  private void keep(SelectQuery query, int width) {
    emission
        .queries()
        .emit(
            query,
            first -> {
              int none = b.add(Op.IS_NULL, first, 0);
              int record = b.register();
              b.add(Op.MAKE_RECORD, first, width, record);
              b.add(Op.IDX_INSERT, collectedCursor, record, first, width, 0);
              b.jumpHere(none);
            });
  }

  /** Begins the loop over the rows collected; the table's cursor is open. */
  void beginCollected() {
    next = b.label();
    end = b.label();
    int data = cursors.data();
    if (collectedCursor < 0) {
      b.resolve(next);
      b.add(Op.ROW_SET_READ, collected, end, rowid);
      b.add(Op.NOT_EXISTS, data, next, rowid);
    } else {
      b.add(Op.REWIND, collectedCursor, end);
      top = b.here();
      Index primary = table.primaryKeyIndex();
      if (primary == null) {
        b.add(Op.ROWID, collectedCursor, rowid);
        b.add(Op.NOT_EXISTS, data, next, rowid);
      } else {
        int n = primary.keyColumns();
        for (int i = 0; i < n; i++) {
          b.add(Op.COLUMN, collectedCursor, i, key + i);
        }
        b.add(Op.NOT_FOUND, data, next, key, n, 0);
      }
    }
    onRow();
  }

  /** The cursor of the ephemeral table of {@link #collectJoined}. */
  int collectedCursor() {
    return collectedCursor;
  }

  private void onRow() {
    emission.access(target.source(), new Access.OnTable(cursors.data(), -1, null));
  }

  private void readKey() {
    Index primary = table.primaryKeyIndex();
    assert primary != null;
    for (int i = 0; i < primary.keyColumns(); i++) {
      emission
          .exprs()
          .emitInto(new Bound.Column(target.source(), primary.columns().get(i).column()), key + i);
    }
  }

  /** Emits the finding of the row again, after the cursor may have moved. */
  void seekAgain() {
    Index primary = table.primaryKeyIndex();
    if (primary == null) {
      b.add(Op.NOT_EXISTS, cursors.data(), next, rowid);
    } else {
      b.add(Op.NOT_FOUND, cursors.data(), next, key, primary.keyColumns(), 0);
    }
  }

  /** Ends the loop. */
  void end() {
    LoopEmitter found = loops;
    if (found != null) {
      found.end();
      return;
    }
    if (collectedCursor < 0) {
      b.jump(next);
    } else {
      b.resolve(next);
      b.add(Op.NEXT, collectedCursor, top);
    }
    b.resolve(end);
  }
}

package tech.turso.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.plan.Bound;
import tech.turso.plan.Query;
import tech.turso.plan.Target;
import tech.turso.plan.ValuesQuery;
import tech.turso.schema.Index;
import tech.turso.sql.ast.Select;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/** The rows that an INSERT adds. Between {@link #begin} and {@link #end} stands the use of one. */
sealed interface RowSource {
  /** How many values a row has. */
  int width();

  /** Emits the head of the loop over the rows. */
  void begin();

  /** Emits a value of the row into a register. */
  void value(int column, int target);

  /** Whether a value is NULL in every row. */
  boolean isNull(int column);

  /** Emits the end of the loop. */
  void end();

  /** One row of expressions, computed where they are wanted. */
  final class Single implements RowSource {
    private final Emission emission;
    private final List<Bound> values;

    Single(Emission emission, List<Bound> values) {
      this.emission = emission;
      this.values = values;
    }

    @Override
    public int width() {
      return values.size();
    }

    @Override
    public void begin() {}

    @Override
    public void value(int column, int target) {
      Bound value = values.get(column);
      boolean before = emission.hoists(LoopEmitter.hasQuery(value));
      emission.exprs().emitInto(value, target);
      emission.hoists(before);
    }

    @Override
    public boolean isNull(int column) {
      return values.get(column) instanceof Bound.Null;
    }

    @Override
    public void end() {}
  }

  /** The rows of a query. */
  final class Several implements RowSource {
    private final ProgramBuilder b;
    private final int width;
    private final int coroutine;
    private final int first;

    /** The cursor of the ephemeral table that keeps the rows; -1 if there is none. */
    private final int kept;

    private final int done;
    private int top;

    /** Emits the co-routine. */
    Several(Emission emission, Target target, Select select, Select.@Nullable With with) {
      this.b = emission.builder();
      Query query = emission.resolver().resolveSelect(select, with);
      width = query.columns().size();
      coroutine = b.register();
      first = b.registers(width);
      done = b.label();
      int init = b.add(Op.INIT_COROUTINE, coroutine, 0, 0);
      int start = b.here();
      b.changeP3(init, start);
      if (query instanceof ValuesQuery values && isPlain(values)) {
        plainRows(emission, values);
      } else {
        emission
            .queries()
            .emit(
                query,
                row -> {
                  b.add(Op.COPY, row, first, width - 1);
                  b.add(Op.YIELD, coroutine);
                });
      }
      b.add(Op.END_COROUTINE, coroutine);
      b.jumpHere(init);
      kept = reads(target, start) ? keep() : -1;
    }

    private static boolean isPlain(ValuesQuery values) {
      return values.orderBy().isEmpty() && values.limit() == null;
    }

    private void plainRows(Emission emission, ValuesQuery values) {
      emission.planLine("SCAN " + values.rows().size() + "-ROW VALUES CLAUSE");
      for (List<Bound> row : values.rows()) {
        for (int i = 0; i < width; i++) {
          boolean before = emission.hoists(LoopEmitter.hasQuery(row.get(i)));
          emission.exprs().emitInto(row.get(i), first + i);
          emission.hoists(before);
        }
        b.add(Op.YIELD, coroutine);
      }
    }

    /** Whether the program from {@code start} on reads the table or one of its indexes. */
    private boolean reads(Target target, int start) {
      for (int at = start; at < b.here(); at++) {
        switch (b.opAt(at)) {
          case OPEN_READ -> {
            if (b.p3At(at) == target.database() && isRoot(target, b.p2At(at))) {
              return true;
            }
          }
          case V_OPEN -> {
            return true; // a virtual table may read anything
          }
          default -> {}
        }
      }
      return false;
    }

    private static boolean isRoot(Target target, int page) {
      if (page == target.table().rootPage()) {
        return true;
      }
      for (Index index : target.table().indexes()) {
        if (page == index.rootPage()) {
          return true;
        }
      }
      return false;
    }

    private int keep() {
      int cursor = b.cursor();
      b.add(Op.OPEN_EPHEMERAL, cursor, width);
      int end = b.label();
      int again = b.add(Op.YIELD, coroutine, end);
      int record = b.register();
      int rowid = b.register();
      b.add(Op.MAKE_RECORD, first, width, record);
      b.add(Op.NEW_ROWID, cursor, rowid);
      b.add(Op.INSERT, cursor, record, rowid, null, P5.APPEND);
      b.jump(again);
      b.resolve(end);
      return cursor;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public void begin() {
      if (kept >= 0) {
        b.add(Op.REWIND, kept, done);
        top = b.here();
      } else {
        top = b.add(Op.YIELD, coroutine, done);
      }
    }

    @Override
    public void value(int column, int target) {
      if (kept >= 0) {
        b.add(Op.COLUMN, kept, column, target);
      } else {
        b.add(Op.SCOPY, first + column, target);
      }
    }

    @Override
    public boolean isNull(int column) {
      return false;
    }

    @Override
    public void end() {
      if (kept >= 0) {
        b.add(Op.NEXT, kept, top);
      } else {
        b.jump(top);
      }
      b.resolve(done);
    }
  }
}

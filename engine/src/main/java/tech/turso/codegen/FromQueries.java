package tech.turso.codegen;

import java.util.List;
import tech.turso.plan.CommonUse;
import tech.turso.plan.Query;
import tech.turso.plan.Source;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits the subqueries of a FROM clause before its loops: as co-routines, or into ephemeral tables.
 *
 * <p>SQLite: select.c sqlite3Select, tag 0480; fromClauseTermCanBeCoroutine.
 */
final class FromQueries {
  private final Emission emission;
  private final ProgramBuilder b;
  private final List<Source> from;

  FromQueries(Emission emission, List<Source> from) {
    this.emission = emission;
    this.b = emission.builder();
    this.from = from;
  }

  /** Where the rows of a subquery are. */
  sealed interface Rows {
    /** A co-routine that begins at {@code start} gives them in registers from {@code first}. */
    record Coroutine(int register, int start, int first) implements Rows {}

    /** An ephemeral table has them. */
    record Kept(int cursor) implements Rows {}
  }

  /** Emits all; {@link Emission#rows} tells where the rows of each are. */
  void emit() {
    for (int i = 0; i < from.size(); i++) {
      Source source = from.get(i);
      Query query = source.query();
      if (query != null) {
        emission.rows(source, canBeCoroutine(i) ? coroutine(source, query) : kept(source, query));
      }
    }
  }

  private boolean canBeCoroutine(int at) {
    CommonUse common = from.get(at).common();
    if (common != null && common.isKept()) {
      return false;
    }
    for (Source source : from) {
      if (source.join() == Source.Join.RIGHT || source.join() == Source.Join.FULL) {
        return false;
      }
    }
    for (int i = at; i > 0; i--) {
      boolean fixed = from.get(i).join() != Source.Join.INNER;
      if (fixed || from.get(i - 1).query() != null) {
        return false; // it will not be the outermost loop
      }
    }
    return true;
  }

  private Rows coroutine(Source source, Query query) {
    int before = emission.pushPlanLine("CO-ROUTINE " + source.definitionLabel());
    int coroutine = b.register();
    int width = query.columns().size();
    int first = b.registers(width);
    int init = b.add(Op.INIT_COROUTINE, coroutine, 0, 0);
    int start = b.here();
    b.changeP3(init, start);
    int rows =
        emission
            .queries()
            .emit(
                query,
                row -> {
                  b.add(Op.COPY, row, first, width - 1);
                  b.add(Op.YIELD, coroutine);
                });
    source.rows(rows);
    b.add(Op.END_COROUTINE, coroutine);
    b.jumpHere(init);
    emission.popPlanLine(before);
    return new Rows.Coroutine(coroutine, start, first);
  }

  private Rows kept(Source source, Query query) {
    CommonUse common = query.isCorrelated() || emission.isRepeating() ? null : source.common();
    if (common != null && common.cursor() >= 0) {
      b.add(Op.GOSUB, common.returnRegister(), common.subroutine());
      int cursor = b.cursor();
      b.add(Op.OPEN_DUP, cursor, common.cursor());
      source.rows(common.rows());
      return new Rows.Kept(cursor);
    }
    int before = emission.pushPlanLine("MATERIALIZE " + source.definitionLabel());
    int cursor = b.cursor();
    int returnRegister = b.register();
    b.add(Op.BEGIN_SUBRTN, 0, returnRegister);
    int start = b.here();
    int once = emission.once(query.isCorrelated());
    b.add(Op.OPEN_EPHEMERAL, cursor, query.columns().size());
    int rows =
        emission
            .queries()
            .emit(
                query,
                row -> {
                  int record = b.register();
                  int rowid = b.register();
                  b.add(Op.MAKE_RECORD, row, query.columns().size(), record);
                  b.add(Op.NEW_ROWID, cursor, rowid);
                  b.add(Op.INSERT, cursor, record, rowid, null, P5.APPEND);
                });
    source.rows(rows);
    if (once >= 0) {
      b.jumpHere(once);
    }
    b.add(Op.RETURN, returnRegister, 0, 1);
    emission.popPlanLine(before);
    if (common != null) {
      common.kept(cursor, start, returnRegister, rows);
    }
    return new Rows.Kept(cursor);
  }
}

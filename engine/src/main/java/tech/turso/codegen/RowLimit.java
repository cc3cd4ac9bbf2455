package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.plan.Bound;
import tech.turso.plan.LogEst;
import tech.turso.plan.Query;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * The LIMIT and OFFSET of a query while its rows are given out.
 *
 * <p>SQLite: select.c computeLimitRegisters, codeOffset.
 */
final class RowLimit {
  private final ProgramBuilder b;
  private final int limit;
  private final int offset;

  private RowLimit(ProgramBuilder b, int limit, int offset) {
    this.b = b;
    this.limit = limit;
    this.offset = offset;
  }

  /** Computes the limit and offset of {@code query}; jumps to {@code end} if no row is wanted. */
  static RowLimit of(Emission emission, Query query, int end) {
    ProgramBuilder b = emission.builder();
    if (query.limit() == null) {
      return new RowLimit(b, 0, 0);
    }
    int limit = b.register();
    emission.exprs().emitInto(query.limit(), limit);
    b.add(Op.MUST_BE_INT, limit);
    b.add(Op.IF_NOT, limit, end);
    int offset = 0;
    if (query.offset() != null) {
      offset = b.register();
      emission.exprs().emitInto(query.offset(), offset);
      b.add(Op.MUST_BE_INT, offset);
    }
    return new RowLimit(b, limit, offset);
  }

  /** The estimate of a query's rows, that LIMIT may lower. */
  static int atMost(Query query, int rows) {
    return query.limit() instanceof Bound.Int limit && limit.value() > 0
        ? Math.min(rows, LogEst.of(limit.value()))
        : rows;
  }

  /** Whether there is a LIMIT. */
  boolean isLimited() {
    return limit != 0;
  }

  /**
   * Gives a row out unless OFFSET leaves it out.
   *
   * @param next where to go on after a row left out
   * @param end where to go when no more rows are wanted
   */
  void give(@Nullable Runnable columns, int first, RowSink sink, int next, int end) {
    if (offset != 0) {
      b.add(Op.IF_POS, offset, next, 1);
    }
    if (columns != null) {
      columns.run();
    }
    sink.row(first);
    if (limit != 0) {
      b.add(Op.DECR_JUMP_ZERO, limit, end);
    }
  }
}

package tech.turso.codegen;

import tech.turso.plan.Bound;
import tech.turso.plan.CompoundQuery;
import tech.turso.plan.Query;
import tech.turso.sql.ast.Select.CompoundOp;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits UNION, UNION ALL, INTERSECT and EXCEPT: a UNION ALL without ORDER BY one side after the
 * other, all else by merging.
 *
 * <p>SQLite: select.c multiSelect.
 */
final class CompoundEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final CompoundQuery query;

  CompoundEmitter(Emission emission, CompoundQuery query) {
    this.emission = emission;
    this.b = emission.builder();
    this.query = query;
  }

  void emit(RowSink sink) {
    if (!query.orderBy().isEmpty() || query.op() != CompoundOp.UNION_ALL && !isUnionOfOne()) {
      new MergeEmitter(emission, query).emit(sink);
      return;
    }
    int end = b.label();
    RowLimit limit = RowLimit.of(emission, query, end);
    RowSink limited =
        first -> {
          int next = b.label();
          limit.give(null, first, sink, next, end);
          b.resolve(next);
        };
    sides(query, limited, true);
    b.resolve(end);
  }

  /** Whether one row of a UNION is wanted, which needs no comparison. */
  private boolean isUnionOfOne() {
    return query.op() == CompoundOp.UNION
        && query.limit() instanceof Bound.Int one
        && one.value() == 1
        && query.offset() == null;
  }

  /** Emits the sides; lines of the plan stay under the line of the leftmost one. */
  private void sides(CompoundQuery compound, RowSink sink, boolean last) {
    int before = emission.planParent();
    Query left = compound.left();
    if (left instanceof CompoundQuery inner && inner.op() == CompoundOp.UNION_ALL) {
      sides(inner, sink, false);
    } else if (left instanceof CompoundQuery) {
      emission.queries().emit(left, sink);
    } else {
      emission.pushPlanLine("COMPOUND QUERY");
      side("LEFT-MOST SUBQUERY", left, sink);
    }
    side("UNION ALL", compound.right(), sink);
    if (last) {
      emission.popPlanLine(before);
    }
  }

  private void side(String title, Query arm, RowSink sink) {
    int before = emission.pushPlanLine(title);
    emission.queries().emit(arm, sink);
    emission.popPlanLine(before);
  }
}

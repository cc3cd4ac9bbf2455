package tech.turso.codegen;

import tech.turso.plan.Bound;
import tech.turso.plan.CompoundQuery;
import tech.turso.plan.LogEst;
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

  /** Emits the rows; returns the estimate of how many there are. */
  int emit(RowSink sink) {
    if (!query.orderBy().isEmpty() || query.op() != CompoundOp.UNION_ALL && !isUnionOfOne()) {
      return RowLimit.atMost(query, new MergeEmitter(emission, query).emit(sink));
    }
    int end = b.label();
    RowLimit limit = RowLimit.of(emission, query, end);
    RowSink limited =
        first -> {
          int next = b.label();
          limit.give(null, first, sink, next, end);
          b.resolve(next);
        };
    int rows = sides(query, limited, true);
    b.resolve(end);
    return RowLimit.atMost(query, rows);
  }

  /** Whether one row of a UNION is wanted, which needs no comparison. */
  private boolean isUnionOfOne() {
    return query.op() == CompoundOp.UNION
        && query.limit() instanceof Bound.Int one
        && one.value() == 1
        && query.offset() == null;
  }

  /** Emits the sides; lines of the plan stay under the line of the leftmost one. */
  private int sides(CompoundQuery compound, RowSink sink, boolean last) {
    int before = emission.planParent();
    Query left = compound.left();
    int rows;
    if (left instanceof CompoundQuery inner && inner.op() == CompoundOp.UNION_ALL) {
      rows = sides(inner, sink, false);
    } else if (left instanceof CompoundQuery) {
      rows = emission.queries().emit(left, sink);
    } else {
      emission.pushPlanLine("COMPOUND QUERY");
      rows = side("LEFT-MOST SUBQUERY", left, sink);
    }
    rows = LogEst.add(rows, side("UNION ALL", compound.right(), sink));
    if (last) {
      emission.popPlanLine(before);
    }
    return rows;
  }

  private int side(String title, Query arm, RowSink sink) {
    int before = emission.pushPlanLine(title);
    int rows = emission.queries().emit(arm, sink);
    emission.popPlanLine(before);
    return rows;
  }
}

package tech.turso.codegen;

import tech.turso.plan.CompoundQuery;
import tech.turso.sql.ast.Select.CompoundOp;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits UNION, UNION ALL, INTERSECT and EXCEPT. All but UNION ALL collect rows in ephemeral
 * indexes, so that rows come out in the order of their columns, as SQLite's merges give them.
 *
 * <p>SQLite: select.c multiSelect.
 */
final class CompoundEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final CompoundQuery query;
  private final int width;

  CompoundEmitter(Emission emission, CompoundQuery query) {
    this.emission = emission;
    this.b = emission.builder();
    this.query = query;
    this.width = query.columns().size();
  }

  void emit(RowSink sink) {
    int end = b.label();
    RowLimit limit = RowLimit.of(emission, query, end);
    if (query.orderBy().isEmpty()) {
      rows(
          first -> {
            int next = b.label();
            limit.give(null, first, sink, next, end);
            b.resolve(next);
          });
    } else {
      Sorting sorting = new Sorting(emission, query.orderBy(), width);
      sorting.open();
      rows(first -> sorting.add(first, i -> first + i));
      sorting.output(limit, sink, end);
    }
    b.resolve(end);
  }

  private void rows(RowSink sink) {
    if (query.op() == CompoundOp.UNION_ALL) {
      int before = emission.pushPlanLine("COMPOUND QUERY");
      arm("LEFT-MOST SUBQUERY", query.left(), sink);
      arm("UNION ALL", query.right(), sink);
      emission.popPlanLine(before);
      return;
    }
    int before = emission.pushPlanLine("MERGE (" + query.op().symbol() + ")");
    int left = set();
    arm("LEFT", query.left(), first -> insert(left, first));
    switch (query.op()) {
      case UNION -> arm("RIGHT", query.right(), first -> insert(left, first));
      case EXCEPT ->
          arm(
              "RIGHT",
              query.right(),
              first -> {
                int absent = b.add(Op.NOT_FOUND, left, 0, first, width, 0);
                b.add(Op.DELETE, left);
                b.jumpHere(absent);
              });
      case INTERSECT -> {
        int right = set();
        arm("RIGHT", query.right(), first -> insert(right, first));
        emission.popPlanLine(before);
        output(left, right, sink);
        return;
      }
      case UNION_ALL -> throw new AssertionError();
    }
    emission.popPlanLine(before);
    output(left, -1, sink);
  }

  private void arm(String title, tech.turso.plan.Query arm, RowSink sink) {
    int before = emission.pushPlanLine(title);
    emission.queries().emit(arm, sink);
    emission.popPlanLine(before);
  }

  private int set() {
    int cursor = b.cursor();
    b.add(
        Op.OPEN_EPHEMERAL,
        cursor,
        width,
        0,
        KeyInfos.ascending(emission.environment(), query.collations()),
        0);
    return cursor;
  }

  private void insert(int cursor, int first) {
    int present = b.add(Op.FOUND, cursor, 0, first, width, 0);
    int record = b.register();
    b.add(Op.MAKE_RECORD, first, width, record);
    b.add(Op.IDX_INSERT, cursor, record, first, width, 0);
    b.jumpHere(present);
  }

  private void output(int cursor, int alsoIn, RowSink sink) {
    int end = b.label();
    int next = b.label();
    b.add(Op.REWIND, cursor, end);
    int top = b.here();
    int first = b.registers(width);
    for (int i = 0; i < width; i++) {
      b.add(Op.COLUMN, cursor, i, first + i);
    }
    if (alsoIn >= 0) {
      b.add(Op.NOT_FOUND, alsoIn, next, first, width, 0);
    }
    sink.row(first);
    b.resolve(next);
    b.add(Op.NEXT, cursor, top);
    b.resolve(end);
  }
}

package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import tech.turso.plan.CompoundQuery;
import tech.turso.plan.LogEst;
import tech.turso.plan.OrderedArms;
import tech.turso.plan.SortTerm;
import tech.turso.sql.ast.Select.CompoundOp;
import tech.turso.vdbe.program.CompareKey;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits a compound by merging its two sides: each is a co-routine that gives its rows in the order
 * of the whole. Which of equal rows is given follows from it: of UNION the right side's first, of
 * INTERSECT and EXCEPT the left side's first.
 *
 * <p>SQLite: select.c multiSelectByMerge.
 */
final class MergeEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final CompoundQuery query;
  private final CompoundOp op;
  private final int width;
  private final int end;

  MergeEmitter(Emission emission, CompoundQuery query) {
    this.emission = emission;
    this.b = emission.builder();
    this.query = query;
    this.op = query.op();
    this.width = query.columns().size();
    this.end = b.label();
  }

  /** A side: what it is resumed by, its row, and the subroutine that gives its row out. */
  private record Side(int coroutine, int row, int outReturn, int out, int rows) {
    Side withRows(int estimate) {
      return new Side(coroutine, row, outReturn, out, estimate);
    }
  }

  /** Emits the rows; returns the estimate of how many there are. */
  int emit(RowSink sink) {
    OrderedArms arms = OrderedArms.of(query);
    int previous = op == CompoundOp.UNION_ALL ? 0 : b.registers(width + 1);
    if (previous != 0) {
      b.add(Op.INTEGER, 0, previous);
    }
    RowLimit limit = RowLimit.of(emission, query, end);
    int plan = emission.pushPlanLine("MERGE (" + op.symbol() + ")");
    Side left = side("LEFT", arms.left());
    Side right = side("RIGHT", arms.right());
    emission.popPlanLine(plan);
    int begin = b.label();
    b.jump(begin);
    give(left, previous, limit, sink);
    boolean givesRight = op == CompoundOp.UNION_ALL || op == CompoundOp.UNION;
    if (givesRight) {
      give(right, previous, limit, sink);
    }
    merge(left, right, arms.terms(), begin);
    b.resolve(end);
    return switch (op) {
      case UNION, UNION_ALL -> LogEst.add(left.rows, right.rows);
      case INTERSECT -> Math.min(left.rows, right.rows);
      case EXCEPT -> right.rows;
    };
  }

  private Side side(String title, tech.turso.plan.Query arm) {
    Side side = new Side(b.register(), b.registers(width), b.register(), b.label(), 0);
    int init = b.add(Op.INIT_COROUTINE, side.coroutine, 0, 0);
    b.changeP3(init, b.here());
    int plan = emission.pushPlanLine(title);
    int rows =
        emission
            .queries()
            .emit(
                arm,
                first -> {
                  b.add(Op.COPY, first, side.row, width - 1);
                  b.add(Op.YIELD, side.coroutine);
                });
    emission.popPlanLine(plan);
    b.add(Op.END_COROUTINE, side.coroutine);
    b.jumpHere(init);
    return side.withRows(rows);
  }

  /** Emits the subroutine that gives out a side's row, unless it equals the one given before. */
  private void give(Side side, int previous, RowLimit limit, RowSink sink) {
    b.resolve(side.out);
    int next = b.label();
    if (previous != 0) {
      int first = b.add(Op.IF_NOT, previous, 0);
      CompareKey key =
          new CompareKey(KeyInfos.ascending(emission.environment(), query.collations()), null);
      b.add(Op.COMPARE, side.row, previous + 1, width, key, 0);
      int differs = b.label();
      b.add(Op.JUMP, differs, next, differs);
      b.resolve(differs);
      b.jumpHere(first);
      b.add(Op.COPY, side.row, previous + 1, width - 1);
      b.add(Op.INTEGER, 1, previous);
    }
    limit.give(null, side.row, sink, next, end);
    b.resolve(next);
    b.add(Op.RETURN, side.outReturn);
  }

  private void merge(Side left, Side right, List<SortTerm> terms, int begin) {
    boolean givesRight = op == CompoundOp.UNION_ALL || op == CompoundOp.UNION;
    boolean needsBoth = op == CompoundOp.INTERSECT;
    int leftEnded = givesRight ? b.label() : end;
    int nextRight = b.label();
    int rightEnded = needsBoth ? end : b.label();
    int compare = b.label();
    if (givesRight) {
      b.resolve(leftEnded);
      b.add(Op.GOSUB, right.outReturn, right.out);
      b.resolve(nextRight);
      b.add(Op.YIELD, right.coroutine, end);
      b.jump(leftEnded);
    }
    if (!needsBoth) {
      b.resolve(rightEnded);
      b.add(Op.GOSUB, left.outReturn, left.out);
      b.add(Op.YIELD, left.coroutine, end);
      b.jump(rightEnded);
    }
    int giveLeft = b.label();
    int skipLeft = b.label();
    b.resolve(giveLeft);
    b.add(Op.GOSUB, left.outReturn, left.out);
    b.resolve(skipLeft);
    b.add(Op.YIELD, left.coroutine, leftEnded);
    b.jump(compare);
    int greater = b.label();
    b.resolve(greater);
    if (givesRight) {
      b.add(Op.GOSUB, right.outReturn, right.out);
    }
    b.add(Op.YIELD, right.coroutine, rightEnded);
    b.jump(compare);
    b.resolve(begin);
    b.add(Op.YIELD, left.coroutine, givesRight ? nextRight : end);
    b.add(Op.YIELD, right.coroutine, rightEnded);
    b.resolve(compare);
    b.add(Op.COMPARE, left.row, right.row, terms.size(), key(terms), 0);
    int less = needsBoth ? skipLeft : giveLeft;
    boolean givesEqual = op == CompoundOp.UNION_ALL || needsBoth;
    b.add(Op.JUMP, less, givesEqual ? giveLeft : skipLeft, greater);
  }

  private CompareKey key(List<SortTerm> terms) {
    List<Integer> columns = new ArrayList<>();
    for (SortTerm term : terms) {
      columns.add(term.resultColumn());
    }
    int[] permutation = columns.stream().mapToInt(Integer::intValue).toArray();
    return new CompareKey(KeyInfos.of(emission.environment(), terms, 0), permutation);
  }
}

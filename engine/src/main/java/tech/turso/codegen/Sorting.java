package tech.turso.codegen;

import java.util.List;
import java.util.function.IntUnaryOperator;
import tech.turso.plan.SortTerm;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * A sorter between the rows of a query and their use: its records hold the terms of ORDER BY and
 * then the result columns that are no term themselves.
 *
 * <p>SQLite: select.c pushOntoSorter, generateSortTail.
 */
final class Sorting {
  private final Emission emission;
  private final ProgramBuilder b;
  private final List<SortTerm> terms;
  private final int width;
  private final int[] position;
  private final int fields;
  private final int cursor;

  /** Sorts rows of {@code width} columns. */
  Sorting(Emission emission, List<SortTerm> terms, int width) {
    this.emission = emission;
    this.b = emission.builder();
    this.terms = terms;
    this.width = width;
    this.position = new int[width];
    java.util.Arrays.fill(position, -1);
    for (int i = 0; i < terms.size(); i++) {
      int column = terms.get(i).resultColumn();
      if (column >= 0 && position[column] < 0) {
        position[column] = i;
      }
    }
    int n = terms.size();
    for (int i = 0; i < width; i++) {
      if (position[i] < 0) {
        position[i] = n++;
      }
    }
    this.fields = n;
    this.cursor = b.cursor();
  }

  /** Emits the opening of the sorter. */
  void open() {
    b.add(
        Op.SORTER_OPEN,
        cursor,
        fields,
        0,
        KeyInfos.of(emission.environment(), terms, fields - terms.size()),
        0);
  }

  /**
   * Emits the adding of a row.
   *
   * @param columnRegister the register of each result column
   */
  void add(IntUnaryOperator columnRegister) {
    int record = b.registers(fields);
    for (int i = 0; i < terms.size(); i++) {
      SortTerm term = terms.get(i);
      if (term.resultColumn() >= 0) {
        b.add(Op.SCOPY, columnRegister.applyAsInt(term.resultColumn()), record + i);
      } else {
        emission.exprs().emitInto(term.expr(), record + i);
      }
    }
    for (int i = 0; i < width; i++) {
      if (position[i] >= terms.size()) {
        b.add(Op.SCOPY, columnRegister.applyAsInt(i), record + position[i]);
      }
    }
    int made = b.register();
    b.add(Op.MAKE_RECORD, record, fields, made);
    b.add(Op.SORTER_INSERT, cursor, made);
  }

  /** Emits the loop over the sorted rows. */
  void output(RowLimit limit, RowSink sink, int end) {
    output(limit, sink, end, 0);
  }

  /**
   * Emits the loop over the sorted rows.
   *
   * @param satisfied how many leading terms the rows came in the order of
   */
  void output(RowLimit limit, RowSink sink, int end, int satisfied) {
    int last = terms.size() - satisfied;
    String what = last == 1 ? "LAST TERM OF " : "LAST " + last + " TERMS OF ";
    emission.planLine("USE TEMP B-TREE FOR " + (satisfied == 0 ? "" : what) + "ORDER BY");
    int data = b.register();
    int pseudo = b.cursor();
    b.add(Op.OPEN_PSEUDO, pseudo, data, fields);
    b.add(Op.SORTER_SORT, cursor, end);
    int top = b.here();
    b.add(Op.SORTER_DATA, cursor, data, pseudo);
    int first = b.registers(width);
    int next = b.label();
    limit.give(
        () -> {
          for (int i = 0; i < width; i++) {
            b.add(Op.COLUMN, pseudo, position[i], first + i);
          }
        },
        first,
        sink,
        next,
        end);
    b.resolve(next);
    b.add(Op.SORTER_NEXT, cursor, top);
  }
}

package tech.turso.codegen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.turso.plan.Bound;
import tech.turso.plan.JoinPlan;
import tech.turso.plan.Loop;
import tech.turso.plan.Source;
import tech.turso.plan.Term;
import tech.turso.schema.Table;
import tech.turso.value.Collation;
import tech.turso.value.KeyInfo;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * An index that a statement makes for itself, for a join without one: the columns that are
 * compared, then all others that are needed.
 *
 * <p>SQLite: where.c constructAutomaticIndex.
 */
final class AutoIndex {
  /** As large as SQLite's smallest. */
  private static final int FILTER_BYTES = 10_000;

  private static final int LEAST_FILTER_BYTES = 1000;

  private final Emission emission;
  private final ProgramBuilder b;
  private final Source source;
  private final List<Loop.Bounded> keys;
  private final List<Integer> columns = new ArrayList<>();
  private final int[] positions;

  /** The register of the Bloom filter of the keys; 0 for none. */
  private final int filter;

  AutoIndex(Emission emission, JoinPlan plan, Source source, List<Loop.Bounded> keys) {
    this.emission = emission;
    this.b = emission.builder();
    this.source = source;
    this.keys = keys;
    for (Loop.Bounded key : keys) {
      columns.add(column(key));
    }
    for (int column : plan.used().columnsOf(source)) {
      if (column >= 0 && !columns.contains(column)) {
        columns.add(column);
      }
    }
    positions = new int[source.offered().size()];
    Arrays.fill(positions, -1);
    for (int i = 0; i < columns.size(); i++) {
      positions[columns.get(i)] = i;
    }
    filter = isBinary(keys) ? b.register() : 0;
  }

  /** Whether keys that are equal have equal bytes: only then can they be hashed. */
  private static boolean isBinary(List<Loop.Bounded> keys) {
    for (Loop.Bounded key : keys) {
      Collation of = key.form().collation();
      if (of != null && !of.isBinary()) {
        return false;
      }
    }
    return true;
  }

  /** The register of the Bloom filter of the keys; 0 for none. */
  int filter() {
    return filter;
  }

  private static int column(Loop.Bounded key) {
    return ((Bound.Column) key.form().left()).column();
  }

  /** The position in an entry of each column of the source; -1 if it is not there. */
  int[] positions() {
    return positions;
  }

  /** The equalities on distinct columns of the source whose values are known before its loop. */
  static List<Loop.Bounded> keys(Loop loop, List<Term> terms, long ready) {
    List<Loop.Bounded> keys = new ArrayList<>(loop.equal());
    for (Term term : terms) {
      for (Term.Form form : term.forms()) {
        if (form.operator() == Term.Operator.EQ
            && form.left() instanceof Bound.Column c
            && c.source() == loop.source()
            && c.column() >= 0
            && form.right() != null
            && (form.rightMask() & ~ready) == 0
            && form.rightMask() != 0
            && isAllowed(loop.source(), term)
            && fits(form)
            && isNew(keys, c.column(), loop.source())) {
          keys.add(new Loop.Bounded(term, form));
        }
      }
    }
    return keys;
  }

  private static boolean isAllowed(Source source, Term term) {
    return source.isOuterJoined() ? term.onOf() == source : term.onOf() == null;
  }

  private static boolean fits(Term.Form form) {
    var of = form.left().affinity();
    return switch (form.compareAffinity()) {
      case BLOB, NONE -> true;
      case TEXT -> of == tech.turso.value.Affinity.TEXT;
      default -> of.isNumeric();
    };
  }

  private static boolean isNew(List<Loop.Bounded> keys, int column, Source source) {
    Table table = source.table();
    if (table != null && table.hasRowid() && column == table.rowidAlias()) {
      return false;
    }
    for (Loop.Bounded key : keys) {
      if (column(key) == column) {
        return false;
      }
    }
    return true;
  }

  /**
   * Emits the filling of the index, once in a run.
   *
   * @return the register of a filter that knows which keys are certainly not there; 0 if there is
   *     none, because texts that differ may be equal
   */
  int build(Level level, int cursor) {
    boolean changes = source.query() != null && source.query().isCorrelated();
    int filter = isBinary() ? b.register() : 0;
    int once = emission.once(changes);
    int fields = columns.size();
    b.add(Op.OPEN_AUTOINDEX, cursor, fields + 1, 0, key(), 0);
    if (filter != 0) {
      b.add(Op.BLOB, 0, filter, 0, new byte[FILTER_BYTES], 0);
    }
    int end = b.label();
    if (level.coroutine != 0) {
      b.add(Op.INIT_COROUTINE, level.coroutine, 0, level.coroutineStart);
      int top = b.add(Op.YIELD, level.coroutine, end);
      entry(level, cursor, filter);
      b.jump(top);
    } else {
      emission.access(
          source,
          source.query() != null
              ? new Access.OnEphemeral(level.cursor)
              : new Access.OnTable(level.cursor, -1, null));
      b.add(Op.REWIND, level.cursor, end);
      int top = b.here();
      entry(level, cursor, filter);
      b.add(Op.NEXT, level.cursor, top);
    }
    b.resolve(end);
    if (once >= 0) {
      b.jumpHere(once);
    }
    return filter;
  }

  private boolean isBinary() {
    for (Loop.Bounded key : keys) {
      Collation of = key.form().collation();
      if (of != null && !of.isBinary()) {
        return false;
      }
    }
    return true;
  }

  private void entry(Level level, int cursor, int filter) {
    int fields = columns.size();
    int first = b.registers(fields + 1);
    for (int i = 0; i < fields; i++) {
      emission.exprs().emitInto(new Bound.Column(source, columns.get(i)), first + i);
    }
    Table table = source.table();
    if (level.coroutine == 0 && (table == null || table.hasRowid())) {
      b.add(Op.ROWID, level.cursor, first + fields);
    } else {
      b.add(Op.SEQUENCE, cursor, first + fields);
    }
    int record = b.register();
    if (filter != 0) {
      b.add(Op.FILTER_ADD, filter, 0, first, keys.size(), 0);
    }
    b.add(Op.MAKE_RECORD, first, fields + 1, record);
    b.add(Op.IDX_INSERT, cursor, record, first, fields + 1, 0);
  }

  private KeyInfo key() {
    int n = columns.size() + 1;
    Collation[] collations = new Collation[n];
    Arrays.fill(collations, emission.environment().binary());
    for (int i = 0; i < keys.size(); i++) {
      Collation of = keys.get(i).form().collation();
      if (of != null) {
        collations[i] = of;
      }
    }
    return new KeyInfo(n, n, collations, new byte[n], emission.environment().encoding());
  }
}

package tech.turso.codegen;

import java.util.List;
import tech.turso.plan.Bound;
import tech.turso.plan.Bounds;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;
import tech.turso.value.KeyInfo;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits {@code IN}: short or changing lists as comparisons, others as a look-up in an ephemeral
 * index that is filled once.
 *
 * <p>SQLite: expr.c sqlite3ExprCodeIN, sqlite3CodeRhsOfIN.
 */
final class MembershipEmitter {
  private static final int LONGEST_CHAIN = 2;

  private final Emission emission;
  private final ProgramBuilder b;
  private final ExprEmitter exprs;

  MembershipEmitter(Emission emission, ExprEmitter exprs) {
    this.emission = emission;
    this.b = emission.builder();
    this.exprs = exprs;
  }

  /** 1, 0 or NULL into {@code target}. */
  void value(Bound in, int target) {
    int isFalse = b.label();
    int isNull = b.label();
    int end = b.label();
    test(in, isFalse, isNull);
    b.add(Op.INTEGER, 1, target);
    b.jump(end);
    b.resolve(isFalse);
    b.add(Op.INTEGER, 0, target);
    b.jump(end);
    b.resolve(isNull);
    b.add(Op.NULL, 0, target);
    b.resolve(end);
  }

  void jumpIfTrue(Bound in, int label, boolean ifNull) {
    int out = b.label();
    test(in, out, ifNull ? label : out);
    b.jump(label);
    b.resolve(out);
  }

  void jumpIfFalse(Bound in, int label, boolean ifNull) {
    int out = b.label();
    test(in, label, ifNull ? label : out);
    b.resolve(out);
  }

  /** Falls through if true, else jumps. */
  private void test(Bound in, int isFalse, int isNull) {
    switch (in) {
      case Bound.InList e -> {
        if (e.list().size() > LONGEST_CHAIN && e.list().stream().allMatch(Bounds::isConstant)) {
          Set set = fill(e);
          search(List.of(e.operand()), List.of(e.compareAffinity()), set, isFalse, isNull);
        } else {
          chain(e, isFalse, isNull);
        }
      }
      case Bound.InQuery e -> {
        Set set = fill(e);
        search(e.operands(), e.compareAffinities(), set, isFalse, isNull);
      }
      default -> throw new AssertionError(in);
    }
  }

  /** An ephemeral index and the register that is NULL if it holds a NULL; 0 if it cannot. */
  record Set(int cursor, int hasNull) {}

  private void chain(Bound.InList e, int isFalse, int isNull) {
    if (e.list().isEmpty()) {
      b.jump(isFalse);
      return;
    }
    int operand = exprs.emit(e.operand());
    int isTrue = b.label();
    int sawNull = isNull == isFalse ? 0 : b.register();
    if (sawNull != 0) {
      b.add(Op.SCOPY, operand, sawNull);
    }
    for (Bound element : e.list()) {
      int value = exprs.emit(element);
      if (sawNull != 0) {
        // Becomes NULL with the first NULL and stays it.
        b.add(Op.ZERO_OR_NULL, sawNull, sawNull, value);
      }
      b.add(Op.EQ, value, isTrue, operand, e.collation(), e.compareAffinity().ordinal());
    }
    if (sawNull != 0) {
      b.add(Op.IS_NULL, sawNull, isNull);
    }
    b.jump(isFalse);
    b.resolve(isTrue);
  }

  private Set fill(Bound.InList e) {
    int cursor = b.cursor();
    int hasNull = b.register();
    int once = b.add(Op.ONCE);
    b.add(Op.OPEN_EPHEMERAL, cursor, 1, 0, key(List.of(e.collation())), 0);
    insertAll(e, cursor);
    nullFlag(cursor, hasNull);
    b.jumpHere(once);
    return new Set(cursor, hasNull);
  }

  /** Puts the values of a list into an ephemeral index. */
  void insertAll(Bound.InList e, int cursor) {
    int value = b.register();
    int record = b.register();
    // A register for each of a hundred thousand constants would save nothing.
    boolean before = emission.hoists(false);
    for (Bound element : e.list()) {
      exprs.emitInto(element, value);
      b.add(Op.MAKE_RECORD, value, 1, record, new Affinity[] {e.compareAffinity()}, 0);
      b.add(Op.IDX_INSERT, cursor, record, value, 1, 0);
    }
    emission.hoists(before);
  }

  private Set fill(Bound.InQuery e) {
    int cursor = b.cursor();
    int hasNull = b.register();
    boolean changes = e.query().isCorrelated();
    int once = emission.once(changes);
    int plan =
        emission.pushPlanLine(
            (changes ? "CORRELATED LIST SUBQUERY " : "LIST SUBQUERY ") + e.query().id());
    b.add(Op.OPEN_EPHEMERAL, cursor, e.operands().size(), 0, key(e.collations()), 0);
    Affinity[] affinities = e.compareAffinities().toArray(Affinity[]::new);
    emission
        .queries()
        .emit(
            e.query(),
            first -> {
              int record = b.register();
              b.add(Op.MAKE_RECORD, first, affinities.length, record, affinities, 0);
              b.add(Op.IDX_INSERT, cursor, record, first, affinities.length, 0);
            });
    nullFlag(cursor, hasNull);
    emission.popPlanLine(plan);
    if (once >= 0) {
      b.jumpHere(once);
    }
    return new Set(cursor, hasNull);
  }

  /** NULLs come first in an index: the first entry tells whether there are any. */
  private void nullFlag(int cursor, int hasNull) {
    b.add(Op.INTEGER, 0, hasNull);
    int empty = b.add(Op.REWIND, cursor);
    b.add(Op.COLUMN, cursor, 0, hasNull, null, P5.TYPE_ONLY);
    b.jumpHere(empty);
  }

  private KeyInfo key(List<Collation> collations) {
    int n = collations.size();
    return new KeyInfo(
        n, n, collations.toArray(Collation[]::new), new byte[n], emission.environment().encoding());
  }

  private void search(
      List<Bound> operands, List<Affinity> affinities, Set set, int isFalse, int isNull) {
    int n = operands.size();
    int first = b.registers(n);
    for (int i = 0; i < n; i++) {
      exprs.emitInto(operands.get(i), first + i);
    }
    b.add(Op.AFFINITY, first, n, 0, affinities.toArray(Affinity[]::new), 0);
    if (n > 1) {
      searchRows(first, n, affinities, set, isFalse, isNull);
      return;
    }
    if (isNull == isFalse) {
      b.add(Op.IS_NULL, first, isFalse);
      b.add(Op.NOT_FOUND, set.cursor(), isFalse, first, 1, 0);
      return;
    }
    int found = b.label();
    int notNull = b.add(Op.NOT_NULL, first, 0);
    // NULL IN (): false if the set is empty, else unknown.
    b.add(Op.REWIND, set.cursor(), isFalse);
    b.jump(isNull);
    b.jumpHere(notNull);
    b.add(Op.FOUND, set.cursor(), found, first, 1, 0);
    b.add(Op.IS_NULL, set.hasNull(), isNull);
    b.jump(isFalse);
    b.resolve(found);
  }

  /** Rows: a search if no operand is NULL, then a scan for a row that differs in no known field. */
  private void searchRows(
      int first, int n, List<Affinity> affinities, Set set, int isFalse, int isNull) {
    int found = b.label();
    int scan = b.label();
    for (int i = 0; i < n; i++) {
      b.add(Op.IS_NULL, first + i, isNull == isFalse ? isFalse : scan);
    }
    b.add(Op.FOUND, set.cursor(), found, first, n, 0);
    if (isNull == isFalse) {
      b.jump(isFalse);
      b.resolve(scan);
      b.resolve(found);
      return;
    }
    b.resolve(scan);
    b.add(Op.REWIND, set.cursor(), isFalse);
    int loop = b.here();
    int next = b.label();
    int value = b.register();
    for (int i = 0; i < n; i++) {
      b.add(Op.COLUMN, set.cursor(), i, value);
      b.add(Op.NE, value, next, first + i, null, affinities.get(i).ordinal());
    }
    b.jump(isNull);
    b.resolve(next);
    b.add(Op.NEXT, set.cursor(), loop);
    b.jump(isFalse);
    b.resolve(found);
  }
}

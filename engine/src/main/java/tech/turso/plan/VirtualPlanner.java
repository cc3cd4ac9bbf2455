package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import tech.turso.base.DbException;
import tech.turso.ext.VirtualTable;

/**
 * Asks a virtual table how it would be scanned.
 *
 * <p>SQLite: where.c whereLoopAddVirtual.
 */
final class VirtualPlanner {
  private VirtualPlanner() {}

  static Loop plan(LoopFinder finder, Source source, List<Term> terms, long mustComeBefore) {
    TableFunction function = source.function();
    assert function != null;
    List<VirtualTable.Constraint> constraints = new ArrayList<>();
    List<Loop.Bounded> bounded = new ArrayList<>();
    addArguments(finder.from(), source, function, constraints, bounded);
    for (Term term : terms) {
      for (Term.Form form : term.forms()) {
        if (form.operator() == Term.Operator.EQ
            && form.left() instanceof Bound.Column c
            && c.source() == source
            && form.right() != null
            && (form.rightMask() & 1L << source.index()) == 0
            && (term.onOf() == null ? !source.isOuterJoined() : term.onOf() == source)) {
          constraints.add(new VirtualTable.Constraint(c.column(), VirtualTable.Operator.EQ, true));
          bounded.add(new Loop.Bounded(term, form));
        }
      }
    }
    VirtualTable.Plan plan = function.table().plan(constraints);
    if (plan == null) {
      throw new DbException.Sql("no query solution");
    }
    Loop loop = new Loop(source, Loop.Kind.VIRTUAL, null);
    loop.virtualPlan = plan;
    List<Loop.Bounded> values = new ArrayList<>();
    loop.prerequisites = mustComeBefore;
    for (int i : plan.arguments()) {
      values.add(bounded.get(i));
      loop.prerequisites |= bounded.get(i).form().rightMask();
    }
    loop.virtualTerms = values;
    loop.run = LogEst.of(Math.max(1, (long) plan.cost()));
    loop.out = LogEst.of(Math.max(1, plan.rows()));
    return loop;
  }

  private static void addArguments(
      List<Source> from,
      Source source,
      TableFunction function,
      List<VirtualTable.Constraint> constraints,
      List<Loop.Bounded> bounded) {
    int hidden = 0;
    List<VirtualTable.Column> columns = function.table().columns();
    for (int i = 0; i < columns.size() && hidden < function.arguments().size(); i++) {
      if (!columns.get(i).hidden()) {
        continue;
      }
      Bound value = function.arguments().get(hidden++);
      Bound.Column column = new Bound.Column(source, i);
      long[] mask = {0};
      Bounds.deep(
          value,
          e -> {
            Source read = Bounds.sourceOf(e);
            if (read != null && read.index() < from.size() && from.get(read.index()) == read) {
              mask[0] |= 1L << read.index();
            }
          });
      Term term = new Term(new Bound.Int(1), 0, null, null);
      constraints.add(new VirtualTable.Constraint(i, VirtualTable.Operator.EQ, true));
      bounded.add(
          new Loop.Bounded(
              term,
              new Term.Form(
                  column, Term.Operator.EQ, value, mask[0], tech.turso.value.Affinity.NONE, null)));
    }
  }
}

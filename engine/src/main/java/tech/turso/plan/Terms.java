package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.sql.ast.BinaryOp;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;

/**
 * Takes the conditions of a query apart into {@link Term}s.
 *
 * <p>SQLite: whereexpr.c.
 */
final class Terms {
  private final List<Source> from;
  private final List<Term> terms = new ArrayList<>();

  Terms(List<Source> from, List<Bound> where) {
    this.from = from;
    for (Source source : from) {
      for (Bound on : source.on()) {
        add(on, source, null, terms);
      }
    }
    for (Bound condition : where) {
      add(condition, null, null, terms);
    }
  }

  List<Term> all() {
    return terms;
  }

  private void add(Bound expr, @Nullable Source onOf, @Nullable Term impliedBy, List<Term> to) {
    Term term = new Term(expr, maskOf(expr), onOf, impliedBy);
    to.add(term);
    switch (expr) {
      case Bound.Compare e -> compare(term, e);
      case Bound.Is e -> is(term, e);
      case Bound.IsNull e when !e.not() ->
          term.forms()
              .add(new Term.Form(e.operand(), Term.Operator.IS_NULL, null, 0, Affinity.BLOB, null));
      case Bound.InList e ->
          term.forms()
              .add(
                  new Term.Form(
                      e.operand(),
                      Term.Operator.IN,
                      null,
                      maskOf(e.list()),
                      e.compareAffinity(),
                      e.collation()));
      case Bound.InQuery e when e.operands().size() == 1 ->
          term.forms()
              .add(
                  new Term.Form(
                      e.operands().get(0),
                      Term.Operator.IN,
                      null,
                      maskOf(e.query()),
                      e.compareAffinities().get(0),
                      e.collations().get(0)));
      case Bound.Between e -> between(term, e, to);
      case Bound.Or e -> or(term, e);
      case Bound.RowCompare e when e.op() == BinaryOp.EQ -> {
        for (int i = 0; i < e.left().size(); i++) {
          add(
              new Bound.Compare(
                  BinaryOp.EQ,
                  e.left().get(i),
                  e.right().get(i),
                  e.affinities().get(i),
                  e.collations().get(i)),
              onOf,
              term,
              to);
        }
      }
      default -> {}
    }
  }

  private void compare(Term term, Bound.Compare e) {
    Term.Operator op = Term.operatorOf(e.op());
    if (op == Term.Operator.NONE) {
      return;
    }
    both(term, e.left(), e.right(), op, e.compareAffinity(), e.collation());
  }

  private void is(Term term, Bound.Is e) {
    if (!e.not()) {
      both(term, e.left(), e.right(), Term.Operator.IS, e.compareAffinity(), e.collation());
    }
  }

  private void both(
      Term term,
      Bound left,
      Bound right,
      Term.Operator op,
      Affinity affinity,
      Collation collation) {
    term.forms().add(new Term.Form(left, op, right, maskOf(right), affinity, collation));
    term.forms()
        .add(new Term.Form(right, Term.commuted(op), left, maskOf(left), affinity, collation));
  }

  private void between(Term term, Bound.Between e, List<Term> to) {
    add(
        new Bound.Compare(BinaryOp.GE, e.operand(), e.low(), e.lowAffinity(), e.lowCollation()),
        term.onOf(),
        term,
        to);
    add(
        new Bound.Compare(BinaryOp.LE, e.operand(), e.high(), e.highAffinity(), e.highCollation()),
        term.onOf(),
        term,
        to);
  }

  private void or(Term term, Bound.Or e) {
    List<Bound> arms = new ArrayList<>();
    disjuncts(e, arms);
    if (inFromOr(term, arms)) {
      return;
    }
    for (Bound arm : arms) {
      List<Bound> conjuncts = new ArrayList<>();
      Bounds.conjuncts(arm, conjuncts);
      List<Term> inner = new ArrayList<>();
      for (Bound c : conjuncts) {
        add(c, null, null, inner);
      }
      term.alternatives().add(inner);
    }
  }

  /** {@code x = a OR x = b} is {@code x IN (a, b)}. SQLite: exprAnalyzeOrTerm, case 1. */
  private boolean inFromOr(Term term, List<Bound> arms) {
    if (!(arms.get(0) instanceof Bound.Compare first) || first.op() != BinaryOp.EQ) {
      return false;
    }
    for (Bound x : List.of(first.left(), first.right())) {
      if (!(x instanceof Bound.Column)) {
        continue;
      }
      List<Bound> values = new ArrayList<>();
      for (Bound arm : arms) {
        if (!(arm instanceof Bound.Compare c)
            || c.op() != BinaryOp.EQ
            || c.compareAffinity() != first.compareAffinity()
            || c.collation() != first.collation()) {
          break;
        }
        Bound other = c.left().equals(x) ? c.right() : c.right().equals(x) ? c.left() : null;
        if (other == null || (maskOf(other) & maskOf(x)) != 0 || affinityClash(x, other)) {
          break;
        }
        values.add(other);
      }
      if (values.size() == arms.size()) {
        term.forms()
            .add(
                new Term.Form(
                    x,
                    Term.Operator.IN,
                    new Bound.InList(x, values, first.compareAffinity(), first.collation()),
                    maskOf(values),
                    first.compareAffinity(),
                    first.collation()));
        return true;
      }
    }
    return false;
  }

  private static boolean affinityClash(Bound x, Bound other) {
    Affinity a = other.affinity();
    return a != Affinity.NONE && a != x.affinity();
  }

  private static void disjuncts(Bound expr, List<Bound> to) {
    if (expr instanceof Bound.Or or) {
      disjuncts(or.left(), to);
      disjuncts(or.right(), to);
    } else {
      to.add(expr);
    }
  }

  private long maskOf(List<Bound> list) {
    long mask = 0;
    for (Bound e : list) {
      mask |= maskOf(e);
    }
    return mask;
  }

  private long maskOf(Query query) {
    long[] mask = {0};
    Bounds.deep(query, e -> mask[0] |= bit(e));
    return mask[0];
  }

  /** The sources of this query that {@code expr} reads. */
  long maskOf(Bound expr) {
    long[] mask = {0};
    Bounds.deep(expr, e -> mask[0] |= bit(e));
    return mask[0];
  }

  private long bit(Bound e) {
    Source source = Bounds.sourceOf(e);
    if (source != null) {
      int index = source.index();
      if (index < from.size() && from.get(index) == source) {
        return 1L << index;
      }
    }
    return 0;
  }
}

package tech.turso.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Walks over trees of bound expressions. */
public final class Bounds {
  private Bounds() {}

  /** The direct operands, from left to right; queries are not entered. */
  public static List<Bound> children(Bound expr) {
    List<Bound> out = new ArrayList<>(4);
    forEachChild(expr, out::add);
    return out;
  }

  /** Whether a direct operand satisfies {@code test}. */
  public static boolean anyChild(Bound expr, Predicate<Bound> test) {
    for (Bound child : children(expr)) {
      if (test.test(child)) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@code expr} or something below it satisfies {@code test}; queries are not entered. */
  public static boolean any(Bound expr, Predicate<Bound> test) {
    return test.test(expr) || anyChild(expr, child -> any(child, test));
  }

  /** Gives each direct operand to {@code to}. */
  public static void forEachChild(Bound expr, Consumer<Bound> to) {
    switch (expr) {
      case Bound.Null n -> {}
      case Bound.Int n -> {}
      case Bound.Real n -> {}
      case Bound.Text n -> {}
      case Bound.Blob n -> {}
      case Bound.Variable n -> {}
      case Bound.Column n -> {}
      case Bound.InRegister n -> {}
      case Bound.Aggregate n -> {}
      case Bound.Scalar n -> {}
      case Bound.Exists n -> {}
      case Bound.RowQuery n -> {}
      case Bound.IfNullRow n -> to.accept(n.operand());
      case Bound.Negate n -> to.accept(n.operand());
      case Bound.BitNot n -> to.accept(n.operand());
      case Bound.Plus n -> to.accept(n.operand());
      case Bound.Not n -> to.accept(n.operand());
      case Bound.IsNull n -> to.accept(n.operand());
      case Bound.IsTruth n -> to.accept(n.operand());
      case Bound.Cast n -> to.accept(n.operand());
      case Bound.Collate n -> to.accept(n.operand());
      case Bound.Arithmetic n -> {
        to.accept(n.left());
        to.accept(n.right());
      }
      case Bound.Compare n -> {
        to.accept(n.left());
        to.accept(n.right());
      }
      case Bound.Is n -> {
        to.accept(n.left());
        to.accept(n.right());
      }
      case Bound.And n -> {
        to.accept(n.left());
        to.accept(n.right());
      }
      case Bound.Or n -> {
        to.accept(n.left());
        to.accept(n.right());
      }
      case Bound.Between n -> {
        to.accept(n.operand());
        to.accept(n.low());
        to.accept(n.high());
      }
      case Bound.InList n -> {
        to.accept(n.operand());
        n.list().forEach(to);
      }
      case Bound.InQuery n -> n.operands().forEach(to);
      case Bound.Case n -> {
        branches(n.branches(), to);
        optional(n.otherwise(), to);
      }
      case Bound.Switch n -> {
        to.accept(n.operand());
        branches(n.branches(), to);
        optional(n.otherwise(), to);
      }
      case Bound.Call n -> n.arguments().forEach(to);
      case Bound.Row n -> n.elements().forEach(to);
      case Bound.RowCompare n -> {
        n.left().forEach(to);
        n.right().forEach(to);
      }
      case Bound.Raise n -> optional(n.message(), to);
    }
  }

  private static void branches(List<Bound.Case.Branch> branches, Consumer<Bound> to) {
    for (Bound.Case.Branch branch : branches) {
      to.accept(branch.when());
      to.accept(branch.then());
    }
  }

  private static void optional(@Nullable Bound expr, Consumer<Bound> to) {
    if (expr != null) {
      to.accept(expr);
    }
  }

  /**
   * The tree with {@code change} applied to every node from the top down: where it gives another
   * node that one is taken as it is, else the operands are changed. Queries are not entered.
   */
  public static Bound map(Bound expr, UnaryOperator<Bound> change) {
    Bound changed = change.apply(expr);
    if (changed != expr) {
      return changed;
    }
    return switch (expr) {
      case Bound.Null n -> n;
      case Bound.Int n -> n;
      case Bound.Real n -> n;
      case Bound.Text n -> n;
      case Bound.Blob n -> n;
      case Bound.Variable n -> n;
      case Bound.Column n -> n;
      case Bound.InRegister n -> n;
      case Bound.Aggregate n -> n;
      case Bound.Scalar n -> n;
      case Bound.Exists n -> n;
      case Bound.RowQuery n -> n;
      case Bound.IfNullRow n -> new Bound.IfNullRow(n.source(), map(n.operand(), change));
      case Bound.Negate n -> new Bound.Negate(map(n.operand(), change));
      case Bound.BitNot n -> new Bound.BitNot(map(n.operand(), change));
      case Bound.Plus n -> new Bound.Plus(map(n.operand(), change));
      case Bound.Not n -> new Bound.Not(map(n.operand(), change));
      case Bound.IsNull n -> new Bound.IsNull(map(n.operand(), change), n.not());
      case Bound.IsTruth n -> new Bound.IsTruth(map(n.operand(), change), n.truth(), n.not());
      case Bound.Cast n -> new Bound.Cast(map(n.operand(), change), n.type());
      case Bound.Collate n -> new Bound.Collate(map(n.operand(), change), n.collation());
      case Bound.Arithmetic n ->
          new Bound.Arithmetic(n.op(), map(n.left(), change), map(n.right(), change));
      case Bound.Compare n ->
          new Bound.Compare(
              n.op(),
              map(n.left(), change),
              map(n.right(), change),
              n.compareAffinity(),
              n.collation());
      case Bound.Is n ->
          new Bound.Is(
              map(n.left(), change),
              map(n.right(), change),
              n.not(),
              n.compareAffinity(),
              n.collation());
      case Bound.And n -> new Bound.And(map(n.left(), change), map(n.right(), change));
      case Bound.Or n -> new Bound.Or(map(n.left(), change), map(n.right(), change));
      case Bound.Between n ->
          new Bound.Between(
              map(n.operand(), change),
              map(n.low(), change),
              map(n.high(), change),
              n.lowAffinity(),
              n.lowCollation(),
              n.highAffinity(),
              n.highCollation());
      case Bound.InList n ->
          new Bound.InList(
              map(n.operand(), change),
              mapAll(n.list(), change),
              n.compareAffinity(),
              n.collation());
      case Bound.InQuery n ->
          new Bound.InQuery(
              mapAll(n.operands(), change), n.query(), n.compareAffinities(), n.collations());
      case Bound.Case n ->
          new Bound.Case(mapBranches(n.branches(), change), mapOptional(n.otherwise(), change));
      case Bound.Switch n ->
          new Bound.Switch(
              map(n.operand(), change),
              mapBranches(n.branches(), change),
              n.affinities(),
              n.collations(),
              mapOptional(n.otherwise(), change));
      case Bound.Call n ->
          new Bound.Call(n.function(), mapAll(n.arguments(), change), n.collation(), n.pureUse());
      case Bound.Row n -> new Bound.Row(mapAll(n.elements(), change));
      case Bound.RowCompare n ->
          new Bound.RowCompare(
              n.op(),
              mapAll(n.left(), change),
              mapAll(n.right(), change),
              n.affinities(),
              n.collations());
      case Bound.Raise n -> new Bound.Raise(n.action(), mapOptional(n.message(), change));
    };
  }

  /** {@link #map} of each. */
  public static List<Bound> mapAll(List<Bound> exprs, UnaryOperator<Bound> change) {
    List<Bound> out = new ArrayList<>(exprs.size());
    for (Bound expr : exprs) {
      out.add(map(expr, change));
    }
    return out;
  }

  private static @Nullable Bound mapOptional(@Nullable Bound expr, UnaryOperator<Bound> change) {
    return expr == null ? null : map(expr, change);
  }

  private static List<Bound.Case.Branch> mapBranches(
      List<Bound.Case.Branch> branches, UnaryOperator<Bound> change) {
    List<Bound.Case.Branch> out = new ArrayList<>(branches.size());
    for (Bound.Case.Branch branch : branches) {
      out.add(new Bound.Case.Branch(map(branch.when(), change), map(branch.then(), change)));
    }
    return out;
  }

  /** Splits {@code expr} at its ANDs and adds the parts to {@code to}. */
  public static void conjuncts(Bound expr, List<Bound> to) {
    if (expr instanceof Bound.And and) {
      conjuncts(and.left(), to);
      conjuncts(and.right(), to);
    } else {
      to.add(expr);
    }
  }

  /** The source whose row {@code expr} itself reads, without its operands; null if none. */
  public static @Nullable Source sourceOf(Bound expr) {
    return switch (expr) {
      case Bound.Column column -> column.source();
      case Bound.IfNullRow row -> row.source();
      default -> null;
    };
  }

  /** Every source that {@code expr} reads, also within its queries. */
  public static Set<Source> sources(Bound expr) {
    Set<Source> out = new HashSet<>();
    addSources(expr, out);
    return out;
  }

  /** Adds every source that {@code expr} reads, also within its queries. */
  public static void addSources(Bound expr, Set<Source> to) {
    deep(
        expr,
        e -> {
          Source source = sourceOf(e);
          if (source != null) {
            to.add(source);
          }
        });
  }

  /** Gives {@code expr} and everything below it to {@code to}, also what is within its queries. */
  public static void deep(Bound expr, Consumer<Bound> to) {
    to.accept(expr);
    forEachChild(expr, child -> deep(child, to));
    switch (expr) {
      case Bound.Scalar q -> deep(q.query(), to);
      case Bound.Exists q -> deep(q.query(), to);
      case Bound.RowQuery q -> deep(q.query(), to);
      case Bound.InQuery q -> deep(q.query(), to);
      case Bound.Aggregate a -> deep(a.call(), to);
      default -> {}
    }
  }

  private static void deep(AggregateCall call, Consumer<Bound> to) {
    call.arguments().forEach(a -> deep(a, to));
    if (call.filter() != null) {
      deep(call.filter(), to);
    }
    call.orderBy().forEach(t -> deep(t.expr(), to));
  }

  /** Gives every expression of {@code query} and of the queries in it to {@code to}. */
  public static void deep(Query query, Consumer<Bound> to) {
    switch (query) {
      case SelectQuery s -> deepSelect(s, to);
      case ValuesQuery v -> v.rows().forEach(row -> row.forEach(e -> deep(e, to)));
      case CompoundQuery c -> {
        deep(c.left(), to);
        deep(c.right(), to);
      }
    }
    if (query.limit() != null) {
      deep(query.limit(), to);
    }
    if (query.offset() != null) {
      deep(query.offset(), to);
    }
  }

  private static void deepSelect(SelectQuery s, Consumer<Bound> to) {
    for (Source source : s.from()) {
      if (source.query() != null) {
        deep(source.query(), to);
      }
      if (source.function() != null) {
        source.function().arguments().forEach(e -> deep(e, to));
      }
      source.on().forEach(e -> deep(e, to));
    }
    s.columns().forEach(c -> deep(c.expr(), to));
    s.where().forEach(e -> deep(e, to));
    s.groupBy().forEach(e -> deep(e, to));
    s.aggregates().forEach(a -> deep(a, to));
    if (s.having() != null) {
      deep(s.having(), to);
    }
    s.orderBy().forEach(t -> deep(t.expr(), to));
  }

  /** Whether {@code expr} has the same value in every row: no column, no query, no aggregate. */
  public static boolean isConstant(Bound expr) {
    return !any(
        expr,
        e ->
            switch (e) {
              case Bound.Column c -> true;
              case Bound.InRegister r -> true;
              case Bound.Aggregate a -> true;
              case Bound.IfNullRow r -> true;
              case Bound.Scalar q -> true;
              case Bound.Exists q -> true;
              case Bound.InQuery q -> true;
              case Bound.RowQuery q -> true;
              case Bound.Raise r -> true;
              case Bound.Call c -> !c.function().isDeterministic();
              default -> false;
            });
  }
}

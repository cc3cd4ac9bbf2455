package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import tech.turso.sql.ast.Select.CompoundOp;

/**
 * The two sides of a compound, each made to give its rows in the order of the whole, which can then
 * be merged.
 *
 * @param terms the order: that of ORDER BY, and unless it is UNION ALL the other columns after it
 */
public record OrderedArms(Query left, Query right, List<SortTerm> terms) {
  /** From this many arms of one kind on they are split in halves, so that merges nest less. */
  private static final int SPLIT_FROM = 4;

  /** The sides of {@code query}. SQLite: select.c multiSelectByMerge. */
  public static OrderedArms of(CompoundQuery query) {
    List<SortTerm> terms = terms(query);
    List<CompoundQuery> chain = new ArrayList<>();
    if (query.op() == CompoundOp.UNION || query.op() == CompoundOp.UNION_ALL) {
      Query at = query;
      while (at instanceof CompoundQuery c && c.op() == query.op()) {
        chain.add(c);
        at = c.left();
      }
    }
    int arms = chain.size() + 1;
    if (arms < SPLIT_FROM) {
      return new OrderedArms(ordered(query.left(), terms), ordered(query.right(), terms), terms);
    }
    int inRight = 1;
    for (int i = 2; i < arms; i += 2) {
      inRight++;
    }
    Query left = chain.get(inRight - 1).left();
    Query right = chain.get(inRight - 1).right();
    for (int i = inRight - 2; i >= 0; i--) {
      CompoundQuery arm = chain.get(i);
      right =
          new CompoundQuery(
              arm.id(),
              arm.op(),
              right,
              arm.right(),
              right.columns(),
              arm.collations(),
              List.of(),
              null,
              null,
              arm.isCorrelated());
    }
    return new OrderedArms(ordered(left, terms), ordered(right, terms), terms);
  }

  /** The query of which only the first row is wanted: as SQLite, with LIMIT 1. */
  public static Query firstOf(Query query) {
    if (query instanceof CompoundQuery q && q.limit() == null) {
      return new CompoundQuery(
          q.id(),
          q.op(),
          q.left(),
          q.right(),
          q.columns(),
          q.collations(),
          q.orderBy(),
          new Bound.Int(1),
          null,
          q.isCorrelated());
    }
    return query;
  }

  private static List<SortTerm> terms(CompoundQuery query) {
    List<SortTerm> terms = new ArrayList<>(query.orderBy());
    if (query.op() == CompoundOp.UNION_ALL) {
      return terms;
    }
    boolean[] there = new boolean[query.columns().size()];
    for (SortTerm term : terms) {
      there[term.resultColumn()] = true;
    }
    for (int i = 0; i < there.length; i++) {
      if (!there[i]) {
        Bound expr = query.columns().get(i).expr();
        terms.add(new SortTerm(expr, query.collations().get(i), false, false, i));
      }
    }
    return terms;
  }

  private static Query ordered(Query arm, List<SortTerm> order) {
    List<SortTerm> terms = new ArrayList<>();
    for (SortTerm term : order) {
      terms.add(
          new SortTerm(
              arm.columns().get(term.resultColumn()).expr(),
              term.collation(),
              term.descending(),
              term.bigNull(),
              term.resultColumn()));
    }
    return switch (arm) {
      case SelectQuery q -> q.orderedBy(terms);
      case ValuesQuery q ->
          new ValuesQuery(
              q.id(), q.columns(), q.rows(), terms, q.limit(), q.offset(), q.isCorrelated());
      case CompoundQuery q ->
          new CompoundQuery(
              q.id(),
              q.op(),
              q.left(),
              q.right(),
              q.columns(),
              q.collations(),
              terms,
              q.limit(),
              q.offset(),
              q.isCorrelated());
    };
  }
}

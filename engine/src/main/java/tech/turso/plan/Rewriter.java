package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.turso.sql.ast.Select.CompoundOp;

/**
 * Step 2 of planning: makes a query a simpler one that gives the same rows. Subqueries are
 * rewritten when they are emitted, after the query around them.
 *
 * <table>
 * <caption>The rules, in their order</caption>
 * <tr><td>{@link Rule#JOINS}</td><td>{@link OuterJoins}</td></tr>
 * <tr><td>{@link Rule#ORDER}</td><td>ORDER BY of a subquery that changes nothing is left out</td>
 * </tr>
 * <tr><td>{@link Rule#FLATTEN}</td><td>{@link Flattening}</td></tr>
 * <tr><td>{@link Rule#HAVING}</td><td>what HAVING says of GROUP BY's terms is tested before</td>
 * </tr>
 * <tr><td>{@link Rule#PUSH}</td><td>{@link PushDown}</td></tr>
 * <tr><td>{@link Rule#UNUSED}</td><td>columns of a subquery that nobody reads are NULL</td></tr>
 * </table>
 *
 * <p>SQLite: select.c sqlite3Select, tags 0200 to 0440.
 */
public final class Rewriter {
  /** What can be switched off. */
  public enum Rule {
    JOINS,
    ORDER,
    FLATTEN,
    HAVING,
    PUSH,
    UNUSED
  }

  private final Typing typing;
  private final Set<Rule> rules;

  /**
   * Takes the rules of comparisons.
   *
   * @param rules those that are followed
   */
  public Rewriter(Typing typing, Set<Rule> rules) {
    this.typing = typing;
    this.rules = rules;
  }

  /** The simpler query; {@code query} itself stays as it is. */
  public Query rewrite(Query query) {
    return query instanceof SelectQuery select && mayChange(select) ? rewrite(select) : query;
  }

  private static boolean mayChange(SelectQuery query) {
    for (Source source : query.from) {
      if (source.query() != null || source.join == Source.Join.LEFT) {
        return true;
      }
    }
    return query.having != null && query.grouped;
  }

  private Query rewrite(SelectQuery original) {
    SelectQuery query = new Substitution().select(original);
    int at = 0;
    while (at < query.from.size()) {
      if (rules.contains(Rule.JOINS)) {
        OuterJoins.simplify(query);
      }
      Query flat = flat(query, at);
      switch (flat) {
        case null -> at++;
        case SelectQuery select -> {
          query = select;
          at = 0;
        }
        default -> {
          return flat;
        }
      }
    }
    if (rules.contains(Rule.HAVING) && query.having != null && query.grouped) {
      havingToWhere(query);
    }
    for (Source source : query.from) {
      inner(query, source);
    }
    return query;
  }

  /** What HAVING says of the terms of GROUP BY alone can be tested before grouping. */
  private void havingToWhere(SelectQuery query) {
    List<Bound> having = new ArrayList<>();
    Bounds.conjuncts(Objects.requireNonNull(query.having), having);
    query.having = null;
    for (Bound condition : having) {
      boolean never = condition instanceof Bound.Int n && n.value() == 0;
      if (!never && isOfGroups(query, condition)) {
        query.where.add(condition);
      } else {
        query.having = query.having == null ? condition : new Bound.And(query.having, condition);
      }
    }
  }

  private boolean isOfGroups(SelectQuery query, Bound expr) {
    for (Bound term : query.groupBy) {
      if (term.equals(expr) && typing.sortCollation(term).isBinary()) {
        return true;
      }
    }
    boolean constant =
        switch (expr) {
          case Bound.Column e -> false;
          case Bound.InRegister e -> false;
          case Bound.IfNullRow e -> false;
          case Bound.Aggregate e -> false;
          case Bound.Scalar e -> false;
          case Bound.Exists e -> false;
          case Bound.InQuery e -> false;
          case Bound.RowQuery e -> false;
          case Bound.Raise e -> false;
          case Bound.Call e -> e.function().isDeterministic();
          default -> true;
        };
    return constant && !Bounds.anyChild(expr, child -> !isOfGroups(query, child));
  }

  private @Nullable Query flat(SelectQuery query, int at) {
    Source source = query.from.get(at);
    Query sub = source.query();
    if (sub == null
        || source.common != null && source.common.isFence()
        || sub instanceof SelectQuery s && s.isAggregate()) {
      return null;
    }
    if (rules.contains(Rule.ORDER) && isOrderUseless(query, sub)) {
      sub = withoutOrder(sub);
      source.query(sub);
    }
    boolean alone =
        query.from.size() == 1
            || query.from.get(1).join == Source.Join.LEFT
            || query.from.get(1).join == Source.Join.CROSS;
    if (!sub.orderBy().isEmpty() && at == 0 && alone && hasComplexResult(query)) {
      return null; // what is computed from its rows is computed after LIMIT
    }
    return rules.contains(Rule.FLATTEN) ? new Flattening(typing, query, at).flat() : null;
  }

  private static boolean isOrderUseless(SelectQuery query, Query sub) {
    if (sub.orderBy().isEmpty()
        || sub.limit() != null
        || query.orderBy.isEmpty() && query.from.size() == 1) {
      return false;
    }
    for (AggregateCall call : query.aggregates) {
      if (!call.function().ignoresOrder()) {
        return false;
      }
    }
    return true;
  }

  private static Query withoutOrder(Query query) {
    return switch (query) {
      case SelectQuery q -> q.orderedBy(List.of());
      case CompoundQuery q ->
          new CompoundQuery(
              q.id(),
              q.op(),
              q.left(),
              q.right(),
              q.columns(),
              q.collations(),
              List.of(),
              q.limit(),
              q.offset(),
              q.isCorrelated());
      case ValuesQuery q -> q;
    };
  }

  private static boolean hasComplexResult(SelectQuery query) {
    for (Query.ResultColumn column : query.columns) {
      if (Bounds.any(
          column.expr(),
          e ->
              e instanceof Bound.Call
                  || e instanceof Bound.Aggregate
                  || e instanceof Bound.Scalar
                  || e instanceof Bound.Exists
                  || e instanceof Bound.InQuery
                  || e instanceof Bound.RowQuery)) {
        return true;
      }
    }
    return false;
  }

  /** Changes a subquery that stays one. */
  private void inner(SelectQuery query, Source source) {
    Query sub = source.query();
    if (sub == null) {
      return;
    }
    if (rules.contains(Rule.PUSH) && (source.common == null || source.common.takesConditions())) {
      source.query(new PushDown(typing, query, source).into(sub));
    }
    if (rules.contains(Rule.UNUSED) && source.common == null) {
      clearUnused(query, source);
    }
  }

  private static void clearUnused(SelectQuery query, Source source) {
    Query sub = source.query();
    if (sub == null || sub.isCorrelated() || !isPlainUnion(sub)) {
      return;
    }
    Set<Integer> used = UsedColumns.of(query).columnsOf(source);
    boolean[] keep = new boolean[sub.columns().size()];
    for (int column : used) {
      keep[column] = true;
    }
    for (SortTerm term : sub.orderBy()) {
      if (term.resultColumn() >= 0) {
        keep[term.resultColumn()] = true;
      }
    }
    for (boolean kept : keep) {
      if (!kept) {
        Query copy = new Substitution().query(sub);
        clear(copy, keep);
        source.query(copy);
        return;
      }
    }
  }

  private static boolean isPlainUnion(Query query) {
    return switch (query) {
      case CompoundQuery c ->
          c.op() == CompoundOp.UNION_ALL && isPlainUnion(c.left()) && isPlainUnion(c.right());
      case SelectQuery s -> !s.distinct && !s.isAggregate();
      case ValuesQuery v -> false;
    };
  }

  private static void clear(Query query, boolean[] keep) {
    switch (query) {
      case CompoundQuery c -> {
        clear(c.left(), keep);
        clear(c.right(), keep);
      }
      case SelectQuery s -> {
        for (int i = 0; i < keep.length; i++) {
          if (!keep[i]) {
            Query.ResultColumn column = s.columns.get(i);
            s.columns.set(
                i, new Query.ResultColumn(new Bound.Null(), column.name(), column.columnName()));
          }
        }
      }
      case ValuesQuery v -> {}
    }
  }
}

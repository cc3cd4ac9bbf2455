package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.sql.ast.Select.CompoundOp;

/**
 * Copies conditions of a query into a subquery of its FROM clause that only they read, so that it
 * gives fewer rows. The numbers in comments are those of SQLite's rules.
 *
 * <p>SQLite: select.c pushDownWhereTerms.
 */
final class PushDown {
  private final Typing typing;
  private final SelectQuery query;
  private final Source source;

  /** For {@code source}, which is a subquery of {@code query}. */
  PushDown(Typing typing, SelectQuery query, Source source) {
    this.typing = typing;
    this.query = query;
    this.source = source;
  }

  /** The subquery with the conditions; itself if there are none. */
  Query into(Query sub) {
    if (hasValues(sub) // (11)
        || sub.limit() != null // (3)
        || hasRight() // (10), and what (9) allows
        || sub instanceof CompoundQuery c && comparesAll(c) && !isBinary(c)) { // (8)
      return sub;
    }
    List<Bound> conditions = new ArrayList<>();
    if (source.join == Source.Join.LEFT) {
      conditions.addAll(source.on); // (4)
    } else {
      conditions.addAll(query.where); // (5): the ON of outer joins is not in it
    }
    conditions.removeIf(condition -> !isAboutSourceAlone(condition));
    if (conditions.isEmpty()) {
      return sub;
    }
    Query copy = new Substitution().query(sub);
    add(copy, conditions);
    return copy;
  }

  private boolean hasRight() {
    for (Source s : query.from) {
      if (s.join == Source.Join.RIGHT || s.join == Source.Join.FULL) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasValues(Query q) {
    return q instanceof ValuesQuery
        || q instanceof CompoundQuery c && (hasValues(c.left()) || hasValues(c.right()));
  }

  private static boolean comparesAll(Query q) {
    return q instanceof CompoundQuery c
        && (c.op() != CompoundOp.UNION_ALL || comparesAll(c.left()) || comparesAll(c.right()));
  }

  private boolean isBinary(Query q) {
    if (q instanceof CompoundQuery c) {
      return isBinary(c.left()) && isBinary(c.right());
    }
    for (Query.ResultColumn column : q.columns()) {
      var collation = typing.collationOf(column.expr());
      if (collation != null && !collation.name().equals("BINARY")) {
        return false;
      }
    }
    return true;
  }

  /** SQLite: expr.c sqlite3ExprIsSingleTableConstraint. */
  private boolean isAboutSourceAlone(Bound condition) {
    return !Bounds.any(
        condition,
        e ->
            switch (e) {
              case Bound.Column c -> c.source() != source || c.column() < 0;
              case Bound.InRegister r -> true;
              case Bound.IfNullRow r -> true;
              case Bound.Aggregate a -> true;
              case Bound.Raise r -> true;
              case Bound.Call c -> !c.function().isDeterministic();
              case Bound.Scalar q -> q.query().isCorrelated();
              case Bound.Exists q -> q.query().isCorrelated();
              case Bound.InQuery q -> q.query().isCorrelated();
              case Bound.RowQuery q -> q.query().isCorrelated();
              default -> false;
            });
  }

  private void add(Query sub, List<Bound> conditions) {
    switch (sub) {
      case CompoundQuery c -> {
        add(c.left(), conditions);
        add(c.right(), conditions);
      }
      case ValuesQuery v -> throw new AssertionError();
      case SelectQuery s -> {
        Substitution substitution = new Substitution();
        List<Bound> columns = new ArrayList<>();
        for (int i = 0; i < s.columns.size(); i++) {
          columns.add(s.columns.get(i).expr());
        }
        substitution.replace(source, columns);
        for (Bound condition : substitution.all(conditions)) {
          if (s.isAggregate()) {
            s.having = and(s.having, condition);
          } else {
            s.where.add(condition);
          }
        }
      }
    }
  }

  private static Bound and(@Nullable Bound left, Bound right) {
    return left == null ? right : new Bound.And(left, right);
  }
}

package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.sql.ast.Select.CompoundOp;
import tech.turso.value.Collation;

/**
 * Makes a query and a subquery of its FROM clause one query. The numbers in comments are those of
 * SQLite's restrictions.
 *
 * <p>SQLite: select.c flattenSubquery.
 */
final class Flattening {
  private final Typing typing;
  private final SelectQuery query;
  private final int at;
  private final Source source;
  private final Query sub;

  /** For the source at {@code at}, which is a subquery. */
  Flattening(Typing typing, SelectQuery query, int at) {
    this.typing = typing;
    this.query = query;
    this.at = at;
    this.source = query.from.get(at);
    Query of = source.query();
    assert of != null;
    this.sub = of;
  }

  /** The one query; null if it may not be done. */
  @Nullable Query flat() {
    return switch (sub) {
      case SelectQuery s -> isAllowed(s) ? flat(s) : null;
      case CompoundQuery c -> compound(c);
      case ValuesQuery v -> null; // (7)
    };
  }

  private boolean isAllowed(SelectQuery s) {
    boolean limited = s.limit != null;
    return !(limited && query.limit != null) // (13)
        && s.offset == null // (14)
        && !(limited && query.inCompound) // (15)
        && !s.from.isEmpty() // (7)
        && !s.distinct // (4)
        && !(limited && (query.from.size() > 1 || query.isAggregate())) // (8) (9)
        && !(!query.orderBy.isEmpty() && !s.orderBy.isEmpty()) // (11)
        && !(query.isAggregate() && !s.orderBy.isEmpty()) // (16)
        && !(limited && !query.where.isEmpty()) // (19)
        && !(limited && query.distinct) // (21)
        && !(isOuter() && (s.from.size() > 1 || query.distinct)) // (3a) (3d)
        && !hasRight(query) // (26), and what (3) and (27) allow
        && !hasRight(s) // (27)
        && !hasRows(s);
  }

  private boolean isOuter() {
    return source.join == Source.Join.LEFT;
  }

  private static boolean hasRight(SelectQuery q) {
    for (Source s : q.from) {
      if (s.join == Source.Join.RIGHT || s.join == Source.Join.FULL) {
        return true;
      }
    }
    return false;
  }

  /** Whether a column is a row value, which only the place it stands in can refuse. */
  private static boolean hasRows(SelectQuery s) {
    for (Query.ResultColumn c : s.columns) {
      if (c.expr() instanceof Bound.Row || c.expr() instanceof Bound.RowQuery) {
        return true;
      }
    }
    return false;
  }

  /** A copy of the query with the sources of {@code s} in the place of the subquery. */
  private SelectQuery flat(SelectQuery s) {
    Substitution substitution = new Substitution();
    SelectQuery out = new SelectQuery(query.id());
    List<Source> originals = new ArrayList<>();
    for (int i = 0; i < query.from.size(); i++) {
      if (i != at) {
        originals.add(query.from.get(i));
        out.from.add(substitution.renamed(query.from.get(i)));
        continue;
      }
      for (Source inner : s.from) {
        originals.add(inner);
        out.from.add(substitution.renamed(inner));
      }
    }
    Source first = out.from.get(at);
    substitution.replace(source, columns(s, substitution, first));
    for (int i = 0; i < out.from.size(); i++) {
      out.from.get(i).index = i;
      substitution.complete(originals.get(i), out.from.get(i));
    }
    if (source.join != Source.Join.INNER) {
      first.join = source.join;
    }
    first.on.addAll(substitution.all(source.on));
    (isOuter() ? first.on : out.where).addAll(substitution.all(s.where));
    substitution.rest(query, out);
    out.correlated |= s.correlated;
    if (s.orderBy.isEmpty()) {
      out.orderBy = substitution.terms(query.orderBy);
    } else {
      out.orderBy = new ArrayList<>();
      for (SortTerm term : substitution.terms(s.orderBy)) {
        out.orderBy.add(
            new SortTerm(term.expr(), term.collation(), term.descending(), term.bigNull(), -1));
      }
    }
    out.limit = substitution.optional(query.limit != null ? query.limit : s.limit);
    out.offset = substitution.optional(query.offset);
    return out;
  }

  private List<Bound> columns(SelectQuery s, Substitution substitution, Source first) {
    List<Bound> out = new ArrayList<>();
    for (int i = 0; i < s.columns.size(); i++) {
      Bound expr = substitution.of(s.columns.get(i).expr());
      if (isOuter() && !(expr instanceof Bound.Column c && c.source() == first)) {
        expr = new Bound.IfNullRow(first, expr);
      }
      out.add(collated(expr, source.collation(i)));
    }
    return out;
  }

  /** The expression with the collation that the subquery's column had. */
  private Bound collated(Bound expr, String collation) {
    Collation natural = typing.collationOf(expr);
    String name = natural == null ? "BINARY" : natural.name();
    return name.equals(collation) && !Typing.hasExplicit(expr)
        ? expr
        : new Bound.Collate(expr, typing.collation(collation));
  }

  // ---- compounds ----

  /** The query over each arm, joined by UNION ALL. */
  private @Nullable Query compound(CompoundQuery c) {
    List<SelectQuery> arms = new ArrayList<>();
    if (!c.orderBy().isEmpty() // (20)
        || c.limit() != null // (13) (8) (9) (15) (19) (21), and what they allow
        || query.isAggregate() // (17d1)
        || query.distinct // (17d2)
        || isOuter() // (17f)
        || !collect(c, arms)
        || hasOtherAffinities(arms)) { // (17h)
      return null;
    }
    for (SortTerm term : query.orderBy) {
      if (term.resultColumn() < 0) {
        return null; // (18)
      }
    }
    for (SelectQuery arm : arms) {
      if (!isAllowed(arm)) {
        return null;
      }
    }
    return joined(arms, c);
  }

  private static boolean collect(Query q, List<SelectQuery> to) {
    return switch (q) {
      case CompoundQuery c ->
          c.op() == CompoundOp.UNION_ALL
              && collect(c.left(), to)
              && collect(c.right(), to); // (17a)
      case SelectQuery s -> to.add(s) && !s.distinct && !s.isAggregate(); // (17b)
      case ValuesQuery v -> false; // (17c)
    };
  }

  private static boolean hasOtherAffinities(List<SelectQuery> arms) {
    for (int i = 0; i < arms.get(0).columns.size(); i++) {
      for (SelectQuery arm : arms) {
        if (arm.columns.get(i).expr().affinity() != arms.get(0).columns.get(i).expr().affinity()) {
          return true;
        }
      }
    }
    return false;
  }

  private Query joined(List<SelectQuery> arms, CompoundQuery c) {
    @Nullable Query all = null;
    List<Collation> collations = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      SelectQuery arm = flat(arms.get(i));
      List<SortTerm> orderBy = arm.orderBy;
      arm.orderBy = new ArrayList<>();
      arm.limit = null;
      arm.offset = null;
      arm.inCompound = true;
      if (all == null) {
        for (Query.ResultColumn column : arm.columns) {
          collations.add(typing.sortCollation(column.expr()));
        }
        all = arm;
        continue;
      }
      boolean last = i == arms.size() - 1;
      all =
          new CompoundQuery(
              query.id(),
              CompoundOp.UNION_ALL,
              all,
              arm,
              all.columns(),
              collations,
              last ? orderBy : List.of(),
              last ? query.limit : null,
              last ? query.offset : null,
              query.correlated || c.isCorrelated());
    }
    assert all != null;
    return all;
  }
}

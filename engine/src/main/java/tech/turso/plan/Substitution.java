package tech.turso.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies queries and expressions, in which columns of some sources become expressions and other
 * sources become copies. What it is given stays as it is.
 *
 * <p>SQLite: select.c substExpr, substSelect, renumberCursors.
 */
final class Substitution {
  private final Map<Source, Source> renamed = new IdentityHashMap<>();
  private final Map<Source, List<Bound>> replaced = new IdentityHashMap<>();

  /** Copies made: equal expressions have equal copies. */
  private final Map<Query, Query> copies = new IdentityHashMap<>();

  /** From here on {@code source} is {@code copy}. */
  void rename(Source source, Source copy) {
    renamed.put(source, copy);
  }

  /** From here on column i of {@code source} is {@code columns.get(i)}, which is taken as it is. */
  void replace(Source source, List<Bound> columns) {
    replaced.put(source, columns);
  }

  /** A copy of {@code source} without ON, query and arguments; its columns become the copy's. */
  Source renamed(Source source) {
    Source copy = source.copy();
    renamed.put(source, copy);
    return copy;
  }

  /** Copies what a source has that may read sources. */
  void complete(Source source, Source copy) {
    copy.on.clear();
    copy.on.addAll(all(source.on));
    if (source.query() != null) {
      copy.query(query(source.query()));
    }
    TableFunction function = source.function();
    if (function != null) {
      copy.function(
          new TableFunction(function.name(), function.table(), all(function.arguments())));
    }
  }

  /** The copy of an expression. */
  Bound of(Bound expr) {
    return Bounds.map(expr, this::node);
  }

  /** The copy of an expression, or null. */
  @Nullable Bound optional(@Nullable Bound expr) {
    return expr == null ? null : of(expr);
  }

  /** Copies of expressions. */
  List<Bound> all(List<Bound> exprs) {
    return Bounds.mapAll(exprs, this::node);
  }

  private Bound node(Bound expr) {
    return switch (expr) {
      case Bound.Column e -> column(e);
      case Bound.IfNullRow e -> {
        Source copy = renamed.get(e.source());
        yield new Bound.IfNullRow(copy == null ? e.source() : copy, of(e.operand()));
      }
      case Bound.Scalar e -> new Bound.Scalar(query(e.query()), e.column());
      case Bound.Exists e -> new Bound.Exists(query(e.query()));
      case Bound.RowQuery e -> new Bound.RowQuery(query(e.query()));
      case Bound.InQuery e ->
          new Bound.InQuery(
              all(e.operands()), query(e.query()), e.compareAffinities(), e.collations());
      case Bound.Aggregate e -> new Bound.Aggregate(call(e.call()));
      default -> expr;
    };
  }

  private Bound column(Bound.Column e) {
    List<Bound> columns = replaced.get(e.source());
    if (columns != null) {
      return columns.get(e.column());
    }
    Source copy = renamed.get(e.source());
    return copy == null ? e : new Bound.Column(copy, e.column());
  }

  /** The copy of a call of an aggregate. */
  AggregateCall call(AggregateCall call) {
    return new AggregateCall(
        call.function(),
        all(call.arguments()),
        call.distinct(),
        optional(call.filter()),
        terms(call.orderBy()),
        call.collation());
  }

  /** Copies of terms of ORDER BY. */
  List<SortTerm> terms(List<SortTerm> terms) {
    List<SortTerm> out = new ArrayList<>(terms.size());
    for (SortTerm term : terms) {
      out.add(
          new SortTerm(
              of(term.expr()),
              term.collation(),
              term.descending(),
              term.bigNull(),
              term.resultColumn()));
    }
    return out;
  }

  /** Copies of result columns. */
  List<Query.ResultColumn> columns(List<Query.ResultColumn> columns) {
    List<Query.ResultColumn> out = new ArrayList<>(columns.size());
    for (Query.ResultColumn c : columns) {
      out.add(new Query.ResultColumn(of(c.expr()), c.name(), c.columnName()));
    }
    return out;
  }

  /** The copy of a query, over copies of its sources. */
  Query query(Query query) {
    Query known = copies.get(query);
    if (known == null) {
      known = copyOf(query);
      copies.put(query, known);
    }
    return known;
  }

  private Query copyOf(Query query) {
    return switch (query) {
      case SelectQuery q -> select(q);
      case CompoundQuery q -> {
        Query left = query(q.left());
        yield new CompoundQuery(
            q.id(),
            q.op(),
            left,
            query(q.right()),
            left.columns(),
            q.collations(),
            terms(q.orderBy()),
            optional(q.limit()),
            optional(q.offset()),
            q.isCorrelated());
      }
      case ValuesQuery q -> {
        List<List<Bound>> rows = new ArrayList<>();
        for (List<Bound> row : q.rows()) {
          rows.add(all(row));
        }
        yield new ValuesQuery(
            q.id(),
            columns(q.columns()),
            rows,
            terms(q.orderBy()),
            optional(q.limit()),
            optional(q.offset()),
            q.isCorrelated());
      }
    };
  }

  /** The copy of a query, over copies of its sources. */
  SelectQuery select(SelectQuery query) {
    SelectQuery copy = new SelectQuery(query.id());
    for (Source source : query.from) {
      copy.from.add(renamed(source));
    }
    for (int i = 0; i < query.from.size(); i++) {
      complete(query.from.get(i), copy.from.get(i));
    }
    rest(query, copy);
    copy.orderBy = terms(query.orderBy);
    copy.limit = optional(query.limit);
    copy.offset = optional(query.offset);
    return copy;
  }

  /** Copies all but FROM, ORDER BY and LIMIT. */
  void rest(SelectQuery query, SelectQuery copy) {
    copy.distinct = query.distinct;
    copy.columns.addAll(columns(query.columns));
    copy.where.addAll(all(query.where));
    copy.groupBy.addAll(all(query.groupBy));
    for (AggregateCall call : query.aggregates) {
      copy.aggregates.add(call(call));
    }
    copy.having = optional(query.having);
    copy.correlated = query.correlated;
    copy.grouped = query.grouped;
    copy.inCompound = query.inCompound;
  }
}

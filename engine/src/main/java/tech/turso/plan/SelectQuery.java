package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Table;

/** A plain SELECT. Filled by the resolver, changed by the rewriter, then left alone. */
public final class SelectQuery implements Query {
  private final int id;
  boolean distinct;
  final List<Source> from = new ArrayList<>();
  final List<ResultColumn> columns = new ArrayList<>();
  final List<Bound> where = new ArrayList<>();
  final List<Bound> groupBy = new ArrayList<>();
  final List<AggregateCall> aggregates = new ArrayList<>();
  @Nullable Bound having;
  List<SortTerm> orderBy = new ArrayList<>();
  @Nullable Bound limit;
  @Nullable Bound offset;
  boolean correlated;
  boolean grouped;

  private boolean wasDistinct;

  /** Whether it is an arm of a compound. */
  boolean inCompound;

  SelectQuery(int id) {
    this.id = id;
  }

  /** The same query with another order, over the same sources. */
  SelectQuery orderedBy(List<SortTerm> terms) {
    SelectQuery copy = new SelectQuery(id);
    copy.distinct = distinct;
    copy.from.addAll(from);
    copy.columns.addAll(columns);
    copy.where.addAll(where);
    copy.groupBy.addAll(groupBy);
    copy.aggregates.addAll(aggregates);
    copy.having = having;
    copy.orderBy = terms;
    copy.limit = limit;
    copy.offset = offset;
    copy.correlated = correlated;
    copy.grouped = grouped;
    copy.inCompound = inCompound;
    return copy;
  }

  /**
   * For a DISTINCT that is sorted by just its columns: the same with GROUP BY, which sorts once;
   * null for others.
   */
  public @Nullable SelectQuery distinctAsGroups() {
    if (!distinct || isAggregate() || orderBy.size() != columns.size()) {
      return null;
    }
    for (int i = 0; i < orderBy.size(); i++) {
      if (!orderBy.get(i).expr().equals(columns.get(i).expr())) {
        return null;
      }
    }
    SelectQuery copy = orderedBy(orderBy);
    copy.distinct = false;
    copy.grouped = true;
    copy.wasDistinct = true;
    for (ResultColumn column : columns) {
      copy.groupBy.add(column.expr());
    }
    return copy;
  }

  /** The columns as terms of an order. */
  public List<SortTerm> columnTerms(Typing typing) {
    List<SortTerm> terms = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Bound expr = columns.get(i).expr();
      terms.add(new SortTerm(expr, typing.sortCollation(expr), false, false, i));
    }
    return terms;
  }

  /**
   * Whether no two rows are equal, because they are of one table and the rowid or all columns of a
   * key are among their columns. SQLite: where.c isDistinctRedundant.
   */
  public boolean hasUniqueRows() {
    Table table = from.size() == 1 ? from.get(0).table() : null;
    if (table == null || isAggregate()) {
      return false;
    }
    if (table.hasRowid() && (shows(Source.ROWID, null) || shows(table.rowidAlias(), null))) {
      return true;
    }
    for (Index index : table.indexes()) {
      boolean all = index.isUnique() && index.where() == null;
      for (IndexColumn column : index.columns().subList(0, index.keyColumns())) {
        all =
            all
                && column.column() >= 0
                && table.columns().get(column.column()).notNull() != null
                && shows(column.column(), column.collation());
      }
      if (all) {
        return true;
      }
    }
    return false;
  }

  private boolean shows(int column, @Nullable String collation) {
    for (ResultColumn c : columns) {
      if (c.expr() instanceof Bound.Column shown
          && shown.column() == column
          && shown.source() == from.get(0)
          && (collation == null
              || Ascii.equalsIgnoreCase(collation, shown.source().collation(column)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether its GROUP BY was written as DISTINCT. */
  public boolean wasDistinct() {
    return wasDistinct;
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public List<ResultColumn> columns() {
    return columns;
  }

  /** Whether equal rows are given once. */
  public boolean isDistinct() {
    return distinct;
  }

  /** What is joined, from left to right. */
  public List<Source> from() {
    return from;
  }

  /** Conditions that all must hold, those of inner joins included. */
  public List<Bound> where() {
    return where;
  }

  /** What is grouped by; empty if there is no GROUP BY. */
  public List<Bound> groupBy() {
    return groupBy;
  }

  /** The aggregates that are computed here, each once. */
  public List<AggregateCall> aggregates() {
    return aggregates;
  }

  /** Whether rows are grouped, perhaps into one group. */
  public boolean isAggregate() {
    return grouped || !aggregates.isEmpty();
  }

  /** The condition on groups. */
  public @Nullable Bound having() {
    return having;
  }

  @Override
  public List<SortTerm> orderBy() {
    return orderBy;
  }

  @Override
  public @Nullable Bound limit() {
    return limit;
  }

  @Override
  public @Nullable Bound offset() {
    return offset;
  }

  @Override
  public boolean isCorrelated() {
    return correlated;
  }
}

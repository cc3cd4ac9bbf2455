package tech.turso.plan;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.turso.schema.Index;
import tech.turso.schema.Table;

/** Which columns of which source a query reads: whether an index alone can answer. */
public final class UsedColumns {
  private final Map<Source, Set<Integer>> columns = new IdentityHashMap<>();
  private final Map<Source, Long> correlations = new IdentityHashMap<>();
  private final boolean forChange;

  private UsedColumns(boolean forChange) {
    this.forChange = forChange;
  }

  /** The columns that {@code query} and the queries in it read. */
  static UsedColumns of(SelectQuery query) {
    UsedColumns used = new UsedColumns(false);
    Bounds.deep(query, used::add);
    used.correlate(query.from());
    return used;
  }

  /** The columns that conditions read by which rows are found that are going to be changed. */
  static UsedColumns ofChange(List<Source> from, List<Bound> where) {
    UsedColumns used = new UsedColumns(true);
    where.forEach(condition -> Bounds.deep(condition, used::add));
    used.correlate(from);
    return used;
  }

  private void add(Bound expr) {
    if (expr instanceof Bound.Column c) {
      columns.computeIfAbsent(c.source(), s -> new HashSet<>()).add(c.column());
    }
  }

  private void correlate(List<Source> from) {
    for (Source source : from) {
      long[] mask = {0};
      @Nullable Query query = source.query();
      if (query != null) {
        Bounds.deep(query, e -> mask[0] |= bit(e, from, source));
      }
      if (source.function() != null) {
        for (Bound argument : source.function().arguments()) {
          Bounds.deep(argument, e -> mask[0] |= bit(e, from, source));
        }
      }
      correlations.put(source, mask[0]);
    }
  }

  private static long bit(Bound e, List<Source> from, Source self) {
    Source source = Bounds.sourceOf(e);
    if (source != null && source != self) {
      int index = source.index();
      if (index < from.size() && from.get(index) == source) {
        return 1L << index;
      }
    }
    return 0;
  }

  /** Whether the rows are going to be changed. */
  boolean isForChange() {
    return forChange;
  }

  /** The siblings that a source's own query or arguments read. */
  long correlations(Source source) {
    Long mask = correlations.get(source);
    return mask == null ? 0 : mask;
  }

  /** The columns of {@code source} that are read. */
  public Set<Integer> columnsOf(Source source) {
    Set<Integer> of = columns.get(source);
    return of == null ? Set.of() : of;
  }

  /** Whether {@code index} holds all columns of {@code source} that are read. */
  boolean isCovered(Source source, Index index) {
    Table table = index.table();
    for (int column : columnsOf(source)) {
      boolean rowid = table.hasRowid() && (column == Source.ROWID || column == table.rowidAlias());
      if (!rowid && index.positionOf(column) < 0) {
        return false;
      }
    }
    return true;
  }
}

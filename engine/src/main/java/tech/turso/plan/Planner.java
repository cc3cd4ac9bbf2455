package tech.turso.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.schema.Table;

/**
 * Step 3 of planning: chooses the order of a join and the loop of each source, by the cost of whole
 * paths. Keeps the best few paths of each length.
 *
 * <p>SQLite: where.c wherePathSolver.
 */
public final class Planner {
  private final Resolver resolver;

  /** Takes what binds the expressions of indexes. */
  public Planner(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * What order is wanted of the rows.
   *
   * @param terms empty if any will do
   * @param anyOrder whether the terms may be met in any order: GROUP BY and DISTINCT
   * @param firstOnly whether only the first row counts, so that an order is worth more: min and max
   */
  public record Wanted(List<SortTerm> terms, boolean anyOrder, boolean firstOnly) {
    /** No order. */
    public static final Wanted NOTHING = new Wanted(List.of(), false, false);
  }

  /** The plan for a query's FROM and WHERE. */
  public JoinPlan plan(SelectQuery query, Wanted wanted) {
    return plan(query.from(), query.where(), UsedColumns.of(query), wanted, !query.isDistinct());
  }

  /** The plan for finding rows that are going to be changed. */
  public JoinPlan planForChange(List<Source> from, List<Bound> where) {
    UsedColumns used = UsedColumns.ofChange(from, where);
    JoinPlan plan = plan(from, where, used, Wanted.NOTHING, true);
    Table table = from.get(0).table();
    Loop loop = plan.loops().get(0);
    if (table != null && table.hasRowid() && loop.kind == Loop.Kind.INDEX) {
      loop.covering = false; // the row is wanted too
    }
    return plan;
  }

  private JoinPlan plan(
      List<Source> from, List<Bound> where, UsedColumns used, Wanted wanted, boolean anyOrder) {
    Terms terms = new Terms(from, where);
    List<Loop> candidates = new ArrayList<>();
    boolean pastRight = false;
    boolean hasRight = false;
    for (Source source : from) {
      hasRight |= source.join() == Source.Join.RIGHT || source.join() == Source.Join.FULL;
    }
    long before = 0;
    for (Source source : from) {
      boolean ordered = source.join() != Source.Join.INNER || hasRight || pastRight;
      long mustComeBefore = ordered ? before : 0;
      pastRight |= source.join() == Source.Join.RIGHT;
      LoopFinder finder =
          new LoopFinder(
              resolver, from, terms.all(), source, mustComeBefore, used, !wanted.terms().isEmpty());
      candidates.addAll(finder.find());
      before |= 1L << source.index();
    }
    JoinPlan plan = solve(from, candidates, terms, used, wanted);
    if (anyOrder
        && wanted.terms().isEmpty()
        && resolver.environment().isOn(ConnectionFlag.REVERSE_UNORDERED_SELECTS)) {
      Arrays.fill(plan.reversed(), true);
    }
    return plan;
  }

  private static final class Path {
    final List<Loop> loops;
    final long sources;
    final int rows;
    final int unsorted;
    final int cost;
    final int satisfied;
    final boolean[] reversed;

    Path(
        List<Loop> loops,
        long sources,
        int rows,
        int unsorted,
        int cost,
        int satisfied,
        boolean[] reversed) {
      this.loops = loops;
      this.sources = sources;
      this.rows = rows;
      this.unsorted = unsorted;
      this.cost = cost;
      this.satisfied = satisfied;
      this.reversed = reversed;
    }
  }

  private JoinPlan solve(
      List<Source> from, List<Loop> candidates, Terms terms, UsedColumns used, Wanted wanted) {
    int n = from.size();
    int keep = n <= 1 ? 1 : n == 2 ? 5 : 18;
    OrderCheck check = new OrderCheck(wanted.terms(), wanted.anyOrder(), from);
    List<Path> paths = new ArrayList<>();
    paths.add(new Path(List.of(), 0, 0, 0, 0, 0, new boolean[0]));
    for (int level = 0; level < n; level++) {
      List<Path> next = new ArrayList<>();
      for (Path path : paths) {
        for (Loop loop : candidates) {
          Path longer = extend(path, loop, check, wanted, n);
          if (longer != null) {
            offer(next, longer, keep, wanted.terms().size());
          }
        }
      }
      if (next.isEmpty()) {
        throw new DbException.Sql("no query solution");
      }
      paths = next;
    }
    Path best = paths.get(0);
    for (Path path : paths) {
      if (path.cost < best.cost) {
        best = path;
      }
    }
    for (Loop loop : best.loops) {
      loop.firstOnly = wanted.firstOnly();
    }
    boolean[] reversed = best.reversed;
    boolean sorted = !wanted.anyOrder();
    if (wanted.anyOrder() && best.satisfied == wanted.terms().size()) {
      boolean[] strictly = new boolean[n];
      OrderCheck strict = new OrderCheck(wanted.terms(), false, from);
      sorted = strict.satisfied(best.loops, strictly) == wanted.terms().size();
      reversed = sorted ? strictly : reversed;
    }
    return new JoinPlan(best.loops, reversed, terms.all(), best.satisfied, sorted, best.rows, used);
  }

  private static @Nullable Path extend(
      Path path, Loop loop, OrderCheck check, Wanted wanted, int n) {
    long self = 1L << loop.source.index();
    if ((path.sources & self) != 0 || (loop.prerequisites & ~path.sources) != 0) {
      return null;
    }
    if (loop.kind == Loop.Kind.AUTO_INDEX && path.rows < 3) {
      return null; // not worth an index for a loop or two
    }
    List<Loop> loops = new ArrayList<>(path.loops);
    loops.add(loop);
    int unsorted = LogEst.add(loop.setup, loop.run + path.rows);
    unsorted = path.loops.isEmpty() ? unsorted : LogEst.add(unsorted, path.unsorted);
    int rows = path.rows + loop.out;
    int satisfied = 0;
    boolean[] reversed = new boolean[n];
    int cost = unsorted;
    if (!wanted.terms().isEmpty()) {
      satisfied = check.satisfied(loops, reversed);
      if (satisfied < wanted.terms().size() && loops.size() == n && !wanted.firstOnly()) {
        cost = LogEst.add(unsorted, sortCost(rows, wanted, satisfied)) + 3;
      } else if (satisfied == wanted.terms().size()) {
        cost = unsorted - 2;
      }
      if (satisfied < wanted.terms().size()) {
        Arrays.fill(reversed, false);
        if (satisfied > 0) {
          check.satisfied(loops, reversed);
        }
      }
    }
    return new Path(loops, path.sources | self, rows, unsorted, cost, satisfied, reversed);
  }

  private static int sortCost(int rows, Wanted wanted, int sorted) {
    int columns = wanted.terms().size();
    int scale = sorted > 0 ? LogEst.of((columns - sorted) * 100L / columns) - 66 : 0;
    int size = LogEst.of((columns + 59L) / 30);
    return rows + size + scale + LogEst.log(rows);
  }

  /** Keeps {@code path} if it is among the best of those over the same or other sources. */
  private static void offer(List<Path> paths, Path path, int keep, int wanted) {
    for (int i = 0; i < paths.size(); i++) {
      Path other = paths.get(i);
      boolean sameOrder = (other.satisfied == wanted) == (path.satisfied == wanted);
      if (other.sources == path.sources && sameOrder) {
        if (path.cost != other.cost
            ? path.cost < other.cost
            : path.rows != other.rows ? path.rows < other.rows : path.unsorted < other.unsorted) {
          paths.set(i, path);
        }
        return;
      }
    }
    if (paths.size() < keep) {
      paths.add(path);
      return;
    }
    int worst = 0;
    for (int i = 1; i < paths.size(); i++) {
      if (paths.get(i).cost > paths.get(worst).cost) {
        worst = i;
      }
    }
    if (path.cost < paths.get(worst).cost) {
      paths.set(worst, path);
    }
  }
}

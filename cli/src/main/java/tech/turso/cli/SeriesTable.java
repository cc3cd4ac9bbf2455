package tech.turso.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.ext.FunctionContext;
import tech.turso.ext.SqlType;
import tech.turso.ext.VirtualCursor;
import tech.turso.ext.VirtualTable;

/**
 * {@code generate_series(start, stop, step)}: the integers from {@code start} to {@code stop}.
 * Without a stop it is 4294967295, without a step 1.
 *
 * <p>SQLite: ext/misc/series.c.
 */
final class SeriesTable implements VirtualTable {
  private static final int VALUE = 0;
  private static final int START = 1;
  private static final int STEP = 3;
  private static final long DEFAULT_STOP = 0xffff_ffffL;

  @Override
  public List<Column> columns() {
    return List.of(
        new Column("value", "", false),
        new Column("start", "", true),
        new Column("stop", "", true),
        new Column("step", "", true));
  }

  /** The plan's number has a bit for each of start, stop and step that is given. */
  @Override
  public @Nullable Plan plan(List<Constraint> constraints) {
    List<Integer> arguments = new ArrayList<>();
    int given = 0;
    for (int column = START; column <= STEP; column++) {
      for (int i = 0; i < constraints.size(); i++) {
        Constraint constraint = constraints.get(i);
        if (constraint.column() == column && constraint.operator() == Operator.EQ) {
          if (!constraint.usable()) {
            return null;
          }
          arguments.add(i);
          given |= 1 << column;
          break;
        }
      }
    }
    if ((given & 1 << START) == 0) {
      return null; // it would not end
    }
    boolean bounded = (given & 1 << START + 1) != 0;
    return new Plan(
        given, null, arguments, arguments, bounded ? 2 : 1e6, bounded ? 1000 : 1L << 31);
  }

  @Override
  public VirtualCursor open() {
    return new Cursor();
  }

  private static final class Cursor implements VirtualCursor {
    private final long[] bounds = new long[STEP + 1];
    private long value;
    private long rowid;
    private boolean ended;

    @Override
    public void filter(int number, @Nullable String text, FunctionContext arguments) {
      bounds[START] = 0;
      bounds[START + 1] = DEFAULT_STOP;
      bounds[STEP] = 1;
      ended = false;
      int argument = 0;
      for (int column = START; column <= STEP; column++) {
        if ((number & 1 << column) != 0) {
          ended |= arguments.type(argument) == SqlType.NULL;
          bounds[column] = arguments.longValue(argument++);
        }
      }
      if (bounds[STEP] == 0) {
        bounds[STEP] = 1;
      }
      value = bounds[START];
      rowid = 1;
      ended |= isBeyond(value);
    }

    private boolean isBeyond(long number) {
      return bounds[STEP] > 0 ? number > bounds[START + 1] : number < bounds[START + 1];
    }

    @Override
    public void next() {
      long next = value + bounds[STEP];
      boolean overflow = bounds[STEP] > 0 ? next < value : next > value;
      ended = overflow || isBeyond(next);
      value = next;
      rowid++;
    }

    @Override
    public boolean isAtEnd() {
      return ended;
    }

    @Override
    public void column(int column, FunctionContext result) {
      result.result(column == VALUE ? value : bounds[column]);
    }

    @Override
    public long rowid() {
      return rowid;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}

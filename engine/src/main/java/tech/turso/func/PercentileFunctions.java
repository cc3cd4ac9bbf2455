package tech.turso.func;

import static tech.turso.func.FunctionDef.builtIn;

import java.util.Arrays;
import java.util.List;
import tech.turso.base.DbException;
import tech.turso.value.Numbers;
import tech.turso.value.Register;

/**
 * median, percentile, percentile_cont and percentile_disc. All values of a group are kept.
 *
 * <p>SQLite: func.c, "percentile family of functions".
 */
final class PercentileFunctions {
  private PercentileFunctions() {}

  static List<FunctionDef> all() {
    return List.of(
        define("median", 1, 1.0, false),
        define("percentile", 2, 100.0, false),
        define("percentile_cont", 2, 1.0, false),
        define("percentile_disc", 2, 1.0, true));
  }

  private static FunctionDef define(String name, int args, double top, boolean discrete) {
    return builtIn(name, args, args)
        .volatileResult()
        .notInnocuous()
        .window(new Percentile(name, top, discrete));
  }

  private static final class State {
    double[] values = {};
    int count;
    boolean sorted = true;
    boolean keepsSorted;
    boolean hasFraction;
    double fraction;

    void add(double value) {
      if (count == values.length) {
        values = Arrays.copyOf(values, Math.max(16, 2 * count));
      }
      if (count == 0 || !sorted || value >= values[count - 1]) {
        sorted |= count == 0;
        values[count++] = value;
      } else if (keepsSorted) {
        int at = search(value);
        at = at < 0 ? -1 - at : at;
        System.arraycopy(values, at, values, at + 1, count - at);
        values[at] = value;
        count++;
      } else {
        values[count++] = value;
        sorted = false;
      }
    }

    void remove(double value) {
      sort();
      keepsSorted = true;
      int at = search(value);
      if (at >= 0) {
        count--;
        System.arraycopy(values, at + 1, values, at, count - at);
      }
    }

    /** -0.0 and 0.0 are one value, so {@code Arrays.binarySearch} would not do. */
    private int search(double value) {
      int low = 0;
      int high = count - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        double x = values[middle];
        if (x < value) {
          low = middle + 1;
        } else if (x > value) {
          high = middle - 1;
        } else {
          return middle;
        }
      }
      return -1 - low;
    }

    void sort() {
      if (!sorted) {
        Arrays.sort(values, 0, count);
        sorted = true;
      }
    }
  }

  private static final class Percentile implements AggregateBody {
    private final String name;
    private final double top;
    private final boolean discrete;

    Percentile(String name, double top, boolean discrete) {
      this.name = name;
      this.top = top;
      this.discrete = discrete;
    }

    @Override
    public Object newState() {
      return new State();
    }

    @Override
    public void step(CallContext c, Object state) {
      State s = (State) state;
      double fraction = c.argCount() == 1 ? 0.5 : fraction(c);
      if (!s.hasFraction) {
        s.hasFraction = true;
        s.fraction = fraction;
      } else if (!(Math.abs(s.fraction - fraction) <= 0.001)) {
        throw new DbException.Sql(
            "the fraction argument to " + name + "() is not the same for all input rows");
      }
      Register y = c.arg(0);
      if (y.type == Register.NULL) {
        return;
      }
      if (!y.isNumber()) {
        throw new DbException.Sql("input to " + name + "() is not numeric");
      }
      double value = Numbers.realOf(y);
      if (Double.isInfinite(value)) {
        throw new DbException.Sql("Inf input to " + name + "()");
      }
      s.add(value);
    }

    private double fraction(CallContext c) {
      Register p = c.numericArg(1);
      double fraction = Numbers.realOf(p) / top;
      if (!p.isNumber() || fraction < 0.0 || fraction > 1.0) {
        throw new DbException.Sql(
            "the fraction argument to "
                + name
                + "() is not between 0.0 and "
                + (top == 100.0 ? "100.0" : "1.0"));
      }
      return fraction;
    }

    @Override
    public void inverse(CallContext c, Object state) {
      Register y = c.arg(0);
      if (y.isNumber() && !Double.isInfinite(Numbers.realOf(y))) {
        ((State) state).remove(Numbers.realOf(y));
      }
    }

    @Override
    public void value(CallContext c, Object state) {
      State s = (State) state;
      if (s.count == 0) {
        return;
      }
      s.sort();
      s.keepsSorted = true;
      double place = s.fraction * (s.count - 1);
      int lower = (int) place;
      double value = s.values[lower];
      if (!discrete) {
        int upper = place == lower || lower == s.count - 1 ? lower : lower + 1;
        value += (s.values[upper] - value) * (place - lower);
      }
      c.result().setReal(value);
    }
  }
}

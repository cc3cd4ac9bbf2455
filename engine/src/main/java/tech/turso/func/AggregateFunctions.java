package tech.turso.func;

import static tech.turso.func.FunctionDef.builtIn;

import java.util.List;
import tech.turso.func.FunctionDef.Role;
import tech.turso.value.Comparison;
import tech.turso.value.Register;

/**
 * count, min and max.
 *
 * <p>SQLite: func.c.
 */
final class AggregateFunctions {
  private AggregateFunctions() {}

  static List<FunctionDef> all() {
    Count count = new Count();
    return List.of(
        builtIn("count", 0, 0).volatileResult().role(Role.COUNT).ignoresOrder().window(count),
        builtIn("count", 1, 1).volatileResult().role(Role.COUNT).ignoresOrder().window(count),
        builtIn("min", 1, 1)
            .volatileResult()
            .role(Role.MIN)
            .needsCollation()
            .ignoresOrder()
            .window(new Extreme(1)),
        builtIn("max", 1, 1)
            .volatileResult()
            .role(Role.MAX)
            .needsCollation()
            .ignoresOrder()
            .window(new Extreme(-1)));
  }

  private static final class Count implements AggregateBody {
    @Override
    public Object newState() {
      return new CountState();
    }

    @Override
    public void step(CallContext c, Object state) {
      if (c.argCount() == 0 || c.arg(0).type != Register.NULL) {
        ((CountState) state).add();
      }
    }

    @Override
    public void inverse(CallContext c, Object state) {
      if (c.argCount() == 0 || c.arg(0).type != Register.NULL) {
        ((CountState) state).remove();
      }
    }

    @Override
    public void value(CallContext c, Object state) {
      c.result().setInteger(((CountState) state).count());
    }
  }

  /**
   * The value that comes first in order ({@code sign} 1) or last (-1); of equal ones the first that
   * came. It has no inverse: windows whose start moves keep their values themselves.
   */
  private static final class Extreme implements AggregateBody {
    private final int sign;

    Extreme(int sign) {
      this.sign = sign;
    }

    @Override
    public Object newState() {
      return new Register();
    }

    @Override
    public void step(CallContext c, Object state) {
      Register best = (Register) state;
      Register x = c.arg(0);
      if (best.type == Register.NULL) {
        if (x.type != Register.NULL) {
          best.copy(x);
        }
      } else if (x.type == Register.NULL
          || Integer.signum(Comparison.compare(best, x, c.collation())) != sign) {
        c.skipLoad();
      } else {
        best.copy(x);
      }
    }

    @Override
    public void value(CallContext c, Object state) {
      c.resultOf((Register) state);
    }
  }
}

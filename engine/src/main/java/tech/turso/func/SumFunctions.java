package tech.turso.func;

import static tech.turso.func.FunctionDef.builtIn;

import java.util.List;
import tech.turso.base.DbException;
import tech.turso.func.FunctionDef.Role;
import tech.turso.value.Numbers;
import tech.turso.value.Register;

/**
 * sum, total and avg. Integers are summed as integers until one is REAL or the sum overflows; then
 * the sum is a REAL with an error term (Kahan, Babuska, Neumaier), whose value depends on the order
 * of rows.
 *
 * <p>SQLite: func.c sumStep and its neighbours.
 */
final class SumFunctions {
  private SumFunctions() {}

  static List<FunctionDef> all() {
    return List.of(
        builtIn("sum", 1, 1).volatileResult().role(Role.SUM).window(new Sum()),
        builtIn("total", 1, 1).volatileResult().role(Role.TOTAL).window(new Total()),
        builtIn("avg", 1, 1).volatileResult().role(Role.AVG).window(new Average()));
  }

  private abstract static class Body implements AggregateBody {
    @Override
    public final Object newState() {
      return new SumState();
    }

    @Override
    public final void step(CallContext c, Object state) {
      SumState sum = (SumState) state;
      Register x = c.arg(0);
      if (x.type == Register.INTEGER) {
        sum.add(x.integer);
      } else if (x.type == Register.REAL) {
        sum.add(x.real);
      } else if (x.type != Register.NULL) {
        Register number = c.numericArg(0);
        if (number.type == Register.INTEGER) {
          sum.add(number.integer);
        } else {
          sum.add(Numbers.realOf(number));
        }
      }
    }

    @Override
    public final void inverse(CallContext c, Object state) {
      SumState sum = (SumState) state;
      Register x = c.numericArg(0);
      if (x.type == Register.INTEGER) {
        sum.remove(x.integer);
      } else if (x.type != Register.NULL) {
        sum.removeOther(Numbers.integerOf(x), Numbers.realOf(x));
      }
    }
  }

  private static final class Sum extends Body {
    @Override
    public void value(CallContext c, Object state) {
      SumState sum = (SumState) state;
      if (sum.count() == 0) {
        return;
      }
      if (!sum.isReal()) {
        c.result().setInteger(sum.integer());
      } else if (sum.hasOverflowed()) {
        throw new DbException.Sql("integer overflow");
      } else {
        c.result().setReal(sum.real());
      }
    }
  }

  private static final class Total extends Body {
    @Override
    public void value(CallContext c, Object state) {
      c.result().setReal(((SumState) state).real());
    }
  }

  private static final class Average extends Body {
    @Override
    public void value(CallContext c, Object state) {
      SumState sum = (SumState) state;
      if (sum.count() > 0) {
        c.result().setReal(sum.real() / (double) sum.count());
      }
    }
  }
}

package tech.turso.func;

import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.ext.AggregateFunction;
import tech.turso.ext.FunctionException;
import tech.turso.ext.ScalarFunction;
import tech.turso.ext.WindowFunction;

/** Makes bodies of users' functions: their exceptions become the statement's error. */
final class UserFunctions {
  private UserFunctions() {}

  static ScalarBody scalar(ScalarFunction function) {
    return c -> {
      try {
        function.call(c);
      } catch (Exception e) {
        throw failure(e);
      }
    };
  }

  static <S> AggregateBody aggregate(AggregateFunction<S> function) {
    return new Aggregate<>(function);
  }

  static <S> AggregateBody window(WindowFunction<S> function) {
    return new Window<>(function);
  }

  private static DbException failure(Exception e) {
    if (e instanceof DbException own) {
      return own;
    }
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof FunctionException chosen) {
      return new DbException.Sql(codeOf(chosen.resultCode()), message);
    }
    return new DbException.Sql(message);
  }

  private static ResultCode codeOf(int number) {
    try {
      return ResultCode.of(number);
    } catch (IllegalArgumentException unknown) {
      return ResultCode.ERROR;
    }
  }

  private static class Aggregate<S> implements AggregateBody {
    private final AggregateFunction<S> function;

    Aggregate(AggregateFunction<S> function) {
      this.function = function;
    }

    @Override
    public final Object newState() {
      return new Group<>(function.newState());
    }

    /** The machine hands back the very state that {@link #newState} made. */
    @SuppressWarnings("unchecked")
    final S stateOf(Object state) {
      return ((Group<S>) state).value;
    }

    @Override
    public final void step(CallContext c, Object state) {
      try {
        function.step(c, stateOf(state));
      } catch (Exception e) {
        throw failure(e);
      }
    }

    @Override
    public void value(CallContext c, Object state) {
      throw new UnsupportedOperationException();
    }

    @Override
    public final void finish(CallContext c, Object state) {
      try {
        function.finish(c, stateOf(state));
      } catch (Exception e) {
        throw failure(e);
      }
    }
  }

  private static final class Window<S> extends Aggregate<S> {
    private final WindowFunction<S> function;

    Window(WindowFunction<S> function) {
      super(function);
      this.function = function;
    }

    @Override
    public void inverse(CallContext c, Object state) {
      try {
        function.inverse(c, stateOf(state));
      } catch (Exception e) {
        throw failure(e);
      }
    }

    @Override
    public void value(CallContext c, Object state) {
      try {
        function.value(c, stateOf(state));
      } catch (Exception e) {
        throw failure(e);
      }
    }
  }

  /** Wraps a user's state, which may be null. */
  private record Group<S>(S value) {}
}

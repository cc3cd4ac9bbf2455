package tech.turso.func;

/**
 * What an aggregate or window function does. The state is the body's own class; the machine holds
 * one for each group.
 */
public interface AggregateBody {
  /** The state of a group before its first row. */
  Object newState();

  /** Takes in a row, whose values are the arguments of {@code c}. */
  void step(CallContext c, Object state);

  /**
   * Takes out a row that was taken in, the oldest first; windows only.
   *
   * @throws UnsupportedOperationException if the function has no such use
   */
  default void inverse(CallContext c, Object state) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets the result for the rows that are in; more may come and go; {@code c} has no arguments. The
   * result may show bytes of the state, so the caller copies it before the next call.
   */
  void value(CallContext c, Object state);

  /** Sets the result of a group that gets no more rows; called once. */
  default void finish(CallContext c, Object state) {
    value(c, state);
  }
}

package tech.turso.ext;

/**
 * A function of the rows of a group.
 *
 * @param <S> what is kept for each group
 */
public interface AggregateFunction<S> {
  /** The state of a group before its first row. */
  S newState();

  /**
   * Takes in a row.
   *
   * @throws Exception to fail the statement, see {@link FunctionException}
   */
  void step(FunctionContext context, S state) throws Exception;

  /**
   * Sets the result for the group, perhaps one without rows; called once, last, with no arguments.
   *
   * @throws Exception to fail the statement, see {@link FunctionException}
   */
  void finish(FunctionContext context, S state) throws Exception;
}

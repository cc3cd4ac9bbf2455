package tech.turso.ext;

/**
 * An aggregate that can also be used with OVER.
 *
 * @param <S> what is kept for each window
 */
public interface WindowFunction<S> extends AggregateFunction<S> {
  /**
   * Takes out the row that was taken in first of those still in; the arguments are that row's.
   *
   * @throws Exception to fail the statement, see {@link FunctionException}
   */
  void inverse(FunctionContext context, S state) throws Exception;

  /**
   * Sets the result for the rows that are in now; rows may come and go afterwards.
   *
   * @throws Exception to fail the statement, see {@link FunctionException}
   */
  void value(FunctionContext context, S state) throws Exception;
}

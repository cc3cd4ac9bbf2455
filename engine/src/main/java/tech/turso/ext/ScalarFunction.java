package tech.turso.ext;

/** A function of one row. */
@FunctionalInterface
public interface ScalarFunction {
  /**
   * Computes the result from the arguments.
   *
   * @throws Exception to fail the statement, see {@link FunctionException}
   */
  void call(FunctionContext context) throws Exception;
}

package tech.turso.func;

/** What a scalar function does. */
@FunctionalInterface
public interface ScalarBody {
  /**
   * Computes the result, which is NULL at first, from the arguments.
   *
   * @throws tech.turso.base.DbException if the function fails
   */
  void call(CallContext c);
}

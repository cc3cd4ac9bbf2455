package tech.turso.ext;

/** Called when a transaction that changed something is about to be committed. */
@FunctionalInterface
public interface CommitHook {
  /**
   * Decides. The connection must not be used in the call. One that throws refuses.
   *
   * @return true to refuse: the transaction is rolled back and the statement fails with
   *     CONSTRAINT_COMMITHOOK
   */
  boolean refuses();
}

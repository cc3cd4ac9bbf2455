package tech.turso.ext;

/** Called when a transaction was rolled back, except by the closing of the connection. */
@FunctionalInterface
public interface RollbackHook {
  /** The transaction was rolled back. The connection must not be used in the call. */
  void rolledBack();
}

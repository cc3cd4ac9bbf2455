package tech.turso.pager;

/** Decides whether to wait for a lock that another connection holds. */
@FunctionalInterface
public interface BusyHandler {
  /** Never waits: the operation fails with BUSY at once. */
  BusyHandler NEVER = count -> false;

  /**
   * Called when a lock cannot be had. It may wait before it answers.
   *
   * @param count how often it was called before for the same lock
   * @return whether to try again; false makes the operation fail with BUSY
   */
  boolean retry(int count);
}

package tech.turso.ext;

/** Called when a lock that another connection holds is in the way. */
@FunctionalInterface
public interface BusyHandler {
  /**
   * Decides whether to try again, after waiting as long as it likes.
   *
   * @param count how often it was called before for the same lock
   * @return false to fail with BUSY
   */
  boolean triesAgain(int count);
}

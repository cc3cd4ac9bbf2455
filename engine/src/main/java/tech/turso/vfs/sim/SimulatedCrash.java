package tech.turso.vfs.sim;

/**
 * The simulated process is no more: its power was cut or it was killed. Thrown by every call of
 * that process from then on, so that it passes all handlers of failures, which a dead process does
 * not run; {@code finally} blocks run all the same, and their calls throw it again.
 */
public final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1L;

  SimulatedCrash(String reason) {
    super(reason, null, false, false);
  }
}

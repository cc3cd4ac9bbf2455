package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;

/**
 * What may stop the running statements of a connection from outside: an interrupt, asked for by any
 * thread, and the progress handler. Programs look at {@link #pending} whenever they jump backwards.
 *
 * <p>SQLite: sqlite3_interrupt, sqlite3_progress_handler.
 */
public final class Interrupt {
  /** Called from time to time while a statement runs. */
  @FunctionalInterface
  public interface ProgressHandler {
    /** Whether the statement is to be interrupted. */
    boolean stop();
  }

  /** Whether there is a reason to call {@link #isDue}. */
  volatile boolean pending;

  private volatile boolean requested;
  private volatile @Nullable ProgressHandler handler;
  private int every;
  private long left;

  /** Makes the running statements fail with INTERRUPT. Any thread may call it. */
  public void request() {
    requested = true;
    pending = true;
  }

  /** Whether an interrupt was requested and statements that ran then are still running. */
  public boolean isRequested() {
    return requested;
  }

  /** Forgets the request: a statement begins and no other runs. */
  public void clear() {
    requested = false;
    pending = handler != null;
  }

  /** Calls {@code handler} about every {@code instructions} instructions; null: no longer. */
  public void progressHandler(int instructions, @Nullable ProgressHandler handler) {
    this.handler = instructions > 0 ? handler : null;
    every = instructions;
    left = instructions;
    pending = requested || this.handler != null;
  }

  /**
   * Whether the statement must stop; {@code instructions} is how many it has executed since the
   * last call.
   */
  boolean isDue(int instructions) {
    if (requested) {
      return true;
    }
    ProgressHandler progress = handler;
    if (progress == null) {
      return false;
    }
    left -= instructions;
    if (left > 0) {
      return false;
    }
    left = every;
    return progress.stop();
  }
}

package tech.turso.vfs;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs work that recurses deeper than the stack of its caller's thread allows on a thread with a
 * larger one. SQLite accepts expressions a thousand operators deep, which the stack of a thread
 * that a program made small cannot hold.
 */
public final class DeepStack {
  private static final long BYTES = 64L << 20;

  private DeepStack() {}

  /**
   * Does the work and waits for it; an interrupt of the caller is kept for later.
   *
   * @throws RuntimeException or an Error of the work, as it was thrown
   */
  public static <T> T call(Supplier<T> work) {
    Call<T> call = new Call<>(work);
    Thread thread = new Thread(null, call, "turso-deep-stack", BYTES, false);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return call.result();
  }

  private static final class Call<T> implements Runnable {
    private final Supplier<T> work;
    private @Nullable T result;
    private @Nullable Throwable failure;

    Call(Supplier<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      try {
        result = work.get();
      } catch (Throwable e) {
        failure = e;
      }
    }

    T result() {
      if (failure instanceof Error e) {
        throw e;
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (result == null) {
        throw new IllegalStateException("no result", failure);
      }
      return result;
    }
  }
}

package tech.turso;

import java.sql.SQLException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;

/**
 * The time that a statement has: each step is interrupted when it is over. One daemon thread serves
 * all connections; without timeouts there is none.
 */
final class Deadline {
  private static final class Timer {
    static final ScheduledThreadPoolExecutor EXECUTOR = make();

    private static ScheduledThreadPoolExecutor make() {
      var executor =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "turso-jdbc-timeouts");
                thread.setDaemon(true);
                return thread;
              });
      executor.setRemoveOnCancelPolicy(true);
      executor.setKeepAliveTime(10, TimeUnit.SECONDS);
      executor.allowCoreThreadTimeOut(true);
      return executor;
    }
  }

  private final Connection connection;
  private final long endNanos;
  private final boolean limited;
  private volatile boolean over;

  /** Begins now; {@code ms} of 0 is no limit. */
  Deadline(Connection connection, long ms) {
    this.connection = connection;
    this.limited = ms > 0;
    this.endNanos = limited ? System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms) : 0;
  }

  /** Takes a step of {@code statement} and interrupts it when the time is over. */
  boolean step(Statement statement) throws SQLException {
    Future<?> timer = start();
    try {
      return statement.step();
    } catch (TursoException e) {
      throw Failures.of(e, over);
    } finally {
      if (timer != null) {
        timer.cancel(false);
      }
    }
  }

  private @Nullable Future<?> start() {
    if (!limited) {
      return null;
    }
    long left = Math.max(0, endNanos - System.nanoTime());
    return Timer.EXECUTOR.schedule(this::interrupt, left, TimeUnit.NANOSECONDS);
  }

  private void interrupt() {
    over = true;
    connection.interrupt();
  }
}

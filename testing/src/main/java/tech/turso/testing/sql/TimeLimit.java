package tech.turso.testing.sql;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts statements of another runner that take too long. A statement that does not heed the
 * interrupt is reported with its stack on standard error, so that a hang shows where it is.
 */
public final class TimeLimit implements SqlRunner {
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "time limit");
            thread.setDaemon(true);
            return thread;
          });

  private final SqlRunner runner;
  private final long limitMs;

  /** Takes the runner over; each of its statements may take {@code limitMs}. */
  public TimeLimit(SqlRunner runner, long limitMs) {
    this.runner = runner;
    this.limitMs = limitMs;
  }

  @Override
  public Outcome run(String sql, String types) {
    Thread thread = Thread.currentThread();
    Future<?> first = TIMER.schedule(runner::interrupt, limitMs, TimeUnit.MILLISECONDS);
    Future<?> second =
        TIMER.schedule(() -> report(sql, thread), limitMs + 5000, TimeUnit.MILLISECONDS);
    try {
      return runner.run(sql, types);
    } finally {
      first.cancel(false);
      second.cancel(false);
    }
  }

  private static void report(String sql, Thread thread) {
    StringBuilder text = new StringBuilder("does not heed its interrupt: ").append(sql);
    for (StackTraceElement at : thread.getStackTrace()) {
      text.append("\n    at ").append(at);
    }
    System.err.println(text);
  }

  @Override
  public void interrupt() {
    runner.interrupt();
  }

  @Override
  public void close() {
    runner.close();
  }
}

package tech.turso.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A line on the terminal that tells how far long work is: shown after a second, removed when the
 * work ends or standard output speaks on the same terminal. Does nothing if standard error is no
 * terminal.
 *
 * <p>{@link #add} is called by the working thread, the line is drawn by a daemon thread.
 */
public final class Progress {
  private static final long DELAY_MS = 1000;
  private static final long REDRAW_MS = 250;

  private final OutputStream err;
  private final boolean enabled;
  private volatile long done;
  private long count; // of the working thread
  private String unit = "";
  private long startedMs;
  private boolean running;
  private boolean drawn;
  private boolean started;

  Progress(OutputStream err, boolean enabled) {
    this.err = err;
    this.enabled = enabled;
  }

  /** Work begins. */
  public synchronized void begin(String countedUnit) {
    if (!enabled) {
      return;
    }
    unit = countedUnit;
    count = 0;
    done = 0;
    startedMs = System.nanoTime() / 1_000_000;
    running = true;
    if (!started) {
      started = true;
      Thread thread = new Thread(this::redraw, "progress");
      thread.setDaemon(true);
      thread.start();
    }
    notifyAll();
  }

  /** One more unit is done. */
  public void add() {
    done = ++count;
  }

  /** Work ended, or output follows. */
  public synchronized void end() {
    running = false;
    if (drawn) {
      drawn = false;
      write("\r\033[K");
    }
  }

  private synchronized void redraw() {
    try {
      while (true) {
        if (!running) {
          wait();
          continue;
        }
        long elapsedMs = System.nanoTime() / 1_000_000 - startedMs;
        if (elapsedMs < DELAY_MS) {
          wait(DELAY_MS - elapsedMs);
          continue;
        }
        drawn = true;
        write(
            "\r" + elapsedMs / 1000 + " s" + (done > 0 ? ", " + done + " " + unit : "") + "\033[K");
        wait(REDRAW_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException e) {
      running = false; // nobody looks
    }
  }
}

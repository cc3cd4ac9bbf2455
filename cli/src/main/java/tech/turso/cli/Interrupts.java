package tech.turso.cli;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;

/**
 * Ctrl-C: the first interrupts the running statement. In a script a second one, or one while no
 * statement runs, ends the process; at a terminal nothing does.
 */
@SuppressWarnings("sunapi")
public final class Interrupts implements sun.misc.SignalHandler {
  /** Exit code of a process that a signal INT ended. */
  private static final int KILLED = 130;

  private volatile @Nullable Connection running;
  private final AtomicInteger seen = new AtomicInteger();
  private boolean installed;
  private volatile boolean atTerminal;

  /** A line editor reports Ctrl-C from now on. */
  public void atTerminal() {
    installed = true;
    atTerminal = true;
  }

  /** A statement of that connection runs from now on. */
  public void running(Connection connection) {
    if (!installed) {
      installed = true;
      install();
    }
    running = connection;
  }

  /** No statement runs. */
  void idle() {
    running = null;
  }

  /** Whether Ctrl-C came since the last {@link #forget()}. */
  public boolean seen() {
    return seen.get() > 0;
  }

  /** Counts from none again. */
  public void forget() {
    seen.set(0);
  }

  /** Ctrl-C came. */
  public void interrupt() {
    Connection connection = running;
    int count = seen.incrementAndGet();
    if (!atTerminal && (count > 1 || connection == null)) {
      Runtime.getRuntime().halt(KILLED);
    }
    if (connection != null) {
      connection.interrupt();
    }
  }

  /**
   * Handles the signal INT. The class is one that only OpenJDK has, and javac warns of it; there is
   * no other way, and reflection would take 15 ms at start-up.
   */
  @SuppressWarnings("sunapi")
  private void install() {
    try {
      sun.misc.Signal.handle(new sun.misc.Signal("INT"), this);
    } catch (IllegalArgumentException e) {
      // The virtual machine keeps the signal for itself (-Xrs): Ctrl-C ends the process.
    }
  }

  /** The signal INT came. */
  @Override
  public void handle(sun.misc.Signal signal) {
    interrupt();
  }
}

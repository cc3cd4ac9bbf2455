package tech.turso.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;

/**
 * Ctrl-C: the first interrupts the running statement. In a script a second one, or one while no
 * statement runs, ends the process; at a terminal nothing does.
 */
public final class Interrupts {
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
   * Handles the signal INT. Through reflection, because javac warns of {@code sun.misc.Signal},
   * which is the only way there is.
   */
  private void install() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(), new Class<?>[] {handler}, this::handle);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // The virtual machine keeps the signal for itself (-Xrs): Ctrl-C ends the process.
    }
  }

  @SuppressWarnings("unused") // the parameters are those of an InvocationHandler
  private @Nullable Object handle(Object proxy, Method method, @Nullable Object[] arguments) {
    if (method.getName().equals("handle")) {
      interrupt();
    }
    return null;
  }
}

package tech.turso.vfs;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Clock;

/**
 * Work that nobody waits for: tasks run one at a time, in the order in which they fall due. {@link
 * #system()} has one daemon thread, which is started by a task and ends when there has been none
 * for a while; so an engine whose class loader is dropped leaves no thread behind. One made by
 * {@link #manual} runs tasks only when it is told to: for simulators and for platforms without
 * threads.
 *
 * <p>A task that throws hurts no other. Tasks should be short; they hold up all others.
 */
public final class Background {
  private static final Background SYSTEM = new Background(SystemClock.INSTANCE, true, 5000);

  private final Clock clock;
  private final boolean threaded;
  private final long idleMs;

  private final Lock lock = new Lock();
  private final Lock.Condition changed = lock.condition();
  private final PriorityQueue<Task> tasks = new PriorityQueue<>();
  private long nextOrder;
  private @Nullable Thread thread;

  /** Something to be run once; {@link #cancel} takes it back. */
  public final class Task implements Comparable<Task> {
    private final Runnable work;
    private final long dueNanos;
    private final long order;

    private Task(Runnable work, long dueNanos, long order) {
      this.work = work;
      this.dueNanos = dueNanos;
      this.order = order;
    }

    /**
     * Takes the task back.
     *
     * @return whether it had not begun and now never will
     */
    public boolean cancel() {
      lock.lock();
      try {
        return tasks.remove(this);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public int compareTo(Task other) {
      long distance = dueNanos - other.dueNanos;
      return distance != 0 ? Long.signum(distance) : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  Background(Clock clock, boolean threaded, long idleMs) {
    this.clock = clock;
    this.threaded = threaded;
    this.idleMs = idleMs;
  }

  /** The one of the process, with a thread. */
  public static Background system() {
    return SYSTEM;
  }

  /** One whose tasks run inside {@link #runDue}, by {@code clock}. */
  public static Background manual(Clock clock) {
    return new Background(clock, false, 0);
  }

  /** Runs a task as soon as those before it are done. */
  public Task submit(Runnable work) {
    return submitAfter(0, work);
  }

  /** Runs a task after that many milliseconds at the earliest. */
  public Task submitAfter(long ms, Runnable work) {
    lock.lock();
    try {
      var task = new Task(work, clock.nanos() + ms * 1_000_000, nextOrder++);
      tasks.add(task);
      changed.signalAll();
      if (threaded && thread == null) {
        start();
      }
      return task;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs all tasks that are due, those they add included, in the calling thread.
   *
   * @return how many have been run
   */
  public int runDue() {
    int count = 0;
    for (Task task = nextDue(); task != null; task = nextDue()) {
      run(task);
      count++;
    }
    return count;
  }

  /** Whether there is a task that has not begun. */
  public boolean hasTasks() {
    lock.lock();
    try {
      return !tasks.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the thread exists now. */
  boolean isAlive() {
    lock.lock();
    try {
      return thread != null;
    } finally {
      lock.unlock();
    }
  }

  private void start() {
    thread =
        Thread.ofPlatform()
            .name("turso-background")
            .daemon()
            .inheritInheritableThreadLocals(false)
            .unstarted(this::serve);
    // A loader of the application must not be kept alive by us.
    thread.setContextClassLoader(null);
    thread.start();
  }

  private void serve() {
    for (Task task = awaitTask(); task != null; task = awaitTask()) {
      run(task);
    }
  }

  /** The next task when it is due; null when the thread shall end. */
  private @Nullable Task awaitTask() {
    lock.lock();
    try {
      while (true) {
        Task first = tasks.peek();
        long waitMs = first == null ? idleMs : msUntil(first);
        if (waitMs <= 0 && first != null) {
          return tasks.poll();
        }
        // An interrupt could end waits early; nobody has a reason to interrupt this thread.
        Thread.interrupted();
        if (!changed.await(waitMs) && first == null && tasks.isEmpty()) {
          thread = null;
          return null;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Task nextDue() {
    lock.lock();
    try {
      Task first = tasks.peek();
      return first != null && msUntil(first) <= 0 ? tasks.poll() : null;
    } finally {
      lock.unlock();
    }
  }

  private long msUntil(Task task) {
    long nanos = task.dueNanos - clock.nanos();
    return nanos <= 0 ? 0 : nanos / 1_000_000 + 1;
  }

  private static void run(Task task) {
    try {
      task.work.run();
    } catch (Throwable failure) {
      Thread current = Thread.currentThread();
      current.getUncaughtExceptionHandler().uncaughtException(current, failure);
    }
  }
}

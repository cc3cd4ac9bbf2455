package tech.turso.vfs;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A fair, reentrant mutex with conditions: the only lock of the engine that can be waited on with a
 * time limit. The simulator and the web build replace this class.
 *
 * <pre>{@code
 * lock.lock();
 * try {
 *   while (!ready) {
 *     readiness.await();
 *   }
 * } finally {
 *   lock.unlock();
 * }
 * }</pre>
 *
 * <p>Nothing here throws when the waiting thread is interrupted: waits without a limit go on, those
 * with a limit return early, and the flag stays set.
 */
public final class Lock {
  private final ReentrantLock mutex = new ReentrantLock(true);

  /** Not held. */
  public Lock() {}

  /** Waits that many milliseconds; returns early, with the flag set, when interrupted. */
  static void pause(long ms) {
    try {
      Thread.sleep(Math.max(0, ms));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether this thread was asked to stop what it does: waits should end. */
  public static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }

  /** Waits until this thread holds the mutex. */
  public void lock() {
    mutex.lock();
  }

  /** Takes the mutex if nobody holds it, without regard to who waits. */
  public boolean tryLock() {
    return mutex.tryLock();
  }

  /**
   * Waits at most that many milliseconds for the mutex, in turn with others who wait.
   *
   * @return whether this thread holds it now
   */
  public boolean tryLock(long ms) {
    try {
      return mutex.tryLock(ms, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Gives the mutex up once; the thread must hold it. */
  public void unlock() {
    mutex.unlock();
  }

  /** Whether this thread holds the mutex. */
  public boolean isHeld() {
    return mutex.isHeldByCurrentThread();
  }

  /** A new condition of this mutex, which must be held in every call of the condition's methods. */
  public Condition condition() {
    return new Condition(mutex.newCondition());
  }

  /** Something about the state that the mutex guards which threads wait for. */
  public static final class Condition {
    private final java.util.concurrent.locks.Condition condition;

    private Condition(java.util.concurrent.locks.Condition condition) {
      this.condition = condition;
    }

    /**
     * Gives the mutex up, waits for a signal and takes the mutex again. May return without a
     * reason: wait in a loop.
     */
    public void await() {
      condition.awaitUninterruptibly();
    }

    /**
     * As {@link #await()}, for at most that many milliseconds.
     *
     * @return whether time was left; false also if the thread is interrupted
     */
    public boolean await(long ms) {
      try {
        return condition.await(ms, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    /** Wakes the thread that waits longest, if any. */
    public void signal() {
      condition.signal();
    }

    /** Wakes all threads that wait. */
    public void signalAll() {
      condition.signalAll();
    }
  }
}

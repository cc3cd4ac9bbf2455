package tech.turso.pager;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Clock;
import tech.turso.base.DbException;
import tech.turso.vfs.Lock;

/**
 * The locks of one database: those of this process's connections against each other, and through
 * {@link FileLocks} the process's lock against other processes, which is always the highest that a
 * connection here holds (P6).
 *
 * <p>The levels are SQLite's, with the same meaning between connections as between processes: any
 * number hold SHARED; one of them may hold RESERVED; it takes PENDING to keep new readers out and,
 * when it is the only one left, EXCLUSIVE.
 *
 * <p>Who wants to write first takes the <em>turn</em>, without any lock on the file: writers of
 * this process stand in a queue, first come first served, and each gets the turn from the one
 * before it. It does not hold SHARED while it waits, so it is in nobody's way.
 *
 * <p>Waiting here is only for connections of this process; who is refused because of another
 * process gets the answer {@link Grant#BUSY_ELSEWHERE} at once.
 */
final class DatabaseLocks {
  /** The answer to a request. */
  enum Grant {
    /** The lock is held. */
    GRANTED,
    /** A connection of this process is in the way, and did not go in the time given. */
    BUSY_HERE,
    /** Another process is in the way. */
    BUSY_ELSEWHERE
  }

  /** What the first reader of the process does before anybody may read. */
  interface Entry {
    /** Whether an interrupted transaction must be undone; called with SHARED held. */
    boolean needsRecovery(Pager pager);

    /** Undoes it; called with EXCLUSIVE held. */
    void recover(Pager pager);

    /**
     * Makes the published images those of the file; called with SHARED held.
     *
     * @return false if another process is in the way
     */
    boolean validate(Pager pager);
  }

  private static final class Waiter {
    final Pager pager;
    final Lock.Condition granted;

    Waiter(Pager pager, Lock.Condition granted) {
      this.pager = pager;
      this.granted = granted;
    }
  }

  private final Lock mutex = new Lock();
  private final Lock.Condition readable = mutex.condition();
  private final Lock.Condition drained = mutex.condition();
  private final ArrayDeque<Waiter> queue = new ArrayDeque<>();
  private final @Nullable FileLocks file;
  private final Clock clock;

  /** How many connections hold SHARED or more. */
  private int readers;

  /** Who has the turn to write. */
  private @Nullable Pager writer;

  /** Who wants or has EXCLUSIVE, or recovers: nobody else may begin to read. */
  private @Nullable Pager excluder;

  /**
   * @param file the locks against other processes; null if there is no need for any
   */
  DatabaseLocks(@Nullable FileLocks file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Takes SHARED. The first reader of the process makes the {@link Entry}.
   *
   * @param waitMs how long to wait for connections of this process
   * @throws DbException what the entry throws; nothing is held then
   */
  Grant lockShared(Pager pager, long waitMs, Entry entry) {
    mutex.lock();
    try {
      long end = waitMs > 0 ? clock.nanos() + waitMs * 1_000_000 : 0;
      while (excluder != null && excluder != pager) {
        if (waitMs <= 0 || !awaitUntil(readable, end)) {
          return Grant.BUSY_HERE;
        }
      }
      if (readers == 0) {
        Grant grant = enter(pager, entry);
        if (grant != Grant.GRANTED) {
          return grant;
        }
      }
      readers++;
      return Grant.GRANTED;
    } finally {
      mutex.unlock();
    }
  }

  private Grant enter(Pager pager, Entry entry) {
    boolean entered = false;
    try {
      if (file != null && !file.lockShared()) {
        return Grant.BUSY_ELSEWHERE;
      }
      if (entry.needsRecovery(pager)) {
        // Not through RESERVED: others would take it for a writer at work and read the file.
        if (file != null && !file.lockExclusive()) {
          return Grant.BUSY_ELSEWHERE;
        }
        recover(pager, entry);
        if (file != null) {
          file.unlockWrite();
        }
      }
      entered = entry.validate(pager);
      return entered ? Grant.GRANTED : Grant.BUSY_ELSEWHERE;
    } finally {
      if (!entered) {
        unlockFile();
      }
    }
  }

  /** Recovery may take long: others of this process wait for it, or give up, without the mutex. */
  private void recover(Pager pager, Entry entry) {
    excluder = pager;
    mutex.unlock();
    try {
      entry.recover(pager);
    } finally {
      mutex.lock();
      excluder = null;
      readable.signalAll();
    }
  }

  /** Gives up SHARED; higher locks must have been given up before. */
  void unlockShared(Pager pager) {
    mutex.lock();
    try {
      assert readers > 0 && excluder != pager : "P6 " + readers;
      readers--;
      if (readers == 0) {
        unlockFile();
      } else if (readers == 1) {
        drained.signalAll();
      }
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Takes the turn to write.
   *
   * @param waitMs how long to wait in the queue
   * @return GRANTED or BUSY_HERE
   */
  Grant takeTurn(Pager pager, long waitMs) {
    mutex.lock();
    try {
      if (writer == pager) {
        return Grant.GRANTED;
      }
      if (writer == null) {
        assert queue.isEmpty();
        writer = pager;
        return Grant.GRANTED;
      }
      if (waitMs <= 0) {
        return Grant.BUSY_HERE;
      }
      Waiter waiter = new Waiter(pager, mutex.condition());
      queue.addLast(waiter);
      long end = clock.nanos() + waitMs * 1_000_000;
      boolean time = true;
      while (writer != pager && time) {
        time = awaitUntil(waiter.granted, end);
      }
      if (writer != pager) {
        queue.remove(waiter);
        return Grant.BUSY_HERE;
      }
      return Grant.GRANTED;
    } finally {
      mutex.unlock();
    }
  }

  /** Takes RESERVED; the caller has the turn and SHARED. */
  Grant lockReserved(Pager pager) {
    mutex.lock();
    try {
      assert writer == pager && readers > 0 : "P6";
      return file == null || file.lockReserved() ? Grant.GRANTED : Grant.BUSY_ELSEWHERE;
    } finally {
      mutex.unlock();
    }
  }

  /**
   * Takes EXCLUSIVE; the caller has RESERVED. From the call on nobody begins to read, also if it is
   * refused, until {@link #unlockWrite}.
   *
   * @param waitMs how long to wait for connections of this process
   * @throws DbException.Io the locks may be lost; the caller undoes its transaction
   */
  Grant lockExclusive(Pager pager, long waitMs) {
    mutex.lock();
    try {
      assert writer == pager && readers > 0 : "P6";
      excluder = pager;
      if (file != null && !file.lockPending()) {
        return Grant.BUSY_ELSEWHERE;
      }
      long end = waitMs > 0 ? clock.nanos() + waitMs * 1_000_000 : 0;
      while (readers > 1) {
        if (waitMs <= 0 || !awaitUntil(drained, end)) {
          return Grant.BUSY_HERE;
        }
      }
      return file == null || file.lockExclusive() ? Grant.GRANTED : Grant.BUSY_ELSEWHERE;
    } finally {
      mutex.unlock();
    }
  }

  /** Goes down to SHARED (or to nothing, if only the turn is held) and gives the turn on. */
  void unlockWrite(Pager pager) {
    mutex.lock();
    try {
      assert writer == pager : "P6";
      if (file != null) {
        try {
          file.unlockWrite();
        } catch (DbException e) {
          // Who cannot unlock holds more than he says: nobody is let in who should not be.
        }
      }
      if (excluder == pager) {
        excluder = null;
        readable.signalAll();
      }
      Waiter next = queue.pollFirst();
      writer = next == null ? null : next.pager;
      if (next != null) {
        next.granted.signal();
      }
    } finally {
      mutex.unlock();
    }
  }

  private void unlockFile() {
    if (file != null) {
      try {
        file.unlock();
      } catch (DbException e) {
        // As in unlockWrite; closing the file gives up what is left.
      }
    }
  }

  private boolean awaitUntil(Lock.Condition condition, long endNanos) {
    long left = endNanos - clock.nanos();
    if (left <= 0) {
      return false;
    }
    condition.await((left + 999_999) / 1_000_000);
    return !Lock.isInterrupted();
  }
}

package tech.turso.vfs.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.vfs.RangeLocks;

/**
 * The locks that the open files of this process hold on one file, and the locks of the process that
 * stand for them towards other processes. {@code java.nio} refuses a lock that overlaps another of
 * the process and cannot change the kind of one, hence:
 *
 * <ul>
 *   <li>C1: every byte locked in {@link #table} is covered by a lock in {@link #held} of that kind
 *       or a stronger one.
 *   <li>C2: locks in {@link #held} do not overlap.
 *   <li>C3: a lock of the process is given up only if no <em>other</em> open file needs it, since
 *       giving up and taking again leaves a moment for another process. Where that is impossible a
 *       request is refused, and an unlock leaves the lock until the last byte of it is unlocked.
 *       SQLite's locks always come in the same ranges and never get there.
 * </ul>
 */
final class ChannelLocks {
  private final RangeLocks table = new RangeLocks();
  private final List<FileLock> held = new ArrayList<>();

  /**
   * Locks a range for {@code owner}.
   *
   * @param channel an open channel of the file, writable if the lock is exclusive
   * @return false if another open file or process is in the way
   * @throws DbException.Io IOERR_RDLOCK if what the owner held in the range before is lost
   */
  synchronized boolean tryLock(
      AsynchronousFileChannel channel, Object owner, long start, long length, boolean exclusive) {
    RangeLocks before = table.copy();
    if (!table.tryLock(owner, start, length, exclusive)) {
      return false;
    }
    List<FileLock> replaced = replaceable(owner, start, length, exclusive);
    if (replaced == null) {
      table.restore(before);
      return false;
    }
    long from = start;
    long to = start + length;
    for (FileLock lock : replaced) {
      from = Math.min(from, lock.position());
      to = Math.max(to, lock.position() + lock.size());
    }
    List<FileLock> taken = new ArrayList<>();
    boolean locked = false;
    try {
      release(replaced);
      locked = cover(channel, from, to, taken);
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_LOCK, e);
    } finally {
      if (!locked) {
        table.restore(before);
        takeBack(channel, owner, from, to, taken);
      }
    }
    return locked;
  }

  /** Gives up what {@code owner} holds in the range. */
  synchronized void unlock(Object owner, long start, long length) {
    table.unlock(owner, start, length);
    releaseUnneeded();
  }

  /** Gives up all that {@code owner} holds. */
  synchronized void unlockAll(Object owner) {
    table.unlockAll(owner);
    releaseUnneeded();
  }

  /** Whether another open file of this process holds something in the range. */
  synchronized boolean isHeldByOther(Object owner, long start, long length) {
    return table.isRefusedTo(owner, start, length, true);
  }

  private void releaseUnneeded() {
    try {
      for (int i = held.size() - 1; i >= 0; i--) {
        FileLock lock = held.get(i);
        if (table.isFree(lock.position(), lock.size())) {
          held.remove(i);
          lock.release();
        }
      }
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_UNLOCK, e);
    }
  }

  /**
   * The locks of the process that are of the wrong kind for a new lock of {@code owner}; null if
   * one of them cannot be given up even for a moment.
   */
  private @Nullable List<FileLock> replaceable(
      Object owner, long start, long length, boolean exclusive) {
    List<FileLock> replaced = new ArrayList<>();
    for (FileLock lock : held) {
      if (lock.isShared() == exclusive && lock.overlaps(start, length)) {
        if (!table.isRefusedTo(owner, lock.position(), lock.size(), true)) {
          replaced.add(lock);
        } else if (exclusive) {
          return null;
        }
      }
    }
    return replaced;
  }

  private void release(List<FileLock> locks) throws IOException {
    for (FileLock lock : locks) {
      held.remove(lock);
      lock.release();
    }
  }

  /** Takes locks for all bytes of the range that the table has locked and that none covers yet. */
  private boolean cover(AsynchronousFileChannel channel, long from, long to, List<FileLock> taken)
      throws IOException {
    for (long at = from; at < to; ) {
      FileLock covering = heldAt(at);
      long end = table.nextBoundary(at, to);
      if (covering != null) {
        end = covering.position() + covering.size();
      } else {
        for (FileLock lock : held) {
          if (lock.position() > at) {
            end = Math.min(end, lock.position());
          }
        }
        int kind = table.kindAt(at);
        if (kind != 0) {
          FileLock lock = take(channel, at, end - at, kind == 1);
          if (lock == null) {
            return false;
          }
          held.add(lock);
          taken.add(lock);
        }
      }
      at = end;
    }
    return true;
  }

  private static @Nullable FileLock take(
      AsynchronousFileChannel channel, long position, long length, boolean shared)
      throws IOException {
    try {
      return channel.tryLock(position, length, shared);
    } catch (OverlappingFileLockException e) {
      // Somebody else in this process locked the file through java.nio.
      return null;
    }
  }

  private @Nullable FileLock heldAt(long position) {
    for (FileLock lock : held) {
      if (lock.overlaps(position, 1)) {
        return lock;
      }
    }
    return null;
  }

  /** Goes back to what the table says after another process was in the way of a change. */
  private void takeBack(
      AsynchronousFileChannel channel, Object owner, long from, long to, List<FileLock> taken) {
    boolean complete = false;
    try {
      release(taken);
      complete = cover(channel, from, to, new ArrayList<>());
    } catch (IOException e) {
      // The loss is reported below.
    }
    if (complete) {
      return;
    }
    for (long at = from; at < to; at++) {
      FileLock covering = heldAt(at);
      if (covering != null) {
        at = covering.position() + covering.size() - 1;
      } else {
        table.unlock(owner, at, 1);
      }
    }
    throw new DbException.Io(ResultCode.IOERR_RDLOCK, null);
  }
}

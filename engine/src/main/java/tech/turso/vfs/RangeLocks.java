package tech.turso.vfs;

import java.util.ArrayList;

/**
 * Byte-range locks of several owners on one file, with the rules of POSIX: shared locks of any
 * number of owners or one exclusive lock; an owner's request replaces what it holds in the range,
 * all or nothing. Never waits. An owner is told from others by identity.
 *
 * <p>Used where the operating system keeps no such table: files in memory, simulated files, and the
 * open files of one process that share one descriptor. Thread safe.
 */
public final class RangeLocks {
  private final ArrayList<Range> ranges = new ArrayList<>();

  private static final class Range {
    final Object owner;
    final long start;
    final long end; // exclusive; Long.MAX_VALUE is without end
    final boolean exclusive;

    Range(Object owner, long start, long end, boolean exclusive) {
      assert start >= 0 && start < end : start + ".." + end;
      this.owner = owner;
      this.start = start;
      this.end = end;
      this.exclusive = exclusive;
    }

    boolean overlaps(long from, long to) {
      return start < to && from < end;
    }
  }

  /** Nobody holds anything. */
  public RangeLocks() {}

  /**
   * Locks a range for {@code owner}, in place of what it holds there.
   *
   * @return false if another owner's lock is in the way; nothing has changed then
   */
  public synchronized boolean tryLock(Object owner, long start, long length, boolean exclusive) {
    long end = end(start, length);
    if (isRefused(owner, start, end, exclusive)) {
      return false;
    }
    release(owner, start, end);
    ranges.add(new Range(owner, start, end, exclusive));
    return true;
  }

  /** Gives up what {@code owner} holds in the range. */
  public synchronized void unlock(Object owner, long start, long length) {
    release(owner, start, end(start, length));
  }

  /** Gives up everything that {@code owner} holds. */
  public synchronized void unlockAll(Object owner) {
    ranges.removeIf(range -> range.owner == owner);
  }

  /** Whether a lock of that kind on the range would be refused to {@code owner} now. */
  public synchronized boolean isRefusedTo(
      Object owner, long start, long length, boolean exclusive) {
    return isRefused(owner, start, end(start, length), exclusive);
  }

  /** Whether nobody holds anything in the range. */
  public synchronized boolean isFree(long start, long length) {
    long end = end(start, length);
    for (Range range : ranges) {
      if (range.overlaps(start, end)) {
        return false;
      }
    }
    return true;
  }

  /** The kind of the locks on a byte: 0 if there are none, 1 shared, 2 exclusive. */
  public synchronized int kindAt(long position) {
    int kind = 0;
    for (Range range : ranges) {
      if (range.overlaps(position, position + 1)) {
        kind = Math.max(kind, range.exclusive ? 2 : 1);
      }
    }
    return kind;
  }

  /**
   * The first position after {@code from} where a lock begins or ends; {@code to} if none before.
   */
  public synchronized long nextBoundary(long from, long to) {
    long next = to;
    for (Range range : ranges) {
      if (range.start > from) {
        next = Math.min(next, range.start);
      }
      if (range.end > from) {
        next = Math.min(next, range.end);
      }
    }
    return next;
  }

  /** The same locks of the same owners, as a table of its own. */
  public synchronized RangeLocks copy() {
    var copy = new RangeLocks();
    copy.ranges.addAll(ranges);
    return copy;
  }

  /** Forgets everything and takes over the locks of a copy made before. */
  public synchronized void restore(RangeLocks copy) {
    ranges.clear();
    ranges.addAll(copy.ranges);
  }

  private boolean isRefused(Object owner, long start, long end, boolean exclusive) {
    for (Range range : ranges) {
      if (range.owner != owner && range.overlaps(start, end) && (exclusive || range.exclusive)) {
        return true;
      }
    }
    return false;
  }

  private void release(Object owner, long start, long end) {
    for (int i = ranges.size() - 1; i >= 0; i--) {
      Range range = ranges.get(i);
      if (range.owner != owner || !range.overlaps(start, end)) {
        continue;
      }
      ranges.remove(i);
      if (range.start < start) {
        ranges.add(new Range(owner, range.start, start, range.exclusive));
      }
      if (range.end > end) {
        ranges.add(new Range(owner, end, range.end, range.exclusive));
      }
    }
  }

  private static long end(long start, long length) {
    return length > Long.MAX_VALUE - start ? Long.MAX_VALUE : start + length;
  }
}

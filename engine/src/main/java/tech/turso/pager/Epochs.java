package tech.turso.pager;

import java.util.ArrayDeque;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;

/**
 * Decides when the array of a page image that left the cache may hold another page: when every
 * statement that was running then has ended. Nobody pins pages; a statement stores the current
 * epoch when it begins ({@link Reader#enter}) and 0 when it ends, and an array that is retired is
 * stamped with the epoch of its retirement.
 *
 * <p>Why this is right: {@link #retire} is called after the image was taken out of the table, and
 * raises the epoch after that. A statement that begins later and reads the raised epoch cannot find
 * the image any more. One that stored the former epoch is seen by {@link #take}, because it stores
 * first and reads the epoch again after ({@code enter} repeats until both agree).
 *
 * <p>Everything but {@code enter} and {@code leave} is called under the cache's lock.
 */
final class Epochs {
  /** The running statements of one connection. */
  static final class Reader {
    private final Epochs epochs;
    private volatile long entered;

    private Reader(Epochs epochs) {
      this.epochs = epochs;
    }

    /** From now on images that are found stay as they are, until {@link #leave}. */
    void enter() {
      long now;
      do {
        now = epochs.current;
        entered = now;
      } while (now != epochs.current);
    }

    /** Images found before are not used again. */
    void leave() {
      entered = 0;
    }
  }

  private final int pageBytes;
  private final int mostFree;
  private final ArrayList<Reader> readers = new ArrayList<>();
  private final ArrayDeque<byte[]> free = new ArrayDeque<>();
  private final ArrayDeque<Retired> retired = new ArrayDeque<>();
  private volatile long current = 1;

  private record Retired(byte[] array, long epoch) {}

  /**
   * @param pageBytes length of the arrays is this and {@link Page#SLACK_BYTES}
   * @param mostFree how many arrays are kept at most
   */
  Epochs(int pageBytes, int mostFree) {
    this.pageBytes = pageBytes;
    this.mostFree = mostFree;
  }

  /** A place for one connection's statements. */
  synchronized Reader register() {
    Reader reader = new Reader(this);
    readers.add(reader);
    return reader;
  }

  /** The connection is closed or has gone to another cache. */
  synchronized void unregister(Reader reader) {
    readers.remove(reader);
  }

  /** Gives an array that no new statement can find any more. */
  synchronized void retire(byte[] array) {
    assert array.length == pageBytes + Page.SLACK_BYTES;
    if (retired.size() + free.size() < mostFree) {
      long epoch = current;
      retired.addLast(new Retired(array, epoch));
      current = epoch + 1;
    }
  }

  /** Gives an array that no statement at all has seen. */
  synchronized void free(byte[] array) {
    if (retired.size() + free.size() < mostFree) {
      free.addLast(array);
    }
  }

  /** An array whose slack is zero; the rest may be anything. */
  byte[] take() {
    byte[] array = takeFree();
    return array != null ? array : new byte[pageBytes + Page.SLACK_BYTES];
  }

  private synchronized byte @Nullable [] takeFree() {
    byte[] array = free.pollLast();
    if (array != null) {
      return array;
    }
    Retired first = retired.peekFirst();
    if (first == null) {
      return null;
    }
    long oldest = oldestEntered();
    while (first != null && first.epoch < oldest) {
      retired.pollFirst();
      free.addLast(first.array);
      first = retired.peekFirst();
    }
    return free.pollLast();
  }

  private long oldestEntered() {
    long oldest = Long.MAX_VALUE;
    for (int i = 0; i < readers.size(); i++) {
      long entered = readers.get(i).entered;
      if (entered != 0 && entered < oldest) {
        oldest = entered;
      }
    }
    return oldest;
  }

  /** Checks that slack was not written; only inside an assert. */
  static boolean slackIsZero(byte[] array, int pageBytes) {
    return Bytes.i64(array, pageBytes) == 0
        && Bytes.i64(array, pageBytes + 8) == 0
        && Bytes.i64(array, pageBytes + 16) == 0;
  }
}

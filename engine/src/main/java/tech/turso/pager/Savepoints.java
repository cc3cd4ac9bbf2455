package tech.turso.pager;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The open savepoints of one write transaction; statement journals are savepoints too.
 *
 * <p>Opening one costs nothing. The first write of a page under it makes a new private copy and
 * notes here the copy that was valid before ({@link #note}); rolling back puts those back, and
 * releasing hands to the enclosing savepoint what that has not noted itself. So every cost is
 * proportional to the pages changed under the savepoint.
 *
 * <p>Each savepoint has an id greater than all before it in the transaction. A private copy made
 * under a savepoint at least as new as the current one is that savepoint's own (P4).
 */
final class Savepoints {
  /** One savepoint: what is to be put back. */
  private static final class Savepoint {
    final long id;
    final int pageCount;
    final long journalPosition;
    int[] numbers = new int[8];
    @Nullable Page[] former = new Page[8];
    int count;

    Savepoint(long id, int pageCount, long journalPosition) {
      this.id = id;
      this.pageCount = pageCount;
      this.journalPosition = journalPosition;
    }

    void add(int number, @Nullable Page page) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, count * 2);
        former = Arrays.copyOf(former, count * 2);
      }
      numbers[count] = number;
      former[count++] = page;
    }
  }

  private Savepoint[] open = new Savepoint[4];
  private int depth;
  private long lastId;
  private long currentId;
  private int held;

  /** How many savepoints are open. */
  int depth() {
    return depth;
  }

  /** The id of the innermost open savepoint, or 0 for the transaction itself. */
  long currentId() {
    return currentId;
  }

  /** How many former copies are held for putting back. */
  int heldPages() {
    return held;
  }

  /**
   * Opens a savepoint in a database of that many pages; returns its level.
   *
   * @param journalPosition what is recorded in the journal from now on stands there
   */
  int open(int pageCount, long journalPosition) {
    if (depth == open.length) {
      open = Arrays.copyOf(open, depth * 2);
    }
    currentId = ++lastId;
    open[depth++] = new Savepoint(currentId, pageCount, journalPosition);
    return depth;
  }

  /**
   * Notes that under the innermost savepoint the page is about to get a new private copy (or to
   * lose the one it has).
   *
   * @param former the private copy until now, made under an older savepoint; null if there was none
   */
  void note(int number, @Nullable Page former) {
    assert depth > 0 && (former == null || former.savepoint < currentId) : "P4 page " + number;
    open[depth - 1].add(number, former);
    held++;
  }

  /** Closes the savepoints from {@code level} on and keeps what was done under them. */
  void release(int level) {
    assert level >= 1 && level <= depth : level + " of " + depth;
    while (depth >= level) {
      Savepoint inner = open[--depth];
      held -= inner.count;
      if (depth > 0) {
        Savepoint outer = open[depth - 1];
        for (int i = 0; i < inner.count; i++) {
          Page former = inner.former[i];
          // A copy made under the outer savepoint means that the outer one has noted the page.
          if (former == null || former.savepoint < outer.id) {
            outer.add(inner.numbers[i], former);
            held++;
          }
        }
      }
    }
    settleCurrent();
  }

  /**
   * Puts back the private copies as they were when savepoint {@code level} was opened, and closes
   * the savepoints after it; it stays open itself.
   *
   * @param files tells which pages have left memory; null if none can
   * @param originals receives the pages that had no private copy then but are changed in the file
   *     now: they need the content from before the transaction
   * @return the journal position when it was opened; the page count is {@link #pageCount()}
   */
  long rollback(
      int level, PrivatePages pages, @Nullable RollbackTransaction files, PageSet originals) {
    assert level >= 1 && level <= depth : level + " of " + depth;
    Savepoint last = open[level - 1];
    for (int i = depth; i >= level; i--) {
      Savepoint savepoint = open[i - 1];
      held -= savepoint.count;
      for (int k = savepoint.count - 1; k >= 0; k--) {
        int number = savepoint.numbers[k];
        Page former = savepoint.former[k];
        if (former != null) {
          // The file may hold a later state of it.
          former.dirty = true;
          pages.put(former);
          originals.remove(number);
        } else {
          pages.remove(number);
          if (files != null && files.isSpilled(number) && number <= last.pageCount) {
            originals.add(number);
          }
        }
      }
    }
    depth = level - 1;
    // A new id: copies put back were made under older ones, so the next write notes them again.
    open(last.pageCount, last.journalPosition);
    return last.journalPosition;
  }

  /** Pages of the database when the innermost savepoint was opened. */
  int pageCount() {
    return open[depth - 1].pageCount;
  }

  /** Forgets all savepoints: the transaction has ended. */
  void clear() {
    Arrays.fill(open, 0, depth, null);
    depth = 0;
    lastId = 0;
    currentId = 0;
    held = 0;
  }

  private void settleCurrent() {
    Arrays.fill(open, depth, open.length, null);
    currentId = depth == 0 ? 0 : open[depth - 1].id;
  }
}

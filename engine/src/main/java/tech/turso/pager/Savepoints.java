package tech.turso.pager;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.vfs.VfsFile;

/**
 * The open savepoints of one write transaction; statement journals are savepoints too.
 *
 * <p>Opening one costs nothing. The first write of a page under it makes a new private copy and
 * notes here the copy that was valid before ({@link #note}); rolling back puts those back, and
 * releasing hands to the enclosing savepoint what that has not noted itself. So every cost is
 * proportional to the pages changed under the savepoint. When too many former copies are held they
 * go to a temporary file ({@link #moveToFile}).
 *
 * <p>A page may be noted twice under one savepoint, when it has left memory in between; the notes
 * are put back in reverse order, so the first one decides.
 *
 * <p>Each savepoint has an id greater than all before it in the transaction. A private copy made
 * under a savepoint at least as new as the current one is that savepoint's own (P4).
 */
final class Savepoints {
  /** What is to be put back: in memory, in the file, or nothing. */
  private static final class Savepoint {
    private static final int MOST_KEPT_NOTES = 1024;
    private static final long NOT_FILED = -1;

    long id;
    int pageCount;
    long journalPosition;
    int[] numbers = new int[4];
    @Nullable Page[] former = new Page[4];
    long[] filed = new long[4];
    int count;

    void begin(long id, int pageCount, long journalPosition) {
      assert count == 0;
      this.id = id;
      this.pageCount = pageCount;
      this.journalPosition = journalPosition;
    }

    void add(int number, @Nullable Page page, long position) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, count * 2);
        former = Arrays.copyOf(former, count * 2);
        filed = Arrays.copyOf(filed, count * 2);
      }
      numbers[count] = number;
      former[count] = page;
      filed[count++] = position;
    }

    void clear() {
      if (numbers.length > MOST_KEPT_NOTES) {
        numbers = new int[4];
        former = new Page[4];
        filed = new long[4];
      } else {
        Arrays.fill(former, 0, count, null);
      }
      count = 0;
    }
  }

  private @Nullable Savepoint[] open = new Savepoint[4];
  private int depth;
  private long lastId;
  private long currentId;
  private int held;

  private @Nullable VfsFile file;
  private long fileEnd;

  /** How many savepoints are open. */
  int depth() {
    return depth;
  }

  /** The id of the innermost open savepoint, or 0 for the transaction itself. */
  long currentId() {
    return currentId;
  }

  /** How many former copies are held in memory. */
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
    Savepoint savepoint = open[depth];
    if (savepoint == null) {
      savepoint = new Savepoint();
      open[depth] = savepoint;
    }
    currentId = ++lastId;
    savepoint.begin(currentId, pageCount, journalPosition);
    return ++depth;
  }

  /**
   * Notes that under the innermost savepoint the page is about to get a new private copy (or to
   * lose the one it has).
   *
   * @param former the private copy until now, made under an older savepoint; null if there was none
   */
  void note(int number, @Nullable Page former) {
    assert depth > 0 && (former == null || former.savepoint < currentId) : "P4 page " + number;
    level(depth).add(number, former, Savepoint.NOT_FILED);
    if (former != null) {
      held++;
    }
  }

  /** Closes the savepoints from {@code level} on and keeps what was done under them. */
  void release(int level) {
    assert level >= 1 && level <= depth : level + " of " + depth;
    while (depth >= level) {
      Savepoint inner = level(depth--);
      if (depth > 0) {
        handOver(inner, level(depth));
      }
      drop(inner);
    }
    currentId = depth == 0 ? 0 : level(depth).id;
    if (depth == 0) {
      fileEnd = 0;
    }
  }

  private void handOver(Savepoint inner, Savepoint outer) {
    for (int i = 0; i < inner.count; i++) {
      Page former = inner.former[i];
      // A copy made under the outer savepoint means that the outer one has noted the page.
      if (former == null || former.savepoint < outer.id) {
        outer.add(inner.numbers[i], former, inner.filed[i]);
        if (former != null) {
          held++;
        }
      }
    }
  }

  private void drop(Savepoint savepoint) {
    for (int i = 0; i < savepoint.count; i++) {
      if (savepoint.former[i] != null) {
        held--;
      }
    }
    savepoint.clear();
  }

  /**
   * Puts back the private copies as they were when savepoint {@code level} was opened, and closes
   * the savepoints after it; it stays open itself.
   *
   * @param files tells which pages have left memory; null if none can
   * @param originals receives the pages that had no private copy then but are changed in the file
   *     now: they need the content from before the transaction
   * @return the journal position when it was opened; the page count is {@link #pageCount()}
   * @throws tech.turso.base.DbException.Io if former copies cannot be read back; the transaction
   *     must roll back then
   */
  long rollback(
      int level,
      PrivatePages pages,
      int pageBytes,
      PageCodec codec,
      @Nullable RollbackTransaction files,
      PageSet originals) {
    assert level >= 1 && level <= depth : level + " of " + depth;
    Savepoint last = level(level);
    PageSet beyond = new PageSet();
    for (int i = depth; i >= level; i--) {
      Savepoint savepoint = level(i);
      for (int k = savepoint.count - 1; k >= 0; k--) {
        int number = savepoint.numbers[k];
        Page former = savepoint.former[k];
        if (savepoint.filed[k] != Savepoint.NOT_FILED) {
          former = readBack(number, savepoint.filed[k], pageBytes, codec);
        }
        if (former != null) {
          // The file may hold a later state of it.
          former.dirty = true;
          pages.put(former);
          originals.remove(number);
          if (number > last.pageCount) {
            beyond.add(number);
          }
        } else {
          pages.remove(number);
          if (files != null && files.isSpilled(number)) {
            originals.add(number);
          }
        }
      }
      drop(savepoint);
    }
    leaveToOuter(level, pages, beyond, originals);
    depth = level - 1;
    // A new id: copies put back were made under older ones, so the next write notes them again.
    open(last.pageCount, last.journalPosition);
    return last.journalPosition;
  }

  /**
   * Pages beyond the end at savepoint {@code level} are none now, but if the database was longer
   * when an outer one was opened, its rollback brings them back.
   */
  private void leaveToOuter(int level, PrivatePages pages, PageSet copies, PageSet originals) {
    int end = level(level).pageCount;
    for (int number = copies.next(end + 1); number > 0; number = copies.next(number + 1)) {
      Page copy = pages.find(number);
      if (copy != null) {
        pages.remove(number);
        if (level > 1) {
          level(level - 1).add(number, copy, Savepoint.NOT_FILED);
          held++;
        }
      }
    }
    for (int number = originals.next(end + 1); number > 0; number = originals.next(number + 1)) {
      originals.remove(number);
      if (level > 1) {
        level(level - 1).add(number, null, Savepoint.NOT_FILED);
      }
    }
  }

  /** Pages of the database when the innermost savepoint was opened. */
  int pageCount() {
    return level(depth).pageCount;
  }

  /**
   * Writes all former copies that are held to a file and forgets their memory.
   *
   * @param opened the file where earlier ones are, or a new one if there were none
   * @throws tech.turso.base.DbException.Io or Full; the transaction must roll back then
   */
  void moveToFile(VfsFile opened, int pageBytes, PageCodec codec) {
    file = opened;
    byte[] encoded = new byte[pageBytes];
    for (int i = 1; i <= depth; i++) {
      Savepoint savepoint = level(i);
      for (int k = 0; k < savepoint.count; k++) {
        Page former = savepoint.former[k];
        if (former != null) {
          codec.encode(former.number, former.bytes, encoded, 0, pageBytes);
          opened.write(fileEnd, encoded, 0, pageBytes);
          savepoint.filed[k] = fileEnd;
          savepoint.former[k] = null;
          fileEnd += pageBytes;
          held--;
        }
      }
    }
    assert held == 0 : held;
  }

  private Page readBack(int number, long position, int pageBytes, PageCodec codec) {
    VfsFile file = this.file;
    assert file != null;
    Page page = new Page(number, new byte[pageBytes + Page.SLACK_BYTES], 0);
    int count = file.read(position, page.bytes, 0, pageBytes);
    assert count == pageBytes : count;
    codec.decode(number, page.bytes, pageBytes);
    return page;
  }

  /** The file where former copies are, or null. */
  @Nullable VfsFile file() {
    return file;
  }

  /** Forgets all savepoints: the transaction has ended. The caller closes {@link #file()}. */
  void clear() {
    while (depth > 0) {
      drop(level(depth--));
    }
    lastId = 0;
    currentId = 0;
    file = null;
    fileEnd = 0;
    assert held == 0 : held;
  }

  private Savepoint level(int level) {
    Savepoint savepoint = open[level - 1];
    assert savepoint != null;
    return savepoint;
  }
}

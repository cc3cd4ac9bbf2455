package tech.turso.pager;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;

/**
 * One connection's view of one database file: its pages, and the transaction that reads or changes
 * them.
 *
 * <pre>
 *              beginRead            beginWrite             commitPhaseOne
 *   OPEN  ----------------> READER -----------> WRITER ----------------------> FINISHED
 *     ^                      |  ^                 |                               |
 *     |        endRead       |  |    rollback     |    commitPhaseTwo, rollback   |
 *     +----------------------+  +-----------------+-------------------------------+
 * </pre>
 *
 * <ul>
 *   <li>OPEN: no lock is held and nothing is known of the content.
 *   <li>READER: the content cannot change. {@link #read} gives published images.
 *   <li>WRITER: no other connection can write. {@link #write} gives private copies.
 *   <li>FINISHED: everything is in the file, only the end of the journal is missing.
 * </ul>
 *
 * <p>What the pager keeps itself of page 1: bytes 24 to 27 (change counter), 28 to 31 (page count),
 * 92 to 99 (version-valid-for and library version), set once when a transaction commits. All else
 * belongs to the caller.
 *
 * <p>Page images and statements: an image from {@link #read} keeps its bytes until the read
 * transaction ends or the caller calls {@link #releaseImages}; then its array may be used again for
 * another page, so no reference to it may outlive that.
 *
 * <p>SQLite: pager.c.
 */
public final class Pager implements AutoCloseable {
  /** The default page size. */
  public static final int DEFAULT_PAGE_BYTES = 4096;

  /** The smallest page size. */
  public static final int MIN_PAGE_BYTES = 512;

  /** The largest page size. */
  public static final int MAX_PAGE_BYTES = 65536;

  private enum State {
    OPEN,
    READER,
    WRITER,
    FINISHED
  }

  private final SharedDatabase database;
  private final PrivatePages pages = new PrivatePages();
  private final Savepoints savepoints = new Savepoints();

  private PageCache cache;
  private State state = State.OPEN;
  private boolean writing;
  private boolean closed;

  /** Pages of the snapshot, or of the transaction as it stands. */
  private int pageCount;

  private int maxPageCount = Integer.MAX_VALUE - 1;

  private Pager(SharedDatabase database) {
    this.database = database;
    this.cache = database.cache();
  }

  // ---------------------------------------------------------------- opening and closing

  /**
   * A new, empty database in memory, seen by this pager alone.
   *
   * @param pageBytes a power of two from 512 to 65536
   */
  public static Pager memory(int pageBytes) {
    assert isPageSize(pageBytes) : pageBytes;
    return new Pager(SharedDatabase.memory(pageBytes));
  }

  /** Whether that is a page size of the format: a power of two from 512 to 65536. */
  public static boolean isPageSize(int bytes) {
    return bytes >= MIN_PAGE_BYTES && bytes <= MAX_PAGE_BYTES && (bytes & bytes - 1) == 0;
  }

  /** Rolls back what is not committed, gives up all locks and closes. May be called twice. */
  @Override
  public void close() {
    if (!closed) {
      if (writing) {
        rollback();
      }
      endRead();
      closed = true;
    }
  }

  // ---------------------------------------------------------------- geometry

  /** Bytes of a page: a power of two from 512 to 65536. */
  public int pageBytes() {
    return database.pageBytes();
  }

  /** Bytes at the end of each page that belong to an extension: 0 to 255. */
  public int reservedBytes() {
    return database.reservedBytes();
  }

  /** Bytes of a page that the B-tree uses: page size less reserved bytes, at least 480. */
  public int usableBytes() {
    return database.pageBytes() - database.reservedBytes();
  }

  /** Pages of the snapshot being read, or of the write transaction as it stands; 0 if empty. */
  public int pageCount() {
    return pageCount;
  }

  /** The number of the page in which byte 0x40000000 of the file lies; it is never used. */
  public int lockBytePage() {
    return SharedDatabase.PENDING_BYTE / database.pageBytes() + 1;
  }

  /**
   * Sets the page size of a database that has no content yet; without effect on any other, and
   * while a transaction is open.
   *
   * @param bytes a power of two from 512 to 65536, or 0 to keep it
   * @param reserved 0 to 255, or -1 to keep it; usable bytes are at least 480 all the same
   * @return whether the sizes are now as asked for
   */
  public boolean setPageSize(int bytes, int reserved) {
    int newBytes = isPageSize(bytes) ? bytes : database.pageBytes();
    int newReserved = reserved >= 0 && reserved <= 255 ? reserved : database.reservedBytes();
    if (newBytes - newReserved < 480) {
      return false;
    }
    if (newBytes != database.pageBytes() || newReserved != database.reservedBytes()) {
      if (state != State.OPEN || database.pageCount() > 0) {
        return false;
      }
      database.setPageSize(newBytes, newReserved);
      cache = database.cache();
    }
    return (bytes == 0 || bytes == newBytes) && (reserved < 0 || reserved == newReserved);
  }

  /** The most pages that the database may have; see {@link #setMaxPageCount}. */
  public int maxPageCount() {
    return maxPageCount;
  }

  /** Sets the most pages that the database may have, at least as many as it has; returns it. */
  public int setMaxPageCount(int count) {
    if (count > 0) {
      maxPageCount = Math.max(count, pageCount);
    }
    return maxPageCount;
  }

  // ---------------------------------------------------------------- transactions

  /**
   * Begins a read transaction: from now on the content does not change. Does nothing if one is
   * open.
   */
  public void beginRead() {
    assert !closed;
    if (state == State.OPEN) {
      cache = database.cache();
      pageCount = database.pageCount();
      state = State.READER;
    }
  }

  /** Ends the read transaction if one is open. A write transaction must have ended before. */
  public void endRead() {
    assert !writing : "P2 the write transaction is still open";
    state = State.OPEN;
  }

  /** Whether a read transaction is open; a write transaction contains one. */
  public boolean isReading() {
    return state != State.OPEN;
  }

  /**
   * Begins a write transaction, and the read transaction that it needs if none is open. Does
   * nothing if one is open.
   *
   * @param exclusive whether to exclude readers from the start (BEGIN EXCLUSIVE)
   */
  public void beginWrite(boolean exclusive) {
    beginRead();
    if (!writing) {
      state = State.WRITER;
      writing = true;
    }
  }

  /** Whether a write transaction is open. */
  public boolean isWriting() {
    return writing;
  }

  /**
   * Makes everything durable but keeps the way back: after it the transaction is committed by
   * {@link #commitPhaseTwo} or undone by {@link #rollback}. Does nothing outside of a write
   * transaction.
   *
   * @param superJournal path of the journal that binds several files' transactions, or null
   */
  public void commitPhaseOne(@Nullable String superJournal) {
    if (state == State.WRITER) {
      state = State.FINISHED;
    }
  }

  /** Commits: from here on the transaction survives. The read transaction stays open. */
  public void commitPhaseTwo() {
    if (!writing) {
      return;
    }
    assert state == State.FINISHED : "P3 " + state;
    database.publish(pages.sorted(), pageCount);
    endWrite();
  }

  /**
   * Undoes everything since {@link #beginWrite} and ends the write transaction; does nothing if
   * none is open. The read transaction stays open.
   */
  public void rollback() {
    if (writing) {
      pageCount = database.pageCount();
      endWrite();
    }
  }

  private void endWrite() {
    pages.clear();
    savepoints.clear();
    writing = false;
    state = State.READER;
    assert invariantsHold();
  }

  // ---------------------------------------------------------------- savepoints

  /** Opens a savepoint in the write transaction; returns its level, 1 for the outermost. Free. */
  public int openSavepoint() {
    assert state == State.WRITER : state;
    return savepoints.open(pageCount);
  }

  /** How many savepoints are open. */
  public int savepointDepth() {
    return savepoints.depth();
  }

  /** Closes savepoint {@code level} and those after it; what was done under them stays done. */
  public void releaseSavepoint(int level) {
    savepoints.release(level);
  }

  /**
   * Undoes what was done since savepoint {@code level} was opened and closes the savepoints after
   * it; it stays open itself. Costs a step for each page changed since then. Pages fetched before
   * are stale.
   */
  public void rollbackToSavepoint(int level) {
    assert state == State.WRITER : state;
    pageCount = savepoints.rollback(level, pages);
    assert invariantsHold();
  }

  // ---------------------------------------------------------------- pages

  /**
   * The page as this transaction sees it; the caller must not write to it. The bytes stay as they
   * are until the read transaction ends, or until this transaction writes that page.
   *
   * @throws DbException.Corrupt if {@code number} is 0, beyond {@link #pageCount()} or the
   *     lock-byte page
   */
  public Page read(int number) {
    if (Integer.compareUnsigned(number - 1, pageCount) >= 0) {
      throw outside(number);
    }
    if (writing) {
      Page copy = pages.find(number);
      if (copy != null) {
        return copy;
      }
    }
    Page image = cache.find(number);
    return image != null ? image : load(number);
  }

  /**
   * The page for writing: a private copy with the page's content. The same object comes back until
   * a savepoint or a spill makes a new copy necessary, so a caller fetches the page again before
   * each change, and what it fetched before is stale.
   *
   * @throws DbException.Corrupt as {@link #read}
   */
  public Page write(int number) {
    assert state == State.WRITER : state;
    Page copy = pages.find(number);
    if (copy != null && copy.savepoint >= savepoints.currentId() && number <= pageCount) {
      return copy;
    }
    Page before = read(number);
    byte[] bytes = new byte[before.bytes.length];
    System.arraycopy(before.bytes, 0, bytes, 0, bytes.length - Page.SLACK_BYTES);
    return replace(number, copy, bytes);
  }

  /**
   * The page for writing, all zero: for a caller that writes all of its content. Nothing is read. A
   * number beyond {@link #pageCount()} extends the database; pages between become zero, and nothing
   * is stored for the lock-byte page.
   *
   * @throws DbException.Full if the database would have more than {@link #maxPageCount()} pages
   * @throws DbException.Corrupt if {@code number} is 0 or the lock-byte page
   */
  public Page writeFresh(int number) {
    assert state == State.WRITER : state;
    if (number <= 0 || number == lockBytePage()) {
      throw outside(number);
    }
    if (number > maxPageCount) {
      throw new DbException.Full(null);
    }
    while (pageCount < number - 1) {
      pageCount++;
      if (pageCount != lockBytePage()) {
        fresh(pageCount);
      }
    }
    pageCount = Math.max(pageCount, number);
    return fresh(number);
  }

  /** Makes the database end with page {@code pageCount}, at most as many as it has. */
  public void truncateTo(int pageCount) {
    assert state == State.WRITER : state;
    assert pageCount >= 0 && pageCount <= this.pageCount : pageCount + " of " + this.pageCount;
    this.pageCount = pageCount;
  }

  /**
   * Says that nobody needs the content of the page any more: it has become a free leaf page. It
   * need not be stored; reading it gives any bytes it once had.
   */
  public void discard(int number) {
    assert state == State.WRITER : state;
    Page copy = pages.find(number);
    if (copy != null) {
      if (copy.savepoint < savepoints.currentId()) {
        savepoints.note(number, copy);
      }
      pages.remove(number);
    }
  }

  /**
   * Promises that no page fetched before is used again, as at the end of a statement inside a
   * longer transaction. Arrays of pages that were evicted meanwhile can then be used again.
   */
  public void releaseImages() {}

  /**
   * The place between two operations on trees where no private copy is held across: a transaction
   * larger than its share of memory may write some of its pages to the file here. Costs a
   * comparison when there is nothing to do.
   */
  public void spillPoint() {}

  private Page fresh(int number) {
    Page copy = pages.find(number);
    if (copy != null && copy.savepoint >= savepoints.currentId()) {
      Arrays.fill(copy.bytes, (byte) 0);
      copy.extra = null;
      return copy;
    }
    return replace(number, copy, new byte[database.pageBytes() + Page.SLACK_BYTES]);
  }

  /** Makes {@code bytes} the private copy of the page in place of {@code former} (P2, P4). */
  private Page replace(int number, @Nullable Page former, byte[] bytes) {
    if (savepoints.depth() > 0) {
      savepoints.note(number, former);
    }
    Page copy = new Page(number, bytes, savepoints.currentId());
    copy.dirty = true;
    pages.put(copy);
    return copy;
  }

  private Page load(int number) {
    if (number == lockBytePage()) {
      throw outside(number);
    }
    return database.load(number);
  }

  private DbException outside(int number) {
    return new DbException.Corrupt(
        number, "page " + Integer.toUnsignedString(number) + " of " + pageCount);
  }

  // ---------------------------------------------------------------- versions

  /**
   * A number that changes whenever the content seen by the next read transaction may differ from
   * that of the one before: by a commit of this or another connection, in this or another process.
   * To be asked inside a read transaction.
   */
  public long changeStamp() {
    return database.changeStamp();
  }

  /**
   * The value of {@code PRAGMA data_version}: changes when another connection has committed, not by
   * this one's own commits. To be asked inside a read transaction.
   */
  public int dataVersion() {
    return 1;
  }

  /** Checks what can be checked at rest; only inside an assert. */
  boolean invariantsHold() {
    assert writing == (state == State.WRITER || state == State.FINISHED) : state;
    assert writing || pages.count() == 0 && savepoints.depth() == 0 : "P2 " + pages.count();
    assert state == State.OPEN || writing || pageCount == database.pageCount() : "P5";
    return true;
  }
}

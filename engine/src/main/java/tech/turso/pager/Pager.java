package tech.turso.pager;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.journal.JournalMode;
import tech.turso.journal.Synchronous;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.VfsFile;

/**
 * One connection's view of one database file: its pages, and the transaction that reads or changes
 * them.
 *
 * <pre>
 *              beginRead            beginWrite             commitPhaseOne
 *   OPEN  ----------------> READER -----------> WRITER ----------------------> FINISHED
 *     ^ ^                    |  ^                 |                               |
 *     | |      endRead       |  |    rollback     |    commitPhaseTwo, rollback   |
 *     | +--------------------+  +-----------------+-------------------------------+
 *     |                                           |                               |
 *     +-------------------------------------------+-------------------------------+
 *                  an error while undoing, or while the journal is finished
 * </pre>
 *
 * <ul>
 *   <li>OPEN: no lock is held (but in exclusive locking mode) and nothing is known of the content.
 *   <li>READER: SHARED is held, the content cannot change. {@link #read} gives published images.
 *   <li>WRITER: RESERVED is held, no other connection can write. {@link #write} gives private
 *       copies. When some were written to the file, EXCLUSIVE is held.
 *   <li>FINISHED: EXCLUSIVE is held, everything is in the file, only the end of the journal is
 *       missing.
 * </ul>
 *
 * <p>Errors: after Io or Full from {@link #commitPhaseOne} or {@link #spillPoint} the transaction
 * takes no more changes and must be rolled back; the pager is as good as new then. When the
 * rollback itself fails, or the finish of the journal in {@link #commitPhaseTwo}, everything is
 * given up, the read transaction too: the journal stays hot, and the next read transaction of
 * anybody decides by it what the content is.
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

  /** The least that reserved bytes may leave of a page. */
  public static final int MIN_USABLE_BYTES = 480;

  /** The most pages a database may have here; SQLite's limit is twice that. */
  public static final int MAX_PAGE_COUNT = Integer.MAX_VALUE - 1;

  private enum State {
    OPEN,
    READER,
    WRITER,
    FINISHED
  }

  private final SharedDatabase database;
  private final ConnectionLocks locks;
  private final boolean readOnly;
  private final PrivatePages pages = new PrivatePages();
  private final Savepoints savepoints = new Savepoints();

  // Settings.
  private JournalMode journalMode = JournalMode.DELETE;
  private long journalSizeLimit = -1;
  private Synchronous synchronous = Synchronous.FULL;
  private boolean fullSync;
  private boolean exclusiveLocking;
  private boolean toleratesTruncation;
  private int cacheSize;
  private boolean spills = true;
  private int spillPages;
  private int wantedPageBytes = DEFAULT_PAGE_BYTES;
  private int wantedReservedBytes;
  private int maxPageCount = MAX_PAGE_COUNT;

  // The transaction.
  private State state = State.OPEN;
  private boolean writing;
  private boolean closed;
  private int pageBytes = DEFAULT_PAGE_BYTES;
  private int reservedBytes;

  /** Pages of the snapshot, or of the transaction as it stands. */
  private int pageCount;

  private PageCache cache;
  private Epochs.Reader reader;
  private @Nullable RollbackTransaction files;
  private boolean spilled;
  private int spillAt;
  private boolean replaced;
  private boolean fileChecked;
  private @Nullable DbException failure;

  private long seenStamp = -1;
  private int dataVersion = 1;

  private Pager(SharedDatabase database) {
    this.database = database;
    this.locks = new ConnectionLocks(this, database);
    this.readOnly = false;
    this.cache = database.cache();
    this.reader = cache.epochs().register();
    journalMode = JournalMode.MEMORY;
  }

  private Pager(Vfs vfs, String path, PagerOptions options) {
    this.database = SharedDatabase.open(vfs, path, options, this);
    this.locks = new ConnectionLocks(this, database);
    this.readOnly = options.readOnly() || options.immutable() || database.file().isReadOnly();
    this.cache = database.cache();
    this.reader = cache.epochs().register();
  }

  private Pager(Vfs vfs, String name) {
    this.database = SharedDatabase.namedMemory(vfs, name, this);
    this.locks = new ConnectionLocks(this, database);
    this.readOnly = false;
    this.cache = database.cache();
    this.reader = cache.epochs().register();
    journalMode = JournalMode.MEMORY;
  }

  // ---------------------------------------------------------------- opening and closing

  /**
   * A pager over a database file. The file is opened, but neither locked nor read.
   *
   * @throws DbException.Io CANTOPEN and its kin if the file cannot be opened
   */
  public static Pager open(Vfs vfs, String path, PagerOptions options) {
    return new Pager(vfs, path, options);
  }

  /**
   * A new, empty database in memory, seen by this pager alone.
   *
   * @param pageBytes a power of two from 512 to 65536
   */
  public static Pager memory(int pageBytes) {
    Pager pager = new Pager(SharedDatabase.memory());
    boolean set = pager.setPageSize(pageBytes, -1);
    assert set : pageBytes;
    return pager;
  }

  /**
   * The database in memory of that name, shared by all pagers that ask for the name while one is
   * open; it ends with the last.
   */
  public static Pager sharedMemory(Vfs vfs, String name) {
    return new Pager(vfs, name);
  }

  /**
   * A new, empty temporary database, seen by this pager alone. It is in memory until it is larger
   * than the cache, and then in a file without a name.
   */
  public static Pager temporary(Vfs vfs) {
    return new Pager(SharedDatabase.temporary(vfs));
  }

  /** Whether that is a page size of the format: a power of two from 512 to 65536. */
  public static boolean isPageSize(int bytes) {
    return bytes >= MIN_PAGE_BYTES && bytes <= MAX_PAGE_BYTES && (bytes & bytes - 1) == 0;
  }

  /** Rolls back what is not committed, gives up all locks and closes. May be called twice. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (writing) {
        rollback();
      }
    } finally {
      endRead();
      locks.unlock();
      cache.epochs().unregister(reader);
      database.close(this);
    }
  }

  // ---------------------------------------------------------------- settings

  /** Whether this pager refuses to write. */
  public boolean isReadOnly() {
    return readOnly;
  }

  /** Whether the database has no name: it is in memory or temporary. */
  public boolean isPrivate() {
    return !database.hasFile() || database.isTemporary();
  }

  /** The database file's full path; "" of a temporary one, ":memory:" of one in memory. */
  public String path() {
    return database.path();
  }

  /** How transactions are made atomic. */
  public JournalMode journalMode() {
    return journalMode;
  }

  /**
   * Changes how transactions are made atomic; without effect in a write transaction. A database in
   * memory knows MEMORY and OFF only. A journal file that the former mode kept is deleted if no
   * other connection is writing.
   *
   * @return the mode that is in force now
   */
  public JournalMode setJournalMode(JournalMode mode) {
    boolean possible = mode != JournalMode.WAL;
    if (!database.hasFile() && !database.isTemporary()) {
      possible = mode == JournalMode.MEMORY || mode == JournalMode.OFF;
    }
    if (!possible || writing || mode == journalMode) {
      return journalMode;
    }
    boolean kept = journalMode == JournalMode.PERSIST || journalMode == JournalMode.TRUNCATE;
    boolean keeps = mode == JournalMode.PERSIST || mode == JournalMode.TRUNCATE;
    journalMode = mode;
    if (kept && !keeps && !isPrivate() && !readOnly) {
      deleteKeptJournal();
    }
    return mode;
  }

  private void deleteKeptJournal() {
    boolean wasReading = isReading();
    try {
      beginWrite(false);
      database.deleteJournal();
    } catch (DbException.Busy e) {
      // Somebody is using it; the next who deletes a journal deletes this one.
    } finally {
      if (writing) {
        rollback();
      }
      if (!wasReading) {
        endRead();
      }
    }
  }

  /**
   * Sets how many bytes of a journal mode PERSIST leaves (PRAGMA journal_size_limit); -1 for all.
   */
  public void setJournalSizeLimit(long bytes) {
    journalSizeLimit = bytes;
  }

  long journalSizeLimit() {
    return journalSizeLimit;
  }

  /** How often transactions wait for the device. */
  public Synchronous synchronous() {
    return database.isTemporary() ? Synchronous.OFF : synchronous;
  }

  /** Sets how often transactions wait for the device; not inside of a write transaction. */
  public void setSynchronous(Synchronous synchronous) {
    assert !writing;
    this.synchronous = synchronous;
  }

  /** Sets whether waiting for the device empties the device's own cache too (PRAGMA fullfsync). */
  public void setFullSync(boolean fullSync) {
    this.fullSync = fullSync;
  }

  SyncMode syncMode() {
    return fullSync ? SyncMode.FULL : SyncMode.NORMAL;
  }

  /** Sets what decides how long to wait for locks. */
  public void setBusyHandler(BusyHandler handler) {
    locks.setBusyHandler(handler);
  }

  /** Whether locks are kept after transactions. */
  public boolean isExclusiveLocking() {
    return exclusiveLocking;
  }

  /**
   * Sets whether locks that a transaction has taken are kept after it (PRAGMA locking_mode), which
   * keeps all other connections out once this one has written.
   */
  public void setExclusiveLocking(boolean exclusive) {
    exclusiveLocking = exclusive;
    if (!exclusive && state == State.OPEN) {
      locks.unlock();
    }
  }

  /**
   * Sets whether a file that is shorter than its header says may be read (PRAGMA writable_schema),
   * as a repair needs.
   */
  public void setToleratesTruncation(boolean tolerates) {
    toleratesTruncation = tolerates;
  }

  /**
   * Sets how much this connection may keep in memory (PRAGMA cache_size): pages if positive, KiB if
   * negative, the default if 0. The images are shared: the largest of the connections counts.
   */
  public void setCacheSize(int size) {
    cacheSize = size;
    database.updateBudget();
  }

  /** What {@link #setCacheSize} asks for in bytes; 0 for the default. */
  long cacheBytes() {
    return cacheSize >= 0 ? (long) cacheSize * pageBytes : -1024L * cacheSize;
  }

  /**
   * Sets whether and from how many changed pages on a transaction may write to the file before it
   * commits (PRAGMA cache_spill).
   *
   * @param pages 0 for as many as fit in the cache
   */
  public void setSpill(boolean allowed, int pages) {
    spills = allowed;
    spillPages = pages;
    if (writing) {
      spillAt = spillLimit();
    }
  }

  private int spillLimit() {
    if (!spills || !database.hasFile() && !database.isTemporary()) {
      return Integer.MAX_VALUE;
    }
    long bytes = cacheBytes() > 0 ? cacheBytes() : CacheBudget.PROCESS.shareBytes();
    long limit = Math.max(spillPages, bytes / pageBytes);
    return (int) Math.clamp(limit, 10, Integer.MAX_VALUE);
  }

  // ---------------------------------------------------------------- geometry

  /**
   * Bytes of a page: a power of two from 512 to 65536. It can differ from transaction to
   * transaction while the database is empty, because another connection may create it.
   */
  public int pageBytes() {
    return state == State.OPEN && !known() ? wantedPageBytes : pageBytes;
  }

  /** Bytes at the end of each page that belong to an extension: 0 to 255. */
  public int reservedBytes() {
    return state == State.OPEN && !known() ? wantedReservedBytes : reservedBytes;
  }

  /** Bytes of a page that the B-tree uses: page size less reserved bytes, at least 480. */
  public int usableBytes() {
    return pageBytes() - reservedBytes();
  }

  /** Pages of the snapshot being read, or of the write transaction as it stands; 0 if empty. */
  public int pageCount() {
    return pageCount;
  }

  /** The number of the page in which byte 0x40000000 of the file lies; it is never used. */
  public int lockBytePage() {
    return SharedDatabase.PENDING_BYTE / pageBytes() + 1;
  }

  /**
   * Sets the page size that the database gets if it has no content yet; without effect on one that
   * has.
   *
   * @param bytes a power of two from 512 to 65536; anything else keeps it
   * @param reserved 0 to 255, or -1 to keep it; usable bytes are at least 480 all the same
   * @return whether the sizes are now as asked for, as far as is known outside of a transaction
   */
  public boolean setPageSize(int bytes, int reserved) {
    int newBytes = isPageSize(bytes) ? bytes : wantedPageBytes;
    int newReserved = reserved >= 0 && reserved <= 255 ? reserved : wantedReservedBytes;
    if (newBytes - newReserved < MIN_USABLE_BYTES) {
      return false;
    }
    if (pages.count() > 0) {
      return newBytes == pageBytes && newReserved == reservedBytes;
    }
    wantedPageBytes = newBytes;
    wantedReservedBytes = newReserved;
    if (pageCount == 0 && !known()) {
      pageBytes = newBytes;
      reservedBytes = newReserved;
    }
    return pageBytes == newBytes && reservedBytes == newReserved;
  }

  /** Whether the last transaction of this pager has seen content. */
  private boolean known() {
    return pageCount > 0;
  }

  /** The most pages that the database may have; see {@link #setMaxPageCount}. */
  public int maxPageCount() {
    return maxPageCount;
  }

  /** Sets the most pages that the database may have, at least as many as it has; returns it. */
  public int setMaxPageCount(int count) {
    if (count > 0) {
      maxPageCount = Math.max(Math.min(count, MAX_PAGE_COUNT), pageCount);
    }
    return maxPageCount;
  }

  // ---------------------------------------------------------------- read transactions

  /**
   * Begins a read transaction: from now on the content does not change. Does nothing if one is
   * open. The first of the process looks for an interrupted transaction and undoes it, and reads
   * the file's header.
   *
   * @throws DbException.Busy if another connection is committing and did not end in the time that
   *     the busy handler gave
   * @throws DbException.Corrupt NOTADB if the file is no database; CORRUPT if it is shorter than
   *     its header says
   * @throws DbException.Io READONLY_ROLLBACK if there is an interrupted transaction that this pager
   *     may not undo
   */
  public void beginRead() {
    assert !closed;
    if (state == State.OPEN) {
      locks.lockShared();
      startReading();
    }
  }

  private void startReading() {
    state = State.READER;
    adoptContent();
    if (database.header().isTruncated() && !toleratesTruncation) {
      endRead();
      throw new DbException.Corrupt(1, "more pages in the header than in the file");
    }
    long stamp = database.changeStamp();
    if (stamp != seenStamp) {
      if (seenStamp >= 0) {
        dataVersion++;
      }
      seenStamp = stamp;
    }
    assert invariantsHold();
  }

  /** Takes the sizes and the cache of the content as it is now. */
  private void adoptContent() {
    FileHeader header = database.header();
    useCache(database.cache());
    pageCount = header.pageCount();
    boolean empty = pageCount == 0;
    pageBytes = empty ? wantedPageBytes : header.pageBytes();
    reservedBytes = empty ? wantedReservedBytes : header.reservedBytes();
    maxPageCount = Math.max(maxPageCount, pageCount);
  }

  private void useCache(PageCache cache) {
    if (cache != this.cache) {
      reader.leave();
      this.cache.epochs().unregister(reader);
      this.cache = cache;
      reader = cache.epochs().register();
    }
    reader.enter();
  }

  /** Ends the read transaction if one is open. A write transaction must have ended before. */
  public void endRead() {
    assert !writing : "P2 the write transaction is still open";
    if (state != State.OPEN) {
      state = State.OPEN;
      reader.leave();
      if (!exclusiveLocking) {
        locks.unlock();
      }
    }
  }

  /** Whether a read transaction is open; a write transaction contains one. */
  public boolean isReading() {
    return state != State.OPEN;
  }

  /**
   * Promises that no page fetched before is used again, as at the end of a statement inside a
   * longer transaction. Arrays of pages that were evicted meanwhile can then be used again.
   */
  public void releaseImages() {
    if (state != State.OPEN) {
      reader.enter();
    }
  }

  // ---------------------------------------------------------------- write transactions

  /**
   * Begins a write transaction, and the read transaction that it needs if none is open. Does
   * nothing if one is open, but for {@code exclusive}.
   *
   * <p>The busy handler is asked only if no read transaction was open before: waiting while holding
   * SHARED would wait for a writer that waits for us.
   *
   * @param exclusive whether to exclude readers from the start (BEGIN EXCLUSIVE)
   * @throws DbException.Busy if another connection is writing; the state is as before
   * @throws DbException.Sql READONLY if this pager may not write
   * @throws DbException as {@link #beginRead}
   */
  public void beginWrite(boolean exclusive) {
    assert !closed;
    if (writing) {
      if (exclusive) {
        lockExclusive();
      }
      return;
    }
    if (state == State.OPEN) {
      for (int count = 0; !reserveFromOpen(locks.waitMs(count), exclusive); count++) {
        locks.retryOrBusy(count);
      }
    } else if (!reserve(0, exclusive)) {
      throw ConnectionLocks.busy();
    }
    startWriting();
  }

  /** From OPEN: the turn first, without SHARED, so that the one who has it can commit. */
  private boolean reserveFromOpen(long waitMs, boolean exclusive) {
    boolean reserved = false;
    try {
      if (locks.takeTurn(waitMs) && locks.lockShared(waitMs)) {
        startReading();
        reserved = reserve(waitMs, exclusive);
      }
    } finally {
      if (!reserved) {
        endRead();
        locks.unlock();
      }
    }
    return reserved;
  }

  /** From READER. After a refusal no more is held than before. */
  private boolean reserve(long waitMs, boolean exclusive) {
    if (readOnly || database.header().isReadOnly()) {
      throw new DbException.Sql(ResultCode.READONLY, ResultCode.READONLY.message());
    }
    if (database.header().isWriteAheadLog()) {
      throw new DbException.Sql(
          ResultCode.READONLY, "unable to write to a database in WAL mode: " + database.path());
    }
    boolean reserved = false;
    try {
      reserved =
          locks.takeTurn(0) && locks.lockReserved() && (!exclusive || locks.lockExclusive(waitMs));
    } finally {
      if (!reserved) {
        locks.unlockWrite();
      }
    }
    return reserved;
  }

  /**
   * Takes EXCLUSIVE in a write transaction, as the commit does by itself: so that of a transaction
   * over several files none is refused when the first is being committed.
   *
   * @throws DbException.Busy if readers did not end in time; new ones are kept out until the
   *     transaction ends, so trying again makes sense
   */
  public void lockExclusive() {
    assert writing;
    locks.lockExclusive();
  }

  private void startWriting() {
    state = State.WRITER;
    writing = true;
    fileChecked = !database.hasFile() || database.isTemporary() || pageCount == 0;
    if (database.hasFile()) {
      files = new RollbackTransaction(database, this, pageBytes);
    }
    spillAt = spillLimit();
    assert invariantsHold();
  }

  /**
   * Throws all content away, as the first thing in a write transaction: the database has no pages,
   * and the ones that follow may have another size. For VACUUM and for restoring a copy. A rollback
   * brings everything back.
   *
   * @param bytes a power of two from 512 to 65536
   * @param reserved 0 to 255; usable bytes are at least 480
   */
  public void replaceContent(int bytes, int reserved) {
    assert state == State.WRITER && pages.count() == 0 && savepoints.depth() == 0 && !spilled;
    assert isPageSize(bytes) && bytes - reserved >= MIN_USABLE_BYTES : bytes + " " + reserved;
    checkFile();
    if (files != null) {
      files.replaceContent(bytes);
    }
    replaced = true;
    pageCount = 0;
    pageBytes = bytes;
    reservedBytes = reserved;
    // Nothing of the former images may be found.
    useCache(new PageCache(bytes, 0));
    spillAt = spillLimit();
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
   * @throws DbException.Busy if readers did not end in time: the transaction is as before, and the
   *     call may be repeated
   * @throws DbException.Io or Full: the transaction must be rolled back
   */
  public void commitPhaseOne(@Nullable String superJournal) {
    if (state != State.WRITER) {
      return;
    }
    checkFailure();
    if (hasChanges()) {
      moveToFileIfTooLarge();
      RollbackTransaction files = this.files;
      if (files != null) {
        countChange();
        try {
          files.prepare(dirtyPages(), pageCount, superJournal);
        } catch (DbException.Busy e) {
          throw e;
        } catch (DbException e) {
          failure = e;
          throw e;
        }
      } else {
        lockExclusive();
      }
    }
    state = State.FINISHED;
  }

  private boolean hasChanges() {
    return pages.count() > 0 || spilled || replaced || pageCount != database.header().pageCount();
  }

  /** Once per transaction, the change counter and what depends on it. */
  private void countChange() {
    if (pageCount == 0) {
      return;
    }
    int counter = database.header().changeCounter() + 1;
    byte[] bytes = write(1).bytes;
    Bytes.put32(bytes, FileHeader.CHANGE_COUNTER_AT, counter);
    Bytes.put32(bytes, FileHeader.PAGE_COUNT_AT, pageCount);
    Bytes.put32(bytes, FileHeader.VALID_FOR_AT, counter);
    Bytes.put32(bytes, FileHeader.LIBRARY_AT, FileHeader.LIBRARY_VERSION);
  }

  /**
   * Commits: from here on the transaction survives. The read transaction stays open.
   *
   * @throws DbException.Io or Full if it is uncertain whether the transaction is committed;
   *     everything is given up then, the read transaction too
   */
  public void commitPhaseTwo() {
    if (!writing) {
      return;
    }
    assert state == State.FINISHED : "P3 " + state;
    if (hasChanges()) {
      RollbackTransaction files = this.files;
      FileHeader header;
      if (files != null) {
        try {
          files.commit();
        } catch (DbException e) {
          abandon();
          throw e;
        }
        header = files.header();
      } else {
        header = new FileHeader();
        header.setSizes(pageBytes, reservedBytes, pageCount);
      }
      PageSet stale = files == null ? null : files.spilled();
      database.publish(pages.sorted(), stale, replaced, header);
      seenStamp = database.changeStamp();
    }
    endWrite();
  }

  /**
   * Undoes everything since {@link #beginWrite} and ends the write transaction; does nothing if
   * none is open. The read transaction stays open.
   *
   * @throws DbException.Io or Full if the undoing fails; everything is given up then, the read
   *     transaction too, and the next reader of the file undoes it
   */
  public void rollback() {
    if (!writing) {
      return;
    }
    if (files != null) {
      try {
        files.rollback();
      } catch (DbException e) {
        abandon();
        throw e;
      }
    }
    endWrite();
  }

  private void endWrite() {
    pages.clear();
    closeSavepoints();
    files = null;
    spilled = false;
    replaced = false;
    failure = null;
    writing = false;
    state = State.READER;
    adoptContent();
    if (!exclusiveLocking) {
      locks.unlockWrite();
    }
    assert invariantsHold();
  }

  /** Gives everything up: what the content is will be found out afresh. */
  private void abandon() {
    if (files != null) {
      files.abandon();
    }
    pages.clear();
    closeSavepoints();
    files = null;
    spilled = false;
    replaced = false;
    failure = null;
    writing = false;
    reader.leave();
    state = State.OPEN;
    locks.unlock();
  }

  private void checkFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  // ---------------------------------------------------------------- savepoints

  /** Opens a savepoint in the write transaction; returns its level, 1 for the outermost. Free. */
  public int openSavepoint() {
    assert state == State.WRITER : state;
    return savepoints.open(pageCount, files == null ? 0 : files.journalPosition());
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
   *
   * @throws DbException.Io if pages that were written to the file cannot be read back, or the error
   *     that {@link #spillPoint} has thrown before; the transaction must be rolled back then
   */
  public void rollbackToSavepoint(int level) {
    assert state == State.WRITER : state;
    checkFailure();
    PageSet originals = new PageSet();
    try {
      long position =
          savepoints.rollback(level, pages, pageBytes, database.codec(), files, originals);
      pageCount = savepoints.pageCount();
      if (files != null && !originals.isEmpty()) {
        files.restoreOriginals(originals, position);
      }
    } catch (DbException e) {
      failure = e;
      throw e;
    }
    assert invariantsHold();
  }

  private void closeSavepoints() {
    VfsFile file = savepoints.file();
    savepoints.clear();
    if (file != null) {
      try {
        file.close();
      } catch (DbException e) {
        // A temporary file that nobody needs any more.
      }
    }
  }

  /** Makes a private copy with the content before the transaction. */
  void restore(int number, byte[] content) {
    byte[] bytes = newArray();
    System.arraycopy(content, 0, bytes, 0, pageBytes);
    Page page = new Page(number, bytes, 0);
    page.dirty = true;
    pages.put(page);
  }

  // ---------------------------------------------------------------- pages

  /**
   * The page as this transaction sees it; the caller must not write to it. The bytes stay as they
   * are until the read transaction ends, or until this transaction writes that page.
   *
   * @throws DbException.Corrupt if {@code number} is 0, beyond {@link #pageCount()} or the
   *     lock-byte page
   * @throws DbException.Io if the file cannot be read
   */
  public Page read(int number) {
    if (Integer.compareUnsigned(number - 1, pageCount) >= 0) {
      throw outside(number);
    }
    if (writing) {
      Page copy = findPrivate(number);
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
   * @throws DbException.Io READONLY_DBMOVED if the file was renamed or deleted meanwhile, or if it
   *     cannot be read
   */
  public Page write(int number) {
    assert state == State.WRITER : state;
    Page copy = pages.find(number);
    if (copy != null && copy.savepoint >= savepoints.currentId() && number <= pageCount) {
      copy.dirty = true;
      return copy;
    }
    return writeFirst(number);
  }

  private Page writeFirst(int number) {
    checkFailure();
    checkFile();
    Page before = read(number);
    Page copy = pages.find(number);
    byte[] bytes = newArray();
    System.arraycopy(before.bytes, 0, bytes, 0, pageBytes);
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
    checkFailure();
    checkFile();
    while (pageCount < number - 1) {
      pageCount++;
      if (pageCount != lockBytePage()) {
        fresh(pageCount);
      }
    }
    pageCount = Math.max(pageCount, number);
    return fresh(number);
  }

  /**
   * As {@link #writeFresh}, of a page taken from the free list where it was a leaf: unless this
   * transaction itself freed it ({@link #discard}), its former content is not recorded in the
   * journal, because nobody needs it after a rollback either.
   */
  public Page writeAllocated(int number) {
    if (files != null && pages.find(number) == null) {
      files.pageAllocated(number);
    }
    return writeFresh(number);
  }

  /** Makes the database end with page {@code pageCount}, at most as many as it has. */
  public void truncateTo(int pageCount) {
    assert state == State.WRITER : state;
    assert pageCount >= 0 && pageCount <= this.pageCount : pageCount + " of " + this.pageCount;
    checkFile();
    for (Page copy : pages.from(pageCount + 1)) {
      forget(copy);
    }
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
      forget(copy);
    }
    if (files != null) {
      files.pageFreed(number);
    }
  }

  /** Takes a private copy away; savepoints can bring it back (P4). */
  private void forget(Page copy) {
    if (copy.savepoint < savepoints.currentId()) {
      savepoints.note(copy.number, copy);
    }
    pages.remove(copy.number);
  }

  /**
   * Ties what the B-tree layer has decoded to a page, and counts its memory if the page is a
   * published image.
   *
   * @param bytes about how much memory it takes
   */
  public void attach(Page page, Object extra, int bytes) {
    page.extra = extra;
    if (!writing || pages.find(page.number) != page) {
      cache.charge(page, extra, bytes);
    }
  }

  private @Nullable Page findPrivate(int number) {
    Page copy = pages.find(number);
    if (copy == null && spilled) {
      RollbackTransaction files = this.files;
      if (files != null && files.isSpilled(number)) {
        copy = files.readSpilled(number);
        pages.put(copy);
      }
    }
    return copy;
  }

  private Page fresh(int number) {
    Page copy = savepoints.depth() == 0 ? pages.find(number) : findPrivate(number);
    if (copy != null && copy.savepoint >= savepoints.currentId()) {
      Arrays.fill(copy.bytes, (byte) 0);
      copy.extra = null;
      copy.dirty = true;
      return copy;
    }
    byte[] bytes = newArray();
    Arrays.fill(bytes, 0, pageBytes, (byte) 0);
    return replace(number, copy, bytes);
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
    if (replaced || number > database.header().pageCount()) {
      // Added by this transaction and discarded again: nothing of it is committed anywhere.
      return new Page(number, new byte[pageBytes + Page.SLACK_BYTES], 0);
    }
    return database.load(cache, number);
  }

  /** An array for a page, whose slack is zero and the rest anything. */
  private byte[] newArray() {
    return cache.pageBytes() == pageBytes
        ? cache.epochs().take()
        : new byte[pageBytes + Page.SLACK_BYTES];
  }

  /** Before the first change: a journal beside the old name would not be found by anybody. */
  private void checkFile() {
    if (!fileChecked) {
      if (database.file().hasMoved()) {
        throw new DbException.Io(ResultCode.READONLY_DBMOVED, null);
      }
      fileChecked = true;
    }
  }

  private Page[] dirtyPages() {
    Page[] sorted = pages.sorted();
    int count = 0;
    for (Page page : sorted) {
      if (page.dirty) {
        sorted[count++] = page;
      }
    }
    return Arrays.copyOf(sorted, count);
  }

  private DbException outside(int number) {
    return new DbException.Corrupt(
        number, "page " + Integer.toUnsignedString(number) + " of " + pageCount);
  }

  // ---------------------------------------------------------------- spilling

  /**
   * The place between two operations on trees where no private copy is held across: a transaction
   * larger than its share of memory may write its pages to the file here, and pages fetched before
   * are stale after it. Costs a comparison when there is nothing to do.
   *
   * @throws DbException.Io or Full: the transaction must be rolled back
   */
  public void spillPoint() {
    if (pages.count() + savepoints.heldPages() >= spillAt) {
      spill();
    }
  }

  private void spill() {
    checkFailure();
    try {
      moveToFileIfTooLarge();
      RollbackTransaction files = this.files;
      if (files == null) {
        spillAt = (int) Math.min(Integer.MAX_VALUE, 2L * pages.count());
        return;
      }
      if (savepoints.heldPages() > 0) {
        VfsFile file = savepoints.file();
        savepoints.moveToFile(
            file != null ? file : database.openSubjournal(), pageBytes, database.codec());
      }
      Page[] dirty = dirtyPages();
      if (dirty.length > 0) {
        files.spill(dirty, pageCount);
        spilled = true;
      }
      pages.clear();
      spillAt = spillLimit();
    } catch (DbException.Busy e) {
      // Readers are in the way: the transaction grows on in memory and tries again later.
      spillAt = (int) Math.min(Integer.MAX_VALUE, pages.count() + (long) spillLimit() / 2 + 1);
    } catch (DbException e) {
      failure = e;
      throw e;
    }
  }

  /** A temporary database that has outgrown its memory gets its file. */
  private void moveToFileIfTooLarge() {
    if (database.isTemporary() && !database.hasFile() && !replaced) {
      long bytes = cache.usedBytes() + (long) pages.count() * pageBytes;
      if (bytes >= (long) spillLimit() * pageBytes) {
        database.moveToFile();
        files = new RollbackTransaction(database, this, pageBytes);
      }
    }
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
    return dataVersion;
  }

  /** Checks what can be checked at rest; only inside an assert. */
  boolean invariantsHold() {
    assert writing == (state == State.WRITER || state == State.FINISHED) : state;
    assert writing || pages.count() == 0 && savepoints.depth() == 0 : "P2 " + pages.count();
    assert state == State.OPEN || locks.holdsShared() : "P6 " + state;
    assert !writing || locks.mayWrite() : "P6 " + state;
    assert state != State.READER || pageCount == database.header().pageCount() : "P5";
    return true;
  }
}

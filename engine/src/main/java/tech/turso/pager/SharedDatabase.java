package tech.turso.pager;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.journal.JournalPlayback;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.VfsFile;

/**
 * What the connections of this process to one database share: the open file, the locks, the
 * published images and what is known of the file's content.
 *
 * <p>There is one per file and process, found by the file's identity, not by its name, and counted
 * by its pagers. A database in memory has no file; a temporary one gets it when it grows out of
 * memory.
 *
 * <p>What is known of the content is valid while the process holds SHARED (P7). When it takes
 * SHARED after none it looks at the header and the size of the file; if they are not as it left
 * them, another process has changed the file and all images are dropped. Fields of the content are
 * written only under the locks' mutex by who enters first, or by the holder of EXCLUSIVE.
 *
 * <p>SQLite: pager.c sqlite3PagerSharedLock, hasHotJournal; btree.c lockBtree.
 */
final class SharedDatabase implements DatabaseLocks.Entry {
  /** Where the lock bytes begin: the page there is never used. */
  static final int PENDING_BYTE = 0x40000000;

  private static final Map<Key, SharedDatabase> OPEN = new HashMap<>();

  private record Key(Vfs vfs, Object file, PageCodec codec) {
    // By hand: those of a record are linked when first called, which takes 20 ms of a cold JVM.

    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Key key
          && vfs.equals(key.vfs)
          && file.equals(key.file)
          && codec.equals(key.codec);
    }

    @Override
    public int hashCode() {
      return (vfs.hashCode() * 31 + file.hashCode()) * 31 + codec.hashCode();
    }
  }

  private final @Nullable Vfs vfs;
  private final String path;
  private final @Nullable Key key;
  private final PagerOptions options;
  private final @Nullable FileLocks fileLocks;
  private final @Nullable DatabaseLocks locks;
  private final ArrayList<Pager> pagers = new ArrayList<>();

  private @Nullable VfsFile file;
  private volatile PageCache cache;
  private final FileHeader header = new FileHeader();
  private boolean known;
  private long changeStamp = 1;

  private SharedDatabase(
      @Nullable Vfs vfs,
      String path,
      @Nullable Key key,
      @Nullable VfsFile file,
      PagerOptions options,
      boolean locking) {
    this.vfs = vfs;
    this.path = path;
    this.key = key;
    this.file = file;
    this.options = options;
    boolean lockFile = file != null && !options.immutable() && !options.noLock();
    fileLocks = file != null && lockFile ? new FileLocks(file) : null;
    locks = vfs != null && locking ? new DatabaseLocks(fileLocks, vfs.clock()) : null;
    cache = newCache(Pager.DEFAULT_PAGE_BYTES);
    known = file == null;
  }

  // ---------------------------------------------------------------- opening and closing

  /** A new database in memory for one pager. */
  static SharedDatabase memory() {
    return new SharedDatabase(null, ":memory:", null, null, PagerOptions.DEFAULT, false);
  }

  /** A new temporary database for one pager. */
  static SharedDatabase temporary(Vfs vfs) {
    return new SharedDatabase(vfs, "", null, null, PagerOptions.DEFAULT, false);
  }

  /** The database in memory of that name; all pagers that ask for the name share it. */
  static SharedDatabase namedMemory(Vfs vfs, String name, Pager pager) {
    synchronized (OPEN) {
      Key key = new Key(vfs, name, PageCodec.NONE);
      SharedDatabase database = OPEN.get(key);
      if (database == null) {
        database = new SharedDatabase(vfs, name, key, null, PagerOptions.DEFAULT, true);
        OPEN.put(key, database);
      }
      database.add(pager);
      return database;
    }
  }

  /**
   * The database of that file.
   *
   * @throws DbException.Io if it cannot be opened
   */
  static SharedDatabase open(Vfs vfs, String path, PagerOptions options, Pager pager) {
    String fullPath = vfs.fullPath(path);
    synchronized (OPEN) {
      SharedDatabase database = findOpen(vfs, fullPath, options);
      if (database == null) {
        OpenMode mode = options.create() ? OpenMode.CREATE : OpenMode.READ_WRITE;
        if (options.immutable()) {
          mode = OpenMode.READ_ONLY;
        }
        VfsFile file = vfs.open(fullPath, FileKind.MAIN_DB, mode);
        Key key = new Key(vfs, file.identity(), options.codec());
        database = options.immutable() || options.noLock() ? null : OPEN.get(key);
        if (database != null) {
          file.close();
        } else {
          boolean shared = !options.immutable() && !options.noLock();
          database = new SharedDatabase(vfs, fullPath, shared ? key : null, file, options, shared);
          if (shared) {
            OPEN.put(key, database);
          }
        }
      }
      database.add(pager);
      return database;
    }
  }

  /** One that is open under the name: found without opening the file once more. */
  private static @Nullable SharedDatabase findOpen(Vfs vfs, String path, PagerOptions options) {
    if (options.immutable() || options.noLock()) {
      return null;
    }
    for (SharedDatabase database : OPEN.values()) {
      if (database.vfs == vfs
          && database.path.equals(path)
          && database.options.codec().equals(options.codec())
          && database.file != null
          && !database.file.hasMoved()) {
        return database;
      }
    }
    return null;
  }

  private void add(Pager pager) {
    pagers.add(pager);
  }

  /** Takes a pager away; the last one closes the file. */
  void close(Pager pager) {
    synchronized (OPEN) {
      pagers.remove(pager);
      if (!pagers.isEmpty()) {
        return;
      }
      if (key != null) {
        OPEN.remove(key, this);
      }
    }
    cache.leaveBudget();
    if (file != null) {
      file.close();
    }
  }

  /** Forgets the databases of a simulated process that is no more: it has closed nothing. */
  static void forgetAll(Vfs vfs) {
    synchronized (OPEN) {
      OPEN.keySet().removeIf(key -> key.vfs == vfs);
    }
  }

  // ---------------------------------------------------------------- what is shared

  /** The locks; null if there is one pager and nobody to be locked out. */
  @Nullable DatabaseLocks locks() {
    return locks;
  }

  PageCache cache() {
    return cache;
  }

  FileHeader header() {
    return header;
  }

  PageCodec codec() {
    return options.codec();
  }

  boolean isImmutable() {
    return options.immutable();
  }

  /** Whether the database has a file yet. */
  boolean hasFile() {
    return file != null;
  }

  /** Whether the database is one that moves to a file when it gets too big for memory. */
  boolean isTemporary() {
    return vfs != null && path.isEmpty();
  }

  VfsFile file() {
    VfsFile file = this.file;
    assert file != null;
    return file;
  }

  Vfs vfs() {
    assert vfs != null;
    return vfs;
  }

  String path() {
    return path;
  }

  String journalPath() {
    return path + "-journal";
  }

  /** See {@link Pager#changeStamp()}. */
  long changeStamp() {
    return changeStamp;
  }

  /** An empty cache; that of a file shares the process's budget until a connection has a wish. */
  private PageCache newCache(int pageBytes) {
    if (file == null) {
      return new PageCache(pageBytes, Long.MAX_VALUE);
    }
    PageCache cache = new PageCache(pageBytes, CacheBudget.PROCESS.bytes());
    cache.setBudget(CacheBudget.PROCESS);
    return cache;
  }

  private void replaceCache(int pageBytes) {
    cache.leaveBudget();
    cache = newCache(pageBytes);
    updateBudget();
  }

  /** Sets the cache's budget to the largest that a connection asks for. */
  void updateBudget() {
    if (file == null) {
      return;
    }
    long budget = 0;
    synchronized (OPEN) {
      for (Pager pager : pagers) {
        budget = Math.max(budget, pager.cacheBytes());
      }
    }
    if (budget > 0) {
      cache.setBudget(budget);
    } else {
      cache.setBudget(CacheBudget.PROCESS);
    }
  }

  // ---------------------------------------------------------------- entry of the first reader

  @Override
  public boolean needsRecovery(Pager pager) {
    if (options.immutable() || file == null || path.isEmpty()) {
      return false;
    }
    if (!vfs().exists(journalPath()) || fileLocks != null && fileLocks.isReservedElsewhere()) {
      return false;
    }
    if (file.size() == 0) {
      deleteStaleJournal(pager);
      return false;
    }
    if (!isHot()) {
      return false;
    }
    if (pager.isReadOnly()) {
      throw new DbException.Io(ResultCode.READONLY_ROLLBACK, null);
    }
    return true;
  }

  /** A journal beside an empty file belongs to a file that was deleted. */
  private void deleteStaleJournal(Pager pager) {
    if (pager.isReadOnly() || fileLocks != null && !fileLocks.lockReserved()) {
      return;
    }
    try {
      vfs().delete(journalPath(), false);
    } catch (DbException.Io e) {
      // Who else deleted it did us a favour; who cannot delete it is not harmed by it.
    } finally {
      if (fileLocks != null) {
        fileLocks.unlockWrite();
      }
    }
  }

  private boolean isHot() {
    try (VfsFile journal = vfs().open(journalPath(), FileKind.MAIN_JOURNAL, OpenMode.READ_ONLY)) {
      byte[] first = new byte[1];
      return journal.read(0, first, 0, 1) == 1 && first[0] != 0;
    } catch (DbException.Io e) {
      if (e.code().primary() != ResultCode.CANTOPEN) {
        throw e;
      }
      // It was deleted meanwhile, or is not for us to read. The recovery will find out.
      return vfs().exists(journalPath());
    }
  }

  @Override
  public void recover(Pager pager) {
    known = false;
    if (!vfs().exists(journalPath())) {
      return;
    }
    VfsFile journal = vfs().open(journalPath(), FileKind.MAIN_JOURNAL, OpenMode.READ_WRITE);
    if (journal.isReadOnly()) {
      journal.close();
      throw new DbException.Io(ResultCode.CANTOPEN, null);
    }
    JournalPlayback.recover(
        vfs(),
        journal,
        journalPath(),
        file(),
        header.pageBytes(),
        pager.journalMode(),
        pager.synchronous(),
        pager.syncMode());
  }

  @Override
  public boolean validate(Pager pager) {
    VfsFile file = this.file;
    if (file == null || known && options.immutable()) {
      return true;
    }
    long size = file.size();
    FileHeader now = new FileHeader();
    now.read(file, size, codec());
    if (!known || !now.sameContent(header)) {
      known = false;
      dropImages(now.pageBytes());
      now.check();
      if (now.isWriteAheadLog() && !options.immutable() && !closesWriteAheadLog()) {
        return false;
      }
      header.set(now);
      known = true;
    } else if (now.isWriteAheadLog() && !options.immutable()) {
      return closesWriteAheadLog();
    }
    return true;
  }

  /**
   * A file in WAL mode is read as it is only if there is no log with content, and while nobody can
   * start one: the process keeps EXCLUSIVE against other processes until its last reader ends.
   *
   * @return false if another process has the file open
   * @throws DbException.Sql if there is a log
   */
  private boolean closesWriteAheadLog() {
    if (vfs().exists(path + "-wal")) {
      throw new DbException.Sql(
          ResultCode.CANTOPEN, "unable to open a database with a write-ahead log: " + path);
    }
    if (file().isReadOnly()) {
      throw new DbException.Sql(
          ResultCode.CANTOPEN, "unable to open a read-only database in WAL mode: " + path);
    }
    return fileLocks == null || fileLocks.lockExclusive();
  }

  private void dropImages(int pageBytes) {
    if (cache.pageBytes() == pageBytes) {
      cache.clear();
    } else {
      replaceCache(pageBytes);
    }
    changeStamp++;
  }

  /** The content of the file is uncertain: the next entry takes nothing for granted. */
  void forget() {
    if (file != null && !path.isEmpty()) {
      known = false;
      cache.clear();
    }
  }

  /** Deletes a journal that an earlier journal mode has kept; the caller holds RESERVED. */
  void deleteJournal() {
    try {
      vfs().delete(journalPath(), false);
    } catch (DbException.Io e) {
      // It does no harm.
    }
  }

  /** A temporary file for what savepoints must put back. */
  VfsFile openSubjournal() {
    return vfs().open(null, FileKind.SUBJOURNAL, OpenMode.CREATE);
  }

  // ---------------------------------------------------------------- content

  /** Reads a page that is committed in the file and publishes it; a hole reads as zeros. */
  Page load(PageCache cache, int number) {
    byte[] bytes = cache.epochs().take();
    if (file == null) {
      Arrays.fill(bytes, 0, cache.pageBytes(), (byte) 0);
    } else {
      readPage(number, bytes, cache.pageBytes());
    }
    return cache.addLoaded(new Page(number, bytes, 0));
  }

  /** Reads and decodes a page of the file; what is past its end reads as zeros. */
  void readPage(int number, byte[] into, int pageBytes) {
    if (readRaw(number, into, pageBytes) == pageBytes) {
      codec().decode(number, into, pageBytes);
    }
  }

  /** Reads a page of the file as it is there; returns how many bytes it has, the rest are zeros. */
  int readRaw(int number, byte[] into, int pageBytes) {
    int count = file().read((number - 1L) * pageBytes, into, 0, pageBytes);
    if (count < pageBytes) {
      Arrays.fill(into, count, pageBytes, (byte) 0);
    }
    return count;
  }

  /**
   * Publishes what a transaction has committed (P3). The caller holds EXCLUSIVE.
   *
   * @param pages its private copies
   * @param stale pages whose images are not valid any more though there is no copy, or null
   * @param replaced whether no former image is valid any more
   * @param header the file's header now
   */
  void publish(Page[] pages, @Nullable PageSet stale, boolean replaced, FileHeader header) {
    if (cache.pageBytes() != header.pageBytes()) {
      replaceCache(header.pageBytes());
    } else if (replaced) {
      cache.clear();
    }
    if (stale != null) {
      for (int number = stale.next(1); number > 0; number = stale.next(number + 1)) {
        cache.remove(number);
      }
    }
    if (header.pageCount() < this.header.pageCount()) {
      cache.removeFrom(header.pageCount() + 1);
    }
    for (Page page : pages) {
      if (page.number <= header.pageCount()) {
        // An object of its own: its final fields publish the bytes to other threads.
        Page image = new Page(page.number, page.bytes, 0);
        image.extra = page.extra;
        cache.replace(image);
      }
    }
    this.header.set(header);
    changeStamp++;
  }

  /**
   * Gives a temporary database its file and writes its committed pages there.
   *
   * @throws DbException.Io or Full if that fails; it stays in memory then
   */
  void moveToFile() {
    assert isTemporary() && file == null;
    VfsFile temporary = vfs().open(null, FileKind.TEMP_DB, OpenMode.CREATE);
    try {
      Page[] pages = cache.sorted();
      PageWriter writer =
          new PageWriter(temporary, PageCodec.NONE, header.pageBytes(), pages.length);
      for (Page page : pages) {
        writer.write(page);
      }
      writer.flush();
    } catch (DbException e) {
      temporary.close();
      throw e;
    }
    file = temporary;
    header.setFileBytes(temporary.size());
    updateBudget();
  }
}

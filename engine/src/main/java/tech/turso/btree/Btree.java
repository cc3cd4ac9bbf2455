package tech.turso.btree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.base.TextEncoding;
import tech.turso.pager.Page;
import tech.turso.pager.Pager;
import tech.turso.value.KeyInfo;

/**
 * The trees of one database file as one connection sees them, and the connection's transaction on
 * that file.
 *
 * <p>SQLite: btree.c.
 */
public final class Btree implements AutoCloseable {
  /** {@link #meta}: pages in the freelist; read only. */
  public static final int META_FREE_PAGES = 0;

  /** {@link #meta}: the schema cookie. */
  public static final int META_SCHEMA_COOKIE = 1;

  /** {@link #meta}: the schema format, 1 to 4; 0 in a file without a schema. */
  public static final int META_SCHEMA_FORMAT = 2;

  /** {@link #meta}: the suggested cache size. */
  public static final int META_DEFAULT_CACHE_SIZE = 3;

  /** {@link #meta}: the largest root page; 0 without auto-vacuum. */
  public static final int META_LARGEST_ROOT = 4;

  /** {@link #meta}: the text encoding, 1 to 3; 0 in a file without a schema. */
  public static final int META_ENCODING = 5;

  /** {@link #meta}: PRAGMA user_version. */
  public static final int META_USER_VERSION = 6;

  /** {@link #meta}: not 0 for incremental auto-vacuum. */
  public static final int META_INCREMENTAL_VACUUM = 7;

  /** {@link #meta}: PRAGMA application_id. */
  public static final int META_APPLICATION_ID = 8;

  /** {@link #meta}: PRAGMA data_version; read only, not of the file. */
  public static final int META_DATA_VERSION = 15;

  private static final int META_AT = 36;
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private final Pager pager;
  private final FreeList freeList = new FreeList(this);
  private final PointerMap pointerMap = new PointerMap(this);
  private final Relocation relocation = new Relocation(this);
  private final TreeCleaner cleaner = new TreeCleaner(this);
  private final Overflow scratchOverflow = new Overflow(this);
  private TreeFormat format;
  private TreeWriter writer;
  private boolean isWriting;
  private boolean erases;
  private boolean erasesFreePages;

  /** What a file that is still empty will be. */
  private AutoVacuum wantedVacuum = AutoVacuum.NONE;

  private final OpenCursors cursors = new OpenCursors();

  /** Counts the changes of any tree, so that a cursor can tell that nobody has changed its own. */
  private long changes;

  private Btree(Pager pager) {
    this.pager = pager;
    format = new TreeFormat(pager.pageBytes(), pager.usableBytes());
    writer = new TreeWriter(this);
  }

  /** The trees in the database of that pager, which this object closes. */
  public static Btree over(Pager pager) {
    return new Btree(pager);
  }

  /** The pager of the database. */
  public Pager pager() {
    return pager;
  }

  // ---------------------------------------------------------------- transactions

  /**
   * Begins a read transaction if there is none.
   *
   * @throws DbException.Corrupt NOTADB if the file is no database
   */
  public void beginRead() {
    pager.beginRead();
    adoptGeometry();
  }

  private void adoptGeometry() {
    if (pager.usableBytes() != format.usable) {
      format = new TreeFormat(pager.pageBytes(), pager.usableBytes());
      writer = new TreeWriter(this);
    }
  }

  /**
   * Begins a write transaction if there is none. An empty file gets its first page.
   *
   * @throws DbException.Busy if another connection writes
   */
  public void beginWrite(boolean exclusive) {
    pager.beginWrite(exclusive);
    adoptGeometry();
    isWriting = true;
    if (pager.pageCount() == 0) {
      createFirstPage();
    }
  }

  /** Makes page 1: the header and the empty tree of the schema. SQLite: btree.c newDatabase. */
  private void createFirstPage() {
    Page page = pager.writeFresh(1);
    byte[] bytes = page.bytes;
    System.arraycopy(MAGIC, 0, bytes, 0, MAGIC.length);
    Bytes.put16(bytes, 16, pager.pageBytes() == 65536 ? 1 : pager.pageBytes());
    bytes[18] = 1;
    bytes[19] = 1;
    bytes[20] = (byte) pager.reservedBytes();
    bytes[21] = 64;
    bytes[22] = 32;
    bytes[23] = 32;
    Bytes.put32(bytes, META_AT + 4 * META_LARGEST_ROOT, wantedVacuum == AutoVacuum.NONE ? 0 : 1);
    Bytes.put32(
        bytes,
        META_AT + 4 * META_INCREMENTAL_VACUUM,
        wantedVacuum == AutoVacuum.INCREMENTAL ? 1 : 0);
    Node.clear(bytes, 100, Node.TABLE_LEAF, format.usable);
  }

  /** Ends a read transaction; nothing happens in a write transaction. */
  public void endRead() {
    if (!isWriting) {
      pager.endRead();
    }
  }

  /** Whether a read or write transaction is open. */
  public boolean isReading() {
    return pager.isReading();
  }

  /** Whether a write transaction is open. */
  public boolean isWriting() {
    return isWriting;
  }

  /** Commits in one go: both phases without a super-journal. Read transactions end too. */
  public void commit() {
    commitPhaseOne(null);
    commitPhaseTwo(false);
  }

  /** Moves pages as auto-vacuum asks and makes the transaction durable but for one step. */
  public void commitPhaseOne(@Nullable String superJournal) {
    if (isWriting) {
      if (autoVacuum() == AutoVacuum.FULL && freeList.count() != 0) {
        saveCursors(0, null);
        changes++;
        relocation.commit();
      }
      pager.commitPhaseOne(superJournal);
    }
  }

  /**
   * Ends the transaction.
   *
   * @param keepRead whether a read transaction on what was committed stays open: other statements
   *     are still reading
   */
  public void commitPhaseTwo(boolean keepRead) {
    if (isWriting) {
      isWriting = false; // also if that fails: the pager has given up the transaction then
      pager.commitPhaseTwo();
    }
    if (!keepRead) {
      pager.endRead();
    }
  }

  /**
   * Undoes the transaction.
   *
   * @param reason what use of a cursor that has ended throws; null: no cursor ends
   * @param keepReaders whether cursors opened for reading go on after it (and the read transaction
   *     stays open); else all end
   */
  public void rollback(@Nullable DbException reason, boolean keepReaders) {
    if (reason == null) {
      cursors.saveOrEnd();
    } else {
      cursors.end(reason, keepReaders);
    }
    changes++;
    isWriting = false; // also if that fails: the pager has given up the transaction then
    pager.rollback();
    if (!keepReaders) {
      pager.endRead();
    }
  }

  /**
   * Ends cursors, whose use then throws {@code reason}, before a savepoint is rolled back.
   *
   * @param writersOnly whether those opened for reading go on
   */
  public void endCursors(DbException reason, boolean writersOnly) {
    cursors.end(reason, writersOnly);
  }

  /** Opens a savepoint and returns its level, from 1. Needs a write transaction. */
  public int openSavepoint() {
    return pager.openSavepoint();
  }

  /** How many savepoints are open; 0 outside of a write transaction. */
  public int savepointDepth() {
    return pager.savepointDepth();
  }

  /** Ends the savepoint of that level and those above it; their changes stay. */
  public void releaseSavepoint(int level) {
    pager.releaseSavepoint(level);
  }

  /** Undoes what was changed since the savepoint of that level, which stays open. */
  public void rollbackToSavepoint(int level) {
    cursors.saveOrEnd();
    changes++;
    pager.rollbackToSavepoint(level);
    if (pager.pageCount() == 0) {
      createFirstPage();
    }
  }

  // ---------------------------------------------------------------- trees

  /**
   * Makes an empty tree.
   *
   * @return the number of its root page. In auto-vacuum files that is the first one after the last
   *     root; what was there is moved
   */
  public int createTree(boolean index) {
    requireWriting();
    changes++;
    int root = hasPointerMap() ? rootBehindOthers() : freeList.allocate(1, FreeList.Want.ANY);
    int flags = index ? Node.INDEX_LEAF : Node.TABLE_LEAF;
    new WritableNode(format).initialise(format, pager.write(root), erases, flags);
    return root;
  }

  private int rootBehindOthers() {
    int largest = meta(META_LARGEST_ROOT);
    if (largest < 0 || largest > pager.pageCount()) {
      throw new DbException.Corrupt(largest, "largest root page");
    }
    int root = largest + 1;
    while (pointerMap.isMap(root) || root == pager.lockBytePage() || root < 3) {
      root++;
    }
    int taken = freeList.allocate(root, FreeList.Want.EXACT);
    if (taken != root) {
      saveCursors(0, null);
      int type = pointerMap.type(root);
      if (type == PointerMap.ROOT || type == PointerMap.FREE) {
        throw new DbException.Corrupt(root, "page in the way of a root");
      }
      relocation.move(root, type, pointerMap.parent(root), taken);
    }
    pointerMap.put(root, PointerMap.ROOT, 0);
    setMeta(META_LARGEST_ROOT, root);
    return root;
  }

  /**
   * Frees a tree, root and all. No cursor may be open on it.
   *
   * @return in auto-vacuum files the number that the largest root page had until now: it has moved
   *     to {@code root}, and the caller updates its schema; 0 if none has moved
   */
  public int drop(int root) {
    requireWriting();
    if (root < 2 || root > pager.pageCount()) {
      throw new DbException.Corrupt(root, "root page");
    }
    clear(root);
    if (!hasPointerMap()) {
      freeList.free(root);
      return 0;
    }
    int largest = meta(META_LARGEST_ROOT);
    int moved = 0;
    if (root == largest) {
      freeList.free(root);
    } else {
      saveCursors(0, null);
      relocation.move(largest, PointerMap.ROOT, 0, root);
      freeList.free(largest);
      moved = largest;
    }
    do {
      largest--;
    } while (largest == pager.lockBytePage() || pointerMap.isMap(largest));
    setMeta(META_LARGEST_ROOT, largest);
    return moved;
  }

  /** Deletes all entries of a tree; returns how many there were. */
  public long clear(int root) {
    requireWriting();
    changes++;
    cursors.allRowsChange(root);
    saveCursors(root, null);
    return cleaner.clear(root);
  }

  /** Opens a cursor over the table tree of that root. */
  public TableCursor tableCursor(int root, boolean write) {
    return opened(new TableCursor(this, root, write));
  }

  /** Opens a cursor over the index tree of that root. */
  public IndexCursor indexCursor(int root, KeyInfo info, boolean write) {
    return opened(new IndexCursor(this, root, info, write));
  }

  /**
   * Opens a cursor again that was closed and that nobody else uses: it is on no entry.
   *
   * @return false if it is one of another Btree, or of a file of another format, or not opened for
   *     the same use
   */
  public boolean reopen(Cursor cursor, boolean write) {
    if (cursor.btree != this || cursor.format != format() || cursor.isWritable != write) {
      return false;
    }
    cursor.reopened();
    cursors.add(cursor);
    return true;
  }

  private <C extends Cursor> C opened(C cursor) {
    cursors.add(cursor);
    return cursor;
  }

  /** Takes a cursor off the list; nothing if that was done. */
  void closed(Cursor cursor) {
    cursors.remove(cursor);
  }

  /** See {@link TableCursor#watchRow()}. */
  void watch(TableCursor cursor) {
    cursors.watch(cursor);
  }

  /** The row is about to be replaced or deleted. */
  void rowChanges(int root, long rowid) {
    cursors.rowChanges(root, rowid);
  }

  /** Whether a cursor is open. */
  public boolean hasCursors() {
    return !cursors.isEmpty();
  }

  // ---------------------------------------------------------------- header

  /** A field of the file's header, one of the META constants; 0 if the file is empty. */
  public int meta(int i) {
    if (i == META_DATA_VERSION) {
      return pager.dataVersion();
    }
    return pager.pageCount() == 0 ? 0 : Bytes.i32(pager.read(1).bytes, META_AT + 4 * i);
  }

  /** Changes a field of the file's header in a write transaction. */
  public void setMeta(int i, int value) {
    assert i >= 1 && i <= 14 : i;
    requireWriting();
    Bytes.put32(writeRaw(1).bytes, META_AT + 4 * i, value);
  }

  /** The encoding of the file's text; UTF-8 while the file has none. */
  public TextEncoding encoding() {
    return switch (meta(META_ENCODING) & 3) {
      case 2 -> TextEncoding.UTF16LE;
      case 3 -> TextEncoding.UTF16BE;
      default -> TextEncoding.UTF8;
    };
  }

  /** The schema format, 1 to 4; 0 in a file without a schema. */
  public int schemaFormat() {
    return meta(META_SCHEMA_FORMAT);
  }

  /**
   * Sets the two version bytes of the header: 1 for rollback journals, 2 for the write-ahead log.
   * Needs a write transaction.
   */
  public void setVersion(int version) {
    requireWriting();
    byte[] bytes = writeRaw(1).bytes;
    bytes[18] = (byte) version;
    bytes[19] = (byte) version;
  }

  /** Whether and how the file vacuums itself. */
  public AutoVacuum autoVacuum() {
    if (pager.pageCount() == 0) {
      return wantedVacuum;
    }
    if (meta(META_LARGEST_ROOT) == 0) {
      return AutoVacuum.NONE;
    }
    return meta(META_INCREMENTAL_VACUUM) == 0 ? AutoVacuum.FULL : AutoVacuum.INCREMENTAL;
  }

  /**
   * Asks for that mode: of a file that has no content yet. The mode of others changes, between FULL
   * and INCREMENTAL only, by {@link #setMeta} of META_INCREMENTAL_VACUUM.
   *
   * @return whether it is the file's mode now
   */
  public boolean setAutoVacuum(AutoVacuum mode) {
    wantedVacuum = mode;
    return autoVacuum() == mode;
  }

  /**
   * Makes the last page of the file free, by moving what is on it, and cuts it off.
   *
   * @return false if there is nothing to do
   */
  public boolean incrementalVacuumStep() {
    requireWriting();
    if (!hasPointerMap()) {
      return false;
    }
    saveCursors(0, null);
    changes++;
    return relocation.step();
  }

  /**
   * Tells the pager that a statement has ended inside a longer transaction, if no cursor is open:
   * it may then use memory again.
   */
  public void releaseImages() {
    if (cursors.isEmpty()) {
      pager.releaseImages();
    }
  }

  /**
   * Sets whether bytes that are deleted are overwritten with zeros: PRAGMA secure_delete.
   *
   * @param freePages whether also in pages that become free, which must be written for it
   */
  public void setErases(boolean erases, boolean freePages) {
    this.erases = erases;
    this.erasesFreePages = freePages;
  }

  /** Whether pages that become free are overwritten with zeros. */
  boolean erasesFreePages() {
    return erasesFreePages;
  }

  /** Whether bytes that are deleted are overwritten with zeros. */
  public boolean erases() {
    return erases;
  }

  /**
   * Checks the storage of the trees, the freelist and that every page is used once.
   *
   * @param roots roots of all trees of the file; {@code roots[0] == 0} if only some are given
   * @param counts receives the number of entries of each tree
   * @param maxErrors after how many messages to stop
   * @return SQLite's messages; empty if all is well
   */
  public List<String> integrityCheck(int[] roots, long[] counts, int maxErrors) {
    assert pager.isReading();
    return pager.pageCount() == 0
        ? new ArrayList<>()
        : new IntegrityCheck(this, maxErrors).run(roots, counts);
  }

  /** Closes the pager. */
  @Override
  public void close() {
    cursors.removeAll();
    isWriting = false;
    pager.close();
  }

  // ---------------------------------------------------------------- for the package

  TreeFormat format() {
    return format;
  }

  FreeList freeList() {
    return freeList;
  }

  PointerMap pointerMap() {
    return pointerMap;
  }

  TreeWriter writer() {
    return writer;
  }

  /** Reads chains for comparisons; nobody keeps a place in it. */
  Overflow scratchOverflow() {
    return scratchOverflow;
  }

  long changes() {
    return changes;
  }

  /** Whether the file is one with auto-vacuum. */
  boolean hasPointerMap() {
    return Bytes.i32(pager.read(1).bytes, META_AT + 4 * META_LARGEST_ROOT) != 0;
  }

  private void requireWriting() {
    if (!isWriting) {
      throw new DbException.Sql(ResultCode.READONLY, ResultCode.READONLY.message());
    }
  }

  /**
   * Saves the places of all cursors on a tree but one, which is about to change it. Between two
   * changes the pager may move pages to the file.
   *
   * @param root 0 for all trees
   */
  void saveCursors(int root, @Nullable Cursor except) {
    changes++;
    pager.spillPoint();
    cursors.save(root, except);
  }

  /** A page of a tree, inspected: its extra is one of the values in {@link Soundness}. */
  Page readNode(int number) {
    Page page = pager.read(number);
    if (page.extra == null) {
      Soundness.inspect(page, format);
    }
    return page;
  }

  /**
   * The private copy of a page of a tree.
   *
   * @param by the cursor whose tree it belongs to; null if all cursors have been saved
   * @throws DbException.Corrupt if the page is malformed, or a cursor of another tree is on it
   */
  Page writeNode(int number, @Nullable Cursor by) {
    Page page = pager.write(number);
    if (page.extra != Soundness.STRICT) {
      Soundness.requireStrict(page, format);
    }
    cursors.requireNotOn(number, by);
    return page;
  }

  /**
   * The private copy of a page that is no page of a tree: of the freelist, the pointer map or an
   * overflow chain; or page 1, whose header is to be changed.
   *
   * @throws DbException.Corrupt if a cursor is on that page: then it is of a tree after all
   */
  Page writeRaw(int number) {
    if (number == 1) {
      return pager.write(1);
    }
    requireUnused(number);
    Page page = pager.write(number);
    page.extra = null;
    return page;
  }

  /**
   * Requires that no cursor is on a page that is about to be used for something else.
   *
   * @throws DbException.Corrupt if one is
   */
  void requireUnused(int number) {
    cursors.requireNotOn(number, null);
  }
}

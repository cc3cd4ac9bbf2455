package tech.turso.btree;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.TextEncoding;
import tech.turso.value.KeyInfo;

/**
 * The trees of one database file as one connection sees them, and the connection's transaction on
 * that file.
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

  Btree() {}

  /** Begins a read transaction if there is none; checks the file's header. */
  public void beginRead() {
    throw new AssertionError("frame");
  }

  /**
   * Begins a write transaction if there is none. An empty file gets its first page.
   *
   * @throws DbException.Busy if another connection writes
   */
  public void beginWrite(boolean exclusive) {
    throw new AssertionError("frame");
  }

  /** Ends a read transaction; nothing happens in a write transaction. */
  public void endRead() {
    throw new AssertionError("frame");
  }

  /** Whether a read or write transaction is open. */
  public boolean isReading() {
    throw new AssertionError("frame");
  }

  /** Whether a write transaction is open. */
  public boolean isWriting() {
    throw new AssertionError("frame");
  }

  /** Commits in one go: both phases without a super-journal. */
  public void commit() {
    throw new AssertionError("frame");
  }

  /** Moves pages as auto-vacuum asks and makes the transaction durable but for one step. */
  public void commitPhaseOne(@Nullable String superJournal) {
    throw new AssertionError("frame");
  }

  /**
   * Ends the transaction.
   *
   * @param keepRead whether a read transaction on what was committed stays open: other statements
   *     are still reading
   */
  public void commitPhaseTwo(boolean keepRead) {
    throw new AssertionError("frame");
  }

  /**
   * Undoes the transaction. Cursors opened for writing end; with {@code keepReaders} the others go
   * on after it, else all end. An ended cursor's use throws {@code reason}.
   */
  public void rollback(DbException reason, boolean keepReaders) {
    throw new AssertionError("frame");
  }

  /** Opens a savepoint and returns its level, from 1. Needs a write transaction. */
  public int openSavepoint() {
    throw new AssertionError("frame");
  }

  /** Ends the savepoint of that level and those above it; their changes stay. */
  public void releaseSavepoint(int level) {
    throw new AssertionError("frame");
  }

  /** Undoes what was changed since the savepoint of that level, which stays open. */
  public void rollbackToSavepoint(int level) {
    throw new AssertionError("frame");
  }

  /** Makes an empty tree and returns its root page. */
  public int createTree(boolean index) {
    throw new AssertionError("frame");
  }

  /**
   * Frees a tree.
   *
   * @return in auto-vacuum files the number of the root page that took the place of {@code root}:
   *     the caller updates its schema; else 0
   * @throws DbException.Sql LOCKED_SHAREDCACHE-less LOCKED if a cursor is open
   */
  public int drop(int root) {
    throw new AssertionError("frame");
  }

  /** Deletes all entries of a tree; returns how many there were. */
  public long clear(int root) {
    throw new AssertionError("frame");
  }

  /** Opens a cursor over the table tree of that root. */
  public TableCursor tableCursor(int root, boolean write) {
    throw new AssertionError("frame");
  }

  /** Opens a cursor over the index tree of that root. */
  public IndexCursor indexCursor(int root, KeyInfo info, boolean write) {
    throw new AssertionError("frame");
  }

  /** A field of the file's header, one of the META constants. */
  public int meta(int i) {
    throw new AssertionError("frame");
  }

  /** Changes a field of the file's header in a write transaction. */
  public void setMeta(int i, int value) {
    throw new AssertionError("frame");
  }

  /** The encoding of the file's text; UTF-8 while the file has none. */
  public TextEncoding encoding() {
    throw new AssertionError("frame");
  }

  /** The schema format, 1 to 4; 0 in a file without a schema. */
  public int schemaFormat() {
    throw new AssertionError("frame");
  }

  /** Whether and how the file vacuums itself. */
  public AutoVacuum autoVacuum() {
    throw new AssertionError("frame");
  }

  /** Asks for that mode; only between FULL and INCREMENTAL once the file has content. */
  public boolean setAutoVacuum(AutoVacuum mode) {
    throw new AssertionError("frame");
  }

  /** Moves one page from the file's end to a free one; false if there is nothing to do. */
  public boolean incrementalVacuumStep() {
    throw new AssertionError("frame");
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
    throw new AssertionError("frame");
  }

  /** Closes the pager. */
  @Override
  public void close() {
    throw new AssertionError("frame");
  }
}

package tech.turso.btree;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;

/** The open cursors of one Btree: those that a change of a tree, or of a page, concerns. */
final class OpenCursors {
  /** The one opened last; the others follow by {@link Cursor#older}. */
  private @Nullable Cursor newest;

  /** How many of them were opened to be ended by a change of their row. */
  private int watching;

  boolean isEmpty() {
    return newest == null;
  }

  void add(Cursor cursor) {
    Cursor second = newest;
    cursor.older = second;
    if (second != null) {
      second.newer = cursor;
    }
    newest = cursor;
  }

  /** Takes a cursor off the list; nothing if that was done. */
  void remove(Cursor cursor) {
    Cursor after = cursor.newer;
    Cursor before = cursor.older;
    if (after != null) {
      after.older = before;
    } else if (newest == cursor) {
      newest = before;
    }
    if (before != null && before.newer == cursor) {
      before.newer = after;
    }
    cursor.newer = null;
    cursor.older = null;
    if (cursor instanceof TableCursor t && t.isWatching) {
      t.isWatching = false;
      watching--;
    }
  }

  void removeAll() {
    newest = null;
    watching = 0;
  }

  /** The cursor ends when its row is changed. */
  void watch(TableCursor cursor) {
    if (!cursor.isWatching) {
      cursor.isWatching = true;
      watching++;
    }
  }

  /** A row is about to be replaced or deleted: ends the cursors that watch it. */
  void rowChanges(int root, long rowid) {
    if (watching > 0) {
      endWatching(root, rowid, false);
    }
  }

  /** All rows of a tree are about to be deleted: ends the cursors that watch one. */
  void allRowsChange(int root) {
    if (watching > 0) {
      endWatching(root, 0, true);
    }
  }

  private void endWatching(int root, long rowid, boolean all) {
    for (Cursor c = newest; c != null; c = c.older) {
      if (c instanceof TableCursor t && t.isWatching && t.root == root && (all || t.isAt(rowid))) {
        t.end(new DbException.Sql(ResultCode.ABORT, ResultCode.ABORT.message()));
      }
    }
  }

  /**
   * Saves the places of all cursors on a tree but one.
   *
   * @param root 0 for all trees
   * @throws DbException if a place cannot be read; the others may be saved or not
   */
  void save(int root, @Nullable Cursor except) {
    for (Cursor c = newest; c != null; c = c.older) {
      if (c != except && (root == 0 || c.root == root)) {
        c.save();
      }
    }
  }

  /** Saves the places of all cursors; one whose place cannot be read ends. */
  void saveOrEnd() {
    for (Cursor c = newest; c != null; c = c.older) {
      saveOrEnd(c);
    }
  }

  private static void saveOrEnd(Cursor cursor) {
    try {
      cursor.save();
    } catch (DbException e) {
      cursor.end(e);
    }
  }

  /**
   * Ends cursors, whose use then throws {@code reason}, and saves the places of the others.
   *
   * @param writersOnly whether those opened for reading go on
   */
  void end(DbException reason, boolean writersOnly) {
    for (Cursor c = newest; c != null; c = c.older) {
      if (c.isWritable || !writersOnly) {
        c.end(reason);
      } else {
        saveOrEnd(c);
      }
    }
  }

  /**
   * Requires that no cursor but {@code by} is on a page that is about to be changed: if one is, the
   * page belongs to two trees, or is used as something else too.
   *
   * @throws DbException.Corrupt if one is
   */
  void requireNotOn(int number, @Nullable Cursor by) {
    for (Cursor c = newest; c != null; c = c.older) {
      if (c != by && c.holds(number)) {
        throw new DbException.Corrupt(number, "page in use");
      }
    }
  }
}

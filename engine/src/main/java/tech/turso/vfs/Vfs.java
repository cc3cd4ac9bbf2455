package tech.turso.vfs;

import org.jspecify.annotations.Nullable;
import tech.turso.base.Clock;
import tech.turso.base.DbException;
import tech.turso.base.Randomness;

/**
 * A file system as the engine sees it, with a clock and a source of randomness. Any number of
 * threads may use it.
 *
 * <p>SQLite: sqlite3_vfs.
 */
public interface Vfs {
  /**
   * Opens a file.
   *
   * @param path the file's name as {@link #fullPath} gave it; null or empty for a temporary file
   *     with a name nobody knows, which is gone when it is closed or the process ends ({@code mode}
   *     then is CREATE)
   * @param kind what the file is for
   * @throws DbException.Io CANTOPEN if it cannot be opened (a directory opened READ_ONLY fails in
   *     the first read instead), READONLY_DIRECTORY if a recovery log cannot be created because the
   *     directory refuses it, IOERR_GETTEMPPATH if there is no directory for temporary files
   */
  VfsFile open(@Nullable String path, FileKind kind, OpenMode mode);

  /**
   * Whether there is something of that name that could hold content: an empty regular file counts
   * as none, because a journal of no bytes is no journal. SQLite: unixAccess.
   *
   * @throws DbException.Io IOERR_ACCESS if the failure is not that it cannot be seen
   */
  boolean exists(String path);

  /**
   * Deletes a file.
   *
   * @param syncDirectory whether to wait until the deletion would survive a power loss
   * @throws DbException.Io IOERR_DELETE_NOENT if there is no such file (which often is no error to
   *     the caller), IOERR_DELETE if it cannot be deleted, IOERR_DIR_FSYNC if it is deleted but the
   *     wait failed
   */
  void delete(String path, boolean syncDirectory);

  /**
   * The absolute name with every symbolic link resolved, also of a file that does not exist. Names
   * of journals are made from it, so that all who open a file through different links find the same
   * journal.
   *
   * @throws DbException.Io CANTOPEN if it cannot be resolved
   */
  String fullPath(String path);

  /** The clock that belongs to these files. */
  Clock clock();

  /** The randomness that belongs to these files. */
  Randomness randomness();

  /** Where work on these files is done that nobody waits for. */
  default Background background() {
    return Background.system();
  }
}

package tech.turso.vfs;

import tech.turso.base.DbException;

/**
 * An open file: bytes at positions, sync, and byte-range locks against everybody else who has the
 * file open. Positions and lengths are bytes, 0 or more. Any number of threads may use it; {@link
 * #close} must come after everything else has returned.
 *
 * <p>Locks are those of POSIX: shared or exclusive on any range of bytes, also beyond the end of
 * the file, advisory. They belong to this open file: two open files of one file conflict, in the
 * same process too; what this file holds never refuses this file.
 *
 * <p>SQLite: sqlite3_io_methods.
 */
public interface VfsFile extends AutoCloseable {
  /**
   * Reads up to {@code length} bytes at {@code position}.
   *
   * @return bytes read; fewer than {@code length} only if the file ends there, 0 at or after the
   *     end. Bytes of {@code into} after these are unchanged (not zeroed).
   * @throws DbException.Io IOERR_READ; {@code into} is then undefined in the range
   */
  int read(long position, byte[] into, int offset, int length);

  /**
   * Writes all bytes; a gap after the old end of the file reads as zeros.
   *
   * @throws DbException.Full if there is no space; part may have been written
   * @throws DbException.Io IOERR_WRITE; part may have been written
   */
  void write(long position, byte[] from, int offset, int length);

  /**
   * Makes the file exactly {@code size} bytes long; a longer one is cut, a shorter one is filled
   * with zeros.
   *
   * @throws DbException.Io IOERR_TRUNCATE; the size is then the old or the new one
   */
  void truncate(long size);

  /**
   * Bytes of the file.
   *
   * @throws DbException.Io IOERR_FSTAT
   */
  long size();

  /**
   * Waits until what was written and truncated before survives a power loss; for a recovery log
   * that was created by this open, also until its directory entry does.
   *
   * @throws DbException.Io IOERR_FSYNC: nothing may be assumed about what was written since the
   *     last sync that succeeded, and a further sync that succeeds proves nothing about it
   */
  void sync(SyncMode mode);

  /**
   * The unit that a power loss may damage as a whole while it is written, a power of two from 512
   * to 65536. A file with {@link #powersafeOverwrite} damages only bytes being written.
   */
  int sectorBytes();

  /**
   * Whether a power loss during a write leaves bytes next to the written range alone. SQLite then
   * pads its journal headers to 512 bytes whatever the sector is. SQLite:
   * SQLITE_IOCAP_POWERSAFE_OVERWRITE.
   */
  boolean powersafeOverwrite();

  /** Whether writes are refused because of how the file was opened or of its permissions. */
  boolean isReadOnly();

  /**
   * An object equal to that of another open file exactly if both are the same file, by whatever
   * path or link each was opened.
   */
  Object identity();

  /**
   * Whether the name this file was opened by does not lead to this file any more: it was deleted,
   * moved or replaced. False for temporary files.
   */
  boolean hasMoved();

  /**
   * Takes a lock on a range, or changes the lock that this file holds there to the asked kind.
   * Never waits.
   *
   * @return false if another open file holds a lock in the way; this file then holds what it held
   *     before
   * @throws DbException.Io IOERR_LOCK; or, where {@link #upgradesAtomically} is false, IOERR_RDLOCK
   *     if the lock held before was given up to change it and could not be had back: the range then
   *     is not locked
   */
  boolean tryLock(long position, long length, boolean exclusive);

  /**
   * Gives up what this file holds in the range; nothing held is fine.
   *
   * @throws DbException.Io IOERR_UNLOCK
   */
  void unlock(long position, long length);

  /**
   * Whether another open file holds a lock in the range that would refuse an exclusive one. It asks
   * without taking a lock. On a system that cannot be asked it answers false; whoever acts on false
   * must therefore take the lock he needs next and cope with being refused.
   *
   * @throws DbException.Io IOERR_CHECKRESERVEDLOCK
   */
  boolean isLockedByOther(long position, long length);

  /**
   * Whether {@link #tryLock} changes a lock from shared to exclusive and back without a moment in
   * which the range is not locked. Where it does not, the caller must hold another lock meanwhile
   * that keeps everyone from taking this range (the PENDING byte).
   */
  boolean upgradesAtomically();

  /**
   * Gives up all locks and closes; does not sync. Closing again does nothing.
   *
   * @throws DbException.Io IOERR_CLOSE; it is closed all the same
   */
  @Override
  void close();
}

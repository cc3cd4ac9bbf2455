package tech.turso.pager;

import tech.turso.base.DbException;
import tech.turso.vfs.VfsFile;

/**
 * This process's lock on a database file, against other processes: SQLite's five levels on SQLite's
 * bytes.
 *
 * <table>
 * <caption>Bytes from 0x40000000</caption>
 * <tr><th>byte</th><th>name</th><th>locked</th></tr>
 * <tr><td>0</td><td>PENDING</td><td>shared for a moment by who takes SHARED; exclusively by who
 *     wants or has EXCLUSIVE</td></tr>
 * <tr><td>1</td><td>RESERVED</td><td>exclusively by the one writer</td></tr>
 * <tr><td>2 to 511</td><td>SHARED</td><td>shared by readers and the writer; exclusively in
 *     EXCLUSIVE</td></tr>
 * </table>
 *
 * <p>The change of the SHARED range between shared and exclusive is not atomic with every kind of
 * file lock. It need not be: it happens only while PENDING is held exclusively, and nobody can take
 * the SHARED range without PENDING.
 *
 * <p>Nothing here waits. Used under the lock of {@link DatabaseLocks}.
 *
 * <p>SQLite: os_unix.c unixLock, posixUnlock, unixCheckReservedLock.
 */
final class FileLocks {
  private static final long PENDING = SharedDatabase.PENDING_BYTE;
  private static final long RESERVED = PENDING + 1;
  private static final long SHARED_FIRST = PENDING + 2;
  private static final long SHARED_BYTES = 510;
  private static final long ALL_BYTES = 512;

  private final VfsFile file;
  private boolean shared;
  private boolean reserved;
  private boolean pending;
  private boolean exclusive;

  FileLocks(VfsFile file) {
    this.file = file;
  }

  /**
   * Takes SHARED.
   *
   * @return false if another process wants or has EXCLUSIVE
   * @throws DbException.Io nothing is held then
   */
  boolean lockShared() {
    assert !shared && !reserved && !pending && !exclusive;
    if (!file.tryLock(PENDING, 1, false)) {
      return false;
    }
    try {
      shared = file.tryLock(SHARED_FIRST, SHARED_BYTES, false);
    } finally {
      file.unlock(PENDING, 1);
    }
    return shared;
  }

  /** Takes RESERVED from SHARED; false if another process has it. */
  boolean lockReserved() {
    assert shared;
    reserved = reserved || file.tryLock(RESERVED, 1, true);
    return reserved;
  }

  /** Takes PENDING, so that no other process can begin to read; false if another has it. */
  boolean lockPending() {
    assert shared;
    pending = pending || file.tryLock(PENDING, 1, true);
    return pending;
  }

  /**
   * Takes EXCLUSIVE from SHARED, RESERVED or PENDING.
   *
   * @return false if another process reads (PENDING then is held: see {@link #unlockWrite}) or
   *     wants the same
   * @throws DbException.Io perhaps not even SHARED is held then; the caller unlocks
   */
  boolean lockExclusive() {
    if (exclusive) {
      return true;
    }
    if (!lockPending()) {
      return false;
    }
    exclusive = file.tryLock(SHARED_FIRST, SHARED_BYTES, true);
    return exclusive;
  }

  /** Whether EXCLUSIVE is held. */
  boolean isExclusive() {
    return exclusive;
  }

  /** Whether another process has RESERVED or more, as far as can be told. */
  boolean isReservedElsewhere() {
    return !reserved && file.isLockedByOther(RESERVED, 1);
  }

  /**
   * Goes down to SHARED from any higher level.
   *
   * @throws DbException.Io the caller then unlocks
   */
  void unlockWrite() {
    if (exclusive) {
      // PENDING is held, so that this cannot be refused and leaves no gap.
      boolean held = file.tryLock(SHARED_FIRST, SHARED_BYTES, false);
      assert held;
      exclusive = false;
    }
    if (pending || reserved) {
      file.unlock(PENDING, 2);
      pending = false;
      reserved = false;
    }
  }

  /**
   * Gives up everything.
   *
   * @throws DbException.Io it counts as unlocked all the same
   */
  void unlock() {
    boolean any = shared || reserved || pending || exclusive;
    shared = false;
    reserved = false;
    pending = false;
    exclusive = false;
    if (any) {
      file.unlock(PENDING, ALL_BYTES);
    }
  }
}

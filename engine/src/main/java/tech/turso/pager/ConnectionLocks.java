package tech.turso.pager;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.pager.DatabaseLocks.Grant;

/**
 * The locks that one connection holds, and its patience: what is refused is tried again as long as
 * the busy handler says so.
 *
 * <p>Levels are taken in this order and given up together: the turn to write, SHARED, RESERVED,
 * EXCLUSIVE; a reader takes SHARED alone, and the turn later if it becomes a writer. A database
 * that nobody else can use has no locks, and everything is granted.
 */
final class ConnectionLocks {
  private final Pager pager;
  private final SharedDatabase database;
  private final @Nullable DatabaseLocks locks;
  private BusyHandler busyHandler = BusyHandler.NEVER;
  private boolean shared;
  private boolean turn;
  private boolean exclusive;

  ConnectionLocks(Pager pager, SharedDatabase database) {
    this.pager = pager;
    this.database = database;
    this.locks = database.locks();
  }

  void setBusyHandler(BusyHandler handler) {
    busyHandler = handler;
  }

  /** Whether SHARED or more is held. */
  boolean holdsShared() {
    return shared;
  }

  /** Whether a write transaction may be open. */
  boolean mayWrite() {
    return turn || locks == null;
  }

  /** How long to wait for connections of this process before the busy handler is asked. */
  long waitMs(int count) {
    return busyHandler instanceof BusyTimeout timeout ? timeout.leftMs(count) : 0;
  }

  /** Asks the busy handler whether to try again; throws BUSY if not. */
  void retryOrBusy(int count) {
    if (!busyHandler.retry(count)) {
      throw busy();
    }
  }

  static DbException.Busy busy() {
    return new DbException.Busy(ResultCode.BUSY);
  }

  /** Takes SHARED if it is not held; asks the busy handler. */
  void lockShared() {
    for (int count = 0; !lockShared(waitMs(count)); count++) {
      retryOrBusy(count);
    }
  }

  /** Takes SHARED if it is not held; false if it is refused. */
  boolean lockShared(long waitMs) {
    if (shared) {
      return true;
    }
    shared =
        locks == null ? enterAlone() : locks.lockShared(pager, waitMs, database) == Grant.GRANTED;
    return shared;
  }

  /** There is nobody to be locked out: in memory, temporary, immutable or without locks. */
  private boolean enterAlone() {
    if (!database.hasFile() || database.isTemporary()) {
      return true;
    }
    if (database.needsRecovery(pager)) {
      database.recover(pager);
    }
    return database.validate(pager);
  }

  /** Takes the turn to write if it is not held; false if it is refused. */
  boolean takeTurn(long waitMs) {
    if (!turn && locks != null) {
      turn = locks.takeTurn(pager, waitMs) == Grant.GRANTED;
      return turn;
    }
    return true;
  }

  /** Takes RESERVED, holding the turn and SHARED; false if it is refused. */
  boolean lockReserved() {
    return locks == null || locks.lockReserved(pager) == Grant.GRANTED;
  }

  /** Takes EXCLUSIVE, holding RESERVED; asks the busy handler. */
  void lockExclusive() {
    for (int count = 0; !lockExclusive(waitMs(count)); count++) {
      retryOrBusy(count);
    }
  }

  /** Takes EXCLUSIVE, holding RESERVED; false if it is refused. */
  boolean lockExclusive(long waitMs) {
    exclusive = exclusive || locks == null || locks.lockExclusive(pager, waitMs) == Grant.GRANTED;
    return exclusive;
  }

  /** Goes down to SHARED, or to nothing if only the turn is held. */
  void unlockWrite() {
    if (turn && locks != null) {
      locks.unlockWrite(pager);
    }
    turn = false;
    exclusive = false;
  }

  /** Gives up everything. */
  void unlock() {
    unlockWrite();
    if (shared && locks != null) {
      locks.unlockShared(pager);
    }
    shared = false;
  }
}

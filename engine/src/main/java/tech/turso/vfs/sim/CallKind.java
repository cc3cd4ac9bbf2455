package tech.turso.vfs.sim;

import tech.turso.base.ResultCode;

/** Calls that {@link Faults} counts and can make fail. */
public enum CallKind {
  /** Opening a file, creating it or not. */
  OPEN(ResultCode.CANTOPEN),
  /** Reading bytes. */
  READ(ResultCode.IOERR_READ),
  /** Writing bytes. */
  WRITE(ResultCode.IOERR_WRITE),
  /** Setting the size. */
  TRUNCATE(ResultCode.IOERR_TRUNCATE),
  /** Syncing a file. */
  SYNC(ResultCode.IOERR_FSYNC),
  /** Asking for the size. */
  SIZE(ResultCode.IOERR_FSTAT),
  /** Deleting a name. */
  DELETE(ResultCode.IOERR_DELETE),
  /** Asking for a name. */
  EXISTS(ResultCode.IOERR_ACCESS),
  /** Taking or changing a lock; failing with BUSY it answers false. */
  LOCK(ResultCode.IOERR_LOCK),
  /** Giving up a lock. */
  UNLOCK(ResultCode.IOERR_UNLOCK),
  /** Asking for others' locks. */
  CHECK_LOCK(ResultCode.IOERR_CHECKRESERVEDLOCK);

  private final ResultCode usualFailure;

  CallKind(ResultCode usualFailure) {
    this.usualFailure = usualFailure;
  }

  /** The code that a real file system gives when such a call fails. */
  public ResultCode usualFailure() {
    return usualFailure;
  }
}

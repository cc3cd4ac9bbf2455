package tech.turso.vfs.sim;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.VfsFile;

/** An open file of a simulated process. Every call holds the disk's monitor. */
final class SimulatedFile implements VfsFile {
  private final SimulatedVfs process;
  private final Disk disk;
  private final SimulatedNode node;
  private final @Nullable String name;
  private final boolean readOnly;
  private final boolean syncsDirectory;
  private boolean closed;

  SimulatedFile(
      SimulatedVfs process,
      Disk disk,
      SimulatedNode node,
      @Nullable String name,
      boolean readOnly,
      boolean syncsDirectory) {
    this.process = process;
    this.disk = disk;
    this.node = node;
    this.name = name;
    this.readOnly = readOnly;
    this.syncsDirectory = syncsDirectory;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    synchronized (disk) {
      checkOpen();
      ResultCode code = process.planned(CallKind.READ, false);
      int wanted = length;
      if (code == ResultCode.IOERR_SHORT_READ) {
        wanted = length == 0 ? 0 : disk.decisions.nextInt(length);
      } else if (code != null) {
        throw Faults.failure(code);
      }
      return node.live.read(position, into, offset, wanted);
    }
  }

  @Override
  public void write(long position, byte[] from, int offset, int length) {
    synchronized (disk) {
      checkWritable(ResultCode.IOERR_WRITE);
      ResultCode code = process.planned(CallKind.WRITE, true);
      if (code != null) {
        node.write(position, from, offset, disk.decisions.nextInt(length + 1));
        throw Faults.failure(code);
      }
      long growth = Math.max(0, position + length - node.live.size());
      long missing = growth - process.faults().take(growth);
      node.write(position, from, offset, (int) Math.max(0, length - missing));
      process.crashIfPlanned(true);
      if (missing > 0) {
        throw new DbException.Full(null);
      }
    }
  }

  @Override
  public void truncate(long size) {
    synchronized (disk) {
      checkWritable(ResultCode.IOERR_TRUNCATE);
      process.call(CallKind.TRUNCATE, true);
      node.truncate(size);
      process.crashIfPlanned(true);
    }
  }

  @Override
  public long size() {
    synchronized (disk) {
      checkOpen();
      process.call(CallKind.SIZE, false);
      return node.live.size();
    }
  }

  @Override
  public void sync(SyncMode mode) {
    synchronized (disk) {
      checkOpen();
      ResultCode code = process.planned(CallKind.SYNC, true);
      process.crashIfPlanned(true);
      if (code != null) {
        node.failSync(disk.outcome(disk.decisions));
        throw Faults.failure(code);
      }
      node.sync();
      if (syncsDirectory && name != null) {
        disk.syncDirectory(name);
      }
    }
  }

  @Override
  public int sectorBytes() {
    return disk.sectorBytes;
  }

  @Override
  public boolean powersafeOverwrite() {
    return disk.powersafeOverwrite;
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  @Override
  public Object identity() {
    return node;
  }

  @Override
  public boolean hasMoved() {
    synchronized (disk) {
      return name != null && disk.find(name) != node;
    }
  }

  @Override
  public boolean tryLock(long position, long length, boolean exclusive) {
    synchronized (disk) {
      checkOpen();
      if (exclusive) {
        checkWritable(ResultCode.IOERR_LOCK);
      }
      ResultCode code = process.planned(CallKind.LOCK, false);
      if (code == ResultCode.BUSY) {
        return false;
      }
      if (code != null) {
        throw Faults.failure(code);
      }
      return node.locks.tryLock(this, position, length, exclusive);
    }
  }

  @Override
  public void unlock(long position, long length) {
    synchronized (disk) {
      checkOpen();
      process.call(CallKind.UNLOCK, false);
      node.locks.unlock(this, position, length);
    }
  }

  @Override
  public boolean isLockedByOther(long position, long length) {
    synchronized (disk) {
      checkOpen();
      process.call(CallKind.CHECK_LOCK, false);
      return node.locks.isRefusedTo(this, position, length, true);
    }
  }

  @Override
  public boolean upgradesAtomically() {
    return disk.upgradesAtomically;
  }

  /** After a crash it does nothing: nobody is there any more to close anything. */
  @Override
  public void close() {
    synchronized (disk) {
      if (!closed) {
        release();
        process.closed(this);
      }
    }
  }

  void release() {
    closed = true;
    node.locks.unlockAll(this);
  }

  private void checkOpen() {
    process.checkAlive();
    if (closed) {
      throw new DbException.Internal("file used after close: " + name);
    }
  }

  private void checkWritable(ResultCode code) {
    checkOpen();
    if (readOnly) {
      throw new DbException.Io(code, null);
    }
  }
}

package tech.turso.vfs.memory;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.VfsFile;

/** An open file of a {@link MemoryVfs}. */
final class MemoryFile implements VfsFile {
  private final MemoryVfs vfs;
  private final @Nullable String path;
  private final MemoryVfs.Content content;
  private final boolean readOnly;

  MemoryFile(MemoryVfs vfs, @Nullable String path, MemoryVfs.Content content, boolean readOnly) {
    this.vfs = vfs;
    this.path = path;
    this.content = content;
    this.readOnly = readOnly;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    return content.bytes().read(position, into, offset, length);
  }

  @Override
  public void write(long position, byte[] from, int offset, int length) {
    if (readOnly) {
      throw new DbException.Io(ResultCode.IOERR_WRITE, null);
    }
    content.bytes().write(position, from, offset, length);
  }

  @Override
  public void truncate(long size) {
    if (readOnly) {
      throw new DbException.Io(ResultCode.IOERR_TRUNCATE, null);
    }
    content.bytes().truncate(size);
  }

  @Override
  public long size() {
    return content.bytes().size();
  }

  @Override
  public void sync(SyncMode mode) {}

  @Override
  public int sectorBytes() {
    return 4096;
  }

  @Override
  public boolean powersafeOverwrite() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return readOnly;
  }

  @Override
  public Object identity() {
    return content;
  }

  @Override
  public boolean hasMoved() {
    return path != null && vfs.contentOf(path) != content;
  }

  @Override
  public boolean tryLock(long position, long length, boolean exclusive) {
    if (exclusive && readOnly) {
      throw new DbException.Io(ResultCode.IOERR_LOCK, null);
    }
    return content.locks().tryLock(this, position, length, exclusive);
  }

  @Override
  public void unlock(long position, long length) {
    content.locks().unlock(this, position, length);
  }

  @Override
  public boolean isLockedByOther(long position, long length) {
    return content.locks().isRefusedTo(this, position, length, true);
  }

  @Override
  public boolean upgradesAtomically() {
    return true;
  }

  @Override
  public void close() {
    content.locks().unlockAll(this);
  }
}

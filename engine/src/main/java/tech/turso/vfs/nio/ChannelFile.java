package tech.turso.vfs.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.VfsFile;

/** An open file over a channel that it shares with all open files of this process on the file. */
final class ChannelFile implements VfsFile {
  private final SharedFile file;
  private final AsynchronousFileChannel channel;
  private final @Nullable Path path;
  private final boolean readOnly;

  /** Whether the file was created by us and its directory entry is not known to be durable. */
  private volatile boolean directoryUnsynced;

  private volatile boolean closed;

  /**
   * Takes over one use of {@code file}.
   *
   * @param path null for a temporary file
   * @param syncDirectory whether the first sync includes the directory entry
   */
  ChannelFile(SharedFile file, @Nullable Path path, boolean readOnly, boolean syncDirectory) {
    this.file = file;
    this.path = path;
    this.readOnly = readOnly;
    this.directoryUnsynced = syncDirectory;
    AsynchronousFileChannel suitable = file.channel(!readOnly);
    assert suitable != null;
    this.channel = suitable;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    checkOpen();
    try {
      return Channels.read(channel, position, into, offset, length);
    } catch (IOException e) {
      boolean device = String.valueOf(e.getMessage()).contains("Input/output error");
      throw new DbException.Io(device ? ResultCode.IOERR_CORRUPTFS : ResultCode.IOERR_READ, e);
    }
  }

  @Override
  public void write(long position, byte[] from, int offset, int length) {
    checkWritable(ResultCode.IOERR_WRITE);
    try {
      Channels.write(channel, position, from, offset, length);
    } catch (IOException e) {
      throw isFull(e, length) ? new DbException.Full(e) : io(ResultCode.IOERR_WRITE, e);
    }
  }

  @Override
  public void truncate(long size) {
    checkWritable(ResultCode.IOERR_TRUNCATE);
    try {
      if (size > channel.size()) {
        Channels.write(channel, size - 1, new byte[1], 0, 1);
      } else {
        channel.truncate(size);
      }
    } catch (IOException e) {
      throw io(ResultCode.IOERR_TRUNCATE, e);
    }
  }

  @Override
  public long size() {
    checkOpen();
    try {
      return channel.size();
    } catch (IOException e) {
      throw io(ResultCode.IOERR_FSTAT, e);
    }
  }

  /** On Linux {@code fdatasync}; on macOS Java asks the device to empty its cache, always. */
  @Override
  public void sync(SyncMode mode) {
    checkOpen();
    try {
      channel.force(false);
    } catch (IOException e) {
      throw io(ResultCode.IOERR_FSYNC, e);
    }
    Path directory = path == null ? null : path.getParent();
    if (directoryUnsynced && directory != null) {
      try {
        Channels.syncDirectory(directory);
      } catch (IOException e) {
        throw io(ResultCode.IOERR_DIR_FSYNC, e);
      }
      directoryUnsynced = false;
    }
  }

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
    return file.identity;
  }

  @Override
  public boolean hasMoved() {
    return path != null && !file.identity.equals(SharedFile.identityOf(path));
  }

  @Override
  public boolean tryLock(long position, long length, boolean exclusive) {
    assert length > 0 : length;
    checkOpen();
    if (exclusive) {
      checkWritable(ResultCode.IOERR_LOCK);
    }
    return file.locks.tryLock(channel, this, position, length, exclusive);
  }

  @Override
  public void unlock(long position, long length) {
    assert length > 0 : length;
    checkOpen();
    file.locks.unlock(this, position, length);
  }

  @Override
  public boolean isLockedByOther(long position, long length) {
    assert length > 0 : length;
    checkOpen();
    if (file.locks.isHeldByOther(this, position, length)) {
      return true;
    }
    try {
      return path != null
          && SystemLocks.isHeldByOtherProcess(path, position, position + length - 1);
    } catch (IOException e) {
      throw io(ResultCode.IOERR_CHECKRESERVEDLOCK, e);
    }
  }

  @Override
  public boolean upgradesAtomically() {
    return false;
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try {
      file.locks.unlockAll(this);
    } finally {
      leave();
    }
  }

  private void leave() {
    try {
      file.leave();
    } catch (IOException e) {
      throw io(ResultCode.IOERR_CLOSE, e);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new DbException.Internal("file used after close: " + path);
    }
  }

  private void checkWritable(ResultCode code) {
    checkOpen();
    if (readOnly) {
      throw new DbException.Io(code, null);
    }
  }

  private static DbException io(ResultCode code, IOException cause) {
    return new DbException.Io(code, cause);
  }

  /** Java gives only the system's text, in the user's language; so the disk is asked too. */
  private boolean isFull(IOException failure, int length) {
    if (String.valueOf(failure.getMessage()).contains("No space left on device")) {
      return true;
    }
    try {
      return path != null && Files.getFileStore(path).getUsableSpace() < length;
    } catch (IOException e) {
      return false;
    }
  }
}

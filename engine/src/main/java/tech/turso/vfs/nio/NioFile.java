package tech.turso.vfs.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.VfsFile;

/** An open file over a {@link FileChannel}. */
final class NioFile implements VfsFile {
  private final FileChannel channel;
  private final Path path;
  private final boolean readOnly;
  private final Object identity;
  private final List<FileLock> locks = new ArrayList<>();

  NioFile(FileChannel channel, Path path, boolean readOnly) throws IOException {
    this.channel = channel;
    this.path = path;
    this.readOnly = readOnly;
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    identity = key == null ? path.toRealPath() : key;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, position + buffer.position() - offset) < 0) {
          break;
        }
      }
      return buffer.position() - offset;
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_READ, e);
    }
  }

  @Override
  public void write(long position, byte[] from, int offset, int length) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(from, offset, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer, position + buffer.position() - offset);
      }
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_WRITE, e);
    }
  }

  @Override
  public void truncate(long size) {
    try {
      if (size > channel.size()) {
        channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
      } else {
        channel.truncate(size);
      }
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_TRUNCATE, e);
    }
  }

  @Override
  public long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_FSTAT, e);
    }
  }

  @Override
  public void sync(SyncMode mode) {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_FSYNC, e);
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
    return identity;
  }

  @Override
  public boolean hasMoved() {
    try {
      return !identity.equals(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public synchronized boolean tryLock(long position, long length, boolean exclusive) {
    unlock(position, length);
    try {
      FileLock lock = channel.tryLock(position, length, !exclusive);
      if (lock == null) {
        return false;
      }
      locks.add(lock);
      return true;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_LOCK, e);
    }
  }

  @Override
  public synchronized void unlock(long position, long length) {
    try {
      for (int i = locks.size() - 1; i >= 0; i--) {
        if (locks.get(i).overlaps(position, length)) {
          locks.remove(i).release();
        }
      }
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_UNLOCK, e);
    }
  }

  @Override
  public synchronized boolean isLockedByOther(long position, long length) {
    boolean free = tryLock(position, length, false);
    unlock(position, length);
    return !free;
  }

  @Override
  public boolean upgradesAtomically() {
    return false;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_CLOSE, e);
    }
  }
}

package tech.turso.vfs.ffm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.VfsFile;

/**
 * An open file that is a descriptor of the C library, with locks of its open file description.
 *
 * <p>Every open file has a descriptor of its own: the kernel then keeps the table of locks between
 * the open files of this process as it does between processes, and closing one leaves the others
 * alone. A file of this process that is locked through {@code java.nio} would lose its locks by the
 * close: the two kinds are not mixed in one process.
 *
 * <p>Descriptors are numbers that the system gives out again after a close. A call that came too
 * late would hit a file of somebody else, so every call counts itself in, and the last one out
 * closes.
 */
public final class PosixFile implements VfsFile {
  private static final int CLOSED = Integer.MIN_VALUE;

  private final int fd;
  private final @Nullable Path path;
  private final boolean readOnly;
  private final @Nullable FileStatus status;
  private final Object identity;
  private final AtomicInteger users = new AtomicInteger();

  /** Whether the file was created by us and its directory entry is not known to be durable. */
  private volatile boolean directoryUnsynced;

  private PosixFile(int fd, @Nullable Path path, boolean readOnly, boolean created) {
    this.fd = fd;
    this.path = path;
    this.readOnly = readOnly;
    this.directoryUnsynced = created;
    this.status = path == null || !FileStatus.isUsable() ? null : FileStatus.of(fd);
    if (path == null) {
      this.identity = this;
    } else {
      this.identity = status == null ? identityOf(fd, path) : status.identity();
    }
  }

  /** What {@link #open} is asked for beside the name. */
  public enum Access {
    /** For reading. */
    READ,
    /** For reading and writing. */
    WRITE,
    /** For reading and writing; created if it does not exist. */
    CREATE,
    /** For reading and writing; created, and its name deleted at once; fails if it exists. */
    TEMPORARY
  }

  /**
   * Opens a file.
   *
   * @param path absolute
   * @param permissions of a new file, before the process's mask
   * @param syncDirectory whether the first sync includes the directory entry
   * @return the file, or null if the system refused, with the reason in {@code failure}
   */
  public static @Nullable PosixFile open(
      Path path, Access access, int permissions, boolean syncDirectory, OpenFailure failure) {
    int flags =
        switch (access) {
          case READ -> Posix.O_RDONLY;
          case WRITE -> Posix.O_RDWR;
          case CREATE -> Posix.O_RDWR | Posix.O_CREAT;
          case TEMPORARY -> Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL;
        };
    Scratch scratch = Scratch.take();
    try {
      String name = path.toString();
      int fd = Posix.open(scratch, name, flags | Posix.O_NOFOLLOW, permissions);
      if (fd < 0) {
        failure.set(-fd, name);
        return null;
      }
      if (access == Access.TEMPORARY) {
        Posix.unlink(scratch, name);
        return new PosixFile(fd, null, false, false);
      }
      return new PosixFile(fd, path, access == Access.READ, syncDirectory);
    } finally {
      scratch.give();
    }
  }

  /** Why the system refused to open a file. */
  public static final class OpenFailure {
    private int errno;
    private String name = "";

    /** Nothing was refused yet. */
    public OpenFailure() {}

    private void set(int errno, String name) {
      this.errno = errno;
      this.name = name;
    }

    /** Whether permission is what lacks. */
    public boolean isAccessDenied() {
      return errno == Posix.EACCES;
    }

    /** Whether it is a directory. */
    public boolean isDirectory() {
      return errno == Posix.EISDIR;
    }

    /** For logs. */
    public IOException exception() {
      return failure("open " + name, errno);
    }
  }

  /**
   * Deletes a file.
   *
   * @throws DbException.Io IOERR_DELETE_NOENT if there is none, IOERR_DELETE if it cannot be
   *     deleted or is a directory
   */
  public static void delete(Path path) {
    int errno;
    Scratch scratch = Scratch.take();
    try {
      errno = -Posix.unlink(scratch, path.toString());
    } finally {
      scratch.give();
    }
    if (errno != 0) {
      throw new DbException.Io(
          errno == Posix.ENOENT ? ResultCode.IOERR_DELETE_NOENT : ResultCode.IOERR_DELETE,
          failure("unlink " + path, errno));
    }
  }

  /**
   * Makes the entries of a directory durable. A directory that cannot be opened is let be, as
   * SQLite does.
   *
   * @throws DbException.Io IOERR_DIR_FSYNC
   */
  public static void syncDirectory(Path directory) {
    Scratch scratch = Scratch.take();
    try {
      int fd = Posix.open(scratch, directory.toString(), Posix.O_RDONLY, 0);
      if (fd < 0) {
        return;
      }
      int result = Posix.syncDirectory(scratch, fd);
      Posix.close(scratch, fd);
      if (result < 0) {
        throw new DbException.Io(
            ResultCode.IOERR_DIR_FSYNC, failure("fsync " + directory, -result));
      }
    } finally {
      scratch.give();
    }
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) {
    enter();
    Scratch scratch = Scratch.take();
    try {
      int done = 0;
      while (done < length) {
        int part = Math.min(length - done, Scratch.BUFFER_BYTES);
        int count = (int) Posix.pread(scratch, fd, part, position + done);
        if (count <= 0) {
          if (count < 0) {
            throw readFailure(-count);
          }
          break;
        }
        scratch.copyOut(into, offset + done, count);
        done += count;
      }
      return done;
    } finally {
      scratch.give();
      leave();
    }
  }

  @Override
  public void write(long position, byte[] from, int offset, int length) {
    enter();
    Scratch scratch = Scratch.take();
    try {
      int done = 0;
      while (done < length) {
        int part = Math.min(length - done, Scratch.BUFFER_BYTES);
        scratch.copyIn(from, offset + done, part);
        int count = (int) Posix.pwrite(scratch, fd, part, position + done);
        if (count <= 0) {
          throw writeFailure(-count);
        }
        done += count;
      }
    } finally {
      scratch.give();
      leave();
    }
  }

  @Override
  public void truncate(long size) {
    enter();
    Scratch scratch = Scratch.take();
    try {
      int result = Posix.ftruncate(scratch, fd, size);
      if (result < 0) {
        throw io(ResultCode.IOERR_TRUNCATE, "ftruncate", -result);
      }
    } finally {
      scratch.give();
      leave();
    }
  }

  @Override
  public long size() {
    enter();
    Scratch scratch = Scratch.take();
    try {
      long size = Posix.size(scratch, fd);
      if (size < 0) {
        throw io(ResultCode.IOERR_FSTAT, "lseek", (int) -size);
      }
      return size;
    } finally {
      scratch.give();
      leave();
    }
  }

  @Override
  public void sync(SyncMode mode) {
    enter();
    Scratch scratch = Scratch.take();
    try {
      int result = Posix.sync(scratch, fd, mode == SyncMode.FULL);
      if (result < 0) {
        throw io(ResultCode.IOERR_FSYNC, "fsync", -result);
      }
      Path directory = path == null ? null : path.getParent();
      if (directoryUnsynced && directory != null) {
        syncDirectory(directory);
        directoryUnsynced = false;
      }
    } finally {
      scratch.give();
      leave();
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

  /** What the system said when the file was opened; null if it cannot be asked. */
  public @Nullable FileStatus statusAtOpen() {
    return status;
  }

  @Override
  public boolean hasMoved() {
    FileStatus status = this.status;
    if (status != null && path != null) {
      FileStatus now = FileStatus.of(path.toString(), true);
      return now == null || now.inode() != status.inode() || now.device() != status.device();
    }
    try {
      return path != null && !identity.equals(key(path));
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public boolean tryLock(long position, long length, boolean exclusive) {
    assert length > 0 : length;
    enter();
    Scratch scratch = Scratch.take();
    try {
      short type = exclusive ? Posix.F_WRLCK : Posix.F_RDLCK;
      int result = Posix.setLock(scratch, fd, type, position, length);
      return result >= 0 || refused(-result);
    } finally {
      scratch.give();
      leave();
    }
  }

  @Override
  public void unlock(long position, long length) {
    assert length > 0 : length;
    enter();
    Scratch scratch = Scratch.take();
    try {
      int result = Posix.setLock(scratch, fd, Posix.F_UNLCK, position, length);
      if (result < 0) {
        throw io(ResultCode.IOERR_UNLOCK, "unlock", -result);
      }
    } finally {
      scratch.give();
      leave();
    }
  }

  @Override
  public boolean isLockedByOther(long position, long length) {
    assert length > 0 : length;
    enter();
    Scratch scratch = Scratch.take();
    try {
      int type = Posix.conflictingLock(scratch, fd, Posix.F_WRLCK, position, length);
      if (type < 0) {
        throw io(ResultCode.IOERR_CHECKRESERVEDLOCK, "lock query", -type);
      }
      return type != Posix.F_UNLCK;
    } finally {
      scratch.give();
      leave();
    }
  }

  @Override
  public boolean upgradesAtomically() {
    return true;
  }

  @Override
  public void close() {
    int before = users.getAndUpdate(count -> count | CLOSED);
    if (before == 0) {
      closeDescriptor();
    }
  }

  private void closeDescriptor() {
    Scratch scratch = Scratch.take();
    try {
      int result = Posix.close(scratch, fd);
      if (result < 0 && result != -Posix.EINTR) {
        throw io(ResultCode.IOERR_CLOSE, "close", -result);
      }
    } finally {
      scratch.give();
    }
  }

  private void enter() {
    int count;
    do {
      count = users.get();
      if (count < 0) {
        throw new DbException.Internal("file used after close: " + path);
      }
    } while (!users.compareAndSet(count, count + 1));
  }

  private void leave() {
    if (users.decrementAndGet() == CLOSED) {
      closeDescriptor();
    }
  }

  /** False if another holds the lock, otherwise a failure. SQLite: sqliteErrorFromPosixError. */
  private boolean refused(int errno) {
    if (errno == Posix.EACCES
        || errno == Posix.EAGAIN
        || errno == Posix.ETIMEDOUT
        || errno == Posix.EBUSY
        || errno == Posix.EINTR
        || errno == Posix.ENOLCK) {
      return false;
    }
    throw io(errno == Posix.EPERM ? ResultCode.PERM : ResultCode.IOERR_LOCK, "lock", errno);
  }

  private DbException readFailure(int errno) {
    boolean device = errno == Posix.EIO || errno == Posix.ENXIO || errno == Posix.ERANGE;
    return io(device ? ResultCode.IOERR_CORRUPTFS : ResultCode.IOERR_READ, "pread", errno);
  }

  /** A write of no bytes without a reason is a full disk too. SQLite: unixWrite. */
  private DbException writeFailure(int errno) {
    if (errno == Posix.ENOSPC || errno == 0) {
      return new DbException.Full(failure("pwrite " + path, errno));
    }
    return io(ResultCode.IOERR_WRITE, "pwrite", errno);
  }

  private DbException io(ResultCode code, String call, int errno) {
    return new DbException.Io(code, failure(call + " " + path, errno));
  }

  private static IOException failure(String what, int errno) {
    return new IOException(what + ": errno " + errno);
  }

  /**
   * The identity of the file behind the descriptor. The name may lead elsewhere by now, so Linux is
   * asked for the descriptor.
   */
  private static Object identityOf(int fd, Path path) {
    try {
      Path descriptor = Path.of("/proc/self/fd/" + fd);
      return key(Files.exists(descriptor) ? descriptor : path);
    } catch (IOException e) {
      return new Object();
    }
  }

  private static Object key(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? path : key;
  }
}

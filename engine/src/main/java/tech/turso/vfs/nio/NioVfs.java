package tech.turso.vfs.nio;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Clock;
import tech.turso.base.DbException;
import tech.turso.base.Randomness;
import tech.turso.base.ResultCode;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.SystemClock;
import tech.turso.vfs.SystemRandomness;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.VfsFile;
import tech.turso.vfs.ffm.FileStatus;
import tech.turso.vfs.ffm.Posix;
import tech.turso.vfs.ffm.PosixFile;

/**
 * The operating system's files. Where the engine's module has native access they are descriptors of
 * the C library ({@link PosixFile}), otherwise channels; the system property {@code turso.locks}
 * ({@code ofd} or {@code channel}) decides instead if it is set.
 *
 * <p>Names passed to {@link #open} come from {@link #fullPath}: a symbolic link as last element is
 * not followed, so that nobody can slip one in between.
 *
 * <p>SQLite: os_unix.c.
 */
public final class NioVfs implements Vfs {
  private static final String PROPERTY = "turso.locks";

  private final LockKind lockKind;

  private NioVfs(LockKind lockKind) {
    this.lockKind = lockKind;
  }

  /** The one of the process, with the best locks it can have. */
  public static NioVfs instance() {
    return Default.INSTANCE;
  }

  /**
   * One with a kind of locks of the caller's choice. A process uses only one kind on a file.
   *
   * @throws DbException.Misuse if this process cannot have locks of that kind
   */
  public static NioVfs of(LockKind lockKind) {
    if (lockKind == LockKind.OFD && !Posix.isUsable()) {
      throw new DbException.Misuse(
          "locks of open file descriptions need Linux or macOS and --enable-native-access");
    }
    return new NioVfs(lockKind);
  }

  /** Found out when it is first asked for. */
  private static final class Default {
    static final NioVfs INSTANCE = choose(System.getProperty(PROPERTY, "auto"));

    private static NioVfs choose(String property) {
      return switch (property) {
        case "ofd" -> of(LockKind.OFD);
        case "channel" -> of(LockKind.CHANNEL);
        default -> of(Posix.isUsable() ? LockKind.OFD : LockKind.CHANNEL);
      };
    }
  }

  /** The kind of locks of the files opened here. */
  public LockKind lockKind() {
    return lockKind;
  }

  @Override
  public VfsFile open(@Nullable String path, FileKind kind, OpenMode mode) {
    if (path == null || path.isEmpty()) {
      return openTemporary(TemporaryNames.next(randomness()));
    }
    Path file = PathResolution.of(path).toAbsolutePath();
    boolean newLog = mode == OpenMode.CREATE && kind.isRecoveryLog();
    FilePermissions permissions = FilePermissions.of(file, kind, asksLibrary());
    VfsFile opened =
        lockKind == LockKind.OFD
            ? openDescriptor(file, mode, permissions, newLog)
            : openChannel(file, mode, permissions, newLog);
    if (newLog && !(opened instanceof PosixFile posix && permissions.areThoseOf(posix))) {
      permissions.completeIfNew(file);
    }
    return opened;
  }

  private VfsFile openTemporary(Path path) {
    if (lockKind == LockKind.OFD) {
      var failure = new PosixFile.OpenFailure();
      PosixFile file = PosixFile.open(path, PosixFile.Access.TEMPORARY, 0600, false, failure);
      if (file == null) {
        throw new DbException.Io(ResultCode.CANTOPEN, failure.exception());
      }
      return file;
    }
    try {
      AsynchronousFileChannel channel =
          Channels.open(
              path,
              FilePermissions.PRIVATE.asSet(),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.DELETE_ON_CLOSE);
      return new ChannelFile(SharedFile.unnamed(channel), null, false, false);
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.CANTOPEN, e);
    }
  }

  private static VfsFile openDescriptor(
      Path path, OpenMode mode, FilePermissions permissions, boolean newLog) {
    var access =
        switch (mode) {
          case READ_ONLY -> PosixFile.Access.READ;
          case READ_WRITE -> PosixFile.Access.WRITE;
          case CREATE -> PosixFile.Access.CREATE;
        };
    var failure = new PosixFile.OpenFailure();
    PosixFile file = PosixFile.open(path, access, permissions.mode(), newLog, failure);
    if (file == null && newLog && failure.isAccessDenied() && !Files.exists(path)) {
      throw new DbException.Io(ResultCode.READONLY_DIRECTORY, failure.exception());
    }
    if (file == null && mode != OpenMode.READ_ONLY && !failure.isDirectory()) {
      file = PosixFile.open(path, PosixFile.Access.READ, 0, newLog, failure);
    }
    if (file == null) {
      throw new DbException.Io(ResultCode.CANTOPEN, failure.exception());
    }
    return file;
  }

  private static VfsFile openChannel(
      Path path, OpenMode mode, FilePermissions permissions, boolean newLog) {
    IOException failure;
    if (mode == OpenMode.READ_ONLY) {
      return openForReading(path, newLog, null);
    }
    try {
      StandardOpenOption creation =
          mode == OpenMode.CREATE ? StandardOpenOption.CREATE : StandardOpenOption.WRITE;
      SharedFile file =
          SharedFile.open(
              path,
              true,
              () ->
                  Channels.open(
                      path,
                      mode == OpenMode.CREATE ? permissions.asSet() : null,
                      StandardOpenOption.READ,
                      StandardOpenOption.WRITE,
                      creation));
      return new ChannelFile(file, path, false, newLog);
    } catch (IOException e) {
      failure = e;
    }
    if (newLog && failure instanceof AccessDeniedException && !Files.exists(path)) {
      throw new DbException.Io(ResultCode.READONLY_DIRECTORY, failure);
    }
    if (Files.isDirectory(path)) {
      throw new DbException.Io(ResultCode.CANTOPEN, failure);
    }
    return openForReading(path, newLog, failure);
  }

  private static VfsFile openForReading(Path path, boolean newLog, @Nullable IOException first) {
    try {
      SharedFile file =
          SharedFile.open(path, false, () -> Channels.open(path, null, StandardOpenOption.READ));
      return new ChannelFile(file, path, true, newLog);
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.CANTOPEN, first == null ? e : first);
    }
  }

  @Override
  public boolean exists(String path) {
    if (asksLibrary()) {
      FileStatus status = FileStatus.of(path, true);
      return status != null && (!status.isRegular() || status.bytes() > 0);
    }
    Path file = PathResolution.of(path);
    if (!Files.exists(file)) {
      return false; // asked by every read transaction: no exception for the usual answer
    }
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return !attributes.isRegularFile() || attributes.size() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void delete(String path, boolean syncDirectory) {
    Path file = PathResolution.of(path).toAbsolutePath();
    if (lockKind == LockKind.OFD) {
      PosixFile.delete(file);
    } else {
      deleteByChannels(file);
    }
    Path directory = file.getParent();
    if (syncDirectory && directory != null) {
      syncDirectory(directory);
    }
  }

  private static void deleteByChannels(Path file) {
    try {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new DbException.Io(ResultCode.IOERR_DELETE, null);
      }
      Files.delete(file);
    } catch (NoSuchFileException e) {
      throw new DbException.Io(ResultCode.IOERR_DELETE_NOENT, e);
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_DELETE, e);
    }
  }

  private boolean asksLibrary() {
    return lockKind == LockKind.OFD && FileStatus.isUsable();
  }

  private void syncDirectory(Path directory) {
    if (lockKind == LockKind.OFD) {
      PosixFile.syncDirectory(directory);
      return;
    }
    try {
      Channels.syncDirectory(directory);
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_DIR_FSYNC, e);
    }
  }

  @Override
  public String fullPath(String path) {
    return PathResolution.resolve(path).toString();
  }

  @Override
  public Clock clock() {
    return SystemClock.INSTANCE;
  }

  @Override
  public Randomness randomness() {
    return SystemRandomness.INSTANCE;
  }
}

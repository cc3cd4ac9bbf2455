package tech.turso.vfs.nio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

/** The operating system's files, through {@code java.nio}. */
public final class NioVfs implements Vfs {
  private static final NioVfs INSTANCE = new NioVfs();

  private NioVfs() {}

  /** The one of the process. */
  public static NioVfs instance() {
    return INSTANCE;
  }

  @Override
  public VfsFile open(@Nullable String path, FileKind kind, OpenMode mode) {
    try {
      if (path == null || path.isEmpty()) {
        Path temporary = Files.createTempFile("etilqs_", "");
        return new NioFile(
            FileChannel.open(
                temporary,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE),
            temporary,
            false);
      }
      Path file = Path.of(path);
      if (Files.isDirectory(file)) {
        throw new DbException.Io(ResultCode.CANTOPEN_ISDIR, null);
      }
      if (mode == OpenMode.READ_ONLY) {
        return new NioFile(FileChannel.open(file, StandardOpenOption.READ), file, true);
      }
      StandardOpenOption third =
          mode == OpenMode.CREATE ? StandardOpenOption.CREATE : StandardOpenOption.WRITE;
      return new NioFile(
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, third),
          file,
          false);
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.CANTOPEN, e);
    }
  }

  @Override
  public boolean exists(String path) {
    try {
      Path file = Path.of(path);
      return Files.exists(file) && (!Files.isRegularFile(file) || Files.size(file) > 0);
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_ACCESS, e);
    }
  }

  @Override
  public void delete(String path, boolean syncDirectory) {
    try {
      Files.delete(Path.of(path));
    } catch (NoSuchFileException e) {
      throw new DbException.Io(ResultCode.IOERR_DELETE_NOENT, e);
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.IOERR_DELETE, e);
    }
  }

  @Override
  public String fullPath(String path) {
    Path file = Path.of(path).toAbsolutePath().normalize();
    try {
      return file.toRealPath().toString();
    } catch (IOException e) {
      return file.toString();
    }
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

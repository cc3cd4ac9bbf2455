package tech.turso.vfs.nio;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.Randomness;
import tech.turso.base.ResultCode;

/**
 * Names of temporary files. The directory is the first of these that can be used: the environment's
 * SQLITE_TMPDIR and TMPDIR, /var/tmp, /usr/tmp, /tmp, what Java calls the temporary directory, and
 * the current directory.
 *
 * <p>SQLite: os_unix.c unixTempFileDir, unixGetTempname.
 */
final class TemporaryNames {
  private TemporaryNames() {}

  /**
   * A name that no file has.
   *
   * @throws DbException.Io IOERR_GETTEMPPATH if no directory can be used
   */
  static Path next(Randomness randomness) {
    Path directory =
        directory(
            System.getenv("SQLITE_TMPDIR"),
            System.getenv("TMPDIR"),
            "/var/tmp",
            "/usr/tmp",
            "/tmp",
            System.getProperty("java.io.tmpdir"),
            ".");
    Path name;
    do {
      name = directory.resolve("etilqs_" + Long.toHexString(randomness.nextLong()));
    } while (Files.exists(name));
    return name;
  }

  static Path directory(@Nullable String... candidates) {
    return Arrays.stream(candidates)
        .filter(name -> name != null && isUsable(name))
        .findFirst()
        .map(name -> Path.of(name).toAbsolutePath())
        .orElseThrow(() -> new DbException.Io(ResultCode.IOERR_GETTEMPPATH, null));
  }

  private static boolean isUsable(String name) {
    try {
      Path path = Path.of(name);
      return !name.isEmpty()
          && Files.isDirectory(path)
          && Files.isWritable(path)
          && Files.isExecutable(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}

package tech.turso.vfs.nio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;

/**
 * Resolves a name into an absolute one without links, dots and doubled slashes, element by element
 * as far as the file system knows it; what does not exist is taken as it is.
 *
 * <p>SQLite: os_unix.c unixFullPathname.
 */
final class PathResolution {
  private static final int MOST_LINKS = 200;

  private @Nullable Path done;
  private int links;

  private PathResolution() {}

  /**
   * The full name.
   *
   * @throws DbException.Io CANTOPEN if the name is impossible, an element cannot be looked at, or
   *     links lead in circles
   */
  static Path resolve(String name) {
    var resolution = new PathResolution();
    Path path = of(name).toAbsolutePath();
    if (!path.getFileSystem().getSeparator().equals("/")) {
      return path.normalize();
    }
    resolution.append(path);
    Path full = resolution.done;
    if (full == null || full.getNameCount() == 0) {
      throw new DbException.Io(ResultCode.CANTOPEN, null);
    }
    return full;
  }

  /** A name as Java's object; CANTOPEN if it cannot be one. */
  static Path of(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new DbException.Io(ResultCode.CANTOPEN, e);
    }
  }

  private void append(Path path) {
    if (path.isAbsolute()) {
      done = path.getRoot();
    }
    for (Path element : path) {
      appendElement(element);
    }
  }

  private void appendElement(Path element) {
    Path base = done;
    assert base != null;
    String name = element.toString();
    if (name.isEmpty() || name.equals(".")) {
      return;
    }
    if (name.equals("..")) {
      done = base.getParent() == null ? base : base.getParent();
      return;
    }
    Path next = base.resolve(element);
    done = next;
    try {
      if (!Files.readAttributes(next, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isSymbolicLink()) {
        return;
      }
      if (links++ > MOST_LINKS) {
        throw new DbException.Io(ResultCode.CANTOPEN, null);
      }
      Path target = Files.readSymbolicLink(next);
      done = base;
      append(target);
    } catch (NoSuchFileException e) {
      // A file that is yet to be created.
    } catch (IOException e) {
      throw new DbException.Io(ResultCode.CANTOPEN, e);
    }
  }
}

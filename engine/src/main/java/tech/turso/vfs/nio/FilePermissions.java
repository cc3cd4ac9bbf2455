package tech.turso.vfs.nio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.ffm.FileStatus;
import tech.turso.vfs.ffm.PosixFile;

/**
 * Who may use a file that we create. Journals and write-ahead logs are for the same users as their
 * database: another user who may write the database must be able to play them back, and nobody else
 * may read them.
 *
 * <p>SQLite: os_unix.c findCreateFileMode, robust_open.
 *
 * @param mode nine bits, before the process's mask
 * @param owner the database's if the new file should have it, else null
 */
record FilePermissions(int mode, @Nullable Owner owner) {
  /** Numbers of a user and a group. */
  record Owner(int user, int group) {}

  private static final FilePermissions USUAL = new FilePermissions(0644, null);
  static final FilePermissions PRIVATE = new FilePermissions(0600, null);

  private static final boolean MAY_CHANGE_OWNER =
      System.getProperty("user.name", "").equals("root");

  /**
   * For a file of that name, perhaps to be created.
   *
   * @param byLibrary whether to ask the C library
   */
  static FilePermissions of(Path path, FileKind kind, boolean byLibrary) {
    if (kind != FileKind.WAL && kind != FileKind.MAIN_JOURNAL) {
      return USUAL;
    }
    String name = path.toString();
    int dash = name.lastIndexOf('-');
    if (dash <= 0 || name.indexOf('.', dash) >= 0) {
      return USUAL;
    }
    String databaseName = name.substring(0, dash);
    if (byLibrary) {
      FileStatus status = FileStatus.of(databaseName, true);
      return status == null
          ? USUAL
          : new FilePermissions(status.permissions(), new Owner(status.user(), status.group()));
    }
    try {
      UnixAttributes database = UnixAttributes.of(Path.of(databaseName));
      return new FilePermissions(
          database.permissions(), new Owner(database.user(), database.group()));
    } catch (IOException | UnsupportedOperationException e) {
      return USUAL;
    }
  }

  /** The mode as Java's set. */
  Set<PosixFilePermission> asSet() {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((mode >> 8 - permission.ordinal() & 1) != 0) {
        set.add(permission);
      }
    }
    return set;
  }

  /** Whether a file that was just opened has them already, or has content and is left as it is. */
  boolean areThoseOf(PosixFile file) {
    FileStatus is = file.statusAtOpen();
    return is != null
        && (owner == null
            || is.bytes() != 0
            || is.permissions() == mode
                && (!MAY_CHANGE_OWNER || owner.equals(new Owner(is.user(), is.group()))));
  }

  /**
   * Gives a file that was just created what the process's mask and user kept from it. A refusal is
   * no failure.
   */
  void completeIfNew(Path path) {
    Owner wanted = owner;
    if (wanted == null) {
      return;
    }
    try {
      UnixAttributes is = UnixAttributes.of(path, LinkOption.NOFOLLOW_LINKS);
      if (is.bytes() != 0) {
        return;
      }
      if (is.permissions() != mode) {
        Files.setPosixFilePermissions(path, asSet());
      }
      if (MAY_CHANGE_OWNER && !wanted.equals(new Owner(is.user(), is.group()))) {
        Files.setAttribute(path, "unix:uid", wanted.user, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", wanted.group, LinkOption.NOFOLLOW_LINKS);
      }
    } catch (IOException | UnsupportedOperationException e) {
      // SQLite goes on too.
    }
  }
}

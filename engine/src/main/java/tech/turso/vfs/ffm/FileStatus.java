package tech.turso.vfs.ffm;

import org.jspecify.annotations.Nullable;

/**
 * What the C library's {@code stat} says of a file. It answers without an exception where there is
 * no file, and in one call what {@code java.nio} needs several for.
 *
 * @param mode type and permissions
 */
public record FileStatus(long device, long inode, int mode, int user, int group, long bytes) {
  private static final int TYPE_MASK = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;

  /** What makes a file the same file under all of its names. */
  record Identity(long device, long inode) {}

  /** Whether files can be asked; {@link Posix#isUsable} must be true. */
  public static boolean isUsable() {
    return Posix.hasStat();
  }

  /**
   * The status of the file of that name; null if there is none or it cannot be looked at.
   *
   * @param follow whether a symbolic link stands for what it leads to
   */
  public static @Nullable FileStatus of(String path, boolean follow) {
    Scratch scratch = Scratch.take();
    try {
      return Posix.stat(scratch, path, follow) < 0 ? null : read(scratch);
    } finally {
      scratch.give();
    }
  }

  static @Nullable FileStatus of(int fd) {
    Scratch scratch = Scratch.take();
    try {
      return Posix.fstat(scratch, fd) < 0 ? null : read(scratch);
    } finally {
      scratch.give();
    }
  }

  private static FileStatus read(Scratch scratch) {
    return new FileStatus(
        Posix.device(scratch),
        Posix.inode(scratch),
        Posix.mode(scratch),
        Posix.user(scratch),
        Posix.group(scratch),
        Posix.bytes(scratch));
  }

  Identity identity() {
    return new Identity(device, inode);
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return (mode & TYPE_MASK) == DIRECTORY;
  }

  /** Whether it is a file with bytes of its own. */
  public boolean isRegular() {
    return (mode & TYPE_MASK) == REGULAR;
  }

  /** Who may do what: nine bits. */
  public int permissions() {
    return mode & 0777;
  }
}

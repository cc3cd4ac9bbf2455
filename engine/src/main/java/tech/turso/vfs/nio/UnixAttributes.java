package tech.turso.vfs.nio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code stat} says of a file.
 *
 * @param permissions nine bits
 */
record UnixAttributes(int permissions, int user, int group, long bytes, long device, long inode) {
  /**
   * Asks for a file.
   *
   * @throws IOException if it cannot be asked
   * @throws UnsupportedOperationException if the system has no such attributes
   */
  static UnixAttributes of(Path path, LinkOption... options) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, "unix:mode,uid,gid,size,dev,ino", options);
    return new UnixAttributes(
        (int) number(attributes, "mode") & 0777,
        (int) number(attributes, "uid"),
        (int) number(attributes, "gid"),
        number(attributes, "size"),
        number(attributes, "dev"),
        number(attributes, "ino"));
  }

  private static long number(Map<String, Object> attributes, String name) {
    if (attributes.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new UnsupportedOperationException(name);
  }
}

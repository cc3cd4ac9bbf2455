package tech.turso.vfs.nio;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks Linux which locks other processes hold on a file, which {@code java.nio} cannot. Trying to
 * take the lock would answer too, but while the lock is there others who ask would be deceived: a
 * SQLite process that finds the RESERVED byte locked takes a hot journal for one in use and reads a
 * broken database.
 *
 * <p>{@code /proc/locks} has a line per lock, such as {@code 4: POSIX ADVISORY WRITE 812 08:01:1307
 * 1073741825 1073741825}: number, class, -, kind, process (-1 for an open file description), device
 * and inode, first and last byte ({@code EOF} for no end). Locks of processes in other containers
 * and, for some file systems, the device number may differ from what {@code stat} says; then the
 * answer is that there is none, which is the harmless error (see {@link
 * tech.turso.vfs.VfsFile#isLockedByOther}).
 */
final class SystemLocks {
  private static final String TABLE = "/proc/locks";

  private SystemLocks() {}

  /**
   * Whether another process holds a lock that overlaps the bytes from {@code first} to {@code
   * last}.
   */
  static boolean isHeldByOtherProcess(Path path, long first, long last) throws IOException {
    if (!Files.exists(Path.of(TABLE))) {
      return false;
    }
    UnixAttributes file = UnixAttributes.of(path);
    String text;
    try (var table = new FileInputStream(TABLE)) {
      text = new String(table.readAllBytes(), StandardCharsets.US_ASCII);
    }
    return isHeldByOther(
        text, ProcessHandle.current().pid(), deviceName(file.device()), file.inode(), first, last);
  }

  static boolean isHeldByOther(
      String table, long pid, String device, long inode, long first, long last) {
    List<String[]> foreign = new ArrayList<>();
    List<String> devices = new ArrayList<>(List.of(device));
    String suffix = ":" + inode;
    for (String line : table.split("\n")) {
      String[] fields = line.trim().split("\\s+");
      if (fields.length < 8 || !fields[5].endsWith(suffix) || fields[1].equals("->")) {
        continue;
      }
      if (fields[1].equals("POSIX") && fields[4].equals(Long.toString(pid))) {
        // Our own lock shows by what number the table knows the device.
        devices.add(deviceOf(fields[5]));
      } else if (fields[1].equals("POSIX") || fields[1].equals("OFDLCK")) {
        foreign.add(fields);
      }
    }
    for (String[] fields : foreign) {
      long end = fields[7].equals("EOF") ? Long.MAX_VALUE : Long.parseLong(fields[7]);
      if (devices.contains(deviceOf(fields[5]))
          && Long.parseLong(fields[6]) <= last
          && end >= first) {
        return true;
      }
    }
    return false;
  }

  private static String deviceOf(String file) {
    return file.substring(0, file.lastIndexOf(':'));
  }

  /** Major and minor number in two hexadecimal digits or more each, as the table writes them. */
  static String deviceName(long dev) {
    long major = dev >>> 8 & 0xfff | dev >>> 32 & 0xfffff000L;
    long minor = dev & 0xff | dev >>> 12 & 0xffffff00L;
    return twoDigits(major) + ":" + twoDigits(minor);
  }

  private static String twoDigits(long number) {
    String digits = Long.toHexString(number);
    return digits.length() < 2 ? "0" + digits : digits;
  }
}

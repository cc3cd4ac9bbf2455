package tech.turso.journal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.VfsFile;

/**
 * The file that makes a transaction over several database files atomic. It holds the names of their
 * journals, each followed by a zero byte, and each of these ends with its name. While it exists the
 * journals are hot; its deletion is the commit of all.
 *
 * <p>SQLite: vdbeaux.c vdbeCommit; pager.c readSuperJournal, pager_delsuper.
 */
public final class SuperJournal {
  /** More than this is not believed to be a list of names. */
  private static final int MAX_LIST_BYTES = 1 << 20;

  private SuperJournal() {}

  /**
   * Creates one beside the main database and waits until it is on the device.
   *
   * @param database path of the main database
   * @param journals full paths of the journals it binds
   * @return its path
   * @throws DbException.Io or Full if it cannot be created; nothing is left then
   */
  public static String create(Vfs vfs, String database, List<String> journals) {
    String path;
    do {
      long random = vfs.randomness().nextLong();
      path = database + "-mj" + hex(random >>> 8 & 0xffffff, 6) + "9" + hex(random & 0xff, 2);
    } while (vfs.exists(path));
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    for (String journal : journals) {
      list.writeBytes(journal.getBytes(StandardCharsets.UTF_8));
      list.write(0);
    }
    byte[] bytes = list.toByteArray();
    try (VfsFile file = vfs.open(path, FileKind.SUPER_JOURNAL, OpenMode.CREATE)) {
      file.write(0, bytes, 0, bytes.length);
      file.sync(SyncMode.NORMAL);
      return path;
    } catch (DbException e) {
      deleteQuietly(vfs, path);
      throw e;
    }
  }

  /**
   * The name at the end of a journal, or null if there is none that fits the format.
   *
   * @throws DbException.Io if the journal cannot be read
   */
  static @Nullable String nameIn(VfsFile journal) {
    long size = journal.size();
    byte[] tail = new byte[16];
    if (size < 16
        || journal.read(size - 16, tail, 0, 16) < 16
        || Bytes.i64(tail, 8) != JournalFormat.MAGIC) {
      return null;
    }
    int length = Bytes.i32(tail, 0);
    if (length <= 0 || length > JournalFormat.MAX_SUPER_BYTES || length > size - 16) {
      return null;
    }
    byte[] name = new byte[length];
    if (journal.read(size - 16 - length, name, 0, length) < length
        || JournalFormat.nameChecksum(name, 0, length) != Bytes.i32(tail, 4)
        || name[0] == 0) {
      return null;
    }
    int end = 0;
    while (end < length && name[end] != 0) {
      end++;
    }
    return new String(name, 0, end, StandardCharsets.UTF_8);
  }

  /**
   * Deletes a super-journal if no journal that it lists still names it.
   *
   * @throws DbException.Io if that cannot be found out or done
   */
  static void deleteIfUnused(Vfs vfs, String path) {
    byte[] list;
    try (VfsFile file = vfs.open(path, FileKind.SUPER_JOURNAL, OpenMode.READ_ONLY)) {
      int size = (int) Math.min(file.size(), MAX_LIST_BYTES);
      list = new byte[size];
      file.read(0, list, 0, size);
    }
    int start = 0;
    for (int at = 0; at < list.length; at++) {
      if (list[at] == 0) {
        String journal = new String(list, start, at - start, StandardCharsets.UTF_8);
        start = at + 1;
        if (!journal.isEmpty() && names(vfs, journal, path)) {
          return;
        }
      }
    }
    delete(vfs, path);
  }

  private static boolean names(Vfs vfs, String journal, String path) {
    if (!vfs.exists(journal)) {
      return false;
    }
    try (VfsFile file = vfs.open(journal, FileKind.SUPER_JOURNAL, OpenMode.READ_ONLY)) {
      return path.equals(nameIn(file));
    }
  }

  private static void delete(Vfs vfs, String path) {
    try {
      vfs.delete(path, false);
    } catch (DbException.Io e) {
      if (e.code() != ResultCode.IOERR_DELETE_NOENT) {
        throw e;
      }
    }
  }

  private static void deleteQuietly(Vfs vfs, String path) {
    try {
      vfs.delete(path, false);
    } catch (DbException e) {
      // The failure that brought us here is the one to report.
    }
  }

  private static String hex(long value, int digits) {
    StringBuilder text = new StringBuilder(digits);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      text.append("0123456789ABCDEF".charAt((int) (value >>> shift & 15)));
    }
    return text.toString();
  }
}

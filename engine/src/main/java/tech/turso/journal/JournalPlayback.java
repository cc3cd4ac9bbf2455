package tech.turso.journal;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.VfsFile;

/**
 * Puts a database file back to the state before the transaction that a journal belongs to. The
 * caller holds the EXCLUSIVE lock of the database.
 *
 * <p>Playing is idempotent: after a crash in the middle it is done again from the start, because
 * the journal is finished last (J2).
 *
 * <p>SQLite: pager.c pager_playback, pager_truncate, pager_end_transaction.
 */
public final class JournalPlayback {
  private JournalPlayback() {}

  /**
   * Plays a journal that was found beside a database (a hot journal), waits for the device and
   * finishes the journal. A journal whose super-journal is gone is not played, because its
   * transaction was committed with the others of the super-journal, only finished.
   *
   * @param journal open for writing; closed by this method
   * @param mode how the journal is finished
   * @param synchronous OFF does not wait for the device
   * @return pages put back; -1 if the journal was not played
   * @throws DbException.Io or Full the file is then still to be recovered: the journal stays hot
   */
  public static long recover(
      Vfs vfs,
      VfsFile journal,
      String journalPath,
      VfsFile database,
      int databasePageBytes,
      JournalMode mode,
      Synchronous synchronous,
      SyncMode syncMode) {
    @Nullable String superJournal;
    boolean superExists;
    long pages = -1;
    try {
      // Whoever left it may not have waited for the device, and what is played must not get lost
      // while the database file is already changed (J1).
      if (synchronous != Synchronous.OFF) {
        journal.sync(SyncMode.NORMAL);
      }
      superJournal = SuperJournal.nameIn(journal);
      superExists = superJournal != null && vfs.exists(superJournal);
      if (superJournal == null || superExists) {
        pages = play(new JournalReader(journal, journal.size(), databasePageBytes), database);
        if (synchronous != Synchronous.OFF) {
          database.sync(syncMode);
        }
      }
    } catch (DbException e) {
      closeQuietly(journal);
      throw e;
    }
    finish(vfs, journal, journalPath, mode, superJournal != null, synchronous, syncMode, -1);
    if (superJournal != null && superExists) {
      SuperJournal.deleteIfUnused(vfs, superJournal);
    }
    return pages;
  }

  /**
   * Sets the file's size to that before the transaction and writes the records back.
   *
   * @return pages written
   */
  public static long play(JournalReader reader, VfsFile database) {
    if (!reader.isValid()) {
      return 0;
    }
    int pageBytes = reader.pageBytes();
    resize(database, reader.databasePages(), pageBytes);
    long pages = 0;
    while (reader.nextRecord()) {
      long number = Integer.toUnsignedLong(reader.page());
      // Pages beyond the end were added by the transaction.
      if (number <= reader.databasePages()) {
        database.write(
            (number - 1) * pageBytes, reader.content(), reader.contentOffset(), pageBytes);
        pages++;
      }
    }
    return pages;
  }

  private static void resize(VfsFile database, long pages, int pageBytes) {
    long size = database.size();
    long wanted = pages * pageBytes;
    // A file whose last page is cut short is left so, as SQLite leaves it.
    if (size > wanted || size + pageBytes <= wanted) {
      database.truncate(wanted);
    }
  }

  /**
   * Makes the journal cold: the commit of a transaction, or the end of its undoing (J2). Closes it.
   *
   * @param journal the open journal file
   * @param mode MEMORY and OFF stand for DELETE: the journal is a left-over of another mode
   * @param hasSuperJournal whether it ends with the name of a super-journal: then it is cut, not
   *     only zeroed, because the name would be found by a later playback
   * @param sizeLimit bytes of the file that PERSIST leaves; negative for all of it
   * @throws DbException.Io or Full if it is not certain that it is cold; it is closed all the same
   */
  public static void finish(
      Vfs vfs,
      VfsFile journal,
      String path,
      JournalMode mode,
      boolean hasSuperJournal,
      Synchronous synchronous,
      SyncMode syncMode,
      long sizeLimit) {
    try {
      switch (mode) {
        case TRUNCATE -> {
          journal.truncate(0);
          if (synchronous.compareTo(Synchronous.FULL) >= 0) {
            journal.sync(syncMode);
          }
        }
        case PERSIST -> {
          if (hasSuperJournal || sizeLimit == 0) {
            journal.truncate(0);
          } else {
            journal.write(0, new byte[JournalFormat.HEADER_BYTES], 0, JournalFormat.HEADER_BYTES);
          }
          if (synchronous != Synchronous.OFF) {
            journal.sync(syncMode);
          }
          if (sizeLimit > 0 && journal.size() > sizeLimit) {
            journal.truncate(sizeLimit);
          }
        }
        case DELETE, MEMORY, OFF, WAL -> {
          journal.close();
          delete(vfs, path, synchronous == Synchronous.EXTRA);
        }
      }
    } finally {
      closeQuietly(journal);
    }
  }

  private static void delete(Vfs vfs, String path, boolean syncDirectory) {
    try {
      vfs.delete(path, syncDirectory);
    } catch (DbException.Io e) {
      // Gone already is as good as deleted.
      if (e.code() != ResultCode.IOERR_DELETE_NOENT) {
        throw e;
      }
    }
  }

  private static void closeQuietly(VfsFile file) {
    try {
      file.close();
    } catch (DbException e) {
      // Nothing depends on it any more.
    }
  }
}

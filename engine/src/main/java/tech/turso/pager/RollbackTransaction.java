package tech.turso.pager;

import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.journal.JournalFormat;
import tech.turso.journal.JournalMode;
import tech.turso.journal.JournalPlayback;
import tech.turso.journal.JournalReader;
import tech.turso.journal.RollbackJournal;
import tech.turso.journal.Synchronous;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.VfsFile;
import tech.turso.vfs.memory.MemoryVfs;

/**
 * The files' side of one write transaction in a rollback mode: the journal and the database file.
 *
 * <p>Nothing is written before the transaction commits or grows out of memory, so that most
 * rollbacks touch no file. Then, in this order: the former contents of the pages to be overwritten
 * go to the journal, which is {@linkplain RollbackJournal#seal sealed}; EXCLUSIVE is taken; the
 * pages are written to the database file. A transaction that grows on does this again with further
 * segments of the journal.
 *
 * <p>SQLite: pager.c pager_open_journal, pagerStress, sqlite3PagerCommitPhaseOne, pager_playback.
 */
final class RollbackTransaction {
  private final SharedDatabase database;
  private final Pager pager;

  /** Page size of the file before the transaction, and of the journal. */
  private final int originalPageBytes;

  /** Page size of what is written. */
  private int pageBytes;

  /** Whether nothing of the former content stays. */
  private boolean replaces;

  /** Pages before the transaction: what the journal must be able to bring back. */
  private final int originalPages;

  /** Pages whose former content is in the journal. */
  private final PageSet journaled = new PageSet();

  /** Pages whose former content nobody needs: they were free leaf pages. */
  private final PageSet unneeded = new PageSet();

  /** Pages that this transaction itself has made free. */
  private final PageSet freed = new PageSet();

  /** Pages that are in the file as this transaction left them. */
  private final PageSet spilled = new PageSet();

  private final FileHeader header = new FileHeader();
  private @Nullable RollbackJournal journal;
  private boolean journalHasName;
  private boolean fileTouched;

  /** Bytes of the database file; nobody else changes it while RESERVED is held. */
  private long fileBytes;

  private byte[] scratch = new byte[0];

  RollbackTransaction(SharedDatabase database, Pager pager, int pageBytes) {
    this.database = database;
    this.pager = pager;
    this.pageBytes = pageBytes;
    this.originalPageBytes = pageBytes;
    header.set(database.header());
    this.originalPages = header.pageCount();
    this.fileBytes = header.fileBytes();
  }

  // ---------------------------------------------------------------- pages

  /** Whether the newest content of the page is in the file and nowhere else. */
  boolean isSpilled(int number) {
    return spilled.contains(number);
  }

  /** Whether any page was written to the file before the commit. */
  boolean hasSpilled() {
    return !spilled.isEmpty();
  }

  /** Reads a page that was written to the file before the commit. */
  Page readSpilled(int number) {
    Page page = new Page(number, new byte[pageBytes + Page.SLACK_BYTES], 0);
    database.readPage(number, page.bytes, pageBytes);
    return page;
  }

  /** The transaction has made the page a free leaf page. */
  void pageFreed(int number) {
    freed.add(number);
  }

  /** The transaction takes a free leaf page: its content need not come back. */
  void pageAllocated(int number) {
    if (number <= originalPages && !freed.contains(number) && !journaled.contains(number)) {
      unneeded.add(number);
    }
  }

  /** Where in the journal what is recorded from now on will be; 0 if there is none yet. */
  long journalPosition() {
    return journal == null ? 0 : journal.position();
  }

  /**
   * Puts back pages that had no private copy when a savepoint was opened, and were written to the
   * file since: each becomes a private copy with the content before the transaction.
   *
   * @param wanted the pages; emptied
   * @param position {@link #journalPosition()} when the savepoint was opened
   */
  void restoreOriginals(PageSet wanted, long position) {
    if (replaces) {
      // A page that was neither in memory nor in the file then was a free one.
      wanted.clear();
    }
    for (int number = wanted.next(1); number > 0; number = wanted.next(number + 1)) {
      Page image = database.cache().find(number);
      if (image != null) {
        pager.restore(number, image.bytes);
        wanted.remove(number);
      }
    }
    if (!wanted.isEmpty() && journal != null) {
      restoreFrom(journal, wanted, position);
      // Pages that an earlier savepoint's rollback left in the journal stand before the position.
      restoreFrom(journal, wanted, 0);
    }
    // What is still wanted was a free page: any content will do.
    wanted.clear();
  }

  private void restoreFrom(RollbackJournal journal, PageSet wanted, long position) {
    JournalReader reader = new JournalReader(journal.file(), journal.position(), pageBytes);
    reader.skipTo(position);
    byte[] bytes = new byte[pageBytes];
    while (!wanted.isEmpty() && reader.nextRecord()) {
      if (wanted.contains(reader.page())) {
        System.arraycopy(reader.content(), reader.contentOffset(), bytes, 0, pageBytes);
        database.codec().decode(reader.page(), bytes, pageBytes);
        pager.restore(reader.page(), bytes);
        wanted.remove(reader.page());
      }
    }
  }

  /** Nothing of the former content stays; pages may have another size from now on. */
  void replaceContent(int pageBytes) {
    assert spilled.isEmpty() && journal == null;
    replaces = true;
    this.pageBytes = pageBytes;
  }

  // ---------------------------------------------------------------- writing

  /**
   * Writes private copies to the file before the commit.
   *
   * @param dirty the copies in ascending order; clean after
   * @param pageCount pages of the transaction as it stands
   * @throws DbException.Busy nothing is written then
   * @throws DbException the transaction must roll back
   */
  void spill(Page[] dirty, int pageCount) {
    recordOriginals(dirty, pageCount);
    sealJournal();
    pager.lockExclusive();
    writePages(dirty, pageCount);
    for (Page page : dirty) {
      if (page.number <= pageCount) {
        spilled.add(page.number);
      }
    }
  }

  /**
   * Brings everything into the file and to the device; only the journal's end is missing.
   *
   * @param dirty all private copies that the file does not hold, in ascending order; clean after
   * @throws DbException.Busy the transaction goes on, and may try again
   * @throws DbException the transaction must roll back
   */
  void prepare(Page[] dirty, int pageCount, @Nullable String superJournal) {
    if (superJournal != null) {
      // After its name nothing can be recorded any more, so there must be no way to be refused.
      pager.lockExclusive();
    }
    recordOriginals(dirty, pageCount);
    if (superJournal != null && journalHasName && journal != null) {
      journal.bindTo(superJournal);
    }
    sealJournal();
    pager.lockExclusive();
    writePages(dirty, pageCount);
    VfsFile file = database.file();
    int lockPage = SharedDatabase.PENDING_BYTE / pageBytes + 1;
    long wanted = (long) (pageCount == lockPage ? pageCount - 1 : pageCount) * pageBytes;
    if (fileBytes < wanted) {
      fileTouched = true;
      file.truncate(wanted);
      fileBytes = wanted;
    }
    if (pager.synchronous() != Synchronous.OFF) {
      file.sync(pager.syncMode());
    }
    header.setSizes(pageBytes, pager.reservedBytes(), pageCount);
    if (pageCount == 0) {
      header.setStamp(new byte[FileHeader.BYTES], 0);
    }
  }

  private void recordOriginals(Page[] dirty, int pageCount) {
    if (pager.journalMode() == JournalMode.OFF) {
      return;
    }
    RollbackJournal journal = this.journal;
    if (journal == null) {
      journal = openJournal();
      this.journal = journal;
    }
    if (replaces) {
      recordAll(journal);
      return;
    }
    int sectorPages = Math.max(1, sectorBytes() / pageBytes);
    for (Page page : dirty) {
      if (page.number <= pageCount) {
        // A power loss may damage the other pages of a sector too.
        int first = (page.number - 1) / sectorPages * sectorPages + 1;
        for (int i = 0; i < sectorPages && first + i <= originalPages; i++) {
          recordOriginal(journal, first + i);
        }
      }
    }
  }

  private void recordAll(RollbackJournal journal) {
    int lockPage = SharedDatabase.PENDING_BYTE / originalPageBytes + 1;
    for (int number = 1; number <= originalPages; number++) {
      if (number != lockPage && !journaled.contains(number)) {
        recordFromFile(journal, number);
      }
    }
  }

  private void recordOriginal(RollbackJournal journal, int number) {
    if (journaled.contains(number)
        || unneeded.contains(number)
        || number == SharedDatabase.PENDING_BYTE / pageBytes + 1) {
      return;
    }
    assert !spilled.contains(number) : "J1 page " + number;
    Page image = database.codec() == PageCodec.NONE ? database.cache().find(number) : null;
    if (image != null) {
      journal.append(number, image.bytes);
      journaled.add(number);
    } else {
      recordFromFile(journal, number);
    }
  }

  private void recordFromFile(RollbackJournal journal, int number) {
    if (scratch.length < originalPageBytes) {
      scratch = new byte[originalPageBytes];
    }
    database.readRaw(number, scratch, originalPageBytes);
    journal.append(number, scratch);
    journaled.add(number);
  }

  private RollbackJournal openJournal() {
    VfsFile file;
    boolean named = false;
    if (database.isTemporary()) {
      file = database.vfs().open(null, FileKind.TEMP_JOURNAL, OpenMode.CREATE);
    } else if (pager.journalMode() == JournalMode.MEMORY) {
      file = new MemoryVfs().open(null, FileKind.MAIN_JOURNAL, OpenMode.CREATE);
    } else {
      file = database.vfs().open(database.journalPath(), FileKind.MAIN_JOURNAL, OpenMode.CREATE);
      named = true;
      if (file.isReadOnly()) {
        file.close();
        throw new DbException.Io(ResultCode.CANTOPEN, null);
      }
    }
    journalHasName = named;
    try {
      return new RollbackJournal(
          file,
          Math.max(JournalFormat.DEFAULT_SECTOR_BYTES, sectorBytes()),
          originalPageBytes,
          originalPages,
          database.vfs().randomness(),
          named ? pager.synchronous() : Synchronous.OFF,
          pager.syncMode());
    } catch (DbException e) {
      closeQuietly(file);
      throw e;
    }
  }

  /** The unit that a power loss damages as a whole, or 1 if it damages only what is written. */
  private int sectorBytes() {
    VfsFile file = database.file();
    return database.isTemporary() || file.powersafeOverwrite()
        ? 1
        : Math.min(file.sectorBytes(), 65536);
  }

  private void sealJournal() {
    if (journal != null) {
      journal.seal();
    }
  }

  private void writePages(Page[] dirty, int pageCount) {
    PageWriter writer = new PageWriter(database.file(), database.codec(), pageBytes, dirty.length);
    for (Page page : dirty) {
      if (page.number <= pageCount) {
        fileTouched = true;
        writer.write(page);
        fileBytes = Math.max(fileBytes, (long) page.number * pageBytes);
        if (page.number == 1) {
          header.setStamp(writer.buffer(), writer.lastOffset());
        }
      }
    }
    writer.flush();
    for (Page page : dirty) {
      page.dirty = false;
    }
  }

  // ---------------------------------------------------------------- ends

  /**
   * Commits: finishes the journal.
   *
   * @throws DbException.Io or Full if it is uncertain whether the transaction is committed: {@link
   *     #abandon} follows
   */
  void commit() {
    // The pages that are cut off are in no journal: it must be gone for certain before they are.
    boolean shrinks = !replaces && header.pageCount() < originalPages;
    boolean waits = pager.synchronous() != Synchronous.OFF;
    finishJournal(shrinks && waits ? Synchronous.EXTRA : pager.synchronous());
    shrinkFile();
    header.setFileBytes(fileBytes);
  }

  /** The file's header after the commit. */
  FileHeader header() {
    return header;
  }

  /** Pages that are in the file and whose former images are not valid after a commit. */
  PageSet spilled() {
    return spilled;
  }

  /** Whether no former image is valid after a commit. */
  boolean replacesContent() {
    return replaces;
  }

  /** The transaction is committed; a file that stays too long is valid all the same. */
  private void shrinkFile() {
    long wanted = (long) header.pageCount() * pageBytes;
    if (fileBytes > wanted) {
      try {
        database.file().truncate(wanted);
        fileBytes = wanted;
      } catch (DbException.Io e) {
        // The header's page count holds; the next entry asks for the size.
        fileBytes = -1;
      }
    }
  }

  /**
   * Undoes what is in the file and finishes the journal.
   *
   * @throws DbException.Io or Full if that fails: {@link #abandon} follows, and the next reader of
   *     the file undoes it
   */
  void rollback() {
    RollbackJournal journal = this.journal;
    if (fileTouched && journal != null) {
      play(journal);
      database.header().setFileBytes(database.file().size());
    } else if (fileTouched) {
      database.forget();
    }
    finishJournal(pager.synchronous());
  }

  private void play(RollbackJournal journal) {
    VfsFile file = database.file();
    JournalReader reader = new JournalReader(journal.file(), journal.position(), originalPageBytes);
    JournalPlayback.play(reader, file);
    if (pager.synchronous() != Synchronous.OFF && journalHasName) {
      file.sync(pager.syncMode());
    }
    fileTouched = false;
  }

  /**
   * Gives up after an error: a journal with a name stays as it is, hot; one without is played if
   * that still works, because it is lost after this.
   */
  void abandon() {
    RollbackJournal journal = this.journal;
    this.journal = null;
    if (journal != null) {
      try {
        if (!journalHasName && fileTouched) {
          play(journal);
        }
      } catch (DbException e) {
        // The error that led here is the one to report.
      } finally {
        closeQuietly(journal.file());
      }
    }
    database.forget();
  }

  private void finishJournal(Synchronous synchronous) {
    RollbackJournal journal = this.journal;
    if (journal == null) {
      return;
    }
    if (journalHasName) {
      JournalPlayback.finish(
          database.vfs(),
          journal.file(),
          database.journalPath(),
          pager.journalMode(),
          journal.hasSuperJournal(),
          synchronous,
          pager.syncMode(),
          pager.journalSizeLimit());
    } else {
      closeQuietly(journal.file());
    }
    this.journal = null;
  }

  private static void closeQuietly(VfsFile file) {
    try {
      file.close();
    } catch (DbException e) {
      // Nothing depends on it any more.
    }
  }
}

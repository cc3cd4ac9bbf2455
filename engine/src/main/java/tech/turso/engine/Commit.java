package tech.turso.engine;

import java.util.ArrayList;
import java.util.List;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.btree.Btree;
import tech.turso.journal.JournalMode;
import tech.turso.journal.SuperJournal;
import tech.turso.journal.Synchronous;
import tech.turso.pager.Pager;

/**
 * Commits the transaction of a connection in all of its databases. If more than one file with a
 * rollback journal is written, a super-journal binds them: then all are committed, or none, even if
 * the machine stops in between.
 *
 * <p>SQLite: vdbeaux.c vdbeCommit.
 */
final class Commit {
  private static final int TEMP = 1;

  private final Databases databases;

  Commit(Databases databases) {
    this.databases = databases;
  }

  /**
   * Commits.
   *
   * @param keepRead whether other statements go on reading
   * @throws DbException.Busy if readers are in the way; nothing has changed
   * @throws DbException else: the transaction must be rolled back
   */
  void run(boolean keepRead) {
    boolean writes = false;
    int bound = 0;
    for (int i = 0; i < databases.count(); i++) {
      Btree btree = databases.opened(i);
      if (btree != null && btree.isWriting()) {
        writes = true;
        if (i != TEMP && needsSuperJournal(btree.pager())) {
          bound++;
        }
        btree.pager().lockExclusive();
      }
    }
    if (writes && databases.refusesCommit()) {
      throw new DbException.Constraint(
          ResultCode.CONSTRAINT_COMMITHOOK, ResultCode.CONSTRAINT_COMMITHOOK.message());
    }
    if (bound > 1 && !databases.btree(0).pager().path().isEmpty()) {
      commitTogether(keepRead);
    } else {
      commitEach(writes, keepRead);
    }
  }

  private static boolean needsSuperJournal(Pager pager) {
    JournalMode mode = pager.journalMode();
    return pager.synchronous() != Synchronous.OFF
        && !pager.path().isEmpty()
        && (mode == JournalMode.DELETE
            || mode == JournalMode.PERSIST
            || mode == JournalMode.TRUNCATE);
  }

  private void commitEach(boolean writes, boolean keepRead) {
    if (writes) {
      for (int i = 0; i < databases.count(); i++) {
        Btree btree = databases.opened(i);
        if (btree != null && btree.isWriting()) {
          btree.commitPhaseOne(null);
        }
      }
    }
    for (int i = 0; i < databases.count(); i++) {
      Btree btree = databases.opened(i);
      if (btree != null && btree.isReading()) {
        btree.commitPhaseTwo(keepRead);
      }
    }
  }

  private void commitTogether(boolean keepRead) {
    List<String> journals = new ArrayList<>();
    for (int i = 0; i < databases.count(); i++) {
      Btree btree = databases.opened(i);
      if (btree != null && btree.isWriting() && !btree.pager().path().isEmpty()) {
        journals.add(btree.pager().path() + "-journal");
      }
    }
    String main = databases.btree(0).pager().path();
    String superJournal = SuperJournal.create(databases.vfs(), main, journals);
    for (int i = 0; i < databases.count(); i++) {
      Btree btree = databases.opened(i);
      if (btree != null && btree.isWriting()) {
        // If this fails the super-journal stays: a journal may name it already.
        btree.commitPhaseOne(superJournal);
      }
    }
    // This is the commit: journals whose super-journal is gone are not played back.
    databases.vfs().delete(superJournal, true);
    for (int i = 0; i < databases.count(); i++) {
      Btree btree = databases.opened(i);
      if (btree != null && btree.isReading()) {
        try {
          btree.commitPhaseTwo(keepRead);
        } catch (DbException e) {
          // What is left of the journal is cold; the transaction is committed all the same.
          assert e.code() != ResultCode.OK;
        }
      }
    }
  }
}

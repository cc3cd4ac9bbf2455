package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.turso.base.DbException;
import tech.turso.journal.JournalMode;
import tech.turso.journal.Synchronous;
import tech.turso.pager.PageWorkload.State;
import tech.turso.vfs.sim.AssertingVfs;
import tech.turso.vfs.sim.SimulatedVfs;

/**
 * Call number N of the file system fails, for every N. The pager reports it, is usable again after
 * a rollback, and the database is in the state before or after the transaction that failed.
 */
class FaultTest {
  private static final String PATH = "/db";
  private static final int TRANSACTIONS = 8;

  @ParameterizedTest(name = "{0} {1} cache {2} seed {3} persistently {4}")
  @CsvSource({
    "DELETE,   FULL,   100, 1, false",
    "DELETE,   EXTRA,  10,  2, false",
    "TRUNCATE, NORMAL, 10,  3, false",
    "PERSIST,  FULL,   10,  4, false",
    "MEMORY,   FULL,   10,  5, false",
    "MEMORY,   OFF,    100, 6, false",
    "DELETE,   OFF,    10,  7, false",
    "DELETE,   FULL,   10,  8, true",
    "PERSIST,  NORMAL, 10,  9, true",
  })
  void everyCallMayFail(
      JournalMode mode, Synchronous synchronous, int cachePages, long seed, boolean persistently) {
    for (int call = 1; ; call++) {
      SimulatedVfs simulated = new SimulatedVfs(seed);
      AssertingVfs vfs = new AssertingVfs(simulated);
      simulated.faults().failAny(call, persistently);
      String where = "seed " + seed + " call " + call;
      try {
        if (!work(vfs, simulated, mode, synchronous, cachePages, seed, persistently)) {
          assertThat(call).isGreaterThan(TRANSACTIONS * 10);
          return;
        }
        vfs.assertAllClosed();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(where, e);
      }
    }
  }

  /** Whether the call that should fail was made. */
  private boolean work(
      AssertingVfs vfs,
      SimulatedVfs simulated,
      JournalMode mode,
      Synchronous synchronous,
      int cachePages,
      long seed,
      boolean persistently) {
    boolean fired = false;
    State committed = State.EMPTY;
    State uncertain = State.EMPTY;
    Pager pager = null;
    for (int i = 0; i < 3 && pager == null; i++) {
      try {
        pager = Pager.open(vfs, PATH, PagerOptions.DEFAULT);
      } catch (DbException.Io e) {
        if (persistently) {
          return true;
        }
      }
    }
    assertThat(pager).isNotNull();
    try (Pager open = pager) {
      open.setPageSize(512, 0);
      open.setCacheSize(cachePages);
      open.setJournalMode(mode);
      open.setSynchronous(synchronous);
      PageWorkload workload = new PageWorkload(seed, 40);
      for (int i = 0; i < TRANSACTIONS; i++) {
        State next = committed;
        boolean committing = false;
        try {
          open.beginWrite(false);
          // What was uncertain has been decided by whoever read next.
          committed = PageWorkload.read(open);
          assertThat(committed).isIn(uncertain, next);
          uncertain = committed;
          next = workload.change(open, committed);
          if (i % 4 == 3) {
            open.rollback();
          } else {
            open.commitPhaseOne(null);
            committing = true;
            open.commitPhaseTwo();
            committed = next;
            uncertain = next;
          }
          open.endRead();
        } catch (DbException.Io | DbException.Full e) {
          if (committing) {
            uncertain = next;
          }
          PageWorkload.recover(open);
          if (persistently) {
            fired = true;
            simulated.faults().reset();
          }
        }
      }
    } catch (DbException.Io e) {
      // Of the closing.
    }
    fired |= simulated.faults().hasFired();
    simulated.faults().reset();
    try (Pager again = Pager.open(vfs, PATH, PagerOptions.DEFAULT)) {
      again.beginRead();
      assertThat(PageWorkload.read(again)).isIn(committed, uncertain);
    }
    return fired;
  }
}

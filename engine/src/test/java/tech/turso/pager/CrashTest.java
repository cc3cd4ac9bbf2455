package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.turso.journal.JournalMode;
import tech.turso.journal.Synchronous;
import tech.turso.pager.PageWorkload.State;
import tech.turso.vfs.sim.SimulatedCrash;
import tech.turso.vfs.sim.SimulatedVfs;

/**
 * The power is cut at every step of a workload. What is there afterwards is a state that was
 * committed, and no older one than the last that was acknowledged.
 */
class CrashTest {
  private static final String PATH = "/db";
  private static final int TRANSACTIONS = 12;

  private final List<State> committed = new ArrayList<>();
  private int acknowledged;

  @ParameterizedTest(name = "{0} {1} sector {2} powersafe {3} pages of {4} cache {5} seed {6}")
  @CsvSource({
    "DELETE,   EXTRA, 4096, true,  512,  100, 1",
    "DELETE,   EXTRA, 512,  true,  4096, 100, 2",
    "DELETE,   EXTRA, 4096, true,  1024, 10,  3",
    "DELETE,   FULL,  4096, true,  512,  10,  4",
    "TRUNCATE, FULL,  4096, true,  512,  100, 5",
    "TRUNCATE, FULL,  512,  true,  1024, 10,  6",
    "PERSIST,  FULL,  4096, true,  1024, 100, 7",
    "PERSIST,  FULL,  512,  true,  512,  10,  8",
    "PERSIST,  EXTRA, 4096, false, 512,  100, 9",
    "DELETE,   EXTRA, 4096, false, 1024, 10,  10",
    "DELETE,   EXTRA, 2048, false, 512,  10,  11",
    "TRUNCATE, FULL,  4096, false, 4096, 10,  12",
    // A file is cut only when the journal is gone for certain.
    "DELETE,   FULL,  4096, true,  4096, 10,  109",
  })
  void onlyCommittedStatesSurvive(
      JournalMode mode,
      Synchronous synchronous,
      int sectorBytes,
      boolean powersafe,
      int pageBytes,
      int cachePages,
      long seed) {
    // Deleting a journal is not durable by itself but in EXTRA: the last commit may be undone.
    int slack = mode == JournalMode.DELETE && synchronous != Synchronous.EXTRA ? 1 : 0;
    for (int step = 1; ; step++) {
      SimulatedVfs vfs =
          new SimulatedVfs(seed).sectorBytes(sectorBytes).powersafeOverwrite(powersafe);
      vfs.faults().crashAtStep(step);
      try {
        work(vfs, mode, synchronous, pageBytes, cachePages, seed);
      } catch (SimulatedCrash e) {
        // As planned.
      }
      SharedDatabase.forgetAll(vfs);
      if (!vfs.faults().hasFired()) {
        assertThat(step).isGreaterThan(TRANSACTIONS * 5);
        break;
      }
      for (int which = 0; which < 3; which++) {
        String where = "seed " + seed + " step " + step + " which " + which;
        checkRecovered(vfs.crash(which), mode, synchronous, slack, where);
        crashWhileRecovering(vfs.crash(which), mode, synchronous, slack, step, where);
      }
    }
  }

  private void work(
      SimulatedVfs vfs,
      JournalMode mode,
      Synchronous synchronous,
      int pageBytes,
      int cachePages,
      long seed) {
    committed.clear();
    committed.add(State.EMPTY);
    acknowledged = 0;
    PageWorkload workload = new PageWorkload(seed, 40);
    Pager pager = Pager.open(vfs, PATH, PagerOptions.DEFAULT);
    pager.setPageSize(pageBytes, 0);
    pager.setCacheSize(cachePages);
    pager.setJournalMode(mode);
    pager.setSynchronous(synchronous);
    for (int i = 0; i < TRANSACTIONS; i++) {
      pager.beginWrite(false);
      State next = workload.change(pager, committed.getLast());
      if (i % 5 == 4) {
        pager.rollback();
      } else {
        if (!next.equals(committed.getLast())) {
          committed.add(next);
        }
        pager.commitPhaseOne(null);
        pager.commitPhaseTwo();
        acknowledged = committed.size() - 1;
      }
      pager.endRead();
    }
    pager.close();
  }

  private void checkRecovered(
      SimulatedVfs vfs, JournalMode mode, Synchronous synchronous, int slack, String where) {
    try (Pager pager = Pager.open(vfs, PATH, PagerOptions.DEFAULT)) {
      pager.setJournalMode(mode);
      pager.setSynchronous(synchronous);
      pager.beginRead();
      State state = PageWorkload.read(pager);
      int index = committed.lastIndexOf(state);
      if (index < acknowledged - slack) {
        fail(where + ": state " + index + " after " + acknowledged + " of " + committed.size());
      }
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(where, e);
    }
  }

  private void crashWhileRecovering(
      SimulatedVfs vfs,
      JournalMode mode,
      Synchronous synchronous,
      int slack,
      int step,
      String where) {
    vfs.faults().crashAtStep(1 + step % 7);
    try {
      checkRecovered(vfs, mode, synchronous, slack, where);
    } catch (SimulatedCrash e) {
      // As planned.
    }
    SharedDatabase.forgetAll(vfs);
    if (vfs.faults().hasFired()) {
      checkRecovered(vfs.crash(step), mode, synchronous, slack, where + " and again");
    }
  }
}

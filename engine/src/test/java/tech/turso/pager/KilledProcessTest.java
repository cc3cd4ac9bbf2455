package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.turso.base.DbException;
import tech.turso.journal.JournalMode;
import tech.turso.pager.PageWorkload.State;
import tech.turso.vfs.sim.SimulatedVfs;

/**
 * A process is killed at every call of its workload. Another process, which has the file open and
 * images of it in its cache, undoes what is unfinished and goes on.
 */
class KilledProcessTest {
  private static final String PATH = "/db";

  @ParameterizedTest(name = "{0} cache {1} atomic {2} seed {3}")
  @CsvSource({
    "DELETE,   100, true,  1",
    "DELETE,   10,  false, 2",
    "PERSIST,  10,  true,  3",
    "TRUNCATE, 10,  false, 4",
  })
  void theOtherProcessGoesOn(JournalMode mode, int cachePages, boolean atomic, long seed) {
    for (int call = 1; ; call++) {
      SimulatedVfs survivor = new SimulatedVfs(seed).upgradesAtomically(atomic);
      SimulatedVfs victim = survivor.process(1);
      State committed = State.EMPTY;
      State uncertain = State.EMPTY;
      PageWorkload workload = new PageWorkload(seed, 40);
      PageWorkload survivorsWork = new PageWorkload(seed + 1000, 10);
      try (Pager watching = open(survivor, mode, cachePages)) {
        victim.faults().reset();
        victim.faults().failAny(call, true);
        Pager working = null;
        try {
          working = open(victim, mode, cachePages);
          for (int i = 0; i < 6; i++) {
            working.beginWrite(false);
            uncertain = workload.change(working, committed);
            look(watching, committed);
            working.commitPhaseOne(null);
            working.commitPhaseTwo();
            committed = uncertain;
            working.endRead();
            watching.beginWrite(false);
            assertThat(PageWorkload.read(watching)).isEqualTo(committed);
            State next = survivorsWork.change(watching, committed);
            watching.commitPhaseOne(null);
            watching.commitPhaseTwo();
            watching.endRead();
            committed = next;
            uncertain = next;
          }
          working.close();
        } catch (DbException e) {
          // Of the victim; or of the watching one, because the victim holds locks that it cannot
          // give up.
          assertThat(victim.faults().hasFired()).isTrue();
        }
        victim.kill();
        SharedDatabase.forgetAll(victim);
        PageWorkload.recover(watching);
        watching.beginWrite(false);
        State found = PageWorkload.read(watching);
        assertThat(found).as("seed %d call %d", seed, call).isIn(committed, uncertain);
        State next = survivorsWork.change(watching, found);
        watching.commitPhaseOne(null);
        watching.commitPhaseTwo();
        assertThat(PageWorkload.read(watching)).isEqualTo(next);
        watching.endRead();
      }
      if (!victim.faults().hasFired()) {
        assertThat(call).isGreaterThan(100);
        return;
      }
    }
  }

  /** A writer that has not touched the file yet disturbs nobody. */
  private static void look(Pager watching, State expected) {
    try {
      watching.beginRead();
    } catch (DbException.Busy e) {
      return; // It has spilled.
    }
    assertThat(PageWorkload.read(watching)).isEqualTo(expected);
    watching.endRead();
  }

  private static Pager open(SimulatedVfs vfs, JournalMode mode, int cachePages) {
    Pager pager = Pager.open(vfs, PATH, PagerOptions.DEFAULT);
    pager.setPageSize(512, 0);
    pager.setCacheSize(cachePages);
    pager.setJournalMode(mode);
    return pager;
  }
}

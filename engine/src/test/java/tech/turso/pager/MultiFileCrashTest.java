package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.turso.base.Bytes;
import tech.turso.journal.JournalMode;
import tech.turso.journal.SuperJournal;
import tech.turso.journal.Synchronous;
import tech.turso.vfs.sim.SimulatedCrash;
import tech.turso.vfs.sim.SimulatedVfs;

/** A transaction over two files is committed in both or in none, wherever the power is cut. */
class MultiFileCrashTest {
  private static final int TRANSACTIONS = 6;

  private int acknowledged;

  @ParameterizedTest(name = "{0} {1} seed {2}")
  @CsvSource({"DELETE, EXTRA, 1", "PERSIST, FULL, 2", "TRUNCATE, FULL, 3"})
  void bothFilesOrNone(JournalMode mode, Synchronous synchronous, long seed) {
    for (int step = 1; ; step++) {
      SimulatedVfs vfs = new SimulatedVfs(seed);
      vfs.faults().crashAtStep(step);
      try {
        work(vfs, mode, synchronous);
      } catch (SimulatedCrash e) {
        // As planned.
      }
      SharedDatabase.forgetAll(vfs);
      if (!vfs.faults().hasFired()) {
        assertThat(step).isGreaterThan(TRANSACTIONS * 8);
        return;
      }
      for (int which = 0; which < 4; which++) {
        SimulatedVfs after = vfs.crash(which);
        int first = stamp(after, "/a");
        int second = stamp(after, "/b");
        assertThat(second).as("seed %d step %d which %d", seed, step, which).isEqualTo(first);
        assertThat(first).isGreaterThanOrEqualTo(acknowledged);
      }
    }
  }

  private void work(SimulatedVfs vfs, JournalMode mode, Synchronous synchronous) {
    acknowledged = 0;
    Pager a = open(vfs, "/a", mode, synchronous);
    Pager b = open(vfs, "/b", mode, synchronous);
    for (int i = 1; i <= TRANSACTIONS; i++) {
      for (Pager pager : List.of(a, b)) {
        pager.beginWrite(false);
        for (int number = 1; number <= 3; number++) {
          boolean fresh = number > pager.pageCount();
          Page page = fresh ? pager.writeFresh(number) : pager.write(number);
          PageWorkload.fill(page, 512, i);
        }
        pager.lockExclusive();
      }
      String name = SuperJournal.create(vfs, "/a", List.of("/a-journal", "/b-journal"));
      a.commitPhaseOne(name);
      b.commitPhaseOne(name);
      vfs.delete(name, true);
      acknowledged = i;
      for (Pager pager : List.of(a, b)) {
        pager.commitPhaseTwo();
        pager.endRead();
      }
    }
    a.close();
    b.close();
  }

  private static Pager open(
      SimulatedVfs vfs, String path, JournalMode mode, Synchronous synchronous) {
    Pager pager = Pager.open(vfs, path, PagerOptions.DEFAULT);
    pager.setPageSize(512, 0);
    pager.setJournalMode(mode);
    pager.setSynchronous(synchronous);
    return pager;
  }

  private static int stamp(SimulatedVfs vfs, String path) {
    try (Pager pager = Pager.open(vfs, path, PagerOptions.DEFAULT)) {
      pager.beginRead();
      PageWorkload.read(pager);
      return pager.pageCount() == 0 ? 0 : Bytes.i32(pager.read(2).bytes, 0);
    }
  }
}

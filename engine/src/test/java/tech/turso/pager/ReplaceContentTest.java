package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.turso.journal.Synchronous;
import tech.turso.pager.PageWorkload.State;
import tech.turso.vfs.SqliteShell;
import tech.turso.vfs.nio.NioVfs;
import tech.turso.vfs.sim.SimulatedCrash;
import tech.turso.vfs.sim.SimulatedVfs;

/** All content is replaced in one transaction, by pages of another size. */
class ReplaceContentTest {
  private static void fill(Pager pager, int pages, int stamp) {
    for (int number = 1; number <= pages; number++) {
      pager.spillPoint();
      PageWorkload.fill(pager.writeFresh(number), pager.pageBytes(), stamp + number);
    }
  }

  private static void commit(Pager pager) {
    pager.commitPhaseOne(null);
    pager.commitPhaseTwo();
    pager.endRead();
  }

  private static State read(Pager pager) {
    pager.beginRead();
    State state = PageWorkload.read(pager);
    pager.endRead();
    return state;
  }

  @ParameterizedTest
  @CsvSource({"512, 4096", "4096, 512", "1024, 1024", "65536, 512"})
  void inMemory(int before, int after) {
    try (Pager pager = Pager.memory(before)) {
      pager.beginWrite(false);
      fill(pager, 20, 100);
      commit(pager);
      State old = read(pager);
      for (boolean keep : new boolean[] {false, true}) {
        pager.beginWrite(false);
        pager.replaceContent(after, 0);
        assertThat(pager.pageCount()).isZero();
        assertThat(pager.pageBytes()).isEqualTo(after);
        fill(pager, 7, 200);
        if (keep) {
          commit(pager);
        } else {
          pager.rollback();
          pager.endRead();
          assertThat(read(pager)).isEqualTo(old);
          assertThat(pager.pageBytes()).isEqualTo(before);
        }
      }
      assertThat(read(pager).pageCount()).isEqualTo(7);
      assertThat(pager.pageBytes()).isEqualTo(after);
    }
  }

  @ParameterizedTest(name = "{0} pages of {1} by {2} of {3} cache {4}")
  @CsvSource({
    "30, 512,  8,  4096, 100",
    "6,  4096, 50, 512,  100",
    "30, 1024, 30, 1024, 10",
    "30, 512,  40, 2048, 10",
    "9,  4096, 40, 512,  10",
  })
  void inAFileWhoseComputerCrashes(
      int pagesBefore, int bytesBefore, int pagesAfter, int bytesAfter, int cachePages) {
    for (int step = 1; ; step++) {
      SimulatedVfs vfs = new SimulatedVfs(step);
      State before;
      try (Pager pager = Pager.open(vfs, "/db", PagerOptions.DEFAULT)) {
        pager.setPageSize(bytesBefore, 0);
        pager.setSynchronous(Synchronous.EXTRA);
        pager.beginWrite(false);
        fill(pager, pagesBefore, 100);
        commit(pager);
        before = read(pager);
      }
      vfs.faults().reset();
      vfs.faults().crashAtStep(step);
      boolean acknowledged = false;
      try (Pager pager = Pager.open(vfs, "/db", PagerOptions.DEFAULT);
          Pager other = Pager.open(vfs, "/db", PagerOptions.DEFAULT)) {
        assertThat(read(other)).isEqualTo(before);
        pager.setCacheSize(cachePages);
        pager.setSynchronous(Synchronous.EXTRA);
        pager.beginWrite(false);
        pager.replaceContent(bytesAfter, 0);
        fill(pager, pagesAfter, 1000);
        commit(pager);
        acknowledged = true;
        assertThat(read(other).pageCount()).isEqualTo(pagesAfter);
        assertThat(other.pageBytes()).isEqualTo(bytesAfter);
      } catch (SimulatedCrash e) {
        // As planned.
      }
      SharedDatabase.forgetAll(vfs);
      boolean crashed = vfs.faults().hasFired();
      for (int which = 0; which < 3; which++) {
        try (Pager pager = Pager.open(vfs.crash(which), "/db", PagerOptions.DEFAULT)) {
          State state = read(pager);
          if (acknowledged || !state.equals(before)) {
            assertThat(state.pageCount()).as("step %d", step).isEqualTo(pagesAfter);
            assertThat(state.stamps()).containsEntry(pagesAfter, 1000 + pagesAfter);
            assertThat(pager.pageBytes()).isEqualTo(bytesAfter);
          }
        }
      }
      if (!crashed) {
        return;
      }
    }
  }

  @Test
  void sqliteUndoesIt(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("a.db");
    Path copy = directory.resolve("b.db");
    try (SqliteShell shell = SqliteShell.start(file)) {
      shell.run("pragma page_size = 1024; create table t(a, b)");
      shell.run("insert into t values(1, zeroblob(20000))");
    }
    byte[] before = Files.readAllBytes(file);
    try (Pager pager = Pager.open(NioVfs.instance(), file.toString(), PagerOptions.DEFAULT)) {
      pager.beginWrite(false);
      pager.replaceContent(4096, 0);
      fill(pager, 9, 100);
      pager.commitPhaseOne(null);
      Files.copy(file, copy);
      Files.copy(Path.of(file + "-journal"), Path.of(copy + "-journal"));
      pager.rollback();
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (SqliteShell shell = SqliteShell.start(copy)) {
      assertThat(shell.run("select a, length(b) from t")).containsExactly("1|20000");
    }
    assertThat(Files.readAllBytes(copy)).isEqualTo(before);
  }
}

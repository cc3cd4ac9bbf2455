package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.base.Bytes;
import tech.turso.journal.JournalMode;
import tech.turso.vfs.memory.MemoryVfs;

/** Random transactions with nested savepoints against a map of page contents. */
class SavepointModelTest {
  private static final int OPERATIONS = 10_000;

  /** A page whose content nobody may rely on. */
  private static final int DISCARDED = -1;

  /** What the pager should show: a stamp per page, and the number of pages. */
  private record Model(TreeMap<Integer, Integer> stamps, int pageCount) {
    Model copy() {
      return new Model(new TreeMap<>(stamps), pageCount);
    }

    Model withPageCount(int count) {
      return new Model(new TreeMap<>(stamps.headMap(count, true)), count);
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void inMemory(long seed) {
    try (Pager pager = Pager.memory(512)) {
      run(pager, new Random(seed));
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void inAFile(long seed) {
    try (Pager pager = Pager.open(new MemoryVfs(), "/db", PagerOptions.DEFAULT)) {
      pager.setPageSize(1024, 0);
      run(pager, new Random(seed));
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void inAFileWithASmallCacheThatSpills(long seed) {
    MemoryVfs vfs = new MemoryVfs();
    JournalMode mode =
        new JournalMode[] {
              JournalMode.DELETE, JournalMode.MEMORY, JournalMode.PERSIST, JournalMode.TRUNCATE
            }
            [(int) seed & 3];
    try (Pager pager = Pager.open(vfs, "/db", PagerOptions.DEFAULT)) {
      pager.setPageSize(512, 0);
      pager.setCacheSize(10);
      assertThat(pager.setJournalMode(mode)).isEqualTo(mode);
      run(pager, new Random(seed));
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void inATemporaryDatabaseThatMovesToAFile(long seed) {
    try (Pager pager = Pager.temporary(new MemoryVfs())) {
      pager.setPageSize(512, 0);
      pager.setCacheSize(20);
      run(pager, new Random(seed));
      assertThat(pager.isPrivate()).isTrue();
    }
  }

  static void run(Pager pager, Random random) {
    Model committed = new Model(new TreeMap<>(), 0);
    Model now = committed.copy();
    List<Model> savepoints = new ArrayList<>();
    pager.beginWrite(false);
    for (int step = 1; step <= OPERATIONS; step++) {
      int operation = random.nextInt(100);
      if (operation < 36 && now.pageCount > 0) {
        int number = 1 + random.nextInt(now.pageCount);
        stamp(pager.write(number), step);
        now.stamps.put(number, step);
      } else if (operation < 50) {
        int number = now.pageCount + 1 + random.nextInt(2);
        stamp(pager.writeFresh(number), step);
        now.stamps.put(number, step);
        now = new Model(now.stamps, number);
      } else if (operation < 58 && now.pageCount > 0) {
        int number = 1 + random.nextInt(now.pageCount);
        Page page = pager.writeFresh(number);
        assertThat(page.bytes).containsOnly(0);
        stamp(page, 0);
        now.stamps.remove(number);
      } else if (operation < 62 && now.pageCount > 1) {
        int number = 2 + random.nextInt(now.pageCount - 1);
        pager.discard(number);
        now.stamps.put(number, DISCARDED);
      } else if (operation < 66 && now.pageCount > 1) {
        int count = Math.max(1, now.pageCount - random.nextInt(40));
        pager.truncateTo(count);
        now = now.withPageCount(count);
      } else if (operation < 70) {
        pager.spillPoint();
      } else if (operation < 80 && savepoints.size() < 6) {
        savepoints.add(now.copy());
        assertThat(pager.openSavepoint()).isEqualTo(savepoints.size());
      } else if (operation < 86 && !savepoints.isEmpty()) {
        int level = 1 + random.nextInt(savepoints.size());
        pager.releaseSavepoint(level);
        savepoints.subList(level - 1, savepoints.size()).clear();
      } else if (operation < 92 && !savepoints.isEmpty()) {
        int level = 1 + random.nextInt(savepoints.size());
        pager.rollbackToSavepoint(level);
        now = savepoints.get(level - 1).copy();
        savepoints.subList(level, savepoints.size()).clear();
      } else if (operation >= 98) {
        if (random.nextBoolean()) {
          pager.commitPhaseOne(null);
          pager.commitPhaseTwo();
          committed = now.copy();
        } else {
          pager.rollback();
          now = committed.copy();
        }
        savepoints.clear();
        pager.endRead();
        pager.beginRead();
        check(pager, now);
        pager.beginWrite(false);
      }
      if (step % 20 == 0) {
        check(pager, now);
      }
      assertThat(pager.savepointDepth()).isEqualTo(savepoints.size());
    }
    pager.rollback();
    check(pager, committed);
  }

  private static void check(Pager pager, Model model) {
    assertThat(pager.pageCount()).isEqualTo(model.pageCount);
    for (int number = 1; number <= model.pageCount; number++) {
      int expected = model.stamps.getOrDefault(number, 0);
      int actual = stamp(pager.read(number));
      if (expected != DISCARDED && expected != actual) {
        assertThat(actual).as("page %d of %d", number, model.pageCount).isEqualTo(expected);
      }
    }
  }

  private static void stamp(Page page, int stamp) {
    if (page.number == 1) {
      DatabaseFiles.writeHeader(page.bytes, page.bytes.length - Page.SLACK_BYTES);
    }
    Bytes.put32(page.bytes, 100, stamp);
  }

  private static int stamp(Page page) {
    return Bytes.i32(page.bytes, 100);
  }
}

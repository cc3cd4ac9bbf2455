package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random transactions with nested savepoints against a map of page contents. */
class SavepointModelTest {
  private static final int OPERATIONS = 20_000;

  /** What the pager should show: a stamp per page, and the number of pages. */
  private record Model(TreeMap<Integer, Integer> stamps, int pageCount) {
    Model copy() {
      return new Model(new TreeMap<>(stamps), pageCount);
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void pagesAgreeWithTheModel(long seed) {
    try (Pager pager = Pager.memory(512)) {
      run(pager, new Random(seed));
    }
  }

  static void run(Pager pager, Random random) {
    Model committed = new Model(new TreeMap<>(), 0);
    Model now = committed.copy();
    List<Model> savepoints = new ArrayList<>();
    pager.beginWrite(false);
    for (int step = 1; step <= OPERATIONS; step++) {
      int operation = random.nextInt(100);
      if (operation < 40 && now.pageCount > 0) {
        int number = 1 + random.nextInt(now.pageCount);
        stamp(pager.write(number), step);
        now.stamps.put(number, step);
      } else if (operation < 55) {
        int number = now.pageCount + 1 + random.nextInt(2);
        stamp(pager.writeFresh(number), step);
        now.stamps.put(number, step);
        now = new Model(now.stamps, number);
      } else if (operation < 65 && now.pageCount > 0) {
        int number = 1 + random.nextInt(now.pageCount);
        assertThat(pager.writeFresh(number).bytes).containsOnly(0);
        now.stamps.remove(number);
      } else if (operation < 68 && now.pageCount > 0) {
        int count = random.nextInt(now.pageCount + 1);
        count = Math.max(count, now.pageCount - 5);
        pager.truncateTo(count);
        now = new Model(new TreeMap<>(now.stamps.headMap(count, true)), count);
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
      assertThat(stamp(pager.read(number)))
          .as("page %d", number)
          .isEqualTo(model.stamps.getOrDefault(number, 0));
    }
  }

  private static void stamp(Page page, int stamp) {
    tech.turso.base.Bytes.put32(page.bytes, 100, stamp);
  }

  private static int stamp(Page page) {
    return tech.turso.base.Bytes.i32(page.bytes, 100);
  }
}

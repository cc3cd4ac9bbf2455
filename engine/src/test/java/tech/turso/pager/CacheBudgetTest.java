package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CacheBudgetTest {
  private static final int PAGE_BYTES = 4096;
  private static final int BUDGET_BYTES = 64 << 20;

  /** How far the sum may be off: what each cache has not reported. */
  private static final int STEP_BYTES = 256 * 1024;

  private final CacheBudget budget = new CacheBudget(BUDGET_BYTES);

  private PageCache cache() {
    PageCache cache = new PageCache(PAGE_BYTES, BUDGET_BYTES);
    cache.setBudget(budget);
    return cache;
  }

  private static void load(PageCache cache, int first, int count) {
    for (int number = first; number < first + count; number++) {
      if (cache.find(number) == null) {
        cache.addLoaded(new Page(number, cache.epochs().take(), 0));
      }
    }
  }

  @Test
  void aCacheThatIsAloneMayTakeEverything() {
    PageCache only = cache();
    load(only, 1, 2 * BUDGET_BYTES / PAGE_BYTES);
    assertThat(only.usedBytes()).isBetween((long) BUDGET_BYTES - STEP_BYTES, (long) BUDGET_BYTES);
  }

  @Test
  void theLargestGivesWayUntilAllHaveTheSame() {
    PageCache idle = cache();
    load(idle, 1, 2 * BUDGET_BYTES / PAGE_BYTES);
    PageCache[] busy = {cache(), cache(), cache()};
    for (int round = 0; round < 20; round++) {
      for (PageCache cache : busy) {
        load(cache, 1 + round * 1000, 1000);
      }
      long sum = idle.usedBytes();
      for (PageCache cache : busy) {
        sum += cache.usedBytes();
      }
      assertThat(sum).isLessThan((long) BUDGET_BYTES + 4 * STEP_BYTES);
    }
    long share = budget.shareBytes();
    assertThat(share).isEqualTo(BUDGET_BYTES / 4);
    for (PageCache cache : busy) {
      assertThat(cache.usedBytes()).isBetween(share * 3 / 4, share * 5 / 4);
    }
    assertThat(idle.usedBytes()).isBetween(share * 3 / 4, share * 5 / 4);
  }

  @Test
  void whoLeavesGivesItsShareBack() {
    PageCache first = cache();
    load(first, 1, 2 * BUDGET_BYTES / PAGE_BYTES);
    first.leaveBudget();
    PageCache second = cache();
    load(second, 1, 2 * BUDGET_BYTES / PAGE_BYTES);
    assertThat(second.usedBytes()).isGreaterThan((long) BUDGET_BYTES - STEP_BYTES);
    assertThat(budget.shareBytes()).isEqualTo(BUDGET_BYTES);
  }

  @Test
  void aCacheWithABudgetOfItsOwnIsNotCounted() {
    PageCache own = cache();
    own.setBudget(100L * PAGE_BYTES);
    load(own, 1, 1000);
    assertThat(own.usedBytes()).isLessThanOrEqualTo(100L * PAGE_BYTES);
    PageCache other = cache();
    load(other, 1, 2 * BUDGET_BYTES / PAGE_BYTES);
    assertThat(other.usedBytes()).isGreaterThan((long) BUDGET_BYTES - STEP_BYTES);
  }
}

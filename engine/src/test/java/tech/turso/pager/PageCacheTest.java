package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PageCacheTest {
  private static final int PAGE_BYTES = 512;

  private static Page page(PageCache cache, int number) {
    return new Page(number, cache.epochs().take(), 0);
  }

  private static Page fetch(PageCache cache, int number) {
    Page page = cache.find(number);
    return page != null ? page : cache.addLoaded(page(cache, number));
  }

  @Test
  void itsBytesAreBounded() {
    PageCache cache = new PageCache(PAGE_BYTES, 100 * PAGE_BYTES);
    for (int number = 1; number <= 10_000; number++) {
      fetch(cache, number);
      assertThat(cache.usedBytes()).isLessThanOrEqualTo(100 * PAGE_BYTES);
    }
    assertThat(cache.count()).isGreaterThan(70);
  }

  @Test
  void aScanLeavesThePagesThatAreReadAgainAndAgain() {
    PageCache cache = new PageCache(PAGE_BYTES, 200 * PAGE_BYTES);
    Set<Page> hot = new HashSet<>();
    for (int round = 0; round < 3; round++) {
      for (int number = 1; number <= 50; number++) {
        hot.add(fetch(cache, number));
      }
    }
    int misses = 0;
    for (int number = 1000; number < 6000; number++) {
      fetch(cache, number);
      int again = 1 + number % 50;
      if (number % 3 == 0) {
        misses += cache.find(again) == null ? 1 : 0;
        fetch(cache, again);
      }
    }
    assertThat(misses).isLessThan(20);
    assertThat(hot).hasSize(50);
  }

  @Test
  void memoryTiedToAnImageCounts() {
    PageCache cache = new PageCache(PAGE_BYTES, 100 * PAGE_BYTES);
    for (int number = 1; number <= 60; number++) {
      fetch(cache, number);
    }
    assertThat(cache.count()).isEqualTo(60);
    Page last = fetch(cache, 60);
    cache.charge(last, "keys", 60 * PAGE_BYTES);
    assertThat(cache.count()).isLessThan(40);
    assertThat(cache.find(60)).isSameAs(last);
    cache.remove(60);
    assertThat(cache.usedBytes()).isLessThan(40 * (PAGE_BYTES + 200));
  }

  @Test
  void anArrayIsUsedAgainOnlyWhenNoStatementOfItsTimeRuns() {
    PageCache cache = new PageCache(PAGE_BYTES, 10 * PAGE_BYTES);
    Epochs.Reader reader = cache.epochs().register();
    reader.enter();
    byte[] array = fetch(cache, 1).bytes;
    cache.remove(1);
    assertThat(cache.epochs().take()).isNotSameAs(array);
    Epochs.Reader late = cache.epochs().register();
    late.enter();
    assertThat(cache.epochs().take()).isNotSameAs(array);
    reader.leave();
    // The late one began after the image had gone.
    assertThat(cache.epochs().take()).isSameAs(array);
  }

  @Test
  void aPublishedImageReplacesTheFormerOne() {
    PageCache cache = new PageCache(PAGE_BYTES, Long.MAX_VALUE);
    fetch(cache, 7);
    Page next = page(cache, 7);
    cache.replace(next);
    assertThat(cache.find(7)).isSameAs(next);
    assertThat(cache.count()).isEqualTo(1);
    cache.removeFrom(7);
    assertThat(cache.find(7)).isNull();
    assertThat(cache.usedBytes()).isZero();
  }

  @Test
  void randomUseKeepsTheQueueAndTheTableInStep() {
    PageCache cache = new PageCache(PAGE_BYTES, 60 * PAGE_BYTES);
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      int number = 1 + random.nextInt(2000);
      switch (random.nextInt(20)) {
        case 0 -> cache.remove(number);
        case 1 -> cache.replace(page(cache, number));
        case 2 -> {
          if (random.nextInt(100) == 0) {
            cache.removeFrom(number);
          }
        }
        default -> assertThat(fetch(cache, number).number).isEqualTo(number);
      }
      if (i % 1000 == 0) {
        assertThat(cache.sorted()).hasSize(cache.count());
      }
    }
    cache.clear();
    assertThat(cache.count()).isZero();
  }
}

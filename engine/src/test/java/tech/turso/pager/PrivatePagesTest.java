package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivatePagesTest {
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void agreesWithATreeMap(long seed) {
    Random random = new Random(seed);
    PrivatePages pages = new PrivatePages();
    TreeMap<Integer, Page> model = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      int number = 1 + random.nextInt(i % 5000 < 2500 ? 60 : 2000);
      if (random.nextInt(3) == 0) {
        pages.remove(number);
        model.remove(number);
      } else {
        Page page = new Page(number, new byte[1], 0);
        pages.put(page);
        model.put(number, page);
      }
      int probe = 1 + random.nextInt(2000);
      assertThat(pages.find(probe)).isSameAs(model.get(probe));
      assertThat(pages.count()).isEqualTo(model.size());
    }
    assertThat(pages.sorted()).containsExactly(model.values().toArray(new Page[0]));
  }
}

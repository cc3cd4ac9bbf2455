package tech.turso.testing.btree;

import static org.assertj.core.api.Assertions.assertThat;

import tech.turso.testkit.Seeded;

class BuiltTreesTest {
  @Seeded({1, 2})
  void treesOfAnyShapeAreSoughtAndChangedAsTheModelSays(long seed) {
    for (int i = 0; i < 100; i++) {
      assertThat(BuiltTrees.difference(seed * 1000 + i, 500)).isNull();
    }
  }
}

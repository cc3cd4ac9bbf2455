package tech.turso.btree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import tech.turso.pager.Pager;
import tech.turso.testkit.Seeded;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

/** Trees built page by page, then sought and changed, beside a {@link TreeMap}. */
class BuiltTreesTest {
  private static final int TREES = Integer.getInteger("btree.trees", 60);
  private static final int OPERATIONS = 250;

  @Seeded({1, 2, 3, 4})
  void tableTreesOfAnyShapeAreSoughtAndChanged(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TREES; i++) {
      run(random, false, "seed " + seed + " tree " + i);
    }
  }

  @Seeded({1, 2, 3, 4})
  void indexTreesOfAnyShapeAreSoughtAndChanged(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < TREES; i++) {
      run(random, true, "seed " + seed + " tree " + i);
    }
  }

  private void run(Random random, boolean index, String name) {
    Btree btree = Btree.over(Pager.memory(512));
    btree.beginWrite(false);
    int root = btree.createTree(index);
    TreeBuilder builder =
        index ? TreeBuilder.index(btree, root, random) : TreeBuilder.table(btree, root, random);
    TreeMap<Long, byte[]> model = builder.entries;
    check(btree, root, name);
    Cursor cursor =
        index ? btree.indexCursor(root, KeyInfo.binary(1), true) : btree.tableCursor(root, true);
    if (random.nextBoolean()) {
      btree.commitPhaseOne(null); // so that seeks see published pages, and decode them
      btree.commitPhaseTwo(true);
    }
    long low = model.firstKey() - 3;
    int range = (int) (model.lastKey() - low) + 4;
    for (int i = 0; i < OPERATIONS; i++) {
      seek(cursor, low + random.nextInt(range), random, model, name);
    }
    btree.beginWrite(false);
    for (int i = 0; i < OPERATIONS; i++) {
      long key = low + random.nextInt(range);
      if (random.nextInt(5) < 2) {
        insert(cursor, key, random, model);
      } else if (seekKey(cursor, key, SeekOp.EQ) == SeekResult.FOUND) {
        cursor.delete(random.nextBoolean());
        assertThat(model.remove(key)).as(name).isNotNull();
      } else {
        assertThat(model.containsKey(key)).as("%s key %d", name, key).isFalse();
      }
      seek(cursor, low + random.nextInt(range), random, model, name);
    }
    check(btree, root, name);
    assertThat(cursor.count()).as(name).isEqualTo(model.size());
    btree.close();
  }

  private static void check(Btree btree, int root, String name) {
    assertThat(btree.integrityCheck(new int[] {1, root}, new long[2], 10)).as(name).isEmpty();
  }

  private static SeekResult seekKey(Cursor cursor, long key, SeekOp op) {
    return switch (cursor) {
      case TableCursor table -> table.seek(key, op);
      case IndexCursor indexed -> indexed.seek(Keys.of(key), 0, 1, op);
    };
  }

  private static void seek(
      Cursor cursor, long key, Random random, TreeMap<Long, byte[]> model, String name) {
    SeekOp op = SeekOp.values()[random.nextInt(5)];
    Map.Entry<Long, byte[]> expected =
        switch (op) {
          case EQ -> model.containsKey(key) ? model.floorEntry(key) : null;
          case GE -> model.ceilingEntry(key);
          case GT -> model.higherEntry(key);
          case LE -> model.floorEntry(key);
          case LT -> model.lowerEntry(key);
        };
    SeekResult result = seekKey(cursor, key, op);
    boolean on = cursor.settle();
    assertThat(on).as("%s %s %d %s", name, op, key, result).isEqualTo(expected != null);
    if (result != SeekResult.TRY_ADVANCE) {
      assertThat(on).isEqualTo(result == SeekResult.FOUND);
    }
    if (expected != null) {
      byte[] payload = new byte[(int) cursor.payloadBytes()];
      cursor.payload(0, payload, 0, payload.length);
      assertThat(payload).as("%s %s %d", name, op, key).isEqualTo(expected.getValue());
    }
  }

  private static void insert(Cursor cursor, long key, Random random, TreeMap<Long, byte[]> model) {
    int size = 1 + random.nextInt(60);
    switch (cursor) {
      case TableCursor table -> {
        byte[] payload = Keys.payload(random.nextInt(), size);
        if (random.nextBoolean()) {
          table.seek(key, SeekOp.GE); // and no settling: the slot is the one to insert at
        }
        table.insert(key, payload, 0, size, 0, random.nextInt(4) == 0);
        model.put(key, payload);
      }
      case IndexCursor indexed -> {
        Register[] fields = {Keys.integer(key), Keys.text("q".repeat(size))};
        byte[] record = Keys.record(fields);
        boolean seeked = indexed.seek(fields, 0, 1, SeekOp.EQ) == SeekResult.NOT_FOUND;
        indexed.insert(record, 0, record.length, fields, 0, seeked && random.nextBoolean());
        model.put(key, record);
      }
    }
  }
}

package tech.turso.btree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.turso.pager.Pager;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

/**
 * Random operations on a tree and on a {@link TreeMap}. {@code -Dbtree.seeds=N} runs N seeds,
 * {@code -Dbtree.operations=M} M operations in each.
 */
class TreeFuzzTest {
  private static final int SEEDS = Integer.getInteger("btree.seeds", 24);
  private static final int OPERATIONS = Integer.getInteger("btree.operations", 2_000);

  static java.util.stream.LongStream seeds() {
    return java.util.stream.LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void tableTreeAgreesWithATreeMap(long seed) {
    TableRun run = new TableRun(seed);
    try {
      run.run();
    } catch (Throwable e) {
      throw new AssertionError("seed " + seed + " operation " + run.operation, e);
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void indexTreeAgreesWithATreeMap(long seed) {
    IndexRun run = new IndexRun(seed);
    try {
      run.run();
    } catch (Throwable e) {
      throw new AssertionError("seed " + seed + " operation " + run.operation, e);
    }
  }

  private abstract static class Run {
    final Random random;
    final Btree btree;
    final int root;
    final int keyRange;
    final int sizeRange;
    int operation;
    int insertPercent = 60;

    Run(long seed, boolean index) {
      random = new Random(seed);
      int pageBytes = 512 << (seed % 3 == 0 ? random.nextInt(8) : 0);
      Pager pager = Pager.memory(pageBytes);
      if (random.nextInt(3) == 0) {
        pager.setPageSize(pageBytes, random.nextInt(33));
      }
      btree = Btree.over(pager);
      btree.setAutoVacuum(AutoVacuum.values()[random.nextInt(3)]);
      btree.setErases(random.nextInt(5) == 0, random.nextBoolean());
      btree.beginWrite(false);
      btree.createTree(false);
      root = btree.createTree(index);
      keyRange = 20 << random.nextInt(10);
      sizeRange = random.nextInt(3) == 0 ? pageBytes * 3 : 1 + random.nextInt(pageBytes);
    }

    int size() {
      return random.nextInt(random.nextInt(4) == 0 ? sizeRange : Math.min(sizeRange, 40)) + 1;
    }

    void check() {
      int[] roots = btree.autoVacuum() == AutoVacuum.NONE ? new int[] {1, 2, 3} : null;
      if (roots == null) {
        roots = new int[] {1, 3, 4};
      }
      List<String> messages = btree.integrityCheck(roots, new long[3], 100);
      assertThat(messages).isEmpty();
    }

    void run() {
      for (operation = 0; operation < OPERATIONS; operation++) {
        if (random.nextInt(300) == 0) {
          insertPercent = 20 + random.nextInt(70);
        }
        if (random.nextInt(200) == 0) {
          betweenTransactions();
        }
        operate();
        if (operation % 97 == 0) {
          check();
        }
      }
      check();
      compareAll();
      btree.close();
    }

    private void betweenTransactions() {
      if (btree.autoVacuum() == AutoVacuum.INCREMENTAL) {
        while (random.nextInt(5) > 0 && btree.incrementalVacuumStep()) {
          check();
        }
      }
      btree.commit();
      btree.beginWrite(false);
      check();
      compareAll();
    }

    abstract void operate();

    abstract void compareAll();
  }

  private static final class TableRun extends Run {
    final TreeMap<Long, byte[]> model = new TreeMap<>();
    TableCursor cursor;

    TableRun(long seed) {
      super(seed, false);
      cursor = btree.tableCursor(root, true);
    }

    long key() {
      return random.nextInt(50) == 0 ? random.nextLong() : random.nextInt(keyRange) - keyRange / 4;
    }

    @Override
    void operate() {
      if (random.nextInt(100) == 0) {
        if (cursor.last()) {
          assertThat(cursor.rowid()).isEqualTo(model.lastKey());
        }
        for (int i = 0; i < 40 && (model.isEmpty() || model.lastKey() < Long.MAX_VALUE); i++) {
          long key = cursor.last() ? cursor.rowid() + 1 : 1;
          insert(key, true);
        }
      } else if (random.nextInt(100) < insertPercent) {
        insert(key(), false);
      } else {
        delete(key());
      }
      if (random.nextInt(2000) == 0) {
        assertThat(cursor.clear()).isEqualTo(model.size());
        model.clear();
      }
      seek();
    }

    void insert(long key, boolean append) {
      byte[] payload = Keys.payload(random.nextInt(), size());
      int zeros = random.nextInt(20) == 0 ? random.nextInt(sizeRange) : 0;
      if (random.nextBoolean()) {
        assertThat(cursor.seek(key, SeekOp.EQ) == SeekResult.FOUND)
            .isEqualTo(model.containsKey(key));
      }
      cursor.insert(key, payload, 0, payload.length, zeros, append);
      model.put(key, Arrays.copyOf(payload, payload.length + zeros));
      if (random.nextInt(4) == 0) {
        assertThat(cursor.restore()).isTrue();
        compareEntry(model.floorEntry(key));
        step(key);
      }
    }

    void delete(long key) {
      boolean there = cursor.seek(key, SeekOp.EQ) == SeekResult.FOUND;
      assertThat(there).isEqualTo(model.containsKey(key));
      if (there) {
        boolean keep = random.nextBoolean();
        cursor.delete(keep);
        model.remove(key);
        assertThat(cursor.isOnEntry()).isFalse();
        if (keep) {
          step(key);
        }
      }
    }

    /** One step from the place of {@code key}, whether it is there or gone. */
    void step(long key) {
      if (random.nextBoolean()) {
        compare(cursor.next(), model.higherEntry(key));
      } else {
        compare(cursor.previous(), model.lowerEntry(key));
      }
    }

    void seek() {
      long key = key();
      SeekOp op = SeekOp.values()[random.nextInt(5)];
      Map.Entry<Long, byte[]> expected =
          switch (op) {
            case EQ -> model.containsKey(key) ? model.floorEntry(key) : null;
            case GE -> model.ceilingEntry(key);
            case GT -> model.higherEntry(key);
            case LE -> model.floorEntry(key);
            case LT -> model.lowerEntry(key);
          };
      SeekResult result = cursor.seek(key, op);
      if (op == SeekOp.EQ) {
        assertThat(result).isNotEqualTo(SeekResult.TRY_ADVANCE);
      }
      compare(cursor.settle(), expected);
    }

    void compare(boolean onEntry, Map.Entry<Long, byte[]> expected) {
      assertThat(onEntry).isEqualTo(expected != null);
      assertThat(cursor.isOnEntry()).isEqualTo(onEntry);
      if (expected != null) {
        compareEntry(expected);
      }
    }

    void compareEntry(Map.Entry<Long, byte[]> expected) {
      assertThat(cursor.rowid()).isEqualTo(expected.getKey());
      byte[] payload = new byte[(int) cursor.payloadBytes()];
      cursor.payload(0, payload, 0, payload.length);
      assertThat(payload).isEqualTo(expected.getValue());
    }

    @Override
    void compareAll() {
      cursor.close();
      cursor = btree.tableCursor(root, true);
      assertThat(cursor.count()).isEqualTo(model.size());
      boolean on = cursor.first();
      for (Map.Entry<Long, byte[]> entry : model.entrySet()) {
        compare(on, entry);
        on = cursor.next();
      }
      assertThat(on).isFalse();
      on = cursor.last();
      for (Map.Entry<Long, byte[]> entry : model.descendingMap().entrySet()) {
        compare(on, entry);
        on = cursor.previous();
      }
      assertThat(on).isFalse();
    }
  }

  private static final class IndexRun extends Run {
    /** Key is (integer, text), compared as in the tree; rows of equal keys do not exist. */
    final TreeMap<Long, byte[]> model = new TreeMap<>();

    IndexCursor cursor;

    IndexRun(long seed) {
      super(seed, true);
      cursor = btree.indexCursor(root, KeyInfo.binary(2), true);
    }

    /** The model's key: a group of 8 and a member, so that prefixes have several entries. */
    long key() {
      return random.nextInt(keyRange) - keyRange / 4;
    }

    static Register[] fields(long key) {
      return Keys.of(Keys.integer(key >> 3), Keys.integer(key & 7));
    }

    byte[] record(long key) {
      Register blob = new Register();
      blob.setBlob(Keys.payload(key, size()));
      Register[] fields = fields(key);
      return Keys.record(fields[0], fields[1], blob);
    }

    @Override
    void operate() {
      if (random.nextInt(100) < insertPercent) {
        insert(key());
      } else {
        delete(key());
      }
      seek();
      seekPrefix();
    }

    void insert(long key) {
      byte[] record = record(key);
      Register[] fields = fields(key);
      boolean seeked = random.nextBoolean();
      if (seeked) {
        SeekResult result = cursor.seek(fields, 0, 2, SeekOp.EQ);
        assertThat(result == SeekResult.FOUND).isEqualTo(model.containsKey(key));
        seeked = result == SeekResult.NOT_FOUND;
      }
      cursor.insert(record, 0, record.length, random.nextBoolean() ? fields : null, 0, seeked);
      model.put(key, record);
      if (random.nextInt(4) == 0) {
        assertThat(cursor.restore()).isTrue();
        compareEntry(record);
        step(key);
      }
    }

    void delete(long key) {
      boolean there = cursor.seek(fields(key), 0, 2, SeekOp.EQ) == SeekResult.FOUND;
      assertThat(there).isEqualTo(model.containsKey(key));
      if (there) {
        boolean keep = random.nextBoolean();
        cursor.delete(keep);
        model.remove(key);
        if (keep) {
          step(key);
        }
      }
    }

    void step(long key) {
      if (random.nextBoolean()) {
        compare(cursor.next(), model.higherEntry(key));
      } else {
        compare(cursor.previous(), model.lowerEntry(key));
      }
    }

    void seek() {
      long key = key();
      SeekOp op = SeekOp.values()[random.nextInt(5)];
      Map.Entry<Long, byte[]> expected =
          switch (op) {
            case EQ -> model.containsKey(key) ? model.floorEntry(key) : null;
            case GE -> model.ceilingEntry(key);
            case GT -> model.higherEntry(key);
            case LE -> model.floorEntry(key);
            case LT -> model.lowerEntry(key);
          };
      cursor.seek(fields(key), 0, 2, op);
      compare(cursor.settle(), expected);
    }

    void seekPrefix() {
      long group = key() >> 3;
      SeekOp op = SeekOp.values()[random.nextInt(5)];
      Map.Entry<Long, byte[]> ceiling = model.ceilingEntry(group << 3);
      Map.Entry<Long, byte[]> expected =
          switch (op) {
            case EQ -> ceiling != null && ceiling.getKey() >> 3 == group ? ceiling : null;
            case GE -> ceiling;
            case GT -> model.ceilingEntry(group + 1 << 3);
            case LE -> model.lowerEntry(group + 1 << 3);
            case LT -> model.lowerEntry(group << 3);
          };
      cursor.seek(fields(group << 3), 0, 1, op);
      compare(cursor.settle(), expected);
    }

    void compare(boolean onEntry, Map.Entry<Long, byte[]> expected) {
      assertThat(onEntry).isEqualTo(expected != null);
      assertThat(cursor.isOnEntry()).isEqualTo(onEntry);
      if (expected != null) {
        compareEntry(expected.getValue());
      }
    }

    void compareEntry(byte[] record) {
      byte[] payload = new byte[(int) cursor.payloadBytes()];
      cursor.payload(0, payload, 0, payload.length);
      assertThat(payload).isEqualTo(record);
    }

    @Override
    void compareAll() {
      cursor.close();
      cursor = btree.indexCursor(root, KeyInfo.binary(2), true);
      assertThat(cursor.count()).isEqualTo(model.size());
      boolean on = cursor.first();
      for (Map.Entry<Long, byte[]> entry : model.entrySet()) {
        compare(on, entry);
        on = cursor.next();
      }
      assertThat(on).isFalse();
      on = cursor.last();
      for (Map.Entry<Long, byte[]> entry : model.descendingMap().entrySet()) {
        compare(on, entry);
        on = cursor.previous();
      }
      assertThat(on).isFalse();
    }
  }
}

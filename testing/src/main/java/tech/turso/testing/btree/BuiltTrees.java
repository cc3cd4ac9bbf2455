package tech.turso.testing.btree;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tech.turso.btree.Btree;
import tech.turso.btree.Cursor;
import tech.turso.btree.IndexCursor;
import tech.turso.btree.SeekOp;
import tech.turso.btree.SeekResult;
import tech.turso.btree.TableCursor;
import tech.turso.pager.Pager;
import tech.turso.testing.figures.Figures;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

/**
 * Trees built page by page, then sought and changed beside a {@link TreeMap}: {@code BuiltTrees
 * [--seed N] [--seeds N] [--operations N] [--figure]}. The operations are shared out to the seeds;
 * a seed has one tree, of a table or of an index, in a shape that only deletes produce: dividers
 * are random, and the rows that gave them may be gone. An operation is a seek by one of the five
 * operators, settled and compared, or an insert or a delete followed by such a seek. The trees'
 * invariants are checked after each 50 changes.
 */
public final class BuiltTrees {
  private static final int CHECK_EVERY = 50;

  private final Random random;
  private final boolean index;
  private final Btree btree;
  private final int root;
  private final TreeMap<Long, byte[]> model;
  private final Cursor cursor;
  private final long low;
  private final int range;

  private BuiltTrees(long seed) {
    random = new Random(seed);
    index = random.nextBoolean();
    btree = Btree.over(Pager.memory(512));
    btree.beginWrite(false);
    root = btree.createTree(index);
    TreeBuilder builder =
        index ? TreeBuilder.index(btree, root, random) : TreeBuilder.table(btree, root, random);
    model = builder.entries;
    cursor =
        index ? btree.indexCursor(root, KeyInfo.binary(1), true) : btree.tableCursor(root, true);
    low = model.firstKey() - 3;
    range = (int) (model.lastKey() - low) + 4;
  }

  /** See the class. */
  public static void main(String[] args) throws IOException {
    long seed = 1;
    int seeds = 2000;
    int operations = 100_000;
    boolean figure = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--seeds" -> seeds = Integer.parseInt(args[++i]);
        case "--operations" -> operations = Integer.parseInt(args[++i]);
        case "--figure" -> figure = true;
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    int each = Math.ceilDiv(operations, seeds);
    List<String> differences = new ArrayList<>();
    for (long at = seed; at < seed + seeds; at++) {
      String difference = difference(at, each);
      if (difference != null) {
        differences.add(difference);
      }
    }
    differences.stream().limit(5).forEach(System.out::println);
    long done = (long) each * seeds;
    System.out.println(
        seeds + " trees, " + done + " operations; differences: " + differences.size());
    if (figure) {
      Figures.append(
          "btree",
          "seed=" + seed,
          "seeds",
          seeds,
          "operations",
          done,
          "differences",
          differences.size());
    }
    System.exit(differences.isEmpty() ? 0 : 1);
  }

  /** Runs so many operations on the tree of a seed; what differed from the model, or null. */
  public static @Nullable String difference(long seed, int operations) {
    try {
      new BuiltTrees(seed).run(operations);
      return null;
    } catch (RuntimeException | AssertionError e) {
      return "seed " + seed + ": " + e + " at " + Arrays.toString(e.getStackTrace());
    }
  }

  private void run(int operations) {
    check();
    int seeks = operations / 2;
    if (random.nextBoolean()) {
      btree.commitPhaseOne(null); // so that seeks see published pages, and decode them
      btree.commitPhaseTwo(true);
    }
    for (int i = 0; i < seeks; i++) {
      seek();
    }
    btree.beginWrite(false);
    for (int i = seeks; i < operations; i++) {
      change(low + random.nextInt(range));
      seek();
      if (i % CHECK_EVERY == 0) {
        check();
      }
    }
    check();
    require(cursor.count() == model.size(), "count " + cursor.count() + " of " + model.size());
    btree.close();
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }

  private void check() {
    List<String> messages = btree.integrityCheck(new int[] {1, root}, new long[2], 10);
    require(messages.isEmpty(), messages.toString());
  }

  private SeekResult seekKey(long key, SeekOp op) {
    return switch (cursor) {
      case TableCursor table -> table.seek(key, op);
      case IndexCursor indexed -> indexed.seek(new Register[] {Records.integer(key)}, 0, 1, op);
    };
  }

  private void change(long key) {
    if (random.nextInt(5) < 2) {
      insert(key);
    } else if (seekKey(key, SeekOp.EQ) == SeekResult.FOUND) {
      cursor.delete(random.nextBoolean());
      require(model.remove(key) != null, "deleted " + key + ", which is not there");
    } else {
      require(!model.containsKey(key), "not found: " + key);
    }
  }

  private void seek() {
    long key = low + random.nextInt(range);
    SeekOp op = SeekOp.values()[random.nextInt(5)];
    Map.Entry<Long, byte[]> expected =
        switch (op) {
          case EQ -> model.containsKey(key) ? model.floorEntry(key) : null;
          case GE -> model.ceilingEntry(key);
          case GT -> model.higherEntry(key);
          case LE -> model.floorEntry(key);
          case LT -> model.lowerEntry(key);
        };
    SeekResult result = seekKey(key, op);
    boolean on = cursor.settle();
    String what = op + " " + key + " " + result;
    require(on == (expected != null), what);
    if (result != SeekResult.TRY_ADVANCE) {
      require(on == (result == SeekResult.FOUND), what);
    }
    if (expected != null) {
      byte[] payload = new byte[(int) cursor.payloadBytes()];
      cursor.payload(0, payload, 0, payload.length);
      require(Arrays.equals(payload, expected.getValue()), what + " gives another entry");
    }
  }

  private void insert(long key) {
    int size = 1 + random.nextInt(60);
    switch (cursor) {
      case TableCursor table -> {
        byte[] payload = Records.payload(random.nextInt(), size);
        if (random.nextBoolean()) {
          table.seek(key, SeekOp.GE); // and no settling: the slot is the one to insert at
        }
        table.insert(key, payload, 0, size, 0, random.nextInt(4) == 0);
        model.put(key, payload);
      }
      case IndexCursor indexed -> {
        Register[] fields = Records.entry(key, size);
        byte[] record = Records.record(fields);
        boolean sought = indexed.seek(fields, 0, 1, SeekOp.EQ) == SeekResult.NOT_FOUND;
        indexed.insert(record, 0, record.length, fields, 0, sought && random.nextBoolean());
        model.put(key, record);
      }
    }
  }
}

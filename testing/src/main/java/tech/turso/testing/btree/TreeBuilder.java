package tech.turso.testing.btree;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import tech.turso.base.Bytes;
import tech.turso.base.Varint;
import tech.turso.btree.Btree;
import tech.turso.pager.Pager;

/**
 * Builds trees page by page, in shapes that only deletes produce: pages with a cell or two,
 * dividers whose rows are gone, right-most children alone.
 */
final class TreeBuilder {
  private static final int INDEX_INTERIOR = 2;
  private static final int TABLE_INTERIOR = 5;
  private static final int INDEX_LEAF = 10;
  private static final int TABLE_LEAF = 13;

  private final Btree btree;
  private final Random random;
  private final int fanOut;

  /** The entries of the tree built: its keys and payloads. */
  final TreeMap<Long, byte[]> entries = new TreeMap<>();

  private TreeBuilder(Btree btree, Random random) {
    this.btree = btree;
    this.random = random;
    fanOut = 1 + random.nextInt(5);
  }

  /** A page of the level being built. */
  private record Built(int number, long smallest, long largest) {}

  /** Fills the empty table tree of that root. */
  static TreeBuilder table(Btree btree, int root, Random random) {
    TreeBuilder builder = new TreeBuilder(btree, random);
    builder.build(root, false);
    return builder;
  }

  /** Fills the empty index tree of that root, whose records are one integer and padding. */
  static TreeBuilder index(Btree btree, int root, Random random) {
    TreeBuilder builder = new TreeBuilder(btree, random);
    builder.build(root, true);
    return builder;
  }

  private void build(int root, boolean index) {
    int levels = random.nextInt(4);
    long key = random.nextInt(1000) - 500;
    List<Built> level = new ArrayList<>();
    List<Long> dividers = new ArrayList<>();
    int leaves = levels == 0 ? 1 : 2 + random.nextInt(60);
    for (int i = 0; i < leaves; i++) {
      List<byte[]> cells = new ArrayList<>();
      long smallest = key + 1 + random.nextInt(4);
      for (int k = random.nextInt(fanOut); k >= 0; k--) {
        key += 1 + random.nextInt(4);
        smallest = Math.min(smallest, key);
        cells.add(leafCell(key, index));
      }
      int number = levels == 0 ? root : newPage();
      write(number, index ? INDEX_LEAF : TABLE_LEAF, cells, 0);
      level.add(new Built(number, smallest, key));
      // Any key from the largest on the left to just below the smallest on the right divides.
      long divider = key + random.nextInt(3);
      key = divider;
      if (index) {
        key += 1 + random.nextInt(3);
        divider = key;
      }
      dividers.add(divider);
    }
    while (level.size() > 1) {
      level = parents(level, dividers, root, index);
    }
  }

  /** One level higher; {@code dividers} become those between the pages of that level. */
  private List<Built> parents(List<Built> children, List<Long> dividers, int root, boolean index) {
    List<Built> level = new ArrayList<>();
    List<Long> between = new ArrayList<>();
    int at = 0;
    while (at < children.size()) {
      int left = children.size() - at;
      int take = Math.min(left, 2 + random.nextInt(fanOut + 1));
      if (left - take == 1) {
        take = left <= 6 ? left : take - 1; // a parent has two children at least
      }
      List<byte[]> cells = new ArrayList<>();
      for (int i = at; i < at + take - 1; i++) {
        cells.add(interiorCell(children.get(i).number(), dividers.get(i), index));
      }
      boolean isRoot = take == children.size();
      int number = isRoot ? root : newPage();
      int right = children.get(at + take - 1).number();
      write(number, index ? INDEX_INTERIOR : TABLE_INTERIOR, cells, right);
      level.add(
          new Built(number, children.get(at).smallest(), children.get(at + take - 1).largest()));
      between.add(dividers.get(at + take - 1));
      at += take;
    }
    dividers.clear();
    dividers.addAll(between);
    return level;
  }

  private int newPage() {
    Pager pager = btree.pager();
    return pager.writeFresh(pager.pageCount() + 1).number;
  }

  private byte[] leafCell(long key, boolean index) {
    byte[] payload = payload(key, index);
    entries.put(key, payload);
    byte[] cell = new byte[payload.length + 20];
    int n = Varint.put(cell, 0, payload.length);
    if (!index) {
      n += Varint.put(cell, n, key);
    }
    System.arraycopy(payload, 0, cell, n, payload.length);
    return java.util.Arrays.copyOf(cell, Math.max(4, n + payload.length));
  }

  private byte[] payload(long key, boolean index) {
    int size = 1 + random.nextInt(20);
    return index
        ? Records.record(Records.entry(key, size))
        : Records.payload(random.nextInt(), size);
  }

  private byte[] interiorCell(int child, long key, boolean index) {
    byte[] cell = new byte[100];
    Bytes.put32(cell, 0, child);
    int n = 4;
    if (index) {
      byte[] leaf = leafCell(key, true);
      System.arraycopy(leaf, 0, cell, n, leaf.length);
      n += leaf.length;
    } else {
      n += Varint.put(cell, n, key);
    }
    return java.util.Arrays.copyOf(cell, n);
  }

  /** A page as the file format has it; the root is never page 1. */
  private void write(int number, int flags, List<byte[]> cells, int right) {
    Pager pager = btree.pager();
    byte[] bytes = pager.write(number).bytes;
    java.util.Arrays.fill(bytes, 0, pager.pageBytes(), (byte) 0);
    int pointers = right == 0 ? 8 : 12;
    int content = pager.usableBytes();
    for (int i = 0; i < cells.size(); i++) {
      byte[] cell = cells.get(i);
      content -= cell.length;
      System.arraycopy(cell, 0, bytes, content, cell.length);
      Bytes.put16(bytes, pointers + 2 * i, content);
    }
    if (content < pointers + 2 * cells.size()) {
      throw new IllegalStateException("the cells do not fit");
    }
    bytes[0] = (byte) flags;
    Bytes.put16(bytes, 3, cells.size());
    Bytes.put16(bytes, 5, content);
    if (right != 0) {
      Bytes.put32(bytes, 8, right);
    }
  }
}

package tech.turso.btree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tech.turso.base.DbException;
import tech.turso.pager.Page;
import tech.turso.pager.Pager;
import tech.turso.testkit.Seeded;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

/**
 * Files with bytes changed at random: whatever is done with them ends, with the right answer, a
 * wrong one or a {@link DbException}, but with no other exception. {@code -Dbtree.files=N} makes N
 * files in each run.
 */
class HostileFilesTest {
  private static final int FILES = Integer.getInteger("btree.files", 250);

  /** No operation on so small a file may take longer. */
  private static final long MOST_NANOS = 2_000_000_000L;

  private final Register value = new Register();
  private int corrupt;

  @Seeded({1, 2, 3, 4, 5, 6})
  void nothingButDbExceptionsComesOfThem(long seed) {
    Random random = new Random(seed);
    List<byte[]> sound = makeFile(random);
    for (int i = 0; i < FILES; i++) {
      String name = "seed " + seed + " file " + i;
      List<byte[]> damaged = new ArrayList<>();
      sound.forEach(page -> damaged.add(page.clone()));
      damage(damaged, random);
      Btree btree = load(damaged, sound.get(0).length);
      for (int k = 0; k < 12; k++) {
        int what = random.nextInt(12);
        long begin = System.nanoTime();
        try {
          operate(btree, what, random);
        } catch (DbException.Internal e) {
          throw new AssertionError(name + " operation " + what, e);
        } catch (DbException e) {
          corrupt++;
        } catch (RuntimeException | Error e) {
          throw new AssertionError(name + " operation " + what, e);
        }
        assertThat(System.nanoTime() - begin).as("%s %d", name, what).isLessThan(MOST_NANOS);
      }
      btree.rollback(null, false);
    }
    assertThat(corrupt).as("failures seen").isGreaterThan(FILES / 4);
  }

  private static final int TABLE = 3;
  private static final int INDEX = 4;

  /** The pages of a file with two trees, free pages and overflow chains. */
  private static List<byte[]> makeFile(Random random) {
    int pageBytes = 512 << random.nextInt(3);
    Btree btree = Btree.over(Pager.memory(pageBytes));
    btree.setAutoVacuum(AutoVacuum.values()[random.nextInt(3)]);
    btree.beginWrite(false);
    btree.createTree(false);
    int table = btree.createTree(false);
    int index = btree.createTree(true);
    TableCursor t = btree.tableCursor(table, true);
    IndexCursor x = btree.indexCursor(index, KeyInfo.binary(2), true);
    for (int i = 0; i < 260; i++) {
      int size = i % 25 == 0 ? 3 * pageBytes : random.nextInt(60) + 2;
      byte[] payload = Keys.record(Keys.integer(i), Keys.text("t".repeat(size)));
      t.insert(random.nextInt(500), payload, 0, payload.length, 0, false);
      byte[] record = Keys.record(Keys.integer(i * 37 % 260), Keys.text("x".repeat(size)));
      x.insert(record, 0, record.length, null, 0, false);
    }
    for (int i = 0; i < 150; i++) {
      if (t.seek(random.nextInt(500), SeekOp.GE) == SeekResult.FOUND) {
        t.delete(false);
      }
      if (x.seek(Keys.of(random.nextInt(260)), 0, 1, SeekOp.GE) == SeekResult.FOUND) {
        x.delete(false);
      }
    }
    t.close();
    x.close();
    List<byte[]> pages = new ArrayList<>();
    for (int i = 1; i <= btree.pager().pageCount(); i++) {
      pages.add(java.util.Arrays.copyOf(btree.pager().read(i).bytes, pageBytes));
    }
    btree.rollback(null, false);
    return pages;
  }

  private static void damage(List<byte[]> pages, Random random) {
    for (int k = 1 + random.nextInt(6); k > 0; k--) {
      byte[] page = pages.get(random.nextInt(pages.size()));
      int header = page == pages.get(0) ? 100 : 0;
      int at =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(page.length);
            case 1 -> header + random.nextInt(12);
            case 2 -> header + 8 + random.nextInt(40);
            default -> {
              page = pages.get(0);
              yield 32 + random.nextInt(40);
            }
          };
      switch (random.nextInt(5)) {
        case 0 -> page[at] = (byte) random.nextInt();
        case 1 -> page[at] += (byte) (random.nextInt(5) - 2);
        case 2 -> page[at] = (byte) (1 + random.nextInt(pages.size()));
        case 3 -> {
          byte[] from = pages.get(random.nextInt(pages.size()));
          int n = Math.min(random.nextInt(60), page.length - at);
          System.arraycopy(from, at, page, at, n);
        }
        default -> {
          byte[] from = pages.get(random.nextInt(pages.size()));
          if (from != pages.get(0) && page != pages.get(0)) {
            System.arraycopy(from, 0, page, 0, page.length);
          }
        }
      }
    }
  }

  private static Btree load(List<byte[]> pages, int pageBytes) {
    Pager pager = Pager.memory(pageBytes);
    pager.beginWrite(false);
    for (int i = 0; i < pages.size(); i++) {
      Page page = pager.writeFresh(i + 1);
      System.arraycopy(pages.get(i), 0, page.bytes, 0, pageBytes);
    }
    pager.commitPhaseOne(null);
    pager.commitPhaseTwo();
    pager.endRead();
    Btree btree = Btree.over(pager);
    btree.beginWrite(false);
    return btree;
  }

  private void operate(Btree btree, int what, Random random) {
    switch (what) {
      case 0 -> scan(btree.tableCursor(TABLE, false));
      case 1 -> scan(btree.indexCursor(INDEX, KeyInfo.binary(2), false));
      case 2 -> btree.integrityCheck(new int[] {1, 3, 4}, new long[3], 100);
      case 3 -> change(btree, btree.tableCursor(TABLE, true), random);
      case 4 -> change(btree, btree.indexCursor(INDEX, KeyInfo.binary(2), true), random);
      case 5 -> {
        TableCursor t = btree.tableCursor(TABLE, true);
        IndexCursor x = btree.indexCursor(INDEX, KeyInfo.binary(2), true);
        TableCursor again = btree.tableCursor(TABLE, true);
        again.first();
        for (int i = 0; i < 30; i++) {
          changeOnce(t, random);
          x.next();
          changeOnce(x, random);
          again.next();
          t.next();
        }
        t.close();
        x.close();
        again.close();
      }
      case 6 -> btree.clear(random.nextBoolean() ? TABLE : INDEX);
      case 7 -> btree.drop(random.nextBoolean() ? TABLE : INDEX);
      case 8 -> {
        for (int i = 0; i < 5 && btree.incrementalVacuumStep(); i++) {
          btree.integrityCheck(new int[] {1, 3, 4}, new long[3], 100);
        }
      }
      case 9 -> {
        btree.createTree(random.nextBoolean());
        btree.tableCursor(TABLE, false).count();
        btree.indexCursor(INDEX, KeyInfo.binary(2), false).count();
      }
      case 10 -> {
        btree.commit();
        btree.beginWrite(false);
      }
      default -> {
        int level = btree.openSavepoint();
        try {
          change(btree, btree.tableCursor(TABLE, true), random);
        } finally {
          btree.rollbackToSavepoint(level);
          btree.releaseSavepoint(level);
        }
      }
    }
  }

  private void scan(Cursor cursor) {
    try {
      int rows = 0;
      for (boolean on = cursor.first(); on && rows < 100_000; on = cursor.next()) {
        read(cursor);
        rows++;
      }
      for (boolean on = cursor.last(); on && rows > 0; on = cursor.previous()) {
        rows--;
      }
    } finally {
      cursor.close();
    }
  }

  private void read(Cursor cursor) {
    for (int i = 0; i < 3 && cursor.record().column(i, value); i++) {
      value.toString();
    }
  }

  private void change(Btree btree, Cursor cursor, Random random) {
    try {
      for (int i = 0; i < 60; i++) {
        changeOnce(cursor, random);
      }
    } finally {
      cursor.close();
    }
    btree.integrityCheck(new int[] {1, 3, 4}, new long[3], 10);
  }

  private void changeOnce(Cursor cursor, Random random) {
    int key = random.nextInt(500);
    int size = 2 + random.nextInt(random.nextInt(5) == 0 ? 2000 : 60);
    boolean inserts = random.nextInt(5) < 3;
    switch (cursor) {
      case TableCursor t -> {
        if (inserts) {
          byte[] payload = Keys.record(Keys.integer(key), Keys.text("n".repeat(size)));
          t.insert(key, payload, 0, payload.length, 0, false);
        } else if (t.seek(key, SeekOp.LE) == SeekResult.FOUND || t.settle()) {
          read(t);
          t.delete(random.nextBoolean());
        }
      }
      case IndexCursor x -> {
        if (inserts) {
          byte[] record = Keys.record(Keys.integer(key), Keys.text("n".repeat(size)));
          x.insert(record, 0, record.length, null, 0, false);
        } else if (x.seek(Keys.of(key), 0, 1, SeekOp.GE) == SeekResult.FOUND || x.settle()) {
          read(x);
          x.delete(random.nextBoolean());
        }
      }
    }
  }
}

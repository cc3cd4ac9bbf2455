package tech.turso.btree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.base.DbException;
import tech.turso.pager.Pager;
import tech.turso.testkit.Seeded;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

/** Cursors on a tree that another cursor changes. */
class SavedCursorsTest {
  private final Btree btree = Btree.over(Pager.memory(512));
  private final TreeMap<Long, byte[]> model = new TreeMap<>();

  private static final int OPERATIONS = 4_000;

  /** A cursor that reads, and the key of the entry on which it is. */
  private final class Observer {
    final Cursor cursor;
    long key;
    boolean onEntry;

    Observer(Cursor cursor) {
      this.cursor = cursor;
    }

    void seek(long to) {
      seekAny(cursor, to, SeekOp.GE);
      onEntry = cursor.settle();
      Long expected = model.ceilingKey(to);
      assertThat(onEntry).isEqualTo(expected != null);
      if (onEntry) {
        key = expected;
      }
    }

    void look(Random random) {
      if (!onEntry) {
        seek(key(random));
        return;
      }
      if (random.nextInt(3) == 0) {
        boolean there = cursor.restore();
        assertThat(there).isEqualTo(model.containsKey(key));
        if (there) {
          assertThat(payload(cursor)).isEqualTo(model.get(key));
        }
      }
      if (random.nextInt(3) > 0) {
        boolean forward = random.nextBoolean();
        Map.Entry<Long, byte[]> expected = forward ? model.higherEntry(key) : model.lowerEntry(key);
        onEntry = forward ? cursor.next() : cursor.previous();
        assertThat(onEntry).isEqualTo(expected != null);
        if (expected != null) {
          key = expected.getKey();
          assertThat(payload(cursor)).isEqualTo(expected.getValue());
        }
      } else if (!model.containsKey(key)) {
        onEntry = false; // in a gap, whose neighbours may change before it is left
      }
    }
  }

  private static byte[] payload(Cursor cursor) {
    byte[] payload = new byte[(int) cursor.payloadBytes()];
    cursor.payload(0, payload, 0, payload.length);
    return payload;
  }

  private static long key(Random random) {
    return random.nextInt(600);
  }

  private static SeekResult seekAny(Cursor cursor, long key, SeekOp op) {
    return switch (cursor) {
      case TableCursor table -> table.seek(key, op);
      case IndexCursor index -> index.seek(Keys.of(key), 0, 1, op);
    };
  }

  private void insert(Cursor cursor, long key, Random random) {
    int size = 1 + random.nextInt(random.nextInt(9) == 0 ? 1500 : 60);
    switch (cursor) {
      case TableCursor table -> {
        byte[] payload = Keys.payload(random.nextInt(), size);
        table.insert(key, payload, 0, size, 0, false);
        model.put(key, payload);
      }
      case IndexCursor index -> {
        Register blob = new Register();
        blob.setBlob(Keys.payload(random.nextInt(), size));
        byte[] record = Keys.record(Keys.integer(key), blob);
        index.insert(record, 0, record.length, null, 0, false);
        model.put(key, record);
      }
    }
  }

  private Cursor open(int root, boolean index) {
    return index ? btree.indexCursor(root, KeyInfo.binary(1), true) : btree.tableCursor(root, true);
  }

  @Seeded({1, 2, 3, 4, 5, 6})
  void cursorsFindTheirPlacesAgain(long seed) {
    Random random = new Random(seed);
    boolean index = seed % 2 == 0;
    btree.setAutoVacuum(AutoVacuum.values()[random.nextInt(3)]);
    btree.beginWrite(false);
    int root = btree.createTree(index);
    Cursor writer = open(root, index);
    List<Observer> observers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      observers.add(new Observer(open(root, index)));
    }
    int insertPercent = 60;
    for (int i = 0; i < OPERATIONS; i++) {
      if (random.nextInt(300) == 0) {
        insertPercent = 20 + random.nextInt(70);
      }
      long key = key(random);
      if (random.nextInt(100) < insertPercent) {
        insert(writer, key, random);
      } else if (seekAny(writer, key, SeekOp.EQ) == SeekResult.FOUND) {
        writer.delete(random.nextBoolean());
        model.remove(key);
      }
      observers.get(random.nextInt(observers.size())).look(random);
      if (random.nextInt(500) == 0) {
        btree.commitPhaseOne(null);
        btree.commitPhaseTwo(true);
        btree.beginWrite(false);
      }
    }
  }

  @Seeded({1, 2, 3, 4})
  void savepointsBringTheFormerTreeBack(long seed) {
    Random random = new Random(seed);
    boolean index = seed % 2 == 0;
    btree.setAutoVacuum(AutoVacuum.values()[random.nextInt(3)]);
    btree.beginWrite(false);
    int root = btree.createTree(index);
    Cursor writer = open(root, index);
    Observer observer = new Observer(open(root, index));
    List<TreeMap<Long, byte[]>> kept = new ArrayList<>();
    for (int i = 0; i < OPERATIONS; i++) {
      long key = key(random);
      if (random.nextInt(100) < 55) {
        insert(writer, key, random);
      } else if (seekAny(writer, key, SeekOp.EQ) == SeekResult.FOUND) {
        writer.delete(random.nextBoolean());
        model.remove(key);
      }
      observer.look(random);
      switch (random.nextInt(40)) {
        case 0 -> {
          assertThat(btree.openSavepoint()).isEqualTo(kept.size() + 1);
          kept.add(new TreeMap<>(model));
        }
        case 1 -> {
          if (!kept.isEmpty()) {
            int level = 1 + random.nextInt(kept.size());
            btree.releaseSavepoint(level);
            kept.subList(level - 1, kept.size()).clear();
          }
        }
        case 2 -> {
          if (!kept.isEmpty()) {
            int level = 1 + random.nextInt(kept.size());
            btree.rollbackToSavepoint(level);
            model.clear();
            model.putAll(kept.get(level - 1));
            kept.subList(level, kept.size()).clear();
          }
        }
        default -> {}
      }
      if (i % 200 == 0) {
        checkAll(root, writer);
      }
    }
    checkAll(root, writer);
  }

  private void checkAll(int root, Cursor cursor) {
    assertThat(btree.integrityCheck(new int[] {1, root}, new long[2], 10)).isEmpty();
    boolean on = cursor.first();
    for (Map.Entry<Long, byte[]> entry : model.entrySet()) {
      assertThat(on).isTrue();
      assertThat(payload(cursor)).isEqualTo(entry.getValue());
      on = cursor.next();
    }
    assertThat(on).isFalse();
  }

  @Test
  void afterARollbackWritersHaveEndedAndReadersGoOn() {
    btree.beginWrite(false);
    int root = btree.createTree(false);
    TableCursor first = btree.tableCursor(root, true);
    first.insert(1, new byte[] {2, 0}, 0, 2, 0, false);
    first.insert(3, new byte[] {2, 0}, 0, 2, 0, false);
    first.close();
    btree.commit();
    btree.beginWrite(false);
    TableCursor writer = btree.tableCursor(root, true);
    TableCursor reader = btree.tableCursor(root, false);
    reader.first();
    writer.insert(2, new byte[] {2, 0}, 0, 2, 0, false);
    DbException reason = new DbException.Interrupted();
    btree.rollback(reason, true);
    assertThatThrownBy(writer::next).isSameAs(reason);
    assertThatThrownBy(() -> writer.seek(1, SeekOp.EQ)).isSameAs(reason);
    assertThat(reader.next()).isTrue();
    assertThat(reader.rowid()).isEqualTo(3);
    btree.endRead();
  }

  @Test
  void aCursorThatWatchesItsRowEndsWhenTheRowChangesAndOnlyThen() {
    btree.beginWrite(false);
    int root = btree.createTree(false);
    TableCursor writer = btree.tableCursor(root, true);
    for (long rowid = 1; rowid <= 3; rowid++) {
      writer.insert(rowid, new byte[] {2, 0, 7, 7}, 0, 4, 0, true);
    }
    TableCursor blob = btree.tableCursor(root, true);
    blob.seek(2, SeekOp.EQ);
    blob.watchRow();
    writer.insert(4, new byte[] {2, 0}, 0, 2, 0, true);
    writer.seek(1, SeekOp.EQ);
    writer.delete(false);
    blob.overwritePayload(2, new byte[] {9}, 0, 1);
    byte[] payload = new byte[4];
    blob.payload(0, payload, 0, 4);
    assertThat(payload).containsExactly(2, 0, 9, 7);
    writer.insert(2, new byte[] {2, 0, 5, 5}, 0, 4, 0, false);
    assertThatThrownBy(() -> blob.overwritePayload(2, new byte[] {9}, 0, 1))
        .isInstanceOf(DbException.Sql.class)
        .hasMessage("query aborted");
    blob.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void afterAnInteriorDeleteNextPassesTheReplacementAndPreviousReturnsItOnce(boolean forward) {
    btree.beginWrite(false);
    int root = btree.createTree(true);
    IndexCursor cursor = btree.indexCursor(root, KeyInfo.binary(1), true);
    for (long key = 0; key < 200; key++) {
      byte[] record = Keys.record(Keys.integer(key), Keys.text("x".repeat(30)));
      cursor.insert(record, 0, record.length, null, 0, false);
    }
    long key = interiorKey(cursor);
    cursor.seek(Keys.of(key), 0, 1, SeekOp.EQ);
    cursor.delete(true);
    assertThat(forward ? cursor.next() : cursor.previous()).isTrue();
    assertThat(key(cursor)).isEqualTo(forward ? key + 1 : key - 1);
    assertThat(forward ? cursor.previous() : cursor.next()).isTrue();
    assertThat(key(cursor)).isEqualTo(forward ? key - 1 : key + 1);
  }

  private static long key(IndexCursor cursor) {
    Register value = new Register();
    cursor.record().column(0, value);
    return value.integer;
  }

  /** The key of an entry on an interior page. */
  private static long interiorKey(IndexCursor cursor) {
    for (boolean on = cursor.first(); on; on = cursor.next()) {
      if (!cursor.isLeaf) {
        return key(cursor);
      }
    }
    throw new AssertionError("no interior page");
  }
}

package tech.turso.btree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.Varint;
import tech.turso.pager.Page;
import tech.turso.pager.Pager;
import tech.turso.value.KeyInfo;

/** Seeks on trees of a few pages, built by hand. */
class TableCursorSeekTest {
  private final Btree btree = Btree.over(Pager.memory(512));
  private int root;

  @BeforeEach
  void begin() {
    btree.beginWrite(false);
    root = btree.createTree(false);
  }

  private int leaf(long... rowids) {
    int number = btree.freeList().allocate(0, FreeList.Want.ANY);
    fill(number, rowids);
    return number;
  }

  private void fill(int number, long... rowids) {
    WritableNode node = new WritableNode(btree.format());
    node.initialise(btree.format(), btree.pager().write(number), false, Node.TABLE_LEAF);
    for (int i = 0; i < rowids.length; i++) {
      byte[] cell = new byte[14];
      int n = Varint.put(cell, 0, 2);
      n += Varint.put(cell, n, rowids[i]);
      cell[n] = 2;
      node.insert(i, cell, 0, n + 2);
    }
  }

  /** Makes the root the parent of two pages. */
  private void divide(int left, long divider, int right) {
    WritableNode node = new WritableNode(btree.format());
    node.initialise(btree.format(), btree.pager().write(root), false, Node.TABLE_INTERIOR);
    byte[] key = new byte[9];
    node.insertDivider(0, left, key, 0, Varint.put(key, 0, divider));
    Node.putRightChild(node.bytes, 0, right);
  }

  @Test
  void greaterThanTheLastKeyOfALeafAsksToAdvance() {
    divide(leaf(1, 5, 9), 9, leaf(12));
    TableCursor cursor = btree.tableCursor(root, false);
    assertThat(cursor.seek(9, SeekOp.GT)).isEqualTo(SeekResult.TRY_ADVANCE);
    assertThat(cursor.isOnEntry()).isFalse();
    assertThat(cursor.settle()).isTrue();
    assertThat(cursor.rowid()).isEqualTo(12);
  }

  @Test
  void lessThanTheFirstKeyOfALeafAsksToGoBack() {
    divide(leaf(1, 5), 8, leaf(12));
    TableCursor cursor = btree.tableCursor(root, false);
    assertThat(cursor.seek(10, SeekOp.LE)).isEqualTo(SeekResult.TRY_ADVANCE);
    assertThat(cursor.settle()).isTrue();
    assertThat(cursor.rowid()).isEqualTo(5);
  }

  @Test
  void aDividerWhoseRowIsGoneIsNotFound() {
    divide(leaf(1, 5), 9, leaf(12));
    TableCursor cursor = btree.tableCursor(root, false);
    assertThat(cursor.seek(9, SeekOp.EQ)).isEqualTo(SeekResult.NOT_FOUND);
    assertThat(cursor.settle()).isFalse();
    assertThat(cursor.seek(9, SeekOp.GE)).isEqualTo(SeekResult.TRY_ADVANCE);
    assertThat(cursor.settle()).isTrue();
    assertThat(cursor.rowid()).isEqualTo(12);
  }

  @Test
  void atTheEndsThereIsNothingToAdvanceTo() {
    divide(leaf(1, 5), 9, leaf(12));
    TableCursor cursor = btree.tableCursor(root, false);
    assertThat(cursor.seek(13, SeekOp.GE)).isEqualTo(SeekResult.NOT_FOUND);
    assertThat(cursor.seek(12, SeekOp.GT)).isEqualTo(SeekResult.NOT_FOUND);
    assertThat(cursor.seek(1, SeekOp.LT)).isEqualTo(SeekResult.NOT_FOUND);
    assertThat(cursor.seek(0, SeekOp.LE)).isEqualTo(SeekResult.NOT_FOUND);
    assertThat(cursor.isOnEntry()).isFalse();
    assertThat(cursor.settle()).isFalse();
  }

  @Test
  void anEmptyTreeAnswersNotFoundToEveryOperator() {
    TableCursor cursor = btree.tableCursor(root, false);
    for (SeekOp op : SeekOp.values()) {
      assertThat(cursor.seek(1, op)).isEqualTo(SeekResult.NOT_FOUND);
      assertThat(cursor.next()).isFalse();
    }
    assertThat(cursor.first()).isFalse();
    assertThat(cursor.last()).isFalse();
    assertThat(cursor.count()).isZero();
  }

  @Test
  void aRowInsertedAtTheDividerGoesToTheLeafItsSeekReached() {
    divide(leaf(1, 5), 9, leaf(12));
    TableCursor cursor = btree.tableCursor(root, true);
    assertThat(cursor.seek(9, SeekOp.GE)).isEqualTo(SeekResult.TRY_ADVANCE);
    cursor.insert(9, new byte[] {2, 0}, 0, 2, 0, false);
    assertThat(cursor.rowid()).isEqualTo(9);
    assertThat(cursor.previous()).isTrue();
    assertThat(cursor.rowid()).isEqualTo(5);
    assertThat(btree.integrityCheck(new int[] {1, root}, new long[2], 9)).isEmpty();
  }

  @Test
  void extremeRowidsAreOrdered() {
    fill(root, Long.MIN_VALUE, -1, 0, Long.MAX_VALUE);
    TableCursor cursor = btree.tableCursor(root, true);
    assertThat(cursor.seek(Long.MAX_VALUE, SeekOp.EQ)).isEqualTo(SeekResult.FOUND);
    assertThat(cursor.seek(Long.MAX_VALUE, SeekOp.GT)).isEqualTo(SeekResult.NOT_FOUND);
    assertThat(cursor.seek(Long.MIN_VALUE, SeekOp.LT)).isEqualTo(SeekResult.NOT_FOUND);
    assertThat(cursor.seek(-5, SeekOp.LE)).isEqualTo(SeekResult.FOUND);
    assertThat(cursor.rowid()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void aTreeThatIsItsOwnChildIsCorrupt() {
    divide(root, 5, root);
    TableCursor cursor = btree.tableCursor(root, true);
    assertThatThrownBy(() -> cursor.seek(3, SeekOp.EQ)).isInstanceOf(DbException.Corrupt.class);
    assertThatThrownBy(cursor::first).isInstanceOf(DbException.Corrupt.class);
    assertThatThrownBy(cursor::count).isInstanceOf(DbException.Corrupt.class);
    assertThatThrownBy(cursor::clear).isInstanceOf(DbException.Corrupt.class);
  }

  @Test
  void leavesThatAreSharedManyTimesDoNotMakeAScanEndless() {
    int child = leaf(1);
    for (int level = 0; level < 18; level++) {
      int number = btree.freeList().allocate(0, FreeList.Want.ANY);
      WritableNode node = new WritableNode(btree.format());
      node.initialise(btree.format(), btree.pager().write(number), false, Node.TABLE_INTERIOR);
      for (int i = 0; i < 60; i++) {
        node.insertDivider(i, child, new byte[] {1}, 0, 1);
      }
      Node.putRightChild(node.bytes, 0, child);
      child = number;
    }
    divide(child, 1, child);
    TableCursor cursor = btree.tableCursor(root, true);
    assertThat(cursor.first()).isTrue();
    assertThatThrownBy(
            () -> {
              while (cursor.next()) {
                // 60^18 rows, if it were to end by itself
              }
            })
        .isInstanceOf(DbException.Corrupt.class);
    assertThatThrownBy(cursor::count).isInstanceOf(DbException.Corrupt.class);
    assertThatThrownBy(cursor::clear).isInstanceOf(DbException.Corrupt.class);
  }

  @Test
  void aPageWithOneBadCellCanBeReadButForThatCell() {
    fill(root, 1, 2, 3, 4, 5);
    Page page = btree.pager().write(root);
    Bytes.put16(page.bytes, 8, 511);
    page.extra = null;
    TableCursor cursor = btree.tableCursor(root, true);
    assertThat(cursor.seek(5, SeekOp.LT)).isEqualTo(SeekResult.FOUND);
    assertThat(cursor.rowid()).isEqualTo(4);
    assertThat(cursor.first()).isTrue();
    assertThatThrownBy(cursor::record).isInstanceOf(DbException.Corrupt.class);
    assertThatThrownBy(() -> cursor.insert(9, new byte[] {2, 0}, 0, 2, 0, false))
        .isInstanceOf(DbException.Corrupt.class);
  }

  @Test
  void aCursorOfOneKindIsCorruptOnATreeOfTheOther() {
    IndexCursor cursor = btree.indexCursor(root, KeyInfo.binary(1), false);
    assertThatThrownBy(cursor::first).isInstanceOf(DbException.Corrupt.class);
    assertThatThrownBy(() -> cursor.seek(Keys.of(1), 0, 1, SeekOp.EQ))
        .isInstanceOf(DbException.Corrupt.class);
  }

  @Test
  void aSecondSeekOnPublishedPagesFindsTheSameAsTheFirst() {
    divide(leaf(1, 5, 9), 10, leaf(12, 13));
    btree.commit();
    btree.beginRead();
    TableCursor cursor = btree.tableCursor(root, false);
    for (int round = 0; round < 4; round++) {
      for (long rowid : new long[] {1, 5, 9, 12, 13}) {
        TableCursor fresh = btree.tableCursor(root, false);
        assertThat(fresh.seek(rowid, SeekOp.EQ)).isEqualTo(SeekResult.FOUND);
        assertThat(fresh.rowid()).isEqualTo(rowid);
        assertThat(fresh.seek(rowid, SeekOp.LE)).isEqualTo(SeekResult.FOUND);
        fresh.close();
      }
    }
    assertThat(btree.pager().read(root).extra).isInstanceOf(DecodedKeys.class);
    assertThat(cursor.seek(10, SeekOp.EQ)).isEqualTo(SeekResult.NOT_FOUND);
    btree.endRead();
  }

  /** Keys without gaps, evenly and unevenly spread, and at the ends of the range of longs. */
  @Test
  void decodedKeysAreFoundHoweverTheyAreSpread() {
    long[][] all = {
      {},
      {7},
      {-3, -2, -1, 0, 1},
      {10, 20, 30, 40, 50, 60, 70, 80},
      {1, 2, 3, 5, 6, 7, 8},
      {0, 1, 2, 3, 4, 1000, 1_000_000, 1L << 40},
      {-(1L << 50), 1, 2, 3, 4, 5},
      {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE},
      {Long.MIN_VALUE, Long.MIN_VALUE + 1},
      {Long.MAX_VALUE - 1, Long.MAX_VALUE},
    };
    for (long[] keys : all) {
      int number = leaf(keys);
      DecodedKeys decoded = DecodedKeys.of(btree.pager().read(number), btree.format().tableLeaf);
      TreeSet<Long> sought = new TreeSet<>(List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE));
      for (long key : keys) {
        sought.addAll(List.of(key - 1, key, key + 1, key / 2));
      }
      for (long key : sought) {
        int expected = 0;
        while (expected < keys.length && keys[expected] < key) {
          expected++;
        }
        boolean there = expected < keys.length && keys[expected] == key;
        assertThat(decoded.lowerBound(key)).as("%d in %s", key, keys).isEqualTo(expected);
        assertThat(decoded.isAt(expected, key)).as("%d in %s", key, keys).isEqualTo(there);
      }
    }
  }

  @Test
  void payloadsOfAllLengthsAroundTheThresholdsComeBack() {
    TableCursor cursor = btree.tableCursor(root, true);
    for (int length = 440; length < 1100; length++) {
      byte[] payload = Keys.payload(length, length);
      cursor.insert(length, payload, 0, length, 0, true);
    }
    for (int length = 440; length < 1100; length++) {
      assertThat(cursor.seek(length, SeekOp.EQ)).isEqualTo(SeekResult.FOUND);
      byte[] payload = new byte[length];
      cursor.payload(0, payload, 0, length);
      assertThat(payload).isEqualTo(Keys.payload(length, length));
      byte[] tail = new byte[7];
      cursor.payload(length - 7, tail, 0, 7);
      assertThat(tail).endsWith(payload[length - 2], payload[length - 1]);
    }
    assertThat(btree.integrityCheck(new int[] {1, root}, new long[2], 9)).isEmpty();
  }
}

package tech.turso.btree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tech.turso.pager.Pager;

/** A database that nobody has written to has no pages, and an empty schema all the same. */
class EmptyDatabaseTest {
  @Test
  void theSchemaOfADatabaseWithoutPagesIsEmpty() {
    Btree btree = Btree.over(Pager.memory(512));
    btree.beginRead();
    TableCursor cursor = btree.tableCursor(1, false);
    assertThat(cursor.first()).isFalse();
    assertThat(cursor.last()).isFalse();
    assertThat(cursor.next()).isFalse();
    for (SeekOp op : SeekOp.values()) {
      assertThat(cursor.seek(1, op)).isEqualTo(SeekResult.NOT_FOUND);
    }
    assertThat(cursor.count()).isZero();
    cursor.close();
    btree.endRead();
  }

  @Test
  void aCursorOnNothingSurvivesTheFirstWrite() {
    Btree btree = Btree.over(Pager.memory(512));
    btree.beginRead();
    TableCursor cursor = btree.tableCursor(1, false);
    assertThat(cursor.first()).isFalse();
    btree.beginWrite(false);
    TableCursor writer = btree.tableCursor(1, true);
    writer.seek(1, SeekOp.GE);
    writer.insert(1, new byte[] {2, 0}, 0, 2, 0, false);
    assertThat(cursor.first()).isTrue();
    assertThat(cursor.rowid()).isEqualTo(1);
  }
}

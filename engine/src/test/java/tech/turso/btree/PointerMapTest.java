package tech.turso.btree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tech.turso.base.DbException;
import tech.turso.pager.Pager;

class PointerMapTest {
  private static PointerMap map(int pageBytes) {
    return Btree.over(Pager.memory(pageBytes)).pointerMap();
  }

  @Test
  void mapPagesStandBeforeTheGroupsTheyDescribe() {
    PointerMap map = map(512); // 102 entries a page
    assertThat(map.pageOf(1)).isZero();
    assertThat(map.isMap(2)).isTrue();
    assertThat(map.pageOf(3)).isEqualTo(2);
    assertThat(map.pageOf(104)).isEqualTo(2);
    assertThat(map.isMap(105)).isTrue();
    assertThat(map.pageOf(106)).isEqualTo(105);
  }

  @Test
  void aMapPageThatWouldFallOnTheLockBytePageComesAfterIt() {
    PointerMap map = map(1024); // 204 entries; (1048577 - 2) is a multiple of 205
    int lockByte = 1_048_577;
    assertThat(map.pageOf(lockByte - 1)).isEqualTo(lockByte - 205);
    assertThat(map.isMap(lockByte)).isFalse();
    assertThat(map.isMap(lockByte + 1)).isTrue();
    assertThat(map.pageOf(lockByte + 2)).isEqualTo(lockByte + 1);
    assertThat(map.pageOf(lockByte + 204)).isEqualTo(lockByte + 1);
    assertThat(map.isMap(lockByte + 205)).isTrue();
  }

  @Test
  void pageOneHasNoEntry() {
    Btree btree = Btree.over(Pager.memory(512));
    btree.setAutoVacuum(AutoVacuum.FULL);
    btree.beginWrite(false);
    assertThatThrownBy(() -> btree.pointerMap().put(1, PointerMap.TREE, 3))
        .isInstanceOf(DbException.Corrupt.class);
    assertThatThrownBy(() -> btree.pointerMap().put(0, PointerMap.TREE, 3))
        .isInstanceOf(DbException.Corrupt.class);
  }

  @Test
  void fullAutoVacuumLeavesNoFreePageAndKeepsTheRows() {
    Btree btree = Btree.over(Pager.memory(512));
    btree.setAutoVacuum(AutoVacuum.FULL);
    btree.beginWrite(false);
    int kept = btree.createTree(false);
    int dropped = btree.createTree(false);
    TableCursor a = btree.tableCursor(kept, true);
    TableCursor b = btree.tableCursor(dropped, true);
    for (int i = 1; i <= 400; i++) {
      byte[] payload = Keys.payload(i, 100 + i % 7 * 200);
      b.insert(i, payload, 0, payload.length, 0, true);
      a.insert(i, payload, 0, payload.length, 0, true);
    }
    b.close();
    a.first();
    btree.commitPhaseOne(null);
    btree.commitPhaseTwo(true);
    int pages = btree.pager().pageCount();
    btree.beginWrite(false);
    assertThat(btree.drop(dropped)).isZero();
    assertThat(btree.meta(Btree.META_FREE_PAGES)).isGreaterThan(500);
    btree.commitPhaseOne(null);
    btree.commitPhaseTwo(true);
    assertThat(btree.meta(Btree.META_FREE_PAGES)).isZero();
    assertThat(btree.pager().pageCount()).isLessThan(pages / 2 + 20);
    assertThat(btree.integrityCheck(new int[] {1, kept}, new long[2], 9)).isEmpty();
    assertThat(a.next()).as("a cursor is restored after its pages have moved").isTrue();
    assertThat(a.rowid()).isEqualTo(2);
    assertThat(a.count()).isEqualTo(400);
  }

  @Test
  void droppingATreeMovesTheLastRootToItsPlace() {
    Btree btree = Btree.over(Pager.memory(512));
    btree.setAutoVacuum(AutoVacuum.INCREMENTAL);
    btree.beginWrite(false);
    int first = btree.createTree(false);
    int second = btree.createTree(true);
    int third = btree.createTree(false);
    assertThat(new int[] {first, second, third}).containsExactly(3, 4, 5);
    TableCursor cursor = btree.tableCursor(third, true);
    cursor.insert(7, new byte[] {2, 0}, 0, 2, 0, true);
    cursor.close();
    assertThat(btree.drop(first)).isEqualTo(5);
    assertThat(btree.meta(Btree.META_LARGEST_ROOT)).isEqualTo(4);
    TableCursor moved = btree.tableCursor(3, false);
    assertThat(moved.first()).isTrue();
    assertThat(moved.rowid()).isEqualTo(7);
    assertThat(btree.drop(second)).isZero();
    while (btree.incrementalVacuumStep()) {
      assertThat(btree.integrityCheck(new int[] {1, 3}, new long[2], 9)).isEmpty();
    }
    assertThat(btree.pager().pageCount()).isEqualTo(3);
  }
}

package tech.turso.vfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RangeLocksTest {
  private final RangeLocks locks = new RangeLocks();

  @Test
  void ownersAreToldApartByIdentity() {
    String one = new String("owner");
    String two = new String("owner");
    assertThat(locks.tryLock(one, 0, 1, true)).isTrue();
    assertThat(locks.tryLock(two, 0, 1, false)).isFalse();
    assertThat(locks.tryLock(one, 0, 1, false)).isTrue();
    assertThat(locks.tryLock(two, 0, 1, false)).isTrue();
  }

  @Test
  void anUnlockInTheMiddleLeavesBothEnds() {
    locks.tryLock("a", 0, 10, true);
    locks.unlock("a", 3, 4);
    assertThat(locks.kindAt(2)).isEqualTo(2);
    assertThat(locks.kindAt(3)).isZero();
    assertThat(locks.kindAt(6)).isZero();
    assertThat(locks.kindAt(7)).isEqualTo(2);
    assertThat(locks.isFree(3, 4)).isTrue();
    assertThat(locks.isFree(3, 5)).isFalse();
    assertThat(locks.nextBoundary(0, 100)).isEqualTo(3);
    assertThat(locks.nextBoundary(3, 100)).isEqualTo(7);
    assertThat(locks.nextBoundary(10, 100)).isEqualTo(100);
  }

  @Test
  void aRequestReplacesWhatItsOwnerHoldsThere() {
    locks.tryLock("a", 0, 10, false);
    locks.tryLock("a", 4, 2, true);
    assertThat(locks.kindAt(3)).isEqualTo(1);
    assertThat(locks.kindAt(4)).isEqualTo(2);
    assertThat(locks.kindAt(6)).isEqualTo(1);
  }

  @Test
  void aRefusedRequestChangesNothing() {
    locks.tryLock("a", 0, 5, true);
    locks.tryLock("b", 5, 5, false);
    assertThat(locks.tryLock("b", 0, 10, true)).isFalse();
    assertThat(locks.kindAt(5)).isEqualTo(1);
    RangeLocks copy = locks.copy();
    locks.unlockAll("a");
    locks.unlockAll("b");
    assertThat(locks.isFree(0, Long.MAX_VALUE)).isTrue();
    locks.restore(copy);
    assertThat(locks.kindAt(0)).isEqualTo(2);
  }

  @Test
  void aRangeMayReachTheEndOfAllNumbers() {
    assertThat(locks.tryLock("a", 5, Long.MAX_VALUE, true)).isTrue();
    assertThat(locks.isRefusedTo("b", Long.MAX_VALUE - 1, 1, false)).isTrue();
  }
}

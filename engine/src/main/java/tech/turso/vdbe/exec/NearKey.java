package tech.turso.vdbe.exec;

import tech.turso.btree.IndexCursor;
import tech.turso.btree.SeekOp;
import tech.turso.btree.SeekResult;
import tech.turso.record.RecordReader;
import tech.turso.value.Comparison;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

/**
 * Looks around the place of a key that an index lacks for an entry that differs only in REALs of
 * computed fields, and there only in the last bits: another machine may have computed them so.
 *
 * <p>SQLite: vdbeaux.c sqlite3VdbeFindIndexKey.
 */
final class NearKey {
  /** How many entries on each side are looked at; all, if there are fewer before the place. */
  private static final int REACH = 10;

  /** By how many units in the last place two REALs may differ. */
  private static final long IMPRECISION = 2;

  private NearKey() {}

  /** Whether there is such an entry; the cursor is then on it. */
  static boolean find(Vm vm, int[] code, int at) {
    if (!(vm.p4() instanceof boolean[] computed)) {
      return false;
    }
    boolean any = false;
    for (boolean one : computed) {
      any |= one;
    }
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    boolean found = any && find(vm, cursor.index(), code[at + 3], computed);
    cursor.moved(found);
    return found;
  }

  private static boolean find(Vm vm, IndexCursor index, int first, boolean[] computed) {
    SeekResult place = index.seek(vm.r, first, computed.length, SeekOp.GE);
    boolean onEntry =
        place == SeekResult.FOUND || place == SeekResult.TRY_ADVANCE && index.settle();
    if (!onEntry && !index.last()) {
      return false;
    }
    int steps = 2 * REACH;
    for (int i = 0; i < REACH; i++) {
      if (!index.previous()) {
        steps = Integer.MAX_VALUE;
        index.first();
        break;
      }
    }
    Register field = new Register();
    for (int i = 0; i < steps && index.isOnEntry(); i++) {
      if (matches(vm, index, first, computed, field)) {
        return true;
      }
      index.next();
    }
    return false;
  }

  private static boolean matches(
      Vm vm, IndexCursor index, int first, boolean[] computed, Register field) {
    KeyInfo info = index.keyInfo();
    RecordReader record = index.record();
    for (int i = 0; i < computed.length; i++) {
      Register wanted = vm.r[first + i];
      if (!record.column(i, field)) {
        return false;
      }
      if (!(computed[i] && isClose(field, wanted))
          && Comparison.compare(field, wanted, info.collations()[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isClose(Register a, Register b) {
    if (a.type != Register.REAL || b.type != Register.REAL) {
      return false;
    }
    long x = Double.doubleToRawLongBits(a.real);
    long y = Double.doubleToRawLongBits(b.real);
    long apart = Long.compareUnsigned(x, y) < 0 ? y - x : x - y;
    return Long.compareUnsigned(apart, IMPRECISION) <= 0;
  }
}

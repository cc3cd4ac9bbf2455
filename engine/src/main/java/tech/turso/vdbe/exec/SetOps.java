package tech.turso.vdbe.exec;

import tech.turso.btree.Cursor;
import tech.turso.value.Register;

/**
 * Row sets and Bloom filters: objects that belong to a register.
 *
 * <p>SQLite: vdbe.c OP_RowSetAdd, OP_Filter and their kin.
 */
final class SetOps {
  private static final int MAX_FILTER_BYTES = 1 << 23;

  private SetOps() {}

  private static RowSet rowSet(Vm vm, int register) {
    if (vm.frame.objects[register] instanceof RowSet set) {
      return set;
    }
    RowSet set = new RowSet();
    vm.frame.objects[register] = set;
    return set;
  }

  static void rowSetAdd(Vm vm, int[] code, int at) {
    rowSet(vm, code[at + 1]).add(vm.r[code[at + 2]].integer);
  }

  /** Whether to jump: the set is empty. */
  static boolean rowSetRead(Vm vm, int[] code, int at) {
    int p1 = code[at + 1];
    RowSet set = rowSet(vm, p1);
    if (!set.next()) {
      vm.frame.objects[p1] = null;
      vm.r[p1].setNull();
      return true;
    }
    vm.r[code[at + 3]].setInteger(set.value());
    return false;
  }

  /** Whether to jump: the set has the value. */
  static boolean rowSetTest(Vm vm, int[] code, int at, int pc) {
    RowSet set = rowSet(vm, code[at + 1]);
    long value = vm.r[code[at + 3]].integer;
    int phase = SeekOps.count(vm, pc);
    if (phase != 0 && set.contains(value)) {
      return true;
    }
    if (phase >= 0) {
      set.put(value);
    }
    return false;
  }

  /** Two bytes for each row of the tree that the keys come from, as far as it can be guessed. */
  private static int bytesFor(Vm vm, int p2) {
    Cursor tree = p2 == 0 ? null : vm.cursors[p2 - 1].tree;
    long rows = tree == null ? 0 : tree.estimateCount();
    return (int) Math.min(2 * rows, MAX_FILTER_BYTES);
  }

  static void filterAdd(Vm vm, int[] code, int at, int pc) {
    int p1 = code[at + 1];
    BloomFilter filter;
    if (vm.frame.objects[p1] instanceof BloomFilter b) {
      filter = b;
    } else {
      filter = new BloomFilter(Math.max(bytesFor(vm, code[at + 2]), vm.r[p1].totalBytes()));
      vm.frame.objects[p1] = filter;
    }
    filter.add(BloomFilter.hash(vm.r, code[at + 3], SeekOps.count(vm, pc)));
  }

  /** Whether to jump: the key was certainly not added. */
  static boolean filter(Vm vm, int[] code, int at, int pc) {
    Register host = vm.r[code[at + 1]];
    if (!(vm.frame.objects[code[at + 1]] instanceof BloomFilter filter)) {
      // Nothing was added; but only if the filter was made at all is that known.
      return host.type == Register.BLOB;
    }
    return !filter.mayContain(BloomFilter.hash(vm.r, code[at + 3], SeekOps.count(vm, pc)));
  }
}

package tech.turso.vdbe.exec;

import tech.turso.value.Register;

/**
 * Row sets and Bloom filters: objects that belong to a register.
 *
 * <p>SQLite: vdbe.c OP_RowSetAdd, OP_Filter and their kin.
 */
final class SetOps {
  private static final int DEFAULT_FILTER_BYTES = 10_000;

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

  static void filterAdd(Vm vm, int[] code, int at, int pc) {
    int p1 = code[at + 1];
    BloomFilter filter;
    if (vm.frame.objects[p1] instanceof BloomFilter b) {
      filter = b;
    } else {
      int bytes = vm.r[p1].totalBytes();
      filter = new BloomFilter(bytes > 0 ? bytes : DEFAULT_FILTER_BYTES);
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

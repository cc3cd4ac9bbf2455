package tech.turso.vdbe.exec;

import tech.turso.base.DbException;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

/**
 * Sorters.
 *
 * <p>SQLite: vdbe.c OP_SorterOpen, OP_SorterInsert, OP_SorterData and their kin.
 */
final class SorterOps {
  private SorterOps() {}

  static void open(Vm vm, int[] code, int at) {
    if (!(vm.p4() instanceof KeyInfo info)) {
      throw new DbException.Internal("SorterOpen without a key");
    }
    int p3 = code[at + 3];
    int fields = p3 > 0 ? Math.min(p3, info.keyFields()) : info.keyFields();
    VdbeCursor cursor = new VdbeCursor(VdbeCursor.SORTER, code[at + 2]);
    cursor.keyInfo = info;
    cursor.sorter = new Sorter(info, fields, vm.host.temporaryFiles(), vm.host.sorterBytes());
    VdbeCursor former = vm.cursors[code[at + 1]];
    vm.cursors[code[at + 1]] = cursor;
    if (former != VdbeCursor.CLOSED) {
      former.close();
    }
  }

  static void insert(Vm vm, int[] code, int at) {
    Register record = vm.r[code[at + 2]];
    record.expandZeros();
    vm.cursors[code[at + 1]].sorter().add(record.bytes, record.offset, record.length);
  }

  static boolean next(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    boolean more = cursor.sorter().next();
    cursor.nullRow = !more;
    return more;
  }

  static void data(Vm vm, int[] code, int at) {
    Sorter sorter = vm.cursors[code[at + 1]].sorter();
    vm.r[code[at + 2]].setBlob(sorter.bytes(), sorter.offset(), sorter.length());
    VdbeCursor pseudo = vm.cursors[code[at + 3]];
    pseudo.stamp = -1;
    pseudo.fed = true;
    pseudo.volatileBytes = !sorter.keepsBytes();
  }

  /** Whether to jump: the records differ, or one field is NULL. */
  static boolean compare(Vm vm, int[] code, int at, int pc) {
    Register record = vm.r[code[at + 3]];
    record.expandZeros();
    Sorter sorter = vm.cursors[code[at + 1]].sorter();
    return !sorter.equalsRow(record.bytes, record.offset, SeekOps.count(vm, pc));
  }
}

package tech.turso.vdbe.exec;

import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.ext.FunctionException;
import tech.turso.ext.VirtualCursor;
import tech.turso.ext.VirtualTable;
import tech.turso.func.CallContext;
import tech.turso.value.Collation;
import tech.turso.value.Register;

/**
 * Scans of virtual tables.
 *
 * <p>SQLite: vdbe.c OP_VOpen, OP_VFilter, OP_VColumn, OP_VNext.
 */
final class VirtualOps {
  private VirtualOps() {}

  static void open(Vm vm, int[] code, int at) {
    if (!(vm.p4() instanceof VirtualTable table)) {
      throw new DbException.Internal("VOpen without a table");
    }
    int p1 = code[at + 1];
    VdbeCursor former = vm.cursors[p1];
    if (former.virtualTable == table) {
      return;
    }
    VdbeCursor cursor = new VdbeCursor(VdbeCursor.VIRTUAL, 0);
    try {
      cursor.virtual = table.open();
    } catch (FunctionException e) {
      throw failure(e);
    }
    cursor.virtualTable = table;
    vm.cursors[p1] = cursor;
    if (former != VdbeCursor.CLOSED) {
      former.close();
    }
  }

  /** Whether to jump: there is no row. */
  static boolean filter(Vm vm, int[] code, int at, int pc) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    VirtualCursor scan = cursor.virtual();
    int p3 = code[at + 3];
    CallContext context = context(vm, pc);
    context.begin(vm.r, p3 + 2, (int) vm.r[p3 + 1].integer, vm.scratch);
    String text = vm.p4() instanceof String s ? s : null;
    boolean atEnd;
    try {
      scan.filter((int) vm.r[p3].integer, text, context);
      atEnd = scan.isAtEnd();
    } catch (FunctionException e) {
      throw failure(e);
    }
    cursor.nullRow = false;
    vm.treeChanged();
    return atEnd;
  }

  static void column(Vm vm, int[] code, int at, int pc) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    Register out = vm.r[code[at + 3]];
    if (cursor.nullRow) {
      out.setNull();
      return;
    }
    CallContext context = context(vm, pc);
    context.begin(vm.r, 0, 0, out);
    try {
      cursor.virtual().column(code[at + 2], context);
    } catch (FunctionException e) {
      throw failure(e);
    }
  }

  /** Whether to jump: there is a row. */
  static boolean next(Vm vm, int[] code, int at) {
    VdbeCursor cursor = vm.cursors[code[at + 1]];
    if (cursor.nullRow) {
      return false;
    }
    VirtualCursor scan = cursor.virtual();
    try {
      scan.next();
      vm.treeChanged();
      return !scan.isAtEnd();
    } catch (FunctionException e) {
      throw failure(e);
    }
  }

  private static CallContext context(Vm vm, int pc) {
    if (vm.frame.local[pc] instanceof CallContext context) {
      return context;
    }
    CallContext context =
        new CallContext(vm.host.functions(), Collation.binary(vm.host.encoding()));
    vm.frame.local[pc] = context;
    return context;
  }

  private static DbException failure(FunctionException e) {
    String message = e.getMessage();
    ResultCode code;
    try {
      code = ResultCode.of(e.resultCode());
    } catch (IllegalArgumentException unknown) {
      code = ResultCode.ERROR;
    }
    return new DbException.Sql(code, message == null ? code.message() : message);
  }
}

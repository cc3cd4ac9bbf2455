package tech.turso.vdbe.exec;

import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.vdbe.program.Program;
import tech.turso.vdbe.program.SubProgram;

/**
 * Programs inside of programs: triggers and the actions of foreign keys. Each runs in a {@link
 * Frame} of its own, which the calling frame keeps for the next time.
 *
 * <p>SQLite: vdbe.c OP_Program, OP_Param, vdbeaux.c sqlite3VdbeFrameRestore.
 */
final class TriggerOps {
  private TriggerOps() {}

  /** Enters the program P4, or falls through if it is running and P5 forbids recursion. */
  static int program(Vm vm, int pc, int[] code, int at) {
    if (!(vm.p4() instanceof SubProgram sub)) {
      throw new DbException.Internal("Program without a program");
    }
    if (code[at + 4] != 0 && isRunning(vm.frame, sub.token())) {
      return pc + 1;
    }
    if (depth(vm.frame) >= Limits.MAX_TRIGGER_DEPTH) {
      throw new DbException.Sql("triggers nested too deep");
    }
    int p3 = code[at + 3];
    Frame child;
    if (vm.frame.objects[p3] instanceof Frame kept && kept.program == sub.program()) {
      child = kept;
    } else {
      child = new Frame(sub.program(), vm.frame);
      child.token = sub.token();
      vm.frame.objects[p3] = child;
    }
    VmTransactions transactions = vm.host.transactions();
    child.run++;
    child.parentPc = pc;
    child.parentChanges = vm.statement.changes;
    child.connectionChanges = transactions.changes();
    child.lastRowid = transactions.lastRowid();
    vm.statement.changes = 0;
    vm.enter(child);
    vm.pc = 0;
    return Vm.SWITCHED;
  }

  private static boolean isRunning(Frame frame, Object token) {
    for (Frame f = frame; f != null; f = f.parent) {
      if (f.token == token) {
        return true;
      }
    }
    return false;
  }

  private static int depth(Frame frame) {
    int depth = 0;
    for (Frame f = frame.parent; f != null; f = f.parent) {
      depth++;
    }
    return depth;
  }

  /** Goes back to the program that called; on after its P2 if {@code action} is IGNORE. */
  static int leave(Vm vm, Frame parent, ConflictAction action) {
    Frame child = vm.frame;
    VmTransactions transactions = vm.host.transactions();
    transactions.changed(vm.statement.changes);
    child.closeCursors();
    vm.statement.changes = child.parentChanges;
    transactions.restoreChanges(child.connectionChanges);
    transactions.lastRowid(child.lastRowid);
    vm.enter(parent);
    int caller = child.parentPc;
    vm.pc =
        action == ConflictAction.IGNORE
            ? parent.program.code[caller * Program.WIDTH + 2]
            : caller + 1;
    return Vm.SWITCHED;
  }

  /** r[P2] becomes a value of the calling program. */
  static void param(Vm vm, int[] code, int at) {
    Frame frame = vm.frame;
    Frame parent = frame.parent;
    if (parent == null) {
      throw new DbException.Internal("Param outside of a trigger");
    }
    int base = parent.program.code[frame.parentPc * Program.WIDTH + 1];
    vm.r[code[at + 2]].set(parent.registers[base + code[at + 1]]);
  }
}

package tech.turso.vdbe.exec;

import tech.turso.base.DbException;
import tech.turso.func.AggregateBody;
import tech.turso.func.CallContext;
import tech.turso.func.CountState;
import tech.turso.func.FunctionDef;
import tech.turso.func.SumState;
import tech.turso.value.Collation;
import tech.turso.value.Register;
import tech.turso.vdbe.program.FunctionCall;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.Program;

/**
 * Calls of functions. Each instruction keeps the context of its calls in {@link Frame#local}; the
 * state of an aggregate is the object of its accumulator's register.
 *
 * <p>SQLite: vdbe.c OP_Function, OP_AggStep, OP_AggFinal and their kin.
 */
final class FunctionOps {
  private FunctionOps() {}

  private static FunctionDef def(Vm vm, int pc) {
    if (vm.frame.program.p4[pc] instanceof FunctionCall call) {
      return call.def();
    }
    throw new DbException.Internal("no function at " + pc);
  }

  private static CallContext context(Vm vm, int pc) {
    return vm.frame.local[pc] instanceof CallContext context ? context : newContext(vm, pc);
  }

  private static CallContext newContext(Vm vm, int pc) {
    Collation collation = null;
    String pureUse = null;
    if (vm.frame.program.p4[pc] instanceof FunctionCall call) {
      collation = call.collation();
      pureUse = call.pureUse();
    }
    if (collation == null) {
      collation = Collation.binary(vm.host.encoding());
    }
    Program program = vm.frame.program;
    boolean scalar = program.op(pc) == Op.FUNCTION || program.op(pc) == Op.PURE_FUNC;
    int constant = scalar ? program.p1(pc) : 0;
    CallContext context = new CallContext(vm.host.functions(), collation, constant);
    if (pureUse != null) {
      context.pureUse(pureUse);
    }
    vm.frame.local[pc] = context;
    return context;
  }

  static void function(Vm vm, int[] code, int at, int pc) {
    FunctionDef def = def(vm, pc);
    CallContext context = context(vm, pc);
    Register out = vm.r[code[at + 3]];
    int first = code[at + 2];
    int count = code[at + 4];
    context.begin(vm.r, first, count, out);
    def.scalar().call(context);
    if (out.type >= Register.TEXT) {
      lend(vm, first, count, out);
    }
    if (!def.isBuiltIn()) {
      // It may have run statements that changed what cursors have decoded.
      vm.treeChanged();
    }
  }

  /** A result may show bytes of an argument; the argument must not write them then. */
  private static void lend(Vm vm, int first, int count, Register out) {
    for (int i = first; i < first + count; i++) {
      vm.r[i].lend(out.bytes);
    }
  }

  private static Object state(Vm vm, int register, AggregateBody body) {
    Object state = vm.frame.objects[register];
    if (state == null) {
      state = body.newState();
      vm.frame.objects[register] = state;
    }
    return state;
  }

  /** Counts and sums of numbers, most of all steps, are taken without a call of the function. */
  static void aggregateStep(Vm vm, int[] code, int at, int pc) {
    Object state = vm.frame.objects[code[at + 3]];
    if (state instanceof SumState sum) {
      Register x = vm.r[code[at + 2]];
      if (x.type == Register.INTEGER) {
        sum.add(x.integer);
        return;
      }
      if (x.type == Register.REAL) {
        sum.add(x.real);
        return;
      }
    } else if (state instanceof CountState count && code[at + 4] == 0) {
      count.add();
      return;
    }
    stepAnyAggregate(vm, code, at, pc);
  }

  private static void stepAnyAggregate(Vm vm, int[] code, int at, int pc) {
    FunctionDef def = def(vm, pc);
    AggregateBody body = def.aggregate();
    CallContext context = context(vm, pc);
    context.begin(vm.r, code[at + 2], code[at + 4], vm.scratch);
    body.step(context, state(vm, code[at + 3], body));
    afterStep(vm, code, at, def, context);
  }

  static void aggregateInverse(Vm vm, int[] code, int at, int pc) {
    FunctionDef def = def(vm, pc);
    AggregateBody body = def.aggregate();
    CallContext context = context(vm, pc);
    context.begin(vm.r, code[at + 2], code[at + 4], vm.scratch);
    body.inverse(context, state(vm, code[at + 3], body));
    afterStep(vm, code, at, def, context);
  }

  private static void afterStep(Vm vm, int[] code, int at, FunctionDef def, CallContext context) {
    int keeps = code[at + 1];
    if (keeps != 0) {
      vm.r[keeps].setInteger(context.skipsLoad() ? 1 : 0);
    }
    if (!def.isBuiltIn()) {
      vm.treeChanged();
    }
  }

  /** AggValue, and AggFinal with P3: the value so far into P3. */
  static void aggregateValue(Vm vm, int[] code, int at, int pc) {
    AggregateBody body = def(vm, pc).aggregate();
    CallContext context = context(vm, pc);
    Register out = vm.r[code[at + 3]];
    context.begin(vm.r, 0, 0, out);
    body.value(context, state(vm, code[at + 1], body));
    // The state goes on changing, and the value may show its bytes.
    out.copyBytes();
  }

  static void aggregateFinal(Vm vm, int[] code, int at, int pc) {
    if (code[at + 3] != 0) {
      aggregateValue(vm, code, at, pc);
      return;
    }
    int p1 = code[at + 1];
    AggregateBody body = def(vm, pc).aggregate();
    CallContext context = context(vm, pc);
    context.begin(vm.r, 0, 0, vm.r[p1]);
    Object state = state(vm, p1, body);
    vm.frame.objects[p1] = null;
    body.finish(context, state);
  }

  static void aggregateReset(Vm vm, int[] code, int at) {
    for (int i = code[at + 1]; i <= code[at + 2]; i++) {
      vm.frame.objects[i] = null;
      vm.r[i].setNull();
    }
  }
}

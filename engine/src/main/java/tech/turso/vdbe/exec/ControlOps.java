package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.value.Affinity;
import tech.turso.value.Cast;
import tech.turso.value.Numbers;
import tech.turso.value.Register;
import tech.turso.vdbe.program.Program;

/**
 * Where the program goes on: subroutines, co-routines, counters and its end.
 *
 * <p>SQLite: vdbe.c OP_Gosub, OP_Yield, OP_Halt and their kin.
 */
final class ControlOps {
  private static final ConflictAction[] ACTIONS = ConflictAction.values();

  private static final String[] CONSTRAINTS = {"NOT NULL", "UNIQUE", "CHECK", "FOREIGN KEY"};

  private ControlOps() {}

  static boolean ifPos(Vm vm, int[] code, int at) {
    Register counter = vm.r[code[at + 1]];
    if (counter.integer > 0) {
      counter.integer -= code[at + 3];
      return true;
    }
    return false;
  }

  static boolean ifNotZero(Vm vm, int[] code, int at) {
    Register counter = vm.r[code[at + 1]];
    if (counter.integer == 0) {
      return false;
    }
    if (counter.integer > 0) {
      counter.integer--;
    }
    return true;
  }

  static boolean decrJumpZero(Vm vm, int[] code, int at) {
    Register counter = vm.r[code[at + 1]];
    if (counter.integer > Long.MIN_VALUE) {
      counter.integer--;
    }
    return counter.integer == 0;
  }

  static void offsetLimit(Vm vm, int[] code, int at) {
    long limit = vm.r[code[at + 1]].integer;
    long offset = Math.max(vm.r[code[at + 3]].integer, 0);
    long sum = limit + offset;
    // A sum beyond 2^63 is as good as no limit.
    vm.r[code[at + 2]].setInteger(limit <= 0 || sum < 0 ? -1 : sum);
  }

  /** Whether the instruction was passed in this run before. */
  static boolean once(Vm vm, int pc) {
    Frame frame = vm.frame;
    if (frame.once[pc] == frame.run) {
      return true;
    }
    frame.once[pc] = frame.run;
    return false;
  }

  static int returnTo(Vm vm, int[] code, int at, int pc) {
    Register address = vm.r[code[at + 1]];
    if (address.type == Register.INTEGER) {
      return (int) address.integer + 1;
    }
    assert code[at + 3] != 0 : "Return without Gosub";
    return pc + 1;
  }

  static int initCoroutine(Vm vm, int[] code, int at, int pc) {
    vm.r[code[at + 1]].setInteger(code[at + 3] - 1);
    return code[at + 2] != 0 ? code[at + 2] : pc + 1;
  }

  static int yieldTo(Vm vm, int[] code, int at, int pc) {
    Register address = vm.r[code[at + 1]];
    int target = (int) address.integer + 1;
    address.setInteger(pc);
    return target;
  }

  static int endCoroutine(Vm vm, int[] code, int at, int pc) {
    Register address = vm.r[code[at + 1]];
    int caller = (int) address.integer;
    address.setInteger(pc - 1);
    return code[caller * Program.WIDTH + 2];
  }

  static boolean mustBeInt(Vm vm, int[] code, int at) {
    Register value = vm.r[code[at + 1]];
    if (value.type != Register.INTEGER) {
      Affinity.NUMERIC.apply(value);
      if (value.type == Register.REAL && value.real == Long.MIN_VALUE) {
        value.setInteger(Long.MIN_VALUE); // affinity leaves this one alone
      }
      if (value.type != Register.INTEGER) {
        if (code[at + 2] == 0) {
          throw new DbException.Sql(ResultCode.MISMATCH, ResultCode.MISMATCH.message());
        }
        return true;
      }
    }
    return false;
  }

  static void addImm(Vm vm, int[] code, int at) {
    Register value = vm.r[code[at + 1]];
    if (value.type != Register.INTEGER) {
      value.setInteger(Numbers.integerOf(value));
    }
    value.integer += code[at + 2];
  }

  static void memMax(Vm vm, int[] code, int at) {
    Register greatest = vm.outermost().registers[code[at + 1]];
    Register value = vm.r[code[at + 2]];
    Cast.apply(greatest, Affinity.INTEGER);
    Cast.apply(value, Affinity.INTEGER);
    if (greatest.integer < value.integer) {
      greatest.integer = value.integer;
    }
  }

  /** Ends the program, or the trigger that is running. */
  static int halt(Vm vm, int[] code, int at) {
    int p1 = code[at + 1];
    Frame parent = vm.frame.parent;
    if (parent != null && p1 == 0) {
      return TriggerOps.leave(vm, parent, ACTIONS[code[at + 2]]);
    }
    vm.errorAction = ACTIONS[code[at + 2]];
    DbException error = p1 == 0 ? null : error(vm, code, at);
    DbException result = vm.end(error);
    if (result != null) {
      throw result;
    }
    return Vm.DONE;
  }

  private static DbException error(Vm vm, int[] code, int at) {
    ResultCode result = ResultCode.of(code[at + 1]);
    int p3 = code[at + 3];
    int p5 = code[at + 4];
    Object p4 = vm.p4();
    String message = p4 instanceof String text ? text : null;
    if (p3 > 0 && message == null) {
      message = textOf(vm.r[p3]);
    } else if (p5 > 0) {
      String constraint = CONSTRAINTS[p5 - 1] + " constraint failed";
      message = message == null ? constraint : constraint + ": " + message;
    }
    if (message == null) {
      message = result.message();
    }
    return result.primary() == ResultCode.CONSTRAINT
        ? new DbException.Constraint(result, message)
        : new DbException.Sql(result, message);
  }

  private static @Nullable String textOf(Register value) {
    Register text = new Register();
    text.borrow(value);
    Cast.apply(text, Affinity.TEXT);
    return text.isNull() ? null : text.decodeText();
  }

  static int haltIfNull(Vm vm, int[] code, int at, int pc) {
    return vm.r[code[at + 3]].isNull() ? halt(vm, code, at) : pc + 1;
  }
}

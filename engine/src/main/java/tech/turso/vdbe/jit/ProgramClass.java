package tech.turso.vdbe.jit;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.Program;

/**
 * Writes the class of one program: a method with the instructions one after another, each a call of
 * what the interpreter calls, and jumps between them.
 *
 * <pre>
 *   for (;;) {
 *     if (pc &lt; 0) return pc;
 *     switch (pc) {               entries: 0 and the targets of backward jumps
 *       case 0: ...               forward jumps go straight to their instruction
 *       case 7: ...               a backward jump of an innermost loop goes straight to its head,
 *       ...                       others set pc and go on with the outer loop
 *       default: return pc;       the interpreter goes on
 *     }
 *   }
 * </pre>
 */
final class ProgramClass {
  private static final int WIDTH = Program.WIDTH;

  /** HotSpot compiles no method of 8000 bytes or more. */
  private static final int MAX_CODE_BYTES = 7_900;

  private static final String EXEC = "tech.turso.vdbe.exec.";
  private static final ClassDesc SELF = ClassDesc.of(EXEC + "HotProgram");
  private static final ClassDesc COMPILED = ClassDesc.of(EXEC + "CompiledProgram");
  private static final ClassDesc VM = ClassDesc.of(EXEC + "Vm");
  private static final ClassDesc REGISTER = ClassDesc.of("tech.turso.value.Register");
  private static final ClassDesc INTS = CD_int.arrayType();
  private static final ClassDesc REGISTERS = REGISTER.arrayType();
  private static final ClassDesc ARITHMETIC = ClassDesc.of("tech.turso.value.Arithmetic");
  private static final ClassDesc TRUTH = ClassDesc.of("tech.turso.value.Truth");

  private static final MethodTypeDesc RUN = MethodTypeDesc.of(CD_int, VM, CD_int);
  private static final MethodTypeDesc STEP = MethodTypeDesc.of(CD_void, VM, INTS, CD_int);
  private static final MethodTypeDesc STEP_PC =
      MethodTypeDesc.of(CD_void, VM, INTS, CD_int, CD_int);
  private static final MethodTypeDesc STEP_P4 =
      MethodTypeDesc.of(CD_void, VM, INTS, CD_int, CD_Object);
  private static final MethodTypeDesc TEST = MethodTypeDesc.of(CD_boolean, VM, INTS, CD_int);
  private static final MethodTypeDesc TEST_PC =
      MethodTypeDesc.of(CD_boolean, VM, INTS, CD_int, CD_int);
  private static final MethodTypeDesc NUMBER_PC =
      MethodTypeDesc.of(CD_int, VM, INTS, CD_int, CD_int);
  private static final MethodTypeDesc THREE =
      MethodTypeDesc.of(CD_void, REGISTER, REGISTER, REGISTER);

  // Locals.
  private static final int VM_SLOT = 1;
  private static final int PC = 2;
  private static final int CODE = 3;
  private static final int R = 4;

  private final Program program;
  private final int length;
  private final TreeSet<Integer> entries = new TreeSet<>();
  private final List<Label> labels = new ArrayList<>();
  private Label dispatch;
  private CodeBuilder c;

  @SuppressWarnings("NullAway.Init") // the builder gives both when it calls back
  ProgramClass(Program program) {
    this.program = program;
    this.length = program.length();
    entries.add(0);
    for (int k = 0; k < length; k++) {
      int target = program.p2(k);
      if (program.op(k).jumps() && target <= k && target > 0) {
        entries.add(target);
      }
    }
  }

  /** The class; empty if the program is too long. */
  byte[] bytes() {
    if (program.p3(0) != 0) {
      return new byte[0]; // an integrity check, which handles corruption by itself
    }
    byte[] bytes =
        ClassFile.of()
            .build(
                SELF,
                type ->
                    type.withFlags(ClassFile.ACC_FINAL)
                        .withInterfaceSymbols(COMPILED)
                        .withMethodBody(
                            INIT_NAME,
                            MTD_void,
                            0,
                            code ->
                                code.aload(0)
                                    .invokespecial(CD_Object, INIT_NAME, MTD_void)
                                    .return_())
                        .withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, this::body));
    return isShort(bytes) ? bytes : new byte[0];
  }

  private static boolean isShort(byte[] bytes) {
    for (MethodModel method : ClassFile.of().parse(bytes).methods()) {
      if (method.findAttribute(Attributes.code()).orElseThrow().codeLength() > MAX_CODE_BYTES) {
        return false;
      }
    }
    return true;
  }

  private void body(CodeBuilder code) {
    c = code;
    dispatch = code.newLabel();
    for (int k = 0; k <= length; k++) {
      labels.add(code.newLabel());
    }
    Label interpret = code.newLabel();
    Label running = code.newLabel();
    c.aload(VM_SLOT).invokestatic(VM, "codeOf", MethodTypeDesc.of(INTS, VM)).astore(CODE);
    c.aload(VM_SLOT).invokestatic(VM, "registersOf", MethodTypeDesc.of(REGISTERS, VM)).astore(R);
    c.labelBinding(dispatch);
    c.iload(PC).ifge(running).iload(PC).ireturn();
    c.labelBinding(running);
    List<SwitchCase> cases = new ArrayList<>();
    for (int entry : entries) {
      cases.add(SwitchCase.of(entry, labels.get(entry)));
    }
    c.iload(PC).lookupswitch(interpret, cases);
    for (int k = 0; k < length; k++) {
      c.labelBinding(labels.get(k));
      instruction(k);
    }
    c.labelBinding(labels.get(length));
    c.loadConstant(length).ireturn();
    c.labelBinding(interpret);
    c.iload(PC).ireturn();
  }

  // ------------------------------------------------------------------ pieces

  private int p(int k, int number) {
    return program.code[k * WIDTH + number];
  }

  private void register(int number) {
    c.aload(R).loadConstant(number).aaload();
  }

  private void arguments(int k) {
    c.aload(VM_SLOT).aload(CODE).loadConstant(k * WIDTH);
  }

  /** Notes the address, for errors and those who ask what runs. */
  private void note(int k) {
    c.aload(VM_SLOT).loadConstant(k).putfield(VM, "pc", CD_int);
  }

  private void call(int k, String owner, String name, MethodTypeDesc type) {
    note(k);
    arguments(k);
    if (type == STEP_P4) {
      c.aload(VM_SLOT)
          .loadConstant(k)
          .invokestatic(VM, "p4Of", MethodTypeDesc.of(CD_Object, VM, CD_int));
    } else if (type.parameterCount() == 4) {
      c.loadConstant(k);
    }
    c.invokestatic(ClassDesc.of(EXEC + owner), name, type);
  }

  private void jumpIf(int k, String owner, String name, MethodTypeDesc type, boolean answer) {
    call(k, owner, name, type);
    jumpIfInt(k, answer);
  }

  /** Jumps to P2 if the int on the stack is true, or false. */
  private void jumpIfInt(int k, boolean answer) {
    int target = p(k, 2);
    if (target > k) {
      if (answer) {
        c.ifne(label(target));
      } else {
        c.ifeq(label(target));
      }
      return;
    }
    Label stay = labels.get(k + 1);
    if (answer) {
      c.ifeq(stay);
    } else {
      c.ifne(stay);
    }
    jumpTo(k, target);
  }

  private Label label(int address) {
    return labels.get(Math.min(address, length));
  }

  private void jumpTo(int k, int target) {
    if (target > k) {
      c.goto_(label(target));
      return;
    }
    c.aload(VM_SLOT).loadConstant(k - target);
    c.invokestatic(VM, "loops", MethodTypeDesc.of(CD_void, VM, CD_int));
    Integer next = entries.higher(target);
    if (next == null || next > k) {
      c.goto_(label(target)); // an innermost loop
    } else {
      c.loadConstant(target).istore(PC).goto_(dispatch);
    }
  }

  /** Goes on at the address on the stack, or returns what it is if negative. */
  private void goOn(int k) {
    c.istore(PC);
    c.iload(PC).loadConstant(k + 1).if_icmpeq(labels.get(k + 1));
    int target = p(k, 2);
    if (program.op(k).jumps() && target > k && target <= length) {
      c.iload(PC).loadConstant(target).if_icmpeq(label(target));
    }
    c.goto_(dispatch);
  }

  // ------------------------------------------------------------------ instructions

  private void instruction(int k) {
    switch (program.op(k)) {
      case NOOP, EXPLAIN -> {}
      case GOTO -> jumpTo(k, p(k, 2));
      case NEXT -> jumpIf(k, "CursorOps", "next", TEST, true);
      case PREV -> jumpIf(k, "CursorOps", "previous", TEST, true);
      case SORTER_NEXT -> jumpIf(k, "SorterOps", "next", TEST, true);
      case COLUMN -> call(k, "ColumnOps", "read", STEP_PC);
      case ROWID -> call(k, "CursorOps", "rowid", STEP);
      case RESULT_ROW -> {
        note(k + 1);
        c.aload(VM_SLOT).loadConstant(p(k, 1)).loadConstant(p(k, 2));
        c.invokestatic(VM, "row", MethodTypeDesc.of(CD_int, VM, CD_int, CD_int)).ireturn();
      }
      case ADD -> arithmetic(k, "add");
      case SUBTRACT -> arithmetic(k, "subtract");
      case MULTIPLY -> arithmetic(k, "multiply");
      case DIVIDE -> arithmetic(k, "divide");
      case REMAINDER -> arithmetic(k, "remainder");
      case EQ -> jumpIf(k, "CompareOps", "eq", TEST_PC, true);
      case NE -> jumpIf(k, "CompareOps", "ne", TEST_PC, true);
      case LT -> jumpIf(k, "CompareOps", "lt", TEST_PC, true);
      case LE -> jumpIf(k, "CompareOps", "le", TEST_PC, true);
      case GT -> jumpIf(k, "CompareOps", "gt", TEST_PC, true);
      case GE -> jumpIf(k, "CompareOps", "ge", TEST_PC, true);
      case COMPARE -> call(k, "CompareOps", "compare", STEP_P4);
      case JUMP -> threeWays(k);
      case IS_NULL -> {
        isNull(k);
        jumpIfInt(k, true);
      }
      case NOT_NULL -> {
        isNull(k);
        jumpIfInt(k, false);
      }
      case IF -> truth(k, p(k, 3) != 0, true);
      case IF_NOT -> truth(k, p(k, 3) == 0, false);
      case IF_POS -> jumpIf(k, "ControlOps", "ifPos", TEST, true);
      case DECR_JUMP_ZERO -> jumpIf(k, "ControlOps", "decrJumpZero", TEST, true);
      case ONCE -> {
        c.aload(VM_SLOT).loadConstant(k);
        c.invokestatic(
            ClassDesc.of(EXEC + "ControlOps"), "once", MethodTypeDesc.of(CD_boolean, VM, CD_int));
        jumpIfInt(k, true);
      }
      case GOSUB -> {
        setInteger(p(k, 1), k);
        jumpTo(k, p(k, 2));
      }
      case RETURN -> {
        call(k, "ControlOps", "returnTo", NUMBER_PC);
        goOn(k);
      }
      case INTEGER -> setInteger(p(k, 2), p(k, 1));
      case NULL -> call(k, "ValueOps", "setNulls", STEP);
      case SCOPY -> {
        register(p(k, 2));
        register(p(k, 1));
        c.invokevirtual(REGISTER, "set", MethodTypeDesc.of(CD_void, REGISTER));
      }
      case COPY -> call(k, "ValueOps", "copy", STEP);
      case AFFINITY -> call(k, "ValueOps", "affinity", STEP_P4);
      case REAL_AFFINITY -> call(k, "ValueOps", "realAffinity", STEP);
      case FUNCTION -> call(k, "FunctionOps", "function", STEP_PC);
      case AGG_STEP -> call(k, "FunctionOps", "aggregateStep", STEP_PC);
      case SEEK_ROWID -> jumpIf(k, "SeekOps", "seekRowid", TEST, true);
      case NOT_EXISTS -> jumpIf(k, "SeekOps", "notExists", TEST, true);
      case SEEK_GE, SEEK_GT, SEEK_LE, SEEK_LT -> {
        call(k, "SeekOps", "seek", NUMBER_PC);
        goOn(k);
      }
      case IDX_GE, IDX_GT, IDX_LE, IDX_LT -> compareEntry(k);
      case FILTER -> jumpIf(k, "SetOps", "filter", TEST_PC, true);
      case FOUND -> jumpIf(k, "SeekOps", "find", TEST_PC, true);
      case NOT_FOUND -> jumpIf(k, "SeekOps", "find", TEST_PC, false);
      case NO_CONFLICT -> jumpIf(k, "SeekOps", "noConflict", TEST_PC, true);
      case DEFERRED_SEEK -> call(k, "SeekOps", "deferredSeek", STEP_P4);
      case IDX_ROWID -> call(k, "SeekOps", "idxRowid", STEP);
      case MAKE_RECORD -> call(k, "WriteOps", "makeRecord", STEP_P4);
      case INSERT -> call(k, "WriteOps", "insert", STEP_P4);
      case IDX_INSERT -> call(k, "WriteOps", "idxInsert", STEP_P4);
      case NEW_ROWID -> call(k, "WriteOps", "newRowid", STEP);
      case SORTER_INSERT -> call(k, "SorterOps", "insert", STEP);
      case SORTER_DATA -> call(k, "SorterOps", "data", STEP);
      case YIELD -> c.loadConstant(k).ireturn();
      default -> {
        c.aload(VM_SLOT).loadConstant(k).aload(CODE).loadConstant(k * WIDTH);
        c.invokestatic(VM, "rare", MethodTypeDesc.of(CD_int, VM, CD_int, INTS, CD_int));
        goOn(k);
      }
    }
  }

  private void arithmetic(int k, String name) {
    note(k);
    register(p(k, 2));
    register(p(k, 1));
    register(p(k, 3));
    c.invokestatic(ARITHMETIC, name, THREE);
  }

  private void isNull(int k) {
    register(p(k, 1));
    c.invokevirtual(REGISTER, "isNull", MethodTypeDesc.of(CD_boolean));
  }

  private void truth(int k, boolean ofNull, boolean jumps) {
    register(p(k, 1));
    c.loadConstant(ofNull ? 1 : 0);
    c.invokestatic(TRUTH, "isTrue", MethodTypeDesc.of(CD_boolean, REGISTER, CD_boolean));
    jumpIfInt(k, jumps);
  }

  private void setInteger(int register, long value) {
    register(register);
    c.loadConstant(value)
        .invokevirtual(REGISTER, "setInteger", MethodTypeDesc.of(CD_void, CD_long));
  }

  private void threeWays(int k) {
    for (int way = 1; way <= 3; way++) {
      if (p(k, way) <= k) {
        c.loadConstant(k).ireturn(); // never seen: these jumps go forwards
        return;
      }
    }
    c.aload(VM_SLOT).getfield(VM, "compare", CD_int).iflt(label(p(k, 1)));
    c.aload(VM_SLOT).getfield(VM, "compare", CD_int).ifeq(label(p(k, 2)));
    c.goto_(label(p(k, 3)));
  }

  private void compareEntry(int k) {
    call(k, "SeekOps", "compareEntry", NUMBER_PC);
    int target = p(k, 2);
    Label to = target > k ? label(target) : c.newLabel();
    Op op = program.op(k);
    switch (op) {
      case IDX_GE -> c.ifge(to);
      case IDX_GT -> c.ifgt(to);
      case IDX_LE -> c.ifle(to);
      default -> c.iflt(to);
    }
    if (target <= k) {
      c.goto_(labels.get(k + 1));
      c.labelBinding(to);
      jumpTo(k, target);
    }
  }
}

package tech.turso.vdbe.program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the instructions of a {@link Program} and owns what they are numbered by: addresses,
 * labels, registers and cursors.
 *
 * <p>Registers are numbered from 1; register 0 is never used, so that 0 can say "none". A label is
 * a negative number that stands for an address not yet known and may be used as P2 of a jump;
 * {@link #resolve} gives it the address of the next instruction.
 */
public final class ProgramBuilder {
  private static final int WIDTH = Program.WIDTH;

  private int[] code = new int[64 * WIDTH];
  private @Nullable Object[] p4 = new Object[64];
  private @Nullable String[] comments = new String[64];
  private int count;

  private int[] labels = new int[16];
  private int labelCount;

  private int registerCount;
  private int cursorCount;
  private final ArrayDeque<Integer> freeRegisters = new ArrayDeque<>();
  private final List<Program.PlanLine> planLines = new ArrayList<>();

  /** Appends an instruction and returns its address. */
  public int add(Op op, int p1, int p2, int p3, @Nullable Object operand, int p5) {
    if (count == p4.length) {
      int size = count * 2;
      code = Arrays.copyOf(code, size * WIDTH);
      p4 = Arrays.copyOf(p4, size);
      comments = Arrays.copyOf(comments, size);
    }
    int at = count * WIDTH;
    code[at] = op.ordinal();
    code[at + 1] = p1;
    code[at + 2] = p2;
    code[at + 3] = p3;
    code[at + 4] = p5;
    p4[count] = operand;
    return count++;
  }

  /** Appends an instruction without P4 and P5. */
  public int add(Op op, int p1, int p2, int p3) {
    return add(op, p1, p2, p3, null, 0);
  }

  /** Appends an instruction without P4 and P5, and with P3 of 0. */
  public int add(Op op, int p1, int p2) {
    return add(op, p1, p2, 0, null, 0);
  }

  /** Appends an instruction with P1 alone. */
  public int add(Op op, int p1) {
    return add(op, p1, 0, 0, null, 0);
  }

  /** Appends an instruction without operands. */
  public int add(Op op) {
    return add(op, 0, 0, 0, null, 0);
  }

  /** Appends {@code Goto} to an address or a label. */
  public int jump(int target) {
    return add(Op.GOTO, 0, target);
  }

  /** The comment that EXPLAIN shows for the last instruction. */
  public void comment(String text) {
    comments[count - 1] = text;
  }

  /** The address of the next instruction. */
  public int here() {
    return count;
  }

  /** A new label. */
  public int label() {
    if (labelCount == labels.length) {
      labels = Arrays.copyOf(labels, labelCount * 2);
    }
    labels[labelCount] = -1;
    return ~labelCount++;
  }

  /** Gives {@code label} the address of the next instruction. */
  public void resolve(int label) {
    assert label < 0 && labels[~label] < 0 : "label resolved twice";
    labels[~label] = count;
  }

  /** The operation at {@code address}. */
  public Op opAt(int address) {
    return Op.at(code[address * WIDTH]);
  }

  /** P2 of the instruction at {@code address}. */
  public int p2At(int address) {
    return code[address * WIDTH + 2];
  }

  /** P3 of the instruction at {@code address}. */
  public int p3At(int address) {
    return code[address * WIDTH + 3];
  }

  /** Changes P1 of the instruction at {@code address}. */
  public void changeP1(int address, int value) {
    code[address * WIDTH + 1] = value;
  }

  /** Changes P2 of the instruction at {@code address}. */
  public void changeP2(int address, int value) {
    code[address * WIDTH + 2] = value;
  }

  /** Changes P3 of the instruction at {@code address}. */
  public void changeP3(int address, int value) {
    code[address * WIDTH + 3] = value;
  }

  /** Changes P4 of the instruction at {@code address}. */
  public void changeP4(int address, @Nullable Object value) {
    p4[address] = value;
  }

  /** Changes P5 of the instruction at {@code address}. */
  public void changeP5(int address, int value) {
    code[address * WIDTH + 4] = value;
  }

  /** Makes the jump at {@code address} go to the next instruction. */
  public void jumpHere(int address) {
    changeP2(address, count);
  }

  /** Makes the instruction at {@code address} do nothing. */
  public void disable(int address) {
    int at = address * WIDTH;
    code[at] = Op.NOOP.ordinal();
    code[at + 1] = 0;
    code[at + 2] = 0;
    code[at + 3] = 0;
    code[at + 4] = 0;
    p4[address] = null;
  }

  /** A new register. */
  public int register() {
    return ++registerCount;
  }

  /** The first of {@code n} new consecutive registers. */
  public int registers(int n) {
    int first = registerCount + 1;
    registerCount += n;
    return first;
  }

  /** A register for a short time; give it back with {@link #release}. */
  public int temporary() {
    Integer free = freeRegisters.pollLast();
    return free != null ? free : register();
  }

  /** Gives back a register that {@link #temporary} gave. */
  public void release(int register) {
    if (register > 0 && !freeRegisters.contains(register)) {
      freeRegisters.addLast(register);
    }
  }

  /** Forbids that registers given back are reused: what follows may run at another time. */
  public void forgetTemporaries() {
    freeRegisters.clear();
  }

  /** How many registers are in use. */
  public int registerCount() {
    return registerCount;
  }

  /** A new cursor number, from 0. */
  public int cursor() {
    return cursorCount++;
  }

  /** How many cursors are in use. */
  public int cursorCount() {
    return cursorCount;
  }

  /**
   * Appends a line to the query plan.
   *
   * @param parent the id of the line it belongs under, 0 for the top
   * @return its id
   */
  public int planLine(int parent, String text) {
    int id = add(Op.EXPLAIN, count, parent, 0, text, 0);
    changeP1(id, id);
    planLines.add(new Program.PlanLine(id, parent, text));
    return id;
  }

  /**
   * The program; every label used must be resolved. Its code ends with a {@code Halt} that is not
   * counted: a jump past the last instruction ends the run.
   */
  public Program build(Program.Outline outline) {
    int[] resolved = Arrays.copyOf(code, (count + 1) * WIDTH);
    Arrays.fill(resolved, count * WIDTH, resolved.length, 0);
    resolved[count * WIDTH] = Op.HALT.ordinal();
    for (int i = 0; i < count; i++) {
      Op op = Op.at(resolved[i * WIDTH]);
      int target = resolved[i * WIDTH + 2];
      if (op.jumps() && target < 0) {
        int address = labels[~target];
        if (address < 0) {
          throw new AssertionError("label not resolved at " + i + " " + op);
        }
        resolved[i * WIDTH + 2] = address;
      }
      if (op == Op.INIT_COROUTINE || op == Op.INIT) {
        int t = resolved[i * WIDTH + 3];
        if (t < 0) {
          resolved[i * WIDTH + 3] = labels[~t];
        }
      }
      if (op == Op.JUMP) {
        for (int p : new int[] {1, 3}) {
          int t = resolved[i * WIDTH + p];
          if (t < 0) {
            resolved[i * WIDTH + p] = labels[~t];
          }
        }
      }
    }
    return new Program(
        resolved,
        Arrays.copyOf(p4, count),
        Arrays.copyOf(comments, count),
        registerCount,
        cursorCount,
        List.copyOf(planLines),
        outline);
  }
}

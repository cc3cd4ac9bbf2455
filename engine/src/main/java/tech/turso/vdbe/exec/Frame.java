package tech.turso.vdbe.exec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.func.CallContext;
import tech.turso.value.Register;
import tech.turso.vdbe.program.Program;

/**
 * Everything that one run of one program owns: a statement's, or that of a trigger inside of it,
 * whose {@link #parent} is the program that fired it.
 *
 * <p>SQLite: vdbeInt.h VdbeFrame.
 */
final class Frame {
  final Program program;
  final @Nullable Frame parent;
  final Register[] registers;
  final VdbeCursor[] cursors;

  /** For each cursor the closed one of an earlier run, to be opened again on the same tree. */
  private final @Nullable VdbeCursor[] closed;

  /** What belongs to a register and is no value: accumulators, row sets, Bloom filters. */
  final @Nullable Object[] objects;

  /** What belongs to an instruction: the context of the function that it calls. */
  final @Nullable Object[] local;

  /** The run in which an instruction {@code Once} was last passed. */
  final int[] once;

  /** Numbers the runs of the program, from 1, for {@link #once}. */
  int run;

  /** What is run, as a trigger that is not to fire itself knows it. */
  @Nullable Object token;

  /** The address of the instruction in the parent that runs this. */
  int parentPc;

  /** What the statement's and the connection's counters were when this was entered. */
  long parentChanges;

  long connectionChanges;
  long lastRowid;

  Frame(Program program, @Nullable Frame parent) {
    this.program = program;
    this.parent = parent;
    registers = new Register[program.registerCount() + 1];
    for (int i = 0; i < registers.length; i++) {
      registers[i] = new Register();
    }
    cursors = new VdbeCursor[program.cursorCount()];
    Arrays.fill(cursors, VdbeCursor.CLOSED);
    closed = new VdbeCursor[cursors.length];
    objects = new Object[registers.length];
    local = new Object[program.length()];
    once = new int[program.length()];
  }

  /** Closes all cursors; the first exception is thrown when all were tried. */
  void closeCursors() {
    RuntimeException first = null;
    for (int i = 0; i < cursors.length; i++) {
      VdbeCursor cursor = cursors[i];
      cursors[i] = VdbeCursor.CLOSED;
      if (cursor != VdbeCursor.CLOSED) {
        try {
          cursor.close();
          closed[i] = cursor;
        } catch (RuntimeException e) {
          first = first == null ? e : first;
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** The closed cursor of an earlier run in place {@code number}, which is given out once. */
  @Nullable VdbeCursor takeClosed(int number) {
    VdbeCursor cursor = closed[number];
    closed[number] = null;
    return cursor;
  }

  /** Lets go of all values. */
  void release() {
    for (Register register : registers) {
      register.release();
    }
    for (Object object : objects) {
      if (object instanceof Frame child) {
        child.release();
      }
    }
    Arrays.fill(objects, null);
    for (Object object : local) {
      if (object instanceof CallContext context) {
        context.clearAuxiliary();
      }
    }
  }
}

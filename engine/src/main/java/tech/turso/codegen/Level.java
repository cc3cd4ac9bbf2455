package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import tech.turso.plan.Loop;
import tech.turso.vdbe.program.Op;

/** The state of one nested loop while its code is written. */
final class Level {
  /** A loop over the values of an IN, within a level. */
  record InLoop(int cursor, int top, Op next, int skip) {}

  final Loop loop;
  final boolean reversed;

  /** Cursor of the table or the ephemeral table; -1 if there is none. */
  int cursor = -1;

  /** Cursor of the index; -1 if there is none. */
  int indexCursor = -1;

  /** Leaves this loop. */
  int breakLabel;

  /** Goes to the next row (or the next value of an IN). */
  int nextLabel;

  /** Goes on with the next row; where the instruction that steps stands. */
  int continueLabel;

  /** The instruction that steps, its cursor and the top of the loop. */
  Op step = Op.NOOP;

  int stepP1;
  int stepP2;
  int stepP5;

  /** The terms that are looked up in an automatic index. */
  List<Loop.Bounded> keys = List.of();

  /** Counts matches of an outer join's inner side; 0 if it is none. */
  int matched;

  /** Where rows of NULLs enter. */
  int nullEntry;

  /** Set by RIGHT and FULL JOIN: cursor of the ephemeral index of the rows that had a partner. */
  int partners = -1;

  /** Subroutine of the levels inside, for RIGHT and FULL JOIN and for OR: its return register. */
  int returnRegister;

  int subroutine = -1;

  /** Register of the co-routine that gives the rows; 0 if it is none. */
  int coroutine;

  /** Where the co-routine begins. */
  int coroutineStart;

  final List<InLoop> inLoops = new ArrayList<>();

  Level(Loop loop, boolean reversed) {
    this.loop = loop;
    this.reversed = reversed;
  }
}

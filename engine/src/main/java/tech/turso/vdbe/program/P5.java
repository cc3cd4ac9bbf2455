package tech.turso.vdbe.program;

import tech.turso.value.Affinity;

/** The flags of P5. Those that are not named here are as the instruction's comment says. */
public final class P5 {
  /** Comparisons: the low bits are the ordinal of the {@link Affinity} to apply first. */
  public static final int AFFINITY_MASK = 0x07;

  /** Comparisons: jump if an operand is NULL. */
  public static final int JUMP_IF_NULL = 0x10;

  /** Eq and Ne: NULL equals NULL, and the result is never NULL. */
  public static final int NULL_EQUALS = 0x80;

  /** OpenRead, OpenWrite: P2 is the register that holds the root page's number. */
  public static final int P2_IS_REGISTER = 0x10;

  /** Insert, Delete: counts as a change. */
  public static final int COUNT_CHANGE = 0x01;

  /** Insert: sets last_insert_rowid(). */
  public static final int LAST_ROWID = 0x20;

  /** Insert: is the second half of an UPDATE. */
  public static final int IS_UPDATE = 0x04;

  /** Insert: the key is probably beyond the last one. */
  public static final int APPEND = 0x08;

  /** Insert, IdxInsert: the cursor has just sought this key. */
  public static final int USE_SEEK_RESULT = 0x10;

  /** Delete, Insert, IdxInsert: keep the position, so that Next goes on to the entry after. */
  public static final int SAVE_POSITION = 0x02;

  /** Insert, IdxInsert: the entry is what RowCell prepared. */
  public static final int PREFORMAT = 0x80;

  /** OpenRead, OpenWrite, ReopenIdx: the cursor is used for equality only, see SeekGE. */
  public static final int SEEK_EQUAL = 0x02;

  /**
   * MakeRecord: an integral value of REAL affinity stays a REAL, it is not stored as an integer.
   */
  public static final int KEEP_REALS = 0x01;

  /** OpenWrite, OpenAutoindex: entries will be inserted in ascending order. */
  public static final int BULK_LOAD = 0x01;

  /** Copy: the copies have no subtype. */
  public static final int CLEAR_SUBTYPE = 0x02;

  /** Column: only the type of the value is used. */
  public static final int TYPE_ONLY = 0x80;

  /** Column: only the length of the value is used. */
  public static final int LENGTH_ONLY = 0x40;

  private P5() {}

  /** The affinity that the low bits of {@code p5} name. */
  public static Affinity affinity(int p5) {
    return AFFINITIES[p5 & AFFINITY_MASK];
  }

  private static final Affinity[] AFFINITIES = Affinity.values();
}

package tech.turso.btree;

/** Which entry a seek wants, relative to its key. */
public enum SeekOp {
  /** The entry equal to the key. */
  EQ,
  /** The first entry equal to the key or after it. */
  GE,
  /** The first entry after the key. */
  GT,
  /** The last entry equal to the key or before it. */
  LE,
  /** The last entry before the key. */
  LT;

  /** Whether the entry wanted is at or after the key: EQ, GE and GT. */
  public boolean isForward() {
    return ordinal() <= GT.ordinal();
  }
}

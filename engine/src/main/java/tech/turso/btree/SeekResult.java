package tech.turso.btree;

/**
 * Where a seek left the cursor. Interior keys only divide: the row that gave one may be gone. So
 * the leaf that a seek reaches may hold no match while its neighbour does.
 */
public enum SeekResult {
  /** On the entry that the operator wants. */
  FOUND,
  /** There is no such entry. After EQ and GE the cursor is on the slot where the key would go. */
  NOT_FOUND,
  /**
   * Beside an end of the leaf reached, on no entry: {@link Cursor#settle()} tells whether the
   * neighbouring entry exists, and it is then the one wanted. Never after EQ.
   */
  TRY_ADVANCE
}

package tech.turso.btree;

/** Whether a file keeps pointer maps so that free pages can be given back to the system. */
public enum AutoVacuum {
  /** No pointer maps; free pages are reused. */
  NONE,
  /** Every commit moves pages until none is free. */
  FULL,
  /** Pages are moved when {@link Btree#incrementalVacuumStep()} is called. */
  INCREMENTAL
}

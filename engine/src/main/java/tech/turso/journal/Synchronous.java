package tech.turso.journal;

/** How often a transaction waits for the device. SQLite: PRAGMA synchronous. */
public enum Synchronous {
  /** Never: a power loss may ruin the file. */
  OFF,
  /** The journal once and the database file. */
  NORMAL,
  /** The journal's records before its header counts them, then the header; the database file. */
  FULL,
  /** As FULL, and the directory after the journal is deleted. */
  EXTRA;

  /** The number that the pragma takes and gives. */
  public int number() {
    return ordinal();
  }
}

package tech.turso.api;

/** The five types of SQLite's values. */
public enum ValueType {
  /** NULL. */
  NULL,
  /** A 64-bit integer. */
  INTEGER,
  /** A 64-bit floating-point number. */
  REAL,
  /** Text. */
  TEXT,
  /** Bytes. */
  BLOB
}

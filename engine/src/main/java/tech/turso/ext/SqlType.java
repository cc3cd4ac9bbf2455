package tech.turso.ext;

/** The five types of SQL values. */
public enum SqlType {
  /** 64-bit integer. */
  INTEGER,
  /** 64-bit floating point. */
  REAL,
  /** Text. */
  TEXT,
  /** Bytes. */
  BLOB,
  /** No value. */
  NULL
}

package tech.turso.sql.ast;

/** What {@code OR x} and {@code ON CONFLICT x} ask for. */
public enum ConflictAction {
  ROLLBACK,
  ABORT,
  FAIL,
  IGNORE,
  REPLACE
}

package tech.turso.plan;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a connection may have on or off. Statements see the flags as they were when they were
 * compiled; a change makes all statements compile again.
 *
 * <p>Source: SQLite, "Pragma statements".
 */
public enum ConnectionFlag {
  /** Indexes may be made for the duration of one statement. */
  AUTOMATIC_INDEX,
  /** A transaction may write to the file before it commits. */
  CACHE_SPILL,
  /** LIKE tells upper from lower case. */
  CASE_SENSITIVE_LIKE,
  /** Cells are checked when a page is read. They always are. */
  CELL_SIZE_CHECK,
  /** A checkpoint empties the device's own cache too. */
  CHECKPOINT_FULLFSYNC,
  /** INSERT, UPDATE and DELETE give a row with the number of rows they changed. */
  COUNT_CHANGES,
  /** Immediate foreign keys count as deferred until the transaction ends. */
  DEFER_FOREIGN_KEYS,
  /** Of an old API. */
  EMPTY_RESULT_CALLBACKS,
  /** Foreign keys are enforced. */
  FOREIGN_KEYS,
  /** Columns without an alias are named {@code table.column}, if SHORT_COLUMN_NAMES is off. */
  FULL_COLUMN_NAMES,
  /** A sync empties the device's own cache too. */
  FULLFSYNC,
  /** CHECK constraints are not tested. */
  IGNORE_CHECK_CONSTRAINTS,
  /** ALTER TABLE RENAME leaves views and triggers as they are. */
  LEGACY_ALTER_TABLE,
  /** Nothing may be changed. */
  QUERY_ONLY,
  /** Of SQLite's shared cache. */
  READ_UNCOMMITTED,
  /** A trigger may fire itself. */
  RECURSIVE_TRIGGERS,
  /** Rows without ORDER BY come in reverse, to find programs that rely on an order. */
  REVERSE_UNORDERED_SELECTS,
  /** Columns without an alias are named {@code column}. */
  SHORT_COLUMN_NAMES,
  /** Functions that are not innocuous may be used in the schema. */
  TRUSTED_SCHEMA,
  /** The schema table may be written, and its errors are tolerated. */
  WRITABLE_SCHEMA;

  /** What is on in a new connection. */
  public static Set<ConnectionFlag> initial() {
    return EnumSet.of(AUTOMATIC_INDEX, CACHE_SPILL, SHORT_COLUMN_NAMES, TRUSTED_SCHEMA);
  }
}

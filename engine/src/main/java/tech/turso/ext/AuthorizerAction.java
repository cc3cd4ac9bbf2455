package tech.turso.ext;

/**
 * What a statement is about to do, and what the two texts given to {@link Authorizer#authorize} are
 * for each.
 */
public enum AuthorizerAction {
  /** Index, table. */
  CREATE_INDEX(1),
  /** Table, null. */
  CREATE_TABLE(2),
  /** Index, table. */
  CREATE_TEMP_INDEX(3),
  /** Table, null. */
  CREATE_TEMP_TABLE(4),
  /** Trigger, table. */
  CREATE_TEMP_TRIGGER(5),
  /** View, null. */
  CREATE_TEMP_VIEW(6),
  /** Trigger, table. */
  CREATE_TRIGGER(7),
  /** View, null. */
  CREATE_VIEW(8),
  /** Table, null. */
  DELETE(9),
  /** Index, table. */
  DROP_INDEX(10),
  /** Table, null. */
  DROP_TABLE(11),
  /** Index, table. */
  DROP_TEMP_INDEX(12),
  /** Table, null. */
  DROP_TEMP_TABLE(13),
  /** Trigger, table. */
  DROP_TEMP_TRIGGER(14),
  /** View, null. */
  DROP_TEMP_VIEW(15),
  /** Trigger, table. */
  DROP_TRIGGER(16),
  /** View, null. */
  DROP_VIEW(17),
  /** Table, null. */
  INSERT(18),
  /** Pragma, its value or null. */
  PRAGMA(19),
  /** Table, column; the column is "" for a table that is named and of which no column is read. */
  READ(20),
  /** Null, null. */
  SELECT(21),
  /** BEGIN, COMMIT or ROLLBACK, null. */
  TRANSACTION(22),
  /** Table, column. */
  UPDATE(23),
  /** File, null. */
  ATTACH(24),
  /** Database, null. */
  DETACH(25),
  /** Database, table. */
  ALTER_TABLE(26),
  /** Index, null. */
  REINDEX(27),
  /** Table, null. */
  ANALYZE(28),
  /** Table, module. */
  CREATE_VIRTUAL_TABLE(29),
  /** Table, module. */
  DROP_VIRTUAL_TABLE(30),
  /** Null, function. */
  FUNCTION(31),
  /** BEGIN, RELEASE or ROLLBACK, name. */
  SAVEPOINT(32),
  /** Null, null. */
  RECURSIVE(33);

  private final int number;

  AuthorizerAction(int number) {
    this.number = number;
  }

  /** SQLite's number of it. */
  public int number() {
    return number;
  }
}

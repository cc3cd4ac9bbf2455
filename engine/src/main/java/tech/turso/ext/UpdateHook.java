package tech.turso.ext;

/**
 * Called for each row of a table with rowids that a statement inserts, updates or deletes; not for
 * tables of the schema, rows that give way to others by REPLACE, and rows of a DELETE without WHERE
 * that clears the table at once.
 */
@FunctionalInterface
public interface UpdateHook {
  /** What was done to a row. */
  enum Operation {
    DELETE(9),
    INSERT(18),
    UPDATE(23);

    private final int number;

    Operation(int number) {
      this.number = number;
    }

    /** SQLite's number of it. */
    public int number() {
      return number;
    }
  }

  /**
   * A row was changed. The connection must not be used in the call. An exception fails the
   * statement.
   *
   * @param database the name of the schema: "main", "temp" or that of an attached one
   * @param rowid of the row, after the change if it is an update
   */
  void rowChanged(Operation operation, String database, String table, long rowid);
}

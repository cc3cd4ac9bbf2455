package tech.turso.vfs;

/**
 * What a file is for. It decides who may open it besides us, its permissions when it is created,
 * and whether its directory entry is made durable with its content.
 *
 * <p>SQLite: the SQLITE_OPEN_MAIN_DB family of flags.
 */
public enum FileKind {
  /** A database file with a name; other processes open, lock and write it. */
  MAIN_DB,
  /** The rollback journal of a database with a name. */
  MAIN_JOURNAL,
  /** The database of TEMP tables. */
  TEMP_DB,
  /** The rollback journal of a temporary database. */
  TEMP_JOURNAL,
  /** Statement journal: what a savepoint needs to undo its part. */
  SUBJOURNAL,
  /** Names the journals of a transaction over several databases. */
  SUPER_JOURNAL,
  /** The write-ahead log. */
  WAL,
  /** A database that lives for one statement: materialised views, sorters, automatic indexes. */
  TRANSIENT;

  /** Whether a crash must not lose the file: creating it is followed by a sync of its directory. */
  public boolean isRecoveryLog() {
    return this == MAIN_JOURNAL || this == SUPER_JOURNAL || this == WAL;
  }
}

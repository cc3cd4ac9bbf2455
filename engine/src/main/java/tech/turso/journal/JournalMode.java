package tech.turso.journal;

/** How a database makes its transactions atomic. SQLite: PRAGMA journal_mode. */
public enum JournalMode {
  /** The journal is deleted at the end of each transaction. */
  DELETE,
  /** The journal's header is overwritten with zeros; the file stays. */
  PERSIST,
  /** There is no journal: a crash inside of a commit may ruin the file. */
  OFF,
  /** The journal is cut to length 0; the file stays. */
  TRUNCATE,
  /** The journal is in memory: a crash of the process inside of a commit may ruin the file. */
  MEMORY,
  /** Changes go to a write-ahead log. */
  WAL;

  /** The name that the pragma takes and gives: lower case. */
  public String sqlName() {
    return switch (this) {
      case DELETE -> "delete";
      case PERSIST -> "persist";
      case OFF -> "off";
      case TRUNCATE -> "truncate";
      case MEMORY -> "memory";
      case WAL -> "wal";
    };
  }
}

package tech.turso;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a URL: pragmas of the same name and what the driver itself knows. In the order that
 * pragmas must be set: what shapes a new file comes first.
 */
enum Setting {
  PAGE_SIZE("page size of a new file"),
  ENCODING("encoding of a new file", "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE"),
  AUTO_VACUUM("shrink the file", "NONE", "FULL", "INCREMENTAL"),
  LOCKING_MODE("keep locks", "NORMAL", "EXCLUSIVE"),
  JOURNAL_MODE("journal", "DELETE", "TRUNCATE", "PERSIST", "MEMORY", "WAL", "OFF"),
  SYNCHRONOUS("wait for the disk", "OFF", "NORMAL", "FULL", "EXTRA"),
  FOREIGN_KEYS("enforce foreign keys", "true", "false"),
  DEFER_FOREIGN_KEYS("check foreign keys at commit", "true", "false"),
  IGNORE_CHECK_CONSTRAINTS("ignore CHECK", "true", "false"),
  CACHE_SIZE("pages, or KiB if negative, of the cache"),
  CACHE_SPILL("spill changed pages", "true", "false"),
  MMAP_SIZE("bytes of the file to map"),
  TEMP_STORE("where temporary tables are", "DEFAULT", "FILE", "MEMORY"),
  JOURNAL_SIZE_LIMIT("bytes of a journal that is kept"),
  MAX_PAGE_COUNT("most pages of the file"),
  WAL_AUTOCHECKPOINT("pages between checkpoints"),
  SECURE_DELETE("overwrite what is deleted", "true", "false", "FAST"),
  RECURSIVE_TRIGGERS("triggers fire triggers", "true", "false"),
  REVERSE_UNORDERED_SELECTS("other order of rows without ORDER BY", "true", "false"),
  READ_UNCOMMITTED("read uncommitted rows of a shared cache", "true", "false"),
  CASE_SENSITIVE_LIKE("LIKE heeds case", "true", "false"),
  AUTOMATIC_INDEX("make indexes for a query", "true", "false"),
  FULLFSYNC("flush the disk's cache", "true", "false"),
  CHECKPOINT_FULLFSYNC("flush the disk's cache at checkpoints", "true", "false"),
  FULL_COLUMN_NAMES("names with the table", "true", "false"),
  SHORT_COLUMN_NAMES("names without the table", "true", "false"),
  LEGACY_ALTER_TABLE("ALTER TABLE of old", "true", "false"),
  TRUSTED_SCHEMA("trust functions in the schema", "true", "false"),
  QUERY_ONLY("refuse changes", "true", "false"),
  USER_VERSION("number of the file for its user"),
  APPLICATION_ID("number of the file for its application"),
  BUSY_TIMEOUT("milliseconds to wait for locks; 3000 by default"),
  TRANSACTION_MODE("how transactions begin", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"),
  DATE_CLASS("what java.sql.Timestamp becomes", "INTEGER", "TEXT", "REAL"),
  DATE_PRECISION("unit of INTEGER dates", "SECONDS", "MILLISECONDS"),
  DATE_STRING_FORMAT("pattern of TEXT dates"),
  OPEN_MODE("flags: 1 read only, 2 read and write, 4 create"),
  READ_ONLY("open read only", "true", "false");

  private final String description;
  private final String[] choices;

  Setting(String description, String... choices) {
    this.description = description;
    this.choices = choices;
  }

  /** The name in a URL, which is that of the pragma. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it does. */
  String description() {
    return description;
  }

  /** The values to choose from; empty if there are too many. */
  String[] choices() {
    return choices.clone();
  }

  /** The setting of that key; null if there is none. */
  static @Nullable Setting of(String key) {
    for (Setting setting : values()) {
      if (setting.key().equals(key)) {
        return setting;
      }
    }
    return null;
  }
}

package tech.turso.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.TextEncoding;
import tech.turso.plan.ConnectionFlag;

/**
 * What pragmas ask of their connection and do to it while they are compiled, as SQLite's do: a
 * pragma takes effect when it is prepared, unless it has to read or write a database file.
 */
public interface PragmaHost {
  /** What {@code cache_size} is in a new connection: KiB, because it is negative. */
  int DEFAULT_CACHE_SIZE = -2000;

  /** Numbers of the connection. */
  enum Limit {
    /** Rows of an index that ANALYZE looks at; 0 for all. */
    ANALYSIS,
    /** Milliseconds to wait for a lock. */
    BUSY_TIMEOUT_MS,
    /** Bytes of memory, hard limit. */
    HARD_HEAP,
    /** Bytes of memory, advice. */
    SOFT_HEAP,
    /** Threads that help a statement. */
    THREADS,
    /** Pages of the write-ahead log after which a commit does a checkpoint. */
    WAL_AUTOCHECKPOINT
  }

  // ------------------------------------------------------------------ the connection

  /** Whether no transaction was begun by BEGIN or SAVEPOINT. */
  boolean isAutocommit();

  /** Whether it is on. */
  boolean isOn(ConnectionFlag flag);

  /** Turns it on or off. */
  void turn(ConnectionFlag flag, boolean on);

  /** Makes the schemas of all databases be read again. */
  void forgetSchemas();

  /** A number of the connection. */
  long limit(Limit which);

  /** Asks for a number; what {@link #limit} says then may differ. */
  void limit(Limit which, long value);

  /** Gives up memory that is not needed now. */
  void shrinkMemory();

  /** 0 default, 1 file, 2 memory. */
  int tempStore();

  /**
   * Sets where temporary databases are; one that is in use ends.
   *
   * @throws tech.turso.base.DbException.Sql in a transaction
   */
  void tempStore(int kind);

  /** What {@link #tempStoreDirectory(String)} has set; "" for the platform's own choice. */
  String tempStoreDirectory();

  /**
   * Names a directory for temporary files, "" for none; a temporary database in use ends.
   *
   * @throws tech.turso.base.DbException.Sql if it does not exist, or in a transaction
   */
  void tempStoreDirectory(String path);

  /** Names of table-valued functions and modules that were used or registered. */
  List<String> modules();

  /** Names of collations: those of SQLite and those that the program registered. */
  List<String> collations();

  /** Whether the main database has no content yet, so that its encoding can be chosen. */
  boolean isEncodingFree();

  /** Sets the encoding that the main database gets; nothing if it has content. */
  void encoding(TextEncoding encoding);

  // ------------------------------------------------------------------ databases by number

  /** Whether it is open: the temp database is not before it is used. */
  boolean isOpen(int database);

  /** Its file's path; "" if it has none. */
  String file(int database);

  /** Whether it is in memory or temporary. */
  boolean isPrivate(int database);

  /** Bytes of a page. */
  int pageBytes(int database);

  /** Asks for a page size: for a database without content, or for the next VACUUM. */
  void pageBytes(int database, int bytes);

  /** Pages of the cache if positive, KiB if negative. */
  int cacheSize(int database);

  /** Sets {@link #cacheSize(int)}. */
  void cacheSize(int database, int size);

  /** Pages from which on a transaction may write to the file before it commits. */
  int spillPages(int database);

  /** Sets {@link #spillPages(int)}; negative: KiB. */
  void spillPages(int database, int size);

  /** 0 off, 1 normal, 2 full, 3 extra. */
  int synchronous(int database);

  /** Sets {@link #synchronous(int)}. */
  void synchronous(int database, int level);

  /**
   * Whether locks are kept after transactions.
   *
   * @param database -1 for the connection's default
   */
  boolean isExclusive(int database);

  /** Sets {@link #isExclusive}; -1 for all databases but temp, and those attached later. */
  void exclusive(int database, boolean exclusive);

  /** 0 off, 1 on, 2 fast: what is deleted is overwritten with zeros. */
  int secureDelete(int database);

  /** Sets {@link #secureDelete(int)}. */
  void secureDelete(int database, int kind);

  /** Bytes of a journal that is kept; -1 for any. */
  long journalSizeLimit(int database);

  /** Sets {@link #journalSizeLimit(int)}. */
  void journalSizeLimit(int database, long bytes);

  /** Bytes of the file that may be mapped into memory; null of a database without a file. */
  @Nullable Long mmapBytes(int database);

  /** Sets {@link #mmapBytes}; -1 for all databases. */
  void mmapBytes(int database, long bytes);

  /** 0 none, 1 full, 2 incremental. */
  int autoVacuum(int database);

  /** Asks for a mode: for a database without content, or for the next VACUUM. */
  void autoVacuum(int database, int mode);
}

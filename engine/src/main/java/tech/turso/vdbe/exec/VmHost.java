package tech.turso.vdbe.exec;

import org.jspecify.annotations.Nullable;
import tech.turso.base.TextEncoding;
import tech.turso.btree.Btree;
import tech.turso.func.FunctionHost;
import tech.turso.vfs.Vfs;

/**
 * What programs ask of their connection. Databases are numbered: 0 is main, 1 temp, then those
 * attached.
 */
public interface VmHost {
  // ------------------------------------------------------------------ services

  /** The trees of a database; opens the temp database when it is first asked for. */
  Btree btree(int database);

  /** The encoding of all text in records. */
  TextEncoding encoding();

  /** The transaction. */
  VmTransactions transactions();

  /** What functions ask for. */
  FunctionHost functions();

  /** What may stop a running statement. */
  Interrupt interrupt();

  /** Where temporary files are made; null to keep everything in memory. */
  @Nullable Vfs temporaryFiles();

  /** Bytes of records that a sorter keeps in memory before it uses files. */
  long sorterBytes();

  /** A statement goes on: what was valid for one step of it, such as the time, is to be renewed. */
  void stepBegins();

  /** Whether errors in the schema are tolerated ({@code PRAGMA writable_schema}). */
  boolean isSchemaWritable();

  /** Whether {@link #rowChanged} is wanted. */
  boolean wantsRowChanges();

  /**
   * A row of a rowid table was inserted, updated or deleted: the update hook.
   *
   * @param operation SQLite's number: 18 INSERT, 23 UPDATE, 9 DELETE
   */
  void rowChanged(int operation, int database, String table, long rowid);

  // ------------------------------------------------------------------ the schema

  /** A number that changes whenever the schema in memory is read afresh. */
  int schemaGeneration(int database);

  /**
   * A statement met a schema cookie or generation that is not what it was compiled with: the schema
   * in memory is dropped unless {@code cookie} is its own.
   */
  void schemaIsStale(int database, int cookie);

  /** The schema cookie was written; {@code believed} is what the schema in memory stands for. */
  void schemaCookieWritten(int database, int believed);

  /** The schema format was written. */
  void schemaFormatWritten(int database, int format);

  /** A tree was moved to another root page by auto-vacuum. */
  void rootMoved(int database, int from, int to);

  /**
   * Reads rows of the schema table into memory.
   *
   * @param where an SQL condition; null to read all afresh
   */
  void parseSchema(int database, @Nullable String where);

  /** Forgets a table with its indexes and triggers. */
  void forgetTable(int database, String name);

  /** Forgets an index. */
  void forgetIndex(int database, String name);

  /** Forgets a trigger. */
  void forgetTrigger(int database, String name);

  /** Reads the statistics of {@code sqlite_stat1} and its kin into memory. */
  void loadStatistics(int database);

  /**
   * Makes all statements expire.
   *
   * @param later whether those running may finish
   */
  void expireStatements(boolean later);

  /** Makes classes of hot programs; null if there is none. */
  default @Nullable ProgramCompiler compiler() {
    return null;
  }

  // ------------------------------------------------------------------ whole databases

  /**
   * Sets the journal mode.
   *
   * @param mode SQLite's number: 0 DELETE, 1 PERSIST, 2 OFF, 3 TRUNCATE, 4 MEMORY, 5 WAL; -1 asks
   * @return the name of the mode in force
   */
  String journalMode(int database, int mode);

  /**
   * Checkpoints the WAL of a database, or of all if that is -1.
   *
   * @param mode SQLite's number: 0 PASSIVE, 1 FULL, 2 RESTART, 3 TRUNCATE
   * @param result becomes whether it was busy (1 or 0), the frames in the WAL, those copied back
   */
  void checkpoint(int database, int mode, int[] result);

  /** Rebuilds a database in place or, if {@code into} is not null, as a new file. */
  void vacuum(int database, @Nullable String into);

  /** Sets (if not 0) and returns the most pages a database may have. */
  long maxPageCount(int database, int count);

  /** Pages of a database. */
  int pageCount(int database);

  /** Runs SQL; with an analysis limit if that is not negative. */
  void execute(String sql, int analysisLimit);
}

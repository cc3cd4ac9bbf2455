package tech.turso.engine;

import org.jspecify.annotations.Nullable;
import tech.turso.btree.Btree;
import tech.turso.vfs.Vfs;

/** What {@link Transactions} asks of its connection: the databases, their schema, its hooks. */
interface Databases {
  /** How many databases there are: main, temp and those attached. */
  int count();

  /** The trees of a database; opens the temp database when it is first asked for. */
  Btree btree(int database);

  /** The trees of a database; null if it was never used or is detached. */
  @Nullable Btree opened(int database);

  /** Where the main database's file is. */
  Vfs vfs();

  /** Whether {@code PRAGMA query_only} forbids changes. */
  boolean isQueryOnly();

  /** Whether the open transaction has changed the schema. */
  boolean isSchemaChanged();

  /** The transaction has ended: the schema in memory, or the one to be read, is the file's. */
  void schemaCommitted();

  /**
   * What changed the schema was undone, or some of it: it is to be read again, and all statements
   * expire. Changes from before a savepoint may be left.
   */
  void schemaUndone();

  /** Whether the commit hook turns the commit into a rollback. */
  boolean refusesCommit();

  /** A transaction was rolled back: the rollback hook. */
  void rolledBack();
}

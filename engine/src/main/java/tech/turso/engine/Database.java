package tech.turso.engine;

import org.jspecify.annotations.Nullable;
import tech.turso.btree.Btree;
import tech.turso.schema.Schema;

/** One database of a connection: its trees and what is known of its schema. */
final class Database {
  final String name;

  /** The file's path; "" for memory and temporary databases. */
  final String path;

  /** Null for the temp database until it is first used. */
  @Nullable Btree btree;

  /** Null if it must be read (again). */
  @Nullable Schema schema;

  /** How often the schema has been read; programs remember it. */
  int generation;

  Database(String name, String path, @Nullable Btree btree) {
    this.name = name;
    this.path = path;
    this.btree = btree;
  }

  void forgetSchema() {
    schema = null;
    generation++;
  }
}

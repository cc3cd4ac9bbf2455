package tech.turso.engine;

import org.jspecify.annotations.Nullable;
import tech.turso.btree.AutoVacuum;
import tech.turso.btree.Btree;
import tech.turso.journal.Synchronous;
import tech.turso.pager.Pager;
import tech.turso.plan.ConnectionFlag;
import tech.turso.schema.Schema;

/** One database of a connection: its trees, what is known of its schema, what pragmas have set. */
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

  // ---- settings: what the pragmas of these names say

  /** Pages if positive, KiB if negative; null if the file's header decides. */
  @Nullable Integer cacheSize;

  int spillPages = 1;
  int synchronous;
  int secureDelete;
  long journalSizeLimit = -1;
  long mmapBytes;

  /** What the next VACUUM makes of the file; 0 and null: as it is. */
  int pageBytesForVacuum;

  @Nullable AutoVacuum autoVacuumForVacuum;

  Database(String name, String path, @Nullable Btree btree) {
    this.name = name;
    this.path = path;
    this.btree = btree;
    this.synchronous = name.equals("temp") ? 0 : Synchronous.FULL.number();
  }

  void forgetSchema() {
    schema = null;
    generation++;
  }

  /** Makes the pager and the trees do as the settings say; again after each change of them. */
  void configure(Settings settings) {
    Btree trees = btree;
    if (trees == null) {
      return;
    }
    Pager pager = trees.pager();
    trees.setErases(secureDelete > 0, secureDelete == 1);
    if (cacheSize != null) {
      pager.setCacheSize(cacheSize);
    }
    pager.setSpill(settings.isOn(ConnectionFlag.CACHE_SPILL), spillPages);
    pager.setJournalSizeLimit(journalSizeLimit);
    pager.setFullSync(settings.isOn(ConnectionFlag.FULLFSYNC));
    pager.setToleratesTruncation(settings.isOn(ConnectionFlag.WRITABLE_SCHEMA));
    if (!trees.isWriting()) {
      pager.setSynchronous(ConnectionPragmas.level(synchronous));
    }
  }
}

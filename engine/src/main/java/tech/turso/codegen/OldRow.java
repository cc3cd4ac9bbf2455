package tech.turso.codegen;

import tech.turso.plan.ChangedColumns;

/**
 * What an UPDATE knows of the row that it changes.
 *
 * @param rowid register of its rowid; 0 if it has none
 * @param key first register of its primary key, in the order of the key's index; 0 if it has a
 *     rowid
 * @param changed which columns get new values
 */
record OldRow(int rowid, int key, ChangedColumns changed) {}

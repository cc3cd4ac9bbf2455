/**
 * What a database contains, as {@code sqlite_schema} tells it: {@link tech.turso.schema.Schema} of
 * {@link tech.turso.schema.Table}s, {@link tech.turso.schema.Index}es and {@link
 * tech.turso.schema.View}s. Built from parsed CREATE statements by {@link
 * tech.turso.schema.SchemaReader}.
 *
 * <p>Invariant S1: a table lists all its indexes, each index its table. S2: objects never change
 * after they were added to a schema but for a table's list of indexes and root pages that
 * auto-vacuum moves.
 */
package tech.turso.schema;

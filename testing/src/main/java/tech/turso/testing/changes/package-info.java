/**
 * Long runs of random changes on files of all forms, written by this engine, by SQLite, or by both
 * in turn, and read by the other: {@link tech.turso.testing.changes.Changes}.
 */
package tech.turso.testing.changes;

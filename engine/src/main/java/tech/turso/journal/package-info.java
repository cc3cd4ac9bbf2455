/**
 * The rollback journal: what a transaction writes down before it changes the database file, so that
 * the file can be put back to the state before ({@link tech.turso.journal.RollbackJournal}), and
 * the way back ({@link tech.turso.journal.JournalReader}, {@link
 * tech.turso.journal.JournalPlayback}), in SQLite's format and order of writes. So SQLite undoes
 * our interrupted transactions and we undo SQLite's.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li value="1">J1: a page of the database file is overwritten only after the record with its
 *                 former content is sealed: on the device, counted in a header that is on the
 *                 device.
 *   <li value="2">J2: a journal is finished (deleted, cut or its first header zeroed) only after
 *                 the database file holds one state wholly and is on the device. The finish is the
 *                 commit.
 *   <li value="3">J3: bytes of a journal are believed only as far as headers and checksums go; the
 *                 first that do not fit end the playback, and what was played before stays played.
 * </ol>
 *
 * <p>Threads: one object is used by one thread. Format: fileformat2 §3.
 */
package tech.turso.journal;

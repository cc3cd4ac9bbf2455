/**
 * Pages and transactions: {@link tech.turso.pager.Pager} gives the B-tree layer the pages of one
 * database file as arrays of bytes, and makes a group of changes to them atomic, isolated and
 * durable.
 *
 * <p>Main types: {@link tech.turso.pager.Pager} is one connection's view and its transaction;
 * {@link tech.turso.pager.Page} is a page; {@code SharedDatabase} is what the connections of this
 * process share of a file, {@code PageCache} its published images, {@code DatabaseLocks} and {@code
 * FileLocks} its locks; {@code PrivatePages} and {@code Savepoints} hold what a write transaction
 * has changed, {@code RollbackTransaction} brings it into the file.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li value="1">P1: a published image is never written, so a reader needs no lock to read it.
 *   <li value="2">P2: a page that a transaction changes is copied first; until the commit nobody
 *                 else can see the copy, and dropping the copies is the rollback.
 *   <li value="3">P3: an image is published only after its bytes are committed.
 *   <li value="4">P4: a private copy made under the innermost savepoint or under a newer one that
 *                 was released is its own; any other is noted in the savepoint before it is
 *                 replaced.
 *   <li value="5">P5: {@code pageCount()} does not change during a read transaction, and in a write
 *                 transaction only by the transaction's own calls.
 *   <li value="6">P6: the process's lock on the file is the highest level that one of its
 *                 connections holds.
 *   <li value="7">P7: what is known of the content of a file, images and header, is valid while the
 *                 process holds SHARED; it is looked at afresh when SHARED is taken after none.
 * </ol>
 *
 * <p>Threads: a Pager is used by one thread at a time; different Pagers of one file by any threads.
 *
 * <p>Format: fileformat2 §1.
 */
package tech.turso.pager;

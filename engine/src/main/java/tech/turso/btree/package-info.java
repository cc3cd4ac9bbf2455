/**
 * The B-trees of SQLite's file format over the pager's pages: {@link tech.turso.btree.Btree} makes,
 * drops and checks trees and ends transactions, {@link tech.turso.btree.TableCursor} and {@link
 * tech.turso.btree.IndexCursor} move over a tree and change it.
 *
 * <p>Format: fileformat2 §1.3 to §1.8. A Btree and its cursors are used by one thread at a time.
 */
package tech.turso.btree;

/**
 * The B-trees of SQLite's file format over the pager's pages: {@link tech.turso.btree.Btree} makes,
 * drops and checks trees and ends transactions, {@link tech.turso.btree.TableCursor} and {@link
 * tech.turso.btree.IndexCursor} move over a tree and change it.
 *
 * <p>Inside: {@code Node}, {@code CellLayout} and {@code TreeFormat} know the layout of pages and
 * cells; {@code Soundness} inspects pages from disk; {@code WritableNode} with {@code PageSpace}
 * changes one page, {@code TreeWriter} one entry, {@code Balance} with {@code SiblingBalance} the
 * form of the tree; {@code Overflow}, {@code FreeList} and {@code PointerMap} are the other kinds
 * of pages; {@code Relocation} moves pages for auto-vacuum; {@code IntegrityCheck} trusts nothing.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li value="1">B1: no byte of a page from disk is used as an offset, a length or a count before
 *                 the page was inspected ({@code Soundness}); a malformed one ends as {@code
 *                 Corrupt}.
 *   <li value="2">B2: a page of a tree is changed only as a private copy whose extra is {@code
 *                 STRICT}; every other write of a page clears its extra. So what extra says is
 *                 always true.
 *   <li value="3">B3: before a tree changes, all other cursors on it have let go of its pages and
 *                 remember their keys. A page that a cursor still holds afterwards is not changed,
 *                 freed or taken for another use: in a sound file it cannot be, in a malformed one
 *                 that is {@code Corrupt}.
 *   <li value="4">B4: cells that found no room on their page exist only within one operation; when
 *                 it ends, each page has all of its cells.
 *   <li value="5">B5: the columns of an entry are read only in state ON_ENTRY.
 *   <li value="6">B6: what a cursor knows of its current page is that page's (see {@code
 *                 TreePath}).
 *   <li value="7">B7: in auto-vacuum files the pointer map is right after every operation.
 * </ol>
 *
 * <p>Format: fileformat2 §1.3 to §1.8. A Btree and its cursors are used by one thread at a time.
 */
package tech.turso.btree;

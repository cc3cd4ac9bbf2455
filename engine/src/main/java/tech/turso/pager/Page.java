package tech.turso.pager;

import org.jspecify.annotations.Nullable;

/**
 * One page of a database: its number and its bytes.
 *
 * <p>A page is one of two things. A <em>published image</em> is shared by all connections of the
 * process and never written again (P1); what {@link Pager#read} returns outside of a write
 * transaction is one. A <em>private copy</em> belongs to one write transaction; {@link Pager#write}
 * returns it, and only its caller may change its bytes.
 *
 * <p>{@link #bytes} is longer than the page by {@link #SLACK_BYTES} bytes that are always zero, so
 * that a decoder may read the few bytes of a varint without testing for the end of the page first:
 * what it gets past the end is harmless, and the test of the whole cell against the usable size
 * finds the corruption. Nothing may be written there.
 */
public final class Page {
  /** Zero bytes after the page in {@link #bytes}. */
  public static final int SLACK_BYTES = 24;

  /** The page's number, 1 or more. */
  public final int number;

  /** The page's bytes and {@link #SLACK_BYTES} zeros. */
  public final byte[] bytes;

  /**
   * What the B-tree layer has decoded from the bytes of this page, or null. On a published image it
   * is valid for ever, because the bytes never change; it is read and written by many threads
   * without order, so it must be an object whose fields are all final. On a private copy the writer
   * keeps it in step with the bytes or clears it; {@link Pager#write} hands out new copies with
   * none.
   */
  public @Nullable Object extra;

  /** Private copy: id of the savepoint under which it was made, 0 for the transaction itself. */
  final long savepoint;

  /** Private copy: whether its bytes differ from what the file holds. */
  boolean dirty;

  /** Published image: whether it was read since the eviction hand last passed it. */
  boolean visited;

  /** Published image: bytes that {@link #extra} takes, as its maker said. */
  int extraBytes;

  /** Published image: neighbours in the cache's queue, under the cache's lock. */
  @Nullable Page newer;

  @Nullable Page older;

  Page(int number, byte[] bytes, long savepoint) {
    assert number > 0 : number;
    this.number = number;
    this.bytes = bytes;
    this.savepoint = savepoint;
  }

  @Override
  public String toString() {
    return "page " + number;
  }
}

package tech.turso.btree;

import tech.turso.record.RecordReader;

/** A cursor over a table tree: entries are records, keyed by rowid. */
public final class TableCursor extends Cursor {
  TableCursor() {}

  /**
   * Goes to the place of {@code rowid} and, in the operator's direction, to the first entry of that
   * leaf that satisfies it. After EQ and GE without a match the cursor is on the slot where the
   * rowid would be inserted. SQLite: btree.c sqlite3BtreeTableMoveto.
   */
  public SeekResult seek(long rowid, SeekOp op) {
    throw new AssertionError("frame");
  }

  /** The rowid of the entry. */
  public long rowid() {
    throw new AssertionError("frame");
  }

  /**
   * Inserts a row, or replaces the one of that rowid. If the last move was {@link #seek} of this
   * rowid with EQ or GE, or {@link #last} and the rowid is larger, its result is used. Afterwards
   * the cursor is on the new entry or on no entry.
   *
   * @param zeros zero bytes that follow the payload
   * @param append whether the rowid is probably the largest: a hint
   */
  public void insert(
      long rowid, byte[] payload, int offset, int length, int zeros, boolean append) {
    throw new AssertionError("frame");
  }

  @Override
  public int root() {
    throw new AssertionError("frame");
  }

  @Override
  public boolean first() {
    throw new AssertionError("frame");
  }

  @Override
  public boolean last() {
    throw new AssertionError("frame");
  }

  @Override
  public boolean next() {
    throw new AssertionError("frame");
  }

  @Override
  public boolean previous() {
    throw new AssertionError("frame");
  }

  @Override
  public boolean settle() {
    throw new AssertionError("frame");
  }

  @Override
  public boolean isOnEntry() {
    throw new AssertionError("frame");
  }

  @Override
  public boolean restore() {
    throw new AssertionError("frame");
  }

  @Override
  public long payloadBytes() {
    throw new AssertionError("frame");
  }

  @Override
  public byte[] payloadArray() {
    throw new AssertionError("frame");
  }

  @Override
  public int payloadOffset() {
    throw new AssertionError("frame");
  }

  @Override
  public int payloadLocalBytes() {
    throw new AssertionError("frame");
  }

  @Override
  public void payload(long from, byte[] into, int at, int count) {
    throw new AssertionError("frame");
  }

  @Override
  public void overwritePayload(long from, byte[] bytes, int at, int count) {
    throw new AssertionError("frame");
  }

  @Override
  public RecordReader record() {
    throw new AssertionError("frame");
  }

  @Override
  public void delete(boolean keepPosition) {
    throw new AssertionError("frame");
  }

  @Override
  public long clear() {
    throw new AssertionError("frame");
  }

  @Override
  public long count() {
    throw new AssertionError("frame");
  }

  @Override
  public long estimateCount() {
    throw new AssertionError("frame");
  }

  @Override
  public void close() {
    throw new AssertionError("frame");
  }
}

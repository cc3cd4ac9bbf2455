package tech.turso.btree;

import org.jspecify.annotations.Nullable;
import tech.turso.record.RecordReader;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

/** A cursor over an index tree or a WITHOUT ROWID table: entries are records in key order. */
public final class IndexCursor extends Cursor {
  IndexCursor() {}

  /** The order of the tree's records. */
  public KeyInfo keyInfo() {
    throw new AssertionError("frame");
  }

  /**
   * Goes to the place of the key: {@code count} registers beginning with {@code key[first]}, which
   * may be fewer than the tree's key has. EQ answers FOUND or NOT_FOUND only; after EQ and GE
   * without a match the cursor is on the slot where the key would be inserted. SQLite: btree.c
   * sqlite3BtreeIndexMoveto.
   */
  public SeekResult seek(Register[] key, int first, int count, SeekOp op) {
    throw new AssertionError("frame");
  }

  /**
   * Inserts a record, or replaces the one of equal key. Afterwards the cursor is on the new entry
   * or on no entry.
   *
   * @param key the record's key fields from {@code key[first]} on, if the caller has them; else
   *     null and they are decoded
   * @param seekedAlready whether the last move was a {@link #seek} with EQ that did not find this
   *     key or a prefix of it
   */
  public void insert(
      byte[] record,
      int offset,
      int length,
      Register @Nullable [] key,
      int first,
      boolean seekedAlready) {
    throw new AssertionError("frame");
  }

  /** Compares the current entry with a key: negative if the entry comes first. */
  public int compareKey(Register[] key, int first, int count) {
    throw new AssertionError("frame");
  }

  /** The integer in the last column of the current entry: the rowid, in the index of a table. */
  public long rowid() {
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

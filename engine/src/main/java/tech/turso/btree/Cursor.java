package tech.turso.btree;

import tech.turso.record.Payload;
import tech.turso.record.RecordReader;

/**
 * A position in one tree. It is on an entry, or on none: before the first, after the last, in the
 * gap that a seek left, or where an entry was that is gone.
 *
 * <p>When the tree is changed through another cursor, this one remembers its key and finds its
 * place again at the next move; if its entry is gone it is between the neighbours, and {@link
 * #next()} and {@link #previous()} go to them.
 *
 * <p>After an exception the cursor is on no entry.
 */
public abstract sealed class Cursor implements Payload permits TableCursor, IndexCursor {
  /** The page number of the tree's root. */
  public abstract int root();

  /** Goes to the first entry; false if the tree is empty. */
  public abstract boolean first();

  /** Goes to the last entry; false if the tree is empty. Cheap if the cursor is there already. */
  public abstract boolean last();

  /** Goes to the following entry; false, and on no entry, if there is none. */
  public abstract boolean next();

  /** Goes to the preceding entry; false, and on no entry, if there is none. */
  public abstract boolean previous();

  /**
   * After a seek that answered TRY_ADVANCE: advances once in the operator's direction. After any
   * other seek nothing moves.
   *
   * @return whether the cursor is on the entry that the operator wants
   */
  public abstract boolean settle();

  /** Whether the cursor is on an entry whose columns may be read without {@link #restore()}. */
  public abstract boolean isOnEntry();

  /**
   * Goes back to the entry that the cursor was on when the tree was changed under it.
   *
   * @return true if it is on that entry (or was on it all the time); false if the entry is gone
   *     (its columns read as NULL; moves go to its neighbours) or there was none
   */
  public abstract boolean restore();

  /** Bytes of the entry's record. */
  public abstract long payloadBytes();

  /** The array in which the first {@link #payloadLocalBytes()} bytes of the record are. */
  public abstract byte[] payloadArray();

  /** Where in {@link #payloadArray()} they begin. */
  public abstract int payloadOffset();

  /** How many bytes of the record are in {@link #payloadArray()}. */
  public abstract int payloadLocalBytes();

  @Override
  public abstract void payload(long from, byte[] into, int at, int count);

  /**
   * Overwrites bytes of the entry's record in place, for incremental blob I/O. The cursor must have
   * been opened for writing.
   */
  public abstract void overwritePayload(long from, byte[] bytes, int at, int count);

  /** A reader over the entry's record, the same object every time; valid until the next move. */
  public abstract RecordReader record();

  /**
   * Deletes the entry that the cursor is on.
   *
   * @param keepPosition if true, next() then goes to the entry that followed and previous() to the
   *     one that preceded; if false the cursor is on no entry
   */
  public abstract void delete(boolean keepPosition);

  /** Deletes all entries; returns how many there were. */
  public abstract long clear();

  /**
   * How many entries the tree has. Reads all of its pages except the leaves of table trees' rows.
   */
  public abstract long count();

  /** A guess from the page that the cursor is on; for the planner. */
  public abstract long estimateCount();

  /** Ends the cursor's use. */
  public abstract void close();
}

package tech.turso.btree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.Varint;
import tech.turso.record.KeyComparator;
import tech.turso.record.RecordReader;
import tech.turso.record.SerialType;
import tech.turso.value.KeyInfo;
import tech.turso.value.Register;

/**
 * A cursor over an index tree or a WITHOUT ROWID table: entries are records in key order.
 *
 * <p>Interior pages hold entries too. A seek always goes down to a leaf and there takes the first
 * entry that counts as larger than the key: for EQ, GE and LT an equal entry counts as larger, for
 * GT and LE as smaller. So the entry wanted is on that leaf or is the neighbouring interior entry,
 * which is one step away.
 */
public final class IndexCursor extends Cursor {
  private final KeyInfo info;
  private final KeyComparator comparator;

  /** Whether the GAP is where the key of the last EQ or GE would be inserted. */
  private boolean isGapOfKey;

  /** The record of the saved entry. */
  private byte[] keptRecord = Bytes.EMPTY;

  private int keptBytes;

  /** Decodes records that are keys. */
  private final RecordReader keyReader;

  private Register[] keyFields = new Register[0];

  /** The last bytes of a record that is partly on overflow pages. */
  private final byte[] tail = new byte[8];

  /** Zeros behind a record, for reading numbers that a malformed one has at its end. */
  private static final int WHOLE_SLACK = 18;

  /** Holds records that have overflow pages while they are compared. */
  private byte[] whole = Bytes.EMPTY;

  /** Records up to this length are wholly local and have a length of one byte. */
  private final int shortBytes;

  /** Whether the entry at {@code slot} of the last search is equal to its key. */
  private boolean isEqual;

  /** The slot that the last search for a whole key compared last on the leaf. */
  private int lastCompared = -1;

  IndexCursor(Btree btree, int root, KeyInfo info, boolean isWritable) {
    super(btree, root, false, isWritable, new RecordReader(info.encoding()));
    this.info = info;
    comparator = new KeyComparator(info);
    shortBytes = Math.min(0x7f, format.indexLeaf.maxLocal);
    keyReader = new RecordReader(info.encoding());
  }

  /** The order of the tree's records. */
  public KeyInfo keyInfo() {
    return info;
  }

  /**
   * Goes to the place of the key: {@code count} registers beginning with {@code key[first]}, which
   * may be fewer than the tree's key has. EQ finds the first equal entry and answers FOUND or
   * NOT_FOUND only; after EQ and GE without a match on the leaf the cursor is on the slot where the
   * key would be inserted. After a failure the cursor is on no entry.
   *
   * <p>SQLite: btree.c sqlite3BtreeIndexMoveto.
   *
   * @throws DbException.Corrupt on a malformed page, a malformed record or a tree too deep
   */
  public SeekResult seek(Register[] key, int first, int count, SeekOp op) {
    comparator.key(key, first, count);
    return seek(op);
  }

  private SeekResult seek(SeekOp op) {
    if (op == SeekOp.EQ && comparator.isWholeKey()) {
      return seekEntry();
    }
    isGapOfKey = false;
    boolean equalIsLarger = op == SeekOp.EQ || op == SeekOp.GE || op == SeekOp.LT;
    int equalLevel = findPlace(equalIsLarger);
    switch (op) {
      case EQ -> {
        return settleEqual(equalLevel);
      }
      case GE, GT -> {
        if (slot < this.count) {
          state = ON_ENTRY;
          return SeekResult.FOUND;
        }
        state = GAP;
        isGapOfKey = op == SeekOp.GE;
        return advance(1, hasRight());
      }
      case LE, LT -> {
        if (slot > 0) {
          slot--;
          state = ON_ENTRY;
          return SeekResult.FOUND;
        }
        state = GAP;
        return advance(-1, hasLeft());
      }
    }
    throw new AssertionError(op);
  }

  /**
   * Seeks the one entry that is equal to the whole key. From the last leaf on, which is where keys
   * that come in order are, it need not begin at the root. The way is SQLite's, step by step, so
   * that in a damaged tree the same entries are found.
   */
  private SeekResult seekEntry() {
    boolean isHere = false;
    if ((state == ON_ENTRY || state == GAP) && isLeaf && count > 0 && !hasRight()) {
      int at = state == ON_ENTRY ? slot : lastCompared;
      int order = at == count - 1 ? orderHere(at) : 1;
      if (order <= 0) {
        beginMove();
        slot = order == 0 ? at : count;
        return arriveAt(order == 0);
      }
      isHere = depth > 0 && orderHere(0) <= 0;
    }
    isGapOfKey = false;
    if (isHere) {
      beginMove();
    } else if (!enterRoot()) {
      lastCompared = -1;
      return arriveAt(false);
    }
    for (; ; ) {
      if (findHere()) {
        return arriveAt(true);
      }
      if (isLeaf) {
        return arriveAt(false);
      }
      descend();
    }
  }

  private SeekResult arriveAt(boolean found) {
    state = found ? ON_ENTRY : GAP;
    isGapOfKey = !found;
    return found ? SeekResult.FOUND : SeekResult.NOT_FOUND;
  }

  /** Compares a cell of the current page with the key; positive too if that is not simple. */
  private int orderHere(int i) {
    int at = cellAt(i);
    long length = Varint.get(bytes, at);
    if (length > format.indexLeaf.maxLocal || at + length >= format.pageBytes) {
      return 1;
    }
    try {
      return compareCell(i);
    } catch (DbException.Corrupt e) {
      return 1;
    }
  }

  /** Searches the current page; false with the slot of the next larger cell if none is equal. */
  private boolean findHere() {
    int low = 0;
    int high = count - 1;
    int middle = high >> 1;
    while (low <= high) {
      int order = compareCell(middle);
      if (order == 0) {
        slot = middle;
        return true;
      }
      lastCompared = middle;
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
      middle = low + high >> 1;
    }
    slot = low;
    return false;
  }

  private SeekResult settleEqual(int equalLevel) {
    if (slot < count ? isEqual : equalLevel >= 0) {
      if (slot == count) {
        // The path below the equal entry keeps to the right: it is the one that follows the gap.
        while (depth > equalLevel) {
          ascend();
        }
      }
      state = ON_ENTRY;
      return SeekResult.FOUND;
    }
    state = GAP;
    isGapOfKey = true;
    return SeekResult.NOT_FOUND;
  }

  private SeekResult advance(int way, boolean hasNeighbour) {
    if (!hasNeighbour) {
      return SeekResult.NOT_FOUND;
    }
    settleWay = way;
    return SeekResult.TRY_ADVANCE;
  }

  /**
   * Goes to the leaf slot of the first entry that counts as larger than the comparator's key; state
   * NOWHERE.
   *
   * @return the deepest interior level on which the entry right of the path is equal to the key, if
   *     equal counts as larger; -1 if there is none
   */
  private int findPlace(boolean equalIsLarger) {
    int equalLevel = -1;
    isEqual = false;
    if (!enterRoot()) {
      return -1;
    }
    for (; ; ) {
      slot = search(equalIsLarger);
      if (isLeaf) {
        return equalLevel;
      }
      if (isEqual) {
        equalLevel = depth;
      }
      descend();
    }
  }

  /** The first cell of the current page that counts as larger; sets isEqual. */
  private int search(boolean equalIsLarger) {
    int low = 0;
    int high = count;
    int smallest = equalIsLarger ? 0 : 1;
    boolean equal = false;
    while (low < high) {
      int middle = low + high >>> 1;
      int order = compareCell(middle);
      if (order < smallest) {
        low = middle + 1;
      } else {
        high = middle;
        equal = order == 0;
      }
    }
    isEqual = equal;
    return low;
  }

  /** Compares the record in cell {@code i} of the current page with the comparator's key. */
  private int compareCell(int i) {
    int at = cellAt(i);
    if (!isLeaf) {
      at += 4;
    }
    byte[] b = bytes;
    int length = b[at];
    if (length >= 0 && length <= shortBytes && isSound()) {
      return comparator.compare(b, at + 1, length);
    }
    return compareLong(at);
  }

  private int compareLong(int at) {
    long length = Varint.get(bytes, at);
    int from = at + Varint.encodedBytes(bytes, at);
    if (length >= 0 && length <= format.indexLeaf.maxLocal) {
      if (from + length > format.pageBytes) {
        throw corrupt("cell ends outside the page");
      }
      return comparator.compare(bytes, from, (int) length);
    }
    if (length < 2 || length > (long) btree.pager().pageCount() * format.usable) {
      throw corrupt("record longer than the file");
    }
    int local = format.indexLeaf.local(length);
    if (from + local > format.usable) {
      throw corrupt("cell ends outside the page");
    }
    int total = (int) length;
    if (whole.length < total + WHOLE_SLACK) {
      whole = new byte[total + WHOLE_SLACK];
    }
    System.arraycopy(bytes, from, whole, 0, local);
    Overflow chain = btree.scratchOverflow();
    chain.forget();
    chain.read(Bytes.i32(bytes, from + local), 0, whole, local, total - local);
    Arrays.fill(whole, total, total + WHOLE_SLACK, (byte) 0);
    return comparator.compare(whole, 0, total);
  }

  /**
   * Inserts a record, or replaces the one of equal key. Afterwards the cursor is on the new entry,
   * or remembers it and is there after {@link #restore()} or at the next move.
   *
   * <p>SQLite: btree.c sqlite3BtreeInsert.
   *
   * @param key the record's key fields from {@code key[first]} on, if the caller has them; else
   *     null and they are decoded
   * @param seekedAlready whether the last move was a {@link #seek} with EQ that did not find this
   *     key or a prefix of it; if the tree has changed since, it is sought again all the same
   */
  public void insert(
      byte[] record,
      int offset,
      int length,
      Register @Nullable [] key,
      int first,
      boolean seekedAlready) {
    requireWritable();
    btree.saveCursors(root, this);
    if (!(seekedAlready && state == GAP && isGapOfKey)) {
      if (key != null) {
        comparator.key(key, first, info.keyFields());
      } else {
        keyOf(record, offset, length);
      }
      if (!isBehindLast()) {
        seek(SeekOp.EQ);
      }
    }
    btree.writer().insert(this, record, offset, length);
  }

  /**
   * If the cursor is on the tree's last entry and that is smaller than the comparator's key, goes
   * to the gap behind it: entries inserted in order are not sought.
   */
  private boolean isBehindLast() {
    if (state != ON_ENTRY || !isLeaf || slot != count - 1 || hasRight() || compareCell(slot) >= 0) {
      return false;
    }
    beginMove();
    slot++;
    state = GAP;
    return true;
  }

  /** The writer put the entry at the current slot, or balanced and lost the place. */
  void inserted(byte[] record, int offset, int length, boolean stays) {
    isGapOfKey = false;
    if (stays) {
      state = ON_ENTRY;
    } else {
      release();
      keep(length);
      System.arraycopy(record, offset, keptRecord, 0, length);
      savedSide = 0;
      state = SAVED;
    }
  }

  /** The entry was deleted; the gap where it was is current or its record is kept. */
  void deleted() {
    isGapOfKey = false;
  }

  /**
   * Compares the current entry with a key: negative if the entry comes first. An entry whose record
   * is malformed comes last.
   */
  public int compareKey(Register[] key, int first, int count) {
    comparator.key(key, first, count);
    long length = payloadBytes();
    try {
      if (length == payloadLocalBytes()) {
        int at = payloadOffset();
        return bytes[at] > length ? 1 : comparator.compare(bytes, at, (int) length);
      }
      return compareCell(slot);
    } catch (DbException.Corrupt e) {
      if (e.page() != 0) {
        throw e;
      }
      return 1;
    }
  }

  /**
   * The integer in the last column of the current entry, which is read from the record's end: the
   * rowid, in the index of a table.
   *
   * @throws DbException.Corrupt if it is none. SQLite: vdbeaux.c sqlite3VdbeIdxRowid
   */
  public long rowid() {
    int total = (int) payloadBytes();
    byte[] record = payloadArray();
    int at = payloadOffset();
    boolean isLocal = payloadLocalBytes() == total && at + total <= format.usable;
    long headerBytes = total > 0 ? Varint.get(record, at) : 0;
    if (headerBytes < 3 || headerBytes > total) {
      throw corrupt("index entry without a rowid");
    }
    int last = (int) headerBytes - 1;
    if (!isLocal) {
      payload(last, tail, 0, 1);
    }
    int type = isLocal ? record[at + last] : tail[0];
    int n = SerialType.isInteger(type) ? (int) SerialType.bodyBytes((long) type) : total;
    if (headerBytes + n > total) {
      throw corrupt("index entry without a rowid");
    }
    if (isLocal) {
      return SerialType.integer(type, record, at + total - n);
    }
    payload(total - n, tail, 0, n);
    return SerialType.integer(type, tail, 0);
  }

  @Override
  void saveKey() {
    int length = (int) payloadBytes();
    keep(length);
    payload(0, keptRecord, 0, length);
  }

  private void keep(int length) {
    if (keptRecord.length < length) {
      keptRecord = new byte[Math.max(length, 64)];
    }
    keptBytes = length;
  }

  @Override
  void seekSavedKey() {
    keyOf(keptRecord, 0, keptBytes);
    seek(SeekOp.EQ);
    isGapOfKey = false; // it is the kept key's, not the caller's
  }

  /** Makes the key fields of a record the comparator's key. */
  private void keyOf(byte[] record, int offset, int length) {
    keyReader.begin(record, offset, length);
    int n = info.keyFields();
    if (keyFields.length < n) {
      keyFields = new Register[n];
      for (int i = 0; i < n; i++) {
        keyFields[i] = new Register();
      }
    }
    int fields = 0;
    while (fields < n && keyReader.column(fields, keyFields[fields])) {
      fields++;
    }
    if (fields == 0) {
      throw corrupt("record without columns");
    }
    comparator.key(keyFields, 0, fields);
  }
}

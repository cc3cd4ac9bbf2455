package tech.turso.btree;

import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.base.Varint;
import tech.turso.pager.Page;
import tech.turso.record.RecordReader;

/** A cursor over a table tree: entries are records, keyed by rowid. */
public final class TableCursor extends Cursor {
  /** The rowid whose place the GAP is, or of the entry that is SAVED. */
  private long keptRowid;

  /** Whether the GAP is where {@code keptRowid} would be inserted. */
  private boolean isGapOfKept;

  /** Whether the search of a leaf ended on an equal key. */
  private boolean isEqual;

  /** Whether the cursor ends when its row is changed. */
  boolean isWatching;

  /** The page to which the search of an interior page leads. */
  private int childFound;

  TableCursor(Btree btree, int root, boolean isWritable) {
    super(btree, root, true, isWritable, new RecordReader(btree.encoding()));
  }

  /**
   * Goes to the place of {@code key} and, in the operator's direction, to the first entry of that
   * leaf that satisfies it. After EQ and GE without a match the cursor is on the slot where the
   * rowid would be inserted; {@link #settle} is a separate step, and paths that insert never take
   * it. After a failure the cursor is on no entry. Cost: one page per level, or none if the key is
   * within the current leaf; no allocation.
   *
   * <p>Format: fileformat2 §1.6. SQLite: btree.c sqlite3BtreeTableMoveto.
   *
   * @throws tech.turso.base.DbException.Corrupt on a malformed page or a tree too deep
   */
  public SeekResult seek(long key, SeekOp op) {
    findPlace(key);
    int at = slot;
    if (isEqual) {
      switch (op) {
        case EQ, GE, LE -> {
          state = ON_ENTRY;
          return SeekResult.FOUND;
        }
        case GT -> at++;
        case LT -> {}
      }
    }
    switch (op) {
      case EQ -> {
        gap(key, at, true);
        return SeekResult.NOT_FOUND;
      }
      case GE, GT -> {
        if (at < count) {
          slot = at;
          state = ON_ENTRY;
          return SeekResult.FOUND;
        }
        gap(key, at, op == SeekOp.GE);
        return advance(1, hasRight());
      }
      case LE, LT -> {
        if (at > 0) {
          slot = at - 1;
          state = ON_ENTRY;
          return SeekResult.FOUND;
        }
        gap(key, at, false);
        return advance(-1, hasLeft());
      }
    }
    throw new AssertionError(op);
  }

  private void gap(long key, int at, boolean isPlaceOfKey) {
    slot = at;
    state = GAP;
    keptRowid = key;
    isGapOfKept = isPlaceOfKey;
  }

  private SeekResult advance(int way, boolean hasNeighbour) {
    if (!hasNeighbour) {
      return SeekResult.NOT_FOUND;
    }
    settleWay = way;
    return SeekResult.TRY_ADVANCE;
  }

  /** Goes to the leaf slot of the first key that is at least {@code key}; state NOWHERE. */
  private void findPlace(long key) {
    if (isWithinLeaf(key)) {
      beginMove();
      searchLeaf(key);
      return;
    }
    if (!enterRoot()) {
      isEqual = false;
      return;
    }
    while (!isLeaf) {
      slots[depth] = searchInterior(key);
      descendTo(childFound);
    }
    searchLeaf(key);
  }

  /** Whether the current leaf is the one in which the key is or would be. */
  private boolean isWithinLeaf(long key) {
    if (state != ON_ENTRY && state != GAP || count == 0 || !isSound()) {
      return false;
    }
    if (page().extra instanceof DecodedKeys decoded) {
      return decoded.spans(key);
    }
    return key <= keyAt(count - 1) && key >= keyAt(0);
  }

  private long keyAt(int i) {
    byte[] b = bytes;
    int at = Bytes.u16(b, pointers + 2 * i);
    at += b[at] >= 0 ? 1 : Varint.encodedBytes(b, at);
    return Varint.get(b, at);
  }

  /** The slot of the child in which the key is; an equal divider goes left. Sets childFound. */
  private int searchInterior(long key) {
    Page page = page();
    Object known = page.extra;
    if (known instanceof DecodedKeys decoded) {
      int at = decoded.lowerBound(key);
      childFound = decoded.children[at];
      return at;
    }
    if (known != Soundness.SUSPECT) {
      noteSearch(page, known);
    }
    byte[] b = bytes;
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = low + high >>> 1;
      if (Varint.get(b, cellAt(middle) + 4) < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    childFound = childAt(low);
    return low;
  }

  private void searchLeaf(long key) {
    Page page = page();
    Object known = page.extra;
    if (known instanceof DecodedKeys decoded) {
      int at = decoded.lowerBound(key);
      slot = at;
      isEqual = decoded.isAt(at, key);
      return;
    }
    if (known == Soundness.SUSPECT) {
      searchSuspectLeaf(key);
      return;
    }
    noteSearch(page, known);
    int low = 0;
    int high = count;
    boolean equal = false;
    while (low < high) {
      int middle = low + high >>> 1;
      long at = keyAt(middle);
      if (at < key) {
        low = middle + 1;
      } else {
        high = middle;
        equal = at == key;
        if (equal) {
          low = middle;
        }
      }
    }
    slot = low;
    isEqual = equal && low < count;
  }

  private void searchSuspectLeaf(long key) {
    int low = 0;
    int high = count;
    isEqual = false;
    while (low < high) {
      int middle = low + high >>> 1;
      long at = format.tableLeaf.rowid(bytes, cellAt(middle));
      if (at < key) {
        low = middle + 1;
      } else {
        high = middle;
        isEqual = at == key;
      }
    }
    slot = low;
  }

  /**
   * Decodes the keys of a page at its second search. Not of one that this transaction has changed
   * and may change again: that would be for nothing, since a change forgets them.
   */
  private void noteSearch(Page page, @Nullable Object known) {
    if (known == Soundness.STRICT && btree.isWriting()) {
      return;
    }
    if (known == Soundness.SOUGHT) {
      DecodedKeys keys = DecodedKeys.of(page, layout());
      btree.pager().attach(page, keys, keys.memoryBytes());
    } else {
      page.extra = Soundness.SOUGHT;
    }
  }

  /**
   * From now on a change of the row that the cursor is on, by another cursor, ends it: every use
   * throws ABORT. For incremental blob I/O, which would else read or write a row that is no longer
   * the one it was opened on.
   */
  public void watchRow() {
    btree.watch(this);
  }

  /** Whether the cursor is on the row of that key, or was before it was saved. */
  boolean isAt(long key) {
    return state == ON_ENTRY ? entryRowid() == key : state == SAVED && keptRowid == key;
  }

  /** The rowid of the entry. */
  public long rowid() {
    return entryRowid();
  }

  /**
   * Inserts a row, or replaces the one of that rowid. If the last move was {@link #seek} of this
   * rowid with EQ or GE, or {@link #last} and the rowid is larger, its result is used. Afterwards
   * the cursor is on the new entry, or remembers it and is there after {@link #restore()} or at the
   * next move.
   *
   * <p>SQLite: btree.c sqlite3BtreeInsert.
   *
   * @param zeros zero bytes that follow the payload
   * @param append whether the rowid is probably the largest: a hint
   */
  public void insert(long key, byte[] payload, int offset, int length, int zeros, boolean append) {
    requireWritable();
    btree.rowChanges(root, key);
    btree.saveCursors(root, this);
    goToPlace(key, append);
    btree.writer().insert(this, key, payload, offset, length, zeros);
  }

  /** Puts the cursor on the entry of that key, or in the gap where it goes. */
  private void goToPlace(long key, boolean append) {
    if (state == GAP && isGapOfKept && keptRowid == key) {
      return;
    }
    if (append && state != ON_ENTRY) {
      last();
    }
    if (state == ON_ENTRY) {
      long at = entryRowid();
      if (at == key) {
        return;
      }
      if (isAtLast && at < key) {
        gap(key, slot + 1, true);
        return;
      }
    }
    seek(key, SeekOp.EQ);
  }

  /** The entry of that key was deleted: the gap where it was is current, or it is remembered. */
  void deleted(long key, boolean stays) {
    keptRowid = key;
    isGapOfKept = stays;
  }

  /** The writer put the entry at the current slot, or balanced and lost the place. */
  void inserted(long key, boolean stays) {
    isGapOfKept = false;
    if (stays) {
      state = ON_ENTRY;
    } else {
      release();
      keptRowid = key;
      savedSide = 0;
      state = SAVED;
    }
  }

  @Override
  void saveKey() {
    keptRowid = entryRowid();
    isGapOfKept = false;
  }

  @Override
  void seekSavedKey() {
    seek(keptRowid, SeekOp.EQ);
  }
}

package tech.turso.btree;

import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.base.Varint;
import tech.turso.pager.Page;
import tech.turso.record.Payload;
import tech.turso.record.RecordReader;

/**
 * A position in one tree. It is on an entry, or on none: before the first, after the last, in the
 * gap that a seek left, or where an entry was that is gone.
 *
 * <pre>
 *   NOWHERE --first, last, seek--> ON_ENTRY --next, previous--> ON_ENTRY, NOWHERE
 *      |                             |   ^
 *      +------seek-----> GAP <-seek--+   | next, previous
 *                         |  <--delete---+--------------------- GAP
 *   ON_ENTRY, GAP --another cursor writes the tree--> SAVED --next, restore ...--> ON_ENTRY, GAP
 *   any --rollback--> ENDED
 * </pre>
 *
 * <p>When the tree is changed through another cursor, this one remembers its key (SAVED) and finds
 * its place again at the next move; if its entry is gone it is in the gap between the neighbours,
 * and {@link #next()} and {@link #previous()} go to them.
 *
 * <p>After an exception the cursor is on no entry.
 *
 * <p>SQLite: btreeInt.h BtCursor.
 */
public abstract sealed class Cursor extends TreePath implements Payload
    permits TableCursor, IndexCursor {
  /** On no entry and in no gap. */
  static final int NOWHERE = 0;

  /** On the entry {@code slot} of {@code page}. */
  static final int ON_ENTRY = 1;

  /** Before the entry {@code slot} of the leaf {@code page}, which may be its cell count. */
  static final int GAP = 2;

  /** The key is remembered, the pages are not. */
  static final int SAVED = 3;

  /** Every use throws {@code endedBy}. */
  static final int ENDED = 4;

  final boolean isWritable;

  /** Neighbours in the Btree's list of open cursors. */
  @Nullable Cursor newer;

  @Nullable Cursor older;

  int state = NOWHERE;

  /** Whether entries are inserted in order, so that pages are to be filled from the left. */
  boolean isBulkLoad;

  /** Whether the entry is known to be the last of the tree. */
  boolean isAtLast;

  /** 1 or -1: where {@link #settle()} goes after a seek that answered TRY_ADVANCE; else 0. */
  int settleWay;

  /** For a saved gap: -1 if it is before the saved key, 1 if after; 0 for a saved entry. */
  int savedSide;

  // The current entry, decoded when first asked for.
  private boolean isParsed;
  private long payloadBytes;
  private int payloadAt;
  private int localBytes;
  private long rowid;
  private boolean isRecordBegun;

  /** Records up to this length are wholly local and have a length of one byte. */
  private final int shortBytes;

  private final RecordReader reader;
  private @Nullable Overflow overflow;

  private @Nullable DbException endedBy;

  Cursor(Btree btree, int root, boolean isTable, boolean isWritable, RecordReader reader) {
    super(btree, root, isTable);
    this.isWritable = isWritable;
    this.reader = reader;
    CellLayout layout = isTable ? format.tableLeaf : format.indexLeaf;
    shortBytes = Math.min(0x7f, layout.maxLocal);
  }

  /** The page number of the tree's root. */
  public final int root() {
    return root;
  }

  // ---------------------------------------------------------------- moving

  /** Goes to the first entry; false if the tree is empty. */
  public final boolean first() {
    if (!enterRoot()) {
      return false;
    }
    return leftmost();
  }

  /** Goes to the last entry; false if the tree is empty. Cheap if the cursor is there already. */
  public final boolean last() {
    if (isAtLast && state == ON_ENTRY) {
      assert isOnRightEdge() : "B6 not the last entry";
      return true;
    }
    if (!enterRoot() || !rightmost()) {
      return false;
    }
    isAtLast = true;
    return true;
  }

  /** Goes to the following entry; false, and on no entry, if there is none. */
  public final boolean next() {
    isParsed = false;
    int to = slot + 1;
    if (state == ON_ENTRY && isLeaf && to < count) {
      slot = to;
      return true;
    }
    return nextSlowly();
  }

  /** Goes to the preceding entry; false, and on no entry, if there is none. */
  public final boolean previous() {
    isParsed = false;
    isAtLast = false;
    if (state == ON_ENTRY && isLeaf && slot > 0) {
      slot--;
      return true;
    }
    return previousSlowly();
  }

  /**
   * After a seek that answered TRY_ADVANCE: advances once in the operator's direction. After any
   * other seek nothing moves.
   *
   * @return whether the cursor is on the entry that the operator wants
   */
  public final boolean settle() {
    int way = settleWay;
    settleWay = 0;
    if (way == 0) {
      return state == ON_ENTRY;
    }
    return way > 0 ? next() : previous();
  }

  /** Whether the cursor is on an entry whose columns may be read without {@link #restore()}. */
  public final boolean isOnEntry() {
    return state == ON_ENTRY;
  }

  private boolean nextSlowly() {
    if (state == SAVED) {
      restoreSaved();
    }
    int from = state;
    if (from == NOWHERE || from == ENDED) {
      requireOpen();
      return false;
    }
    state = NOWHERE;
    settleWay = 0;
    isAtLast = false;
    turn(1);
    if (from == ON_ENTRY) {
      slot++;
    }
    if (!isLeaf) {
      descend(); // an entry of an interior index page: the smallest one right of it follows
      return leftmost();
    }
    if (slot < count) {
      state = ON_ENTRY;
      return true;
    }
    do {
      if (depth == 0) {
        return false;
      }
      ascend();
    } while (slot >= count);
    if (!isTable) {
      state = ON_ENTRY;
      return true;
    }
    slot++;
    descend();
    return leftmost();
  }

  private boolean previousSlowly() {
    if (state == SAVED) {
      restoreSaved();
    }
    if (state == NOWHERE || state == ENDED) {
      requireOpen();
      return false;
    }
    state = NOWHERE;
    settleWay = 0;
    turn(-1);
    if (!isLeaf) {
      descend();
      return rightmost();
    }
    while (slot == 0) {
      if (depth == 0) {
        return false;
      }
      ascend();
    }
    slot--;
    if (isLeaf || !isTable) {
      state = ON_ENTRY;
      return true;
    }
    descend();
    return rightmost();
  }

  /** From the current page to the first entry below it. */
  private boolean leftmost() {
    slot = 0;
    while (!isLeaf) {
      descend();
      slot = 0;
    }
    return arrive();
  }

  /** From the current page to the last entry below it. */
  private boolean rightmost() {
    while (!isLeaf) {
      slot = count;
      descend();
    }
    slot = count - 1;
    return arrive();
  }

  private boolean arrive() {
    if (count == 0) {
      return false; // only the root can be without cells
    }
    state = ON_ENTRY;
    isParsed = false;
    return true;
  }

  // ---------------------------------------------------------------- beginnings of moves

  /**
   * Makes the root the current page, in state NOWHERE.
   *
   * @return false if the tree is empty; the root is then the current page all the same, if the
   *     database has pages
   */
  final boolean enterRoot() {
    if (state == ENDED) {
      requireOpen();
    }
    beginMove();
    return enterRootPage();
  }

  /** Forgets what is known of the entry; state NOWHERE. */
  final void beginMove() {
    state = NOWHERE;
    isParsed = false;
    isAtLast = false;
    settleWay = 0;
  }

  // ---------------------------------------------------------------- the entry

  /** Bytes of the entry's record. */
  public final long payloadBytes() {
    parse();
    return payloadBytes;
  }

  /** The array in which the first {@link #payloadLocalBytes()} bytes of the record are. */
  public final byte[] payloadArray() {
    return bytes;
  }

  /** Where in {@link #payloadArray()} they begin. */
  public final int payloadOffset() {
    parse();
    return payloadAt;
  }

  /** How many bytes of the record are in {@link #payloadArray()}. */
  public final int payloadLocalBytes() {
    parse();
    return localBytes;
  }

  /** A reader over the entry's record, the same object every time; valid until the next move. */
  public final RecordReader record() {
    if (isParsed || !beginShortRecord()) {
      beginParsedRecord();
    }
    return reader;
  }

  private void beginParsedRecord() {
    if (!isParsed || !isRecordBegun) {
      parse();
      isRecordBegun = true;
      if (payloadAt >= format.pageBytes || payloadBytes == 0 && bytes[payloadAt] != 0) {
        throw new DbException.Corrupt(0, "no record in the cell");
      }
      reader.begin(bytes, payloadAt, localBytes, payloadBytes, this);
    }
  }

  /** The usual case of {@link #record} without the rest of {@link #parse}; false if it is not. */
  private boolean beginShortRecord() {
    if (state != ON_ENTRY || !isLeaf || !isSound()) {
      return false;
    }
    byte[] b = bytes;
    int at = Bytes.u16(b, pointers + 2 * slot);
    int length = b[at++];
    if (length <= 0 || length > shortBytes) {
      return false;
    }
    if (isTable) {
      int last = at + 8;
      while (b[at] < 0 && at < last) {
        at++;
      }
      at++;
    }
    reader.begin(b, at, length, length, this);
    return true;
  }

  final long entryRowid() {
    parse();
    return rowid;
  }

  /** Decodes the entry's cell unless that is done. */
  private void parse() {
    if (isParsed) {
      return;
    }
    if (state != ON_ENTRY) {
      throw notOnEntry();
    }
    int at = cellAt(slot);
    if (!isLeaf) {
      at += 4;
    }
    byte[] b = bytes;
    long length = b[at];
    if (length >= 0) {
      at++;
    } else {
      length = Varint.get(b, at);
      at += Varint.encodedBytes(b, at);
    }
    if (isTable) {
      long key = b[at];
      if (key >= 0) {
        at++;
      } else {
        key = Varint.get(b, at);
        at += Varint.encodedBytes(b, at);
      }
      rowid = key;
    }
    payloadBytes = length;
    payloadAt = at;
    CellLayout layout = isTable ? format.tableLeaf : format.indexLeaf;
    if (length >= 0 && length <= layout.maxLocal) {
      localBytes = (int) length;
    } else {
      parseSpilled(layout, length);
    }
    if (!isSound()) {
      localBytes = Math.clamp(format.pageBytes - payloadAt, 0, localBytes);
    }
    isRecordBegun = false;
    isParsed = true;
  }

  private void parseSpilled(CellLayout layout, long length) {
    if (length < 0 || length > (long) btree.pager().pageCount() * format.usable) {
      throw new DbException.Corrupt(0, "record longer than the file");
    }
    localBytes = layout.local(length);
    if (overflow != null) {
      overflow.forget();
    }
  }

  @Override
  public final void payload(long from, byte[] into, int at, int count) {
    parse();
    if (from < 0 || count < 0 || from + count > payloadBytes) {
      throw corrupt("bytes outside the record");
    }
    if (!isSound() && payloadAt + layout().local(payloadBytes) > format.usable) {
      throw corrupt("cell ends outside the page");
    }
    int local = (int) Math.min(count, Math.max(0, localBytes - from));
    if (local > 0) {
      System.arraycopy(bytes, payloadAt + (int) from, into, at, local);
    }
    if (local < count) {
      chain().read(firstOverflowPage(), from + local - localBytes, into, at + local, count - local);
    }
  }

  private Overflow chain() {
    Overflow chain = overflow;
    if (chain == null) {
      chain = new Overflow(btree);
      overflow = chain;
    }
    return chain;
  }

  private int firstOverflowPage() {
    return Bytes.i32(bytes, payloadAt + localBytes);
  }

  /**
   * Overwrites bytes of the entry's record in place, for incremental blob I/O. The cursor must have
   * been opened for writing.
   *
   * @throws DbException.Sql ABORT if the entry is gone
   */
  public final void overwritePayload(long from, byte[] source, int at, int count) {
    requireWritable();
    if (state != ON_ENTRY && !restore()) {
      throw new DbException.Sql(ResultCode.ABORT, ResultCode.ABORT.message());
    }
    btree.saveCursors(root, this);
    parse();
    if (from < 0 || count < 0 || from + count > payloadBytes) {
      throw corrupt("bytes outside the record");
    }
    int local = (int) Math.min(count, Math.max(0, localBytes - from));
    if (local > 0) {
      Page page = btree.writeNode(page().number, this);
      System.arraycopy(source, at, page.bytes, payloadAt + (int) from, local);
      path[depth] = page;
      bytes = page.bytes;
      isRecordBegun = false;
    }
    if (local < count) {
      long skip = from + local - localBytes;
      chain().overwrite(firstOverflowPage(), skip, source, at + local, count - local);
    }
  }

  // ---------------------------------------------------------------- saving and restoring

  /**
   * Goes back to the entry that the cursor was on when the tree was changed under it.
   *
   * @return true if it is on that entry (or was on it all the time); false if the entry is gone
   *     (its columns read as NULL; moves go to its neighbours) or there was none
   */
  public final boolean restore() {
    if (state == SAVED) {
      restoreSaved();
    } else if (state == ENDED) {
      requireOpen();
    }
    return state == ON_ENTRY;
  }

  /** Remembers the key of the place and lets go of the pages: the tree is about to change. */
  final void save() {
    if (state == GAP) {
      saveGap();
    } else if (state == ON_ENTRY) {
      saveKey();
      savedSide = 0;
      state = SAVED;
    }
    isAtLast = false;
    settleWay = 0;
    isParsed = false;
    depth = -1;
  }

  /** A gap is remembered as the side of a neighbour. */
  private void saveGap() {
    int side = slot < count ? -1 : 1;
    if (count == 0) {
      state = NOWHERE;
      return;
    }
    if (side > 0) {
      slot--;
    }
    isParsed = false;
    state = ON_ENTRY;
    saveKey();
    savedSide = side;
    state = SAVED;
  }

  /** Finds the saved place again; state ON_ENTRY or GAP afterwards, or NOWHERE in an empty tree. */
  private void restoreSaved() {
    int side = savedSide;
    seekSavedKey();
    if (state == ON_ENTRY && side != 0) {
      if (isLeaf) {
        state = GAP;
        slot += side > 0 ? 1 : 0;
      } else if (side > 0) {
        descend(); // the gap right of an interior entry is before its right subtree
        while (!isLeaf) {
          slot = 0;
          descend();
        }
        slot = 0;
        state = GAP;
      } else {
        descend();
        while (!isLeaf) {
          slot = count;
          descend();
        }
        slot = count;
        state = GAP;
      }
    }
    isParsed = false;
  }

  /** Keeps the key of the entry that the cursor is on. */
  abstract void saveKey();

  /** Seeks the kept key: ON_ENTRY if it is there, else GAP where it would be. */
  abstract void seekSavedKey();

  /** Ends the cursor's use: from now on every call throws {@code reason}. */
  final void end(DbException reason) {
    state = ENDED;
    endedBy = reason;
    depth = -1;
  }

  // ---------------------------------------------------------------- changing

  /**
   * Deletes the entry that the cursor is on.
   *
   * @param keepPosition if true, next() then goes to the entry that followed and previous() to the
   *     one that preceded; if false the cursor is on no entry
   * @throws DbException.Corrupt if the cursor is on no entry, as SQLite has it
   */
  public final void delete(boolean keepPosition) {
    requireWritable();
    if (state == SAVED) {
      restoreSaved();
      if (state != ON_ENTRY) {
        return;
      }
    }
    if (state != ON_ENTRY) {
      requireOpen();
      throw corrupt("delete on no entry");
    }
    btree.writer().delete(this, keepPosition);
  }

  /**
   * Says that entries will be inserted in ascending order, as when an index is made: pages are left
   * full. SQLite: BTREE_BULKLOAD.
   */
  public final void setBulkLoad(boolean bulkLoad) {
    isBulkLoad = bulkLoad;
  }

  /** Deletes all entries; returns how many there were. The cursor is on no entry afterwards. */
  public final long clear() {
    requireWritable();
    return btree.clear(root);
  }

  /** The private copy of the current page has changed: reads its header again. */
  final void refresh(WritableNode node) {
    path[depth] = node.page();
    bytes = node.bytes;
    count = node.count;
    isParsed = false;
  }

  /** The entry's record has another content of the same length. */
  final void changedInPlace() {
    isParsed = false;
  }

  /** Lets go of the pages, on no entry. */
  final void release() {
    beginMove();
    depth = -1;
  }

  // ---------------------------------------------------------------- counting, closing

  /** How many entries the tree has. Reads each of its pages; the cursor is on no entry after it. */
  public final long count() {
    long entries = 0;
    if (!enterRoot() && depth < 0) {
      return 0;
    }
    long visited = 1;
    for (; ; ) {
      if (isLeaf || !isTable) {
        entries += count;
      }
      if (isLeaf) {
        do {
          if (depth == 0) {
            release();
            return entries;
          }
          ascend();
        } while (slot >= count);
        slot++;
      } else {
        slot = 0;
      }
      if (++visited > btree.pager().pageCount()) {
        throw corrupt("more pages than the file has");
      }
      descend();
    }
  }

  /** A guess from the page that the cursor is on; 0 if it is on no entry. For the planner. */
  public final long estimateCount() {
    if (state != ON_ENTRY) {
      return 0;
    }
    long n = count;
    for (int i = 0; i < depth; i++) {
      Page page = path[i];
      n *= Node.cellCount(page.bytes, Node.header(page.number)) + 1;
    }
    return n;
  }

  /** Leaves the entry or gap that it is on: {@link #next} and {@link #previous} then find none. */
  public final void leave() {
    requireOpen();
    state = NOWHERE;
    settleWay = 0;
    isAtLast = false;
  }

  /** Ends the cursor's use. May be called twice. */
  public final void close() {
    depth = -1;
    state = NOWHERE;
    btree.closed(this);
  }

  /** Is as new, after {@link #close()}. */
  final void reopened() {
    assert newer == null && older == null : "B5 reopened while open";
    release();
    forgetWalk();
    endedBy = null;
    isBulkLoad = false;
    savedSide = 0;
  }

  // ---------------------------------------------------------------- failures

  final void requireWritable() {
    if (!isWritable || !btree.isWriting()) {
      requireOpen();
      throw new DbException.Sql(ResultCode.READONLY, ResultCode.READONLY.message());
    }
  }

  final void requireOpen() {
    if (state == ENDED && endedBy != null) {
      throw endedBy;
    }
  }

  private DbException notOnEntry() {
    requireOpen();
    return new DbException.Internal("B5 cursor in state " + state + " read as if on an entry");
  }

  @Override
  final DbException.Corrupt corrupt(String detail) {
    state = NOWHERE;
    return super.corrupt(detail);
  }
}

package tech.turso.btree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.base.ResultCode;
import tech.turso.pager.Page;

/**
 * The storage part of {@code PRAGMA integrity_check}: that every page of the file is used exactly
 * once, that trees are well formed, their rowids in order and all their leaves equally deep, that
 * every byte of a page is accounted for, and that freelist, overflow chains and pointer map are
 * right. Nothing is taken for granted and nothing is thrown for what is found; the messages are
 * SQLite's.
 *
 * <p>SQLite: btree.c sqlite3BtreeIntegrityCheck.
 */
final class IntegrityCheck {
  private final Btree btree;
  private final TreeFormat format;
  private final int pages;
  private final List<String> messages = new ArrayList<>();
  private final byte[] referenced;
  private int errorsLeft;

  /** What stands before a message: where the check is. */
  private enum Place {
    NONE,
    FREELIST,
    PAGE,
    CELL,
    RIGHT_CHILD
  }

  private Place place = Place.NONE;
  private int tree;
  private int page;
  private int cell;

  /** Entries of the tree being checked. */
  private long entries;

  /** The smallest rowid of the subtree checked last. */
  private long smallestRowid;

  IntegrityCheck(Btree btree, int maxErrors) {
    this.btree = btree;
    format = btree.format();
    pages = btree.pager().pageCount();
    errorsLeft = maxErrors;
    referenced = new byte[(pages >>> 3) + 1];
  }

  /** Checks; see {@link Btree#integrityCheck}. */
  List<String> run(int[] roots, long[] counts) {
    boolean isPartial = roots.length > 0 && roots[0] == 0;
    int lockByte = btree.pager().lockBytePage();
    if (lockByte <= pages) {
      setReferenced(lockByte);
    }
    if (!isPartial || roots.length > 1 && roots[1] == 1) {
      place = Place.FREELIST;
      byte[] header = btree.pager().read(1).bytes;
      checkFreeList(Bytes.i32(header, 32), Bytes.u32(header, 36));
      place = Place.NONE;
    }
    if (!isPartial) {
      checkLargestRoot(roots);
    }
    for (int i = 0; i < roots.length && errorsLeft > 0; i++) {
      entries = 0;
      if (roots[i] != 0) {
        if (btree.hasPointerMap() && roots[i] > 1 && !isPartial) {
          checkPointerMap(roots[i], PointerMap.ROOT, 0);
        }
        tree = roots[i];
        checkTree(roots[i], Long.MAX_VALUE, 0);
      }
      if (i < counts.length) {
        counts[i] = entries;
      }
    }
    if (!isPartial) {
      checkAllUsed();
    }
    return messages;
  }

  private void checkLargestRoot(int[] roots) {
    byte[] header = btree.pager().read(1).bytes;
    if (btree.hasPointerMap()) {
      int largest = 0;
      for (int root : roots) {
        largest = Math.max(largest, root);
      }
      int inHeader = Bytes.i32(header, 52);
      if (largest != inHeader) {
        report("max rootpage (" + largest + ") disagrees with header (" + u(inHeader) + ")");
      }
    } else if (Bytes.i32(header, 64) != 0) {
      report("incremental_vacuum enabled with a max rootpage of zero");
    }
  }

  private void checkAllUsed() {
    boolean hasMap = btree.hasPointerMap();
    for (int i = 1; i <= pages && errorsLeft > 0; i++) {
      boolean isMap = hasMap && btree.pointerMap().isMap(i);
      if (!isReferenced(i) && !isMap) {
        report("Page " + i + ": never used");
      }
      if (isReferenced(i) && isMap) {
        report("Page " + i + ": pointer map referenced");
      }
    }
  }

  // ---------------------------------------------------------------- messages and references

  private void report(String message) {
    if (errorsLeft <= 0) {
      return;
    }
    errorsLeft--;
    String prefix =
        switch (place) {
          case NONE -> "";
          case FREELIST -> "Freelist: ";
          case PAGE -> "Tree " + u(tree) + " page " + u(page) + ": ";
          case CELL -> "Tree " + u(tree) + " page " + u(page) + " cell " + cell + ": ";
          case RIGHT_CHILD -> "Tree " + u(tree) + " page " + u(page) + " right child: ";
        };
    messages.add(prefix + message);
  }

  private static String u(int number) {
    return Integer.toUnsignedString(number);
  }

  private boolean isReferenced(int number) {
    return (referenced[number >>> 3] & 1 << (number & 7)) != 0;
  }

  private void setReferenced(int number) {
    referenced[number >>> 3] |= (byte) (1 << (number & 7));
  }

  /** Notes a pointer to a page; false, and a message, if it is the second or leaves the file. */
  private boolean reference(int number) {
    if (number <= 0 || number > pages) {
      report("invalid page number " + u(number));
      return false;
    }
    if (isReferenced(number)) {
      report("2nd reference to page " + number);
      return false;
    }
    setReferenced(number);
    return true;
  }

  private void checkPointerMap(int child, int type, int parent) {
    int isType;
    int isParent;
    try {
      isType = btree.pointerMap().type(child);
      isParent = btree.pointerMap().parent(child);
    } catch (DbException.Corrupt e) {
      report("Failed to read ptrmap key=" + u(child));
      return;
    }
    if (isType != type || isParent != parent) {
      report(
          "Bad ptr map entry key="
              + u(child)
              + (" expected=(" + type + "," + u(parent) + ")")
              + (" got=(" + isType + "," + u(isParent) + ")"));
    }
  }

  // ---------------------------------------------------------------- lists

  private void checkFreeList(int first, long expected) {
    int errorsBefore = messages.size();
    long left = expected;
    int number = first;
    while (number != 0 && errorsLeft > 0 && reference(number)) {
      left--;
      byte[] bytes = btree.pager().read(number).bytes;
      if (btree.hasPointerMap()) {
        checkPointerMap(number, PointerMap.FREE, 0);
      }
      long leaves = Bytes.u32(bytes, 4);
      if (leaves > format.usable / 4 - 2) {
        report("freelist leaf count too big on page " + number);
        left--;
      } else {
        for (int i = 0; i < leaves; i++) {
          int leaf = Bytes.i32(bytes, 8 + 4 * i);
          if (btree.hasPointerMap()) {
            checkPointerMap(leaf, PointerMap.FREE, 0);
          }
          reference(leaf);
        }
        left -= leaves;
      }
      number = Bytes.i32(bytes, 0);
    }
    if (left != 0 && messages.size() == errorsBefore) {
      report("size is " + (expected - left) + " but should be " + expected);
    }
  }

  private void checkChain(int first, int expected) {
    int errorsBefore = messages.size();
    int left = expected;
    int number = first;
    while (number != 0 && errorsLeft > 0 && reference(number)) {
      left--;
      int next = Bytes.i32(btree.pager().read(number).bytes, 0);
      if (btree.hasPointerMap() && left != 0) {
        checkPointerMap(next, PointerMap.OVERFLOW_NEXT, number);
      }
      number = next;
    }
    if (left != 0 && messages.size() == errorsBefore) {
      report("overflow list length is " + u(expected - left) + " but should be " + expected);
    }
  }

  // ---------------------------------------------------------------- trees

  /** Checks the page and all below it; returns its height, 1 for leaves, 0 if it was not read. */
  private int checkTree(int number, long maxRowid, int level) {
    smallestRowid = maxRowid;
    if (errorsLeft <= 0 || number == 0) {
      return 0;
    }
    if (!reference(number)) {
      return 0;
    }
    Place placeBefore = place;
    int pageBefore = page;
    int cellBefore = cell;
    place = Place.PAGE;
    page = number;
    int height = level >= Limits.MAX_TREE_DEPTH ? tooDeep() : checkPage(number, maxRowid, level);
    place = placeBefore;
    page = pageBefore;
    cell = cellBefore;
    return height + 1;
  }

  private int tooDeep() {
    report("btree depth exceeds " + Limits.MAX_TREE_DEPTH);
    return -1;
  }

  private int checkPage(int number, long maxRowid, int level) {
    Page image = btree.pager().read(number);
    byte[] bytes = image.bytes;
    int header = Node.header(number);
    int count = Node.cellCount(bytes, header);
    CellLayout layout;
    try {
      layout = format.layout(Node.flags(bytes, header), number);
    } catch (DbException.Corrupt e) {
      layout = null;
    }
    if (layout == null || count > format.maxCells) {
      report("btreeInitPage() returns error code " + ResultCode.CORRUPT.number());
      return -1;
    }
    if (!hasSoundSpace(bytes, header, number, layout, count)) {
      report("free space corruption");
      return -1;
    }
    if (layout.isLeaf || !layout.isTable) {
      entries += count;
    }
    PageWalk walk = new PageWalk(bytes, header, number, layout, count, maxRowid, level);
    walk.run();
    return walk.height;
  }

  private boolean hasSoundSpace(
      byte[] bytes, int header, int number, CellLayout layout, int count) {
    if (header + layout.headerBytes + 2 * count > format.usable) {
      return false;
    }
    try {
      PageSpace.freeBytes(bytes, header, number, format.usable);
      return true;
    } catch (DbException.Corrupt e) {
      return false;
    }
  }

  /** The check of one page's cells, children and bytes. */
  private final class PageWalk {
    private final byte[] bytes;
    private final int header;
    private final int number;
    private final CellLayout layout;
    private final int count;
    private final int level;
    private final int contentStart;
    private final int pointers;

    /** Height of the children, -1 on a leaf. */
    private int height = -1;

    private long maxRowid;
    private boolean mayEqual = true;
    private boolean isCoverageKnown = true;

    PageWalk(
        byte[] bytes,
        int header,
        int number,
        CellLayout layout,
        int count,
        long maxRowid,
        int level) {
      this.bytes = bytes;
      this.header = header;
      this.number = number;
      this.layout = layout;
      this.count = count;
      this.maxRowid = maxRowid;
      this.level = level;
      contentStart = Node.contentStart(bytes, header);
      pointers = header + layout.headerBytes;
    }

    void run() {
      place = Place.CELL;
      if (!layout.isLeaf) {
        int right = Node.rightChild(bytes, header);
        if (btree.hasPointerMap()) {
          place = Place.RIGHT_CHILD;
          checkPointerMap(right, PointerMap.TREE, number);
        }
        height = checkChild(right);
        mayEqual = false;
      }
      for (int i = count - 1; i >= 0 && errorsLeft > 0; i--) {
        cell = i;
        checkCell(Bytes.u16(bytes, pointers + 2 * i));
      }
      smallestRowid = maxRowid;
      place = Place.NONE;
      if (isCoverageKnown && errorsLeft > 0) {
        checkCoverage();
      }
    }

    private int checkChild(int child) {
      int childHeight = checkTree(child, maxRowid, level + 1);
      maxRowid = smallestRowid;
      return childHeight;
    }

    private void checkCell(int at) {
      if (at < contentStart || at > format.usable - 4) {
        report("Offset " + at + " out of range " + contentStart + ".." + (format.usable - 4));
        isCoverageKnown = false;
        return;
      }
      int size = layout.size(bytes, at);
      if (at + size > format.usable) {
        report("Extends off end of page");
        isCoverageKnown = false;
        return;
      }
      if (layout.payloadBytes(bytes, at) > 0 && Bytes.u8(bytes, layout.payloadAt(bytes, at)) < 2) {
        report("Bad cell header size"); // that of the record, which counts itself and one column
        isCoverageKnown = false;
        return;
      }
      if (layout.isTable) {
        long rowid = layout.rowid(bytes, at);
        if (mayEqual ? rowid > maxRowid : rowid >= maxRowid) {
          report("Rowid " + rowid + " out of order");
        }
        maxRowid = rowid;
        mayEqual = false; // only the first key seen may be the divider above
      }
      int overflow = layout.overflowAt(bytes, at);
      if (overflow >= 0) {
        checkOverflow(at, Bytes.i32(bytes, overflow));
      }
      if (!layout.isLeaf) {
        int child = Bytes.i32(bytes, at);
        if (btree.hasPointerMap()) {
          checkPointerMap(child, PointerMap.TREE, number);
        }
        int childHeight = checkChild(child);
        mayEqual = false;
        if (childHeight != height) {
          report("Child page depth differs");
          height = childHeight;
        }
      }
    }

    private void checkOverflow(int at, int first) {
      long payload = layout.payloadBytes(bytes, at);
      long spilled = payload - layout.local(payload);
      int chain = (int) ((spilled + layout.chainBytes - 1) / layout.chainBytes);
      if (btree.hasPointerMap()) {
        checkPointerMap(first, PointerMap.OVERFLOW_FIRST, number);
      }
      checkChain(first, chain);
    }

    /** Every byte behind the gap belongs to one cell or freeblock, or is counted as a fragment. */
    private void checkCoverage() {
      long[] ranges = new long[count + format.usable / 4 + 1];
      int n = 0;
      for (int i = 0; i < count; i++) {
        int at = Bytes.u16(bytes, pointers + 2 * i);
        ranges[n++] = (long) at << 16 | at + layout.size(bytes, at) - 1;
      }
      int block = Node.firstFreeblock(bytes, header);
      while (block > 0) {
        ranges[n++] = (long) block << 16 | block + Bytes.u16(bytes, block + 2) - 1;
        block = Bytes.u16(bytes, block);
      }
      Arrays.sort(ranges, 0, n);
      int fragmented = 0;
      int before = contentStart - 1;
      int i = 0;
      while (i < n) {
        long range = ranges[i++];
        int start = (int) (range >>> 16);
        if (before >= start) {
          report("Multiple uses for byte " + start + " of page " + number);
          break;
        }
        fragmented += start - before - 1;
        before = (int) (range & 0xffff);
      }
      fragmented += format.usable - before - 1;
      int reported = Node.fragmentedBytes(bytes, header);
      if (i == n && fragmented != reported) {
        report(
            "Fragmentation of "
                + u(fragmented)
                + " bytes reported as "
                + reported
                + " on page "
                + number);
      }
    }
  }
}

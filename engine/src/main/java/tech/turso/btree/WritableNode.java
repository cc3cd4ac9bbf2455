package tech.turso.btree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.pager.Page;

/**
 * A page of a tree opened for change: its private copy, its header decoded, and the cells that
 * found no room on it. A page that has such cells must be balanced before the operation ends.
 *
 * <p>Objects are reused from operation to operation.
 *
 * <p>SQLite: btreeInt.h MemPage.
 */
final class WritableNode {
  private static final byte[] NONE = new byte[0];

  /** At most this many cells without room: dividers of one balance, and one in reserve. */
  private static final int MAX_PENDING = 5;

  TreeFormat format;
  CellLayout layout;
  private @Nullable Page page;
  int number;
  byte[] bytes = NONE;
  int header;
  int pointers;

  /** Cells stored on the page. */
  int count;

  /** Free bytes of the page, of which a new cell takes its size and 2 for its pointer. */
  int free;

  /** Whether bytes that become free are overwritten with zeros. */
  boolean erases;

  /** Cells that found no room, which come at adjacent indexes beginning with pendingAt. */
  int pending;

  int pendingAt;
  final byte[][] pendingCells = new byte[MAX_PENDING][];

  private byte[] scratch = NONE;

  /** An object on which no page is open yet. */
  WritableNode(TreeFormat format) {
    this.format = format;
    this.layout = format.tableLeaf;
  }

  /** The private copy. */
  Page page() {
    Page open = page;
    if (open == null) {
      throw new DbException.Internal("B4 no page is open");
    }
    return open;
  }

  /** Opens a private copy that is {@link Soundness#STRICT}. */
  void open(TreeFormat format, Page page, boolean erases) {
    assert page.extra == Soundness.STRICT : "B2 " + page;
    take(format, page, erases);
    layout = format.layout(Node.flags(bytes, header), number);
    pointers = header + layout.headerBytes;
    count = Node.cellCount(bytes, header);
    free = PageSpace.freeBytes(bytes, header, number, format.usable);
  }

  /** Makes a private copy an empty node of that kind. */
  void initialise(TreeFormat format, Page page, boolean erases, int flags) {
    take(format, page, erases);
    clear(flags);
    page.extra = Soundness.STRICT;
  }

  private void take(TreeFormat format, Page page, boolean erases) {
    this.format = format;
    this.page = page;
    this.erases = erases;
    number = page.number;
    bytes = page.bytes;
    header = Node.header(number);
    pending = 0;
  }

  /** Makes it an empty node of that kind; its cells are lost. */
  void clear(int flags) {
    Node.clear(bytes, header, flags, format.usable);
    if (erases) {
      Arrays.fill(bytes, header + 12, format.usable, (byte) 0);
    }
    layout = format.layout(flags, number);
    pointers = header + layout.headerBytes;
    count = 0;
    free = format.usable - pointers;
    pending = 0;
  }

  /** Where cell {@code i} of those stored is. */
  int cell(int i) {
    return Bytes.u16(bytes, pointers + 2 * i);
  }

  /**
   * The page left of cell {@code i} of an interior page; the right-most child for {@code count}.
   */
  int child(int i) {
    return i == count ? Node.rightChild(bytes, header) : Bytes.i32(bytes, cell(i));
  }

  /** Makes {@code number} the page left of cell {@code i}, or the right-most child. */
  void putChild(int i, int number) {
    if (i == count) {
      Node.putRightChild(bytes, header, number);
    } else {
      Bytes.put32(bytes, cell(i), number);
    }
  }

  /**
   * Inserts a cell so that it has index {@code i}; it becomes pending if there is no room.
   *
   * @param i 0 to count; or the index after the pending cells, if there are any
   * @param size at least 4
   */
  void insert(int i, byte[] from, int at, int size) {
    if (pending > 0 || size + 2 > free) {
      hold(i, Arrays.copyOfRange(from, at, at + size));
      return;
    }
    System.arraycopy(from, at, bytes, place(i, size), size);
  }

  /**
   * Inserts into an interior page, at index {@code i}, the cell that consists of {@code child} and
   * {@code size} bytes.
   */
  void insertDivider(int i, int child, byte[] from, int at, int size) {
    if (pending > 0 || size + 4 + 2 > free) {
      byte[] cell = new byte[size + 4];
      Bytes.put32(cell, 0, child);
      System.arraycopy(from, at, cell, 4, size);
      hold(i, cell);
      return;
    }
    int to = place(i, size + 4);
    Bytes.put32(bytes, to, child);
    System.arraycopy(from, at, bytes, to + 4, size);
  }

  private void hold(int i, byte[] cell) {
    if (pending == 0) {
      pendingAt = i;
    }
    if (pending == MAX_PENDING || i != pendingAt + pending) {
      throw new DbException.Internal("B4 pending cell " + i + " of page " + number);
    }
    pendingCells[pending++] = cell;
  }

  /** Takes space and a pointer for a cell of that size; returns where it goes. */
  private int place(int i, int size) {
    if (i > count) {
      throw new DbException.Corrupt(number, "cell " + i + " of " + count);
    }
    int to = PageSpace.allocate(this, size, free);
    int pointer = pointers + 2 * i;
    System.arraycopy(bytes, pointer, bytes, pointer + 2, 2 * (count - i));
    Bytes.put16(bytes, pointer, to);
    count++;
    Node.putCellCount(bytes, header, count);
    free -= size + 2;
    return to;
  }

  /** Removes stored cell {@code i}, of {@code size} bytes; what it points to is the caller's. */
  void drop(int i, int size) {
    if (i >= count) {
      throw new DbException.Corrupt(number, "cell " + i + " of " + count);
    }
    int pointer = pointers + 2 * i;
    PageSpace.free(this, Bytes.u16(bytes, pointer), size);
    count--;
    if (count == 0) {
      Node.putFirstFreeblock(bytes, header, 0);
      Node.putFragmentedBytes(bytes, header, 0);
      Node.putContentStart(bytes, header, format.usable);
      free = format.usable - pointers;
    } else {
      System.arraycopy(bytes, pointer + 2, bytes, pointer, 2 * (count - i));
      free += size + 2;
    }
    Node.putCellCount(bytes, header, count);
  }

  /** Whether the page must be balanced: cells without room, or less than a third in use. */
  boolean isUnbalanced() {
    return pending > 0 || free * 3 > format.usable * 2;
  }

  /** Bytes of a page to copy this one to; not kept. */
  byte[] scratch() {
    if (scratch.length < bytes.length) {
      scratch = new byte[bytes.length];
    }
    return scratch;
  }

  @Override
  public String toString() {
    return "node " + number + " with " + count + " cells, " + free + " free, " + pending + " held";
  }
}

package tech.turso.btree;

import tech.turso.base.Varint;

/**
 * The form of the cells of one kind of page at one usable page size.
 *
 * <table>
 * <caption>Cells</caption>
 * <tr><th>page</th><th>left child</th><th>payload length</th><th>rowid</th><th>payload</th><th>first overflow page</th></tr>
 * <tr><td>table leaf</td><td></td><td>varint</td><td>varint</td><td>local part</td><td>4 bytes if it spills</td></tr>
 * <tr><td>table interior</td><td>4 bytes</td><td></td><td>varint</td><td></td><td></td></tr>
 * <tr><td>index leaf</td><td></td><td>varint</td><td></td><td>local part</td><td>4 bytes if it spills</td></tr>
 * <tr><td>index interior</td><td>4 bytes</td><td>varint</td><td></td><td>local part</td><td>4 bytes if it spills</td></tr>
 * </table>
 *
 * <p>A cell takes at least 4 bytes. Reading one at an offset at most {@code usable - 4} stays
 * inside the array of a page, because of its slack; whether the cell ends inside the page is the
 * caller's check.
 *
 * <p>Format: fileformat2 §1.6.
 */
final class CellLayout {
  /** A size that fits on no page: the cell's numbers are impossible. */
  static final int IMPOSSIBLE = 1 << 30;

  /** The least size of a cell. */
  static final int MIN_BYTES = 4;

  /** The page's first byte. */
  final int flags;

  final boolean isLeaf;
  final boolean isTable;

  /** 4 on interior pages, where cells begin with the left child's number, else 0. */
  final int childBytes;

  /** Bytes of the page's header: 8 on leaves, 12 on interior pages. */
  final int headerBytes;

  /** The longest payload that is stored on the page as a whole. */
  final int maxLocal;

  /** The least that is stored on the page of a longer payload. */
  final int minLocal;

  /** Bytes of payload on each overflow page. */
  final int chainBytes;

  CellLayout(int flags, int usable) {
    this.flags = flags;
    isLeaf = (flags & Node.LEAF) != 0;
    isTable = (flags & Node.TABLE) != 0;
    childBytes = isLeaf ? 0 : 4;
    headerBytes = isLeaf ? 8 : 12;
    minLocal = (usable - 12) * 32 / 255 - 23;
    maxLocal = isTable ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    chainBytes = usable - 4;
  }

  /** Whether its cells hold records: all but those of table interior pages. */
  boolean hasPayload() {
    return isLeaf || !isTable;
  }

  /** How many of {@code payload} bytes are stored on the page. Format: fileformat2 §1.6. */
  int local(long payload) {
    if (payload <= maxLocal) {
      return (int) payload;
    }
    int surplus = (int) (minLocal + (payload - minLocal) % chainBytes);
    return surplus <= maxLocal ? surplus : minLocal;
  }

  /** Bytes of the cell at {@code at} on its page; {@link #IMPOSSIBLE} if there is no such cell. */
  int size(byte[] page, int at) {
    if (!isLeaf && isTable) {
      return 4 + Varint.encodedBytes(page, at + 4);
    }
    int from = at + childBytes;
    long payload = page[from];
    int next = from + 1;
    if (payload < 0) {
      payload = Varint.get(page, from);
      next = from + Varint.encodedBytes(page, from);
    }
    if (isTable) {
      next += Varint.encodedBytes(page, next);
    }
    if (payload >= 0 && payload <= maxLocal) {
      return Math.max(MIN_BYTES, next - at + (int) payload);
    }
    if (payload < 0 || payload > Integer.MAX_VALUE) {
      return IMPOSSIBLE;
    }
    return next - at + local(payload) + 4;
  }

  /** Bytes of a leaf's cell without what fills it up to 4, given its {@link #size}. */
  int exactSize(byte[] page, int at, int size) {
    return size > MIN_BYTES ? size : payloadAt(page, at) - at + (int) payloadBytes(page, at);
  }

  /** The length of the record in the cell at {@code at}; not negative on a sound cell. */
  long payloadBytes(byte[] page, int at) {
    return hasPayload() ? Varint.get(page, at + childBytes) : 0;
  }

  /** Where the payload of the cell at {@code at} begins. */
  int payloadAt(byte[] page, int at) {
    int next = at + childBytes;
    next += Varint.encodedBytes(page, next);
    return isTable ? next + Varint.encodedBytes(page, next) : next;
  }

  /** The rowid of the cell at {@code at} of a table page. */
  long rowid(byte[] page, int at) {
    int from = at + 4;
    if (isLeaf) {
      from = at + (page[at] >= 0 ? 1 : Varint.encodedBytes(page, at));
    }
    return Varint.get(page, from);
  }

  /**
   * Where, on its page, the cell at {@code at} has the number of its first overflow page; -1 if its
   * payload does not spill.
   */
  int overflowAt(byte[] page, int at) {
    if (!hasPayload()) {
      return -1;
    }
    long payload = payloadBytes(page, at);
    return payload <= maxLocal ? -1 : payloadAt(page, at) + local(payload);
  }
}

package tech.turso.btree;

import tech.turso.base.DbException;

/** What the usable size of a file's pages decides: the four cell layouts and some limits. */
final class TreeFormat {
  /** Bytes of each page that trees use. */
  final int usable;

  /** The size of a page: a power of two. */
  final int pageBytes;

  /** The most cells that a page can have: each takes 4 bytes and a pointer of 2. */
  final int maxCells;

  final CellLayout tableLeaf;
  final CellLayout tableInterior;
  final CellLayout indexLeaf;
  final CellLayout indexInterior;

  TreeFormat(int pageBytes, int usable) {
    this.usable = usable;
    this.pageBytes = pageBytes;
    maxCells = (pageBytes - 8) / 6;
    tableLeaf = new CellLayout(Node.TABLE_LEAF, usable);
    tableInterior = new CellLayout(Node.TABLE_INTERIOR, usable);
    indexLeaf = new CellLayout(Node.INDEX_LEAF, usable);
    indexInterior = new CellLayout(Node.INDEX_INTERIOR, usable);
  }

  /**
   * The layout that a page's first byte names.
   *
   * @throws DbException.Corrupt if it names none
   */
  CellLayout layout(int flags, int pageNumber) {
    return switch (flags) {
      case Node.TABLE_LEAF -> tableLeaf;
      case Node.TABLE_INTERIOR -> tableInterior;
      case Node.INDEX_LEAF -> indexLeaf;
      case Node.INDEX_INTERIOR -> indexInterior;
      default -> throw new DbException.Corrupt(pageNumber, "page of type " + flags);
    };
  }
}

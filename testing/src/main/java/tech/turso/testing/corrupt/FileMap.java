package tech.turso.testing.corrupt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What lies where in an intact file. Page numbers are 1-based, offsets count from the file's start.
 */
final class FileMap {
  /** A page of a tree. */
  record TreePage(int number, int root, int header, int type, int cellCount) {
    boolean isLeaf() {
      return type == 10 || type == 13;
    }

    boolean isTable() {
      return type == 5 || type == 13;
    }

    /** Offset of the array of cell pointers. */
    int pointers() {
      return header + (isLeaf() ? 8 : 12);
    }
  }

  /**
   * A cell.
   *
   * @param at its offset
   * @param pointer the offset of the pointer to it
   * @param payload the offset of its payload; 0 in interior pages of tables
   * @param overflow the offset of its overflow pointer; 0 if it has none
   * @param end the offset after its last byte
   */
  record Cell(TreePage page, int index, int pointer, int at, int payload, int overflow, int end) {}

  final byte[] bytes;
  final int pageSize;
  final int usable;
  final int pageCount;
  final List<TreePage> trees = new ArrayList<>();
  final List<Cell> cells = new ArrayList<>();
  final List<Integer> overflows = new ArrayList<>();
  final List<Integer> trunks = new ArrayList<>();
  final List<Integer> freeLeaves = new ArrayList<>();
  final List<Integer> pointerMaps = new ArrayList<>();
  private final Set<Integer> seen = new HashSet<>();

  FileMap(BaseFile file) {
    bytes = file.bytes();
    int size = u16(16);
    pageSize = size == 1 ? 65536 : size;
    usable = pageSize - bytes[20];
    pageCount = bytes.length / pageSize;
    for (int root : file.roots()) {
      tree(root, root);
    }
    for (int trunk = i32(32); trunk != 0; trunk = i32(start(trunk))) {
      trunks.add(trunk);
      for (int i = 0; i < i32(start(trunk) + 4); i++) {
        freeLeaves.add(i32(start(trunk) + 8 + 4 * i));
      }
    }
    if (i32(52) != 0) {
      for (int page = 2; page <= pageCount; page += usable / 5 + 1) {
        pointerMaps.add(page);
      }
    }
  }

  /** The offset of a page. */
  int start(int page) {
    return (page - 1) * pageSize;
  }

  int u16(int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  int i32(int at) {
    return u16(at) << 16 | u16(at + 2);
  }

  private void tree(int number, int root) {
    if (!seen.add(number)) {
      throw new IllegalStateException("page " + number + " is in two trees");
    }
    int header = start(number) + (number == 1 ? 100 : 0);
    TreePage page = new TreePage(number, root, header, bytes[header], u16(header + 3));
    trees.add(page);
    for (int i = 0; i < page.cellCount(); i++) {
      int pointer = page.pointers() + 2 * i;
      Cell cell = cell(page, i, pointer, start(number) + u16(pointer));
      cells.add(cell);
      if (!page.isLeaf()) {
        tree(i32(cell.at()), root);
      }
      if (cell.overflow() != 0) {
        for (int next = i32(cell.overflow()); next != 0; next = i32(start(next))) {
          overflows.add(next);
        }
      }
    }
    if (!page.isLeaf()) {
      tree(i32(header + 8), root);
    }
  }

  private Cell cell(TreePage page, int index, int pointer, int at) {
    int next = page.isLeaf() ? at : at + 4;
    if (page.type() == 5) {
      return new Cell(page, index, pointer, at, 0, 0, next + varintLength(next));
    }
    long size = varint(next);
    next += varintLength(next);
    if (page.type() == 13) {
      next += varintLength(next);
    }
    int max = page.isTable() ? usable - 35 : (usable - 12) * 64 / 255 - 23;
    if (size <= max) {
      return new Cell(page, index, pointer, at, next, 0, next + (int) size);
    }
    int min = (usable - 12) * 32 / 255 - 23;
    int local = min + (int) ((size - min) % (usable - 4));
    local = local <= max ? local : min;
    return new Cell(page, index, pointer, at, next, next + local, next + local + 4);
  }

  long varint(int at) {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 7 | bytes[at + i] & 0x7f;
      if (bytes[at + i] >= 0) {
        return value;
      }
    }
    return value << 8 | bytes[at + 8] & 0xff;
  }

  int varintLength(int at) {
    int length = 1;
    while (length < 9 && bytes[at + length - 1] < 0) {
      length++;
    }
    return length;
  }
}

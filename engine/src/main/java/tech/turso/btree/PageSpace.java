package tech.turso.btree;

import java.util.Arrays;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;

/**
 * The free bytes of a page: the gap between the pointers and the content, the chain of freeblocks
 * (at least 4 bytes each, in ascending order) and fragments of up to 3 bytes, which are only
 * counted.
 *
 * <p>Format: fileformat2 §1.6. SQLite: btree.c allocateSpace, freeSpace, defragmentPage.
 */
final class PageSpace {
  /** The most fragmented bytes that a page may have. */
  private static final int MAX_FRAGMENTED = 60;

  private PageSpace() {}

  /**
   * Counts the free bytes of a page, pointers of new cells to be taken from them.
   *
   * @throws DbException.Corrupt if the freeblocks are malformed or more is free than the page has
   */
  static int freeBytes(byte[] page, int header, int number, int usable) {
    int start = Node.contentStart(page, header);
    int pointersEnd = Node.pointers(page, header) + 2 * Node.cellCount(page, header);
    int free = Node.fragmentedBytes(page, header) + start;
    int block = Node.firstFreeblock(page, header);
    if (block > 0) {
      if (block < start) {
        throw new DbException.Corrupt(number, "freeblock before the content");
      }
      for (; ; ) {
        if (block > usable - 4) {
          throw new DbException.Corrupt(number, "freeblock outside the page");
        }
        int next = Bytes.u16(page, block);
        int size = Bytes.u16(page, block + 2);
        if (size < 4) {
          throw new DbException.Corrupt(number, "freeblock of " + size + " bytes");
        }
        free += size;
        if (next <= block + size + 3) {
          if (next > 0 || block + size > usable) {
            throw new DbException.Corrupt(number, "freeblocks out of order");
          }
          break;
        }
        block = next;
      }
    }
    if (free > usable || free < pointersEnd) {
      throw new DbException.Corrupt(number, free + " free bytes");
    }
    return free - pointersEnd;
  }

  /**
   * Takes {@code size} bytes from the page for a cell whose pointer is not yet stored; leaves room
   * for that pointer.
   *
   * @param free the page's free bytes, at least {@code size + 2}
   * @return where the bytes are
   * @throws DbException.Corrupt if they are not there after all
   */
  static int allocate(WritableNode node, int size, int free) {
    byte[] page = node.bytes;
    int header = node.header;
    int gap = node.pointers + 2 * node.count;
    int top = Node.contentStart(page, header);
    if (Node.firstFreeblock(page, header) != 0 && gap + 2 <= top) {
      int slot = takeFreeblock(node, size);
      if (slot > 0) {
        return slot;
      }
    }
    if (gap + 2 + size > top) {
      defragment(node, Math.min(4, free - (2 + size)));
      top = Node.contentStart(page, header);
      if (gap + 2 + size > top) {
        throw new DbException.Corrupt(node.number, "less space than counted");
      }
    }
    top -= size;
    Node.putContentStart(page, header, top);
    return top;
  }

  /** Takes the bytes from the end of the first freeblock that has them; 0 if none has. */
  private static int takeFreeblock(WritableNode node, int size) {
    byte[] page = node.bytes;
    int usable = node.format.usable;
    int link = node.header + 1;
    int block = Bytes.u16(page, link);
    while (block != 0) {
      if (block <= link || block > usable - 4) {
        throw new DbException.Corrupt(node.number, "freeblock at " + block);
      }
      int has = Bytes.u16(page, block + 2);
      int rest = has - size;
      if (rest >= 0) {
        if (block + has > usable) {
          throw new DbException.Corrupt(node.number, "freeblock at " + block);
        }
        if (rest >= 4) {
          Bytes.put16(page, block + 2, rest);
          return block + rest;
        }
        int fragmented = Node.fragmentedBytes(page, node.header) + rest;
        if (fragmented > MAX_FRAGMENTED) {
          return 0;
        }
        Bytes.put16(page, link, Bytes.u16(page, block));
        Node.putFragmentedBytes(page, node.header, fragmented);
        return block;
      }
      link = block;
      block = Bytes.u16(page, block);
    }
    return 0;
  }

  /**
   * Gives {@code size >= 4} bytes at {@code start} back: as a freeblock, joined with those beside
   * it, or to the gap if they are the first of the content.
   *
   * @throws DbException.Corrupt if they overlap a freeblock or the gap
   */
  static void free(WritableNode node, int start, int size) {
    byte[] page = node.bytes;
    int header = node.header;
    int usable = node.format.usable;
    int from = start;
    int end = start + size;
    int link = header + 1;
    int next = Bytes.u16(page, link);
    while (next != 0 && next < start) {
      if (next <= link && link != header + 1) {
        throw new DbException.Corrupt(node.number, "freeblocks out of order");
      }
      link = next;
      next = Bytes.u16(page, next);
    }
    if (next > usable - 4 || end > usable || next != 0 && end > next) {
      throw new DbException.Corrupt(node.number, "freeblock at " + next);
    }
    int fragments = 0;
    if (next != 0 && end + 3 >= next) {
      fragments = next - end;
      end = next + Bytes.u16(page, next + 2);
      next = Bytes.u16(page, next);
    }
    if (link != header + 1) {
      int linkEnd = link + Bytes.u16(page, link + 2);
      if (linkEnd + 3 >= start) {
        fragments += start - linkEnd;
        from = link;
      }
    }
    if (fragments < 0 || fragments > Node.fragmentedBytes(page, header) || end > usable) {
      throw new DbException.Corrupt(node.number, "fragments of the page");
    }
    Node.putFragmentedBytes(page, header, Node.fragmentedBytes(page, header) - fragments);
    if (node.erases) {
      Arrays.fill(page, from == link ? link + 4 : from, end, (byte) 0);
    }
    store(node, from, end, link, next);
  }

  private static void store(WritableNode node, int from, int end, int link, int next) {
    byte[] page = node.bytes;
    int header = node.header;
    int top = Node.contentStart(page, header);
    if (from <= top) {
      if (from < top || link != header + 1) {
        throw new DbException.Corrupt(node.number, "content begins at " + top);
      }
      Node.putFirstFreeblock(page, header, next);
      Node.putContentStart(page, header, end);
      return;
    }
    if (from != link) {
      Bytes.put16(page, link, from);
    }
    Bytes.put16(page, from, next);
    Bytes.put16(page, from + 2, end - from);
  }

  /**
   * Moves the content together at the page's end so that all free bytes are in the gap.
   *
   * @param maxFragmented fragments that may stay if that saves work; negative: none
   */
  static void defragment(WritableNode node, int maxFragmented) {
    byte[] page = node.bytes;
    int header = node.header;
    if (Node.fragmentedBytes(page, header) <= maxFragmented && closeFewFreeblocks(node)) {
      return;
    }
    byte[] copy = node.scratch();
    int usable = node.format.usable;
    System.arraycopy(page, 0, copy, 0, usable);
    int top = usable;
    int pointersEnd = node.pointers + 2 * node.count;
    for (int at = node.pointers; at < pointersEnd; at += 2) {
      int cell = Bytes.u16(copy, at);
      int size = node.layout.size(copy, cell);
      top -= size;
      if (top < pointersEnd || cell + size > usable) {
        throw new DbException.Corrupt(node.number, "cells larger than the page");
      }
      System.arraycopy(copy, cell, page, top, size);
      Bytes.put16(page, at, top);
    }
    Node.putFragmentedBytes(page, header, 0);
    finish(node, top);
  }

  /** With one or two freeblocks: moves what lies before each towards the end. */
  private static boolean closeFewFreeblocks(WritableNode node) {
    byte[] page = node.bytes;
    int header = node.header;
    int first = Node.firstFreeblock(page, header);
    int second = first == 0 ? 0 : Bytes.u16(page, first);
    if (first == 0 || second != 0 && Bytes.u16(page, second) != 0) {
      return false;
    }
    int top = Node.contentStart(page, header);
    int firstBytes = Bytes.u16(page, first + 2);
    int secondBytes = second == 0 ? 0 : Bytes.u16(page, second + 2);
    int firstEnd = first + firstBytes;
    if (top >= first
        || second != 0 && firstEnd > second
        || Math.max(firstEnd, second + secondBytes) > node.format.usable) {
      throw new DbException.Corrupt(node.number, "freeblocks out of order");
    }
    if (second != 0) {
      System.arraycopy(page, firstEnd, page, firstEnd + secondBytes, second - firstEnd);
    }
    int shift = firstBytes + secondBytes;
    System.arraycopy(page, top, page, top + shift, first - top);
    int pointersEnd = node.pointers + 2 * node.count;
    for (int at = node.pointers; at < pointersEnd; at += 2) {
      int cell = Bytes.u16(page, at);
      if (cell < first) {
        Bytes.put16(page, at, cell + shift);
      } else if (cell < second) {
        Bytes.put16(page, at, cell + secondBytes);
      }
    }
    finish(node, top + shift);
    return true;
  }

  private static void finish(WritableNode node, int top) {
    Node.putContentStart(node.bytes, node.header, top);
    Node.putFirstFreeblock(node.bytes, node.header, 0);
    if (node.erases) {
      Arrays.fill(node.bytes, node.pointers + 2 * node.count, top, (byte) 0);
    }
  }
}

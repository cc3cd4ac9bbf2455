package tech.turso.testing.corrupt;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import tech.turso.testing.generate.Dice;

/** Makes a corrupt file of an intact one, following a seed. */
final class Corruption {
  private final FileMap map;
  private final Dice dice;
  private byte[] bytes;
  private final StringBuilder description = new StringBuilder();

  /** A corrupt file and what was done to it. */
  record CorruptFile(byte[] bytes, String description) {}

  private Corruption(FileMap map, Dice dice) {
    this.map = map;
    this.dice = dice;
    this.bytes = map.bytes.clone();
  }

  /** Does one to three things to a copy of the file. */
  static CorruptFile corrupt(FileMap map, long seed) {
    Dice dice = new Dice(seed);
    Corruption corruption = new Corruption(map, dice);
    int count = dice.percent(75) ? 1 : dice.between(2, 3);
    for (int i = 0; i < count && corruption.bytes.length >= map.bytes.length; i++) {
      corruption.one();
    }
    return new CorruptFile(corruption.bytes, corruption.description.toString());
  }

  private void one() {
    switch (dice.below(20)) {
      case 0 -> header();
      case 1, 2 -> pageHeader();
      case 3, 4 -> cellPointer();
      case 5, 6, 7 -> child();
      case 8, 9 -> rowid();
      case 10 -> payload();
      case 11, 12 -> overflow();
      case 13, 14 -> freelist();
      case 15 -> pointerMap();
      case 16, 17 -> entry();
      case 18 -> schema();
      default -> wholePage();
    }
  }

  private void say(String what) {
    description.append(description.isEmpty() ? "" : "; ").append(what);
  }

  private void u8(int at, int value, String what) {
    say(what + ": " + (bytes[at] & 0xff) + " -> " + (value & 0xff));
    bytes[at] = (byte) value;
  }

  private void u16(int at, int value, String what) {
    say(what + ": " + ((bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff) + " -> " + (value & 0xffff));
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  private void i32(int at, int value, String what) {
    int old =
        (bytes[at] & 0xff) << 24
            | (bytes[at + 1] & 0xff) << 16
            | (bytes[at + 2] & 0xff) << 8
            | bytes[at + 3] & 0xff;
    say(what + ": " + old + " -> " + value);
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >> 24 - 8 * i);
    }
  }

  /** A page number that could stand anywhere: in use, free, none, or past the end. */
  private int anyPage() {
    return switch (dice.below(6)) {
      case 0 -> 0;
      case 1 -> map.pageCount + dice.between(1, 3);
      case 2 -> -1;
      default -> dice.between(1, map.pageCount);
    };
  }

  private FileMap.TreePage treePage() {
    return dice.of(map.trees);
  }

  /** A cell that fits; null if the file has none. */
  private FileMap.Cell cell(Predicate<FileMap.Cell> fits) {
    List<FileMap.Cell> cells = map.cells.stream().filter(fits).toList();
    return cells.isEmpty() ? null : dice.of(cells);
  }

  private void header() {
    switch (dice.below(9)) {
      case 0 -> i32(28, map.pageCount + dice.between(-3, 3), "pages in the header");
      case 1 -> i32(32, anyPage(), "first page of the freelist");
      case 2 -> i32(36, map.i32(36) + dice.between(-2, 2), "pages of the freelist");
      case 3 -> i32(52, dice.of(0, 1, map.i32(52) + 1), "largest root page");
      case 4 -> i32(64, dice.below(2), "incremental vacuum");
      case 5 -> i32(56, dice.between(0, 4), "text encoding");
      case 6 -> i32(44, dice.between(0, 5), "schema format");
      case 7 -> u8(dice.of(18, 19, 20, 21, 22, 23), dice.below(70), "byte 18 to 23");
      default -> u8(dice.below(18), dice.below(256), "magic or page size");
    }
  }

  private void pageHeader() {
    FileMap.TreePage page = treePage();
    String where = " of page " + page.number();
    int at = page.header();
    switch (dice.below(6)) {
      case 0 -> u8(at, dice.of(0, 2, 5, 10, 13, 1, 255), "type" + where);
      case 1 -> u16(at + 1, dice.below(map.pageSize), "first free block" + where);
      case 2 -> u16(at + 3, page.cellCount() + dice.of(-1, 1, 2, 500), "cells" + where);
      case 3 -> u16(at + 5, map.u16(at + 5) + dice.between(-9, 9), "content start" + where);
      case 4 -> u8(at + 7, dice.below(70), "fragmented bytes" + where);
      default -> {
        int block = map.u16(at + 1);
        if (block != 0) {
          int start = map.start(page.number()) + block;
          u16(start + dice.of(0, 2), dice.below(map.pageSize), "free block" + where);
        }
      }
    }
  }

  private void cellPointer() {
    FileMap.Cell cell = cell(any -> true);
    String where = "pointer to cell " + cell.index() + " of page " + cell.page().number();
    int old = map.u16(cell.pointer());
    if (dice.percent(40) && cell.index() + 1 < cell.page().cellCount()) {
      int next = map.u16(cell.pointer() + 2);
      u16(cell.pointer(), next, where);
      if (dice.percent(70)) {
        u16(cell.pointer() + 2, old, "and the next");
      }
    } else {
      u16(cell.pointer(), dice.of(0, old + 1, old - 1, old + 7, 65535, map.usable - 3), where);
    }
  }

  private void child() {
    List<FileMap.TreePage> interior = map.trees.stream().filter(page -> !page.isLeaf()).toList();
    FileMap.TreePage page = dice.of(interior);
    if (dice.percent(30)) {
      i32(page.header() + 8, anyPage(), "right child of page " + page.number());
      return;
    }
    FileMap.Cell cell = cell(any -> any.page() == page);
    if (cell == null) {
      return;
    }
    String where = "child " + cell.index() + " of page " + page.number();
    FileMap.Cell other = cell(any -> any.page() == page);
    if (dice.percent(30) && other != null) { // the same page twice, or two exchanged
      i32(cell.at(), map.i32(other.at()), where);
      if (dice.percent(50)) {
        i32(other.at(), map.i32(cell.at()), "and the other");
      }
    } else {
      i32(cell.at(), anyPage(), where);
    }
  }

  /** Changes a key of a table, so that it is out of order or its index entries point nowhere. */
  private void rowid() {
    FileMap.Cell cell = cell(any -> any.page().isTable());
    int at = cell.page().isLeaf() ? cell.at() + map.varintLength(cell.at()) : cell.at() + 4;
    int last = at + map.varintLength(at) - 1;
    String where = "rowid of cell " + cell.index() + " of page " + cell.page().number();
    u8(last, bytes[last] & 0x80 | bytes[last] + dice.of(-1, 1, 2, 40) & 0x7f, where);
  }

  /** Changes the size of a payload, or the header of a record. */
  private void payload() {
    FileMap.Cell cell = cell(any -> any.payload() != 0);
    String where = " of cell " + cell.index() + " of page " + cell.page().number();
    if (dice.percent(40)) {
      int at = cell.page().isLeaf() ? cell.at() : cell.at() + 4;
      int last = at + map.varintLength(at) - 1;
      u8(last, bytes[last] & 0x80 | bytes[last] + dice.of(-1, 1, 9) & 0x7f, "payload size" + where);
    } else if (dice.percent(30)) {
      u8(cell.payload(), bytes[cell.payload()] + dice.of(-1, 1, 5, 90), "header size" + where);
    } else {
      int at = cell.payload() + dice.between(1, Math.max(1, bytes[cell.payload()] - 1));
      u8(at, dice.of(0, 1, 6, 7, 8, 9, 10, 11, 13, 14, 60), "serial type" + where);
    }
  }

  private void overflow() {
    if (map.overflows.isEmpty()) {
      return;
    }
    if (dice.percent(50)) {
      FileMap.Cell cell = cell(any -> any.overflow() != 0);
      i32(
          cell.overflow(),
          dice.percent(30) ? dice.of(map.overflows) : anyPage(),
          "overflow of cell " + cell.index() + " of page " + cell.page().number());
    } else {
      int page = dice.of(map.overflows);
      i32(
          map.start(page),
          dice.percent(30) ? dice.of(map.overflows) : anyPage(),
          "next overflow page of page " + page);
    }
  }

  private void freelist() {
    if (map.trunks.isEmpty()) {
      i32(32, anyPage(), "first page of the freelist");
      return;
    }
    int trunk = dice.of(map.trunks);
    int at = map.start(trunk);
    int leaves = map.i32(at + 4);
    switch (dice.below(3)) {
      case 0 -> i32(at, anyPage(), "next trunk of page " + trunk);
      case 1 -> i32(at + 4, dice.of(leaves + 1, leaves - 1, map.usable / 4, -1), "free leaves");
      default -> {
        if (leaves > 0) {
          int leaf = at + 8 + 4 * dice.below(leaves);
          i32(leaf, dice.percent(30) ? map.i32(at + 8) : anyPage(), "a free leaf");
        }
      }
    }
  }

  private void pointerMap() {
    if (map.pointerMaps.isEmpty()) {
      rowid();
      return;
    }
    int page = dice.of(map.pointerMaps);
    int entries = Math.min(map.usable / 5, map.pageCount - page);
    if (entries == 0) {
      return;
    }
    int entry = dice.below(entries);
    int at = map.start(page) + 5 * entry;
    String where = " in the pointer map of page " + (page + 1 + entry);
    if (dice.percent(50)) {
      u8(at, dice.between(0, 6), "type" + where);
    } else {
      i32(at + 1, anyPage(), "parent" + where);
    }
  }

  /** Takes an entry out of a leaf, or changes a byte of its values. */
  private void entry() {
    FileMap.Cell cell = cell(any -> any.page().isLeaf() && any.page().number() != 1);
    FileMap.TreePage page = cell.page();
    String where = "cell " + cell.index() + " of page " + page.number();
    if (dice.percent(40)) {
      for (int i = cell.index(); i + 1 < page.cellCount(); i++) {
        int to = page.pointers() + 2 * i;
        bytes[to] = bytes[to + 2];
        bytes[to + 1] = bytes[to + 3];
      }
      u16(page.header() + 3, page.cellCount() - 1, "no more " + where + ", cells");
      if (dice.percent(70)) { // account for its bytes, so that only the entry is missing
        int size = Math.max(4, cell.end() - cell.at());
        int start = cell.at() - map.start(page.number());
        int free = page.header() + 1;
        int before = map.u16(free);
        if (before == 0 || before > start + size) {
          u16(free, start, "free block");
          u16(cell.at(), before, "next free block");
          u16(cell.at() + 2, size, "its size");
        }
      }
    } else {
      int values = cell.payload() + Math.max(1, bytes[cell.payload()]);
      if (values < cell.end()) {
        int at = dice.between(values, cell.end() - 1);
        u8(at, bytes[at] + dice.of(1, -1, 3), "a value of " + where);
      }
    }
  }

  /** Changes a byte of the schema's table: a name, a root page, a statement. */
  private void schema() {
    FileMap.Cell cell = cell(any -> any.page().root() == 1 && any.page().isLeaf());
    int values = cell.payload() + Math.max(1, bytes[cell.payload()]);
    int at = dice.between(values, Math.max(values, cell.end() - 1));
    u8(at, bytes[at] + dice.of(1, -1, 2), "a byte of entry " + cell.index() + " of the schema");
  }

  private void wholePage() {
    int page = dice.between(2, map.pageCount);
    int at = map.start(page);
    switch (dice.below(5)) {
      case 0 -> {
        say("page " + page + " of zeros");
        Arrays.fill(bytes, at, at + map.pageSize, (byte) 0);
      }
      case 1 -> {
        int other = dice.between(2, map.pageCount);
        say("page " + page + " is a copy of page " + other);
        System.arraycopy(map.bytes, map.start(other), bytes, at, map.pageSize);
      }
      case 2 -> {
        say("the file ends after page " + (page - 1));
        bytes = Arrays.copyOf(bytes, at);
      }
      case 3 -> {
        for (int i = 0; i < 10; i++) {
          int spot = dice.below(map.pageSize);
          u8(at + spot, dice.below(256), "byte " + spot + " of page " + page);
        }
      }
      default -> {
        say("pages follow the last one");
        bytes = Arrays.copyOf(bytes, bytes.length + map.pageSize * dice.between(1, 2));
      }
    }
  }
}

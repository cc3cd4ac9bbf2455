package tech.turso.vdbe.exec;

import java.util.Arrays;

/**
 * A set of rowids. Used in one of two ways: values are added and then taken out in ascending order;
 * or it is asked whether it has values while they are put in.
 *
 * <p>SQLite: rowset.c.
 */
final class RowSet {
  /** What was added: in any order and with duplicates until the first {@link #next}. */
  private long[] list = new long[64];

  private int count;
  private int at;
  private boolean sorted = true;
  private boolean reading;
  private long value;

  /** What was put: a hash table with linear probing; 0 is kept apart. */
  private long[] slots = new long[0];

  private int slotsUsed;
  private boolean hasZero;

  /** Adds a value to be taken out later. */
  void add(long rowid) {
    if (count == list.length) {
      list = Arrays.copyOf(list, count * 2);
    }
    if (count > 0 && rowid <= list[count - 1]) {
      sorted = false;
    }
    list[count++] = rowid;
  }

  /** Takes the smallest value out, for {@link #value}; false if there is none. */
  boolean next() {
    if (!reading) {
      reading = true;
      if (!sorted) {
        Arrays.sort(list, 0, count);
      }
    }
    while (at < count) {
      long next = list[at++];
      if (at == 1 || next != value) {
        value = next;
        return true;
      }
    }
    return false;
  }

  /** What {@link #next} took out. */
  long value() {
    return value;
  }

  /** Whether the value was put in. */
  boolean contains(long rowid) {
    if (rowid == 0) {
      return hasZero;
    }
    return slots.length > 0 && slots[slot(slots, rowid)] == rowid;
  }

  /** Puts a value in, for {@link #contains}. */
  void put(long rowid) {
    if (rowid == 0) {
      hasZero = true;
      return;
    }
    if (2 * (slotsUsed + 1) > slots.length) {
      grow();
    }
    int slot = slot(slots, rowid);
    if (slots[slot] == 0) {
      slots[slot] = rowid;
      slotsUsed++;
    }
  }

  private void grow() {
    long[] larger = new long[Math.max(64, slots.length * 2)];
    for (long rowid : slots) {
      if (rowid != 0) {
        larger[slot(larger, rowid)] = rowid;
      }
    }
    slots = larger;
  }

  private static int slot(long[] slots, long rowid) {
    int mask = slots.length - 1;
    long hash = rowid * 0x9E3779B97F4A7C15L;
    int slot = (int) (hash >>> 32) & mask;
    while (slots[slot] != 0 && slots[slot] != rowid) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}

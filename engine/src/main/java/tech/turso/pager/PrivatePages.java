package tech.turso.pager;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The private copies of one write transaction by page number: open addressing with linear probing,
 * no boxing. Used by one thread.
 */
final class PrivatePages {
  private static final int FIRST_SLOTS = 16;

  private @Nullable Page[] slots = new Page[FIRST_SLOTS];
  private int count;

  /** How many pages there are. */
  int count() {
    return count;
  }

  /** The copy of that page, or null. */
  @Nullable Page find(int number) {
    @Nullable Page[] slots = this.slots;
    int mask = slots.length - 1;
    int at = home(number, mask);
    for (; ; ) {
      Page page = slots[at];
      if (page == null || page.number == number) {
        return page;
      }
      at = at + 1 & mask;
    }
  }

  /** Adds a copy, or replaces the one of the same number. */
  void put(Page page) {
    int at = slot(slots, page.number);
    if (slots[at] == null) {
      if (2 * (count + 1) > slots.length) {
        grow();
        at = slot(slots, page.number);
      }
      count++;
    }
    slots[at] = page;
  }

  /** Removes the copy of that page if there is one. */
  void remove(int number) {
    int mask = slots.length - 1;
    int hole = slot(slots, number);
    if (slots[hole] == null) {
      return;
    }
    count--;
    // Moves later entries of the run back, so that no probe ever stops too early.
    int at = hole;
    for (; ; ) {
      at = at + 1 & mask;
      Page page = slots[at];
      if (page == null) {
        break;
      }
      int home = home(page.number, mask);
      boolean reachesHole = (at - home & mask) >= (at - hole & mask);
      if (reachesHole) {
        slots[hole] = page;
        hole = at;
      }
    }
    slots[hole] = null;
  }

  /** Removes all copies. */
  void clear() {
    if (slots.length > FIRST_SLOTS * 64) {
      slots = new Page[FIRST_SLOTS];
    } else if (count > 0) {
      Arrays.fill(slots, null);
    }
    count = 0;
  }

  /** All copies whose number is {@code first} or more, in no order, in a new array. */
  Page[] from(int first) {
    Page[] pages = new Page[count];
    int n = 0;
    for (Page page : slots) {
      if (page != null && page.number >= first) {
        pages[n++] = page;
      }
    }
    return Arrays.copyOf(pages, n);
  }

  /** All copies in ascending order of their numbers, in a new array. */
  Page[] sorted() {
    Page[] pages = new Page[count];
    int n = 0;
    for (Page page : slots) {
      if (page != null) {
        pages[n++] = page;
      }
    }
    assert n == count;
    Arrays.sort(pages, (a, b) -> Integer.compare(a.number, b.number));
    return pages;
  }

  private void grow() {
    @Nullable Page[] larger = new Page[slots.length * 2];
    for (Page page : slots) {
      if (page != null) {
        larger[slot(larger, page.number)] = page;
      }
    }
    slots = larger;
  }

  /** The slot that holds the page of that number, or the free one where it would go. */
  private static int slot(@Nullable Page[] slots, int number) {
    int mask = slots.length - 1;
    int at = home(number, mask);
    for (; ; ) {
      Page page = slots[at];
      if (page == null || page.number == number) {
        return at;
      }
      at = at + 1 & mask;
    }
  }

  private static int home(int number, int mask) {
    int hash = number * 0x9E3779B1;
    return (hash ^ hash >>> 15) & mask;
  }
}

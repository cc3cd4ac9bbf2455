package tech.turso.pager;

import java.util.Random;
import java.util.TreeMap;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;

/**
 * Random transactions on pages, and what the pages should hold. Every byte of a page follows from
 * its number and its stamp, so that a page mixed from two states is found.
 */
final class PageWorkload {
  /** A state of the database: the stamp of each page. */
  record State(TreeMap<Integer, Integer> stamps, int pageCount) {
    static final State EMPTY = new State(new TreeMap<>(), 0);

    State copy() {
      return new State(new TreeMap<>(stamps), pageCount);
    }

    State with(int number, int stamp) {
      stamps.put(number, stamp);
      return new State(stamps, Math.max(pageCount, number));
    }

    State truncated(int count) {
      return new State(new TreeMap<>(stamps.headMap(count, true)), count);
    }
  }

  private final Random random;
  private final int largestTransaction;
  private int stamp;

  PageWorkload(long seed, int largestTransaction) {
    this.random = new Random(seed);
    this.largestTransaction = largestTransaction;
  }

  /** Changes pages in the open write transaction; returns the state after. */
  State change(Pager pager, State before) {
    State now = before.copy();
    if (now.pageCount == 0) {
      now = write(pager, now, 1, true);
    }
    int writes = 1 + random.nextInt(random.nextInt(4) == 0 ? largestTransaction : 6);
    for (int i = 0; i < writes; i++) {
      pager.spillPoint();
      int choice = random.nextInt(10);
      if (choice < 4) {
        now = write(pager, now, 1 + random.nextInt(now.pageCount), false);
      } else if (choice < 7) {
        now = write(pager, now, now.pageCount + 1, true);
      } else if (choice < 8) {
        int count = Math.max(1, now.pageCount - random.nextInt(6));
        pager.truncateTo(count);
        now = now.truncated(count);
      } else {
        now = savepoint(pager, now);
      }
    }
    return now;
  }

  private State savepoint(Pager pager, State before) {
    int level = pager.openSavepoint();
    State now = before.copy();
    int writes = 1 + random.nextInt(5);
    for (int i = 0; i < writes; i++) {
      pager.spillPoint();
      boolean extend = random.nextInt(3) == 0;
      int number = extend ? now.pageCount + 1 : 1 + random.nextInt(now.pageCount);
      now = write(pager, now, number, extend);
    }
    boolean keep = random.nextBoolean();
    if (!keep) {
      pager.rollbackToSavepoint(level);
    }
    pager.releaseSavepoint(level);
    return keep ? now : before;
  }

  private State write(Pager pager, State now, int number, boolean fresh) {
    Page page = fresh ? pager.writeFresh(number) : pager.write(number);
    stamp++;
    fill(page, pager.pageBytes(), stamp);
    return now.with(number, stamp);
  }

  /** Fills a page so that its stamp and number can be told from any byte. */
  static void fill(Page page, int pageBytes, int stamp) {
    byte[] bytes = page.bytes;
    int start = 0;
    if (page.number == 1) {
      DatabaseFiles.writeHeader(bytes, pageBytes);
      start = FileHeader.BYTES;
    }
    for (int at = start; at + 4 <= pageBytes; at += 4) {
      Bytes.put32(bytes, at, pattern(page.number, stamp, at));
    }
    Bytes.put32(bytes, start, stamp);
  }

  private static int pattern(int number, int stamp, int at) {
    return (number * 0x9E3779B1 ^ stamp * 0x85EBCA6B) + at;
  }

  /** What the pages hold. Throws if a page is not as one write left it. */
  static State read(Pager pager) {
    State state = new State(new TreeMap<>(), pager.pageCount());
    for (int number = 1; number <= pager.pageCount(); number++) {
      Page page = pager.read(number);
      int start = number == 1 ? FileHeader.BYTES : 0;
      int stamp = Bytes.i32(page.bytes, start);
      for (int at = start + 4; at + 4 <= pager.pageBytes(); at += 4) {
        if (Bytes.i32(page.bytes, at) != pattern(number, stamp, at)) {
          throw new AssertionError("page " + number + " is mixed at " + at + " stamp " + stamp);
        }
      }
      state.stamps.put(number, stamp);
    }
    return state;
  }

  /** Rolls back whatever state the pager is in after an error. */
  static void recover(Pager pager) {
    try {
      pager.rollback();
    } catch (DbException e) {
      // It has given everything up.
    }
    pager.endRead();
  }
}

package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.vfs.SqliteShell;
import tech.turso.vfs.Vfs;
import tech.turso.vfs.ffm.Posix;
import tech.turso.vfs.memory.MemoryVfs;
import tech.turso.vfs.nio.LockKind;
import tech.turso.vfs.nio.NioVfs;

/** Connections of several threads on one file, with invariants that hold only if locking works. */
@Timeout(120)
class ConcurrencyTest {
  private static final int PAGE_BYTES = 512;
  private static final int PAGES = 200;

  @TempDir Path directory;

  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private interface Task {
    void run(int thread) throws Exception;
  }

  private void inParallel(int threads, Task task) throws InterruptedException {
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int number = i;
      started.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      task.run(number);
                    } catch (Throwable e) {
                      failure.compareAndSet(null, e);
                    }
                  }));
    }
    for (Thread thread : started) {
      thread.join();
    }
    assertThat(failure.get()).isNull();
  }

  private static Pager open(Vfs vfs, String path) {
    Pager pager = Pager.open(vfs, path, PagerOptions.DEFAULT);
    pager.setPageSize(PAGE_BYTES, 0);
    pager.setBusyHandler(new BusyTimeout(60_000, vfs.clock()));
    return pager;
  }

  private static void fill(Vfs vfs, String path) {
    try (Pager pager = open(vfs, path)) {
      pager.beginWrite(false);
      for (int number = 1; number <= PAGES; number++) {
        PageWorkload.fill(pager.writeFresh(number), PAGE_BYTES, 0);
      }
      pager.commitPhaseOne(null);
      pager.commitPhaseTwo();
    }
  }

  /** Every writer gives all the pages that it changes one new stamp: two and two the same. */
  private void writersAndReaders(Vfs vfs, String path, int transactions) throws Exception {
    fill(vfs, path);
    AtomicInteger written = new AtomicInteger();
    inParallel(
        6,
        thread -> {
          Random random = new Random(thread);
          try (Pager pager = open(vfs, path)) {
            pager.setCacheSize(40);
            for (int i = 0; i < transactions; i++) {
              if (thread < 2) {
                write(pager, random);
                written.incrementAndGet();
              } else {
                read(pager, random);
              }
            }
          }
        });
    try (Pager pager = open(vfs, path)) {
      pager.beginRead();
      assertThat(stamp(pager.read(2))).isEqualTo(written.get());
    }
  }

  private static void write(Pager pager, Random random) {
    pager.beginWrite(false);
    int next = stamp(pager.read(2)) + 1;
    PageWorkload.fill(pager.write(2), PAGE_BYTES, next);
    PageWorkload.fill(pager.write(PAGES), PAGE_BYTES, next);
    for (int i = 0; i < 5; i++) {
      int number = 3 + random.nextInt(PAGES - 3);
      PageWorkload.fill(pager.write(number), PAGE_BYTES, next);
    }
    pager.commitPhaseOne(null);
    pager.commitPhaseTwo();
    pager.endRead();
  }

  private static void read(Pager pager, Random random) {
    pager.beginRead();
    // Images found early are looked at late, when the cache has evicted them.
    Page[] pages = new Page[PAGES];
    for (int i = 0; i < PAGES; i++) {
      pages[i] = pager.read(1 + random.nextInt(PAGES));
    }
    int newest = stamp(pager.read(2));
    assertThat(stamp(pager.read(PAGES))).isEqualTo(newest);
    for (Page page : pages) {
      int stamp = stamp(page);
      assertThat(stamp).isBetween(0, newest);
      Page expected = new Page(page.number, new byte[page.bytes.length], 0);
      PageWorkload.fill(expected, PAGE_BYTES, stamp);
      int from = page.number == 1 ? FileHeader.BYTES : 0;
      if (!Bytes.equal(
          page.bytes, from, PAGE_BYTES - from, expected.bytes, from, PAGE_BYTES - from)) {
        throw new AssertionError("mixed " + page);
      }
    }
    pager.endRead();
  }

  private static int stamp(Page page) {
    return Bytes.i32(page.bytes, page.number == 1 ? FileHeader.BYTES : 0);
  }

  @Test
  void connectionsOnAFileInMemory() throws Exception {
    writersAndReaders(new MemoryVfs(), "/db", 400);
  }

  @Test
  void connectionsOnASharedDatabaseInMemory() throws Exception {
    Vfs vfs = new MemoryVfs();
    try (Pager keeper = Pager.sharedMemory(vfs, "shared")) {
      keeper.setPageSize(PAGE_BYTES, 0);
      keeper.beginWrite(false);
      for (int number = 1; number <= PAGES; number++) {
        PageWorkload.fill(keeper.writeFresh(number), PAGE_BYTES, 0);
      }
      keeper.commitPhaseOne(null);
      keeper.commitPhaseTwo();
      keeper.endRead();
      inParallel(
          4,
          thread -> {
            Random random = new Random(thread);
            try (Pager pager = Pager.sharedMemory(vfs, "shared")) {
              pager.setBusyHandler(new BusyTimeout(60_000, vfs.clock()));
              for (int i = 0; i < 400; i++) {
                if (thread < 2) {
                  write(pager, random);
                } else {
                  read(pager, random);
                }
              }
            }
          });
      keeper.beginRead();
      assertThat(stamp(keeper.read(2))).isEqualTo(800);
    }
  }

  @ParameterizedTest
  @EnumSource
  void connectionsOnAFileOfTheSystem(LockKind kind) throws Exception {
    if (kind == LockKind.OFD && !Posix.isUsable()) {
      return;
    }
    writersAndReaders(NioVfs.of(kind), directory.resolve("a.db").toString(), 60);
  }

  @ParameterizedTest
  @EnumSource
  void connectionsOfTwoProcessesAndSqlite(LockKind kind) throws Exception {
    if (kind == LockKind.OFD && !Posix.isUsable()) {
      return;
    }
    Vfs vfs = NioVfs.of(kind);
    Path file = directory.resolve("a.db");
    try (SqliteShell shell = SqliteShell.start(file)) {
      shell.run("pragma synchronous = off; create table t(a)");
      shell.run(".timeout 60000".replace(".timeout", "pragma busy_timeout ="));
      int rounds = 60;
      Thread other =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < rounds; i++) {
                      // Not two statements by hand: read and write in one write transaction.
                      List<String> printed = shell.run("begin immediate; pragma user_version");
                      int version = Integer.parseInt(printed.getLast());
                      shell.run("pragma user_version = " + (version + 1) + "; commit");
                    }
                  });
      inParallel(
          2,
          thread -> {
            try (Pager pager = Pager.open(vfs, file.toString(), PagerOptions.DEFAULT)) {
              pager.setBusyHandler(new BusyTimeout(60_000, vfs.clock()));
              for (int i = 0; i < rounds; i++) {
                pager.beginWrite(false);
                int version = Bytes.i32(pager.read(1).bytes, 60);
                Bytes.put32(pager.write(1).bytes, 60, version + 1);
                pager.commitPhaseOne(null);
                pager.commitPhaseTwo();
                pager.endRead();
              }
            }
          });
      other.join();
      assertThat(shell.run("pragma user_version")).containsExactly("" + 3 * rounds);
      assertThat(shell.run("pragma integrity_check")).containsExactly("ok");
    }
  }

  @Test
  void aWriterThatMayNotWaitIsRefusedAndOneThatMayGetsItsTurn() throws Exception {
    Vfs vfs = new MemoryVfs();
    fill(vfs, "/db");
    try (Pager first = open(vfs, "/db");
        Pager second = open(vfs, "/db");
        Pager hasty = open(vfs, "/db")) {
      hasty.setBusyHandler(BusyHandler.NEVER);
      first.beginWrite(false);
      assertThat(busy(() -> hasty.beginWrite(false))).isTrue();
      hasty.beginRead();
      assertThat(busy(() -> hasty.beginWrite(false))).isTrue();
      assertThat(hasty.isReading()).isTrue();
      Thread waiting =
          Thread.ofPlatform()
              .start(
                  () -> {
                    second.beginWrite(false);
                    PageWorkload.fill(second.write(2), PAGE_BYTES, stamp(second.read(2)) + 1);
                    second.commitPhaseOne(null);
                    second.commitPhaseTwo();
                    second.endRead();
                  });
      PageWorkload.fill(first.write(2), PAGE_BYTES, 10);
      Thread leaving = Thread.ofPlatform().start(hasty::endRead);
      first.commitPhaseOne(null);
      first.commitPhaseTwo();
      first.endRead();
      waiting.join();
      leaving.join();
      first.beginRead();
      assertThat(stamp(first.read(2))).isEqualTo(11);
    }
  }

  private static boolean busy(Runnable action) {
    try {
      action.run();
      return false;
    } catch (DbException.Busy e) {
      return true;
    }
  }
}

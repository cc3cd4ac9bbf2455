package tech.turso.vfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tech.turso.base.DbException;
import tech.turso.vfs.ffm.Posix;
import tech.turso.vfs.nio.LockKind;
import tech.turso.vfs.nio.NioVfs;

class NioVfsOfdTest extends NioVfsContract {
  @BeforeAll
  static void nativeAccess() {
    assumeTrue(Posix.isUsable(), "needs Linux or macOS and native access");
  }

  @Override
  protected NioVfs vfs() {
    return NioVfs.of(LockKind.OFD);
  }

  @Test
  void aForeignOpenAndCloseOfTheFileDropsNoLock() throws IOException {
    VfsFile file = create("a.db");
    VfsFile other = create("a.db");
    file.tryLock(0, 1, true);
    Files.readAllBytes(directory.resolve("a.db"));
    assertThat(other.tryLock(0, 1, false)).isFalse();
  }

  /** A closed descriptor's number goes to the next file that is opened. */
  @Test
  void callsInOtherThreadsDuringACloseHitNoOtherFile() throws InterruptedException {
    byte[] ones = {1, 1, 1, 1};
    for (int round = 0; round < 200; round++) {
      VfsFile file = vfs().open(path("a.db"), FileKind.MAIN_DB, OpenMode.CREATE);
      var failure = new AtomicReference<Throwable>();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        while (true) {
                          file.write(0, ones, 0, 4);
                        }
                      } catch (DbException.Internal expected) {
                        // Closed.
                      } catch (Throwable e) {
                        failure.set(e);
                      }
                    }));
      }
      file.close();
      VfsFile next = create("b" + round + ".db");
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failure.get()).isNull();
      assertThat(next.size()).isZero();
      next.close();
    }
  }
}

package tech.turso.vfs.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import tech.turso.base.DbException;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.VfsFile;
import tech.turso.vfs.memory.MemoryVfs;

class AssertingVfsTest {
  private final AssertingVfs vfs = new AssertingVfs(new MemoryVfs());

  private VfsFile create() {
    return vfs.open("a.db", FileKind.MAIN_DB, OpenMode.CREATE);
  }

  private static void breaks(ThrowingCallable call) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(call);
  }

  @Test
  void whatKeepsTheContractPasses() {
    VfsFile file = create();
    file.write(5, new byte[10], 2, 8);
    assertThat(file.read(0, new byte[100], 0, 100)).isEqualTo(13);
    file.truncate(3);
    file.sync(SyncMode.FULL);
    assertThat(file.size()).isEqualTo(3);
    assertThat(file.tryLock(1L << 30, 1, true)).isTrue();
    file.unlock(1L << 30, 1);
    assertThat(vfs.exists("a.db")).isTrue();
    file.close();
    file.close();
    vfs.delete("a.db", true);
    vfs.assertAllClosed();
    assertThatExceptionOfType(DbException.Io.class).isThrownBy(() -> vfs.delete("a.db", true));
  }

  @Test
  void aClosedFileIsNotUsed() {
    VfsFile file = create();
    file.close();
    breaks(file::size);
    breaks(() -> file.read(0, new byte[1], 0, 1));
    breaks(() -> file.unlock(0, 1));
  }

  @Test
  void rangesAreInsideArrays() {
    VfsFile file = create();
    breaks(() -> file.read(0, new byte[10], 5, 6));
    breaks(() -> file.read(-1, new byte[10], 0, 1));
    breaks(() -> file.write(0, new byte[10], -1, 1));
    breaks(() -> file.write(Long.MAX_VALUE, new byte[10], 0, 1));
    breaks(() -> file.tryLock(0, 0, true));
    breaks(() -> file.truncate(-1));
  }

  @Test
  void aReadOnlyFileIsNotChanged() {
    create().close();
    VfsFile file = vfs.open("a.db", FileKind.MAIN_DB, OpenMode.READ_ONLY);
    breaks(() -> file.write(0, new byte[1], 0, 1));
    breaks(() -> file.truncate(0));
    breaks(() -> file.tryLock(0, 1, true));
  }

  @Test
  void anOpenFileIsNotDeletedAndNoneIsLeftOpen() {
    VfsFile file = create();
    breaks(() -> vfs.delete("a.db", false));
    breaks(vfs::assertAllClosed);
    file.close();
    vfs.assertAllClosed();
  }

  @Test
  void aTemporaryFileIsAlwaysCreated() {
    breaks(() -> vfs.open(null, FileKind.TEMP_DB, OpenMode.READ_WRITE));
  }
}

package tech.turso.vfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.turso.vfs.ffm.Posix;
import tech.turso.vfs.nio.LockKind;
import tech.turso.vfs.nio.NioVfs;

/** Our locks and those of a SQLite process on one file. */
class LockInteroperationTest {
  private static final long PENDING = 0x40000000L;
  private static final long RESERVED = PENDING + 1;
  private static final long SHARED = PENDING + 2;
  private static final long SHARED_BYTES = 510;

  @TempDir Path directory;
  private SqliteShell shell;
  private VfsFile file;

  private void begin(LockKind kind) throws IOException {
    assumeTrue(kind != LockKind.OFD || Posix.isUsable(), "no native access");
    shell = SqliteShell.start(directory.resolve("a.db"));
    assertThat(shell.run("create table t(a); insert into t values(1)")).isEmpty();
    file = open(kind);
  }

  private VfsFile open(LockKind kind) {
    return NioVfs.of(kind)
        .open(directory.resolve("a.db").toString(), FileKind.MAIN_DB, OpenMode.READ_WRITE);
  }

  @AfterEach
  void end() throws IOException, InterruptedException {
    if (file != null) {
      file.close();
      shell.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void weSeeItsReservedLock(LockKind kind) throws IOException {
    begin(kind);
    shell.run("begin immediate");
    assertThat(file.isLockedByOther(RESERVED, 1)).isTrue();
    assertThat(file.tryLock(RESERVED, 1, true)).isFalse();
    assertThat(file.tryLock(PENDING, 1, false)).isTrue();
    assertThat(file.tryLock(SHARED, SHARED_BYTES, false)).isTrue();
    shell.run("rollback");
    assertThat(file.isLockedByOther(RESERVED, 1)).isFalse();
    assertThat(file.tryLock(RESERVED, 1, true)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void weSeeItsExclusiveLock(LockKind kind) throws IOException {
    begin(kind);
    shell.run("begin exclusive");
    assertThat(file.tryLock(PENDING, 1, false)).isFalse();
    assertThat(file.tryLock(SHARED, SHARED_BYTES, false)).isFalse();
    assertThat(file.isLockedByOther(PENDING, 512)).isTrue();
    shell.run("commit");
    assertThat(file.tryLock(SHARED, SHARED_BYTES, false)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void itSeesOurSharedLock(LockKind kind) throws IOException {
    begin(kind);
    assertThat(file.tryLock(SHARED, SHARED_BYTES, false)).isTrue();
    assertThat(shell.run("select a from t")).containsExactly("1");
    assertThat(shell.isLockedOut("insert into t values(2)")).isTrue();
    file.unlock(SHARED, SHARED_BYTES);
    assertThat(shell.run("insert into t values(2)")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void itSeesOurReservedLock(LockKind kind) throws IOException {
    begin(kind);
    assertThat(file.tryLock(RESERVED, 1, true)).isTrue();
    assertThat(shell.run("select a from t")).containsExactly("1");
    assertThat(shell.isLockedOut("begin immediate")).isTrue();
    file.unlock(PENDING, 2);
    assertThat(shell.run("begin immediate")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void itSeesOurExclusiveLockFromUpgradeToDowngrade(LockKind kind) throws IOException {
    begin(kind);
    assertThat(file.tryLock(SHARED, SHARED_BYTES, false)).isTrue();
    assertThat(file.tryLock(PENDING, 1, true)).isTrue();
    assertThat(shell.isLockedOut("select a from t")).isTrue();
    assertThat(file.tryLock(SHARED, SHARED_BYTES, true)).isTrue();
    assertThat(shell.isLockedOut("select a from t")).isTrue();
    assertThat(file.tryLock(SHARED, SHARED_BYTES, false)).isTrue();
    file.unlock(PENDING, 2);
    assertThat(shell.run("select a from t")).containsExactly("1");
    assertThat(shell.isLockedOut("insert into t values(2)")).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedUpgradeStillKeepsItFromWriting(LockKind kind) throws IOException {
    begin(kind);
    assertThat(shell.run("begin; select a from t")).containsExactly("1");
    file.tryLock(SHARED, SHARED_BYTES, false);
    assertThat(file.tryLock(PENDING, 1, true)).isTrue();
    assertThat(file.tryLock(SHARED, SHARED_BYTES, true)).isFalse();
    file.unlock(PENDING, 1);
    assertThat(shell.isLockedOut("insert into t values(2); commit")).isTrue();
    file.unlock(SHARED, SHARED_BYTES);
    assertThat(shell.run("commit; select count(*) from t")).containsExactly("2");
  }

  @ParameterizedTest
  @EnumSource
  void closingAnotherOpenFileDropsNoLock(LockKind kind) throws IOException {
    begin(kind);
    file.tryLock(SHARED, SHARED_BYTES, false);
    VfsFile other = open(kind);
    assertThat(other.tryLock(SHARED, SHARED_BYTES, false)).isTrue();
    other.close();
    assertThat(shell.isLockedOut("insert into t values(2)")).isTrue();
    NioVfs.of(kind)
        .open(directory.resolve("a.db").toString(), FileKind.MAIN_DB, OpenMode.READ_ONLY)
        .close();
    assertThat(shell.isLockedOut("insert into t values(2)")).isTrue();
    file.close();
    assertThat(shell.run("insert into t values(2)")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void oneOfTwoReadersLeavingKeepsTheLockOfTheOther(LockKind kind) throws IOException {
    begin(kind);
    try (VfsFile other = open(kind)) {
      file.tryLock(SHARED, SHARED_BYTES, false);
      other.tryLock(SHARED, SHARED_BYTES, false);
      file.unlock(SHARED, SHARED_BYTES);
      assertThat(shell.isLockedOut("insert into t values(2)")).isTrue();
      other.unlock(SHARED, SHARED_BYTES);
      assertThat(shell.run("insert into t values(2)")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProcessThatDiesLeavesNoLock(LockKind kind) throws IOException, InterruptedException {
    begin(kind);
    shell.run("begin exclusive");
    assertThat(file.tryLock(SHARED, SHARED_BYTES, false)).isFalse();
    shell.kill();
    assertThat(file.isLockedByOther(PENDING, 512)).isFalse();
    assertThat(file.tryLock(SHARED, SHARED_BYTES, true)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptedThreadStillHoldsTheLockAgainstIt(LockKind kind) throws IOException {
    begin(kind);
    file.tryLock(SHARED, SHARED_BYTES, false);
    Thread.currentThread().interrupt();
    file.read(0, new byte[100], 0, 100);
    file.sync(SyncMode.NORMAL);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(shell.isLockedOut("insert into t values(2)")).isTrue();
  }
}

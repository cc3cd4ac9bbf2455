package tech.turso.vfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;

/** What every {@link Vfs} does alike. */
public abstract class VfsContract {
  private static final long FAR = 0x40000000L;

  private final List<VfsFile> opened = new ArrayList<>();

  /** The one under test, the same in each call during a test. */
  protected abstract Vfs vfs();

  /** A name where a file could be created. */
  protected abstract String path(String name);

  /** Opens a file that is closed after the test. */
  protected final VfsFile open(@Nullable String path, FileKind kind, OpenMode mode) {
    VfsFile file = vfs().open(path, kind, mode);
    opened.add(file);
    return file;
  }

  /** Opens or creates a database. */
  protected final VfsFile create(String name) {
    return open(path(name), FileKind.MAIN_DB, OpenMode.CREATE);
  }

  @AfterEach
  final void closeAll() {
    opened.forEach(VfsFile::close);
  }

  protected static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  protected static ResultCode codeOf(Runnable call) {
    DbException failure = catchThrowableOfType(DbException.class, call::run);
    assertThat(failure).isNotNull();
    return failure.code();
  }

  private static byte[] content(VfsFile file) {
    byte[] all = new byte[(int) file.size()];
    assertThat(file.read(0, all, 0, all.length)).isEqualTo(all.length);
    return all;
  }

  @Test
  void aNewFileIsEmpty() {
    VfsFile file = create("a.db");
    assertThat(file.size()).isZero();
    assertThat(file.read(0, new byte[10], 0, 10)).isZero();
    assertThat(file.isReadOnly()).isFalse();
  }

  @Test
  void readsBackWhatWasWritten() {
    VfsFile file = create("a.db");
    byte[] data = bytes(300_000, 1);
    file.write(0, data, 0, data.length);
    assertThat(file.size()).isEqualTo(300_000);
    assertThat(content(file)).isEqualTo(data);
    byte[] part = new byte[5000];
    assertThat(file.read(65_000, part, 1000, 3000)).isEqualTo(3000);
    assertThat(Arrays.copyOfRange(part, 1000, 4000))
        .isEqualTo(Arrays.copyOfRange(data, 65_000, 68_000));
  }

  @Test
  void aReadOverTheEndGivesFewerBytesAndLeavesTheRest() {
    VfsFile file = create("a.db");
    file.write(0, bytes(100, 1), 0, 100);
    byte[] into = new byte[50];
    Arrays.fill(into, (byte) 7);
    assertThat(file.read(80, into, 0, 50)).isEqualTo(20);
    assertThat(Arrays.copyOfRange(into, 20, 50)).containsOnly(7);
    assertThat(file.read(100, into, 0, 50)).isZero();
    assertThat(file.read(1L << 40, into, 0, 50)).isZero();
    assertThat(file.read(0, into, 0, 0)).isZero();
  }

  @Test
  void aGapReadsAsZeros() {
    VfsFile file = create("a.db");
    file.write(200_000, new byte[] {1, 2, 3}, 0, 3);
    assertThat(file.size()).isEqualTo(200_003);
    byte[] gap = new byte[200_000];
    Arrays.fill(gap, (byte) 9);
    assertThat(file.read(0, gap, 0, gap.length)).isEqualTo(gap.length);
    assertThat(gap).containsOnly(0);
  }

  @Test
  void truncateCutsAndAFileMadeLongerAgainReadsZeros() {
    VfsFile file = create("a.db");
    file.write(0, bytes(100_000, 3), 0, 100_000);
    file.truncate(70_000);
    assertThat(file.size()).isEqualTo(70_000);
    file.truncate(90_000);
    assertThat(file.size()).isEqualTo(90_000);
    byte[] tail = new byte[20_000];
    file.read(70_000, tail, 0, 20_000);
    assertThat(tail).containsOnly(0);
    file.truncate(0);
    assertThat(file.size()).isZero();
    file.write(10, new byte[] {5}, 0, 1);
    assertThat(content(file)).isEqualTo(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5});
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyOrderOfWritesAndTruncatesGivesWhatAnArrayGives(long seed) {
    var random = new Random(seed);
    VfsFile file = create("a.db");
    byte[] model = new byte[0];
    for (int i = 0; i < 300; i++) {
      int at = random.nextInt(200_000);
      if (random.nextInt(4) == 0) {
        file.truncate(at);
        model = Arrays.copyOf(model, at);
      } else {
        byte[] data = bytes(random.nextInt(1, 9000), i);
        file.write(at, data, 0, data.length);
        model = Arrays.copyOf(model, Math.max(model.length, at + data.length));
        System.arraycopy(data, 0, model, at, data.length);
      }
      if (i % 30 == 0) {
        file.sync(SyncMode.FULL);
      }
    }
    assertThat(content(file)).as("seed %d", seed).isEqualTo(model);
  }

  @Test
  void syncsInEveryMode() {
    VfsFile file = open(path("a.db-journal"), FileKind.MAIN_JOURNAL, OpenMode.CREATE);
    file.write(0, bytes(10, 1), 0, 10);
    for (SyncMode mode : SyncMode.values()) {
      file.sync(mode);
    }
    assertThat(file.size()).isEqualTo(10);
  }

  @Test
  void openFilesOfOneFileSeeEachOthersWrites() {
    VfsFile one = create("a.db");
    VfsFile two = create("a.db");
    one.write(0, new byte[] {1, 2}, 0, 2);
    two.write(1, new byte[] {3}, 0, 1);
    assertThat(content(one)).isEqualTo(new byte[] {1, 3});
    assertThat(one.identity()).isEqualTo(two.identity()).hasSameHashCodeAs(two.identity());
    assertThat(one.identity()).isNotEqualTo(create("b.db").identity());
  }

  @Test
  void contentSurvivesClose() {
    VfsFile file = create("a.db");
    file.write(0, new byte[] {1, 2}, 0, 2);
    file.close();
    file.close();
    VfsFile again = open(path("a.db"), FileKind.MAIN_DB, OpenMode.READ_WRITE);
    assertThat(content(again)).isEqualTo(new byte[] {1, 2});
  }

  @Test
  void aMissingFileOpensOnlyToBeCreated() {
    for (OpenMode mode : List.of(OpenMode.READ_ONLY, OpenMode.READ_WRITE)) {
      assertThat(codeOf(() -> open(path("none.db"), FileKind.MAIN_DB, mode)))
          .isEqualTo(ResultCode.CANTOPEN);
    }
    assertThat(vfs().exists(path("none.db"))).isFalse();
  }

  @Test
  void anEmptyFileCountsAsNone() {
    VfsFile file = create("a.db");
    assertThat(vfs().exists(path("a.db"))).isFalse();
    file.write(0, new byte[1], 0, 1);
    assertThat(vfs().exists(path("a.db"))).isTrue();
  }

  @Test
  void aReadOnlyFileReadsAndRefusesWrites() {
    create("a.db").write(0, new byte[] {4}, 0, 1);
    VfsFile file = open(path("a.db"), FileKind.MAIN_DB, OpenMode.READ_ONLY);
    assertThat(file.isReadOnly()).isTrue();
    assertThat(content(file)).isEqualTo(new byte[] {4});
    assertThat(codeOf(() -> file.write(0, new byte[1], 0, 1))).isEqualTo(ResultCode.IOERR_WRITE);
    assertThat(codeOf(() -> file.truncate(0))).isEqualTo(ResultCode.IOERR_TRUNCATE);
    assertThat(codeOf(() -> file.tryLock(FAR, 1, true))).isEqualTo(ResultCode.IOERR_LOCK);
    assertThat(file.tryLock(FAR, 1, false)).isTrue();
  }

  @Test
  void aDeletedFileIsGoneAndStaysUsableWhereItIsOpen() {
    VfsFile file = create("a.db");
    file.write(0, new byte[] {1}, 0, 1);
    assertThat(file.hasMoved()).isFalse();
    vfs().delete(path("a.db"), true);
    assertThat(vfs().exists(path("a.db"))).isFalse();
    assertThat(file.hasMoved()).isTrue();
    assertThat(content(file)).isEqualTo(new byte[] {1});
    VfsFile other = create("a.db");
    assertThat(other.size()).isZero();
    assertThat(file.hasMoved()).isTrue();
    assertThat(other.hasMoved()).isFalse();
    assertThat(other.identity()).isNotEqualTo(file.identity());
  }

  @Test
  void deletingWhatIsNotThereIsItsOwnFailure() {
    assertThat(codeOf(() -> vfs().delete(path("none"), false)))
        .isEqualTo(ResultCode.IOERR_DELETE_NOENT);
  }

  @Test
  void temporaryFilesAreApartAndNeverMove() {
    VfsFile one = open(null, FileKind.TEMP_DB, OpenMode.CREATE);
    VfsFile two = open("", FileKind.TEMP_JOURNAL, OpenMode.CREATE);
    one.write(0, new byte[] {1}, 0, 1);
    assertThat(two.size()).isZero();
    assertThat(content(one)).isEqualTo(new byte[] {1});
    assertThat(one.hasMoved()).isFalse();
    assertThat(one.identity()).isNotEqualTo(two.identity());
  }

  @Test
  void aFullPathIsItsOwnFullPath() {
    String full = vfs().fullPath(path("a.db"));
    assertThat(vfs().fullPath(full)).isEqualTo(full);
  }

  @Test
  void sectorsAreAPowerOfTwo() {
    int bytes = create("a.db").sectorBytes();
    assertThat(bytes).isBetween(512, 65536);
    assertThat(Integer.bitCount(bytes)).isEqualTo(1);
  }

  @Test
  void sharedLocksShareAndAnExclusiveOneExcludes() {
    VfsFile one = create("a.db");
    VfsFile two = create("a.db");
    assertThat(one.tryLock(FAR, 510, false)).isTrue();
    assertThat(two.tryLock(FAR, 510, false)).isTrue();
    assertThat(one.tryLock(FAR, 510, true)).isFalse();
    two.unlock(FAR, 510);
    assertThat(one.tryLock(FAR, 510, true)).isTrue();
    assertThat(two.tryLock(FAR + 509, 1, false)).isFalse();
    assertThat(two.tryLock(FAR + 510, 1, true)).isTrue();
    assertThat(two.tryLock(FAR - 1, 1, true)).isTrue();
  }

  @Test
  void aRefusedUpgradeKeepsTheSharedLock() {
    VfsFile one = create("a.db");
    VfsFile two = create("a.db");
    VfsFile three = create("a.db");
    one.tryLock(FAR, 10, false);
    two.tryLock(FAR, 10, false);
    assertThat(one.tryLock(FAR, 10, true)).isFalse();
    two.unlock(FAR, 10);
    assertThat(three.tryLock(FAR, 10, true)).isFalse();
    one.unlock(FAR, 10);
    assertThat(three.tryLock(FAR, 10, true)).isTrue();
  }

  @Test
  void aDowngradeLetsReadersIn() {
    VfsFile one = create("a.db");
    VfsFile two = create("a.db");
    one.tryLock(FAR, 10, true);
    assertThat(two.tryLock(FAR, 10, false)).isFalse();
    assertThat(one.tryLock(FAR, 10, false)).isTrue();
    assertThat(two.tryLock(FAR, 10, false)).isTrue();
    assertThat(two.tryLock(FAR, 10, true)).isFalse();
  }

  @Test
  void anUnlockOfAWiderRangeGivesUpAllInIt() {
    VfsFile one = create("a.db");
    VfsFile two = create("a.db");
    one.tryLock(FAR, 1, true);
    one.tryLock(FAR + 1, 1, true);
    one.tryLock(FAR + 2, 510, false);
    one.unlock(0, FAR * 2);
    assertThat(two.tryLock(FAR, 512, true)).isTrue();
  }

  @Test
  void closeGivesUpItsOwnLocksAndNoOthers() {
    VfsFile one = create("a.db");
    VfsFile two = create("a.db");
    VfsFile three = create("a.db");
    one.tryLock(FAR, 1, true);
    two.tryLock(FAR + 1, 1, true);
    one.close();
    assertThat(three.tryLock(FAR, 1, true)).isTrue();
    assertThat(three.tryLock(FAR + 1, 1, true)).isFalse();
  }

  @Test
  void askingSeesOnlyOthersLocks() {
    VfsFile one = create("a.db");
    VfsFile two = create("a.db");
    one.tryLock(FAR, 1, true);
    one.tryLock(FAR + 5, 1, false);
    assertThat(one.isLockedByOther(FAR, 10)).isFalse();
    assertThat(two.isLockedByOther(FAR, 1)).isTrue();
    assertThat(two.isLockedByOther(FAR + 1, 4)).isFalse();
    assertThat(two.isLockedByOther(FAR + 1, 5)).isTrue();
    one.unlock(FAR, 10);
    assertThat(two.isLockedByOther(FAR, 10)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void locksFollowTheRulesInAnyOrder(long seed) {
    var random = new Random(seed);
    VfsFile[] files = {create("a.db"), create("a.db"), create("a.db")};
    // For each file and byte: 0 not locked, 1 shared, 2 exclusive.
    int[][] model = new int[files.length][24];
    for (int i = 0; i < 2000; i++) {
      int who = random.nextInt(files.length);
      int from = random.nextInt(24);
      int to = random.nextInt(from, 24) + 1;
      String step = "seed " + seed + " step " + i;
      if (random.nextInt(3) == 0) {
        files[who].unlock(FAR + from, to - from);
        Arrays.fill(model[who], from, to, 0);
        continue;
      }
      boolean exclusive = random.nextBoolean();
      boolean allowed = true;
      for (int other = 0; other < files.length; other++) {
        for (int at = from; at < to; at++) {
          int kind = other == who ? 0 : model[other][at];
          allowed &= kind == 0 || kind == 1 && !exclusive;
        }
      }
      boolean locked = files[who].tryLock(FAR + from, to - from, exclusive);
      if (files[who].upgradesAtomically()) {
        assertThat(locked).as(step).isEqualTo(allowed);
      } else if (locked) {
        assertThat(allowed).as(step).isTrue();
      }
      if (locked) {
        Arrays.fill(model[who], from, to, exclusive ? 2 : 1);
      }
    }
  }

  @Test
  void anInterruptedThreadReadsWritesSyncsAndKeepsItsLocks() {
    VfsFile file = create("a.db");
    VfsFile journal = open(path("a.db-journal"), FileKind.MAIN_JOURNAL, OpenMode.CREATE);
    VfsFile other = create("a.db");
    file.tryLock(FAR, 1, true);
    Thread.currentThread().interrupt();
    try {
      file.write(0, new byte[] {1, 2, 3}, 0, 3);
      file.sync(SyncMode.FULL);
      file.truncate(2);
      assertThat(content(file)).isEqualTo(new byte[] {1, 2});
      journal.write(0, new byte[] {1}, 0, 1);
      journal.sync(SyncMode.NORMAL);
      journal.close();
      vfs().delete(path("a.db-journal"), true);
      assertThat(file.tryLock(FAR + 1, 1, true)).isTrue();
      assertThat(file.isLockedByOther(FAR, 1)).isFalse();
      assertThat(other.isLockedByOther(FAR, 1)).isTrue();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    assertThat(content(file)).isEqualTo(new byte[] {1, 2});
    assertThat(other.tryLock(FAR, 1, false)).isFalse();
  }

  @Test
  void clockGoesForwardAndRandomnessVaries() {
    long before = vfs().clock().nanos();
    long epoch = vfs().clock().epochMs();
    vfs().clock().sleep(2);
    assertThat(vfs().clock().nanos()).isGreaterThan(before);
    assertThat(vfs().clock().epochMs()).isGreaterThanOrEqualTo(epoch);
    assertThat(vfs().randomness().nextLong()).isNotEqualTo(vfs().randomness().nextLong());
  }
}

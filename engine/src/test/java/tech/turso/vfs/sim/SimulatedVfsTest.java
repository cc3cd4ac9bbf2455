package tech.turso.vfs.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.VfsFile;

class SimulatedVfsTest {
  private static VfsFile database(SimulatedVfs vfs) {
    return vfs.open("/a.db", FileKind.MAIN_DB, OpenMode.CREATE);
  }

  private static VfsFile journal(SimulatedVfs vfs) {
    return vfs.open("/a.db-journal", FileKind.MAIN_JOURNAL, OpenMode.CREATE);
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static void write(VfsFile file, long position, byte[] bytes) {
    file.write(position, bytes, 0, bytes.length);
  }

  private static ResultCode codeOf(Runnable call) {
    DbException failure = catchThrowableOfType(DbException.class, call::run);
    assertThat(failure).isNotNull();
    return failure.code();
  }

  /** A disk with a durable database of ones, and its open file. */
  private static VfsFile ones(SimulatedVfs vfs, int bytes) {
    vfs.install("/a.db", filled(bytes, 1));
    return vfs.open("/a.db", FileKind.MAIN_DB, OpenMode.READ_WRITE);
  }

  @Test
  void whatWasSyncedSurvives() {
    for (int which = 0; which < 50; which++) {
      var vfs = new SimulatedVfs(7);
      VfsFile file = ones(vfs, 10_000);
      write(file, 100, filled(5000, 2));
      file.truncate(8000);
      file.sync(SyncMode.NORMAL);
      byte[] synced = vfs.content("/a.db");
      assertThat(vfs.crash(which).content("/a.db")).isEqualTo(synced);
    }
  }

  @Test
  void whatWasNotSyncedSurvivesInEveryWay() {
    var vfs = new SimulatedVfs(7);
    VfsFile file = ones(vfs, 12_288);
    write(file, 0, filled(4096, 2));
    write(file, 4096, filled(4096, 3));
    write(file, 8192, filled(4096, 4));
    Set<String> outcomes = new HashSet<>();
    boolean garbage = false;
    for (int which = 0; which < 300; which++) {
      byte[] content = vfs.crash(which).content("/a.db");
      assertThat(content).hasSize(12_288);
      StringBuilder pages = new StringBuilder();
      for (int page = 0; page < 3; page++) {
        byte[] bytes = Arrays.copyOfRange(content, page * 4096, page * 4096 + 4096);
        boolean old = Arrays.equals(bytes, filled(4096, 1));
        boolean written = Arrays.equals(bytes, filled(4096, page + 2));
        garbage |= !old && !written;
        pages.append(old ? "o" : written ? "w" : "x");
      }
      outcomes.add(pages.toString());
    }
    assertThat(outcomes)
        .contains("ooo", "www", "woo", "wwo", "oow", "owo", "oww", "wow", "wxo", "xoo");
    assertThat(garbage).isTrue();
  }

  @Test
  void aTornWriteSparesEveryByteItDoesNotTouch() {
    for (int seed = 0; seed < 300; seed++) {
      var vfs = new SimulatedVfs(seed).sectorBytes(512);
      VfsFile file = ones(vfs, 10_000);
      write(file, 700, filled(3000, 2));
      byte[] content = vfs.crash().content("/a.db");
      assertThat(Arrays.copyOf(content, 700)).containsOnly(1);
      assertThat(Arrays.copyOfRange(content, 3700, 10_000)).containsOnly(1);
    }
  }

  @Test
  void withoutPowersafeOverwriteATornWriteMayDamageItsSectors() {
    boolean damaged = false;
    for (int seed = 0; seed < 300; seed++) {
      var vfs = new SimulatedVfs(seed).sectorBytes(512).powersafeOverwrite(false);
      VfsFile file = ones(vfs, 10_000);
      assertThat(file.powersafeOverwrite()).isFalse();
      write(file, 700, filled(3000, 2));
      byte[] content = vfs.crash().content("/a.db");
      assertThat(Arrays.copyOf(content, 512)).containsOnly(1);
      assertThat(Arrays.copyOfRange(content, 4096, 10_000)).containsOnly(1);
      for (int at = 512; at < 700; at++) {
        damaged |= content[at] != 1;
      }
    }
    assertThat(damaged).isTrue();
  }

  @Test
  void theLaterOfTwoWritesToAByteWins() {
    for (int seed = 0; seed < 100; seed++) {
      var vfs = new SimulatedVfs(seed).sectorBytes(65536);
      VfsFile file = ones(vfs, 100);
      write(file, 0, filled(100, 2));
      file.sync(SyncMode.NORMAL);
      write(file, 0, filled(100, 3));
      byte[] content = vfs.crash().content("/a.db");
      assertThat(content).doesNotContain(1);
    }
  }

  @Test
  void aNameSurvivesOnlyWithItsDirectory() {
    Set<Boolean> databases = new HashSet<>();
    for (int which = 0; which < 50; which++) {
      var vfs = new SimulatedVfs(3);
      VfsFile database = database(vfs);
      write(database, 0, filled(10, 1));
      database.sync(SyncMode.FULL);
      databases.add(vfs.crash(which).content("/a.db") != null);
    }
    assertThat(databases).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void theSyncOfANewJournalMakesTheNamesOfItsDirectoryDurable() {
    for (int which = 0; which < 50; which++) {
      var vfs = new SimulatedVfs(3);
      VfsFile database = database(vfs);
      write(database, 0, filled(10, 1));
      database.sync(SyncMode.FULL);
      VfsFile journal = journal(vfs);
      write(journal, 0, filled(20, 2));
      journal.sync(SyncMode.FULL);
      SimulatedVfs after = vfs.crash(which);
      assertThat(after.names()).containsExactly("/a.db", "/a.db-journal");
      assertThat(after.content("/a.db")).isEqualTo(filled(10, 1));
      assertThat(after.content("/a.db-journal")).isEqualTo(filled(20, 2));
    }
  }

  @Test
  void aDeleteIsDurableOnlyIfItWaitsForTheDirectory() {
    Set<Boolean> journals = new HashSet<>();
    for (int which = 0; which < 50; which++) {
      var vfs = new SimulatedVfs(3);
      vfs.install("/a.db-journal", filled(20, 2));
      vfs.delete("/a.db-journal", false);
      assertThat(vfs.exists("/a.db-journal")).isFalse();
      byte[] left = vfs.crash(which).content("/a.db-journal");
      journals.add(left != null);
      assertThat(left == null || Arrays.equals(left, filled(20, 2))).isTrue();
    }
    assertThat(journals).containsExactlyInAnyOrder(true, false);
    var vfs = new SimulatedVfs(3);
    vfs.install("/a.db-journal", filled(20, 2));
    vfs.delete("/a.db-journal", true);
    for (int which = 0; which < 50; which++) {
      assertThat(vfs.crash(which).names()).isEmpty();
    }
  }

  @Test
  void temporaryFilesDoNotSurvive() {
    var vfs = new SimulatedVfs(3);
    VfsFile file = vfs.open(null, FileKind.TEMP_DB, OpenMode.CREATE);
    write(file, 0, filled(10, 1));
    file.sync(SyncMode.FULL);
    assertThat(vfs.names()).isEmpty();
    assertThat(vfs.crash().names()).isEmpty();
  }

  @Test
  void afterAPowerLossEveryCallOfEveryProcessThrows() {
    var vfs = new SimulatedVfs(3);
    VfsFile file = database(vfs);
    VfsFile other = database(vfs.process(1));
    vfs.crash();
    assertThatExceptionOfType(SimulatedCrash.class)
        .isThrownBy(() -> file.read(0, new byte[1], 0, 1));
    assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(other::size);
    assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> vfs.exists("/a.db"));
    assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> database(vfs.process(2)));
    file.close();
  }

  /** Four steps: create, write, sync, delete. */
  private static void fourSteps(SimulatedVfs vfs) {
    VfsFile file = journal(vfs);
    file.read(0, new byte[1], 0, 1);
    write(file, 0, filled(10, 1));
    file.size();
    file.sync(SyncMode.NORMAL);
    file.close();
    vfs.delete("/a.db-journal", false);
  }

  @Test
  void aCrashComesInTheStepThatWasPlanned() {
    for (int step = 1; step <= 4; step++) {
      var vfs = new SimulatedVfs(3);
      vfs.faults().crashAtStep(step);
      assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(() -> fourSteps(vfs));
      assertThat(vfs.faults().steps()).isEqualTo(step);
      assertThat(vfs.faults().hasFired()).isTrue();
    }
    var vfs = new SimulatedVfs(3);
    vfs.faults().crashAtStep(5);
    fourSteps(vfs);
    assertThat(vfs.faults().hasFired()).isFalse();
  }

  @Test
  void theStepOfTheCrashMayOrMayNotHaveHappened() {
    Set<Integer> sizes = new HashSet<>();
    for (int which = 0; which < 50; which++) {
      var vfs = new SimulatedVfs(3);
      VfsFile file = ones(vfs, 10);
      vfs.faults().crashAtStep(1);
      assertThatExceptionOfType(SimulatedCrash.class)
          .isThrownBy(() -> write(file, 10, filled(10, 2)));
      sizes.add(vfs.crash(which).content("/a.db").length);
    }
    assertThat(sizes).contains(10, 20);
  }

  @Test
  void theSameSeedGivesTheSameWorldAndAnotherSeedAnother() {
    Set<Integer> worlds = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      int hash = 0;
      for (int run = 0; run < 2; run++) {
        var vfs = new SimulatedVfs(seed);
        vfs.faults().fail(CallKind.WRITE, 3);
        VfsFile file = database(vfs);
        VfsFile journal = journal(vfs);
        for (int i = 0; i < 20; i++) {
          long at = (vfs.randomness().nextLong() >>> 1) % 100_000;
          try {
            write(i % 2 == 0 ? file : journal, at, filled(5000, i));
          } catch (DbException.Io e) {
            assertThat(i).isEqualTo(2);
          }
          if (i % 7 == 0) {
            journal.sync(SyncMode.NORMAL);
          }
        }
        SimulatedVfs after = vfs.crash();
        int result = after.names().hashCode();
        for (String name : after.names()) {
          result = result * 31 + Arrays.hashCode(after.content(name));
        }
        result = result * 31 + (int) after.randomness().nextLong();
        if (run == 1) {
          assertThat(result).as("seed %d", seed).isEqualTo(hash);
        }
        hash = result;
      }
      worlds.add(hash);
    }
    assertThat(worlds).hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @EnumSource
  void theChosenCallFailsOnceWithTheUsualCode(CallKind kind) {
    var vfs = new SimulatedVfs(3);
    VfsFile file = ones(vfs, 10);
    vfs.faults().reset();
    vfs.faults().fail(kind, 2);
    Runnable call =
        switch (kind) {
          case OPEN -> () -> database(vfs).close();
          case READ -> () -> file.read(0, new byte[1], 0, 1);
          case WRITE -> () -> write(file, 0, new byte[1]);
          case TRUNCATE -> () -> file.truncate(5);
          case SYNC -> () -> file.sync(SyncMode.NORMAL);
          case SIZE -> file::size;
          case DELETE ->
              () -> {
                vfs.install("/x", new byte[0]);
                vfs.delete("/x", false);
              };
          case EXISTS -> () -> vfs.exists("/a.db");
          case LOCK -> () -> file.tryLock(1, 1, true);
          case UNLOCK -> () -> file.unlock(1, 1);
          case CHECK_LOCK -> () -> file.isLockedByOther(1, 1);
        };
    call.run();
    assertThat(vfs.faults().hasFired()).isFalse();
    assertThat(codeOf(call)).isEqualTo(kind.usualFailure());
    assertThat(vfs.faults().hasFired()).isTrue();
    call.run();
    assertThat(vfs.faults().count(kind)).isEqualTo(3);
    vfs.faults().reset();
    vfs.faults().failFrom(kind, 2, ResultCode.FULL);
    call.run();
    assertThat(codeOf(call)).isEqualTo(ResultCode.FULL);
    assertThat(codeOf(call)).isEqualTo(ResultCode.FULL);
  }

  @Test
  void anyCallCanFail() {
    var vfs = new SimulatedVfs(3);
    VfsFile file = ones(vfs, 10);
    vfs.faults().reset();
    vfs.faults().failAny(3, true);
    file.size();
    file.read(0, new byte[1], 0, 1);
    assertThat(codeOf(() -> file.sync(SyncMode.NORMAL))).isEqualTo(ResultCode.IOERR_FSYNC);
    assertThat(codeOf(file::size)).isEqualTo(ResultCode.IOERR_FSTAT);
  }

  @Test
  void aLockCanBeRefused() {
    var vfs = new SimulatedVfs(3);
    VfsFile file = ones(vfs, 10);
    vfs.faults().fail(CallKind.LOCK, 1, ResultCode.BUSY);
    assertThat(file.tryLock(1, 1, true)).isFalse();
    assertThat(file.tryLock(1, 1, true)).isTrue();
  }

  @Test
  void aShortReadGivesFewerBytesThanThereAre() {
    var vfs = new SimulatedVfs(3);
    VfsFile file = ones(vfs, 1000);
    vfs.faults().shortRead(2);
    assertThat(file.read(0, new byte[1000], 0, 1000)).isEqualTo(1000);
    assertThat(file.read(0, new byte[1000], 0, 1000)).isLessThan(1000);
    assertThat(file.read(0, new byte[1000], 0, 1000)).isEqualTo(1000);
  }

  @Test
  void aFullDiskTakesWhatFitsAndStillOverwrites() {
    var vfs = new SimulatedVfs(3);
    VfsFile file = ones(vfs, 100);
    vfs.faults().fullAfter(50);
    write(file, 90, filled(20, 2));
    assertThat(file.size()).isEqualTo(110);
    assertThat(codeOf(() -> write(file, 100, filled(100, 3)))).isEqualTo(ResultCode.FULL);
    assertThat(file.size()).isEqualTo(150);
    write(file, 0, filled(150, 4));
    assertThat(codeOf(() -> write(file, 150, filled(1, 5)))).isEqualTo(ResultCode.FULL);
    assertThat(vfs.content("/a.db")).isEqualTo(filled(150, 4));
  }

  @Test
  void afterAFailedSyncALaterOneProvesNothing() {
    Set<Integer> survivors = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      var vfs = new SimulatedVfs(seed).sectorBytes(65536);
      VfsFile file = ones(vfs, 10);
      vfs.faults().fail(CallKind.SYNC, 1);
      write(file, 0, filled(10, 2));
      assertThat(codeOf(() -> file.sync(SyncMode.FULL))).isEqualTo(ResultCode.IOERR_FSYNC);
      assertThat(vfs.content("/a.db")).containsOnly(2);
      file.sync(SyncMode.FULL);
      byte[] after = vfs.crash().content("/a.db");
      survivors.add((int) after[0]);
    }
    assertThat(survivors).contains(1, 2);
  }

  @Test
  void aKilledProcessLeavesItsWritesAndNoLocks() {
    var vfs = new SimulatedVfs(3);
    SimulatedVfs other = vfs.process(1);
    assertThat(vfs.process(1)).isSameAs(other);
    VfsFile mine = ones(vfs, 10);
    VfsFile theirs = database(other);
    write(theirs, 0, filled(10, 2));
    assertThat(theirs.tryLock(1, 1, true)).isTrue();
    assertThat(mine.tryLock(1, 1, false)).isFalse();
    other.kill();
    assertThat(mine.tryLock(1, 1, true)).isTrue();
    assertThat(vfs.content("/a.db")).containsOnly(2);
    assertThatExceptionOfType(SimulatedCrash.class).isThrownBy(theirs::size);
    SimulatedVfs reborn = vfs.process(1);
    assertThat(reborn).isNotSameAs(other);
    assertThat(database(reborn).size()).isEqualTo(10);
  }

  @Test
  void faultsOfOneProcessAreNotThoseOfAnother() {
    var vfs = new SimulatedVfs(3);
    VfsFile mine = ones(vfs, 10);
    VfsFile theirs = database(vfs.process(1));
    vfs.faults().failFrom(CallKind.READ, 1, ResultCode.IOERR_READ);
    assertThat(theirs.read(0, new byte[1], 0, 1)).isEqualTo(1);
    assertThat(codeOf(() -> mine.read(0, new byte[1], 0, 1))).isEqualTo(ResultCode.IOERR_READ);
  }

  @Test
  void aReadOnlyFileOpensReadOnlyAndADirectoryRefusesNewFiles() {
    var vfs = new SimulatedVfs(3);
    vfs.install("/d/a.db", filled(10, 1));
    vfs.setReadOnly("/d/a.db", true);
    assertThat(vfs.open("/d/a.db", FileKind.MAIN_DB, OpenMode.READ_WRITE).isReadOnly()).isTrue();
    vfs.setReadOnly("/d", true);
    assertThat(codeOf(() -> vfs.open("/d/a.db-wal", FileKind.WAL, OpenMode.CREATE)))
        .isEqualTo(ResultCode.READONLY_DIRECTORY);
    assertThat(codeOf(() -> vfs.open("/d/b.db", FileKind.MAIN_DB, OpenMode.CREATE)))
        .isEqualTo(ResultCode.CANTOPEN);
    vfs.setReadOnly("/d/a.db", false);
    assertThat(vfs.open("/d/a.db", FileKind.MAIN_DB, OpenMode.READ_WRITE).isReadOnly()).isFalse();
  }

  @Test
  void timeGoesOnOnlyInSleep() {
    var vfs = new SimulatedVfs(3);
    long start = vfs.clock().nanos();
    int[] runs = new int[1];
    vfs.background().submitAfter(50, () -> runs[0]++);
    assertThat(vfs.background().runDue()).isZero();
    assertThat(vfs.clock().nanos()).isEqualTo(start);
    vfs.process(1).clock().sleep(50);
    assertThat(vfs.clock().nanos()).isEqualTo(start + 50_000_000);
    assertThat(vfs.background().runDue()).isEqualTo(1);
    assertThat(runs[0]).isEqualTo(1);
  }
}

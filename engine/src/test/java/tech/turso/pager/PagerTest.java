package tech.turso.pager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.base.Bytes;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.journal.JournalMode;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.VfsFile;
import tech.turso.vfs.memory.MemoryVfs;
import tech.turso.vfs.sim.CallKind;
import tech.turso.vfs.sim.SimulatedVfs;

class PagerTest {
  private final MemoryVfs vfs = new MemoryVfs();

  private Pager open() {
    return Pager.open(vfs, "/db", PagerOptions.DEFAULT);
  }

  private static void create(Pager pager, int pages) {
    pager.beginWrite(false);
    for (int number = 1; number <= pages; number++) {
      PageWorkload.fill(pager.writeFresh(number), pager.pageBytes(), number);
    }
    if (pager.reservedBytes() > 0) {
      pager.write(1).bytes[20] = (byte) pager.reservedBytes();
    }
    commit(pager);
  }

  private static void commit(Pager pager) {
    pager.commitPhaseOne(null);
    pager.commitPhaseTwo();
    pager.endRead();
  }

  private void patch(int at, int... bytes) {
    try (VfsFile file = vfs.open("/db", FileKind.MAIN_DB, OpenMode.READ_WRITE)) {
      for (int i = 0; i < bytes.length; i++) {
        file.write(at + i, new byte[] {(byte) bytes[i]}, 0, 1);
      }
    }
  }

  private static ResultCode codeOf(Runnable action) {
    try {
      action.run();
      return ResultCode.OK;
    } catch (DbException e) {
      return e.code();
    }
  }

  // ---------------------------------------------------------------- geometry

  @ParameterizedTest
  @CsvSource({"512, 0", "512, 32", "1024, 255", "4096, 0", "32768, 12", "65536, 0", "65536, 255"})
  void theFilesHeaderDecidesThePageSize(int pageBytes, int reserved) {
    try (Pager pager = open()) {
      assertThat(pager.setPageSize(pageBytes, reserved)).isTrue();
      create(pager, 3);
    }
    try (Pager pager = open()) {
      assertThat(pager.pageBytes()).isEqualTo(4096);
      pager.beginRead();
      assertThat(pager.pageBytes()).isEqualTo(pageBytes);
      assertThat(pager.reservedBytes()).isEqualTo(reserved);
      assertThat(pager.usableBytes()).isEqualTo(pageBytes - reserved);
      assertThat(pager.pageCount()).isEqualTo(3);
      assertThat(pager.read(3).bytes).hasSize(pageBytes + Page.SLACK_BYTES);
      assertThat(pager.setPageSize(2048, 0)).isFalse();
      assertThat(pager.pageBytes()).isEqualTo(pageBytes);
    }
  }

  @Test
  void reservedBytesMustLeaveEnough() {
    try (Pager pager = open()) {
      assertThat(pager.setPageSize(512, 33)).isFalse();
      assertThat(pager.setPageSize(512, 32)).isTrue();
      assertThat(pager.setPageSize(1000, -1)).isTrue();
      assertThat(pager.pageBytes()).isEqualTo(512);
    }
  }

  @Test
  void theLockBytePageIsSkipped() {
    try (Pager pager = open()) {
      pager.setPageSize(65536, 0);
      create(pager, 1);
    }
    int lockPage = 16385;
    try (VfsFile file = vfs.open("/db", FileKind.MAIN_DB, OpenMode.READ_WRITE)) {
      file.truncate((lockPage - 1L) * 65536);
    }
    patch(28, 0, 0, 0x40, 0);
    try (Pager pager = open()) {
      pager.beginWrite(false);
      assertThat(pager.pageCount()).isEqualTo(lockPage - 1);
      assertThat(pager.lockBytePage()).isEqualTo(lockPage);
      assertThat(codeOf(() -> pager.writeFresh(lockPage))).isEqualTo(ResultCode.CORRUPT);
      PageWorkload.fill(pager.writeFresh(lockPage + 1), 65536, 5);
      assertThat(codeOf(() -> pager.read(lockPage))).isEqualTo(ResultCode.CORRUPT);
      assertThat(codeOf(() -> pager.write(lockPage))).isEqualTo(ResultCode.CORRUPT);
      commit(pager);
      pager.beginRead();
      assertThat(pager.pageCount()).isEqualTo(lockPage + 1);
      assertThat(Bytes.i32(pager.read(lockPage + 1).bytes, 0)).isEqualTo(5);
    }
  }

  @Test
  void pagesOutsideOfTheDatabaseAreCorruption() {
    try (Pager pager = open()) {
      create(pager, 2);
      pager.beginRead();
      for (int number : new int[] {0, 3, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
        assertThat(codeOf(() -> pager.read(number))).isEqualTo(ResultCode.CORRUPT);
      }
    }
  }

  @Test
  void theDatabaseGrowsToItsLimit() {
    try (Pager pager = open()) {
      create(pager, 2);
      pager.beginWrite(false);
      assertThat(pager.setMaxPageCount(1)).isEqualTo(2);
      assertThatThrownBy(() -> pager.writeFresh(3)).isInstanceOf(DbException.Full.class);
      assertThat(pager.setMaxPageCount(3)).isEqualTo(3);
      pager.writeFresh(3);
      pager.rollback();
    }
  }

  // ---------------------------------------------------------------- headers

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 16, 19, 20, 21, 22, 23})
  void aFileWhoseHeaderIsNotOursIsNoDatabase(int at) {
    try (Pager pager = open()) {
      pager.setPageSize(512, 0);
      create(pager, 2);
    }
    patch(at, 0x73);
    try (Pager pager = open()) {
      assertThat(codeOf(pager::beginRead)).isEqualTo(ResultCode.NOTADB);
      assertThat(pager.isReading()).isFalse();
      patch(0, "SQLite format 3\0".chars().toArray());
      patch(16, 2, 0, 1, 1, 0, 64, 32, 32);
      pager.beginRead();
      assertThat(pager.pageCount()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 99, 100, 511, 512, 5000})
  void garbageIsNoDatabase(int length) {
    try (VfsFile file = vfs.open("/db", FileKind.MAIN_DB, OpenMode.CREATE)) {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) 'x');
      file.write(0, bytes, 0, length);
    }
    try (Pager pager = open()) {
      assertThat(codeOf(pager::beginRead)).isEqualTo(ResultCode.NOTADB);
      assertThat(codeOf(() -> pager.beginWrite(true))).isEqualTo(ResultCode.NOTADB);
    }
  }

  @Test
  void aFileOfANewerFormatIsReadOnly() {
    try (Pager pager = open()) {
      create(pager, 2);
    }
    patch(18, 3);
    try (Pager pager = open()) {
      pager.beginRead();
      assertThat(codeOf(() -> pager.beginWrite(false))).isEqualTo(ResultCode.READONLY);
      assertThat(pager.isReading()).isTrue();
      pager.endRead();
      assertThat(codeOf(() -> pager.beginWrite(false))).isEqualTo(ResultCode.READONLY);
      assertThat(pager.isReading()).isFalse();
    }
    patch(18, 1, 3);
    try (Pager pager = open()) {
      assertThat(codeOf(pager::beginRead)).isEqualTo(ResultCode.NOTADB);
    }
  }

  @Test
  void thePageCountOfTheHeaderCountsOnlyIfItWasWrittenLast() {
    try (Pager pager = open()) {
      create(pager, 5);
    }
    patch(28, 0, 0, 0, 3);
    try (Pager pager = open()) {
      pager.beginRead();
      assertThat(pager.pageCount()).isEqualTo(3);
    }
    // A library that does not know the field has counted a change.
    patch(24, 0, 0, 0, 77);
    try (Pager pager = open()) {
      pager.beginRead();
      assertThat(pager.pageCount()).isEqualTo(5);
    }
  }

  @Test
  void aFileShorterThanItsHeaderSaysIsCorruptUnlessTolerated() {
    try (Pager pager = open()) {
      create(pager, 5);
    }
    try (VfsFile file = vfs.open("/db", FileKind.MAIN_DB, OpenMode.READ_WRITE)) {
      file.truncate(3 * 4096 + 10);
    }
    try (Pager pager = open()) {
      assertThat(codeOf(pager::beginRead)).isEqualTo(ResultCode.CORRUPT);
      assertThat(codeOf(() -> pager.beginWrite(false))).isEqualTo(ResultCode.CORRUPT);
      pager.setToleratesTruncation(true);
      pager.beginRead();
      assertThat(pager.pageCount()).isEqualTo(4);
      assertThat(Arrays.copyOfRange(pager.read(4).bytes, 10, 4096)).containsOnly(0);
    }
  }

  // ---------------------------------------------------------------- who may do what

  @Test
  void aReadOnlyPagerDoesNotWriteAndCreatesNothing() {
    assertThat(codeOf(() -> Pager.open(vfs, "/db", PagerOptions.READ_ONLY).close()))
        .isEqualTo(ResultCode.CANTOPEN);
    try (Pager writer = open();
        Pager reader = Pager.open(vfs, "/db", PagerOptions.READ_ONLY)) {
      create(writer, 2);
      assertThat(reader.isReadOnly()).isTrue();
      reader.beginRead();
      assertThat(reader.pageCount()).isEqualTo(2);
      assertThat(codeOf(() -> reader.beginWrite(false))).isEqualTo(ResultCode.READONLY);
      reader.endRead();
      writer.beginWrite(false);
      writer.rollback();
    }
  }

  @Test
  void anImmutableFileIsReadWithoutLocksAndWithoutItsJournal() {
    try (Pager writer = open()) {
      create(writer, 2);
      writer.beginWrite(true);
      PagerOptions immutable = new PagerOptions(false, false, true, false, PageCodec.NONE);
      try (Pager reader = Pager.open(vfs, "/db", immutable)) {
        reader.beginRead();
        assertThat(reader.pageCount()).isEqualTo(2);
        assertThat(codeOf(() -> reader.beginWrite(false))).isEqualTo(ResultCode.READONLY);
      }
      writer.rollback();
    }
  }

  @Test
  void withoutLocksNobodyIsKeptOut() {
    PagerOptions noLock = new PagerOptions(false, true, false, true, PageCodec.NONE);
    try (Pager one = Pager.open(vfs, "/db", noLock);
        Pager two = open()) {
      create(one, 2);
      two.beginWrite(true);
      one.beginRead();
      assertThat(one.pageCount()).isEqualTo(2);
      one.endRead();
      two.rollback();
      two.endRead();
      create(two, 4);
      one.beginRead();
      assertThat(one.pageCount()).isEqualTo(4);
    }
  }

  @Test
  void aFileThatWasMovedIsNotWritten() {
    try (Pager pager = open()) {
      create(pager, 2);
      pager.beginWrite(false);
      vfs.delete("/db", false);
      assertThat(codeOf(() -> pager.write(1))).isEqualTo(ResultCode.READONLY_DBMOVED);
      pager.rollback();
    }
  }

  @Test
  void aNewFileOfTheSameNameIsAnotherDatabase() {
    try (Pager old = open()) {
      create(old, 2);
      vfs.delete("/db", false);
      try (Pager fresh = open()) {
        fresh.beginRead();
        assertThat(fresh.pageCount()).isZero();
        old.beginRead();
        assertThat(old.pageCount()).isEqualTo(2);
      }
    }
  }

  @Test
  void inExclusiveLockingModeTheLocksAreKept() {
    try (Pager keeper = open();
        Pager other = open()) {
      create(keeper, 2);
      keeper.setExclusiveLocking(true);
      keeper.beginRead();
      keeper.endRead();
      other.beginRead();
      other.endRead();
      keeper.beginWrite(false);
      PageWorkload.fill(keeper.write(2), 4096, 9);
      commit(keeper);
      assertThat(codeOf(other::beginRead)).isEqualTo(ResultCode.BUSY);
      keeper.beginWrite(false);
      PageWorkload.fill(keeper.write(2), 4096, 10);
      commit(keeper);
      keeper.setExclusiveLocking(false);
      other.beginRead();
      assertThat(Bytes.i32(other.read(2).bytes, 0)).isEqualTo(10);
    }
  }

  @Test
  void aTransactionThatChangesNothingLeavesTheFileAlone() {
    try (Pager pager = open()) {
      create(pager, 2);
      pager.beginRead();
      int counter = Bytes.i32(pager.read(1).bytes, 24);
      long stamp = pager.changeStamp();
      pager.beginWrite(false);
      commit(pager);
      pager.beginRead();
      assertThat(Bytes.i32(pager.read(1).bytes, 24)).isEqualTo(counter);
      assertThat(pager.changeStamp()).isEqualTo(stamp);
    }
  }

  @Test
  void theBusyHandlerIsAskedUnlessAReadTransactionIsOpen() {
    try (Pager writer = open();
        Pager other = open()) {
      create(writer, 2);
      int[] calls = new int[1];
      other.setBusyHandler(
          count -> {
            assertThat(count).isEqualTo(calls[0]++);
            return count < 3;
          });
      writer.beginWrite(false);
      assertThat(codeOf(() -> other.beginWrite(false))).isEqualTo(ResultCode.BUSY);
      assertThat(calls[0]).isEqualTo(4);
      other.beginRead();
      assertThat(codeOf(() -> other.beginWrite(false))).isEqualTo(ResultCode.BUSY);
      assertThat(calls[0]).isEqualTo(4);
      // A commit asks its own handler while somebody reads.
      PageWorkload.fill(writer.write(2), 4096, 9);
      writer.setBusyHandler(
          count -> {
            if (count == 2) {
              other.endRead();
            }
            return true;
          });
      writer.commitPhaseOne(null);
      writer.commitPhaseTwo();
    }
  }

  // ---------------------------------------------------------------- failures

  @Test
  void aFullDiskUndoesTheTransactionAndNothingElse() {
    SimulatedVfs disk = new SimulatedVfs(1);
    try (Pager pager = Pager.open(disk, "/db", PagerOptions.DEFAULT)) {
      create(pager, 4);
      disk.faults().fullAfter(6 * 4096);
      pager.beginWrite(false);
      for (int number = 1; number <= 20; number++) {
        PageWorkload.fill(
            number > 4 ? pager.writeFresh(number) : pager.write(number), 4096, 100 + number);
      }
      assertThat(codeOf(() -> pager.commitPhaseOne(null))).isEqualTo(ResultCode.FULL);
      assertThat(codeOf(() -> pager.commitPhaseOne(null))).isEqualTo(ResultCode.FULL);
      assertThat(codeOf(() -> pager.writeFresh(21))).isEqualTo(ResultCode.FULL);
      pager.rollback();
      assertThat(pager.pageCount()).isEqualTo(4);
      assertThat(PageWorkload.read(pager).stamps()).containsEntry(4, 4);
      pager.endRead();
      disk.faults().reset();
      create(pager, 20);
      pager.beginRead();
      assertThat(PageWorkload.read(pager).pageCount()).isEqualTo(20);
    }
  }

  @Test
  void aJournalThatCannotBeFinishedDecidesLater() {
    SimulatedVfs disk = new SimulatedVfs(1);
    try (Pager pager = Pager.open(disk, "/db", PagerOptions.DEFAULT)) {
      create(pager, 4);
      pager.beginWrite(false);
      PageWorkload.fill(pager.write(2), 4096, 50);
      pager.commitPhaseOne(null);
      disk.faults().fail(CallKind.DELETE, disk.faults().count(CallKind.DELETE) + 1);
      assertThat(codeOf(pager::commitPhaseTwo)).isEqualTo(ResultCode.IOERR_DELETE);
      assertThat(pager.isWriting()).isFalse();
      assertThat(pager.isReading()).isFalse();
      assertThat(disk.exists("/db-journal")).isTrue();
      pager.beginRead();
      assertThat(Bytes.i32(pager.read(2).bytes, 0)).isEqualTo(2);
      assertThat(disk.exists("/db-journal")).isFalse();
    }
  }

  @Test
  void aJournalBesideAnEmptyFileIsDeleted() {
    try (Pager pager = open()) {
      create(pager, 2);
    }
    vfs.delete("/db", false);
    try (VfsFile journal = vfs.open("/db-journal", FileKind.MAIN_JOURNAL, OpenMode.CREATE)) {
      journal.write(0, new byte[] {(byte) 0xd9}, 0, 1);
    }
    try (Pager pager = open()) {
      pager.beginRead();
      assertThat(pager.pageCount()).isZero();
      assertThat(vfs.exists("/db-journal")).isFalse();
    }
  }

  // ---------------------------------------------------------------- journals

  @Test
  void noJournalIsMadeForATransactionThatRollsBack() {
    try (Pager pager = open()) {
      create(pager, 2);
      pager.setJournalMode(JournalMode.PERSIST);
      pager.beginWrite(false);
      PageWorkload.fill(pager.write(2), 4096, 50);
      assertThat(vfs.exists("/db-journal")).isFalse();
      pager.rollback();
      assertThat(vfs.exists("/db-journal")).isFalse();
      assertThat(Bytes.i32(pager.read(2).bytes, 0)).isEqualTo(2);
    }
  }

  @Test
  void aKeptJournalGoesWithTheModeThatKeptIt() {
    try (Pager pager = open()) {
      create(pager, 2);
      pager.setJournalMode(JournalMode.PERSIST);
      pager.beginWrite(false);
      PageWorkload.fill(pager.write(2), 4096, 50);
      commit(pager);
      assertThat(vfs.exists("/db-journal")).isTrue();
      assertThat(pager.setJournalMode(JournalMode.DELETE)).isEqualTo(JournalMode.DELETE);
      assertThat(vfs.exists("/db-journal")).isFalse();
      assertThat(pager.isReading()).isFalse();
    }
  }

  @Test
  void aDatabaseInMemoryHasTwoJournalModes() {
    try (Pager pager = Pager.memory(1024)) {
      assertThat(pager.journalMode()).isEqualTo(JournalMode.MEMORY);
      assertThat(pager.setJournalMode(JournalMode.DELETE)).isEqualTo(JournalMode.MEMORY);
      assertThat(pager.setJournalMode(JournalMode.OFF)).isEqualTo(JournalMode.OFF);
    }
  }

  @Test
  void pagesTakenFromTheFreeListAreNotJournaled() {
    try (Pager pager = open()) {
      create(pager, 6);
      pager.setJournalMode(JournalMode.PERSIST);
      pager.beginWrite(false);
      // Page 3 was free before; page 4 is freed and taken again here.
      PageWorkload.fill(pager.writeAllocated(3), 4096, 30);
      pager.discard(4);
      PageWorkload.fill(pager.writeAllocated(4), 4096, 40);
      PageWorkload.fill(pager.writeFresh(5), 4096, 50);
      pager.commitPhaseOne(null);
      try (VfsFile journal = vfs.open("/db-journal", FileKind.MAIN_JOURNAL, OpenMode.READ_ONLY)) {
        // Pages 1, 4 and 5.
        assertThat(journal.size()).isEqualTo(512 + 3 * (4096 + 8));
      }
      pager.rollback();
      assertThat(Bytes.i32(pager.read(4).bytes, 0)).isEqualTo(4);
      assertThat(Bytes.i32(pager.read(5).bytes, 0)).isEqualTo(5);
    }
  }

  // ---------------------------------------------------------------- codec

  /** Adds the page number to every byte but those that must stay readable. */
  private static final class Shift implements PageCodec {
    @Override
    public void decode(int page, byte[] bytes, int pageBytes) {
      for (int i = 0; i < pageBytes; i++) {
        if (page != 1 || i < 16 || i > 23) {
          bytes[i] -= (byte) (page + 1);
        }
      }
    }

    @Override
    public void encode(int page, byte[] from, byte[] to, int toOffset, int pageBytes) {
      for (int i = 0; i < pageBytes; i++) {
        boolean plain = page == 1 && i >= 16 && i <= 23;
        to[toOffset + i] = (byte) (plain ? from[i] : from[i] + page + 1);
      }
    }
  }

  @Test
  void aCodecChangesWhatIsInTheFilesAndNothingElse() {
    PagerOptions options = new PagerOptions(false, true, false, false, new Shift());
    SimulatedVfs disk = new SimulatedVfs(1);
    try (Pager pager = Pager.open(disk, "/db", options)) {
      pager.setPageSize(512, 0);
      pager.setCacheSize(10);
      create(pager, 60);
      byte[] before = disk.content("/db");
      assertThat(before[0]).isEqualTo((byte) ('S' + 2));
      pager.beginRead();
      assertThat(PageWorkload.read(pager).pageCount()).isEqualTo(60);
      pager.endRead();
      pager.beginWrite(false);
      for (int number = 2; number <= 60; number++) {
        pager.spillPoint();
        PageWorkload.fill(pager.write(number), 512, 1000 + number);
      }
      assertThat(disk.content("/db")).isNotEqualTo(before);
      int level = pager.openSavepoint();
      for (int number = 2; number <= 60; number++) {
        pager.spillPoint();
        PageWorkload.fill(pager.write(number), 512, 2000 + number);
      }
      pager.rollbackToSavepoint(level);
      assertThat(PageWorkload.read(pager).stamps()).containsEntry(30, 1030);
      pager.rollback();
      assertThat(disk.content("/db")).isEqualTo(before);
      pager.endRead();
    }
    try (Pager pager = Pager.open(disk, "/db", PagerOptions.DEFAULT)) {
      assertThat(codeOf(pager::beginRead)).isEqualTo(ResultCode.NOTADB);
    }
  }

  @Test
  void afterAFullDiskWhileSpillingASavepointIsNoWayBack() {
    SimulatedVfs disk = new SimulatedVfs(1);
    try (Pager pager = Pager.open(disk, "/db", PagerOptions.DEFAULT)) {
      pager.setCacheSize(10);
      create(pager, 5);
      pager.beginWrite(false);
      int level = pager.openSavepoint();
      disk.faults().fullAfter(12 * 4096);
      assertThatThrownBy(
              () -> {
                for (int number = 1; number <= 40; number++) {
                  pager.spillPoint();
                  PageWorkload.fill(pager.writeFresh(number), pager.pageBytes(), 100 + number);
                }
              })
          .isInstanceOf(DbException.Full.class);
      disk.faults().reset();
      assertThatThrownBy(() -> pager.rollbackToSavepoint(level))
          .isInstanceOf(DbException.Full.class);
      pager.rollback();
      assertThat(pager.pageCount()).isEqualTo(5);
      assertThat(PageWorkload.read(pager).stamps().values()).containsExactly(1, 2, 3, 4, 5);
      pager.endRead();
    }
  }
}

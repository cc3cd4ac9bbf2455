package tech.turso.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.base.Bytes;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.VfsFile;
import tech.turso.vfs.memory.MemoryVfs;
import tech.turso.vfs.sim.CallKind;
import tech.turso.vfs.sim.SimulatedVfs;

class RollbackJournalTest {
  private static final int NONCE = 0x01020304;
  private static final String MAGIC = "d9d505f920a163d7";

  private final VfsFile file = new MemoryVfs().open(null, FileKind.MAIN_JOURNAL, OpenMode.CREATE);

  private RollbackJournal journal(VfsFile file, int sectorBytes, Synchronous synchronous) {
    return new RollbackJournal(
        file, sectorBytes, 1024, 7, () -> NONCE, synchronous, SyncMode.NORMAL);
  }

  private static byte[] page(int first) {
    byte[] page = new byte[1024];
    for (int i = 0; i < page.length; i++) {
      page[i] = (byte) (first + i);
    }
    return page;
  }

  private byte[] content() {
    byte[] bytes = new byte[(int) file.size()];
    file.read(0, bytes, 0, bytes.length);
    return bytes;
  }

  private static String hex(byte[] bytes, int from, int count) {
    return HexFormat.of().formatHex(bytes, from, from + count);
  }

  @Test
  void theHeaderFillsASectorAndCountsTheRecords() {
    RollbackJournal journal = journal(file, 512, Synchronous.FULL);
    journal.append(3, page(0));
    journal.append(5, page(1));
    journal.seal();
    byte[] bytes = content();
    assertThat(bytes).hasSize(512 + 2 * 1032);
    assertThat(hex(bytes, 0, 28))
        .isEqualTo(MAGIC + "00000002" + "01020304" + "00000007" + "00000200" + "00000400");
    assertThat(Arrays.copyOfRange(bytes, 28, 512)).containsOnly(0);
    assertThat(Bytes.i32(bytes, 512)).isEqualTo(3);
    assertThat(Arrays.copyOfRange(bytes, 516, 516 + 1024)).isEqualTo(page(0));
    assertThat(Bytes.i32(bytes, 512 + 1032)).isEqualTo(5);
  }

  @Test
  void theChecksumIsTheNoncePlusEvery200thByteFromTheEnd() {
    journal(file, 512, Synchronous.FULL).seal();
    RollbackJournal journal = journal(file, 512, Synchronous.FULL);
    byte[] page = page(0);
    journal.append(3, page);
    journal.seal();
    // Bytes 824, 624, 424, 224 and 24 of the page, unsigned.
    int sum = NONCE + (824 & 255) + (624 & 255) + (424 & 255) + (224 & 255) + 24;
    assertThat(Bytes.i32(content(), 516 + 1024)).isEqualTo(sum);
  }

  @Test
  void aFurtherSegmentBeginsAtTheNextSector() {
    RollbackJournal journal = journal(file, 4096, Synchronous.NORMAL);
    journal.append(3, page(0));
    journal.seal();
    journal.append(4, page(1));
    journal.append(5, page(2));
    journal.seal();
    byte[] bytes = content();
    assertThat(hex(bytes, 0, 12)).isEqualTo(MAGIC + "00000001");
    assertThat(hex(bytes, 8192, 12)).isEqualTo(MAGIC + "00000002");
    assertThat(bytes).hasSize(8192 + 4096 + 2 * 1032);
    JournalReader reader = new JournalReader(file, file.size(), 512);
    assertThat(reader.pageBytes()).isEqualTo(1024);
    assertThat(reader.databasePages()).isEqualTo(7);
    for (int page = 3; page <= 5; page++) {
      assertThat(reader.nextRecord()).isTrue();
      assertThat(reader.page()).isEqualTo(page);
    }
    assertThat(reader.nextRecord()).isFalse();
  }

  @Test
  void withoutWaitingTheRecordsAreNotCounted() {
    RollbackJournal journal = journal(file, 512, Synchronous.OFF);
    journal.append(3, page(0));
    journal.seal();
    journal.append(4, page(1));
    journal.seal();
    assertThat(hex(content(), 0, 12)).isEqualTo(MAGIC + "ffffffff");
    assertThat(file.size()).isEqualTo(512 + 2 * 1032);
    JournalReader reader = new JournalReader(file, file.size(), 512);
    assertThat(reader.nextRecord()).isTrue();
    assertThat(reader.nextRecord()).isTrue();
    assertThat(reader.nextRecord()).isFalse();
  }

  @Test
  void fullWaitsForTheRecordsBeforeTheHeaderCountsThem() {
    SimulatedVfs vfs = new SimulatedVfs(1);
    VfsFile journalFile = vfs.open("/j", FileKind.MAIN_JOURNAL, OpenMode.CREATE);
    RollbackJournal journal = journal(journalFile, 512, Synchronous.FULL);
    journal.append(3, page(0));
    vfs.faults().fail(CallKind.SYNC, 1);
    try {
      journal.seal();
    } catch (RuntimeException e) {
      // As planned: between the two.
    }
    byte[] bytes = vfs.content("/j");
    assertThat(bytes).hasSize(512 + 1032);
    assertThat(hex(bytes, 0, 12)).isEqualTo("0".repeat(24));
  }

  @Test
  void theSuperJournalsNameIsAtTheEnd() {
    RollbackJournal journal = journal(file, 512, Synchronous.FULL);
    journal.append(3, page(0));
    journal.bindTo("/dir/a-mj0");
    journal.seal();
    byte[] bytes = content();
    int start = 2048;
    assertThat(bytes).hasSize(start + 4 + 10 + 16);
    // The lock-byte page for pages of 1024 bytes.
    assertThat(Bytes.i32(bytes, start)).isEqualTo(0x40000000 / 1024 + 1);
    assertThat(new String(bytes, start + 4, 10, java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("/dir/a-mj0");
    assertThat(Bytes.i32(bytes, start + 14)).isEqualTo(10);
    int sum = "/dir/a-mj0".chars().sum();
    assertThat(Bytes.i32(bytes, start + 18)).isEqualTo(sum);
    assertThat(hex(bytes, start + 22, 8)).isEqualTo(MAGIC);
    assertThat(SuperJournal.nameIn(file)).isEqualTo("/dir/a-mj0");
    JournalReader reader = new JournalReader(file, file.size(), 512);
    assertThat(reader.nextRecord()).isTrue();
    assertThat(reader.nextRecord()).isFalse();
  }

  @Test
  void aHeaderLeftByALongerJournalIsNotTakenForOurs() {
    RollbackJournal older = journal(file, 512, Synchronous.FULL);
    older.append(1, page(9));
    older.seal();
    older.append(2, page(9));
    older.seal();
    RollbackJournal newer = journal(file, 512, Synchronous.NORMAL);
    newer.append(6, page(0));
    newer.seal();
    JournalReader reader = new JournalReader(file, file.size(), 512);
    assertThat(reader.nextRecord()).isTrue();
    assertThat(reader.page()).isEqualTo(6);
    assertThat(reader.nextRecord()).isFalse();
  }

  @Test
  void largeTransactionsAreWrittenInParts() {
    RollbackJournal journal = journal(file, 512, Synchronous.NORMAL);
    for (int number = 1; number <= 2000; number++) {
      if (number != 0x40000000 / 1024 + 1) {
        journal.append(number, page(number));
      }
    }
    journal.seal();
    assertThat(Bytes.i32(content(), 8)).isEqualTo(2000);
    JournalReader reader = new JournalReader(file, file.size(), 512);
    for (int number = 1; number <= 2000; number++) {
      assertThat(reader.nextRecord()).isTrue();
      int at = reader.contentOffset();
      assertThat(Arrays.equals(reader.content(), at, at + 1024, page(number), 0, 1024)).isTrue();
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3})
  void aDamagedJournalIsPlayedUpToTheDamageAndNeverFails(long seed) {
    RollbackJournal journal = journal(file, 512, Synchronous.FULL);
    for (int number = 1; number <= 6; number++) {
      journal.append(number, page(number));
      if (number % 2 == 0) {
        journal.seal();
      }
    }
    byte[] good = content();
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      byte[] bad = good.clone();
      int hits = 1 + random.nextInt(4);
      int first = bad.length;
      for (int i = 0; i < hits; i++) {
        int at = random.nextInt(random.nextBoolean() ? 40 : bad.length);
        bad[at] = (byte) random.nextInt();
        first = Math.min(first, at);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(bad.length) : bad.length;
      VfsFile copy = new MemoryVfs().open(null, FileKind.MAIN_JOURNAL, OpenMode.CREATE);
      copy.write(0, bad, 0, length);
      JournalReader reader = new JournalReader(copy, length, 1024);
      int records = 0;
      while (reader.nextRecord()) {
        records++;
      }
      assertThat(records).isLessThanOrEqualTo(length / 512);
      // Records before the first damage are read.
      if (first >= 512 + 2 * 1032 && length >= 512 + 2 * 1032) {
        assertThat(records).isGreaterThanOrEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NORMAL", "FULL"})
  void recordsOfAnOlderJournalNeverFollowThoseOfANewOne(String synchronous) {
    SimulatedVfs vfs = new SimulatedVfs(1);
    VfsFile kept = vfs.open("/j", FileKind.MAIN_JOURNAL, OpenMode.CREATE);
    Synchronous mode = Synchronous.valueOf(synchronous);
    RollbackJournal older = journal(kept, 512, mode);
    older.append(3, page(0));
    older.seal();
    older.append(4, page(1));
    older.seal();
    RollbackJournal newer = journal(kept, 512, mode);
    newer.append(5, page(2));
    int[] most = {0};
    vfs.observeSteps(
        () -> {
          VfsFile now = vfs.afterKill().open("/j", FileKind.MAIN_JOURNAL, OpenMode.READ_ONLY);
          JournalReader reader = new JournalReader(now, now.size(), 1024);
          int records = 0;
          while (reader.isValid() && reader.nextRecord()) {
            records++;
            if (records == 1 && reader.page() == 3) {
              return; // Still the older one.
            }
            assertThat(reader.page()).as("record %d", records).isEqualTo(5);
          }
          most[0] = Math.max(most[0], records);
        });
    newer.seal();
    assertThat(most[0]).isEqualTo(1);
  }
}

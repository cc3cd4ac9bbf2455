package tech.turso.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.turso.vfs.FileKind;
import tech.turso.vfs.OpenMode;
import tech.turso.vfs.SyncMode;
import tech.turso.vfs.VfsFile;
import tech.turso.vfs.memory.MemoryVfs;

class JournalPlaybackTest {
  private static final int PAGE_BYTES = 512;

  private final MemoryVfs vfs = new MemoryVfs();
  private final VfsFile database = vfs.open("/db", FileKind.MAIN_DB, OpenMode.CREATE);

  private void fillDatabase(int pages, int with) {
    byte[] bytes = new byte[pages * PAGE_BYTES];
    Arrays.fill(bytes, (byte) with);
    database.write(0, bytes, 0, bytes.length);
  }

  private byte[] pageOfDatabase(int number) {
    byte[] bytes = new byte[PAGE_BYTES];
    assertThat(database.read((number - 1L) * PAGE_BYTES, bytes, 0, PAGE_BYTES))
        .isEqualTo(PAGE_BYTES);
    return bytes;
  }

  /** A journal of a database of three pages, with the former contents of 1 and 3 and 9. */
  private void journal(String path, String superJournal) {
    try (VfsFile file = vfs.open(path, FileKind.MAIN_JOURNAL, OpenMode.CREATE)) {
      RollbackJournal journal =
          new RollbackJournal(
              file, 512, PAGE_BYTES, 3, vfs.randomness(), Synchronous.FULL, SyncMode.NORMAL);
      for (int number : new int[] {1, 3, 9}) {
        byte[] page = new byte[PAGE_BYTES];
        Arrays.fill(page, (byte) number);
        journal.append(number, page);
      }
      if (superJournal != null) {
        journal.bindTo(superJournal);
      }
      journal.seal();
    }
  }

  private long recover(String path, JournalMode mode) {
    VfsFile journal = vfs.open(path, FileKind.MAIN_JOURNAL, OpenMode.READ_WRITE);
    return JournalPlayback.recover(
        vfs, journal, path, database, 4096, mode, Synchronous.FULL, SyncMode.NORMAL);
  }

  @Test
  void theFileGetsItsFormerSizeAndContent() {
    fillDatabase(5, 77);
    journal("/db-journal", null);
    assertThat(recover("/db-journal", JournalMode.DELETE)).isEqualTo(2);
    assertThat(database.size()).isEqualTo(3 * PAGE_BYTES);
    assertThat(pageOfDatabase(1)).containsOnly(1);
    assertThat(pageOfDatabase(2)).containsOnly(77);
    assertThat(pageOfDatabase(3)).containsOnly(3);
    assertThat(vfs.exists("/db-journal")).isFalse();
  }

  @Test
  void aFileThatWasCutGrowsAgain() {
    fillDatabase(1, 77);
    journal("/db-journal", null);
    recover("/db-journal", JournalMode.DELETE);
    assertThat(database.size()).isEqualTo(3 * PAGE_BYTES);
    assertThat(pageOfDatabase(2)).containsOnly(0);
  }

  @Test
  void theJournalIsFinishedAsTheModeSays() {
    fillDatabase(3, 77);
    journal("/db-journal", null);
    recover("/db-journal", JournalMode.PERSIST);
    assertThat(vfs.exists("/db-journal")).isTrue();
    VfsFile file = vfs.open("/db-journal", FileKind.MAIN_JOURNAL, OpenMode.READ_WRITE);
    byte[] head = new byte[28];
    file.read(0, head, 0, 28);
    assertThat(head).containsOnly(0);
    file.close();
    journal("/db-journal", null);
    recover("/db-journal", JournalMode.TRUNCATE);
    file = vfs.open("/db-journal", FileKind.MAIN_JOURNAL, OpenMode.READ_WRITE);
    assertThat(file.size()).isZero();
    file.close();
  }

  @Test
  void aJournalWhoseSuperJournalIsGoneIsNotPlayed() {
    fillDatabase(5, 77);
    journal("/db-journal", "/db-mj1");
    assertThat(recover("/db-journal", JournalMode.PERSIST)).isEqualTo(-1);
    assertThat(database.size()).isEqualTo(5 * PAGE_BYTES);
    assertThat(pageOfDatabase(1)).containsOnly(77);
    // It is finished all the same, and cut, so that its name is not found again.
    try (VfsFile file = vfs.open("/db-journal", FileKind.MAIN_JOURNAL, OpenMode.READ_ONLY)) {
      assertThat(file.size()).isZero();
    }
  }

  @Test
  void theSuperJournalIsDeletedWithTheLastJournalThatNamesIt() {
    fillDatabase(3, 77);
    String name = SuperJournal.create(vfs, "/db", List.of("/db-journal", "/other-journal"));
    assertThat(name).matches("/db-mj[0-9A-F]{6}9[0-9A-F]{2}");
    try (VfsFile file = vfs.open(name, FileKind.SUPER_JOURNAL, OpenMode.READ_ONLY)) {
      byte[] bytes = new byte[(int) file.size()];
      file.read(0, bytes, 0, bytes.length);
      assertThat(new String(bytes, StandardCharsets.UTF_8))
          .isEqualTo("/db-journal\0/other-journal\0");
    }
    journal("/db-journal", name);
    journal("/other-journal", name);
    assertThat(recover("/db-journal", JournalMode.DELETE)).isEqualTo(2);
    assertThat(vfs.exists(name)).isTrue();
    assertThat(recover("/other-journal", JournalMode.DELETE)).isEqualTo(2);
    assertThat(vfs.exists(name)).isFalse();
  }

  @Test
  void playingTwiceIsPlayingOnce() {
    fillDatabase(5, 77);
    journal("/db-journal", null);
    try (VfsFile file = vfs.open("/db-journal", FileKind.MAIN_JOURNAL, OpenMode.READ_ONLY)) {
      JournalPlayback.play(new JournalReader(file, file.size(), 4096), database);
      byte[] once = new byte[(int) database.size()];
      database.read(0, once, 0, once.length);
      JournalPlayback.play(new JournalReader(file, file.size(), 4096), database);
      byte[] twice = new byte[(int) database.size()];
      database.read(0, twice, 0, twice.length);
      assertThat(twice).isEqualTo(once);
    }
  }
}

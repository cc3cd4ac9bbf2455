package tech.turso.vfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.turso.base.ResultCode;
import tech.turso.vfs.nio.NioVfs;

/** What files of the operating system do, whichever way they are called and locked. */
abstract class NioVfsContract extends VfsContract {
  @TempDir Path directory;

  @Override
  protected abstract NioVfs vfs();

  @Override
  protected String path(String name) {
    return directory.resolve(name).toString();
  }

  @Test
  void aDirectoryCannotBeOpenedForWritingAndReadsAsAnError() {
    String path = directory.toString();
    assertThat(codeOf(() -> open(path, FileKind.MAIN_DB, OpenMode.CREATE)))
        .isEqualTo(ResultCode.CANTOPEN);
    assertThat(codeOf(() -> open(path, FileKind.MAIN_DB, OpenMode.READ_WRITE)))
        .isEqualTo(ResultCode.CANTOPEN);
    VfsFile file = open(path, FileKind.MAIN_DB, OpenMode.READ_ONLY);
    assertThat(codeOf(() -> file.read(0, new byte[10], 0, 10))).isEqualTo(ResultCode.IOERR_READ);
    assertThat(vfs().exists(path)).isTrue();
    assertThat(codeOf(() -> vfs().delete(path, false))).isEqualTo(ResultCode.IOERR_DELETE);
    assertThat(directory).exists();
  }

  @Test
  void aMissingDirectoryIsNoPlaceForAFile() {
    assertThat(codeOf(() -> open(path("no/a.db"), FileKind.MAIN_DB, OpenMode.CREATE)))
        .isEqualTo(ResultCode.CANTOPEN);
    assertThat(codeOf(() -> open("a\0b", FileKind.MAIN_DB, OpenMode.CREATE)))
        .isEqualTo(ResultCode.CANTOPEN);
  }

  /** The file of a running program refuses writes to everyone, root too. */
  @Test
  void whatMayNotBeWrittenOpensReadOnly() {
    String program = ProcessHandle.current().info().command().orElse("");
    assumeTrue(Files.isRegularFile(Path.of(program)), "the name of our own program is not known");
    String path = vfs().fullPath(program);
    VfsFile file = open(path, FileKind.MAIN_DB, OpenMode.READ_WRITE);
    assertThat(file.isReadOnly()).isTrue();
    assertThat(file.read(0, new byte[16], 0, 16)).isEqualTo(16);
    assertThat(codeOf(() -> file.write(0, new byte[1], 0, 1))).isEqualTo(ResultCode.IOERR_WRITE);
  }

  @Test
  void aDirectoryThatRefusesAJournalSaysSo() {
    assumeTrue(Files.isDirectory(Path.of("/sys/kernel")), "no sysfs");
    assertThat(
            codeOf(() -> open("/sys/kernel/a.db-journal", FileKind.MAIN_JOURNAL, OpenMode.CREATE)))
        .isEqualTo(ResultCode.READONLY_DIRECTORY);
    assertThat(codeOf(() -> open("/sys/kernel/a.db", FileKind.MAIN_DB, OpenMode.CREATE)))
        .isEqualTo(ResultCode.CANTOPEN);
  }

  @Test
  void aFullDiskIsItsOwnFailure() {
    assumeTrue(Files.isWritable(Path.of("/dev/full")), "no /dev/full");
    VfsFile file = open("/dev/full", FileKind.MAIN_DB, OpenMode.READ_WRITE);
    assertThat(codeOf(() -> file.write(0, new byte[10], 0, 10))).isEqualTo(ResultCode.FULL);
  }

  @Test
  void aUsedClosedFileIsRefused() {
    VfsFile file = create("a.db");
    file.close();
    assertThat(codeOf(() -> file.read(0, new byte[1], 0, 1))).isEqualTo(ResultCode.INTERNAL);
    assertThat(codeOf(() -> file.write(0, new byte[1], 0, 1))).isEqualTo(ResultCode.INTERNAL);
    assertThat(codeOf(() -> file.sync(SyncMode.FULL))).isEqualTo(ResultCode.INTERNAL);
    assertThat(codeOf(() -> file.tryLock(1, 1, false))).isEqualTo(ResultCode.INTERNAL);
  }

  @Test
  void linksLeadToOneIdentityAndOneFullPath() throws IOException {
    VfsFile file = create("a.db");
    Files.createSymbolicLink(directory.resolve("soft"), Path.of("a.db"));
    Files.createLink(directory.resolve("hard"), directory.resolve("a.db"));
    Files.createDirectory(directory.resolve("sub"));
    Files.createSymbolicLink(directory.resolve("sub/up"), directory);
    String full = vfs().fullPath(path("a.db"));
    assertThat(vfs().fullPath(path("soft"))).isEqualTo(full);
    assertThat(vfs().fullPath(path("sub/up/soft"))).isEqualTo(full);
    assertThat(vfs().fullPath(path("sub/.././/sub/up/a.db"))).isEqualTo(full);
    assertThat(vfs().fullPath(path("sub/up/new.db"))).isEqualTo(vfs().fullPath(path("new.db")));
    assertThat(open(path("hard"), FileKind.MAIN_DB, OpenMode.READ_WRITE).identity())
        .isEqualTo(file.identity());
  }

  @Test
  void linksInACircleLeadNowhere() throws IOException {
    Files.createSymbolicLink(directory.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(directory.resolve("two"), Path.of("one"));
    assertThat(codeOf(() -> vfs().fullPath(path("one")))).isEqualTo(ResultCode.CANTOPEN);
    assertThat(codeOf(() -> vfs().fullPath("/"))).isEqualTo(ResultCode.CANTOPEN);
  }

  @Test
  void aLinkInsteadOfAFileIsNotFollowed() throws IOException {
    Files.createSymbolicLink(directory.resolve("a.db-journal"), directory.resolve("victim"));
    assertThat(codeOf(() -> open(path("a.db-journal"), FileKind.MAIN_JOURNAL, OpenMode.CREATE)))
        .isEqualTo(ResultCode.CANTOPEN);
    assertThat(directory.resolve("victim")).doesNotExist();
  }

  @Test
  void aMovedFileHasMovedAndAReplacedOneToo() throws IOException {
    VfsFile file = create("a.db");
    Files.move(directory.resolve("a.db"), directory.resolve("b.db"));
    assertThat(file.hasMoved()).isTrue();
    Files.createFile(directory.resolve("a.db"));
    assertThat(file.hasMoved()).isTrue();
    assertThat(open(path("b.db"), FileKind.MAIN_DB, OpenMode.READ_WRITE).identity())
        .isEqualTo(file.identity());
  }

  @Test
  void aJournalIsForWhomTheDatabaseIs() throws IOException {
    create("a.db");
    for (String mode : new String[] {"rw-rw----", "rw-------", "rw-rw-rw-"}) {
      Files.setPosixFilePermissions(
          directory.resolve("a.db"), PosixFilePermissions.fromString(mode));
      open(path("a.db-journal"), FileKind.MAIN_JOURNAL, OpenMode.CREATE).close();
      assertThat(Files.getPosixFilePermissions(directory.resolve("a.db-journal")))
          .isEqualTo(PosixFilePermissions.fromString(mode));
      vfs().delete(path("a.db-journal"), false);
    }
  }

  @Test
  void aTemporaryFileHasNoNameLeft() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors), "no /proc");
    VfsFile file = open(null, FileKind.TEMP_DB, OpenMode.CREATE);
    file.write(0, bytes(777, 1), 0, 777);
    long count = 0;
    try (var entries = Files.newDirectoryStream(descriptors)) {
      for (Path entry : entries) {
        if (Files.isSymbolicLink(entry)
            && Files.readSymbolicLink(entry).toString().matches(".*/etilqs_[0-9a-f]+ \\(deleted\\)")
            && Files.size(entry) == 777) {
          count++;
        }
      }
    }
    assertThat(count).isEqualTo(1);
  }

  @Test
  void aSecondOpenForWritingGetsMoreThanTheFirstForReading() {
    create("a.db").close();
    VfsFile reader = open(path("a.db"), FileKind.MAIN_DB, OpenMode.READ_ONLY);
    reader.tryLock(100, 1, false);
    VfsFile writer = open(path("a.db"), FileKind.MAIN_DB, OpenMode.READ_WRITE);
    writer.write(0, new byte[] {9}, 0, 1);
    assertThat(writer.tryLock(101, 1, true)).isTrue();
    assertThat(writer.tryLock(100, 1, true)).isFalse();
    byte[] read = new byte[1];
    assertThat(reader.read(0, read, 0, 1)).isEqualTo(1);
    assertThat(read).containsExactly(9);
    reader.close();
    assertThat(writer.tryLock(100, 2, true)).isTrue();
  }

  @Test
  void aFileLargerThanTwoGigabytesIsReadAndCut() {
    VfsFile file = create("a.db");
    long far = (1L << 32) - 2;
    file.write(far, new byte[] {1, 2, 3}, 0, 3);
    assertThat(file.size()).isEqualTo(far + 3);
    byte[] into = new byte[3];
    assertThat(file.read(far, into, 0, 3)).isEqualTo(3);
    assertThat(into).containsExactly(1, 2, 3);
    file.truncate(far + 1);
    assertThat(file.size()).isEqualTo(0xffffffffL);
  }
}

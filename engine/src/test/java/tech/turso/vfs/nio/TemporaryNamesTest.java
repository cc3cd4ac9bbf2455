package tech.turso.vfs.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;

class TemporaryNamesTest {
  @TempDir Path directory;

  @Test
  void theFirstUsableDirectoryIsTaken() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(
            TemporaryNames.directory(
                null, "", directory + "/none", file.toString(), directory.toString(), "/"))
        .isEqualTo(directory);
  }

  @Test
  void noUsableDirectoryIsItsOwnFailure() {
    assertThatExceptionOfType(DbException.Io.class)
        .isThrownBy(() -> TemporaryNames.directory(null, directory + "/none"))
        .matches(e -> e.code() == ResultCode.IOERR_GETTEMPPATH);
  }

  @Test
  void namesLookLikeSqlites() {
    assertThat(TemporaryNames.next(() -> 0xabcL).getFileName()).hasToString("etilqs_abc");
  }
}

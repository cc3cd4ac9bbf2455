package tech.turso.testing.corrupt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.TursoRunner;

final class NotADatabaseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "SELECT * FROM sqlite_schema",
        "BEGIN",
        "BEGIN IMMEDIATE",
        "SAVEPOINT a",
        "CREATE TABLE t(a)",
        "PRAGMA page_size",
        "PRAGMA page_size = 8192",
        "PRAGMA user_version",
        "PRAGMA encoding",
        "PRAGMA foreign_keys",
        "PRAGMA cache_size",
        "PRAGMA integrity_check",
        "PRAGMA nothing_known",
      })
  void aFileThatIsNoDatabaseAnswersWhatConcernsTheConnectionAlone(String sql, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("junk");
    byte[] junk = new byte[5000];
    new Random(1).nextBytes(junk);
    Files.write(file, junk);
    try (var sqlite = OracleRunner.open(file.toString());
        var turso = TursoRunner.open(file.toString())) {
      assertThat(turso.run(sql).toString()).isEqualTo(sqlite.run(sql).toString());
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(junk);
  }
}

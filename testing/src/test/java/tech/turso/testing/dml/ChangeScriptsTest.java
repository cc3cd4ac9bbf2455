package tech.turso.testing.dml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.turso.testing.sql.SqlScript;
import tech.turso.testkit.Repository;

/** Scripts of INSERT, UPDATE and DELETE, each about one subject, on SQLite and on this engine. */
final class ChangeScriptsTest {
  private static final Path SCRIPTS = Repository.root().resolve("testing/src/test/resources/dml");

  @TempDir Path folder;

  static Stream<String> scripts() throws IOException {
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void answersCountersAndTheFileAreSqlites(String name) throws IOException {
    List<String> script = SqlScript.split(Files.readString(SCRIPTS.resolve(name)));
    assertThat(script).hasSizeGreaterThan(5);
    assertThat(Twins.difference(folder.resolve("twin.db"), script)).isNull();
  }
}

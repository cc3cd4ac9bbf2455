package tech.turso.testing.slt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.TursoRunner;
import tech.turso.testkit.Repository;
import tech.turso.testkit.Requirement;

/** This project's scripts, and the sqllogictest scripts that lie beside the repository. */
final class SqlScriptsTest {
  private static final Path SCRIPTS = Repository.root().resolve("testing/src/test/resources/sql");

  @TempDir Path folder;

  static Stream<Path> scripts() throws IOException {
    return Slt.scriptsIn(SCRIPTS).stream().map(SCRIPTS::relativize);
  }

  /** What a script expects is what SQLite answers today, to the last byte of the script. */
  @ParameterizedTest
  @MethodSource("scripts")
  void expectedAnswersAreSqlites(Path script) throws IOException {
    Path file = SCRIPTS.resolve(script);
    assertThat(SltRecorder.recorded(file, OracleRunner::open))
        .containsExactlyElementsOf(Files.readAllLines(file));
    SltResult result = SltRunner.run(file, OracleRunner::open, 30_000);
    assertThat(result.failures()).isEmpty();
    assertThat(result.passed()).isPositive();
  }

  /** Shows the runner right: SQLite passes its own scripts. */
  @Test
  void sqlitePassesSqllogictest() throws IOException {
    Path shared = Requirement.shared("slt");
    List<Path> scripts =
        Slt.scriptsIn(shared).stream()
            .filter(path -> path.toString().matches(".*(evidence|select\\d|random.aggregates).*"))
            .toList();
    assertThat(scripts).isNotEmpty();
    for (Path script : scripts) {
      SltResult result = SltRunner.run(script, OracleRunner::open, 30_000);
      assertThat(result.failures()).as(script.toString()).isEmpty();
      assertThat(result.notReached()).isZero();
    }
  }

  @Test
  void thisEnginePassesSqllogictest() throws IOException {
    SltResult total = SltResult.NONE;
    StringBuilder lines = new StringBuilder();
    for (Path script : Slt.scriptsIn(Requirement.shared("slt"))) {
      SltResult result = SltRunner.run(script, TursoRunner::open, 30_000);
      lines.append(result).append(' ').append(script.getFileName()).append('\n');
      result.failures().stream().limit(1).forEach(lines::append);
      total = total.plus(result);
    }
    assertThat(total.percent()).as(lines.toString()).isGreaterThanOrEqualTo(97);
    assertThat(total.passed()).isPositive();
    assertThat(total.notReached()).as(lines.toString()).isZero();
  }
}

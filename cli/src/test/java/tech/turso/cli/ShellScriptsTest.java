package tech.turso.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Scripts whose output is, byte for byte, that of SQLite's shell. The expected texts, {@code
 * scripts/NAME.expected}, were written by the shell of SQLite 3.54: {@code -Dshell.record=PATH} of
 * such a program, and of a resource folder as {@code -Dshell.resources=FOLDER}, writes them again.
 */
final class ShellScriptsTest {
  private static final String SHEET =
      "id,name,note\n1,\"a \"\"quoted\"\" one\",plain\n2,\"multi\nline\",\"with, comma\"\n3,,\"\"\n"
          + "4,ünïcödé,日本\n";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "modes",
        "formats",
        "import",
        "dump",
        "output",
        "parameters",
        "errors",
        "watching",
        "functions",
        "lint"
      })
  void theShellAnswersAsSqlitesDoes(String name) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("q.csv"), SHEET);
    Files.writeString(folder.resolve("p.txt"), "1|x\n2|y|z\n3\n");
    Files.writeString(
        folder.resolve("inner.sql"), "select 'inner', 1;\n.read " + folder + "/inner2.sql\n");
    Files.writeString(folder.resolve("inner2.sql"), "select 'inner2';\n");
    List<Path> given = files();
    String script = resource(name + ".sql").replace("FOLDER", folder.toString());
    String sqlite = System.getProperty("shell.record");
    ShellRun run = sqlite == null ? ShellRun.of(script) : runOf(sqlite, script);
    StringBuilder text = new StringBuilder(run.out());
    text.append("==== errors\n").append(run.err());
    for (Path file : files()) {
      if (!given.contains(file) && !file.toString().endsWith(".db")) {
        text.append("==== ").append(file.getFileName()).append('\n').append(text(file));
      }
    }
    String transcript = text.toString().replace(folder.toString(), "FOLDER");
    if (sqlite != null) {
      Path resources = Path.of(System.getProperty("shell.resources", "."));
      Files.writeString(resources.resolve(name + ".expected"), transcript);
    }
    assertThat(transcript).isEqualTo(resource(name + ".expected"));
  }

  /** The file's text; bytes that are no UTF-8 become U+FFFD. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String resource(String name) throws IOException {
    try (@Nullable InputStream in = ShellScriptsTest.class.getResourceAsStream("scripts/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private ShellRun runOf(String program, String script) throws IOException, InterruptedException {
    Path in = Files.writeString(folder.resolve("in.db"), script); // names of databases are left out
    Path out = folder.resolve("out.db");
    Path err = folder.resolve("err.db");
    Process process =
        new ProcessBuilder(program)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    int code = process.waitFor();
    return new ShellRun(code, text(out), text(err));
  }
}

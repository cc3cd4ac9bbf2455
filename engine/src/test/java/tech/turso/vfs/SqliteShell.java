package tech.turso.vfs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** SQLite in a process of its own, on one database file. */
public final class SqliteShell implements AutoCloseable {
  private static final String MARK = "-- done --";

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private SqliteShell(Process process) {
    this.process = process;
    in = process.outputWriter(StandardCharsets.UTF_8);
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts one; the test is skipped where there is no shell. */
  public static SqliteShell start(Path database) throws IOException {
    String program = null;
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path candidate = Path.of(directory, "sqlite3");
      if (program == null && Files.isExecutable(candidate)) {
        program = candidate.toString();
      }
    }
    Assumptions.assumeTrue(program != null, "no sqlite3 shell on this machine");
    return new SqliteShell(
        new ProcessBuilder(program, "-batch", database.toString())
            .redirectErrorStream(true)
            .start());
  }

  /** Runs SQL; the lines that it printed, errors included. */
  public List<String> run(String sql) {
    return send(sql + ";");
  }

  /** Runs a command of the shell, such as {@code .shell cp a b}; the lines that it printed. */
  public List<String> command(String line) {
    return send(line);
  }

  private List<String> send(String input) {
    try {
      in.write(input + "\n.print " + MARK + "\n");
      in.flush();
      List<String> lines = new ArrayList<>();
      for (String line = out.readLine();
          line != null && !line.equals(MARK);
          line = out.readLine()) {
        lines.add(line);
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs SQL; whether it found the database locked. */
  public boolean isLockedOut(String sql) {
    return String.join(" ", run(sql)).contains("database is locked");
  }

  /** Ends the process as a crash would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process.isAlive()) {
      in.write(".exit\n");
      in.flush();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }
}

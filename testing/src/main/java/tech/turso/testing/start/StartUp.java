package tech.turso.testing.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.turso.testing.figures.Figures;

/**
 * Times whole runs of the shell, from the second start on: {@code StartUp [--runs N] [--figure]
 * [DATABASE SQL]}. Without a database it makes one. In turn with them runs {@code java -version},
 * which shows how fast the machine is just now.
 */
public final class StartUp {
  private StartUp() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int runs = 20;
    boolean figure = false;
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--runs" -> runs = Integer.parseInt(args[++i]);
        case "--figure" -> figure = true;
        default -> operands.add(args[i]);
      }
    }
    Path folder = Files.createTempDirectory("turso-start");
    Path made = folder.resolve("made.db");
    String database = operands.isEmpty() ? made.toString() : operands.getFirst();
    String sql = operands.size() < 2 ? "SELECT count(*) FROM t WHERE a > 5" : operands.get(1);
    String shell = Path.of(System.getProperty("turso.root", "."), "tursodb").toString();
    run(shell, made.toString(), "CREATE TABLE t(a, b UNIQUE); INSERT INTO t VALUES(1, 2), (9, 8)");

    Timings memory = new Timings(shell, ":memory:", "SELECT 1");
    Timings file = new Timings(shell, database, sql);
    Timings jvm = new Timings(javaProgram(), "-version");
    for (int i = 0; i < runs; i++) {
      memory.run();
      file.run();
      jvm.run();
    }
    Files.delete(made);
    Files.delete(folder);
    System.out.println("SELECT 1 in memory  " + memory.summary());
    System.out.println("a query of a file   " + file.summary());
    System.out.println("java -version       " + jvm.summary());
    if (figure) {
      Figures.append(
          "startup",
          "runs=" + runs + " sql=" + sql,
          "memory_median_ms",
          memory.median(),
          "file_min_ms",
          file.min(),
          "file_median_ms",
          file.median(),
          "file_max_ms",
          file.max(),
          "java_version_median_ms",
          jvm.median());
    }
  }

  private static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Runs a program and gives the milliseconds until it has ended. */
  private static long run(String... command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = process.waitFor();
    long took = (System.nanoTime() - start) / 1_000_000;
    if (code != 0) {
      throw new IOException(Arrays.toString(command) + " ended with code " + code);
    }
    return took;
  }

  /** The times of one command; those of the first run do not count. */
  private static final class Timings {
    private final String[] command;
    private final List<Long> times = new ArrayList<>();
    private boolean warm;

    Timings(String... command) {
      this.command = command;
    }

    void run() throws IOException, InterruptedException {
      if (!warm) {
        warm = true;
        StartUp.run(command);
      }
      times.add(StartUp.run(command));
      times.sort(null);
    }

    long min() {
      return times.getFirst();
    }

    long median() {
      return times.get(times.size() / 2);
    }

    long max() {
      return times.getLast();
    }

    String summary() {
      return "min " + min() + " ms, median " + median() + " ms, max " + max() + " ms";
    }
  }
}

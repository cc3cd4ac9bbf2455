package tech.turso.testing.slt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import tech.turso.testing.figures.Figures;
import tech.turso.testing.sql.JdbcRunner;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.TursoRunner;

/**
 * Runs scripts by hand: {@code Slt [--engine turso|oracle|jdbc:URL] [--failures N] [--timeout
 * SECONDS] [--threads N] [--figure] [--record] FILE|FOLDER...}. Prints for each script how many
 * statements and queries passed, failed, were skipped and were not reached, with the first N
 * failures. {@code --figure} appends the totals to {@code docs/figures/slt.csv}; {@code --record}
 * writes the engine's answers into scripts of this project's dialect. Exits with 1 if any failed.
 */
public final class Slt {
  private String engine = "turso";
  private int failures = 3;
  private long timeoutMs = 30_000;
  private int threads = 1;
  private boolean figure;
  private boolean record;
  private final List<Path> scripts = new ArrayList<>();

  private Slt() {}

  /** See the class. */
  public static void main(String[] args) throws Exception {
    Slt slt = new Slt();
    slt.read(args);
    System.exit(slt.run() ? 0 : 1);
  }

  private void read(String[] args) throws IOException {
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--engine" -> engine = args[++i];
        case "--failures" -> failures = Integer.parseInt(args[++i]);
        case "--timeout" -> timeoutMs = Long.parseLong(args[++i]) * 1000;
        case "--threads" -> threads = Integer.parseInt(args[++i]);
        case "--figure" -> figure = true;
        case "--record" -> record = true;
        default -> scripts.addAll(scriptsIn(Path.of(args[i])));
      }
    }
  }

  /** The scripts of a folder and those below, by name; a file itself. */
  public static List<Path> scriptsIn(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*\\.(slt|test|test\\.gz)"))
          .sorted()
          .toList();
    }
  }

  /** An engine by its name: {@code turso}, {@code oracle} or the URL of a JDBC driver. */
  public static SqlRunner.Opener engine(String name) {
    return switch (name) {
      case "turso" -> TursoRunner::open;
      case "oracle" -> OracleRunner::open;
      default -> file -> JdbcRunner.open(name + file);
    };
  }

  private boolean run() throws IOException, InterruptedException, ExecutionException {
    SqlRunner.Opener opener = engine(engine);
    if (record) {
      for (Path script : scripts) {
        SltRecorder.record(script, opener);
      }
      return true;
    }
    long start = System.nanoTime();
    SltResult total = SltResult.NONE;
    System.out.println("  passed   failed  skipped  not reached");
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<SltResult>> results = new ArrayList<>();
      for (Path script : scripts) {
        results.add(pool.submit(() -> SltRunner.run(script, opener, timeoutMs)));
      }
      for (int i = 0; i < scripts.size(); i++) {
        SltResult result = results.get(i).get();
        System.out.println(result + " " + scripts.get(i));
        result.failures().stream().limit(failures).forEach(System.out::println);
        total = total.plus(result);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.println(total + " in all");
    System.out.printf("%.3f %% of those not skipped passed, in %.1f s%n", total.percent(), seconds);
    if (figure) {
      Figures.append(
          "slt",
          "engine=" + engine + " scripts=" + scripts.size(),
          "passed",
          total.passed(),
          "failed",
          total.failed(),
          "skipped",
          total.skipped(),
          "not_reached",
          total.notReached());
    }
    return total.failed() + total.notReached() == 0;
  }
}

package tech.turso.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tech.turso.testing.figures.Figures;

/**
 * Prints how many times faster than sqlite-jdbc this engine does each {@link Workload}: the
 * thread's CPU time, the median of the later half of the rounds. A round runs every workload, so
 * each meets the profiles that the others leave behind. Options:
 *
 * <pre>
 *   --quick        fewer rounds
 *   --rounds N     that many
 *   --rows N       rows of the large tables; 300000
 *   --only TEXT    workloads whose name contains TEXT; may be repeated
 *   --figure       appends the results to docs/figures/bench.csv
 * </pre>
 */
public final class Ratios {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final PrintStream out = System.out;
  private int rounds = 30;
  private boolean quick;
  private int rows = 300_000;
  private boolean figure;
  private final List<String> only = new ArrayList<>();

  private Ratios() {}

  public static void main(String[] arguments) throws SQLException, IOException {
    Ratios ratios = new Ratios();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--quick" -> {
          ratios.quick = true;
          ratios.rounds = 10;
        }
        case "--rounds" -> ratios.rounds = Integer.parseInt(arguments[++i]);
        case "--rows" -> ratios.rows = Integer.parseInt(arguments[++i]);
        case "--only" -> ratios.only.add(arguments[++i]);
        case "--figure" -> ratios.figure = true;
        default -> {
          ratios.out.println("unknown option: " + arguments[i]);
          System.exit(2);
        }
      }
    }
    Path folder = Files.createTempDirectory("turso-bench");
    try {
      ratios.run(folder);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The rounds of one workload on one engine. */
  private static final class Series {
    final Workload.Round round;
    final double[] nanos;
    final double[] bytes;
    long sum;

    Series(Workload.Round round, int rounds) {
      this.round = round;
      nanos = new double[rounds];
      bytes = new double[rounds];
    }

    void measure(int number) throws SQLException {
      round.prepare();
      long thread = Thread.currentThread().threadId();
      long allocated = THREADS.getThreadAllocatedBytes(thread);
      long start = THREADS.getCurrentThreadCpuTime();
      sum = round.run();
      nanos[number] = THREADS.getCurrentThreadCpuTime() - start;
      bytes[number] = THREADS.getThreadAllocatedBytes(thread) - allocated;
      sum = 31 * sum + round.finish();
    }

    static double settled(double[] values) {
      double[] later = Arrays.copyOfRange(values, values.length / 2, values.length);
      Arrays.sort(later);
      return later[later.length / 2];
    }
  }

  private void run(Path folder) throws SQLException, IOException {
    Data data = new Data(rows);
    Path sqliteFolder = Files.createDirectory(folder.resolve("sqlite"));
    Path tursoFolder = Files.createDirectory(folder.resolve("turso"));
    data.write(sqliteFolder.resolve("data.db"));
    Files.copy(sqliteFolder.resolve("data.db"), tursoFolder.resolve("data.db"));
    List<Workload> workloads =
        Workloads.over(data).stream()
            .filter(w -> only.isEmpty() || only.stream().anyMatch(w.name()::contains))
            .toList();
    try (Engine sqlite = Engine.sqlite(sqliteFolder);
        Engine turso = Engine.turso(tursoFolder)) {
      List<Series> theirs = new ArrayList<>();
      List<Series> ours = new ArrayList<>();
      for (Workload workload : workloads) {
        theirs.add(new Series(workload.start().on(sqlite), rounds));
        ours.add(new Series(workload.start().on(turso), rounds));
      }
      for (int i = 0; i < rounds; i++) {
        for (int w = 0; w < workloads.size(); w++) {
          theirs.get(w).measure(i);
          ours.get(w).measure(i);
          if (theirs.get(w).sum != ours.get(w).sum) {
            throw new IllegalStateException(
                workloads.get(w).name() + ": the engines' results differ");
          }
        }
      }
      print(workloads, theirs, ours);
    }
  }

  private void print(List<Workload> workloads, List<Series> theirs, List<Series> ours)
      throws IOException {
    out.println(
        "ns of CPU per row or statement, and bytes allocated; "
            + (rows + " rows, " + rounds + " rounds"));
    out.println(
        line("", "sqlite-jdbc", "turso", "ratio", "ceiling", "bytes sqlite-jdbc", "bytes turso"));
    for (int w = 0; w < workloads.size(); w++) {
      Workload workload = workloads.get(w);
      int n = workload.operations();
      double their = Series.settled(theirs.get(w).nanos) / n;
      double our = Series.settled(ours.get(w).nanos) / n;
      String ceiling = workload.ceiling() == 0 ? "" : Double.toString(workload.ceiling());
      String[] cells = {
        workload.name(),
        whole(their),
        whole(our),
        String.format(Locale.ROOT, "%.2f", their / our),
        ceiling,
        whole(Series.settled(theirs.get(w).bytes) / n),
        whole(Series.settled(ours.get(w).bytes) / n)
      };
      out.println(line(cells));
      if (figure) {
        Figures.append(
            "bench",
            (quick ? "quick, " : "") + rows + " rows, " + rounds + " rounds",
            "workload",
            cells[0],
            "sqlite_jdbc_ns",
            cells[1],
            "turso_ns",
            cells[2],
            "ratio",
            cells[3],
            "ceiling_ratio",
            cells[4],
            "sqlite_jdbc_bytes",
            cells[5],
            "turso_bytes",
            cells[6]);
      }
    }
  }

  private static String whole(double value) {
    return Long.toString(Math.round(value));
  }

  private static String line(String... cells) {
    return String.format(Locale.ROOT, "%-31s%12s%8s%8s%9s%19s%13s", (Object[]) cells);
  }
}

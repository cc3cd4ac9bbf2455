package tech.turso.testing.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tech.turso.testing.figures.Figures;
import tech.turso.testing.generate.Dice;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.TursoRunner;

/**
 * Kills real processes while they write: {@code KilledProcesses [--seed N] [--kills N] [--figure]}.
 *
 * <p>A process of this engine commits transactions to a file and prints the number of each that is
 * acknowledged, until {@code kill -9} ends it at a random moment; then the next one goes on with
 * the file. In between the file is opened, and an interrupted transaction undone, by SQLite and by
 * this engine in turn. It must hold all acknowledged transactions, at most the one more that was
 * being committed, and nothing else, as SQLite says that ran the same transactions in memory; and
 * SQLite's {@code integrity_check} must find no fault. The processes take turns with the two kinds
 * of file locks; a new file, with other settings, begins after ten kills.
 */
public final class KilledProcesses {
  private static final int KILLS_PER_FILE = 10;

  private final long seed;
  private final Path folder;
  private final Dice dice;
  private final List<String> failures = new ArrayList<>();
  private long acknowledged;
  private long transactions;
  private int hot;
  private int byEngine;
  private int bySqlite;

  private KilledProcesses(long seed, Path folder) {
    this.seed = seed;
    this.folder = folder;
    this.dice = new Dice(seed);
  }

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    long seed = 1;
    int kills = 20;
    boolean figure = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--kills" -> kills = Integer.parseInt(args[++i]);
        case "--figure" -> figure = true;
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    Path folder = Files.createTempDirectory("turso-kill");
    KilledProcesses run = new KilledProcesses(seed, folder);
    try {
      for (int first = 0; first < kills; first += KILLS_PER_FILE) {
        run.oneFile(first, Math.min(kills, first + KILLS_PER_FILE));
      }
    } finally {
      run.deleteFiles();
      Files.delete(folder);
    }
    run.failures.forEach(System.out::println);
    System.out.println(
        kills
            + " kills, "
            + run.transactions
            + " transactions acknowledged; hot journals: "
            + run.hot
            + "; recovered by this engine: "
            + run.byEngine
            + ", by SQLite: "
            + run.bySqlite
            + "; violations: "
            + run.failures.size());
    if (figure) {
      Figures.append(
          "kills",
          "seed=" + seed,
          "kills",
          kills,
          "transactions",
          run.transactions,
          "hot_journals",
          run.hot,
          "recovered_by_engine",
          run.byEngine,
          "recovered_by_sqlite",
          run.bySqlite,
          "violations",
          run.failures.size());
    }
    System.exit(run.failures.isEmpty() ? 0 : 1);
  }

  private Path database() {
    return folder.resolve("db");
  }

  private void deleteFiles() throws IOException {
    Files.deleteIfExists(database());
    Files.deleteIfExists(folder.resolve("db-journal"));
  }

  private void oneFile(int first, int end) throws IOException, InterruptedException {
    deleteFiles();
    acknowledged = 0;
    long fileSeed = seed * 1000 + first;
    Workload.Settings settings = Workload.settings(new Dice(fileSeed));
    long applied = 0;
    try (OracleRunner reference = OracleRunner.open(":memory:")) {
      for (int kill = first; kill < end; kill++) {
        String where = "kill " + kill + " " + settings;
        long before = acknowledged;
        writeUntilKilled(fileSeed, kill);
        transactions += acknowledged - before;
        long found = recover(kill % 2 == 0, where);
        if (found != acknowledged && found != acknowledged + 1) {
          failures.add(where + ": " + found + " after " + acknowledged + " were acknowledged");
          return;
        }
        for (; applied < found; applied++) {
          KilledWriter.transaction(fileSeed, applied + 1, settings).forEach(reference::run);
        }
        check(reference, where);
        acknowledged = found;
      }
    } catch (IllegalStateException e) {
      failures.add("file " + fileSeed + ": " + e);
    }
  }

  private void writeUntilKilled(long fileSeed, int kill) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dturso.locks=" + (kill % 4 < 2 ? "ofd" : "channel"),
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                database().toString(),
                Long.toString(fileSeed),
                Long.toString(fileSeed))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    AtomicLong last = new AtomicLong(acknowledged);
    AtomicReference<@Nullable String> complaint = new AtomicReference<>();
    Thread reader = new Thread(() -> read(process, last, complaint));
    reader.start();
    long start = last.get();
    // Most are killed while they write, some while they start and recover.
    long wanted = dice.percent(85) ? start + dice.between(0, 25) : start;
    while (last.get() < wanted && process.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    TimeUnit.MICROSECONDS.sleep(dice.below(wanted == start ? 900_000 : 120_000));
    boolean alive = process.isAlive();
    // Process.destroyForcibly would close the stream, with what is acknowledged in it.
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
    acknowledged = last.get();
    if (!alive || complaint.get() != null) {
      throw new IllegalStateException("the writer ended by itself: " + complaint.get());
    }
  }

  private static void read(
      Process process, AtomicLong last, AtomicReference<@Nullable String> complaint) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.matches("[0-9]+")) {
          last.set(Long.parseLong(line));
        } else {
          complaint.set(line);
        }
      }
    } catch (IOException e) {
      complaint.set(e.toString());
    }
  }

  /** Opens the file, which undoes what is unfinished; returns the last transaction found. */
  private long recover(boolean byThisEngine, String where) throws IOException {
    Path journal = folder.resolve("db-journal");
    boolean isHot = Files.exists(journal) && isHot(journal);
    if (isHot) {
      hot++;
      byEngine += byThisEngine ? 1 : 0;
      bySqlite += byThisEngine ? 0 : 1;
    }
    String name = database().toString();
    try (SqlRunner sql = byThisEngine ? TursoRunner.open(name) : OracleRunner.open(name)) {
      long last = KilledWriter.last(sql);
      if (isHot && Files.exists(journal) && isHot(journal)) {
        throw new IllegalStateException(where + ": the journal is still hot");
      }
      return last;
    }
  }

  private static boolean isHot(Path journal) throws IOException {
    try (var in = Files.newInputStream(journal)) {
      return in.read() > 0;
    }
  }

  private void check(OracleRunner reference, String where) {
    try (OracleRunner sql = OracleRunner.open(database().toString())) {
      String check = sql.must("PRAGMA integrity_check").toString();
      if (!check.equals("'ok'\n")) {
        throw new IllegalStateException(where + ": SQLite finds " + check);
      }
      if (!Content.of(sql).equals(Content.of(reference))) {
        throw new IllegalStateException(where + ": the content is not that of the transactions");
      }
    }
  }
}

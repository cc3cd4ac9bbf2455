package tech.turso.testing.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tech.turso.testing.figures.Figures;

/**
 * Crashes a simulated computer at every step of random workloads and looks at what is left: {@code
 * SimulatedCrashes [--seed N] [--workloads N] [--threads N] [--sqlite-every N] [--figure]}.
 *
 * <p>In every step, that is before and in every call that changes the disk, the power is cut, with
 * any parts of what was not synced lost, torn or reordered; or the process is killed, in every
 * fourth step, and in all where power losses may do harm in SQLite too (synchronous NORMAL). What
 * this engine then recovers must be, wholly, the state after the last acknowledged transaction or
 * after the one that was being committed, and the trees must be sound; so also when the power is
 * cut again during the recovery, in every third. Of every N-th crash SQLite recovers a copy too: it
 * must find the same rows and no fault. What left the very files of an earlier crash of the same
 * workload is not recovered once more.
 */
public final class SimulatedCrashes {
  private SimulatedCrashes() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    long seed = 1;
    int workloads = 100;
    int threads = 2;
    int sqliteEvery = 8;
    boolean figure = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--workloads" -> workloads = Integer.parseInt(args[++i]);
        case "--threads" -> threads = Integer.parseInt(args[++i]);
        case "--sqlite-every" -> sqliteEvery = Integer.parseInt(args[++i]);
        case "--figure" -> figure = true;
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    CrashCounts sum = run(seed, workloads, threads, sqliteEvery);
    sum.failures().stream().limit(5).forEach(System.out::println);
    System.out.println(sum);
    if (figure) {
      Figures.append(
          "crashes",
          "seed=" + seed + " sqlite-every=" + sqliteEvery,
          "workloads",
          workloads,
          "steps",
          sum.steps(),
          "crashes",
          sum.crashes(),
          "hot_journals",
          sum.hot(),
          "images",
          sum.images(),
          "crashes_in_recovery",
          sum.inRecovery(),
          "recovered_by_sqlite",
          sum.bySqlite(),
          "violations",
          sum.failures().size());
    }
    System.exit(sum.failures().isEmpty() ? 0 : 1);
  }

  private static CrashCounts run(long seed, int workloads, int threads, int sqliteEvery)
      throws InterruptedException {
    CrashCounts sum = new CrashCounts();
    AtomicLong next = new AtomicLong(seed);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(
          new Thread(
              () -> {
                for (long at = next.getAndIncrement();
                    at < seed + workloads;
                    at = next.getAndIncrement()) {
                  CrashCounts one = crash(at, sqliteEvery);
                  synchronized (sum) {
                    sum.add(one);
                  }
                }
              }));
    }
    for (Thread worker : workers) {
      worker.start();
    }
    for (Thread worker : workers) {
      worker.join();
    }
    return sum;
  }

  /** Crashes the workload of one seed at all its steps. */
  public static CrashCounts crash(long seed, int sqliteEvery) {
    CrashCounts counts = new CrashCounts();
    try (CrashedWorkload workload = new CrashedWorkload(seed, sqliteEvery, counts)) {
      workload.run();
    } catch (IOException | RuntimeException | Error e) {
      StringBuilder trace = new StringBuilder("seed " + seed + ": " + e);
      for (Throwable at = e; at != null; at = at.getCause()) {
        trace.append(at == e ? "" : "\n caused by " + at);
        for (int i = 0; i < Math.min(12, at.getStackTrace().length); i++) {
          trace.append("\n    ").append(at.getStackTrace()[i]);
        }
      }
      counts.failed(trace.toString());
    }
    return counts;
  }
}

package tech.turso.testing.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tech.turso.api.TursoException;
import tech.turso.base.ResultCode;
import tech.turso.testing.figures.Figures;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.TursoRunner;
import tech.turso.vfs.sim.AssertingVfs;
import tech.turso.vfs.sim.SimulatedVfs;

/**
 * Lets one call of the file system fail in each run of a random workload, or all calls from one on
 * until the failure is reported, or lets the disk be full: {@code FailingCalls [--seed N]
 * [--workloads N] [--every N] [--figure]}.
 *
 * <p>The statement must fail with a code for such failures, or go on as if nothing had happened.
 * After it the connection works, and holds what SQLite holds that did not run the statement, or
 * that rolled back if the transaction is gone; a commit that failed may be done or undone. At the
 * end the content is SQLite's, the trees are sound and every file is closed.
 */
public final class FailingCalls {
  private static final Set<ResultCode> CODES =
      Set.of(ResultCode.IOERR, ResultCode.FULL, ResultCode.CANTOPEN, ResultCode.BUSY);

  private final long seed;
  private final Workload workload;
  private final Map<String, Integer> codes = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private long runs;

  private FailingCalls(long seed) {
    this.seed = seed;
    this.workload = Workload.of(seed);
  }

  /** See the class. */
  public static void main(String[] args) throws IOException {
    long seed = 1;
    int workloads = 10;
    int every = 61;
    boolean figure = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--workloads" -> workloads = Integer.parseInt(args[++i]);
        case "--every" -> every = Integer.parseInt(args[++i]);
        case "--figure" -> figure = true;
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    long runs = 0;
    Map<String, Integer> codes = new TreeMap<>();
    List<String> violations = new ArrayList<>();
    for (long at = seed; at < seed + workloads; at++) {
      FailingCalls one = new FailingCalls(at);
      one.failEvery(every);
      runs += one.runs;
      one.codes.forEach((code, count) -> codes.merge(code, count, Integer::sum));
      violations.addAll(one.violations);
    }
    violations.stream().limit(5).forEach(System.out::println);
    System.out.println(runs + " runs; codes " + codes + "; violations: " + violations.size());
    if (figure) {
      Figures.append(
          "faults",
          "seed=" + seed + " every=" + every,
          "workloads",
          workloads,
          "runs",
          runs,
          "reported",
          codes.values().stream().mapToInt(Integer::intValue).sum(),
          "violations",
          violations.size());
    }
    System.exit(violations.isEmpty() ? 0 : 1);
  }

  /** Runs the workload of a seed with failures; what was wrong. */
  public static List<String> violations(long seed, int every) {
    FailingCalls calls = new FailingCalls(seed);
    calls.failEvery(every);
    return calls.violations;
  }

  private void failEvery(int every) {
    int first = 1 + (int) Math.floorMod(seed, every);
    for (int at = first; violations.isEmpty(); at += every) {
      SimulatedVfs disk = new SimulatedVfs(seed);
      String what;
      switch (Math.floorMod(at / every, 4)) {
        case 0, 1 -> {
          disk.faults().failAny(at, false);
          what = "call " + at + " fails";
        }
        case 2 -> {
          disk.faults().failAny(at, true);
          what = "calls from " + at + " fail";
        }
        default -> {
          // A growth of about a page for a call of the other kinds.
          disk.faults().fullAfter(at * 300L);
          what = "the disk is full after " + at * 300L + " bytes";
        }
      }
      runs++;
      boolean fired;
      try {
        fired = run(disk);
      } catch (RuntimeException | AssertionError e) {
        StringBuilder trace = new StringBuilder("seed " + seed + ", " + what + ": " + e);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
          for (int i = 0; i < Math.min(14, cause.getStackTrace().length); i++) {
            trace.append("\n    ").append(cause.getStackTrace()[i]);
          }
        }
        violations.add(trace.toString());
        return;
      }
      if (!fired) {
        return;
      }
    }
  }

  /** Whether anything failed. */
  private boolean run(SimulatedVfs disk) {
    AssertingVfs vfs = new AssertingVfs(disk);
    boolean fired = false;
    try (OracleRunner oracle = OracleRunner.open(":memory:");
        TursoRunner engine = open(vfs, disk)) {
      for (String pragma : workload.settings().pragmas()) {
        if (isFault(engine.run(pragma))) {
          disk.faults().reset();
          fired = true;
          engine.run(pragma);
        }
      }
      String committed = Content.of(oracle);
      for (String sql : workload.statements()) {
        boolean inTransaction = !engine.connection().isAutocommit();
        Outcome ours = engine.run(sql);
        if (isFault(ours)) {
          fired = true;
          disk.faults().reset();
          afterFault(engine, oracle, sql, inTransaction, committed);
        } else {
          Outcome theirs = oracle.run(sql);
          if (ours.isOk() ? !theirs.isOk() : !ours.failure().equals(theirs.failure())) {
            throw new IllegalStateException(sql + ": " + ours + " but SQLite: " + theirs);
          }
        }
        if (engine.connection().isAutocommit()) {
          committed = Content.of(oracle);
        }
      }
      fired |= disk.faults().hasFired();
      disk.faults().reset();
      if (!Content.of(engine).equals(Content.of(oracle))) {
        throw new IllegalStateException("the content differs from SQLite's at the end");
      }
      List<String> faults = Content.faults(engine, vfs, Recovery.PATH);
      if (!faults.isEmpty()) {
        throw new IllegalStateException("not sound: " + faults);
      }
    }
    vfs.assertAllClosed();
    return fired;
  }

  private static TursoRunner open(AssertingVfs vfs, SimulatedVfs disk) {
    try {
      return TursoRunner.open(vfs, Recovery.PATH);
    } catch (TursoException e) {
      disk.faults().reset();
      return TursoRunner.open(vfs, Recovery.PATH);
    }
  }

  private boolean isFault(Outcome outcome) {
    Outcome.Failure failure = outcome.failure();
    if (failure == null) {
      return false;
    }
    ResultCode code = ResultCode.of(failure.code());
    if (!CODES.contains(code.primary())) {
      return false;
    }
    codes.merge(code.toString(), 1, Integer::sum);
    return true;
  }

  /** Finds out what the failure has left and brings SQLite to the same. */
  private static void afterFault(
      TursoRunner engine, OracleRunner oracle, String sql, boolean inTransaction, String before) {
    if (!engine.connection().isAutocommit()) {
      if (!inTransaction) {
        throw new IllegalStateException(sql + " failed but began a transaction");
      }
      if (!Content.of(engine).equals(Content.of(oracle))) {
        throw new IllegalStateException(sql + " failed and left something");
      }
      return;
    }
    String found = Content.of(engine);
    if (found.equals(before)) {
      if (inTransaction) {
        oracle.must("ROLLBACK");
      }
      return;
    }
    oracle.run(sql);
    if (!found.equals(Content.of(oracle))) {
      throw new IllegalStateException(sql + " failed and left a mixed state:\n" + found);
    }
  }
}

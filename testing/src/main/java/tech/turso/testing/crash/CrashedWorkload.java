package tech.turso.testing.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.TursoRunner;
import tech.turso.vfs.sim.SimulatedVfs;

/**
 * One workload, run by this engine on a simulated disk and by SQLite in memory side by side, with a
 * look at what would be left at each step.
 */
final class CrashedWorkload implements AutoCloseable {
  /** A power loss is the harder case, so the process is killed in fewer steps. */
  private static final int KILL_EVERY = 4;

  private static final int CRASH_RECOVERY_EVERY = 3;
  private static final int MOST_KEPT = 64;

  /** A computer after a crash. */
  private record Crash(SimulatedVfs computer, boolean powerLoss, String where) {}

  private final Workload workload;
  private final int sqliteEvery;
  private final CrashCounts counts;
  private final Recovery recovery = new Recovery();
  private final SimulatedVfs vfs;
  private final List<Crash> crashes = new ArrayList<>();

  /** Contents, each other than the one before: of the acknowledged transactions, and the last. */
  private final List<String> states = new ArrayList<>();

  /** What was recovered from files that were the same, by {@link Recovery#image}. */
  private final Map<Long, String> recovered = new HashMap<>();

  private int acknowledged;
  private String statement = "";

  CrashedWorkload(long seed, int sqliteEvery, CrashCounts counts) throws IOException {
    this.workload = Workload.of(seed);
    this.sqliteEvery = sqliteEvery;
    this.counts = counts;
    Workload.Settings settings = workload.settings();
    vfs =
        new SimulatedVfs(seed)
            .sectorBytes(settings.sectorBytes())
            .powersafeOverwrite(settings.powersafe());
  }

  void run() {
    vfs.observeSteps(this::crash);
    try (OracleRunner oracle = OracleRunner.open(":memory:");
        TursoRunner engine = TursoRunner.open(vfs, Recovery.PATH)) {
      states.add(Content.of(oracle));
      for (String pragma : workload.settings().pragmas()) {
        engine.must(pragma);
      }
      for (String sql : workload.statements()) {
        statement = sql;
        Outcome theirs = oracle.run(sql);
        if (isAutocommit(oracle)) {
          String state = Content.of(oracle);
          if (!state.equals(states.getLast())) {
            states.add(state);
          }
        }
        Outcome ours = engine.run(sql);
        if (ours.failure() == null ? !theirs.isOk() : !ours.failure().equals(theirs.failure())) {
          throw new IllegalStateException(sql + ": " + ours + " but SQLite: " + theirs);
        }
        checkAll();
        acknowledged = states.size() - 1;
        statement = "after " + sql;
        crash();
        checkAll();
      }
      if (!Content.of(engine).equals(states.getLast())) {
        throw new IllegalStateException("the content differs from SQLite's at the end");
      }
    }
    statement = "closed";
    crash();
    checkAll();
  }

  private static boolean isAutocommit(OracleRunner oracle) {
    return oracle.run("BEGIN").isOk() && oracle.run("COMMIT").isOk();
  }

  /** In a step, or between two. */
  private void crash() {
    counts.step();
    String where = statement + ", step " + vfs.faults().steps();
    long which = counts.steps();
    boolean powerLoss = workload.settings().survivesPowerLoss();
    if (powerLoss) {
      crashes.add(new Crash(vfs.afterPowerLoss(which), true, where + ", power loss " + which));
    }
    if (!powerLoss || which % KILL_EVERY == 0) {
      crashes.add(new Crash(vfs.afterKill(), false, where + ", kill"));
    }
    if (crashes.size() >= MOST_KEPT) {
      checkAll();
    }
  }

  private void checkAll() {
    for (Crash crash : crashes) {
      try {
        check(crash);
      } catch (IOException | RuntimeException | AssertionError e) {
        throw new IllegalStateException(
            workload.settings() + ", " + crash.where + ": " + e.getMessage(), e);
      }
    }
    crashes.clear();
  }

  private void check(Crash crash) throws IOException {
    counts.crash(Recovery.isHot(crash.computer));
    long image = Recovery.image(crash.computer);
    String known = recovered.get(image);
    if (known != null) {
      checkState(known, crash.powerLoss);
      return;
    }
    counts.image();
    @Nullable String bySqlite = null;
    if (counts.images() % sqliteEvery == 0) {
      bySqlite = recovery.bySqlite(crash.computer);
      counts.recoveredBySqlite();
    }
    List<SimulatedVfs> again = new ArrayList<>();
    if (crash.powerLoss && counts.images() % CRASH_RECOVERY_EVERY == 0) {
      crash.computer.observeSteps(
          () -> again.add(crash.computer.afterPowerLoss(crash.computer.faults().steps())));
    }
    String content = Recovery.byEngine(crash.computer);
    recovered.put(image, checkState(content, crash.powerLoss));
    if (bySqlite != null && !bySqlite.equals(content)) {
      throw new IllegalStateException("SQLite recovers another state:\n" + bySqlite);
    }
    if (!again.isEmpty()) {
      SimulatedVfs computer = again.get((int) (counts.images() % again.size()));
      counts.crashInRecovery();
      checkState(Recovery.byEngine(computer), true);
    }
  }

  /** Returns the state that the content is. */
  private String checkState(String content, boolean powerLoss) {
    int oldest = acknowledged - (powerLoss ? workload.settings().slack() : 0);
    for (int i = Math.max(0, oldest); i < states.size(); i++) {
      if (states.get(i).equals(content)) {
        return states.get(i);
      }
    }
    int index = states.lastIndexOf(content);
    throw new IllegalStateException(
        index < 0
            ? "a mixed state:\n" + content + "\nafter:\n" + states.get(acknowledged)
            : "state " + index + " after " + acknowledged + " were acknowledged");
  }

  @Override
  public void close() throws IOException {
    recovery.close();
  }
}

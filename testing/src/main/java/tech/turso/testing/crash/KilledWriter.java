package tech.turso.testing.crash;

import java.util.ArrayList;
import java.util.List;
import tech.turso.base.ResultCode;
import tech.turso.testing.generate.Dice;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.TursoRunner;
import tech.turso.testing.sql.Value;

/**
 * The process that {@link KilledProcesses} kills: {@code KilledWriter FILE SEED SETTINGS-SEED}
 * commits one transaction after the other and prints the number of each that is acknowledged.
 */
final class KilledWriter {
  private KilledWriter() {}

  /** See the class. */
  public static void main(String[] args) {
    long seed = Long.parseLong(args[1]);
    Workload.Settings settings = Workload.settings(new Dice(Long.parseLong(args[2])));
    try (TursoRunner sql = TursoRunner.open(args[0])) {
      for (String pragma : settings.pragmas()) {
        sql.must(pragma);
      }
      for (long number = 1 + last(sql); ; number++) {
        for (String statement : transaction(seed, number, settings)) {
          run(sql, statement);
        }
        System.out.println(number);
        System.out.flush();
      }
    }
  }

  /** The number of the last transaction that the database holds; 0 if it holds none. */
  static long last(SqlRunner sql) {
    Outcome outcome = sql.run("SELECT n FROM done");
    return outcome.isOk() && !outcome.rows().isEmpty()
        ? ((Value.Int) outcome.rows().getFirst().getFirst()).value()
        : 0;
  }

  /** All statements of transaction {@code number}, from 1. */
  static List<String> transaction(long seed, long number, Workload.Settings settings) {
    List<String> statements = new ArrayList<>();
    statements.add("BEGIN");
    if (number == 1) {
      statements.add("CREATE TABLE done(id INTEGER PRIMARY KEY, n)");
      statements.add("INSERT INTO done VALUES(1, 0)");
      Workload.creation(seed, settings).stream()
          .filter(sql -> !sql.equals("BEGIN") && !sql.equals("COMMIT"))
          .forEach(statements::add);
    }
    statements.addAll(Workload.changes(seed * 1_000_003 + number, settings));
    statements.add("UPDATE done SET n = " + number);
    statements.add("COMMIT");
    return statements;
  }

  /** Statements may fail as they do in SQLite, but not because of the file. */
  private static void run(TursoRunner sql, String statement) {
    Outcome outcome = sql.run(statement);
    Outcome.Failure failure = outcome.failure();
    if (failure != null) {
      int primary = failure.code() & 0xff;
      if (primary != ResultCode.ERROR.number() && primary != ResultCode.CONSTRAINT.number()) {
        System.out.println("failed " + failure + " in " + statement);
        System.exit(3);
      }
    }
  }
}

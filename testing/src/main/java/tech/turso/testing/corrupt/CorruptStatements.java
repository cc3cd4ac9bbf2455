package tech.turso.testing.corrupt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tech.turso.testing.figures.Figures;
import tech.turso.testing.slt.Slt;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;

/**
 * Runs queries and changes on corrupt files, on SQLite and on this engine: {@code CorruptStatements
 * [--seed N] [--files N] [--engine turso|oracle] [--differences N] [--figure]}. Whatever is in the
 * file, a statement gives rows or fails with one of SQLite's codes, in bounded time and memory
 * ({@code JAVA_OPTS=-Xmx256m}). Each change runs in a transaction of its own that is rolled back.
 *
 * <p>SQLite does not see all corruption, and what it then changes may be lost. So a change that
 * fails here with CORRUPT and passes there is no fault; one that gives other rows, or passes here
 * and fails there, is looked at.
 */
public final class CorruptStatements {
  private static final List<String> STATEMENTS =
      List.of(
          "SELECT count(*) FROM plain",
          "SELECT sum(b), max(a) FROM plain",
          "SELECT * FROM plain",
          "SELECT a, b FROM plain WHERE a = 'text 7'",
          "SELECT * FROM plain WHERE b = 33",
          "SELECT a FROM plain ORDER BY a",
          "SELECT id FROM plain WHERE c > 10 AND b % 3 = 0",
          "SELECT * FROM plain WHERE id = 17",
          "SELECT * FROM pairs WHERE k = 'key3'",
          "SELECT v, k FROM pairs ORDER BY v DESC",
          "SELECT length(x), length(y) FROM big",
          "SELECT x, y FROM big",
          "SELECT rowid FROM big ORDER BY y",
          "SELECT count(*) FROM plain, pairs WHERE b = v",
          "SELECT t FROM seq WHERE t = 's5'",
          "INSERT INTO plain VALUES(NULL, 'new', -1, 0.5)",
          "INSERT INTO plain SELECT id + 100000, a, b + 1, c FROM plain WHERE id < 30",
          "UPDATE plain SET b = b + 100000 WHERE id % 5 = 0",
          "UPDATE big SET y = y || 'x'",
          "UPDATE pairs SET k = k || 'z' WHERE v % 7 = 0",
          "DELETE FROM plain WHERE id < 20",
          "DELETE FROM pairs WHERE v % 3 = 0",
          "DELETE FROM big",
          "DELETE FROM seq WHERE t > 's2'",
          "INSERT INTO seq(t) SELECT 'n' || id FROM seq",
          "CREATE INDEX n1 ON plain(c, a)",
          "CREATE TABLE n2 AS SELECT * FROM seq",
          "DROP INDEX plain_a",
          "DROP TABLE big",
          "DROP TABLE plain",
          "PRAGMA incremental_vacuum(3)");

  private CorruptStatements() {}

  /** Counts of statements, by how both engines agree. */
  static final class Counts {
    int statements;
    int equal;
    int stricter;
    int laxer;
    int otherCode;
    int otherRows;
    int exceptions;
    final Map<String, Integer> byStatement = new TreeMap<>();
    final List<String> differences = new ArrayList<>();
  }

  /** See the class. */
  public static void main(String[] args) throws IOException {
    long seed = 1;
    int files = 500;
    int most = 5;
    String engine = "turso";
    boolean figure = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--files" -> files = Integer.parseInt(args[++i]);
        case "--engine" -> engine = args[++i];
        case "--differences" -> most = Integer.parseInt(args[++i]);
        case "--figure" -> figure = true;
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    Counts counts = compare(seed, files, Slt.engine(engine), most);
    counts.differences.forEach(System.out::println);
    counts.byStatement.forEach((what, n) -> System.out.println(n + " " + what));
    System.out.println(
        counts.statements
            + " statements: equal "
            + counts.equal
            + ", corrupt only here "
            + counts.stricter
            + ", corrupt only in SQLite "
            + counts.laxer
            + ", other codes "
            + counts.otherCode
            + ", other rows "
            + counts.otherRows
            + ", exceptions "
            + counts.exceptions);
    if (figure) {
      Figures.append(
          "corrupt-statements",
          "engine=" + engine + " seed=" + seed + " files=" + files,
          "statements",
          counts.statements,
          "equal",
          counts.equal,
          "corrupt only here",
          counts.stricter,
          "corrupt only in SQLite",
          counts.laxer,
          "other codes",
          counts.otherCode,
          "other rows",
          counts.otherRows,
          "exceptions",
          counts.exceptions);
    }
    System.exit(counts.exceptions == 0 ? 0 : 1);
  }

  /** Compares files of seeds {@code seed}, {@code seed + 1}, ... */
  static Counts compare(long seed, int files, SqlRunner.Opener engine, int most)
      throws IOException {
    Counts counts = new Counts();
    try (CorruptFiles all = new CorruptFiles()) {
      for (long i = seed; i < seed + files; i++) {
        CorruptFiles.Made made = all.make(i);
        List<Outcome> right = run(all.write(made), OracleRunner::open);
        List<Outcome> wrong = run(all.write(made), engine);
        for (int k = 0; k < STATEMENTS.size(); k++) {
          String kind = kind(right.get(k), wrong.get(k));
          count(counts, kind);
          if (!kind.equals("equal")) {
            counts.byStatement.merge(kind + ": " + STATEMENTS.get(k), 1, Integer::sum);
            if (counts.differences.size() < most) {
              counts.differences.add(
                  made
                      + "\n"
                      + STATEMENTS.get(k)
                      + "\n-- expected\n"
                      + right.get(k)
                      + "\n-- actual\n"
                      + wrong.get(k));
            }
          }
        }
      }
    }
    return counts;
  }

  private static void count(Counts counts, String kind) {
    counts.statements++;
    switch (kind) {
      case "equal" -> counts.equal++;
      case "corrupt only here" -> counts.stricter++;
      case "corrupt only in SQLite" -> counts.laxer++;
      case "other code" -> counts.otherCode++;
      case "other rows" -> counts.otherRows++;
      default -> counts.exceptions++;
    }
  }

  private static String kind(Outcome right, Outcome wrong) {
    int expected = code(right);
    int actual = code(wrong);
    if (actual < 0) {
      return "exception";
    }
    if (expected != actual) {
      return actual == 11
          ? "corrupt only here"
          : expected == 11 ? "corrupt only in SQLite" : "other code";
    }
    return expected != 0 || right.rows().equals(wrong.rows()) ? "equal" : "other rows";
  }

  /** The primary result code, 0 for success, -1 for an exception or a fault of this engine. */
  private static int code(Outcome outcome) {
    if (outcome.failure() == null) {
      return 0;
    }
    int code = outcome.failure().code();
    return code == 2 ? -1 : code & 0xff;
  }

  private static List<Outcome> run(Path file, SqlRunner.Opener engine) {
    List<Outcome> outcomes = new ArrayList<>();
    try (SqlRunner sql = engine.open(file.toString())) {
      for (String statement : STATEMENTS) {
        outcomes.add(run(sql, statement));
      }
    } catch (RuntimeException | Error e) {
      while (outcomes.size() < STATEMENTS.size()) {
        outcomes.add(Outcome.failed(-1, "exception on opening or closing " + e));
      }
    }
    return outcomes;
  }

  private static Outcome run(SqlRunner sql, String statement) {
    try {
      boolean isQuery = statement.startsWith("SELECT");
      if (!isQuery) {
        sql.run("BEGIN");
      }
      Outcome outcome = sql.run(statement);
      if (!isQuery) {
        sql.run("ROLLBACK");
      }
      return outcome;
    } catch (RuntimeException | Error e) {
      StringBuilder trace = new StringBuilder("exception " + e);
      for (int i = 0; i < Math.min(6, e.getStackTrace().length); i++) {
        trace.append("\n  ").append(e.getStackTrace()[i]);
      }
      return Outcome.failed(-1, trace.toString());
    }
  }
}

package tech.turso.testing.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tech.turso.testing.figures.Figures;
import tech.turso.testing.oracle.Comparison.Difference;
import tech.turso.testing.slt.Slt;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.SqlScript;

/**
 * Runs a script by hand on SQLite and on this engine: {@code Compare [--engine
 * turso|oracle|jdbc:URL] [--database FILE] [--differences N] [--plans] [--figure NAME] SCRIPT...}.
 * Both work on copies of the database, or in memory. Goes on after a difference; exits with 1 if
 * there was any. With {@code --plans} queries and changes are not run but planned, and the texts of
 * EXPLAIN QUERY PLAN compared.
 */
public final class Compare {
  private Compare() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    SqlRunner.Opener engine = Slt.engine("turso");
    Path database = null;
    int most = 10;
    String figure = "";
    boolean plans = false;
    List<String> script = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--engine" -> engine = Slt.engine(args[++i]);
        case "--database" -> database = Path.of(args[++i]);
        case "--differences" -> most = Integer.parseInt(args[++i]);
        case "--plans" -> plans = true;
        case "--figure" -> figure = args[++i];
        default -> script.addAll(SqlScript.split(Files.readString(Path.of(args[i]))));
      }
    }
    List<Difference> differences =
        database == null
            ? differences(OracleRunner.open(":memory:"), engine.open(":memory:"), script, plans)
            : onCopies(database, engine, script, plans);
    for (Difference difference : differences.subList(0, Math.min(most, differences.size()))) {
      System.out.println(difference);
    }
    int compared = script.size();
    if (plans) {
      compared = (int) script.stream().filter(PlanTree::isPlanned).count();
    }
    int equal = compared - differences.size();
    System.out.println(equal + " of " + compared + (plans ? " plans" : " statements") + " equal");
    if (!figure.isEmpty()) {
      Figures.append(
          figure,
          "database=" + (database == null ? ":memory:" : database.getFileName()),
          "statements",
          compared,
          "equal",
          equal);
    }
    System.exit(differences.isEmpty() ? 0 : 1);
  }

  /** The differences of a script that both run on a copy of a database. */
  public static List<Difference> onCopies(
      Path database, SqlRunner.Opener engine, List<String> script) throws IOException {
    return onCopies(database, engine, script, false);
  }

  /**
   * The differences of a script that both run on a copy of a database.
   *
   * @param plans whether plans are compared, not answers
   */
  public static List<Difference> onCopies(
      Path database, SqlRunner.Opener engine, List<String> script, boolean plans)
      throws IOException {
    Path folder = Files.createTempDirectory("turso-compare");
    Path right = folder.resolve("right.db");
    Path wrong = folder.resolve("wrong.db");
    try {
      Files.copy(database, right);
      Files.copy(database, wrong);
      return differences(
          OracleRunner.open(right.toString()), engine.open(wrong.toString()), script, plans);
    } finally {
      Files.deleteIfExists(right);
      Files.deleteIfExists(wrong);
      Files.delete(folder);
    }
  }

  private static List<Difference> differences(
      SqlRunner expected, SqlRunner actual, List<String> script, boolean plans) {
    List<Difference> differences = new ArrayList<>();
    try (expected;
        actual) {
      Comparison comparison = new Comparison(expected, actual);
      for (String statement : script) {
        Difference difference =
            plans && PlanTree.isPlanned(statement)
                ? comparison.plan(statement)
                : comparison.run(statement);
        if (difference != null) {
          differences.add(difference);
        }
      }
    }
    return differences;
  }
}

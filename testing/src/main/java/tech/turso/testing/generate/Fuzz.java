package tech.turso.testing.generate;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tech.turso.testing.figures.Figures;
import tech.turso.testing.oracle.Comparison;
import tech.turso.testing.oracle.Comparison.Difference;
import tech.turso.testing.oracle.Minimizer;
import tech.turso.testing.slt.Slt;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.SqlRunner;

/**
 * Runs generated scripts on SQLite and on this engine: {@code Fuzz [--seed N] [--scripts N]
 * [--statements N] [--engine turso|oracle|jdbc:URL] [--differences N] [--figure] [--print]}. Script
 * i has the seed N + i. For each script whose answers differ it prints a short script that shows
 * the difference. Exits with 1 if there was any.
 */
public final class Fuzz {
  private Fuzz() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    long seed = 1;
    int scripts = 100;
    int statements = 60;
    int most = 5;
    String engine = "turso";
    boolean figure = false;
    boolean print = false;
    boolean names = true;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--scripts" -> scripts = Integer.parseInt(args[++i]);
        case "--statements" -> statements = Integer.parseInt(args[++i]);
        case "--differences" -> most = Integer.parseInt(args[++i]);
        case "--engine" -> engine = args[++i];
        case "--figure" -> figure = true;
        case "--print" -> print = true;
        case "--without-names" -> names = false;
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    SqlRunner.Opener opener = Slt.engine(engine);
    int differences = 0;
    int run = 0;
    for (int i = 0; i < scripts && differences < most; i++) {
      List<String> script = ScriptGenerator.script(seed + i, statements);
      run += script.size();
      if (print) {
        script.forEach(statement -> System.out.println(statement + ";"));
      }
      Difference difference = difference(opener, script, names);
      if (difference != null) {
        differences++;
        System.out.println("-- seed " + (seed + i));
        System.out.println(shortest(opener, difference, names));
      }
    }
    System.out.println(differences + " differences, " + run + " statements");
    if (figure) {
      Figures.append(
          "fuzz",
          "engine=" + engine + " seed=" + seed + " scripts=" + scripts,
          "statements",
          run,
          "differences",
          differences);
    }
    System.exit(differences == 0 ? 0 : 1);
  }

  /** The first difference between the oracle and an engine; null if there is none. */
  public static @Nullable Difference difference(
      SqlRunner.Opener engine, List<String> script, boolean names) {
    try (SqlRunner right = OracleRunner.open(":memory:");
        SqlRunner wrong = engine.open(":memory:")) {
      Comparison comparison = new Comparison(right, wrong);
      return (names ? comparison : comparison.withoutNames()).run(script);
    }
  }

  /** A difference like this one from as few statements as can be. */
  public static Difference shortest(SqlRunner.Opener engine, Difference difference, boolean names) {
    Predicate<List<String>> shows =
        part -> {
          Difference shown = difference(engine, part, names);
          return shown != null && shown.isLike(difference);
        };
    List<String> upTo =
        difference
            .script()
            .subList(0, Math.min(difference.index() + 1, difference.script().size()));
    Difference shortest = difference(engine, Minimizer.minimize(upTo, shows), names);
    return shortest == null ? difference : shortest;
  }
}

package tech.turso.testing.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tech.turso.testkit.Seeded;

/** Aggregates give SQLite's values for groups and for windows that lose rows. */
final class AggregateOracleTest {
  private static final int ROUNDS = Integer.getInteger("func.groups", 100);

  private Oracle oracle;

  @BeforeEach
  void open() throws Exception {
    oracle = new Oracle();
    oracle.execute("create table t(id integer primary key, a, b)");
  }

  @AfterEach
  void close() throws Exception {
    oracle.close();
  }

  private static Cell value(SplittableRandom random, int kind) {
    return switch (kind) {
      case 0 -> Cell.of(random.nextLong(-50, 50));
      case 1 -> Cell.of(random.nextInt(-500, 500) / 10.0);
      case 2 -> Cell.of(random.nextLong());
      case 3 -> Cell.of(NumberTextOracleTest.real(random));
      case 4 -> Cell.of(Long.MAX_VALUE - random.nextInt(3));
      default -> Nasty.VALUES.get(random.nextInt(Nasty.VALUES.size()));
    };
  }

  private List<List<Cell>> fill(SplittableRandom random, int kinds) throws Exception {
    oracle.execute("delete from t");
    List<List<Cell>> rows = new ArrayList<>();
    int kind = random.nextInt(kinds);
    for (int n = random.nextInt(12); n > 0; n--) {
      Cell a = random.nextInt(6) == 0 ? Cell.NULL : value(random, kind);
      Cell b = random.nextInt(4) == 0 ? value(random, 5) : Cell.text(", ");
      oracle.store(
          "insert into t(a, b) values(" + a.placeholder() + ", " + b.placeholder() + ")", a, b);
      rows.add(List.of(a, b));
    }
    return rows;
  }

  @Seeded
  void groups(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      List<List<Cell>> rows = fill(random, 6);
      for (String name :
          List.of("count", "sum", "total", "avg", "min", "max", "group_concat", "median")) {
        compare(wrong, name + "(a)", rows, Engine.aggregate(name, 1, rows));
      }
      compare(wrong, "count(*)", rows, Engine.aggregate("count", 0, rows));
      compare(wrong, "group_concat(a, b)", rows, Engine.aggregate("group_concat", 2, rows));
      compare(wrong, "string_agg(a, b)", rows, Engine.aggregate("string_agg", 2, rows));
    }
    assertThat(wrong).isEmpty();
  }

  private void compare(List<String> wrong, String call, List<List<Cell>> rows, String actual)
      throws Exception {
    String expected = oracle.query("select " + call + " as r from t", List.of());
    if (!actual.equals(expected) && wrong.size() < 20) {
      wrong.add(call + " of " + rows + " is " + actual + " but SQLite's is " + expected);
    }
  }

  @Seeded
  void percentiles(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      List<List<Cell>> rows = fill(random, 4);
      Cell fraction =
          random.nextInt(5) == 0 ? value(random, 5) : Cell.of(random.nextInt(0, 101) / 100.0);
      List<List<Cell>> withFraction = new ArrayList<>();
      rows.forEach(row -> withFraction.add(List.of(row.get(0), fraction)));
      for (String name : List.of("percentile", "percentile_cont", "percentile_disc")) {
        String expected =
            oracle.query(
                "select " + name + "(a, " + fraction.placeholder() + ") as r from t",
                List.of(fraction));
        String actual = Engine.aggregate(name, 2, withFraction);
        if (!actual.equals(expected) && wrong.size() < 20) {
          wrong.add(name + withFraction + " is " + actual + " but SQLite's is " + expected);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Seeded
  void windows(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ROUNDS / 2; i++) {
      List<List<Cell>> rows = fill(random, 6);
      int preceding = random.nextInt(4);
      for (String call :
          List.of(
              "count(a)",
              "sum(a)",
              "total(a)",
              "avg(a)",
              "group_concat(a)",
              "group_concat(a, b)",
              "median(a)")) {
        int args = call.contains(",") ? 2 : 1;
        String name = call.substring(0, call.indexOf('('));
        List<String> actual;
        try {
          actual = Engine.sliding(name, args, rows, preceding);
        } catch (tech.turso.base.DbException inputRefused) {
          continue;
        }
        for (int row = 0; row < actual.size(); row++) {
          String expected =
              oracle.query(
                  "select r from (select id, "
                      + call
                      + " over (order by id rows between "
                      + preceding
                      + " preceding and current row) as r from t where id <= "
                      + "(select min(id) + "
                      + row
                      + " from t)) order by id desc limit 1",
                  List.of());
          if (!actual.get(row).equals(expected) && wrong.size() < 20) {
            wrong.add(
                call
                    + " of "
                    + rows
                    + " "
                    + preceding
                    + " preceding, row "
                    + row
                    + " is "
                    + actual.get(row)
                    + " but SQLite's is "
                    + expected);
          }
          if (expected.startsWith("ERROR")) {
            break; // it hides the later rows
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}

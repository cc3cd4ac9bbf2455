package tech.turso.testing.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.turso.testkit.Seeded;

/** Dates and times are SQLite's for times and modifiers in right and wrong forms. */
final class DateOracleTest {
  private static final int ROUNDS = Integer.getInteger("func.dates", 8000);

  private static final List<String> FUNCTIONS =
      List.of("date", "time", "datetime", "julianday", "unixepoch");

  private static final String[] TIMES = {
    "2024-02-29",
    "2023-02-29",
    "2024-01-31 12:34:56",
    "2024-12-31T23:59:59.9996",
    "0000-01-01",
    "9999-12-31 23:59:59.999",
    "-0001-03-05 01:02",
    "-4713-11-24 12:00",
    "-4713-11-24 11:59",
    "12:34",
    "00:00:00.5",
    "23:59:59.9999",
    "24:00",
    "24:00:00.000",
    "24:00:01",
    "24:01",
    "25:00",
    "2024-05-17 24:00+01:00",
    "2024-02-15 12:34:56Z",
    "2024-02-15 12:34+05:30",
    "2024-02-15 12:34 -14:00 ",
    "2024-02-15 12:34+14:30",
    "2024-02-15 12:34+15:00",
    "2024-2-15",
    "2024-13-01",
    "2024-00-10",
    "2024-01-00",
    "2024-01-32",
    "2024-04-31",
    "20240215",
    "2460000.5",
    "1707955200",
    "-1",
    " 2024-02-15",
    "2024-02-15 ",
    "2024-02-15 x",
    "2024-02-15  12:34",
    "",
    "x",
    "2024-02-15 12:34:56.",
    "2024-02-15 12:34:56.7x",
    "1e6",
    "5373484.5",
    "14712-01-01",
    "2024-02-15T12:34zz",
    "2024-02-15t12:34",
    "2024-02-15\00012:34"
  };

  private static final String[] MODIFIERS = {
    "+1 day",
    "-1 days",
    "1.5 day",
    "+1 month",
    "-1 month",
    "+13 months",
    "-25 months",
    "+1 year",
    "-1 years",
    "+0.5 year",
    "+1.5 month",
    "+10 hours",
    "-90 minute",
    "+59.9999 seconds",
    "+3 fortnight",
    "+ 1 day",
    "+1day",
    "+1 days ",
    "+1e2 day",
    "1e400 day",
    "start of month",
    "start of year",
    "start of day",
    "start of week",
    "START OF MONTH",
    "start of  day",
    "end of month",
    "end of year",
    "end of day",
    "end of week",
    "End Of Year",
    "weekday 0",
    "weekday 3",
    "weekday 6",
    "weekday 7",
    "weekday -0",
    "weekday -3",
    "weekday -6",
    "weekday  -4",
    "weekday 1.5",
    "weekday x",
    "unixepoch",
    "julianday",
    "auto",
    "subsec",
    "subsecond",
    "floor",
    "ceiling",
    "utc",
    "localtime",
    "UTC",
    "+01:30",
    "-01:30:30.5",
    "24:00",
    "+24:01",
    "+0001-02-03",
    "-0001-11-30",
    "+0001-12-01",
    "+0001-01-31",
    "+0000-01-00 10:20",
    "-0000-00-01 23:59:59.999",
    "+12345-01-01",
    "0001-01-01",
    "+1-1-1",
    "",
    "now",
    "+",
    "5373485 days",
    "-5373484 days",
    "176546 months",
    "+100 years x",
    "+1 day\000x"
  };

  private Oracle oracle;

  @BeforeEach
  void open() throws Exception {
    oracle = new Oracle();
  }

  @AfterEach
  void close() throws Exception {
    oracle.close();
  }

  private void check(String name, List<Cell> args, List<String> wrong) throws Exception {
    String expected = oracle.function(name, args);
    String actual = Engine.function(name, args);
    if (!actual.equals(expected) && wrong.size() < 20) {
      wrong.add(name + args + " is " + actual + " but SQLite's is " + expected);
    }
  }

  @Test
  void everyTimeWithEveryModifier() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String time : TIMES) {
      for (String name : FUNCTIONS) {
        check(name, List.of(Cell.text(time)), wrong);
      }
      for (String modifier : MODIFIERS) {
        check("datetime", List.of(Cell.text(time), Cell.text(modifier)), wrong);
      }
    }
    for (Cell value : Nasty.VALUES) {
      for (String name : FUNCTIONS) {
        if (!Cell.text("now").equals(value)) {
          check(name, List.of(value), wrong);
          check(name, List.of(Cell.text("2024-02-15"), value), wrong);
          check(name, List.of(value, Cell.text("auto"), Cell.text("subsec")), wrong);
          check(name, List.of(value, Cell.text("unixepoch")), wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Cell time(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> Cell.text(TIMES[random.nextInt(TIMES.length)]);
      case 1 -> Cell.of(random.nextLong(-300_000_000_000L, 300_000_000_000L));
      case 2 -> Cell.of(random.nextDouble(0, 5_373_485));
      case 3 -> Cell.of(random.nextDouble(-2e9, 4e9));
      default ->
          Cell.text(
              "%04d-%02d-%02d %02d:%02d:%02d.%03d"
                  .formatted(
                      random.nextInt(10_000),
                      random.nextInt(1, 13),
                      random.nextInt(1, 32),
                      random.nextInt(24),
                      random.nextInt(60),
                      random.nextInt(60),
                      random.nextInt(1000)));
    };
  }

  private static Cell modifier(SplittableRandom random) {
    List<String> units = List.of("second", "minutes", "hour", "days", "month", "years");
    return Cell.text(
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(-400, 400) + " " + units.get(random.nextInt(6));
          case 1 -> random.nextInt(-4000, 4000) / 8.0 + " " + units.get(random.nextInt(6));
          default -> MODIFIERS[random.nextInt(MODIFIERS.length)];
        });
  }

  @Seeded
  void chainsOfModifiers(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      List<Cell> args = new ArrayList<>();
      args.add(time(random));
      for (int n = random.nextInt(4); n > 0; n--) {
        args.add(modifier(random));
      }
      check(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())), args, wrong);
    }
    assertThat(wrong).isEmpty();
  }

  @Seeded
  void formatsAndDifferences(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    Cell format =
        Cell.text(
            "%d %e %f %F %G %g %H %I %j %J %k %l %m %M %p %P %R %s %S %T %u %U %V %w %W %Y %%");
    for (int i = 0; i < ROUNDS; i++) {
      Cell time = time(random);
      check("strftime", List.of(format, time), wrong);
      check("strftime", List.of(format, time, modifier(random), Cell.text("subsec")), wrong);
      check("timediff", List.of(time, time(random)), wrong);
    }
    for (Cell value : Nasty.VALUES) {
      check("strftime", List.of(value, Cell.text("2024-02-15")), wrong);
      check("timediff", List.of(value, Cell.text("2024-02-15")), wrong);
    }
    for (char c = ' '; c < 127; c++) {
      check("strftime", List.of(Cell.text("a%" + c + "b"), Cell.text("2024-01-01")), wrong);
    }
    assertThat(wrong).isEmpty();
  }
}

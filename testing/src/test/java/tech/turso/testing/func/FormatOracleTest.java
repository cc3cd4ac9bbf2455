package tech.turso.testing.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.turso.testkit.Seeded;

/** format() gives SQLite's text for every conversion, flag, width, precision and value. */
final class FormatOracleTest {
  private static final int ROUNDS = Integer.getInteger("func.formats", 10_000);

  private static final String CONVERSIONS = "diuxXofeEgGszcqQwjJrpn%";
  private static final String FLAGS = "-+ #!0,";

  private Oracle oracle;

  @BeforeEach
  void open() throws Exception {
    oracle = new Oracle();
  }

  @AfterEach
  void close() throws Exception {
    oracle.close();
  }

  private void check(String format, List<Cell> values, List<String> wrong) throws Exception {
    List<Cell> args = new ArrayList<>(values);
    args.addFirst(Cell.text(format));
    String expected = oracle.function("format", args);
    String actual = Engine.function("format", args);
    if (!actual.equals(expected) && wrong.size() < 20) {
      wrong.add("format" + args + " is " + actual + " but SQLite's is " + expected);
    }
  }

  @Test
  void everyConversionOfEveryValue() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (char conversion : CONVERSIONS.toCharArray()) {
      for (Cell value : Nasty.VALUES) {
        check("%" + conversion + "|", List.of(value), wrong);
        check("%#!" + conversion + "|", List.of(value), wrong);
        check("%012.3" + conversion + "|", List.of(value), wrong);
        check("%-,12" + conversion + "|", List.of(value), wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Seeded
  void randomFormats(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder format = new StringBuilder(random.nextInt(5) == 0 ? "é" : "");
      List<Cell> values = new ArrayList<>();
      for (int n = random.nextInt(1, 3); n > 0; n--) {
        specifier(random, format, values);
        format.append(random.nextInt(4) == 0 ? "" : "|");
      }
      if (random.nextInt(20) == 0 && !values.isEmpty()) {
        values.removeLast();
      }
      check(format.toString(), values, wrong);
    }
    assertThat(wrong).isEmpty();
  }

  private static void specifier(SplittableRandom random, StringBuilder format, List<Cell> values) {
    format.append('%');
    for (int n = random.nextInt(4); n > 0; n--) {
      format.append(FLAGS.charAt(random.nextInt(FLAGS.length())));
    }
    switch (random.nextInt(5)) {
      case 0 -> format.append(random.nextInt(1, 40));
      case 1 -> {
        format.append('*');
        values.add(Cell.of(random.nextLong(-40, 40)));
      }
      default -> {}
    }
    switch (random.nextInt(5)) {
      case 0, 1 -> format.append('.').append(random.nextInt(30));
      case 2 -> {
        format.append(".*");
        values.add(Cell.of(random.nextLong(-10, 30)));
      }
      case 3 -> format.append(random.nextInt(4) == 0 ? "." : "");
      default -> {}
    }
    format.append(List.of("", "", "", "", "l", "ll").get(random.nextInt(6)));
    char conversion = CONVERSIONS.charAt(random.nextInt(CONVERSIONS.length()));
    format.append(random.nextInt(40) == 0 ? 'y' : conversion);
    if ("n%".indexOf(conversion) < 0) { // else a width of a later one could be huge
      values.add(
          "feEgG".indexOf(conversion) >= 0
              ? Cell.of(NumberTextOracleTest.real(random))
              : Nasty.VALUES.get(random.nextInt(Nasty.VALUES.size())));
    }
  }

  /** Moderate magnitudes, where every digit of %f is seen. */
  @Seeded
  void roundingOfReals(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < ROUNDS / 4; i++) {
      Cell value =
          Cell.of(
              (random.nextInt(2_000_000) - 1_000_000)
                  * Math.pow(10, random.nextInt(-9, 3))
                  / random.nextInt(1, 4));
      int places = random.nextInt(12);
      check("%." + places + "f %." + places + "g", List.of(value, value), wrong);
      check("%!." + places + "f %!." + places + "e", List.of(value, value), wrong);
      List<Cell> args = List.of(value, Cell.of(random.nextLong(0, 9)));
      String expected = oracle.function("round", args);
      String actual = Engine.function("round", args);
      if (!actual.equals(expected) && wrong.size() < 20) {
        wrong.add("round" + args + " is " + actual + " but SQLite's is " + expected);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void endsAndOddities() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String format :
        List.of(
            "",
            "%",
            "a%",
            "a%5",
            "%-",
            "%l",
            "%ll",
            "%.",
            "%.l",
            "%*",
            "%.*",
            "%5.*",
            "%%",
            "%5%|",
            "%-5%|",
            "a\0b",
            "%y",
            "a%yb",
            "%1.2.3d",
            "%5l5d",
            "%99999999999d",
            "%.99999999999d",
            "%.2000000000d",
            "%2000000000s",
            "%.2000000000c",
            "%*d %d",
            "%T",
            "%S",
            "%5.2ld",
            "%,.2f",
            "%+,d",
            "%08.3f",
            "%!.20g",
            "%!.17g",
            "%.0f",
            "%#.0f",
            "%#.3g",
            "%+g",
            "% g",
            "%0e",
            "%-010d|",
            "%010d|",
            "%+010d|")) {
      check(format, List.of(), wrong);
      check(format, List.of(Cell.of(1234567L), Cell.of(-8L)), wrong);
      check(format, List.of(Cell.of(-0.5), Cell.of(-2147483648L)), wrong);
      check(format, List.of(Cell.of(0.1), Cell.of(4294967301L)), wrong);
      check(format, List.of(Cell.of(Double.NEGATIVE_INFINITY)), wrong);
    }
    assertThat(wrong).isEmpty();
  }
}

package tech.turso.testing.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tech.turso.testkit.Seeded;
import tech.turso.value.Affinity;
import tech.turso.value.Cast;
import tech.turso.value.Numbers;
import tech.turso.value.Register;

/** Numbers become texts, and texts numbers, to the digits and bits that SQLite gives. */
final class NumberTextOracleTest {
  private static final int ROUNDS = Integer.getInteger("func.numbers", 50_000);

  @Seeded
  void realsAndTheirTexts(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    List<String> wrong = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        var select =
            connection.prepareStatement(
                "select cast(? as text), cast(? as real), cast(? as real), cast(? as integer)")) {
      for (int i = 0; i < ROUNDS && wrong.size() < 20; i++) {
        double real = real(random);
        String text = Numbers.realText(real);
        String number = numberText(random);
        select.setDouble(1, real);
        select.setString(2, text);
        select.setString(3, number);
        select.setString(4, number);
        try (var rows = select.executeQuery()) {
          rows.next();
          compare(wrong, "text of " + Double.toHexString(real), text, rows.getString(1));
          compare(wrong, "real of " + text, cast(text).real, rows.getDouble(2));
          compare(wrong, "real of " + number, cast(number).real, rows.getDouble(3));
          Register r = new Register();
          r.setText(number);
          compare(wrong, "integer of " + number, Numbers.integerOf(r), rows.getLong(4));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static Register cast(String text) {
    Register r = new Register();
    r.setText(text);
    Cast.apply(r, Affinity.REAL);
    return r;
  }

  private static void compare(List<String> wrong, String what, Object actual, Object expected) {
    if (!actual.equals(expected)) {
      wrong.add(what + " is " + actual + " but SQLite's is " + expected);
    }
  }

  /** Of all magnitudes, with many that are close to short decimals and to powers of ten. */
  static double real(SplittableRandom random) {
    double real =
        switch (random.nextInt(6)) {
          case 0 -> Double.longBitsToDouble(random.nextLong());
          case 1 -> random.nextInt(1_000_000) / 1000.0;
          case 2 -> random.nextDouble() * Math.pow(10, random.nextInt(-20, 20));
          case 3 -> Math.rint(random.nextDouble() * 1e9) * Math.pow(10, random.nextInt(-15, 15));
          case 4 -> Math.nextUp(random.nextInt(100_000) * Math.pow(10, random.nextInt(-300, 300)));
          default -> Math.nextDown(random.nextInt(100) * Math.pow(10, random.nextInt(-20, 20)));
        };
    return Double.isNaN(real) ? 0.5 : real;
  }

  /** Mostly a number, with blanks, signs, points and exponents in right and wrong places. */
  static String numberText(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(8) == 0) {
      text.append(" \t\n\f\u000b\r\u00a0".charAt(random.nextInt(7)));
    }
    if (random.nextInt(3) == 0) {
      text.append("+-".charAt(random.nextInt(2)));
    }
    for (int n = random.nextInt(1, 26); n > 0; n--) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    if (random.nextBoolean()) {
      text.insert(random.nextInt(text.length() + 1), '.');
    }
    if (random.nextBoolean()) {
      text.append("eE".charAt(random.nextInt(2)));
      if (random.nextInt(3) == 0) {
        text.append("+-".charAt(random.nextInt(2)));
      }
      int digits = random.nextInt(5);
      for (int n = 0; n < digits; n++) {
        text.append((char) ('0' + random.nextInt(n == 0 ? 4 : 10)));
      }
    }
    if (random.nextInt(8) == 0) {
      text.append(" x.\n5-\u00a0".charAt(random.nextInt(7)));
    }
    return text.toString();
  }
}

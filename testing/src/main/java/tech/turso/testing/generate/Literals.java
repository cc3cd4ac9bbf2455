package tech.turso.testing.generate;

/** Literals: plain ones, and those at the edges of types, formats and encodings. */
final class Literals {
  private final Dice dice;

  Literals(Dice dice) {
    this.dice = dice;
  }

  /** Any literal. */
  String any() {
    return switch (dice.below(12)) {
      case 0 -> "NULL";
      case 1, 2, 3 -> Integer.toString(dice.between(-3, 20));
      case 4 -> integer();
      case 5, 6 -> quarter();
      case 7 -> real();
      case 8, 9 -> shortText();
      case 10 -> text();
      default -> blob();
    };
  }

  /** A literal for a column: one that its constraints take, mostly. */
  String of(Column column) {
    if (column.value() == Column.Value.UNIQUE && dice.percent(80)) {
      return switch (column.kind()) {
        case TAME_INTEGER, INTEGER -> Integer.toString(dice.between(-50, 400));
        case TAME_REAL, REAL -> dice.between(-50, 400) + dice.of(".0", ".25", ".5", ".75");
        case WORD, TEXT, ANY -> "'" + Integer.toString(dice.below(1300), 36) + "'";
      };
    }
    if (dice.percent(column.value() == Column.Value.ANY ? 10 : 1)) {
      return "NULL";
    }
    return switch (column.kind()) {
      case TAME_INTEGER -> Integer.toString(dice.between(-3, 20));
      case TAME_REAL -> quarter();
      case WORD -> shortText();
      case INTEGER -> dice.percent(60) ? Integer.toString(dice.between(-3, 40)) : any();
      case REAL -> dice.percent(60) ? real() : any();
      case TEXT -> dice.percent(70) ? text() : any();
      case ANY -> any();
    };
  }

  String integer() {
    return dice.of(
        "0",
        "1",
        "-1",
        "127",
        "128",
        "-129",
        "32767",
        "32768",
        "8388607",
        "-8388609",
        "2147483647",
        "2147483648",
        "-2147483649",
        "140737488355327",
        "140737488355328",
        "-140737488355329",
        "9007199254740992",
        "9007199254740993",
        "9223372036854775806",
        "9223372036854775807",
        "-9223372036854775807",
        "(-9223372036854775807 - 1)",
        "0x7f",
        Long.toString(dice.bits() >> dice.below(64)));
  }

  /** A multiple of a quarter: sums of them are exact. */
  String quarter() {
    return dice.between(-5, 20) + dice.of(".0", ".25", ".5", ".75");
  }

  String real() {
    return dice.of(
        "0.0",
        "0.1",
        "0.5",
        "-1.5",
        "2.0",
        "1e3",
        "1e15",
        "1e16",
        "1e17",
        "140737488355327.0",
        "140737488355328.0",
        "4503599627370496.5",
        "9007199254740993.0",
        "9223372036854775807.0",
        "-9223372036854775808.0",
        "9223372036854777856.0",
        "1e100",
        "-1e300",
        "1e-5",
        "1e-300",
        "5e-324",
        "1.7976931348623157e308",
        "9e999",
        "-9e999",
        "0.30000000000000004",
        "123456789012345.6",
        Double.toString(dice.between(-1_000_000, 1_000_000) / 1000.0));
  }

  /** Letters, so that folding and equality of texts meet often. */
  String shortText() {
    return dice.of("'a'", "'A'", "'b'", "'ab'", "'aB'", "'abc'", "'B'", "'c '", "'c'", "''");
  }

  String text() {
    return switch (dice.below(8)) {
      case 0, 1 -> shortText();
      case 2 ->
          dice.of(
              "'12'",
              "' 12 '",
              "'1e3'",
              "'0x10'",
              "'1.0'",
              "'-7'",
              "'+3'",
              "'.5'",
              "'5.'",
              "'12abc'",
              "'9223372036854775808'",
              "'inf'",
              "'nan'",
              "'1_000'");
      case 3 -> dice.of("'é'", "'É'", "'日本語'", "'🙂'", "'ß'", "'it''s'", "'%'", "'a_c'", "'[a]'");
      case 4 -> dice.of("char(0)", "'a' || char(0) || 'b'", "CAST(x'ff61' AS TEXT)", "char(9, 10)");
      case 5 -> longText(dice.between(100, 300));
      case 6 -> dice.percent(20) ? longText(dice.between(1000, 20_000)) : shortText();
      default -> "'" + Long.toString(dice.bits() >>> dice.below(60), 36) + "'";
    };
  }

  private String longText(int length) {
    return "substr(replace(hex(zeroblob("
        + (length / 2 + 1)
        + ")), '00', '"
        + dice.of("ab", "x ", "é.")
        + "'), 1, "
        + length
        + ")";
  }

  String blob() {
    return switch (dice.below(4)) {
      case 0 -> dice.of("x''", "x'00'", "x'61'", "x'ff'", "x'0001ff'");
      case 1 -> dice.of("x'616263'", "x'3132'", "CAST('ab' AS BLOB)");
      case 2 -> "zeroblob(" + dice.below(20) + ")";
      default -> dice.percent(10) ? "zeroblob(" + dice.between(500, 9000) + ")" : "x'6162'";
    };
  }
}

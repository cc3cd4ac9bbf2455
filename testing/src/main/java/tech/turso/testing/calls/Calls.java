package tech.turso.testing.calls;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tech.turso.datetime.DateFunctions;
import tech.turso.func.FunctionCatalog;
import tech.turso.func.FunctionDef;
import tech.turso.testing.generate.Dice;

/**
 * Random calls as statements: constants or columns as arguments, right numbers of them or wrong.
 */
final class Calls {
  /** What differs from run to run, or tells who the engine is. */
  private static final Set<String> OWN =
      Set.of(
          "random",
          "randomblob",
          "sqlite_version",
          "sqlite_source_id",
          "sqlite_compileoption_used",
          "sqlite_compileoption_get",
          "sqlite_log",
          "load_extension",
          "turso_version",
          "current_date",
          "current_time",
          "current_timestamp");

  /** The number of a date as an argument makes almost a gigabyte of these. */
  private static final Set<String> LARGE = Set.of("zeroblob", "format", "printf");

  private static final Set<String> EXTREMES = Set.of("min", "max");

  /** Without arguments, or with one less than these have, they tell the time. */
  private static final Set<String> DATES =
      Set.of("date", "time", "datetime", "julianday", "unixepoch", "strftime", "timediff");

  private static final List<String> COLUMNS = List.of("i", "r", "t", "b", "n", "x", "rowid");

  private static final String[] INTEGERS = {
    "0",
    "1",
    "-1",
    "2",
    "3",
    "-3",
    "5",
    "10",
    "64",
    "-64",
    "100",
    "255",
    "300",
    "1114111",
    "55296",
    "2147483647",
    "-2147483648",
    "4294967296",
    "2251799813685248",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775807",
    "-9223372036854775808",
    "0x7f",
    "1000000001"
  };

  private static final String[] REALS = {
    "0.0",
    "-0.0",
    "0.1",
    "-1.5",
    "2.5",
    "0.5",
    "1e15",
    "1e17",
    "123456789012345.6",
    "9.3e18",
    "-9.223372036854775808e18",
    "1e308",
    "-1e308",
    "5e-324",
    "9e999",
    "-9e999",
    "3.0",
    "1e-5",
    "2440587.5",
    "0.30000000000000004",
    "99999.99999",
    "4503599627370497.5"
  };

  private static final String[] TEXTS = {
    "''",
    "' '",
    "'a'",
    "'A'",
    "'abc'",
    "'aBcAbC'",
    "'5'",
    "' 12 '",
    "'1e3'",
    "'-1.5x'",
    "'0x10'",
    "'.5'",
    "'9223372036854775808'",
    "'99999999999999999999x'",
    "'a'||char(0)||'b'",
    "char(0)",
    "'\u00e9'",
    "'\u00c9\u00e9\u0416'",
    "'\ud83d\ude00x'",
    "'%'",
    "'_'",
    "'a%b_c'",
    "'[a-c]*'",
    "'[^a'",
    "'it''s'",
    "'\"q\"'",
    "'4142 43'",
    "'  a b  '",
    "'\\'",
    "'2024-02-30'",
    "'12:30:45.6'",
    "'2000-01-01 00:00'",
    "'+1 month'",
    "'weekday 3'",
    "'start of year'",
    "'unixepoch'",
    "'-1.5 days'",
    "'auto'",
    "'floor'",
    "'%Y %j %W %f'",
    "'%d'",
    "'%s'",
    "'%5.2f|%-8s|%x'",
    "'%,d %+i'",
    "'%!.20g'",
    "'%q %Q %w'",
    "'%c%%%08.3e'",
    "'%*d'",
    "'%.3z'",
    "'%lld%u'",
    "CAST(x'ff6180' AS TEXT)",
    "CAST(x'eda080' AS TEXT)",
    "'a,b'",
    "'ab'||'ab'||'ab'||'ab'"
  };

  private static final String[] BLOBS = {
    "x''", "x'00'", "x'6162'", "x'312e35'", "x'0001feff61'", "x'c3a9c3'", "zeroblob(3)"
  };

  static final List<String> SETUP = setup();

  private final Dice dice;
  private final List<FunctionDef> functions = new ArrayList<>();

  Calls(long seed) {
    dice = new Dice(seed);
    for (FunctionDef function : FunctionCatalog.CORE.with(DateFunctions.all()).all()) {
      if (!OWN.contains(function.name())) {
        functions.add(function);
      }
    }
  }

  private static List<String> setup() {
    List<String> all = new ArrayList<>();
    all.add("CREATE TABLE c(i INTEGER, r REAL, t TEXT COLLATE NOCASE, b BLOB, n NUMERIC, x)");
    Dice dice = new Dice(7);
    for (int row = 0; row < 6; row++) {
      all.add(
          "INSERT INTO c VALUES (%s, %s, %s, %s, %s, %s)"
              .formatted(
                  dice.of(INTEGERS),
                  dice.of(REALS),
                  dice.of(TEXTS),
                  dice.of(BLOBS),
                  dice.percent(50) ? dice.of(INTEGERS) : dice.of(TEXTS),
                  row == 3 ? "NULL" : dice.of(REALS)));
    }
    return all;
  }

  /** The names of the functions that are called. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    functions.forEach(function -> names.add(function.name()));
    return names;
  }

  /** A statement with a call. */
  String next() {
    FunctionDef function = dice.of(functions);
    boolean columns = dice.percent(40);
    String call = call(function, columns, 1);
    String from = columns || dice.percent(10) ? " FROM c" : "";
    String where = from.isEmpty() ? "" : dice.maybe(25, " WHERE rowid < " + dice.between(0, 5));
    if (function.isAggregate() && columns) {
      where += dice.maybe(30, " GROUP BY " + dice.of("i > 2", "n", "x IS NULL"));
    }
    return switch (dice.below(20)) {
      case 0 -> "SELECT typeof(" + call + ")" + from + where;
      case 1 -> "SELECT quote(" + call + ")" + from + where;
      case 2 -> "SELECT 1" + from + (from.isEmpty() ? "" : " WHERE " + call);
      case 3 -> "SELECT " + call + " + 1, " + call + " || 'x'" + from + where;
      case 4 -> "SELECT x" + from + where + (from.isEmpty() ? "" : " ORDER BY " + call + ", rowid");
      default -> "SELECT " + call + from + where;
    };
  }

  private String call(FunctionDef function, boolean columns, int depth) {
    int right =
        function.narg() >= 0 ? function.narg() : dice.between(Math.max(1, -2 - function.narg()), 4);
    int count = dice.percent(5) ? dice.below(5) : right;
    if (DATES.contains(function.name())) {
      count = Math.max(count, 2);
    }
    boolean dates = DATES.contains(function.name());
    boolean star = !dates && dice.percent(function.isAggregate() ? 3 : 1);
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < count && !star; i++) {
      boolean extreme = columns && count == 1 && EXTREMES.contains(function.name());
      int deeper = LARGE.contains(function.name()) ? 0 : depth;
      arguments.add(extreme ? dice.of(COLUMNS) : argument(columns, deeper));
    }
    // beside min(constant) stands a row of which only SQLite's loops can say which it is
    boolean distinct =
        dice.percent(function.isAggregate() ? 15 : 1)
            && (!EXTREMES.contains(function.name()) || COLUMNS.containsAll(arguments));
    StringBuilder call = new StringBuilder(function.name()).append('(');
    call.append(distinct ? "DISTINCT " : "");
    call.append(star ? "*" : String.join(", ", arguments));
    if (count > 0 && dice.percent(function.isAggregate() ? 10 : 1)) {
      call.append(" ORDER BY ").append(argument(columns, 0));
    }
    call.append(')');
    if (dice.percent(function.isAggregate() ? 10 : 1)) {
      call.append(" FILTER (WHERE ").append(argument(columns, 0)).append(')');
    }
    return call.toString();
  }

  private String argument(boolean columns, int depth) {
    if (columns && dice.percent(60)) {
      return dice.of(COLUMNS);
    }
    if (depth > 0 && dice.percent(15)) {
      return call(dice.of(functions), columns, depth - 1);
    }
    return switch (dice.below(12)) {
      case 0 -> "NULL";
      case 1, 2 -> dice.of(INTEGERS);
      case 3 -> String.valueOf(dice.percent(50) ? dice.between(-40, 40) : dice.bits());
      case 4, 5 -> dice.of(REALS);
      case 6 -> real();
      case 7, 8, 9 -> dice.of(TEXTS);
      case 10 -> dice.of(BLOBS);
      default -> randomText();
    };
  }

  private String real() {
    double value = Double.longBitsToDouble(dice.bits());
    return Double.isFinite(value) && dice.percent(50)
        ? String.valueOf(value)
        : String.valueOf(dice.between(-100000, 100000) / 1000.0);
  }

  private String randomText() {
    byte[] bytes = new byte[dice.below(9)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (dice.percent(90) ? dice.between(32, 126) : dice.below(256));
    }
    return "CAST(x'" + HexFormat.of().formatHex(bytes) + "' AS TEXT)";
  }
}

package tech.turso.func;

import java.util.List;
import tech.turso.base.Ascii;
import tech.turso.base.Limits;

/**
 * What SQLite's compile-time options would have to be for it to behave as this engine; {@code
 * PRAGMA compile_options}. In order of their names.
 *
 * <p>SQLite: ctime.c, main.c sqlite3_compileoption_used.
 */
public final class CompileOptions {
  private static final String PREFIX = "SQLITE_";

  private static final List<String> ALL =
      List.of(
          "DEFAULT_PAGE_SIZE=4096",
          "ENABLE_MATH_FUNCTIONS",
          "ENABLE_PERCENTILE",
          "MAX_ATTACHED=" + Limits.MAX_ATTACHED,
          "MAX_COLUMN=" + Limits.MAX_COLUMNS,
          "MAX_COMPOUND_SELECT=" + Limits.MAX_COMPOUND_SELECT,
          "MAX_EXPR_DEPTH=" + Limits.MAX_EXPRESSION_DEPTH,
          "MAX_FUNCTION_ARG=" + Limits.MAX_FUNCTION_ARGUMENTS,
          "MAX_LENGTH=" + Limits.MAX_LENGTH,
          "MAX_LIKE_PATTERN_LENGTH=" + Limits.MAX_LIKE_PATTERN_BYTES,
          "MAX_PAGE_COUNT=" + Limits.MAX_PAGE_COUNT,
          "MAX_SQL_LENGTH=" + Limits.MAX_SQL_BYTES,
          "MAX_VARIABLE_NUMBER=" + Limits.MAX_VARIABLE_NUMBER,
          "THREADSAFE=1");

  private CompileOptions() {}

  /** The options without the prefix SQLITE_. */
  public static List<String> list() {
    return ALL;
  }

  /** Whether an option, with or without the prefix and in any case, is in the list. */
  public static boolean isUsed(String name) {
    String option =
        Ascii.startsWithIgnoreCase(name, PREFIX) ? name.substring(PREFIX.length()) : name;
    for (String used : ALL) {
      if (Ascii.startsWithIgnoreCase(used, option)
          && (used.length() == option.length() || !isNamePart(used.charAt(option.length())))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamePart(char c) {
    return Ascii.isDigit(c)
        || c == '_'
        || c == '$'
        || Ascii.lower(c) >= 'a' && Ascii.lower(c) <= 'z';
  }
}

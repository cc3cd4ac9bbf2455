package tech.turso;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks at SQL text without preparing it: words, parameters, JDBC's escapes. Strings, quoted names
 * and comments are skipped as SQLite skips them.
 */
final class SqlScan {
  private final String sql;
  private int at;

  SqlScan(String sql) {
    this.sql = sql;
  }

  /** Whether there is nothing but blanks, comments and semicolons from {@code from} on. */
  static boolean isBlank(String sql, int from) {
    SqlScan scan = new SqlScan(sql);
    scan.at = from;
    for (String token = scan.next(); token != null; token = scan.next()) {
      if (!token.equals(";")) {
        return false;
      }
    }
    return true;
  }

  /** The first word in upper case; "" if there is none. */
  static String firstWord(String sql) {
    SqlScan scan = new SqlScan(sql);
    String token = scan.next();
    while (token != null && token.equals(";")) {
      token = scan.next();
    }
    return token == null || !isWord(token) ? "" : token.toUpperCase(Locale.ROOT);
  }

  /** All tokens. */
  static List<String> tokens(String sql) {
    List<String> tokens = new ArrayList<>();
    SqlScan scan = new SqlScan(sql);
    for (String token = scan.next(); token != null; token = scan.next()) {
      tokens.add(token);
    }
    return tokens;
  }

  /** Whether the text has a parameter. */
  static boolean hasParameters(String sql) {
    SqlScan scan = new SqlScan(sql);
    for (String token = scan.next(); token != null; token = scan.next()) {
      char c = token.charAt(0);
      if (c == '?' || token.length() > 1 && (c == ':' || c == '@' || c == '$')) {
        return true;
      }
    }
    return false;
  }

  /**
   * The schema ("" if it is not named) and the table that an INSERT or REPLACE writes; null if the
   * statement is none. It may begin with WITH.
   */
  static String @Nullable [] insertTarget(String sql) {
    switch (firstWord(sql)) {
      case "INSERT", "REPLACE", "WITH" -> {
        // goes on
      }
      default -> {
        return null;
      }
    }
    SqlScan scan = new SqlScan(sql);
    int depth = 0;
    boolean insert = false;
    for (String token = scan.next(); token != null; token = scan.next()) {
      String word = token.toLowerCase(Locale.ROOT);
      if (word.equals("(")) {
        depth++;
      } else if (word.equals(")")) {
        depth--;
      } else if (depth > 0) {
        continue;
      } else if (insert && word.equals("into")) {
        String first = unquoted(scan.next());
        return ".".equals(scan.next())
            ? new String[] {first, unquoted(scan.next())}
            : new String[] {"", first};
      } else if (word.equals("insert") || word.equals("replace")) {
        insert = true;
      } else if (word.equals("select") || word.equals("update") || word.equals("delete")) {
        return null;
      }
    }
    return null;
  }

  /** A name without the quotes around it. */
  static String unquoted(@Nullable String token) {
    if (token == null) {
      return "";
    }
    char c = token.charAt(0);
    if (c == '[') {
      return token.substring(1, token.length() - 1);
    }
    if (c == '"' || c == '`' || c == '\'') {
      String quote = String.valueOf(c);
      return token.substring(1, token.length() - 1).replace(quote + quote, quote);
    }
    return token;
  }

  private static boolean isWord(String token) {
    char c = token.charAt(0);
    return Character.isLetter(c) || c == '_';
  }

  /**
   * The text with JDBC's escapes replaced: {@code {d '2024-01-02'}}, {@code {t ...}}, {@code {ts
   * ...}}, {@code {fn f(x)}}, {@code {escape '\'}}, {@code {oj ...}}, {@code {limit ...}} become
   * what is inside.
   */
  static String withoutEscapes(String sql) {
    if (sql.indexOf('{') < 0) {
      return sql;
    }
    SqlScan scan = new SqlScan(sql);
    StringBuilder out = new StringBuilder(sql.length());
    int from = 0;
    int open = 0;
    for (String token = scan.next(); token != null; token = scan.next()) {
      if (token.equals("{")) {
        int brace = scan.at - 1;
        String word = scan.next();
        if (word == null || !isEscape(word)) {
          scan.at = brace + 1;
          continue; // the parser will tell
        }
        boolean isSql = word.equalsIgnoreCase("escape") || word.equalsIgnoreCase("limit");
        out.append(sql, from, brace);
        from = isSql ? brace + 1 : scan.at;
        open++;
      } else if (token.equals("}") && open > 0) {
        out.append(sql, from, scan.at - 1);
        from = scan.at;
        open--;
      }
    }
    return out.append(sql, from, sql.length()).toString();
  }

  private static boolean isEscape(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "d", "t", "ts", "fn", "oj", "escape", "limit" -> true;
      default -> false;
    };
  }

  /** The next token; null at the end. */
  private @Nullable String next() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c <= ' ') {
        at++;
      } else if (c == '-' && sql.startsWith("--", at)) {
        int newline = sql.indexOf('\n', at);
        at = newline < 0 ? sql.length() : newline + 1;
      } else if (c == '/' && sql.startsWith("/*", at)) {
        int close = sql.indexOf("*/", at + 2);
        at = close < 0 ? sql.length() : close + 2;
      } else {
        int from = at;
        at = end(c);
        return sql.substring(from, at);
      }
    }
    return null;
  }

  private int end(char c) {
    if (c == '\'' || c == '"' || c == '`') {
      int close = at + 1;
      while (true) {
        close = sql.indexOf(c, close);
        if (close < 0) {
          return sql.length();
        }
        if (close + 1 == sql.length() || sql.charAt(close + 1) != c) {
          return close + 1;
        }
        close += 2; // a doubled quote
      }
    }
    if (c == '[') {
      int close = sql.indexOf(']', at);
      return close < 0 ? sql.length() : close + 1;
    }
    int end = at + 1;
    boolean word = isNameChar(c) || c == ':' || c == '@' || c == '$' || c == '?';
    while (word && end < sql.length() && isNameChar(sql.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isNameChar(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c >= 0x80;
  }
}

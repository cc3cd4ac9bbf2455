package tech.turso.sql.parser;

import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.sql.ast.Expr;

/**
 * Turns the next token into a literal.
 *
 * <p>SQLite: parse.y term; util.c sqlite3DequoteNumber.
 */
final class Literals {
  private final TokenStream tokens;

  Literals(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** Whether the next token is a literal, {@code CURRENT_TIME} and its kin included. */
  boolean isAtLiteral() {
    return switch (tokens.token()) {
      case NULL,
          STRING,
          BLOB,
          INTEGER,
          FLOAT,
          QNUMBER,
          CURRENT_DATE,
          CURRENT_TIME,
          CURRENT_TIMESTAMP ->
          true;
      default -> false;
    };
  }

  /**
   * Accepts a literal.
   *
   * @throws DbException.Sql a syntax error if the next token is none
   */
  Expr literal() {
    int start = tokens.start();
    int end = tokens.end();
    Token token = tokens.token();
    if (token == Token.QNUMBER) {
      return separatedNumber(start, end);
    }
    Expr literal =
        switch (token) {
          case NULL -> new Expr.NullLiteral(start, end);
          case STRING -> new Expr.StringLiteral(tokens.unquoted(start, end), start, end);
          case BLOB -> new Expr.BlobLiteral(tokens.sql.substring(start + 2, end - 1), start, end);
          case INTEGER -> integer(tokens.text(), start, end);
          case FLOAT -> new Expr.RealLiteral(tokens.text(), start, end);
          case CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP ->
              new Expr.CurrentTime(Expr.CurrentTime.Kind.valueOf(token.name()), start, end);
          default -> throw tokens.syntaxError();
        };
    tokens.advance();
    return literal;
  }

  /** The literal of digits, decimal or hexadecimal, without separators. */
  private static Expr integer(String text, int start, int end) {
    boolean hexadecimal = Ascii.startsWithIgnoreCase(text, "0x");
    int base = hexadecimal ? 16 : 10;
    int first = hexadecimal ? 2 : 0;
    while (first < text.length() - 1 && text.charAt(first) == '0') {
      first++;
    }
    boolean fits = text.length() - first <= (hexadecimal ? 16 : 19);
    long value = 0;
    for (int i = first; fits && i < text.length(); i++) {
      value = value * base + Ascii.hexValue(text.charAt(i));
    }
    if (!hexadecimal && value < 0) {
      fits = false;
    }
    return new Expr.IntegerLiteral(text, fits, fits ? value : 0, start, end);
  }

  /**
   * A number with separators, each of which must stand between two digits. The message shows the
   * token as SQLite's copy of it looks when the fault is found: shortened in place so far.
   */
  private Expr separatedNumber(int start, int end) {
    char[] digits = tokens.text().toCharArray();
    boolean hexadecimal = digits.length > 1 && Ascii.lower(digits[1]) == 'x';
    boolean real = false;
    int kept = 0;
    tokens.advance();
    for (int i = 0; i < digits.length; i++) {
      char c = digits[i];
      if (c != '_') {
        digits[kept++] = c;
        real |= c == '.' || c == 'e' || c == 'E';
      } else if (!isDigit(digits, i - 1, hexadecimal) || !isDigit(digits, i + 1, hexadecimal)) {
        tokens.raise("unrecognized token: \"" + new String(digits) + "\"", -1);
      }
    }
    String text = new String(digits, 0, kept);
    return real && !hexadecimal
        ? new Expr.RealLiteral(text, start, end)
        : integer(text, start, end);
  }

  private static boolean isDigit(char[] digits, int at, boolean hexadecimal) {
    if (at < 0 || at >= digits.length) {
      return false;
    }
    return hexadecimal ? Ascii.hexValue(digits[at]) >= 0 : Ascii.isDigit(digits[at]);
  }
}

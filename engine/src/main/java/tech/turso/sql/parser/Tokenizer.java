package tech.turso.sql.parser;

import tech.turso.base.Ascii;

/**
 * Cuts SQL text into tokens. It knows no grammar: {@code OVER} is always the keyword here, {@link
 * TokenStream} decides.
 *
 * <p>A char of 128 and above belongs to names; the byte order mark is a blank where a token begins;
 * NUL ends the text. SQLite: tokenize.c sqlite3GetToken.
 */
final class Tokenizer {
  private final String sql;
  private final int length;
  private int end;

  Tokenizer(String sql) {
    this.sql = sql;
    this.length = sql.length();
  }

  /** Just past the token that {@link #scan} found last. */
  int end() {
    return end;
  }

  /** The kind of the token, blank or comment at {@code at}; EOF with no chars at the end. */
  Token scan(int at) {
    char c = charAt(at);
    switch (c) {
      case ' ', '\t', '\n', '\f', '\r':
        return blanks(at + 1);
      case '\uFEFF':
        return end(at + 1, Token.SPACE);
      case '-':
        return minus(at);
      case '/':
        return slash(at);
      case '(':
        return end(at + 1, Token.LP);
      case ')':
        return end(at + 1, Token.RP);
      case ';':
        return end(at + 1, Token.SEMI);
      case '+':
        return end(at + 1, Token.PLUS);
      case '*':
        return end(at + 1, Token.STAR);
      case '%':
        return end(at + 1, Token.REM);
      case ',':
        return end(at + 1, Token.COMMA);
      case '&':
        return end(at + 1, Token.BITAND);
      case '~':
        return end(at + 1, Token.BITNOT);
      case '=':
        return end(charAt(at + 1) == '=' ? at + 2 : at + 1, Token.EQ);
      case '<':
        return less(at);
      case '>':
        return greater(at);
      case '!':
        return charAt(at + 1) == '=' ? end(at + 2, Token.NE) : end(at + 1, Token.ILLEGAL);
      case '|':
        return charAt(at + 1) == '|' ? end(at + 2, Token.CONCAT) : end(at + 1, Token.BITOR);
      case '\'':
        return quoted(at, c, Token.STRING);
      case '"', '`':
        return quoted(at, c, Token.ID);
      case '[':
        return bracketed(at);
      case '.':
        return Ascii.isDigit(charAt(at + 1)) ? number(at) : end(at + 1, Token.DOT);
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
        return number(at);
      case '?':
        return numberedVariable(at);
      case '$', '@', ':', '#':
        return namedVariable(at);
      case 'x', 'X':
        return charAt(at + 1) == '\'' ? blob(at) : word(at);
      case '\0':
        return end(at, Token.EOF);
      default:
        return isIdChar(c) ? word(at) : end(at + 1, Token.ILLEGAL);
    }
  }

  /** Whether a name may contain {@code c}. */
  static boolean isIdChar(char c) {
    return c >= 128
        || c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '$';
  }

  private char charAt(int at) {
    return at < length ? sql.charAt(at) : 0;
  }

  private Token end(int at, Token token) {
    end = at;
    return token;
  }

  private Token blanks(int at) {
    while (Ascii.isSpace(charAt(at))) {
      at++;
    }
    return end(at, Token.SPACE);
  }

  private Token minus(int at) {
    char next = charAt(at + 1);
    if (next == '>') {
      return end(charAt(at + 2) == '>' ? at + 3 : at + 2, Token.PTR);
    }
    if (next != '-') {
      return end(at + 1, Token.MINUS);
    }
    int i = at + 2;
    for (char c = charAt(i); c != '\n' && c != 0; c = charAt(i)) {
      i++;
    }
    return end(i, Token.SPACE);
  }

  /** A comment that nothing ends goes to the end of the text, but for a bare {@code /*}. */
  private Token slash(int at) {
    if (charAt(at + 1) != '*' || charAt(at + 2) == 0) {
      return end(at + 1, Token.SLASH);
    }
    int i = at + 2;
    for (char c = charAt(i); c != 0; c = charAt(++i)) {
      if (c == '*' && charAt(i + 1) == '/') {
        return end(i + 2, Token.SPACE);
      }
    }
    return end(i, Token.SPACE);
  }

  private Token less(int at) {
    return switch (charAt(at + 1)) {
      case '=' -> end(at + 2, Token.LE);
      case '>' -> end(at + 2, Token.NE);
      case '<' -> end(at + 2, Token.LSHIFT);
      default -> end(at + 1, Token.LT);
    };
  }

  private Token greater(int at) {
    return switch (charAt(at + 1)) {
      case '=' -> end(at + 2, Token.GE);
      case '>' -> end(at + 2, Token.RSHIFT);
      default -> end(at + 1, Token.GT);
    };
  }

  private Token quoted(int at, char quote, Token token) {
    int i = at + 1;
    for (char c = charAt(i); c != 0; c = charAt(++i)) {
      if (c == quote && charAt(++i) != quote) {
        return end(i, token);
      }
    }
    return end(i, Token.ILLEGAL);
  }

  private Token bracketed(int at) {
    int i = at + 1;
    for (char c = charAt(i); c != 0; c = charAt(++i)) {
      if (c == ']') {
        return end(i + 1, Token.ID);
      }
    }
    return end(i, Token.ILLEGAL);
  }

  private Token blob(int at) {
    int i = at + 2;
    while (Ascii.hexValue(charAt(i)) >= 0) {
      i++;
    }
    if (charAt(i) == '\'' && (i - at) % 2 == 0) {
      return end(i + 1, Token.BLOB);
    }
    while (charAt(i) != '\'' && charAt(i) != 0) {
      i++;
    }
    return end(charAt(i) == 0 ? i : i + 1, Token.ILLEGAL);
  }

  private Token number(int at) {
    Token token;
    if (charAt(at) == '0'
        && Ascii.lower(charAt(at + 1)) == 'x'
        && Ascii.hexValue(charAt(at + 2)) >= 0) {
      token = hexDigits(at + 3);
    } else {
      token = digits(at, Token.INTEGER);
      if (charAt(end) == '.') {
        token = digits(end + 1, token == Token.INTEGER ? Token.FLOAT : token);
      }
      if (Ascii.lower(charAt(end)) == 'e') {
        boolean signed = charAt(end + 1) == '+' || charAt(end + 1) == '-';
        if (Ascii.isDigit(charAt(signed ? end + 2 : end + 1))) {
          token = digits(end + 2, token == Token.INTEGER ? Token.FLOAT : token);
        }
      }
    }
    while (isIdChar(charAt(end))) {
      token = Token.ILLEGAL;
      end++;
    }
    return token;
  }

  /** Passes decimal digits and separators; QNUMBER if there were separators, else {@code token}. */
  private Token digits(int at, Token token) {
    for (char c = charAt(at); Ascii.isDigit(c) || c == '_'; c = charAt(++at)) {
      if (c == '_') {
        token = Token.QNUMBER;
      }
    }
    return end(at, token);
  }

  private Token hexDigits(int at) {
    Token token = Token.INTEGER;
    for (char c = charAt(at); Ascii.hexValue(c) >= 0 || c == '_'; c = charAt(++at)) {
      if (c == '_') {
        token = Token.QNUMBER;
      }
    }
    return end(at, token);
  }

  private Token numberedVariable(int at) {
    int i = at + 1;
    while (Ascii.isDigit(charAt(i))) {
      i++;
    }
    return end(i, Token.VARIABLE);
  }

  /** {@code :name}, with Tcl's {@code ::} and one {@code (suffix)} without blanks. */
  private Token namedVariable(int at) {
    int nameChars = 0;
    int i = at + 1;
    for (char c = charAt(i); c != 0; c = charAt(++i)) {
      if (isIdChar(c)) {
        nameChars++;
      } else if (c == ':' && charAt(i + 1) == ':') {
        i++;
      } else if (c == '(' && nameChars > 0) {
        return variableSuffix(i + 1);
      } else {
        break;
      }
    }
    return end(i, nameChars == 0 ? Token.ILLEGAL : Token.VARIABLE);
  }

  private Token variableSuffix(int at) {
    int i = at;
    for (char c = charAt(i); c != 0 && !Ascii.isSpace(c); c = charAt(++i)) {
      if (c == ')') {
        return end(i + 1, Token.VARIABLE);
      }
    }
    return end(i, Token.ILLEGAL);
  }

  /** A keyword or a bare name. */
  private Token word(int at) {
    int i = at + 1;
    while (isIdChar(charAt(i))) {
      i++;
    }
    end = i;
    return Keyword.find(sql, at, i);
  }
}

package tech.turso.sql.parser;

import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.TypeName;

/**
 * The tokens of one statement with one token of lookahead, the errors, and the count of nesting.
 *
 * <p>It settles what depends on neighbours: {@code OVER}, {@code FILTER} and {@code WINDOW} are
 * keywords only where SQLite's tokenizer takes them so, and at the end of the text comes a {@code
 * ;} of no chars and then EOF.
 */
final class TokenStream {
  /** Symbols that SQLite's parser stack holds. SQLite: SQLITE_LIMIT_PARSER_DEPTH, less the base. */
  private static final int MAX_DEPTH = 2499;

  /**
   * Queries and expressions within each other by recursion on the Java stack, here and in all that
   * walks the tree. DIVERGES: in SQLite the parser stack alone is the limit, so that some 400
   * queries nest in FROM and not 200.
   */
  private static final int MAX_RECURSION = 200;

  final String sql;
  private final Tokenizer tokenizer;
  private Token token = Token.EOF;
  private int start;
  private int end;
  private Token previous = Token.EOF;
  private int previousEnd;
  private int depth;
  private int recursion;
  private DbException.@Nullable Sql pending;
  private DbException.@Nullable Sql whenRead;

  /** Stands before the first token at or after {@code from}. */
  TokenStream(String sql, int from) {
    this.sql = sql;
    this.tokenizer = new Tokenizer(sql);
    this.previousEnd = from;
    read(from);
  }

  /** The next token. */
  Token token() {
    return token;
  }

  /** Where the next token starts; the end of the text if it is none. */
  int start() {
    return start;
  }

  /** Just past the next token. */
  int end() {
    return end;
  }

  /** Just past the last token accepted. */
  int previousEnd() {
    return previousEnd;
  }

  /** The source of the next token. */
  String text() {
    return sql.substring(start, end);
  }

  boolean at(Token expected) {
    return token == expected;
  }

  /**
   * Accepts the next token and reads the one after it.
   *
   * @throws DbException.Sql the error noted by {@link #raise}, or "unrecognized token"
   */
  void advance() {
    finish();
    previous = token;
    previousEnd = end;
    read(end);
  }

  /** Accepts the next token if it is {@code expected}. */
  boolean accept(Token expected) {
    if (token != expected) {
      return false;
    }
    advance();
    return true;
  }

  /** Accepts the next token, which must be {@code expected}. */
  void expect(Token expected) {
    if (token != expected) {
      throw syntaxError();
    }
    advance();
  }

  /**
   * Accepts the last token without reading on.
   *
   * @throws DbException.Sql the error noted by {@link #raise}
   */
  void finish() {
    if (pending != null) {
      throw pending;
    }
  }

  /**
   * Ends a statement that has no fault up to here.
   *
   * @throws DbException.Sql the error noted by {@link #raiseWhenRead}
   */
  void finishStatement() {
    if (whenRead != null) {
      throw whenRead;
    }
  }

  private void read(int from) {
    int at = from;
    Token found = tokenizer.scan(at);
    while (found == Token.SPACE) {
      at = tokenizer.end();
      found = tokenizer.scan(at);
    }
    start = at;
    end = tokenizer.end();
    token =
        switch (found) {
          case EOF -> previous == Token.SEMI || previous == Token.EOF ? Token.EOF : Token.SEMI;
          case ILLEGAL -> throw unrecognized(start, end);
          case WINDOW -> isWindowKeyword() ? Token.WINDOW : Token.ID;
          case OVER -> isOverKeyword() ? Token.OVER : Token.ID;
          case FILTER -> isFilterKeyword() ? Token.FILTER : Token.ID;
          default -> found;
        };
  }

  /** WINDOW begins a clause if a name and AS follow. */
  private boolean isWindowKeyword() {
    return isIdForWindow(peek(end)) && peek(tokenizer.end()) == Token.AS;
  }

  /** OVER begins a clause after a parenthesis closes, if a name or a parenthesis follows. */
  private boolean isOverKeyword() {
    if (previous != Token.RP) {
      return false;
    }
    Token next = peek(end);
    return next == Token.LP || isIdForWindow(next);
  }

  /** FILTER begins a clause between a closing and an opening parenthesis. */
  private boolean isFilterKeyword() {
    return previous == Token.RP && peek(end) == Token.LP;
  }

  private static boolean isIdForWindow(Token token) {
    return token.isId()
        || token.isJoin()
        || token == Token.STRING
        || token == Token.WINDOW
        || token == Token.OVER;
  }

  /** The first token at or after {@code from}, as the tokenizer sees it; raises no error. */
  private Token peek(int from) {
    Token found = tokenizer.scan(from);
    while (found == Token.SPACE) {
      found = tokenizer.scan(tokenizer.end());
    }
    return found;
  }

  /** Whether {@code .} and {@code *} come after the next token. */
  boolean isBeforeDotStar() {
    return peek(end) == Token.DOT && peek(tokenizer.end()) == Token.STAR;
  }

  /** Just past the last block comment or token before {@code to}: less blanks and -- comments. */
  int endOfConstraintText(int from, int to) {
    int result = from;
    for (int at = from; at < to; at = tokenizer.end()) {
      Token found = tokenizer.scan(at);
      if (found != Token.SPACE || sql.startsWith("/*", at)) {
        result = tokenizer.end();
      }
    }
    return result;
  }

  /** Where the next token starts, less the blanks before it; at least {@code from}. */
  int startTrimmed(int from) {
    int at = start;
    while (at > from && Ascii.isSpace(sql.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  // Names and types

  /** SQLite: nm. */
  Name name() {
    return take(token.isName());
  }

  /** SQLite: ids. */
  Name idOrString() {
    return take(token.isId() || token == Token.STRING);
  }

  /** SQLite: nm dbnm. */
  QualifiedName qualifiedName() {
    Name name = name();
    return accept(Token.DOT) ? new QualifiedName(name, name()) : new QualifiedName(null, name);
  }

  private Name take(boolean fits) {
    if (!fits) {
      throw syntaxError();
    }
    char first = sql.charAt(start);
    boolean quoted = first == '"' || first == '\'' || first == '[' || first == '`';
    String text = quoted ? unquoted(start, end) : sql.substring(start, end);
    Name name = new Name(text, quoted ? first : '\0', start, end);
    advance();
    return name;
  }

  /** The text of the quoted token there: without its quotes, doubled ones made single. */
  String unquoted(int from, int to) {
    String inner = sql.substring(from + 1, to - 1);
    char quote = sql.charAt(to - 1);
    return inner.indexOf(quote) < 0
        ? inner
        : inner.replace(String.valueOf(new char[] {quote, quote}), String.valueOf(quote));
  }

  /** A declared type, perhaps none. SQLite: typetoken. */
  TypeName typeName() {
    if (!token.isId() && !at(Token.STRING)) {
      return TypeName.NONE;
    }
    int from = start;
    while (token.isId() || at(Token.STRING)) {
      advance();
    }
    if (accept(Token.LP)) {
      signedNumber();
      if (accept(Token.COMMA)) {
        signedNumber();
      }
      expect(Token.RP);
    }
    return new TypeName(sql.substring(from, previousEnd), from, previousEnd);
  }

  private void signedNumber() {
    if (!accept(Token.MINUS)) {
      accept(Token.PLUS);
    }
    if (!at(Token.INTEGER) && !at(Token.FLOAT)) {
      throw syntaxError();
    }
    advance();
  }

  // Nesting

  /**
   * Counts {@code symbols} more on the stack that SQLite's parser would have; {@link #leave} takes
   * them off.
   *
   * @throws DbException.Sql "Recursion limit"
   */
  void enter(int symbols) {
    depth += symbols;
    if (depth > MAX_DEPTH) {
      throw tooDeep();
    }
  }

  void leave(int symbols) {
    depth -= symbols;
  }

  /** Fails as {@link #enter} if {@code symbols} more do not fit. */
  void room(int symbols) {
    enter(symbols);
    leave(symbols);
  }

  /**
   * Counts a call of the parser within itself, until {@link #unwind}.
   *
   * @throws DbException.Sql "Recursion limit"
   */
  void recurse() {
    if (++recursion > MAX_RECURSION) {
      throw tooDeep();
    }
  }

  void unwind() {
    recursion--;
  }

  /** The error of text nested too deep, or the one already noted. */
  private DbException.Sql tooDeep() {
    return pending != null ? pending : new DbException.Sql("Recursion limit");
  }

  // Errors

  /** The error at the next token; takes the place of one noted by {@link #raise}. */
  DbException.Sql syntaxError() {
    return start == end ? new DbException.Sql("incomplete input") : near(start, end);
  }

  DbException.Sql near(int from, int to) {
    return new DbException.Sql(
        ResultCode.ERROR, "near \"" + sql.substring(from, to) + "\": syntax error", from);
  }

  private DbException.Sql unrecognized(int from, int to) {
    return new DbException.Sql(
        ResultCode.ERROR, "unrecognized token: \"" + sql.substring(from, to) + "\"", from);
  }

  /**
   * Notes an error of meaning (invariant P3 of the package); a later one takes its place.
   *
   * @param position of the {@code char} it is at, or -1
   */
  void raise(String message, int position) {
    pending = new DbException.Sql(ResultCode.ERROR, message, position);
  }

  /** Notes an error that SQLite finds when it resolves names: any other one comes before it. */
  void raiseWhenRead(String message) {
    whenRead = new DbException.Sql(ResultCode.ERROR, message, -1);
  }
}

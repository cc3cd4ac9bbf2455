package tech.turso.sql.parser;

import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.base.ResultCode;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.ast.Statement.TransactionKind;

/**
 * The parser of SQLite's dialect: SQL text in, one statement out.
 *
 * <p>Instances live for one statement; use the static methods.
 */
public final class Parser {
  private final ParseContext context;
  private final TokenStream tokens;

  private Parser(String sql, int from, boolean stored) {
    if (sql.length() - from > Limits.MAX_SQL_BYTES) {
      throw new DbException.Sql(ResultCode.TOOBIG, "statement too long");
    }
    context = new ParseContext(sql, from, stored);
    tokens = context.tokens;
  }

  /**
   * What {@link #parse} found.
   *
   * @param statement null if there was no statement, only blanks, comments and semicolons
   * @param start where parsing began
   * @param end just past the statement's semicolon; the end of the text if it has none. The text
   *     from there on has not been looked at.
   * @param parameters of the statement
   * @param queries how many queries it has
   */
  public record Parsed(
      @Nullable Statement statement, int start, int end, Parameters parameters, int queries) {}

  /**
   * Parses the first statement of {@code sql} at or after {@code from}, up to its semicolon. A NUL
   * ends the text.
   *
   * @param from index of the first {@code char} looked at
   * @throws DbException.Sql with SQLite's message; its position counts from the start of {@code
   *     sql}
   */
  public static Parsed parse(String sql, int from) {
    return new Parser(sql, from, false).parse(from);
  }

  /**
   * Parses the text of an object in {@code sqlite_schema}. Faults that older versions of SQLite let
   * pass are not errors here.
   *
   * @throws DbException.Sql if there is no statement; what follows the first is not looked at
   */
  public static Statement parseStored(String sql) {
    Parser parser = new Parser(sql, 0, true);
    Statement statement = parser.parse(0).statement;
    if (statement == null) {
      throw parser.tokens.syntaxError();
    }
    return statement;
  }

  /**
   * Parses {@code sql} as one expression.
   *
   * @throws DbException.Sql if it is none, or more than one
   */
  public static Expr parseExpression(String sql) {
    Parser parser = new Parser(sql, 0, true);
    Expr expr = parser.context.exprs.parse();
    if (parser.tokens.start() < parser.tokens.end()) {
      throw parser.tokens.syntaxError();
    }
    parser.tokens.advance();
    return expr;
  }

  private Parsed parse(int from) {
    while (tokens.at(Token.SEMI)) {
      tokens.advance();
    }
    Statement statement = null;
    if (!tokens.at(Token.EOF)) {
      statement = explainOrCommand();
      if (!tokens.at(Token.SEMI)) {
        throw tokens.syntaxError();
      }
      tokens.finish();
      tokens.finishStatement();
    }
    boolean atEnd = tokens.start() == tokens.end();
    int end = atEnd ? tokens.sql.length() : tokens.end();
    return new Parsed(statement, from, end, context.parameters, context.queries);
  }

  private Statement explainOrCommand() {
    if (!tokens.accept(Token.EXPLAIN)) {
      return command();
    }
    boolean queryPlan = tokens.accept(Token.QUERY);
    if (queryPlan) {
      tokens.expect(Token.PLAN);
    }
    tokens.enter(1);
    return new Statement.Explain(queryPlan, command());
  }

  private Statement command() {
    Token first = tokens.token();
    switch (first) {
      case SELECT, VALUES, WITH, INSERT, REPLACE, UPDATE, DELETE -> {
        return context.changes.statement();
      }
      case CREATE,
          DROP,
          ALTER,
          BEGIN,
          COMMIT,
          END,
          ROLLBACK,
          SAVEPOINT,
          RELEASE,
          ATTACH,
          DETACH,
          PRAGMA,
          ANALYZE,
          REINDEX,
          VACUUM ->
          tokens.advance();
      default -> throw tokens.syntaxError();
    }
    return switch (first) {
      case CREATE -> context.schemas.create();
      case DROP -> context.schemas.drop();
      case ALTER -> context.schemas.alter();
      case BEGIN -> begin();
      case ROLLBACK -> rollback();
      case SAVEPOINT -> new Statement.Savepoint(tokens.name());
      case RELEASE -> release();
      case ATTACH -> attach();
      case DETACH -> detach();
      case PRAGMA -> pragma();
      case ANALYZE -> new Statement.Analyze(optionalName());
      case REINDEX -> new Statement.Reindex(optionalName());
      case VACUUM -> vacuum();
      default -> {
        transactionName();
        yield new Statement.Commit();
      }
    };
  }

  // Transactions

  private Statement begin() {
    TransactionKind kind = TransactionKind.DEFERRED;
    if (tokens.accept(Token.IMMEDIATE)) {
      kind = TransactionKind.IMMEDIATE;
    } else if (tokens.accept(Token.EXCLUSIVE)) {
      kind = TransactionKind.EXCLUSIVE;
    } else if (isAtConcurrent()) {
      tokens.advance();
      kind = TransactionKind.CONCURRENT;
    } else {
      tokens.accept(Token.DEFERRED);
    }
    transactionName();
    return new Statement.Begin(kind);
  }

  /** An extension: SQLite has this on a branch only. */
  private boolean isAtConcurrent() {
    return tokens.at(Token.ID) && Ascii.equalsIgnoreCase(tokens.text(), "concurrent");
  }

  /** SQLite: trans_opt; the name means nothing. */
  private void transactionName() {
    if (tokens.accept(Token.TRANSACTION) && tokens.token().isName()) {
      tokens.name();
    }
  }

  private Statement rollback() {
    transactionName();
    if (!tokens.accept(Token.TO)) {
      return new Statement.Rollback(null);
    }
    tokens.accept(Token.SAVEPOINT);
    return new Statement.Rollback(tokens.name());
  }

  private Statement release() {
    tokens.accept(Token.SAVEPOINT);
    return new Statement.Release(tokens.name());
  }

  // The rest

  private Statement attach() {
    tokens.accept(Token.DATABASE);
    tokens.enter(2);
    Expr file = context.exprs.parse();
    tokens.expect(Token.AS);
    tokens.enter(3);
    Expr schema = context.exprs.parse();
    Expr key = tokens.accept(Token.KEY) ? context.exprs.parse() : null;
    tokens.leave(5);
    return new Statement.Attach(file, schema, key);
  }

  private Statement detach() {
    tokens.accept(Token.DATABASE);
    tokens.enter(2);
    Expr schema = context.exprs.parse();
    tokens.leave(2);
    return new Statement.Detach(schema);
  }

  private @Nullable QualifiedName optionalName() {
    return tokens.token().isName() ? tokens.qualifiedName() : null;
  }

  private Statement vacuum() {
    Name schema = tokens.token().isName() ? tokens.name() : null;
    Expr into = null;
    if (tokens.accept(Token.INTO)) {
      tokens.enter(3);
      into = context.exprs.parse();
      tokens.leave(3);
    }
    return new Statement.Vacuum(schema, into);
  }

  private Statement pragma() {
    QualifiedName name = tokens.qualifiedName();
    String value = null;
    if (tokens.accept(Token.EQ)) {
      value = pragmaValue();
    } else if (tokens.accept(Token.LP)) {
      value = pragmaValue();
      tokens.expect(Token.RP);
    }
    return new Statement.Pragma(name, value);
  }

  /** SQLite: nmnum, minus_num. */
  private String pragmaValue() {
    boolean minus = tokens.accept(Token.MINUS);
    boolean signed = minus || tokens.accept(Token.PLUS);
    if (!signed && tokens.token().isName()) {
      return tokens.name().text();
    }
    boolean fits =
        switch (tokens.token()) {
          case INTEGER, FLOAT -> true;
          case ON, DELETE, DEFAULT -> !signed;
          default -> false;
        };
    if (!fits) {
      throw tokens.syntaxError();
    }
    String text = tokens.text();
    tokens.advance();
    return minus ? '-' + text : text;
  }
}

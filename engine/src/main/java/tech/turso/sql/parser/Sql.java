package tech.turso.sql.parser;

import java.util.ArrayList;
import java.util.List;

/** What a shell asks about SQL text. */
public final class Sql {
  private Sql() {}

  /** All keywords, in capitals and alphabetical order. SQLite: sqlite3_keyword_name. */
  public static List<String> keywords() {
    return Keyword.ALL;
  }

  /** Whether {@code word} is a keyword, in any case. SQLite: sqlite3_keyword_check. */
  public static boolean isKeyword(String word) {
    return Keyword.find(word, 0, word.length()) != Token.ID;
  }

  /**
   * A piece of a statement's text.
   *
   * @param before text without parameters
   * @param number of the parameter that follows it; 0 at the end
   */
  public record Piece(String before, int number) {}

  /** Cuts a statement's text at its parameters. SQLite: vdbetrace.c sqlite3VdbeExpandSql. */
  public static List<Piece> pieces(String sql, Parameters parameters) {
    List<Piece> out = new ArrayList<>();
    Tokenizer tokenizer = new Tokenizer(sql);
    int start = 0;
    int next = 1;
    int at = 0;
    for (Token token = tokenizer.scan(at); token != Token.EOF; token = tokenizer.scan(at)) {
      int end = tokenizer.end();
      if (token == Token.VARIABLE) {
        int number = number(sql.substring(at, end), next, parameters);
        next = Math.max(next, number + 1);
        out.add(new Piece(sql.substring(start, at), number));
        start = end;
      }
      at = end;
    }
    out.add(new Piece(sql.substring(start), 0));
    return out;
  }

  private static int number(String parameter, int next, Parameters parameters) {
    if (parameter.charAt(0) != '?') {
      return parameters.number(parameter);
    }
    return parameter.length() == 1 ? next : Integer.parseInt(parameter.substring(1));
  }

  /** What the text so far has come to. */
  private enum State {
    /** No token yet. */
    EMPTY(false),
    /** Behind a semicolon that ends a statement. */
    START(true),
    /** In a statement that a semicolon ends. */
    NORMAL(false),
    /** Behind EXPLAIN at the start. */
    EXPLAIN(false),
    /** Behind CREATE, perhaps with TEMP. */
    CREATE(false),
    /** In a CREATE TRIGGER. */
    TRIGGER(false),
    /** In a CREATE TRIGGER, behind a semicolon. */
    TRIGGER_SEMICOLON(false),
    /** In a CREATE TRIGGER, behind a semicolon and END. */
    TRIGGER_END(false);

    final boolean complete;

    State(boolean complete) {
      this.complete = complete;
    }
  }

  /**
   * Whether {@code text} ends in a complete statement: its last token is a semicolon outside of any
   * CREATE TRIGGER, whose own is the one after END. Text of blanks and comments alone is not.
   *
   * <p>SQLite: complete.c sqlite3_complete.
   */
  public static boolean complete(String text) {
    Tokenizer tokenizer = new Tokenizer(text);
    State state = State.EMPTY;
    int at = 0;
    for (Token token = tokenizer.scan(at); token != Token.EOF; token = tokenizer.scan(at)) {
      int end = tokenizer.end();
      if (isOpen(text, at, end, token)) {
        return false;
      }
      if (token != Token.SPACE) {
        state = next(state, token);
      }
      // to this question a variable is a sign and a word
      boolean oneChar = token == Token.VARIABLE || token == Token.ILLEGAL;
      at = oneChar ? at + 1 : end;
    }
    return state.complete;
  }

  /** Whether it is a comment or a quoted text that nothing closes. */
  private static boolean isOpen(String text, int start, int end, Token token) {
    char first = text.charAt(start);
    if (token == Token.SPACE) {
      boolean closed = end - start >= 4 && text.startsWith("*/", end - 2);
      return first == '/' && !closed;
    }
    return token == Token.ILLEGAL
        && (first == '\'' || first == '"' || first == '`' || first == '[');
  }

  private static State next(State state, Token token) {
    boolean semicolon = token == Token.SEMI;
    return switch (state) {
      case EMPTY, START ->
          switch (token) {
            case SEMI -> State.START;
            case EXPLAIN -> State.EXPLAIN;
            case CREATE -> State.CREATE;
            default -> State.NORMAL;
          };
      case NORMAL -> semicolon ? State.START : State.NORMAL;
      case EXPLAIN ->
          switch (token) {
            case SEMI -> State.START;
            case CREATE -> State.CREATE;
            case EXPLAIN, TEMP, TEMPORARY, TRIGGER, END -> State.NORMAL;
            default -> State.EXPLAIN;
          };
      case CREATE ->
          switch (token) {
            case SEMI -> State.START;
            case TEMP, TEMPORARY -> State.CREATE;
            case TRIGGER -> State.TRIGGER;
            default -> State.NORMAL;
          };
      case TRIGGER -> semicolon ? State.TRIGGER_SEMICOLON : State.TRIGGER;
      case TRIGGER_SEMICOLON ->
          switch (token) {
            case SEMI -> State.TRIGGER_SEMICOLON;
            case END -> State.TRIGGER_END;
            default -> State.TRIGGER;
          };
      case TRIGGER_END -> semicolon ? State.START : State.TRIGGER;
    };
  }
}

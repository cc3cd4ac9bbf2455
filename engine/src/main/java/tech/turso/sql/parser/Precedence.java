package tech.turso.sql.parser;

/**
 * How strongly operators bind, 1 weakest. All group to the left but NOT, the signs and {@code ~}.
 *
 * <p>Source: SQLite, "SQL Language Expressions" §2; parse.y %left.
 */
final class Precedence {
  static final int OR = 1;
  static final int AND = 2;
  static final int NOT = 3;
  static final int EQUALITY = 4;
  static final int COMPARISON = 5;
  static final int ESCAPE = 6;
  static final int BITS = 7;
  static final int SUM = 8;
  static final int PRODUCT = 9;
  static final int CONCAT = 10;
  static final int COLLATE = 11;
  static final int PREFIX = 12;

  private Precedence() {}

  /** Of {@code token} after an operand; 0 if it does not continue the expression. */
  static int of(Token token) {
    return switch (token) {
      case OR -> OR;
      case AND -> AND;
      case NOT -> NOT;
      case IS, EQ, NE, IN, BETWEEN, ISNULL, NOTNULL, LIKE, GLOB, REGEXP, MATCH -> EQUALITY;
      case LT, LE, GT, GE -> COMPARISON;
      case ESCAPE -> ESCAPE;
      case BITAND, BITOR, LSHIFT, RSHIFT -> BITS;
      case PLUS, MINUS -> SUM;
      case STAR, SLASH, REM -> PRODUCT;
      case CONCAT, PTR -> CONCAT;
      case COLLATE -> COLLATE;
      default -> 0;
    };
  }
}

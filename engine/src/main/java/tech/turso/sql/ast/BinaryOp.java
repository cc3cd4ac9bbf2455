package tech.turso.sql.ast;

/** Operators with two operands. {@code IS}, {@code LIKE} and their kin have nodes of their own. */
public enum BinaryOp {
  OR("OR"),
  AND("AND"),
  EQ("="),
  NE("<>"),
  LT("<"),
  LE("<="),
  GT(">"),
  GE(">="),
  BIT_AND("&"),
  BIT_OR("|"),
  SHIFT_LEFT("<<"),
  SHIFT_RIGHT(">>"),
  ADD("+"),
  SUBTRACT("-"),
  MULTIPLY("*"),
  DIVIDE("/"),
  REMAINDER("%"),
  CONCAT("||"),
  /** JSON: the subcomponent as JSON text; calls the function named {@code ->}. */
  ARROW("->"),
  /** JSON: the subcomponent as an SQL value; calls the function named {@code ->>}. */
  LONG_ARROW("->>");

  private final String symbol;

  BinaryOp(String symbol) {
    this.symbol = symbol;
  }

  /** As it is written in SQL. */
  public String symbol() {
    return symbol;
  }

  /** Whether it compares: {@code =}, {@code <>}, {@code <}, {@code <=}, {@code >}, {@code >=}. */
  public boolean isComparison() {
    return ordinal() >= EQ.ordinal() && ordinal() <= GE.ordinal();
  }
}

package tech.turso.sql.ast;

/** Operators before one operand. */
public enum UnaryOp {
  NOT("NOT"),
  BIT_NOT("~"),
  PLUS("+"),
  MINUS("-");

  private final String symbol;

  UnaryOp(String symbol) {
    this.symbol = symbol;
  }

  /** As it is written in SQL. */
  public String symbol() {
    return symbol;
  }
}

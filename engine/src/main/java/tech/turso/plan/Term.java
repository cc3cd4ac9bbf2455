package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.sql.ast.BinaryOp;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;

/**
 * A conjunct of WHERE or ON. If it has the form {@code column operator value} it can drive a loop.
 *
 * <p>SQLite: whereexpr.c exprAnalyze.
 */
public final class Term {
  /** How a term restricts the column (or expression) on its left. */
  public enum Operator {
    EQ,
    IS,
    IN,
    GT,
    GE,
    LT,
    LE,
    IS_NULL,
    /** It is a condition and no more. */
    NONE
  }

  /**
   * One way to read a term.
   *
   * @param left a column, or an expression that an index may hold
   * @param right the value; null for IS_NULL and IN
   */
  public record Form(
      Bound left,
      Operator operator,
      @Nullable Bound right,
      long rightMask,
      Affinity compareAffinity,
      @Nullable Collation collation) {}

  private final Bound expr;
  private final long mask;
  private final @Nullable Source onOf;
  private final List<Form> forms = new ArrayList<>();

  /** The terms of an OR, each a list of conjuncts; empty if this is none. */
  private final List<List<Term>> alternatives = new ArrayList<>();

  /** Set if this is implied by another term, which is still to be tested. */
  private final @Nullable Term impliedBy;

  Term(Bound expr, long mask, @Nullable Source onOf, @Nullable Term impliedBy) {
    this.expr = expr;
    this.mask = mask;
    this.onOf = onOf;
    this.impliedBy = impliedBy;
  }

  /** The condition. */
  public Bound expr() {
    return expr;
  }

  /** The sources of the query that it reads, as bits by their index. */
  public long mask() {
    return mask;
  }

  /** The source whose outer join's ON it comes from; null if from WHERE or an inner join. */
  public @Nullable Source onOf() {
    return onOf;
  }

  /** The ways to read it; empty if it cannot drive a loop. */
  public List<Form> forms() {
    return forms;
  }

  /** The arms of an OR, each a list of conjuncts. */
  public List<List<Term>> alternatives() {
    return alternatives;
  }

  /** The term that implies this one, if it was derived and need not be tested itself. */
  public @Nullable Term impliedBy() {
    return impliedBy;
  }

  static Operator operatorOf(BinaryOp op) {
    return switch (op) {
      case EQ -> Operator.EQ;
      case GT -> Operator.GT;
      case GE -> Operator.GE;
      case LT -> Operator.LT;
      case LE -> Operator.LE;
      default -> Operator.NONE;
    };
  }

  static Operator commuted(Operator op) {
    return switch (op) {
      case GT -> Operator.LT;
      case GE -> Operator.LE;
      case LT -> Operator.GT;
      case LE -> Operator.GE;
      default -> op;
    };
  }
}

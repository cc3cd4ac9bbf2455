package tech.turso.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What follows FROM: sources from left to right. Joins group to the left; a parenthesised join on
 * the right of an operator, or with an alias, is a {@link Source.Nested}. Parentheses that mean
 * nothing have been removed as SQLite removes them.
 *
 * @param terms at least one; the first has the operator {@code ,}
 */
public record FromClause(List<Term> terms) {
  /**
   * A source, how it is joined to those on its left, and on what.
   *
   * @param on null if not written; never together with USING
   * @param using empty if not written
   */
  public record Term(JoinOperator join, Source source, @Nullable Expr on, List<Name> using) {}

  /**
   * The operator on the left of a source. OUTER is implied by LEFT, RIGHT and FULL.
   *
   * @param natural whether NATURAL was written
   */
  public record JoinOperator(Kind kind, boolean natural) {
    /** {@code ,}, {@code JOIN} and {@code INNER JOIN}. */
    public static final JoinOperator INNER = new JoinOperator(Kind.INNER, false);

    /** What happens to rows without a partner. */
    public enum Kind {
      INNER,
      /** INNER whose order the planner keeps. */
      CROSS,
      LEFT,
      RIGHT,
      FULL
    }
  }

  /** Where rows come from. */
  public sealed interface Source {
    /** The name given with or without AS; null if none. */
    @Nullable Name alias();

    /** A table, a view, or a common table. */
    record Table(QualifiedName name, @Nullable Name alias, @Nullable IndexHint hint)
        implements Source {}

    /** {@code name(e, ...)}: a table-valued function. */
    record Function(QualifiedName name, List<Expr> arguments, @Nullable Name alias)
        implements Source {}

    /** {@code (SELECT ...)}. */
    record Subquery(Select select, @Nullable Name alias) implements Source {}

    /** {@code (a JOIN b ...)}. */
    record Nested(FromClause from, @Nullable Name alias) implements Source {}
  }

  /** {@code INDEXED BY index}, or {@code NOT INDEXED} if {@code index} is null. */
  public record IndexHint(@Nullable Name index) {}
}

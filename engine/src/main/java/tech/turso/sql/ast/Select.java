package tech.turso.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code [WITH ...] core [UNION core ...] [ORDER BY ...] [LIMIT ...]}.
 *
 * @param first the leftmost arm
 * @param rest the other arms from left to right; compounds group to the left
 * @param offset only with a limit
 */
public record Select(
    @Nullable With with,
    Core first,
    List<Arm> rest,
    List<OrderingTerm> orderBy,
    @Nullable Expr limit,
    @Nullable Expr offset,
    int start,
    int end) {

  /** Whether it has several arms. */
  public boolean isCompound() {
    return !rest.isEmpty();
  }

  /** An arm of a compound and the operator before it. */
  public record Arm(CompoundOp op, Core core) {}

  /** Operators of compounds. */
  public enum CompoundOp {
    UNION("UNION"),
    UNION_ALL("UNION ALL"),
    INTERSECT("INTERSECT"),
    EXCEPT("EXCEPT");

    private final String symbol;

    CompoundOp(String symbol) {
      this.symbol = symbol;
    }

    /** As it is written in SQL. */
    public String symbol() {
      return symbol;
    }
  }

  /** An arm: a query or rows of values. */
  public sealed interface Core {
    /** First char of its first token. */
    int start();

    /** Just past its last token. */
    int end();

    /** Its place, from 1, among those of the statement in the order in which they end. */
    int number();

    /** {@code SELECT ...}; at least one column. */
    record Query(
        boolean distinct,
        List<ResultColumn> columns,
        @Nullable FromClause from,
        @Nullable Expr where,
        List<Expr> groupBy,
        @Nullable Expr having,
        List<Window.Definition> windows,
        int start,
        int end,
        int number)
        implements Core {}

    /**
     * {@code VALUES (...), ...}; at least one row, each of at least one value. Rows that are not
     * constant may differ in length; whoever resolves them reports it.
     */
    record Values(List<List<Expr>> rows, int start, int end, int number) implements Core {}
  }

  /** A column of the result, or of RETURNING. */
  public sealed interface ResultColumn {
    /**
     * A value.
     *
     * @param alias null if not written
     * @param textStart of the expression's text, from which SQLite takes the column's name
     * @param textEnd its end: the next token, less the blanks before it, so that a comment between
     *     them is part of the text
     */
    record Value(Expr expr, @Nullable Name alias, int textStart, int textEnd)
        implements ResultColumn {}

    /** {@code *}, at {@code start}. */
    record Star(int start) implements ResultColumn {}

    /** {@code table.*}. */
    record TableStar(Name table) implements ResultColumn {}
  }

  /**
   * {@code WITH [RECURSIVE] ...}; the word RECURSIVE means nothing to SQLite.
   *
   * @param tables at least one, no two of the same name
   */
  public record With(boolean recursive, List<CommonTable> tables) {}

  /**
   * {@code name(columns) AS [[NOT] MATERIALIZED] (select)}.
   *
   * @param materialized null if nothing was written
   */
  public record CommonTable(
      Name name, List<Name> columns, @Nullable Boolean materialized, Select select) {}
}

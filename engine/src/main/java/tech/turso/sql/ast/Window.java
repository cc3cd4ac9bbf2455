package tech.turso.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window: what stands in the parentheses after OVER, or after {@code name AS} in a WINDOW clause.
 *
 * @param base the window that it extends
 * @param frame null if not written
 */
public record Window(
    @Nullable Name base,
    List<Expr> partitionBy,
    List<OrderingTerm> orderBy,
    @Nullable Frame frame,
    int start,
    int end)
    implements Expr.Over {

  /** {@code name AS (window)} in a WINDOW clause. */
  public record Definition(Name name, Window window) {}

  /**
   * The frame.
   *
   * @param to CURRENT ROW if BETWEEN was not written
   */
  public record Frame(Unit unit, Bound from, Bound to, Exclude exclude) {}

  /** What the frame's distances count. */
  public enum Unit {
    RANGE,
    ROWS,
    GROUPS
  }

  /** What is left out of the frame. */
  public enum Exclude {
    NO_OTHERS,
    CURRENT_ROW,
    GROUP,
    TIES
  }

  /**
   * One end of the frame.
   *
   * @param offset only, and always, with PRECEDING and FOLLOWING
   */
  public record Bound(Kind kind, @Nullable Expr offset) {
    /** In the order in which they come in a partition. */
    public enum Kind {
      UNBOUNDED_PRECEDING,
      PRECEDING,
      CURRENT_ROW,
      FOLLOWING,
      UNBOUNDED_FOLLOWING
    }
  }
}

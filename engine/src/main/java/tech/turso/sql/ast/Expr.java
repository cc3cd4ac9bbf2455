package tech.turso.sql.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.ConflictAction;

/**
 * An expression as written. Names are not resolved: a {@link Column} may turn out to be a column,
 * an alias, {@code true} or {@code false}, or, if double-quoted, a string.
 *
 * <p>A single expression in parentheses has no node of its own (invariant A4 of the package).
 */
public sealed interface Expr {
  /** First char of its first token. */
  int start();

  /** Just past its last token. */
  int end();

  /** {@code NULL}. */
  record NullLiteral(int start, int end) implements Expr {}

  /**
   * A whole number, decimal or {@code 0x} hexadecimal.
   *
   * @param text the digits without separators
   * @param fits whether it is within 64 signed bits; a decimal that is not is a REAL, a hexadecimal
   *     that is not is the error "hex literal too big" when the expression is used
   * @param value the value if it fits (hexadecimal: two's complement), else 0
   */
  record IntegerLiteral(String text, boolean fits, long value, int start, int end) implements Expr {
    /** Whether it was written {@code 0x...}. */
    public boolean isHexadecimal() {
      return Ascii.startsWithIgnoreCase(text, "0x");
    }

    /** Whether it is 9223372036854775808, which does not fit but does after a minus sign. */
    public boolean isMinimumNegated() {
      return !fits && text.endsWith("9223372036854775808") && isZeros(text.length() - 19);
    }

    private boolean isZeros(int count) {
      for (int i = 0; i < count; i++) {
        if (text.charAt(i) != '0') {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * A number with a point or an exponent.
   *
   * @param text the number without digit separators
   */
  record RealLiteral(String text, int start, int end) implements Expr {}

  /** {@code 'text'}. */
  record StringLiteral(String value, int start, int end) implements Expr {}

  /**
   * {@code x'0aff'}.
   *
   * @param hex an even number of hexadecimal digits
   */
  record BlobLiteral(String hex, int start, int end) implements Expr {}

  /** The bare word {@code true} or {@code false} after DEFAULT; elsewhere they are columns. */
  record BooleanLiteral(boolean value, int start, int end) implements Expr {}

  /** {@code CURRENT_DATE} and its kin: a call of the function of that name. */
  record CurrentTime(Kind kind, int start, int end) implements Expr {
    /** Which of the three. */
    public enum Kind {
      CURRENT_DATE,
      CURRENT_TIME,
      CURRENT_TIMESTAMP
    }
  }

  /** {@code [[schema.]table.]column}, or any other bare name. */
  record Column(@Nullable Name schema, @Nullable Name table, Name column, int start, int end)
      implements Expr {
    /** Whether it is a lone {@code "name"}: a string if no such column is found. */
    public boolean mayBeString() {
      return table == null && column.isDoubleQuoted();
    }
  }

  /**
   * A parameter.
   *
   * @param number 1-based
   * @param name as written with its first character, such as {@code :a} or {@code ?7}; null for
   *     {@code ?}
   */
  record Variable(int number, @Nullable String name, int start, int end) implements Expr {}

  /** An operator before its operand. */
  record Unary(UnaryOp op, Expr operand, int start, int end) implements Expr {}

  /**
   * An operator between its operands. SQLite makes an AND with a literal 0, neither side of which
   * holds a call, a 0 before it looks at names: {@code 0 AND nosuch} is no error.
   */
  record Binary(BinaryOp op, Expr left, Expr right, int start, int end) implements Expr {}

  /** {@code left IS [NOT] right}; {@code IS DISTINCT FROM} is IS NOT. Never with a bare NULL. */
  record Is(Expr left, Expr right, boolean not, int start, int end) implements Expr {}

  /** {@code ISNULL}, {@code IS NULL}; or {@code NOTNULL}, {@code NOT NULL}, {@code IS NOT NULL}. */
  record IsNull(Expr operand, boolean not, int start, int end) implements Expr {}

  /** {@code operand [NOT] BETWEEN low AND high}. */
  record Between(Expr operand, Expr low, Expr high, boolean not, int start, int end)
      implements Expr {}

  /**
   * {@code operand [NOT] IN (e, ...)}; the list may be empty: then, if the operand holds no call,
   * SQLite does not look at its names. A lone subquery in the list is an {@link InSelect}.
   */
  record InList(Expr operand, List<Expr> list, boolean not, int start, int end) implements Expr {}

  /** {@code operand [NOT] IN (SELECT ...)}. */
  record InSelect(Expr operand, Select select, boolean not, int start, int end) implements Expr {}

  /**
   * {@code operand [NOT] IN table} or {@code IN function(e, ...)}.
   *
   * @param arguments empty for a table, and for {@code t()}, which SQLite takes as the table t
   */
  record InTable(
      Expr operand, QualifiedName table, List<Expr> arguments, boolean not, int start, int end)
      implements Expr {}

  /**
   * {@code operand [NOT] LIKE pattern [ESCAPE escape]} and its kin: a call of the function {@code
   * op(pattern, operand[, escape])}.
   */
  record Like(
      LikeOp op, Expr operand, Expr pattern, @Nullable Expr escape, boolean not, int start, int end)
      implements Expr {}

  /** The operators of {@link Like}. */
  enum LikeOp {
    LIKE,
    GLOB,
    REGEXP,
    MATCH
  }

  /** {@code CASE [operand] WHEN ... THEN ... [ELSE otherwise] END}; at least one branch. */
  record Case(
      @Nullable Expr operand, List<Branch> branches, @Nullable Expr otherwise, int start, int end)
      implements Expr {
    /** {@code WHEN when THEN then}. */
    public record Branch(Expr when, Expr then) {}
  }

  /** {@code CAST(operand AS type)}; the type may be empty. */
  record Cast(Expr operand, TypeName type, int start, int end) implements Expr {}

  /** {@code operand COLLATE collation}. */
  record Collate(Expr operand, Name collation, int start, int end) implements Expr {}

  /**
   * A call of a function, an aggregate or a window function.
   *
   * @param star {@code f(*)}; then there are no arguments
   * @param orderBy of an aggregate's input
   * @param filter of FILTER (WHERE ...)
   * @param over of OVER
   */
  record Call(
      Name function,
      boolean distinct,
      boolean star,
      List<Expr> arguments,
      List<OrderingTerm> orderBy,
      @Nullable Expr filter,
      @Nullable Over over,
      int start,
      int end)
      implements Expr {}

  /** What follows OVER: a window or the name of one. */
  sealed interface Over permits Over.Named, Window {
    /** {@code OVER name}: that window itself, not one derived from it. */
    record Named(Name name) implements Over {}
  }

  /** {@code [NOT is a Unary] EXISTS (SELECT ...)}. */
  record Exists(Select select, int start, int end) implements Expr {}

  /** {@code (SELECT ...)} as a value, or as a row value if it has several columns. */
  record Subquery(Select select, int start, int end) implements Expr {}

  /** {@code (a, b, ...)}: a row value of two or more. */
  record Row(List<Expr> elements, int start, int end) implements Expr {}

  /**
   * {@code RAISE(IGNORE)} or {@code RAISE(action, message)}.
   *
   * @param action IGNORE, ROLLBACK, ABORT or FAIL
   * @param message null for IGNORE alone
   */
  record Raise(ConflictAction action, @Nullable Expr message, int start, int end) implements Expr {}
}

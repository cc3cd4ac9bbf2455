package tech.turso.sql.parser;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.sql.ast.BinaryOp;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.UnaryOp;

/**
 * A construct of which {@link ExprParser} has read the beginning and whose next operand it is
 * reading: an operator, or a frame (parentheses, a call, CASE) that only its own tokens close.
 */
abstract class Pending {
  /** Binding strength of an operator, 1 and up; 0 for a frame. */
  final int precedence;

  /** Where its text starts, parentheses included. */
  final int start;

  /** Symbols it holds on SQLite's parser stack. */
  int symbols;

  @Nullable Pending below;

  Pending(int precedence, int start, int symbols) {
    this.precedence = precedence;
    this.start = start;
    this.symbols = symbols;
  }

  /**
   * Takes the operand, which is complete at the next token: completes itself in {@code parser}, or
   * asks for another operand.
   *
   * @return whether it wants another operand; if not, it is off the stack
   */
  abstract boolean resume(ExprParser parser);

  /** The bottom of one expression. */
  static final class Bottom extends Pending {
    Bottom() {
      super(0, 0, 0);
    }

    @Override
    boolean resume(ExprParser parser) {
      return false;
    }
  }

  /** {@code NOT x}, {@code ~x}, {@code +x}, {@code -x}. */
  static final class Prefix extends Pending {
    private final UnaryOp op;

    Prefix(UnaryOp op, int start) {
      super(op == UnaryOp.NOT ? Precedence.NOT : Precedence.PREFIX, start, 1);
      this.op = op;
    }

    /** A sign takes the place of a plus after it, as in SQLite, and adds no depth. */
    @Override
    boolean resume(ExprParser parser) {
      parser.pop();
      Expr operand = parser.value();
      boolean sign = op == UnaryOp.PLUS || op == UnaryOp.MINUS;
      if (sign && operand instanceof Expr.Unary inner && inner.op() == UnaryOp.PLUS) {
        Expr merged = new Expr.Unary(op, inner.operand(), start, parser.end());
        parser.complete(merged, parser.height(), start);
      } else {
        Expr unary = new Expr.Unary(op, operand, start, parser.end());
        parser.complete(unary, parser.height() + 1, start);
      }
      return false;
    }
  }

  /** An operator whose left operand is complete. */
  abstract static class Infix extends Pending {
    final Expr left;
    final int leftHeight;

    Infix(ExprParser parser, int precedence, int symbols) {
      super(precedence, parser.start(), symbols);
      this.left = parser.value();
      this.leftHeight = parser.height();
    }

    final int heightOfBoth(ExprParser parser) {
      return Math.max(leftHeight, parser.height()) + 1;
    }
  }

  /** {@code left op x}. */
  static final class Binary extends Infix {
    private final BinaryOp op;

    Binary(ExprParser parser, BinaryOp op, int precedence) {
      super(parser, precedence, 2);
      this.op = op;
    }

    @Override
    boolean resume(ExprParser parser) {
      parser.pop();
      Expr binary = new Expr.Binary(op, left, parser.value(), start, parser.end());
      parser.complete(binary, heightOfBoth(parser), start);
      return false;
    }
  }

  /** {@code left IS [NOT] x}. */
  static final class Is extends Infix {
    private final boolean not;

    Is(ExprParser parser, boolean not) {
      super(parser, Precedence.EQUALITY, 3);
      this.not = not;
    }

    @Override
    boolean resume(ExprParser parser) {
      parser.pop();
      Expr right = parser.value();
      Expr is =
          right instanceof Expr.NullLiteral
              ? new Expr.IsNull(left, not, start, parser.end())
              : new Expr.Is(left, right, not, start, parser.end());
      parser.complete(is, heightOfBoth(parser), start);
      return false;
    }
  }

  /** {@code left [NOT] LIKE x [ESCAPE y]}. */
  static final class Like extends Infix {
    private final Expr.LikeOp op;
    private final boolean not;
    private @Nullable Expr pattern;
    private int patternHeight;

    Like(ExprParser parser, Expr.LikeOp op, boolean not) {
      super(parser, Precedence.EQUALITY, 2);
      this.op = op;
      this.not = not;
    }

    /** Whether ESCAPE may come next. */
    boolean takesEscape() {
      return pattern == null;
    }

    /** The operand was the pattern, ESCAPE came after it. */
    void escape(ExprParser parser) {
      pattern = parser.value();
      patternHeight = parser.height();
    }

    @Override
    boolean resume(ExprParser parser) {
      parser.pop();
      Expr last = parser.value();
      int height = Math.max(heightOfBoth(parser), patternHeight + 1) + (not ? 1 : 0);
      Expr like =
          pattern == null
              ? new Expr.Like(op, left, last, null, not, start, parser.end())
              : new Expr.Like(op, left, pattern, last, not, start, parser.end());
      parser.complete(like, height, start);
      return false;
    }
  }

  /** {@code left [NOT] BETWEEN x}: a frame until its AND has come. */
  static final class BetweenLow extends Infix {
    private final boolean not;

    BetweenLow(ExprParser parser, boolean not) {
      super(parser, 0, 2);
      this.not = not;
    }

    @Override
    boolean resume(ExprParser parser) {
      throw parser.tokens.syntaxError();
    }
  }

  /** {@code left [NOT] BETWEEN low AND x}. */
  static final class BetweenHigh extends Pending {
    private final BetweenLow low;
    private final Expr lowValue;

    BetweenHigh(ExprParser parser, BetweenLow low) {
      super(Precedence.EQUALITY, low.start, 4);
      this.low = low;
      this.lowValue = parser.value();
    }

    /** SQLite counts the depth of the first operand alone. */
    @Override
    boolean resume(ExprParser parser) {
      parser.pop();
      Expr between =
          new Expr.Between(low.left, lowValue, parser.value(), low.not, start, parser.end());
      parser.complete(between, low.leftHeight + (low.not ? 2 : 1), start);
      return false;
    }
  }

  /** A frame around expressions with commas between them. */
  abstract static class ListFrame extends Pending {
    final List<Expr> list = new ArrayList<>();
    int listHeight;
    private final int opening;

    ListFrame(int start, int symbols) {
      super(0, start, symbols);
      this.opening = symbols;
    }

    @Override
    final boolean resume(ExprParser parser) {
      list.add(parser.value());
      listHeight = Math.max(listHeight, parser.height());
      parser.resize(this, opening + 1);
      if (parser.tokens.accept(Token.COMMA)) {
        parser.resize(this, opening + 2);
        return true;
      }
      finish(parser);
      return false;
    }

    /** No comma came: reads the rest and completes. */
    abstract void finish(ExprParser parser);
  }

  /** {@code (x)} and {@code (x, y, ...)}. */
  static final class Parentheses extends ListFrame {
    Parentheses(int start) {
      super(start, 1);
    }

    @Override
    void finish(ExprParser parser) {
      int height = parser.height();
      parser.closeParenthesis(this);
      if (list.size() == 1) {
        parser.complete(list.getFirst(), height, start);
      } else {
        parser.complete(new Expr.Row(List.copyOf(list), start, parser.end()), 1, start);
      }
    }
  }

  /** {@code left [NOT] IN (x, ...)}. */
  static final class InList extends ListFrame {
    private final Expr left;
    private final int leftHeight;
    private final boolean not;

    InList(ExprParser parser, boolean not) {
      super(parser.start(), 3);
      this.left = parser.value();
      this.leftHeight = parser.height();
      this.not = not;
    }

    @Override
    void finish(ExprParser parser) {
      parser.closeParenthesis(this);
      int height = Math.max(leftHeight, listHeight) + (not ? 2 : 1);
      if (left instanceof Expr.Row row) {
        checkWidths(parser, row.elements().size());
      }
      Expr in =
          list.size() == 1 && list.getFirst() instanceof Expr.Subquery only
              ? new Expr.InSelect(left, only.select(), not, start, parser.end())
              : new Expr.InList(left, List.copyOf(list), not, start, parser.end());
      parser.complete(in, height, start);
    }

    /** Each element must have {@code width} terms; a lone subquery is checked by the planner. */
    private void checkWidths(ExprParser parser, int width) {
      if (list.size() == 1 && list.getFirst() instanceof Expr.Subquery) {
        return;
      }
      for (Expr element : list) {
        int terms = element instanceof Expr.Row row ? row.elements().size() : 1;
        if (terms != width) {
          String counted = terms + (terms > 1 ? " terms" : " term");
          parser.tokens.raise("IN(...) element has " + counted + " - expected " + width, -1);
          return;
        }
      }
    }
  }

  /** {@code left [NOT] IN table(x, ...)}. */
  static final class InFunction extends ListFrame {
    private final Expr left;
    private final int leftHeight;
    private final QualifiedName table;
    private final boolean not;

    InFunction(ExprParser parser, QualifiedName table, boolean not) {
      super(parser.start(), 5);
      this.left = parser.value();
      this.leftHeight = parser.height();
      this.table = table;
      this.not = not;
    }

    @Override
    void finish(ExprParser parser) {
      parser.closeParenthesis(this);
      Expr in = new Expr.InTable(left, table, List.copyOf(list), not, start, parser.end());
      parser.complete(in, leftHeight + (not ? 2 : 1), start);
    }
  }

  /** {@code f([DISTINCT] x, ...}. */
  static final class Call extends ListFrame {
    private final Name function;
    private final boolean distinct;

    Call(Name function, boolean distinct) {
      super(function.start(), 3);
      this.function = function;
      this.distinct = distinct;
    }

    @Override
    void finish(ExprParser parser) {
      parser.pop();
      parser.operands.finishCall(function, distinct, false, List.copyOf(list), listHeight);
    }
  }

  /** {@code CAST(x AS type)}. */
  static final class Cast extends Pending {
    Cast(int start) {
      super(0, start, 2);
    }

    @Override
    boolean resume(ExprParser parser) {
      Expr operand = parser.value();
      int height = parser.height() + 1;
      parser.tokens.expect(Token.AS);
      var type = parser.tokens.typeName();
      parser.closeParenthesis(this);
      parser.completeCast(new Expr.Cast(operand, type, start, parser.end()), height, start);
      return false;
    }
  }

  /** {@code RAISE(action, x)}. */
  static final class Raise extends Pending {
    private final ConflictAction action;

    Raise(ConflictAction action, int start) {
      super(0, start, 4);
      this.action = action;
    }

    @Override
    boolean resume(ExprParser parser) {
      Expr message = parser.value();
      int height = parser.height() + 1;
      parser.closeParenthesis(this);
      parser.complete(new Expr.Raise(action, message, start, parser.end()), height, start);
      return false;
    }
  }

  /** {@code CASE [x] WHEN x THEN x ... [ELSE x] END}. */
  static final class Case extends Pending {
    private Token after;
    private @Nullable Expr operand;
    private @Nullable Expr when;
    private final List<Expr.Case.Branch> branches = new ArrayList<>();
    private int height;

    /**
     * Stands before the operand of a keyword.
     *
     * @param after CASE, or WHEN if there is no operand
     */
    Case(Token after, int start) {
      super(0, start, after == Token.CASE ? 1 : 3);
      this.after = after;
    }

    @Override
    boolean resume(ExprParser parser) {
      TokenStream tokens = parser.tokens;
      Expr value = parser.value();
      height = Math.max(height, parser.height());
      Expr otherwise = null;
      switch (after) {
        case CASE -> {
          operand = value;
          return next(parser, Token.WHEN, 3);
        }
        case WHEN -> {
          when = value;
          return next(parser, Token.THEN, branches.isEmpty() ? 5 : 6);
        }
        case THEN -> {
          assert when != null;
          branches.add(new Expr.Case.Branch(when, value));
          if (tokens.at(Token.WHEN) || tokens.at(Token.ELSE)) {
            return next(parser, tokens.token(), 4);
          }
        }
        default -> otherwise = value;
      }
      tokens.expect(Token.END);
      parser.pop();
      List<Expr.Case.Branch> all = List.copyOf(branches);
      Expr result = new Expr.Case(operand, all, otherwise, start, parser.end());
      parser.complete(result, height + 1, start);
      return false;
    }

    private boolean next(ExprParser parser, Token keyword, int size) {
      parser.tokens.expect(keyword);
      parser.resize(this, size);
      after = keyword;
      return true;
    }
  }
}

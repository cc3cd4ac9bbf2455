package tech.turso.sql.parser;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.sql.ast.BinaryOp;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.Select;

/**
 * Expressions: operator precedence on an explicit stack of {@link Pending} constructs, so that
 * depth costs heap and not Java stack; only a subquery or an ORDER BY, FILTER or OVER inside a call
 * recurses.
 *
 * <p>Between two steps either an operand is wanted, or {@link #value} is a complete operand and the
 * next token decides: an operator that binds more weakly than the topmost pending one completes
 * that one first.
 *
 * <p>SQLite: parse.y expr and term; expr.c sqlite3ExprSetHeightAndFlags for the depth.
 */
final class ExprParser {
  private static final String TOO_LARGE =
      "Expression tree is too large (maximum depth " + Limits.MAX_EXPRESSION_DEPTH + ")";

  final TokenStream tokens;
  private final ParseContext context;
  final OperandParser operands;
  private @Nullable Pending top;
  private Expr value = new Expr.NullLiteral(-1, -1);
  private int height;
  private int start;

  ExprParser(ParseContext context) {
    this.context = context;
    this.tokens = context.tokens;
    this.operands = new OperandParser(context, this);
  }

  /**
   * Parses an expression.
   *
   * @throws DbException.Sql as all of the parser
   */
  Expr parse() {
    tokens.recurse();
    push(new Pending.Bottom());
    boolean operandWanted = true;
    while (true) {
      if (operandWanted) {
        operandWanted = !operands.read();
        continue;
      }
      int precedence = Precedence.of(tokens.token());
      if (precedence > 0) {
        operandWanted = infix(precedence);
        continue;
      }
      Pending frame = reduce(1);
      if (frame instanceof Pending.Bottom) {
        pop();
        tokens.unwind();
        return value;
      }
      operandWanted = frame.resume(this);
    }
  }

  /** One expression or more, with commas between them. SQLite: nexprlist. */
  List<Expr> list() {
    List<Expr> list = new ArrayList<>();
    int highest = 0;
    do {
      list.add(parse());
      highest = Math.max(highest, height);
    } while (tokens.accept(Token.COMMA));
    height = highest;
    return List.copyOf(list);
  }

  /** ORDER BY terms. SQLite: sortlist. */
  List<OrderingTerm> sortList() {
    List<OrderingTerm> terms = new ArrayList<>();
    int highest = 0;
    do {
      Expr expr = parse();
      highest = Math.max(highest, height);
      OrderingTerm.SortOrder order = sortOrder();
      OrderingTerm.Nulls nulls = null;
      if (tokens.accept(Token.NULLS)) {
        nulls = tokens.at(Token.LAST) ? OrderingTerm.Nulls.LAST : OrderingTerm.Nulls.FIRST;
        tokens.expect(nulls == OrderingTerm.Nulls.LAST ? Token.LAST : Token.FIRST);
      }
      terms.add(new OrderingTerm(expr, order, nulls));
    } while (tokens.accept(Token.COMMA));
    height = highest;
    return List.copyOf(terms);
  }

  /** {@code ASC}, {@code DESC} or nothing. */
  OrderingTerm.@Nullable SortOrder sortOrder() {
    if (tokens.accept(Token.ASC)) {
      return OrderingTerm.SortOrder.ASC;
    }
    return tokens.accept(Token.DESC) ? OrderingTerm.SortOrder.DESC : null;
  }

  // The stack, for Pending

  /** The operand read last, and its depth and start. */
  Expr value() {
    return value;
  }

  /** The depth of the expression, or of the deepest of the list, read last. */
  int height() {
    return height;
  }

  int start() {
    return start;
  }

  /** Just past the last token accepted. */
  int end() {
    return tokens.previousEnd();
  }

  /** Makes {@code expr} the complete operand. */
  void complete(Expr expr, int exprHeight, int exprStart) {
    value = expr;
    height = exprHeight;
    start = exprStart;
    if (exprHeight > Limits.MAX_EXPRESSION_DEPTH) {
      tokens.raise(TOO_LARGE, -1);
    }
  }

  /** As {@link #complete}, but depth is an error only when the whole statement is read. */
  void completeCast(Expr expr, int exprHeight, int exprStart) {
    value = expr;
    height = exprHeight;
    start = exprStart;
    if (exprHeight > Limits.MAX_EXPRESSION_DEPTH) {
      tokens.raiseWhenRead(TOO_LARGE);
    }
  }

  void push(Pending pending) {
    tokens.enter(pending.symbols);
    pending.below = top;
    top = pending;
  }

  void pop() {
    Pending popped = top();
    tokens.leave(popped.symbols);
    top = popped.below;
  }

  /** Changes the symbols that {@code pending} holds. */
  void resize(Pending pending, int symbols) {
    tokens.leave(pending.symbols);
    pending.symbols = symbols;
    tokens.enter(symbols);
  }

  /** Accepts the parenthesis that closes {@code frame}, which is on top. */
  void closeParenthesis(Pending frame) {
    assert top == frame;
    tokens.room(1);
    tokens.expect(Token.RP);
    pop();
  }

  private Pending top() {
    assert top != null;
    return top;
  }

  /** Completes pending operators that bind at least as strongly as {@code precedence}. */
  private Pending reduce(int precedence) {
    while (top().precedence >= precedence) {
      top().resume(this);
    }
    return top();
  }

  // After an operand

  /** Takes the operator at the next token; true if it wants an operand. */
  private boolean infix(int precedence) {
    Token token = tokens.token();
    switch (token) {
      case AND -> {
        if (reduce(Precedence.AND) instanceof Pending.BetweenLow low) {
          tokens.advance();
          pop();
          push(new Pending.BetweenHigh(this, low));
          return true;
        }
      }
      case ESCAPE -> {
        return escape();
      }
      case NOT -> reduce(Precedence.NOT + 1);
      default -> reduce(precedence);
    }
    tokens.advance();
    return switch (token) {
      case NOT -> negated();
      case IS -> is();
      case ISNULL -> isNull(false);
      case NOTNULL -> isNull(true);
      case LIKE, GLOB, REGEXP, MATCH -> like(token, false);
      case BETWEEN -> between(false);
      case IN -> in(false);
      case COLLATE -> collate();
      default -> {
        push(new Pending.Binary(this, binaryOp(token), precedence));
        yield true;
      }
    };
  }

  private BinaryOp binaryOp(Token token) {
    return switch (token) {
      case OR -> BinaryOp.OR;
      case AND -> BinaryOp.AND;
      case EQ -> BinaryOp.EQ;
      case NE -> BinaryOp.NE;
      case LT -> BinaryOp.LT;
      case LE -> BinaryOp.LE;
      case GT -> BinaryOp.GT;
      case GE -> BinaryOp.GE;
      case BITAND -> BinaryOp.BIT_AND;
      case BITOR -> BinaryOp.BIT_OR;
      case LSHIFT -> BinaryOp.SHIFT_LEFT;
      case RSHIFT -> BinaryOp.SHIFT_RIGHT;
      case PLUS -> BinaryOp.ADD;
      case MINUS -> BinaryOp.SUBTRACT;
      case STAR -> BinaryOp.MULTIPLY;
      case SLASH -> BinaryOp.DIVIDE;
      case REM -> BinaryOp.REMAINDER;
      case CONCAT -> BinaryOp.CONCAT;
      case PTR ->
          tokens.sql.startsWith("->>", tokens.previousEnd() - 3)
              ? BinaryOp.LONG_ARROW
              : BinaryOp.ARROW;
      default -> throw new AssertionError(token);
    };
  }

  /** ESCAPE belongs to the topmost LIKE; operators in its pattern are complete before. */
  private boolean escape() {
    while (true) {
      if (top() instanceof Pending.Like like && like.takesEscape()) {
        tokens.advance();
        resize(like, 4);
        like.escape(this);
        return true;
      }
      if (top().precedence == 0) {
        throw tokens.syntaxError();
      }
      top().resume(this);
    }
  }

  /** What follows NOT after an operand. */
  private boolean negated() {
    Token token = tokens.token();
    switch (token) {
      case NULL, LIKE, GLOB, REGEXP, MATCH, BETWEEN, IN -> tokens.advance();
      default -> throw tokens.syntaxError();
    }
    return switch (token) {
      case NULL -> isNull(true);
      case BETWEEN -> between(true);
      case IN -> in(true);
      default -> like(token, true);
    };
  }

  private boolean is() {
    boolean not = tokens.accept(Token.NOT);
    if (tokens.accept(Token.DISTINCT)) {
      tokens.expect(Token.FROM);
      not = !not;
    }
    push(new Pending.Is(this, not));
    return true;
  }

  private boolean isNull(boolean not) {
    complete(new Expr.IsNull(value, not, start, end()), height + 1, start);
    return false;
  }

  private boolean like(Token token, boolean not) {
    push(new Pending.Like(this, Expr.LikeOp.valueOf(token.name()), not));
    return true;
  }

  private boolean between(boolean not) {
    push(new Pending.BetweenLow(this, not));
    return true;
  }

  private boolean collate() {
    Name collation = tokens.idOrString();
    complete(new Expr.Collate(value, collation, start, end()), height + 1, start);
    return false;
  }

  private boolean in(boolean not) {
    if (tokens.token().isName()) {
      return inTable(not);
    }
    tokens.expect(Token.LP);
    if (tokens.token().beginsSelect()) {
      Expr left = value;
      int leftHeight = height;
      int from = start;
      Select select = subquery(3);
      int both = Math.max(leftHeight, context.selects.height()) + (not ? 2 : 1);
      complete(new Expr.InSelect(left, select, not, from, end()), both, from);
      return false;
    }
    if (tokens.accept(Token.RP)) {
      complete(new Expr.InList(value, List.of(), not, start, end()), height + 1, start);
      return false;
    }
    push(new Pending.InList(this, not));
    return true;
  }

  private boolean inTable(boolean not) {
    QualifiedName table = tokens.qualifiedName();
    if (tokens.accept(Token.LP) && !tokens.accept(Token.RP)) {
      push(new Pending.InFunction(this, table, not));
      return true;
    }
    int both = height + (not ? 2 : 1);
    complete(new Expr.InTable(value, table, List.of(), not, start, end()), both, start);
    return false;
  }

  /** The query in parentheses of which the first is accepted, {@code symbols} before it. */
  Select subquery(int symbols) {
    if (!tokens.token().beginsSelect()) {
      throw tokens.syntaxError();
    }
    tokens.enter(symbols);
    Select select = context.selects.select();
    tokens.room(2);
    tokens.expect(Token.RP);
    tokens.leave(symbols);
    return select;
  }
}

package tech.turso.sql.parser;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.ConflictAction;
import tech.turso.base.Limits;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.Select;
import tech.turso.sql.ast.UnaryOp;

/**
 * What an operand is or begins with: literals, names, calls, parentheses, signs, CASE and their
 * kin. What holds operands of its own is left on the stack of {@link ExprParser}.
 *
 * <p>SQLite: parse.y expr and term; expr.c sqlite3ExprFunction; window.c sqlite3WindowAttach.
 */
final class OperandParser {
  private final ParseContext context;
  private final TokenStream tokens;
  private final ExprParser exprs;

  OperandParser(ParseContext context, ExprParser exprs) {
    this.context = context;
    this.tokens = context.tokens;
    this.exprs = exprs;
  }

  /** Reads an operand or the beginning of one; true if it is complete. */
  boolean read() {
    int from = tokens.start();
    tokens.room(1);
    return switch (tokens.token()) {
      case NOT -> prefix(UnaryOp.NOT, from);
      case BITNOT -> prefix(UnaryOp.BIT_NOT, from);
      case PLUS -> prefix(UnaryOp.PLUS, from);
      case MINUS -> prefix(UnaryOp.MINUS, from);
      case LP -> parenthesis(from);
      case CASE -> caseOrWhen(from);
      case CAST -> cast(from);
      case EXISTS -> exists(from);
      case RAISE -> raise(from);
      case VARIABLE -> variable(from);
      default -> literalOrName(from);
    };
  }

  private boolean prefix(UnaryOp op, int from) {
    tokens.advance();
    exprs.push(new Pending.Prefix(op, from));
    return false;
  }

  private boolean parenthesis(int from) {
    tokens.advance();
    if (tokens.token().beginsSelect()) {
      Select select = exprs.subquery(1);
      int depth = context.selects.height() + 1;
      exprs.complete(new Expr.Subquery(select, from, exprs.end()), depth, from);
      return true;
    }
    exprs.push(new Pending.Parentheses(from));
    return false;
  }

  private boolean caseOrWhen(int from) {
    tokens.advance();
    exprs.push(new Pending.Case(tokens.accept(Token.WHEN) ? Token.WHEN : Token.CASE, from));
    return false;
  }

  private boolean cast(int from) {
    tokens.advance();
    tokens.expect(Token.LP);
    exprs.push(new Pending.Cast(from));
    return false;
  }

  private boolean exists(int from) {
    tokens.advance();
    tokens.expect(Token.LP);
    Select select = exprs.subquery(2);
    int depth = context.selects.height() + 1;
    exprs.complete(new Expr.Exists(select, from, exprs.end()), depth, from);
    return true;
  }

  private boolean raise(int from) {
    tokens.advance();
    tokens.expect(Token.LP);
    if (tokens.accept(Token.IGNORE)) {
      tokens.expect(Token.RP);
      exprs.complete(new Expr.Raise(ConflictAction.IGNORE, null, from, exprs.end()), 1, from);
      return true;
    }
    ConflictAction action = context.changes.raiseAction();
    tokens.expect(Token.COMMA);
    exprs.push(new Pending.Raise(action, from));
    return false;
  }

  /** SQLite's own statements name registers {@code #1}; to others that is a syntax error. */
  private boolean variable(int from) {
    String text = tokens.text();
    int to = tokens.end();
    tokens.advance();
    if (text.charAt(0) == '#' && Ascii.isDigit(text.charAt(1))) {
      tokens.raise(tokens.near(from, to).text(), from);
      exprs.complete(new Expr.NullLiteral(from, to), 1, from);
    } else {
      int number = context.parameters.assign(text, tokens);
      String name = text.length() == 1 ? null : text;
      exprs.complete(new Expr.Variable(number, name, from, to), 1, from);
    }
    return true;
  }

  /** A literal, a column, or a call, whose arguments may follow. */
  private boolean literalOrName(int from) {
    Token token = tokens.token();
    boolean string = token == Token.STRING;
    if (!string && context.literals.isAtLiteral()) {
      exprs.complete(context.literals.literal(), 1, from);
      return true;
    }
    Name name = tokens.name();
    if (tokens.at(Token.DOT)) {
      column(name);
    } else if (string) {
      exprs.complete(new Expr.StringLiteral(name.text(), from, exprs.end()), 1, from);
    } else if (tokens.at(Token.LP)) {
      return call(name);
    } else {
      exprs.complete(new Expr.Column(null, null, name, from, exprs.end()), 1, from);
    }
    return true;
  }

  private void column(Name first) {
    int from = first.start();
    tokens.room(3);
    tokens.expect(Token.DOT);
    Name second = tokens.name();
    if (tokens.accept(Token.DOT)) {
      tokens.room(5);
      Name third = tokens.name();
      exprs.complete(new Expr.Column(first, second, third, from, exprs.end()), 3, from);
    } else {
      exprs.complete(new Expr.Column(null, first, second, from, exprs.end()), 2, from);
    }
  }

  private boolean call(Name function) {
    tokens.expect(Token.LP);
    if (tokens.accept(Token.STAR)) {
      finishCall(function, false, true, List.of(), 0);
      return true;
    }
    boolean distinct = tokens.accept(Token.DISTINCT);
    if (!distinct) {
      tokens.accept(Token.ALL);
    }
    if (tokens.at(Token.RP) || tokens.at(Token.ORDER)) {
      finishCall(function, distinct, false, List.of(), 0);
      return true;
    }
    exprs.push(new Pending.Call(function, distinct));
    return false;
  }

  /** Reads a call from behind its arguments on: ORDER BY, the parenthesis, FILTER, OVER. */
  void finishCall(
      Name function, boolean distinct, boolean star, List<Expr> arguments, int argumentsHeight) {
    tokens.enter(4);
    List<OrderingTerm> orderBy = List.of();
    if (!star && tokens.accept(Token.ORDER)) {
      tokens.enter(2);
      tokens.expect(Token.BY);
      orderBy = exprs.sortList();
      tokens.leave(2);
    }
    tokens.room(1);
    tokens.expect(Token.RP);
    Expr filter = context.windows.filter();
    Expr.Over over = context.windows.over();
    tokens.leave(4);
    Expr call =
        new Expr.Call(
            function,
            distinct,
            star,
            arguments,
            orderBy,
            filter,
            over,
            function.start(),
            tokens.previousEnd());
    if (arguments.size() > Limits.MAX_FUNCTION_ARGUMENTS) {
      tokens.raise(
          "too many arguments on function "
              + tokens.sql.substring(function.start(), function.end()),
          function.start());
    }
    exprs.complete(call, argumentsHeight + 1, function.start());
    checkWindowCall(function, distinct, !arguments.isEmpty() && !orderBy.isEmpty(), over);
  }

  private void checkWindowCall(
      Name function, boolean distinct, boolean ordered, Expr.@Nullable Over over) {
    if (over != null && distinct) {
      tokens.raise("DISTINCT is not supported for window functions", -1);
    }
    if (over != null && ordered) {
      tokens.raise(
          "ORDER BY may not be used with non-aggregate " + function.text() + "()",
          function.start());
    }
  }
}

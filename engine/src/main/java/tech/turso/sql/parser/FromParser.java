package tech.turso.sql.parser;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.FromClause;
import tech.turso.sql.ast.FromClause.IndexHint;
import tech.turso.sql.ast.FromClause.JoinOperator;
import tech.turso.sql.ast.FromClause.Source;
import tech.turso.sql.ast.FromClause.Term;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.Select;

/**
 * FROM clauses. Parenthesised joins are kept on a stack of their own, so their depth costs no Java
 * stack.
 *
 * <p>SQLite: parse.y seltablist, joinop; select.c sqlite3JoinType; build.c
 * sqlite3SrcListAppendFromTerm.
 */
final class FromParser {
  private static final int MAX_TERMS = 200;

  private final ParseContext context;
  private final TokenStream tokens;

  FromParser(ParseContext context) {
    this.context = context;
    this.tokens = context.tokens;
  }

  /** The terms inside one pair of parentheses, or of the whole clause. */
  private static final class Level {
    final @Nullable Level outer;
    final List<Term> terms = new ArrayList<>();

    /** The operator before the term that is read next. */
    JoinOperator join = JoinOperator.INNER;

    Level(@Nullable Level outer) {
      this.outer = outer;
    }

    FromClause clause() {
      return new FromClause(List.copyOf(terms));
    }
  }

  /** {@code FROM ...}, or null. */
  @Nullable FromClause optional() {
    return tokens.accept(Token.FROM) ? clause() : null;
  }

  private FromClause clause() {
    Level level = new Level(null);
    while (true) {
      level = openAndReadSource(level);
      while (!joinOperator(level)) {
        if (level.outer == null) {
          return level.clause();
        }
        level = close(level, level.outer);
      }
    }
  }

  /** Opens the parentheses that come next, then reads a source into the innermost. */
  private Level openAndReadSource(Level outermost) {
    Level level = outermost;
    tokens.room(5);
    while (tokens.accept(Token.LP)) {
      if (tokens.token().beginsSelect()) {
        tokens.enter(2);
        Select select = context.selects.select();
        tokens.leave(2);
        tokens.expect(Token.RP);
        Name alias = alias();
        append(level, new Source.Subquery(select, alias), onOrUsing());
        return level;
      }
      tokens.enter(2);
      level = new Level(level);
      tokens.room(5);
    }
    named(level);
    return level;
  }

  /** A table or a table-valued function. */
  private void named(Level level) {
    QualifiedName name = tokens.qualifiedName();
    Source source;
    if (tokens.accept(Token.LP)) {
      tokens.enter(4);
      List<Expr> arguments = tokens.at(Token.RP) ? List.of() : context.exprs.list();
      tokens.leave(4);
      tokens.expect(Token.RP);
      source = new Source.Function(name, arguments, alias());
    } else {
      Name alias = alias();
      source = new Source.Table(name, alias, indexHint());
    }
    append(level, source, onOrUsing());
  }

  /**
   * Closes the parentheses of {@code inner}. SQLite drops them where they mean nothing, and around
   * a single source, which then has the alias behind them or none.
   */
  private Level close(Level inner, Level outer) {
    tokens.expect(Token.RP);
    tokens.leave(2);
    Name alias = alias();
    OnOrUsing condition = onOrUsing();
    if (outer.terms.isEmpty() && alias == null && condition.isEmpty()) {
      outer.terms.addAll(inner.terms);
    } else if (inner.terms.size() == 1) {
      append(outer, renamed(inner.terms.getFirst().source(), alias), condition);
    } else {
      append(outer, new Source.Nested(inner.clause(), alias), condition);
    }
    return outer;
  }

  private static Source renamed(Source source, @Nullable Name alias) {
    return switch (source) {
      case Source.Table table -> new Source.Table(table.name(), alias, null);
      case Source.Function function ->
          new Source.Function(function.name(), function.arguments(), alias);
      case Source.Subquery subquery -> new Source.Subquery(subquery.select(), alias);
      case Source.Nested nested -> new Source.Nested(nested.from(), alias);
    };
  }

  private void append(Level level, Source source, OnOrUsing condition) {
    if (level.terms.size() >= MAX_TERMS) {
      tokens.raise("too many FROM clause terms, max: " + MAX_TERMS, -1);
    }
    if (level.terms.isEmpty() && !condition.isEmpty()) {
      String clause = condition.on != null ? "ON" : "USING";
      tokens.raise("a JOIN clause is required before " + clause, -1);
    }
    JoinOperator join = level.terms.isEmpty() ? JoinOperator.INNER : level.join;
    level.terms.add(new Term(join, source, condition.on, condition.using));
  }

  /** SQLite: as. */
  @Nullable Name alias() {
    if (tokens.accept(Token.AS)) {
      return tokens.name();
    }
    boolean bare = tokens.token().isId() || tokens.at(Token.STRING);
    return bare ? tokens.name() : null;
  }

  /** {@code INDEXED BY index}, {@code NOT INDEXED}, or null. */
  @Nullable IndexHint indexHint() {
    if (tokens.accept(Token.INDEXED)) {
      tokens.expect(Token.BY);
      return new IndexHint(tokens.name());
    }
    if (tokens.accept(Token.NOT)) {
      tokens.expect(Token.INDEXED);
      return new IndexHint(null);
    }
    return null;
  }

  /** The condition of a join: one of the two, or neither. */
  private record OnOrUsing(@Nullable Expr on, List<Name> using) {
    boolean isEmpty() {
      return on == null && using.isEmpty();
    }
  }

  private OnOrUsing onOrUsing() {
    Expr on = null;
    List<Name> using = List.of();
    if (tokens.accept(Token.ON)) {
      tokens.enter(5);
      on = context.exprs.parse();
      tokens.leave(5);
    } else if (tokens.accept(Token.USING)) {
      tokens.expect(Token.LP);
      using = names();
      tokens.expect(Token.RP);
    }
    return new OnOrUsing(on, using);
  }

  /** SQLite: idlist. */
  List<Name> names() {
    List<Name> names = new ArrayList<>();
    do {
      names.add(tokens.name());
    } while (tokens.accept(Token.COMMA));
    return List.copyOf(names);
  }

  /** Accepts a join operator, for the next term of {@code level}; false if there is none. */
  private boolean joinOperator(Level level) {
    if (tokens.accept(Token.COMMA) || tokens.accept(Token.JOIN)) {
      level.join = JoinOperator.INNER;
      return true;
    }
    if (!tokens.token().isJoin()) {
      return false;
    }
    int start = tokens.start();
    List<String> words = new ArrayList<>();
    do {
      words.add(tokens.text());
      tokens.advance();
    } while (words.size() < 3 && tokens.token().isName());
    tokens.expect(Token.JOIN);
    JoinOperator join = joinOperator(words);
    if (join == null) {
      tokens.raise("unknown join type: " + String.join(" ", words), start);
    } else {
      level.join = join;
    }
    return true;
  }

  /** The operator of these words before JOIN; null if they make no sense. */
  private static @Nullable JoinOperator joinOperator(List<String> words) {
    boolean natural = false;
    boolean inner = false;
    boolean cross = false;
    boolean left = false;
    boolean right = false;
    boolean outer = false;
    for (String word : words) {
      switch (Ascii.fold(word)) {
        case "natural" -> natural = true;
        case "inner" -> inner = true;
        case "cross" -> cross = true;
        case "left" -> left = true;
        case "right" -> right = true;
        case "full" -> {
          left = true;
          right = true;
        }
        case "outer" -> outer = true;
        default -> {
          return null;
        }
      }
    }
    boolean sided = left || right;
    if ((inner || cross) && (sided || outer) || outer && !sided) {
      return null;
    }
    JoinOperator.Kind kind = JoinOperator.Kind.INNER;
    if (sided) {
      kind = left && right ? JoinOperator.Kind.FULL : oneSide(left);
    } else if (cross) {
      kind = JoinOperator.Kind.CROSS;
    }
    return new JoinOperator(kind, natural);
  }

  private static JoinOperator.Kind oneSide(boolean left) {
    return left ? JoinOperator.Kind.LEFT : JoinOperator.Kind.RIGHT;
  }
}

package tech.turso.sql.parser;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.Window;
import tech.turso.sql.ast.Window.Bound;
import tech.turso.sql.ast.Window.Frame;

/**
 * FILTER, OVER and WINDOW.
 *
 * <p>SQLite: parse.y filter_over, window; window.c sqlite3WindowAlloc, sqlite3WindowChain.
 */
final class WindowParser {
  private final ParseContext context;
  private final TokenStream tokens;

  WindowParser(ParseContext context) {
    this.context = context;
    this.tokens = context.tokens;
  }

  /** {@code FILTER (WHERE expr)}, or null. */
  @Nullable Expr filter() {
    if (!tokens.accept(Token.FILTER)) {
      return null;
    }
    tokens.expect(Token.LP);
    tokens.expect(Token.WHERE);
    tokens.enter(4);
    Expr filter = context.exprs.parse();
    tokens.leave(4);
    tokens.expect(Token.RP);
    return filter;
  }

  /** {@code OVER (window)} or {@code OVER name}, or null. */
  Expr.@Nullable Over over() {
    if (!tokens.accept(Token.OVER)) {
      return null;
    }
    if (!tokens.at(Token.LP)) {
      return new Expr.Over.Named(tokens.name());
    }
    tokens.enter(3);
    Window window = window();
    tokens.leave(3);
    return window;
  }

  /**
   * The definitions after WINDOW, which is accepted. A window extends those before it. Their names
   * are compared with their quotes, as in SQLite.
   */
  List<Window.Definition> definitions() {
    List<Window.Definition> definitions = new ArrayList<>();
    BitSet ordered = new BitSet();
    do {
      Name name = tokens.name();
      tokens.expect(Token.AS);
      if (!tokens.at(Token.LP)) {
        throw tokens.syntaxError();
      }
      tokens.enter(4);
      Window window = window();
      tokens.leave(4);
      boolean inherits = !definitions.isEmpty() && inheritsOrder(window, definitions, ordered);
      ordered.set(definitions.size(), inherits || !window.orderBy().isEmpty());
      definitions.add(new Window.Definition(name, window));
    } while (tokens.accept(Token.COMMA));
    return List.copyOf(definitions);
  }

  /** Checks the base of {@code window}; true if that has an ORDER BY, {@code ordered} by index. */
  private boolean inheritsOrder(Window window, List<Window.Definition> earlier, BitSet ordered) {
    if (window.base() == null) {
      return false;
    }
    String base = source(window.base());
    for (int i = earlier.size() - 1; i >= 0; i--) {
      Window.Definition definition = earlier.get(i);
      if (Ascii.equalsIgnoreCase(source(definition.name()), base)) {
        String overridden = overridden(window, definition.window(), ordered.get(i));
        if (overridden != null) {
          tokens.raise("cannot override " + overridden + " of window: " + base, -1);
        }
        return ordered.get(i);
      }
    }
    tokens.raise("no such window: " + base, -1);
    return false;
  }

  private String source(Name name) {
    return tokens.sql.substring(name.start(), name.end());
  }

  private static @Nullable String overridden(Window window, Window base, boolean baseOrdered) {
    if (!window.partitionBy().isEmpty()) {
      return "PARTITION clause";
    }
    if (baseOrdered && !window.orderBy().isEmpty()) {
      return "ORDER BY clause";
    }
    return base.frame() != null ? "frame specification" : null;
  }

  /** A window with its parentheses. */
  private Window window() {
    int start = tokens.start();
    tokens.expect(Token.LP);
    Name base = beginsWithName() ? tokens.name() : null;
    List<Expr> partitionBy = List.of();
    tokens.enter(3);
    if (tokens.accept(Token.PARTITION)) {
      tokens.expect(Token.BY);
      partitionBy = context.exprs.list();
    }
    List<OrderingTerm> orderBy = List.of();
    tokens.enter(3);
    if (tokens.accept(Token.ORDER)) {
      tokens.expect(Token.BY);
      orderBy = context.exprs.sortList();
    }
    Frame frame = frame();
    tokens.leave(6);
    tokens.expect(Token.RP);
    return new Window(base, partitionBy, orderBy, frame, start, tokens.previousEnd());
  }

  private boolean beginsWithName() {
    return switch (tokens.token()) {
      case PARTITION, RANGE, ROWS, GROUPS -> false;
      default -> tokens.token().isName();
    };
  }

  private @Nullable Frame frame() {
    Window.Unit unit;
    switch (tokens.token()) {
      case RANGE -> unit = Window.Unit.RANGE;
      case ROWS -> unit = Window.Unit.ROWS;
      case GROUPS -> unit = Window.Unit.GROUPS;
      default -> {
        return null;
      }
    }
    tokens.advance();
    tokens.enter(4);
    Bound from;
    Bound to = new Bound(Bound.Kind.CURRENT_ROW, null);
    if (tokens.accept(Token.BETWEEN)) {
      from = bound(Token.PRECEDING, Bound.Kind.UNBOUNDED_PRECEDING);
      tokens.expect(Token.AND);
      to = bound(Token.FOLLOWING, Bound.Kind.UNBOUNDED_FOLLOWING);
    } else {
      from = bound(Token.PRECEDING, Bound.Kind.UNBOUNDED_PRECEDING);
    }
    Window.Exclude exclude = exclude();
    tokens.leave(4);
    if (from.kind().compareTo(to.kind()) > 0) {
      tokens.raise("unsupported frame specification", -1);
    }
    return new Frame(unit, from, to, exclude);
  }

  /** One end; it may be {@code unbounded} only with {@code side} after UNBOUNDED. */
  private Bound bound(Token side, Bound.Kind unbounded) {
    if (tokens.accept(Token.UNBOUNDED)) {
      tokens.expect(side);
      return new Bound(unbounded, null);
    }
    if (tokens.accept(Token.CURRENT)) {
      tokens.expect(Token.ROW);
      return new Bound(Bound.Kind.CURRENT_ROW, null);
    }
    Expr offset = context.exprs.parse();
    if (tokens.accept(Token.PRECEDING)) {
      return new Bound(Bound.Kind.PRECEDING, offset);
    }
    tokens.expect(Token.FOLLOWING);
    return new Bound(Bound.Kind.FOLLOWING, offset);
  }

  private Window.Exclude exclude() {
    if (!tokens.accept(Token.EXCLUDE)) {
      return Window.Exclude.NO_OTHERS;
    }
    if (tokens.accept(Token.NO)) {
      tokens.expect(Token.OTHERS);
      return Window.Exclude.NO_OTHERS;
    }
    if (tokens.accept(Token.CURRENT)) {
      tokens.expect(Token.ROW);
      return Window.Exclude.CURRENT_ROW;
    }
    if (tokens.accept(Token.GROUP)) {
      return Window.Exclude.GROUP;
    }
    tokens.expect(Token.TIES);
    return Window.Exclude.TIES;
  }
}

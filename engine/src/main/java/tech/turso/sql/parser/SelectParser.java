package tech.turso.sql.parser;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.Limits;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.FromClause;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.Select;
import tech.turso.sql.ast.Select.Arm;
import tech.turso.sql.ast.Select.CommonTable;
import tech.turso.sql.ast.Select.CompoundOp;
import tech.turso.sql.ast.Select.Core;
import tech.turso.sql.ast.Select.ResultColumn;
import tech.turso.sql.ast.Select.With;
import tech.turso.sql.ast.Window;

/**
 * SELECT, VALUES and WITH.
 *
 * <p>SQLite: parse.y select, oneselect, wqlist; insert.c sqlite3MultiValues.
 */
final class SelectParser {
  private final ParseContext context;
  private final TokenStream tokens;
  private final ExprParser exprs;
  private int height;
  private boolean hasCommonTables;

  SelectParser(ParseContext context) {
    this.context = context;
    this.tokens = context.tokens;
    this.exprs = context.exprs;
  }

  /** The depth of the deepest expression of the query read last, that of FROM left out. */
  int height() {
    return height;
  }

  /** ORDER BY and LIMIT, of a query or of an UPDATE or DELETE. */
  record Tail(List<OrderingTerm> orderBy, @Nullable Expr limit, @Nullable Expr offset) {
    static final Tail NONE = new Tail(List.of(), null, null);

    boolean isEmpty() {
      return orderBy.isEmpty() && limit == null;
    }
  }

  /** SQLite: select. */
  Select select() {
    int start = tokens.start();
    return select(tokens.at(Token.WITH) ? with() : null, start);
  }

  /** The rest of a query whose WITH, begun at {@code start}, is accepted. */
  Select select(@Nullable With with, int start) {
    int symbols = with == null ? 0 : 2;
    tokens.enter(symbols);
    tokens.recurse();
    Core first = core();
    int deepest = height;
    List<Tail> tails = new ArrayList<>();
    tails.add(tail(first));
    deepest = Math.max(deepest, height);
    List<Arm> rest = new ArrayList<>();
    tokens.enter(2);
    for (CompoundOp op = compoundOp(); op != null; op = compoundOp()) {
      Core core = core();
      deepest = Math.max(deepest, height);
      rest.add(new Arm(op, core));
      tails.add(tail(core));
      deepest = Math.max(deepest, height);
    }
    tokens.leave(2 + symbols);
    tokens.unwind();
    checkCompound(rest, tails);
    height = deepest;
    Tail tail = tails.getLast();
    return new Select(
        with,
        first,
        List.copyOf(rest),
        tail.orderBy,
        tail.limit,
        tail.offset,
        start,
        tokens.previousEnd());
  }

  /** ORDER BY and LIMIT may stand after the last arm only. */
  private void checkCompound(List<Arm> rest, List<Tail> tails) {
    int terms = 1;
    for (int i = rest.size() - 1; i >= 0; i--) {
      terms++;
      Tail tail = tails.get(i);
      if (!tail.isEmpty()) {
        String clause = tail.orderBy.isEmpty() ? "LIMIT" : "ORDER BY";
        String op = rest.get(i).op().symbol();
        tokens.raise(clause + " clause should come after " + op + " not before", -1);
        break;
      }
    }
    boolean endsInQuery = !rest.isEmpty() && rest.getLast().core() instanceof Core.Query;
    if (endsInQuery && terms > Limits.MAX_COMPOUND_SELECT) {
      tokens.raise("too many terms in compound SELECT", -1);
    }
  }

  private @Nullable CompoundOp compoundOp() {
    if (tokens.accept(Token.UNION)) {
      return tokens.accept(Token.ALL) ? CompoundOp.UNION_ALL : CompoundOp.UNION;
    }
    if (tokens.accept(Token.EXCEPT)) {
      return CompoundOp.EXCEPT;
    }
    return tokens.accept(Token.INTERSECT) ? CompoundOp.INTERSECT : null;
  }

  private Core core() {
    if (tokens.at(Token.VALUES)) {
      return values();
    }
    int start = tokens.start();
    tokens.expect(Token.SELECT);
    boolean distinct = tokens.accept(Token.DISTINCT);
    if (!distinct) {
      tokens.accept(Token.ALL);
    }
    tokens.enter(4);
    List<ResultColumn> columns = resultColumns();
    int deepest = height;
    FromClause from = context.sources.optional();
    tokens.enter(1);
    Expr where = where();
    deepest = Math.max(deepest, height);
    tokens.enter(2);
    List<Expr> groupBy = List.of();
    if (tokens.accept(Token.GROUP)) {
      tokens.expect(Token.BY);
      groupBy = exprs.list();
      deepest = Math.max(deepest, exprs.height());
    }
    Expr having = null;
    if (tokens.accept(Token.HAVING)) {
      having = exprs.parse();
      deepest = Math.max(deepest, exprs.height());
    }
    List<Window.Definition> windows =
        tokens.accept(Token.WINDOW) ? context.windows.definitions() : List.of();
    tokens.leave(7);
    height = deepest;
    return new Core.Query(
        distinct,
        columns,
        from,
        where,
        groupBy,
        having,
        windows,
        start,
        tokens.previousEnd(),
        ++context.queries);
  }

  /** {@code WHERE expr}, or null. */
  @Nullable Expr where() {
    if (!tokens.accept(Token.WHERE)) {
      height = 0;
      return null;
    }
    Expr where = exprs.parse();
    height = exprs.height();
    return where;
  }

  /** ORDER BY and LIMIT after an arm; VALUES take none. */
  private Tail tail(Core core) {
    height = 0;
    return core instanceof Core.Query ? tail() : Tail.NONE;
  }

  /** SQLite: orderby_opt limit_opt. */
  Tail tail() {
    tokens.enter(9);
    int deepest = 0;
    List<OrderingTerm> orderBy = orderBy();
    deepest = Math.max(deepest, orderBy.isEmpty() ? 0 : exprs.height());
    Expr limit = null;
    Expr offset = null;
    if (tokens.accept(Token.LIMIT)) {
      limit = exprs.parse();
      deepest = Math.max(deepest, exprs.height() + 1);
      tokens.enter(2);
      if (tokens.accept(Token.OFFSET)) {
        offset = exprs.parse();
        deepest = Math.max(deepest, exprs.height() + 1);
      } else if (tokens.accept(Token.COMMA)) {
        offset = limit;
        limit = exprs.parse();
        deepest = Math.max(deepest, exprs.height() + 1);
      }
      tokens.leave(2);
    }
    tokens.leave(9);
    height = deepest;
    return orderBy.isEmpty() && limit == null ? Tail.NONE : new Tail(orderBy, limit, offset);
  }

  private List<OrderingTerm> orderBy() {
    if (!tokens.accept(Token.ORDER)) {
      return List.of();
    }
    tokens.expect(Token.BY);
    return exprs.sortList();
  }

  // Result columns

  /** Columns of a result or of RETURNING. SQLite: selcollist. */
  List<ResultColumn> resultColumns() {
    List<ResultColumn> columns = new ArrayList<>();
    int deepest = 0;
    do {
      height = 1;
      columns.add(resultColumn());
      deepest = Math.max(deepest, height);
    } while (tokens.accept(Token.COMMA));
    height = deepest;
    return List.copyOf(columns);
  }

  private ResultColumn resultColumn() {
    int start = tokens.start();
    if (tokens.accept(Token.STAR)) {
      return new ResultColumn.Star(start);
    }
    if (tokens.token().isNameInExpression() && tokens.isBeforeDotStar()) {
      Name table = tokens.name();
      tokens.expect(Token.DOT);
      tokens.expect(Token.STAR);
      height = 2;
      return new ResultColumn.TableStar(table);
    }
    Expr expr = exprs.parse();
    height = exprs.height();
    int end = tokens.startTrimmed(start);
    return new ResultColumn.Value(expr, context.sources.alias(), start, end);
  }

  // VALUES

  /**
   * SQLite codes a run of constant rows at once, each by the first row of the run, and finds rows
   * of another length then; in other rows the names come first.
   */
  private Core values() {
    int start = tokens.start();
    tokens.expect(Token.VALUES);
    tokens.enter(3);
    List<List<Expr>> rows = new ArrayList<>();
    List<Expr> runStart = List.of();
    boolean inRun = false;
    int deepest = 0;
    do {
      tokens.expect(Token.LP);
      List<Expr> row = exprs.list();
      deepest = Math.max(deepest, exprs.height());
      tokens.room(2);
      tokens.expect(Token.RP);
      inRun = !rows.isEmpty() && Constants.areAll(row) && (inRun || mayStartRun(runStart));
      if (!inRun) {
        runStart = row;
      } else if (row.size() != runStart.size()) {
        tokens.raise("all VALUES must have the same number of terms", -1);
      }
      rows.add(row);
    } while (tokens.accept(Token.COMMA));
    tokens.leave(3);
    height = deepest;
    context.queries += rows.size();
    return new Core.Values(List.copyOf(rows), start, tokens.previousEnd(), context.queries);
  }

  private boolean mayStartRun(List<Expr> row) {
    return !hasCommonTables && Constants.areAll(row) && !Constants.haveAffinity(row);
  }

  // WITH

  /** SQLite: WITH wqlist. */
  With with() {
    tokens.expect(Token.WITH);
    boolean recursive = tokens.accept(Token.RECURSIVE);
    List<CommonTable> tables = new ArrayList<>();
    tokens.enter(4);
    do {
      CommonTable table = commonTable();
      for (CommonTable earlier : tables) {
        if (Ascii.equalsIgnoreCase(earlier.name().text(), table.name().text())) {
          tokens.raise("duplicate WITH table name: " + table.name().text(), -1);
        }
      }
      tables.add(table);
    } while (tokens.accept(Token.COMMA));
    tokens.leave(4);
    return new With(recursive, List.copyOf(tables));
  }

  private CommonTable commonTable() {
    Name name = tokens.name();
    hasCommonTables = true;
    List<Name> columns = context.tables.optionalColumnNames();
    tokens.expect(Token.AS);
    Boolean materialized = null;
    if (tokens.accept(Token.NOT)) {
      tokens.expect(Token.MATERIALIZED);
      materialized = false;
    } else if (tokens.accept(Token.MATERIALIZED)) {
      materialized = true;
    }
    tokens.expect(Token.LP);
    tokens.enter(4);
    Select select = select();
    tokens.leave(4);
    tokens.expect(Token.RP);
    return new CommonTable(name, columns, materialized, select);
  }
}

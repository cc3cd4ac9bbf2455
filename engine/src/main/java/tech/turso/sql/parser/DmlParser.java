package tech.turso.sql.parser;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.base.Limits;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.FromClause;
import tech.turso.sql.ast.FromClause.IndexHint;
import tech.turso.sql.ast.FromClause.Source;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.Select;
import tech.turso.sql.ast.Select.ResultColumn;
import tech.turso.sql.ast.Select.With;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.ast.Statement.Assignment;
import tech.turso.sql.ast.Statement.Upsert;

/**
 * INSERT, REPLACE, UPDATE and DELETE, alone and in triggers, where less is allowed.
 *
 * <p>SQLite: parse.y cmd, trigger_cmd, upsert, setlist.
 */
final class DmlParser {
  private final ParseContext context;
  private final TokenStream tokens;

  DmlParser(ParseContext context) {
    this.context = context;
    this.tokens = context.tokens;
  }

  /** A statement that may begin with WITH, queries included. */
  Statement statement() {
    int start = tokens.start();
    With with = tokens.at(Token.WITH) ? context.selects.with() : null;
    tokens.enter(with == null ? 0 : 2);
    Statement statement =
        switch (tokens.token()) {
          case INSERT, REPLACE -> insert(with, start, false);
          case UPDATE -> update(with, start, false);
          case DELETE -> delete(with, start, false);
          case SELECT, VALUES -> new Statement.Query(context.selects.select(with, start));
          default -> throw tokens.syntaxError();
        };
    tokens.leave(with == null ? 0 : 2);
    return statement;
  }

  /** A statement of a trigger's body; WITH begins a query only. SQLite: trigger_cmd. */
  Statement triggerStatement() {
    int start = tokens.start();
    return switch (tokens.token()) {
      case INSERT, REPLACE -> insert(null, start, true);
      case UPDATE -> update(null, start, true);
      case DELETE -> delete(null, start, true);
      case SELECT, VALUES, WITH -> new Statement.Query(context.selects.select());
      default -> throw tokens.syntaxError();
    };
  }

  // INSERT

  private Statement insert(@Nullable With with, int start, boolean inTrigger) {
    ConflictAction or = ConflictAction.REPLACE;
    if (!tokens.accept(Token.REPLACE)) {
      tokens.expect(Token.INSERT);
      or = orAction();
    }
    tokens.expect(Token.INTO);
    QualifiedName table = tokens.qualifiedName();
    Name alias = tokens.accept(Token.AS) ? tokens.name() : null;
    List<Name> columns = optionalNames();
    Select source = null;
    List<Upsert> upserts = List.of();
    if (!inTrigger && tokens.accept(Token.DEFAULT)) {
      tokens.expect(Token.VALUES);
    } else {
      if (!tokens.token().beginsSelect()) {
        throw tokens.syntaxError();
      }
      tokens.enter(5);
      source = context.selects.select();
      upserts = upserts();
      tokens.leave(5);
    }
    List<ResultColumn> returning = returning(inTrigger);
    int end = tokens.previousEnd();
    return new Statement.Insert(
        with, or, table, alias, columns, source, upserts, returning, start, end);
  }

  private List<Name> optionalNames() {
    if (!tokens.accept(Token.LP)) {
      return List.of();
    }
    List<Name> names = context.sources.names();
    tokens.expect(Token.RP);
    return names;
  }

  /** Nothing may follow a clause without a target. */
  private List<Upsert> upserts() {
    List<Upsert> upserts = new ArrayList<>();
    int symbols = 0;
    boolean targeted = true;
    while (targeted && tokens.accept(Token.ON)) {
      tokens.expect(Token.CONFLICT);
      Upsert upsert = upsert();
      targeted = !upsert.target().isEmpty();
      upserts.add(upsert);
      int clause = upsert.isNothing() ? 8 : 11;
      tokens.enter(clause);
      symbols += clause;
    }
    tokens.leave(symbols);
    return List.copyOf(upserts);
  }

  private Upsert upsert() {
    List<OrderingTerm> target = List.of();
    Expr targetWhere = null;
    tokens.enter(6);
    if (tokens.accept(Token.LP)) {
      target = context.exprs.sortList();
      tokens.expect(Token.RP);
      targetWhere = context.selects.where();
    }
    tokens.enter(5);
    tokens.expect(Token.DO);
    List<Assignment> assignments = List.of();
    Expr where = null;
    if (!tokens.accept(Token.NOTHING)) {
      tokens.expect(Token.UPDATE);
      tokens.expect(Token.SET);
      assignments = assignments();
      where = context.selects.where();
    }
    tokens.leave(11);
    return new Upsert(target, targetWhere, assignments, where);
  }

  // UPDATE and DELETE

  private Statement update(@Nullable With with, int start, boolean inTrigger) {
    tokens.expect(Token.UPDATE);
    ConflictAction or = orAction();
    Source.Table table = target(inTrigger);
    tokens.expect(Token.SET);
    tokens.enter(7);
    List<Assignment> assignments = assignments();
    int columns = 0;
    for (Assignment assignment : assignments) {
      columns += assignment.columns().size();
    }
    FromClause from = context.sources.optional();
    Expr where = context.selects.where();
    tokens.leave(7);
    List<ResultColumn> returning = inTrigger ? List.of() : returning(false);
    SelectParser.Tail tail = inTrigger ? SelectParser.Tail.NONE : context.selects.tail();
    if (columns > Limits.MAX_COLUMNS) {
      tokens.raise("too many columns in set list", -1);
    }
    return new Statement.Update(
        with,
        or,
        table,
        assignments,
        from,
        where,
        returning,
        tail.orderBy(),
        tail.limit(),
        tail.offset(),
        start,
        tokens.previousEnd());
  }

  private Statement delete(@Nullable With with, int start, boolean inTrigger) {
    tokens.expect(Token.DELETE);
    tokens.expect(Token.FROM);
    Source.Table table = target(inTrigger);
    tokens.enter(5);
    Expr where = context.selects.where();
    tokens.leave(5);
    List<ResultColumn> returning = inTrigger ? List.of() : returning(false);
    SelectParser.Tail tail = inTrigger ? SelectParser.Tail.NONE : context.selects.tail();
    return new Statement.Delete(
        with,
        table,
        where,
        returning,
        tail.orderBy(),
        tail.limit(),
        tail.offset(),
        start,
        tokens.previousEnd());
  }

  /** The table of UPDATE or DELETE. SQLite: xfullname indexed_opt, or tridxby. */
  private Source.Table target(boolean inTrigger) {
    QualifiedName name = tokens.qualifiedName();
    Name alias = tokens.accept(Token.AS) ? tokens.name() : null;
    IndexHint hint = context.sources.indexHint();
    if (inTrigger && hint != null) {
      String clause = hint.index() == null ? "NOT INDEXED" : "INDEXED BY";
      tokens.raise(
          "the " + clause + " clause is not allowed on UPDATE or DELETE statements within triggers",
          -1);
    }
    return new Source.Table(name, alias, hint);
  }

  /** SQLite: setlist. */
  private List<Assignment> assignments() {
    List<Assignment> assignments = new ArrayList<>();
    do {
      boolean row = tokens.accept(Token.LP);
      List<Name> columns = row ? context.sources.names() : List.of(tokens.name());
      if (row) {
        tokens.expect(Token.RP);
      }
      tokens.expect(Token.EQ);
      tokens.enter(5);
      Expr value = context.exprs.parse();
      tokens.leave(5);
      if (row) {
        checkWidth(columns.size(), value);
      }
      assignments.add(new Assignment(columns, row, value));
    } while (tokens.accept(Token.COMMA));
    return List.copyOf(assignments);
  }

  /** The columns of a subquery are not known yet. */
  private void checkWidth(int columns, Expr value) {
    int values = value instanceof Expr.Row row ? row.elements().size() : 1;
    if (columns != values && !(value instanceof Expr.Subquery)) {
      tokens.raise(columns + " columns assigned " + values + " values", -1);
    }
  }

  private List<ResultColumn> returning(boolean inTrigger) {
    if (!tokens.accept(Token.RETURNING)) {
      return List.of();
    }
    tokens.enter(4);
    List<ResultColumn> columns = context.selects.resultColumns();
    tokens.leave(4);
    if (inTrigger) {
      tokens.raise("cannot use RETURNING in a trigger", -1);
    }
    return columns;
  }

  // Conflicts

  /** {@code OR action}, or null. SQLite: orconf. */
  private @Nullable ConflictAction orAction() {
    return tokens.accept(Token.OR) ? conflictAction() : null;
  }

  /** {@code ON CONFLICT action}, or null. SQLite: onconf. */
  @Nullable ConflictAction onConflict() {
    if (!tokens.accept(Token.ON)) {
      return null;
    }
    tokens.expect(Token.CONFLICT);
    return conflictAction();
  }

  private ConflictAction conflictAction() {
    if (tokens.accept(Token.IGNORE)) {
      return ConflictAction.IGNORE;
    }
    return tokens.accept(Token.REPLACE) ? ConflictAction.REPLACE : raiseAction();
  }

  /** ROLLBACK, ABORT or FAIL. SQLite: raisetype. */
  ConflictAction raiseAction() {
    if (tokens.accept(Token.ROLLBACK)) {
      return ConflictAction.ROLLBACK;
    }
    if (tokens.accept(Token.ABORT)) {
      return ConflictAction.ABORT;
    }
    tokens.expect(Token.FAIL);
    return ConflictAction.FAIL;
  }
}

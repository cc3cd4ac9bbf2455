package tech.turso.sql.parser;

import java.util.ArrayList;
import java.util.List;
import tech.turso.base.ConflictAction;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.Select;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.ast.Statement.AlterAction;
import tech.turso.sql.ast.Statement.TriggerEvent;
import tech.turso.sql.ast.Statement.TriggerTime;
import tech.turso.sql.ast.TableDefinition;
import tech.turso.sql.ast.TableDefinition.ColumnDefinition;

/**
 * CREATE, DROP and ALTER.
 *
 * <p>The text that the schema keeps ends where SQLite ends it: at the closing parenthesis, at the
 * statement's end, or at its {@code ;} with the blanks before it. SQLite: parse.y cmd; build.c
 * sqlite3EndTable, sqlite3CreateView, sqlite3CreateIndex.
 */
final class SchemaParser {
  private final ParseContext context;
  private final TokenStream tokens;

  SchemaParser(ParseContext context) {
    this.context = context;
    this.tokens = context.tokens;
  }

  /** What follows CREATE, which is accepted. */
  Statement create() {
    boolean temporary = tokens.accept(Token.TEMP) || tokens.accept(Token.TEMPORARY);
    if (tokens.accept(Token.TABLE)) {
      return createTable(temporary);
    }
    if (tokens.accept(Token.VIEW)) {
      return createView(temporary);
    }
    if (tokens.accept(Token.TRIGGER)) {
      return createTrigger(temporary);
    }
    if (temporary) {
      throw tokens.syntaxError();
    }
    if (tokens.accept(Token.VIRTUAL)) {
      tokens.expect(Token.TABLE);
      return createVirtualTable();
    }
    boolean unique = tokens.accept(Token.UNIQUE);
    tokens.expect(Token.INDEX);
    return createIndex(unique);
  }

  private boolean ifNotExists() {
    if (!tokens.accept(Token.IF)) {
      return false;
    }
    tokens.expect(Token.NOT);
    tokens.expect(Token.EXISTS);
    return true;
  }

  // Tables, views, indexes

  private Statement createTable(boolean temporary) {
    boolean ifNotExists = ifNotExists();
    QualifiedName name = tokens.qualifiedName();
    if (tokens.accept(Token.AS)) {
      Select select = query(3);
      return new Statement.CreateTableAs(temporary, ifNotExists, name, select);
    }
    tokens.expect(Token.LP);
    TableDefinition columns = context.tables.definition();
    int textEnd = tokens.previousEnd();
    TableDefinition definition = context.tables.withOptions(columns);
    if (definition != columns) {
      textEnd = tokens.start();
    }
    return new Statement.CreateTable(
        temporary, ifNotExists, name, definition, name.name().start(), textEnd);
  }

  private Select query(int symbols) {
    if (!tokens.token().beginsSelect()) {
      throw tokens.syntaxError();
    }
    tokens.enter(symbols);
    Select select = context.selects.select();
    tokens.leave(symbols);
    return select;
  }

  private Statement createView(boolean temporary) {
    boolean ifNotExists = ifNotExists();
    QualifiedName name = tokens.qualifiedName();
    List<Name> columns = context.tables.optionalColumnNames();
    tokens.expect(Token.AS);
    Select select = query(8);
    int textStart = name.name().start();
    int textEnd = tokens.startTrimmed(textStart);
    if (context.parameters.count() > 0) {
      tokens.raise("parameters are not allowed in views", -1);
    }
    return new Statement.CreateView(
        temporary, ifNotExists, name, columns, select, textStart, textEnd);
  }

  private Statement createIndex(boolean unique) {
    boolean ifNotExists = ifNotExists();
    QualifiedName name = tokens.qualifiedName();
    tokens.expect(Token.ON);
    Name table = tokens.name();
    tokens.expect(Token.LP);
    tokens.enter(9);
    List<OrderingTerm> columns = context.exprs.sortList();
    tokens.leave(9);
    tokens.expect(Token.RP);
    tokens.enter(11);
    Expr where = context.selects.where();
    tokens.leave(11);
    return new Statement.CreateIndex(
        unique, ifNotExists, name, table, columns, where, name.name().start(), tokens.start());
  }

  // Triggers

  private Statement createTrigger(boolean temporary) {
    boolean ifNotExists = ifNotExists();
    QualifiedName name = tokens.qualifiedName();
    TriggerTime time = triggerTime();
    TriggerEvent event = triggerEvent();
    List<Name> updateOf =
        event == TriggerEvent.UPDATE && tokens.accept(Token.OF)
            ? context.sources.names()
            : List.of();
    tokens.expect(Token.ON);
    QualifiedName table = tokens.qualifiedName();
    if (tokens.accept(Token.FOR)) {
      tokens.expect(Token.EACH);
      tokens.expect(Token.ROW);
    }
    tokens.enter(12);
    Expr when = tokens.accept(Token.WHEN) ? context.exprs.parse() : null;
    tokens.leave(12);
    tokens.expect(Token.BEGIN);
    tokens.enter(5);
    List<Statement> body = new ArrayList<>();
    do {
      body.add(context.changes.triggerStatement());
      tokens.expect(Token.SEMI);
    } while (!tokens.at(Token.END));
    tokens.leave(5);
    tokens.expect(Token.END);
    int textStart = name.name().start();
    int textEnd = tokens.previousEnd();
    return new Statement.CreateTrigger(
        temporary,
        ifNotExists,
        name,
        time,
        event,
        updateOf,
        table,
        when,
        List.copyOf(body),
        textStart,
        textEnd);
  }

  private TriggerTime triggerTime() {
    if (tokens.accept(Token.AFTER)) {
      return TriggerTime.AFTER;
    }
    if (tokens.accept(Token.INSTEAD)) {
      tokens.expect(Token.OF);
      return TriggerTime.INSTEAD_OF;
    }
    tokens.accept(Token.BEFORE);
    return TriggerTime.BEFORE;
  }

  private TriggerEvent triggerEvent() {
    if (tokens.accept(Token.DELETE)) {
      return TriggerEvent.DELETE;
    }
    if (tokens.accept(Token.INSERT)) {
      return TriggerEvent.INSERT;
    }
    tokens.expect(Token.UPDATE);
    return TriggerEvent.UPDATE;
  }

  // Virtual tables

  private Statement createVirtualTable() {
    boolean ifNotExists = ifNotExists();
    QualifiedName name = tokens.qualifiedName();
    tokens.expect(Token.USING);
    Name module = tokens.name();
    List<String> arguments = tokens.accept(Token.LP) ? moduleArguments() : List.of();
    int textStart = name.name().start();
    int textEnd = tokens.previousEnd();
    return new Statement.CreateVirtualTable(
        ifNotExists, name, module, arguments, textStart, textEnd);
  }

  /** Any tokens, cut at commas outside of inner parentheses. SQLite: vtabarglist. */
  private List<String> moduleArguments() {
    List<String> arguments = new ArrayList<>();
    int parentheses = 0;
    int start = -1;
    while (parentheses > 0 || !tokens.at(Token.RP)) {
      if (tokens.at(Token.EOF)) {
        throw tokens.syntaxError();
      }
      boolean separates = parentheses == 0 && tokens.at(Token.COMMA);
      if (separates) {
        addArgument(arguments, start);
        start = -1;
      } else if (start < 0) {
        start = tokens.start();
      }
      if (tokens.at(Token.LP)) {
        parentheses++;
        tokens.enter(2);
      } else if (tokens.at(Token.RP)) {
        parentheses--;
        tokens.leave(2);
      }
      tokens.advance();
    }
    addArgument(arguments, start);
    tokens.expect(Token.RP);
    return List.copyOf(arguments);
  }

  /** The argument from {@code start} to the last token accepted; none if that is negative. */
  private void addArgument(List<String> arguments, int start) {
    if (start >= 0) {
      arguments.add(tokens.sql.substring(start, tokens.previousEnd()));
    }
  }

  // DROP

  /** What follows DROP, which is accepted. */
  Statement drop() {
    Statement.Drop.Kind kind =
        switch (tokens.token()) {
          case TABLE -> Statement.Drop.Kind.TABLE;
          case VIEW -> Statement.Drop.Kind.VIEW;
          case INDEX -> Statement.Drop.Kind.INDEX;
          case TRIGGER -> Statement.Drop.Kind.TRIGGER;
          default -> throw tokens.syntaxError();
        };
    tokens.advance();
    boolean ifExists = tokens.accept(Token.IF);
    if (ifExists) {
      tokens.expect(Token.EXISTS);
    }
    return new Statement.Drop(kind, ifExists, tokens.qualifiedName());
  }

  // ALTER TABLE

  /** What follows ALTER, which is accepted. */
  Statement alter() {
    tokens.expect(Token.TABLE);
    QualifiedName table = tokens.qualifiedName();
    AlterAction action;
    if (tokens.accept(Token.RENAME)) {
      action = rename();
    } else if (tokens.accept(Token.ADD)) {
      action = add();
    } else if (tokens.accept(Token.DROP)) {
      action = dropPart();
    } else {
      tokens.expect(Token.ALTER);
      action = alterColumn();
    }
    return new Statement.AlterTable(table, action);
  }

  private AlterAction rename() {
    if (tokens.accept(Token.TO)) {
      return new AlterAction.RenameTable(tokens.name());
    }
    tokens.accept(Token.COLUMN);
    Name column = tokens.name();
    tokens.expect(Token.TO);
    return new AlterAction.RenameColumn(column, tokens.name());
  }

  private AlterAction add() {
    int start = tokens.start();
    if (tokens.at(Token.CONSTRAINT) || tokens.at(Token.CHECK)) {
      return addCheck(start);
    }
    tokens.accept(Token.COLUMN);
    tokens.enter(6);
    ColumnDefinition definition = context.tables.column();
    tokens.leave(6);
    int textEnd = tokens.startTrimmed(definition.start());
    return new AlterAction.AddColumn(definition, definition.start(), textEnd);
  }

  private AlterAction addCheck(int start) {
    Name name = tokens.accept(Token.CONSTRAINT) ? tokens.name() : null;
    tokens.expect(Token.CHECK);
    TableParser.Parenthesised check = context.tables.parenthesised(8);
    context.changes.onConflict();
    int end = tokens.endOfConstraintText(start, tokens.start());
    return new AlterAction.AddCheck(
        name, check.expr(), check.textStart(), check.textEnd(), start, end);
  }

  private AlterAction dropPart() {
    if (tokens.accept(Token.CONSTRAINT)) {
      return new AlterAction.DropConstraint(tokens.name());
    }
    tokens.accept(Token.COLUMN);
    return new AlterAction.DropColumn(tokens.name());
  }

  private AlterAction alterColumn() {
    tokens.accept(Token.COLUMN);
    Name column = tokens.name();
    boolean drop = tokens.accept(Token.DROP);
    if (!drop) {
      tokens.expect(Token.SET);
    }
    int start = tokens.start();
    tokens.expect(Token.NOT);
    tokens.expect(Token.NULL);
    if (drop) {
      return new AlterAction.DropNotNull(column);
    }
    ConflictAction action = context.changes.onConflict();
    int end = tokens.endOfConstraintText(start, tokens.start());
    return new AlterAction.SetNotNull(column, action, start, end);
  }
}

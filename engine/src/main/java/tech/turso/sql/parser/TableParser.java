package tech.turso.sql.parser;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.ConflictAction;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.TableDefinition;
import tech.turso.sql.ast.TableDefinition.ColumnConstraint;
import tech.turso.sql.ast.TableDefinition.ColumnDefinition;
import tech.turso.sql.ast.TableDefinition.ForeignKey;
import tech.turso.sql.ast.TableDefinition.ReferenceAction;
import tech.turso.sql.ast.TableDefinition.TableConstraint;
import tech.turso.sql.ast.TypeName;
import tech.turso.sql.ast.UnaryOp;

/**
 * Columns and constraints of tables.
 *
 * <p>SQLite: parse.y create_table_args, ccons, tcons.
 */
final class TableParser {
  private static final String QUOTES = "\"'`[";

  private static final List<String> STANDARD_TYPES =
      List.of("ANY", "BLOB", "INT", "INTEGER", "REAL", "TEXT");

  private final ParseContext context;
  private final TokenStream tokens;
  private @Nullable Name constraintName;
  private boolean withoutRowid;
  private boolean strict;

  TableParser(ParseContext context) {
    this.context = context;
    this.tokens = context.tokens;
  }

  /** What follows the name of a table, its opening parenthesis being accepted. */
  TableDefinition definition() {
    tokens.enter(3);
    List<ColumnDefinition> columns = new ArrayList<>();
    List<TableConstraint> constraints = List.of();
    columns.add(column());
    while (tokens.accept(Token.COMMA)) {
      if (isAtTableConstraint()) {
        constraints = tableConstraints();
        break;
      }
      columns.add(column());
    }
    tokens.leave(3);
    tokens.expect(Token.RP);
    return new TableDefinition(List.copyOf(columns), constraints, false, false);
  }

  /**
   * {@code definition} with the options that come next, {@code WITHOUT ROWID} and STRICT; the same
   * if there are none. The grammar lets a comma come first.
   */
  TableDefinition withOptions(TableDefinition definition) {
    if (!tokens.token().isName() && !tokens.at(Token.COMMA)) {
      return definition;
    }
    if (tokens.token().isName()) {
      option();
    }
    while (tokens.accept(Token.COMMA)) {
      option();
    }
    return new TableDefinition(
        definition.columns(), definition.constraints(), withoutRowid, strict);
  }

  private void option() {
    boolean without = tokens.accept(Token.WITHOUT);
    Name name = tokens.name();
    String source = tokens.sql.substring(name.start(), name.end());
    if (without && Ascii.equalsIgnoreCase(source, "rowid")) {
      withoutRowid = true;
    } else if (!without && Ascii.equalsIgnoreCase(source, "strict")) {
      strict = true;
    } else {
      tokens.raise("unknown table option: " + source, -1);
    }
  }

  // Columns

  /** A column with its constraints. SQLite: columnname carglist. */
  ColumnDefinition column() {
    Name name = tokens.name();
    TypeName type = asDeclared(tokens.typeName());
    constraintName = null;
    List<ColumnConstraint> constraints = new ArrayList<>();
    while (isAtColumnConstraint()) {
      if (tokens.accept(Token.CONSTRAINT)) {
        constraintName = tokens.name();
      } else {
        constraints.add(columnConstraint());
      }
    }
    return new ColumnDefinition(
        name, type, List.copyOf(constraints), name.start(), tokens.previousEnd());
  }

  /**
   * The type as SQLite keeps it: without the words {@code GENERATED ALWAYS}, which its grammar
   * takes for a part of it; without quotes, if it begins with one; and standard ones in capitals.
   * SQLite: build.c sqlite3AddColumn.
   */
  private static TypeName asDeclared(TypeName type) {
    String text = type.text();
    if (text.length() >= 16 && endsWith(text, "always")) {
      text = withoutLast(text, 6);
      if (endsWith(text, "generated")) {
        text = withoutLast(text, 9);
      }
    }
    if (!beginsWithQuote(text) || !hasInnerQuote(text)) {
      text = standard(unquoted(text));
    } else {
      text = unquoted(text);
    }
    return text.isEmpty() ? TypeName.NONE : new TypeName(text, type.start(), type.end());
  }

  private static String standard(String text) {
    for (String type : STANDARD_TYPES) {
      if (Ascii.equalsIgnoreCase(text, type)) {
        return type;
      }
    }
    return text;
  }

  private static boolean beginsWithQuote(String text) {
    return !text.isEmpty() && QUOTES.indexOf(text.charAt(0)) >= 0;
  }

  private static boolean hasInnerQuote(String text) {
    for (int i = 1; i < text.length() - 1; i++) {
      if (QUOTES.indexOf(text.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The text inside the quotes with which {@code text} begins, or {@code text}. */
  private static String unquoted(String text) {
    if (!beginsWithQuote(text)) {
      return text;
    }
    char quote = text.charAt(0) == '[' ? ']' : text.charAt(0);
    StringBuilder inner = new StringBuilder();
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) == quote && (++i == text.length() || text.charAt(i) != quote)) {
        break;
      }
      inner.append(text.charAt(i));
    }
    return inner.toString();
  }

  private static boolean endsWith(String text, String word) {
    int start = text.length() - word.length();
    return start >= 0 && Ascii.equalsIgnoreCase(text.substring(start), word);
  }

  private static String withoutLast(String text, int chars) {
    int end = text.length() - chars;
    while (end > 0 && Ascii.isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private boolean isAtColumnConstraint() {
    return switch (tokens.token()) {
      case CONSTRAINT,
          DEFAULT,
          NULL,
          NOT,
          PRIMARY,
          UNIQUE,
          CHECK,
          REFERENCES,
          DEFERRABLE,
          COLLATE,
          GENERATED,
          AS ->
          true;
      default -> false;
    };
  }

  private ColumnConstraint columnConstraint() {
    Name label = constraintName;
    Token first = tokens.token();
    tokens.advance();
    switch (first) {
      case DEFAULT:
        return defaultValue(label);
      case NULL:
        context.changes.onConflict();
        return new ColumnConstraint.Null(label);
      case NOT:
        if (tokens.accept(Token.NULL)) {
          return new ColumnConstraint.NotNull(label, context.changes.onConflict());
        }
        tokens.expect(Token.DEFERRABLE);
        initiallyDeferred();
        return new ColumnConstraint.Deferral(label, false);
      case DEFERRABLE:
        return new ColumnConstraint.Deferral(label, initiallyDeferred());
      case PRIMARY:
        tokens.expect(Token.KEY);
        OrderingTerm.SortOrder order = context.exprs.sortOrder();
        ConflictAction action = context.changes.onConflict();
        boolean autoincrement = tokens.accept(Token.AUTOINCREMENT);
        return new ColumnConstraint.PrimaryKey(label, order, action, autoincrement);
      case UNIQUE:
        return new ColumnConstraint.Unique(label, context.changes.onConflict());
      case CHECK:
        Parenthesised check = parenthesised(2);
        return new ColumnConstraint.Check(label, check.expr, check.textStart, check.textEnd);
      case REFERENCES:
        return new ColumnConstraint.References(label, foreignKey());
      case COLLATE:
        return new ColumnConstraint.Collate(label, tokens.idOrString());
      case GENERATED:
        tokens.expect(Token.ALWAYS);
        tokens.expect(Token.AS);
        return generated(label);
      default:
        return generated(label);
    }
  }

  private ColumnConstraint generated(@Nullable Name label) {
    Expr expr = parenthesised(3).expr;
    Name kind = tokens.token().isId() ? tokens.name() : null;
    return new ColumnConstraint.Generated(label, expr, kind);
  }

  /** An expression in parentheses, and its text without them and without outer blanks. */
  record Parenthesised(Expr expr, int textStart, int textEnd) {}

  /** Reads one, with {@code symbols} before it on the stack. */
  Parenthesised parenthesised(int symbols) {
    tokens.expect(Token.LP);
    int textStart = tokens.previousEnd();
    while (textStart < tokens.start() && Ascii.isSpace(tokens.sql.charAt(textStart))) {
      textStart++;
    }
    tokens.enter(symbols);
    Expr expr = context.exprs.parse();
    tokens.leave(symbols);
    int textEnd = tokens.startTrimmed(textStart);
    tokens.expect(Token.RP);
    return new Parenthesised(expr, textStart, textEnd);
  }

  // DEFAULT

  private ColumnConstraint defaultValue(@Nullable Name label) {
    int start = tokens.start();
    Token token = tokens.token();
    Expr value;
    if (token == Token.LP) {
      Parenthesised inner = parenthesised(3);
      return new ColumnConstraint.Default(label, inner.expr, inner.textStart, inner.textEnd);
    }
    if (token == Token.PLUS || token == Token.MINUS) {
      tokens.advance();
      value = context.literals.literal();
      if (token == Token.MINUS) {
        value = new Expr.Unary(UnaryOp.MINUS, value, start, tokens.previousEnd());
      }
    } else if (context.literals.isAtLiteral()) {
      value = context.literals.literal();
    } else {
      value = bareWord();
    }
    return new ColumnConstraint.Default(label, value, start, tokens.previousEnd());
  }

  private Expr bareWord() {
    if (!tokens.token().isId() && !tokens.at(Token.INDEXED)) {
      throw tokens.syntaxError();
    }
    Name word = tokens.name();
    boolean isTrue = Ascii.equalsIgnoreCase(word.text(), "true");
    if (!word.isQuoted() && (isTrue || Ascii.equalsIgnoreCase(word.text(), "false"))) {
      return new Expr.BooleanLiteral(isTrue, word.start(), word.end());
    }
    return new Expr.StringLiteral(word.text(), word.start(), word.end());
  }

  // Foreign keys

  private ForeignKey foreignKey() {
    Name table = tokens.name();
    List<Name> columns = optionalColumnNames();
    ReferenceAction onDelete = ReferenceAction.NO_ACTION;
    ReferenceAction onUpdate = ReferenceAction.NO_ACTION;
    while (true) {
      if (tokens.accept(Token.MATCH)) {
        tokens.name();
      } else if (!tokens.accept(Token.ON)) {
        return new ForeignKey(table, columns, onDelete, onUpdate);
      } else if (tokens.accept(Token.DELETE)) {
        onDelete = referenceAction();
      } else if (tokens.accept(Token.UPDATE)) {
        onUpdate = referenceAction();
      } else {
        tokens.expect(Token.INSERT);
        referenceAction();
      }
    }
  }

  private ReferenceAction referenceAction() {
    if (tokens.accept(Token.SET)) {
      if (tokens.accept(Token.NULL)) {
        return ReferenceAction.SET_NULL;
      }
      tokens.expect(Token.DEFAULT);
      return ReferenceAction.SET_DEFAULT;
    }
    if (tokens.accept(Token.CASCADE)) {
      return ReferenceAction.CASCADE;
    }
    if (tokens.accept(Token.RESTRICT)) {
      return ReferenceAction.RESTRICT;
    }
    tokens.expect(Token.NO);
    tokens.expect(Token.ACTION);
    return ReferenceAction.NO_ACTION;
  }

  /** What may follow DEFERRABLE. */
  private boolean initiallyDeferred() {
    if (!tokens.accept(Token.INITIALLY)) {
      return false;
    }
    if (tokens.accept(Token.DEFERRED)) {
      return true;
    }
    tokens.expect(Token.IMMEDIATE);
    return false;
  }

  /**
   * {@code (name, ...)} or nothing. Old SQLite let COLLATE, ASC and DESC pass here, and they may be
   * in stored schemas. SQLite: eidlist_opt.
   */
  List<Name> optionalColumnNames() {
    return tokens.accept(Token.LP) ? columnNames() : List.of();
  }

  private List<Name> columnNames() {
    List<Name> names = new ArrayList<>();
    do {
      Name name = tokens.name();
      boolean collated = tokens.accept(Token.COLLATE);
      if (collated) {
        tokens.idOrString();
      }
      if ((context.exprs.sortOrder() != null || collated) && !context.stored) {
        String source = tokens.sql.substring(name.start(), name.end());
        tokens.raise("syntax error after column name \"" + source + "\"", -1);
      }
      names.add(name);
    } while (tokens.accept(Token.COMMA));
    tokens.expect(Token.RP);
    return List.copyOf(names);
  }

  // Table constraints

  private boolean isAtTableConstraint() {
    return switch (tokens.token()) {
      case CONSTRAINT, PRIMARY, UNIQUE, CHECK, FOREIGN -> true;
      default -> false;
    };
  }

  /** One or more; commas between them may be missing. SQLite: conslist. */
  private List<TableConstraint> tableConstraints() {
    List<TableConstraint> constraints = new ArrayList<>();
    constraintName = null;
    do {
      if (!isAtTableConstraint()) {
        throw tokens.syntaxError();
      }
      if (tokens.accept(Token.CONSTRAINT)) {
        constraintName = tokens.name();
      } else {
        constraints.add(tableConstraint());
      }
      if (tokens.at(Token.COMMA)) {
        tokens.advance();
        constraintName = null;
        if (!isAtTableConstraint()) {
          throw tokens.syntaxError();
        }
      }
    } while (isAtTableConstraint());
    return List.copyOf(constraints);
  }

  private TableConstraint tableConstraint() {
    Name label = constraintName;
    if (tokens.accept(Token.CHECK)) {
      Parenthesised check = parenthesised(2);
      context.changes.onConflict();
      return new TableConstraint.Check(label, check.expr, check.textStart, check.textEnd);
    }
    if (tokens.accept(Token.UNIQUE)) {
      tokens.expect(Token.LP);
      List<OrderingTerm> columns = keyColumns();
      tokens.expect(Token.RP);
      return new TableConstraint.Unique(label, columns, context.changes.onConflict());
    }
    if (tokens.accept(Token.PRIMARY)) {
      tokens.expect(Token.KEY);
      tokens.expect(Token.LP);
      List<OrderingTerm> columns = keyColumns();
      boolean autoincrement = tokens.accept(Token.AUTOINCREMENT);
      tokens.expect(Token.RP);
      ConflictAction action = context.changes.onConflict();
      return new TableConstraint.PrimaryKey(label, columns, autoincrement, action);
    }
    tokens.expect(Token.FOREIGN);
    tokens.expect(Token.KEY);
    tokens.expect(Token.LP);
    List<Name> columns = columnNames();
    tokens.expect(Token.REFERENCES);
    ForeignKey target = foreignKey();
    return new TableConstraint.References(label, columns, target, deferral());
  }

  private List<OrderingTerm> keyColumns() {
    tokens.enter(3);
    List<OrderingTerm> columns = context.exprs.sortList();
    tokens.leave(3);
    return columns;
  }

  private boolean deferral() {
    if (tokens.accept(Token.NOT)) {
      tokens.expect(Token.DEFERRABLE);
      initiallyDeferred();
      return false;
    }
    return tokens.accept(Token.DEFERRABLE) && initiallyDeferred();
  }
}

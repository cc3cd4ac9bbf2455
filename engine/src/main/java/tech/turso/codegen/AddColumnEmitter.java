package tech.turso.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.ext.AuthorizerAction;
import tech.turso.plan.Bound;
import tech.turso.plan.ExprResolver;
import tech.turso.plan.Restriction;
import tech.turso.plan.Source;
import tech.turso.schema.Catalog;
import tech.turso.schema.Check;
import tech.turso.schema.Column;
import tech.turso.schema.Relation;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.schema.TableBuilder;
import tech.turso.schema.View;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.ast.TableDefinition;
import tech.turso.sql.ast.TableDefinition.ColumnConstraint;
import tech.turso.sql.parser.Parser;
import tech.turso.value.Register;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits ALTER TABLE ADD COLUMN: the column's text goes into the CREATE TABLE that the schema keeps,
 * behind the last column. No row is written: what a record lacks is the column's default.
 *
 * <p>SQLite: alter.c sqlite3AlterBeginAddColumn, sqlite3AlterFinishAddColumn.
 */
public final class AddColumnEmitter {
  private static final int META_FORMAT = 2;

  /** The oldest format whose readers know defaults of columns that records lack. */
  private static final int FORMAT_OF_DEFAULTS = 3;

  private final Emission emission;
  private final ProgramBuilder b;
  private final Catalog catalog;
  private final boolean foreignKeys;

  /**
   * Emits into {@code emission}.
   *
   * @param foreignKeys whether they are enforced
   */
  public AddColumnEmitter(Emission emission, boolean foreignKeys) {
    this.emission = emission;
    this.b = emission.builder();
    this.catalog = emission.environment().catalog();
    this.foreignKeys = foreignKeys;
  }

  /** Emits the statement. */
  public void emit(QualifiedName name, Statement.AlterAction.AddColumn add) {
    @Nullable String schemaName = SchemaNames.text(name.schema());
    int database = catalog.databaseOfRelation(schemaName, name.name().text());
    if (database < 0) {
      throw SchemaNames.missing("table", name);
    }
    Schema schema = catalog.schema(database);
    Table old = table(schema.relation(name.name().text()));
    String addition = emission.environment().sql().substring(add.textStart(), add.textEnd());
    String sql = withColumn(old.sql(), addition);
    checkName(old, add.definition());
    Table table = build(sql, schema, old);
    emission
        .environment()
        .permissions()
        .require(AuthorizerAction.ALTER_TABLE, schema.databaseName(), old.name(), null);
    Column column = table.columns().get(table.columns().size() - 1);
    emission.environment().collation(column.collation());
    SchemaRows rows = new SchemaRows(emission, database);
    checkDefinition(add.definition(), column, old, database);
    checkExpressions(table);
    rows.replaceText(old.name(), sql);
    if (schema.format() < FORMAT_OF_DEFAULTS) {
      b.add(Op.SET_COOKIE, database, META_FORMAT, FORMAT_OF_DEFAULTS);
    }
    rows.changeCookie();
    checkRows(table, column, database);
    b.add(Op.PARSE_SCHEMA, database);
  }

  /** The table with the column; errors are those of the schema that would be read. */
  private static Table build(String sql, Schema schema, Table old) {
    try {
      var create = (Statement.CreateTable) Parser.parseStored(sql);
      return TableBuilder.build(create, sql, sql, schema.format(), old.rootPage());
    } catch (DbException.Sql e) {
      throw afterwards(old, e);
    }
  }

  private static DbException.Sql afterwards(Table table, DbException.Sql e) {
    return new DbException.Sql("error in table " + table.name() + " after add column: " + e.text());
  }

  private static Table table(@Nullable Relation relation) {
    if (relation instanceof View) {
      throw new DbException.Sql("Cannot add a column to a view");
    }
    if (!(relation instanceof Table table)) {
      throw new DbException.Internal("neither table nor view");
    }
    if (table.kind() == Table.Kind.VIRTUAL) {
      throw new DbException.Sql("virtual tables may not be altered");
    }
    if (Ascii.startsWithIgnoreCase(table.name(), "sqlite_")) {
      throw new DbException.Sql("table " + table.name() + " may not be altered");
    }
    return table;
  }

  private static void checkName(Table old, TableDefinition.ColumnDefinition definition) {
    if (old.columnIndex(definition.name().text()) >= 0) {
      throw new DbException.Sql("duplicate column name: " + definition.name().text());
    }
    for (ColumnConstraint constraint : definition.constraints()) {
      if (constraint instanceof ColumnConstraint.PrimaryKey) {
        throw new DbException.Sql("Cannot add a PRIMARY KEY column");
      }
    }
    for (ColumnConstraint constraint : definition.constraints()) {
      if (constraint instanceof ColumnConstraint.Unique) {
        throw new DbException.Sql("Cannot add a UNIQUE column");
      }
    }
  }

  /** The stored text with another column behind the last. */
  private static String withColumn(String sql, String addition) {
    var create = (Statement.CreateTable) Parser.parseStored(sql);
    List<TableDefinition.ColumnDefinition> columns = create.definition().columns();
    int at = skipBlanks(sql, columns.get(columns.size() - 1).end());
    return sql.substring(0, at) + ", " + addition + sql.substring(at);
  }

  private static int skipBlanks(String sql, int from) {
    int at = from;
    while (at < sql.length()) {
      if (Ascii.isSpace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        at = end < 0 ? sql.length() : end + 2;
      } else {
        return at;
      }
    }
    return at;
  }

  // ---- what the column may not be, if there are rows ----

  private void checkDefinition(
      TableDefinition.ColumnDefinition definition, Column column, Table old, int database) {
    if (column.generated() != null) {
      if (column.stored()) {
        refuseIfNotEmpty("cannot add a STORED column", old, database);
      }
      return;
    }
    Expr value = column.defaultValue();
    boolean hasDefault = value != null && !(value instanceof Expr.NullLiteral);
    boolean references = false;
    for (ColumnConstraint constraint : definition.constraints()) {
      references |= constraint instanceof ColumnConstraint.References;
    }
    if (foreignKeys && references && hasDefault) {
      refuseIfNotEmpty("Cannot add a REFERENCES column with non-NULL default value", old, database);
    }
    if (column.notNull() != null && !hasDefault) {
      refuseIfNotEmpty("Cannot add a NOT NULL column with default value NULL", old, database);
    }
    if (hasDefault && Defaults.constant(column) == null) {
      refuseIfNotEmpty("Cannot add a column with non-constant default", old, database);
    }
  }

  private void refuseIfNotEmpty(String message, Table table, int database) {
    int cursor = open(table, database);
    int empty = b.label();
    b.add(Op.REWIND, cursor, empty);
    halt(message);
    b.resolve(empty);
    b.add(Op.CLOSE, cursor);
  }

  private void halt(String message) {
    b.add(Op.HALT, ResultCode.ERROR.number(), ConflictAction.ABORT.ordinal(), 0, message, 0);
  }

  private int open(Table table, int database) {
    int cursor = b.cursor();
    emission.uses(database, true);
    Object shape =
        table.primaryKeyIndex() == null
            ? table.columns().size()
            : KeyInfos.of(emission.environment(), table.primaryKeyIndex());
    b.add(Op.OPEN_READ, cursor, table.rootPage(), database, shape, 0);
    return cursor;
  }

  /**
   * Looks for errors in the new column's expressions. DIVERGES: a generated column that reads
   * itself is refused; SQLite makes it, and the table cannot be read from then on.
   */
  private void checkExpressions(Table table) {
    try {
      new CreateEmitter(emission).check(table);
    } catch (DbException.Sql e) {
      throw e.text().startsWith("default value of column") ? e : afterwards(table, e);
    }
  }

  /** Emits the search for a row that breaks a constraint of the table with the new column. */
  private void checkRows(Table table, Column column, int database) {
    boolean mayBeNull = column.notNull() != null && column.generated() != null;
    String wrongType = table.isStrict() ? wrongType(column) : null;
    if (table.checks().isEmpty() && !mayBeNull && wrongType == null) {
      return;
    }
    int cursor = open(table, database);
    Source row = Source.of(table, database, table.name(), 0);
    emission.access(row, new Access.OnTable(cursor, -1, null));
    boolean hoists = emission.hoists(false);
    int end = b.label();
    b.add(Op.REWIND, cursor, end);
    int top = b.here();
    if (wrongType != null) {
      halt(wrongType);
    }
    if (mayBeNull) {
      int value = emission.exprs().emit(new Bound.Column(row, table.columns().size() - 1));
      int present = b.add(Op.NOT_NULL, value, 0);
      halt("NOT NULL constraint failed");
      b.jumpHere(present);
    }
    ExprResolver exprs = emission.resolver().over(List.of(row), Restriction.CHECK);
    for (Check check : table.checks()) {
      int holds = b.label();
      emission.exprs().conditions().jumpIfTrue(exprs.scalar(check.expr()), holds, true);
      halt("CHECK constraint failed");
      b.resolve(holds);
    }
    b.add(Op.NEXT, cursor, top);
    b.resolve(end);
    b.add(Op.CLOSE, cursor);
    emission.hoists(hoists);
  }

  /** The message if the default of a column of a STRICT table has not its type; else null. */
  private static @Nullable String wrongType(Column column) {
    Register value = column.generated() == null ? Defaults.constant(column) : null;
    if (value == null) {
      return null;
    }
    boolean fits =
        switch (Ascii.fold(column.declaredType())) {
          case "int", "integer" -> value.type == Register.INTEGER;
          case "real" -> value.type == Register.REAL || value.type == Register.INTEGER;
          case "text" -> value.type == Register.TEXT;
          case "blob" -> value.type == Register.BLOB;
          default -> true;
        };
    return fits ? null : "type mismatch on DEFAULT";
  }
}

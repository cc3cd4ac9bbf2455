package tech.turso.codegen;

import java.util.ArrayList;
import java.util.List;
import tech.turso.base.DbException;
import tech.turso.ext.AuthorizerAction;
import tech.turso.plan.Query;
import tech.turso.plan.Restriction;
import tech.turso.plan.Source;
import tech.turso.plan.SubqueryColumns;
import tech.turso.schema.Catalog;
import tech.turso.schema.Check;
import tech.turso.schema.Column;
import tech.turso.schema.Index;
import tech.turso.schema.Relation;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.schema.TableBuilder;
import tech.turso.schema.View;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.parser.Sql;
import tech.turso.value.Affinity;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits CREATE TABLE and CREATE VIEW.
 *
 * <p>SQLite: build.c sqlite3StartTable, sqlite3EndTable, sqlite3CreateView.
 */
public final class CreateEmitter {
  private static final int TABLE_TREE = 1;
  private static final int INDEX_TREE = 2;

  private final Emission emission;
  private final ProgramBuilder b;
  private final Catalog catalog;

  /** Emits into {@code emission}. */
  public CreateEmitter(Emission emission) {
    this.emission = emission;
    this.b = emission.builder();
    this.catalog = emission.environment().catalog();
  }

  /** Emits {@code CREATE TABLE name (...)}. */
  public void table(Statement.CreateTable create) {
    int database = SchemaNames.database(catalog, create.name(), create.temporary());
    if (isTaken(create.name(), database, create.ifNotExists(), false)) {
      return;
    }
    String source = emission.environment().sql();
    String sql = "CREATE TABLE " + source.substring(create.textStart(), create.textEnd());
    Table table = TableBuilder.build(create, source, sql, catalog.schema(database).format(), 0);
    check(table);
    SchemaRows rows = new SchemaRows(emission, database);
    rows.initialize();
    int root = createTree(database, table.hasRowid());
    int rowid = rows.reserve();
    addIndexes(rows, database, table);
    rows.fill(rowid, "table", table.name(), table.name(), root, sql);
    finish(rows, database, table);
  }

  /** Whether the name is taken; that is an error unless IF NOT EXISTS was written. */
  private boolean isTaken(
      QualifiedName qualified, int database, boolean ifNotExists, boolean view) {
    String name = qualified.name().text();
    SchemaNames.checkAllowed(emission.environment(), name);
    SchemaNames.require(
        emission,
        AuthorizerAction.INSERT,
        view ? AuthorizerAction.CREATE_VIEW : AuthorizerAction.CREATE_TABLE,
        view ? AuthorizerAction.CREATE_TEMP_VIEW : AuthorizerAction.CREATE_TEMP_TABLE,
        name,
        null,
        database);
    Schema schema = catalog.schema(database);
    if (!SchemaNames.exists(schema, name)) {
      return false;
    }
    if (!ifNotExists) {
      Relation there = schema.relation(name);
      throw new DbException.Sql(
          (there instanceof View ? "view " : "table ") + written(qualified) + " already exists");
    }
    emission.uses(database, false);
    return true;
  }

  private String written(QualifiedName qualified) {
    var name = qualified.name();
    return name.start() >= 0
        ? emission.environment().sql().substring(name.start(), name.end())
        : name.text();
  }

  private int createTree(int database, boolean hasRowid) {
    int root = b.register();
    b.add(Op.CREATE_BTREE, database, root, hasRowid ? TABLE_TREE : INDEX_TREE);
    return root;
  }

  private void addIndexes(SchemaRows rows, int database, Table table) {
    List<Index> oldestFirst = new ArrayList<>(table.indexes());
    oldestFirst.sort(java.util.Comparator.comparingInt(CreateEmitter::number));
    for (Index index : oldestFirst) {
      if (!index.isTableItself()) {
        int root = b.register();
        b.add(Op.CREATE_BTREE, database, root, INDEX_TREE);
        rows.add("index", index.name(), table.name(), root, null);
      }
    }
  }

  private static int number(Index index) {
    String name = index.name();
    return Integer.parseInt(name.substring(name.lastIndexOf('_') + 1));
  }

  private void finish(SchemaRows rows, int database, Table table) {
    boolean needsSequence =
        table.isAutoincrement() && catalog.schema(database).table("sqlite_sequence") == null;
    if (needsSequence) {
      int root = createTree(database, true);
      int rowid = rows.reserve();
      rows.fill(
          rowid,
          "table",
          "sqlite_sequence",
          "sqlite_sequence",
          root,
          "CREATE TABLE sqlite_sequence(name,seq)");
    }
    rows.changeCookie();
    if (needsSequence) {
      rows.parseTable("sqlite_sequence");
    }
    rows.parseTable(table.name());
  }

  /** Finds the errors in the expressions of a table that is being made. */
  void check(Table table) {
    Source self = Source.of(table, 0, table.name(), 0);
    for (Check check : table.checks()) {
      emission.resolver().over(List.of(self), Restriction.CHECK).scalar(check.expr());
    }
    for (Column column : table.columns()) {
      emission.environment().collation(column.collation());
      if (column.generated() != null) {
        emission.resolver().over(List.of(self), Restriction.GENERATED).scalar(column.generated());
      }
      if (column.defaultValue() != null && !isConstant(column.defaultValue())) {
        throw new DbException.Sql(
            "default value of column [" + column.name() + "] is not constant");
      }
    }
    GeneratedColumns.checkLoops(emission, table);
  }

  private static boolean isConstant(Expr expr) {
    return switch (expr) {
      case Expr.Column c -> c.table() == null && !c.column().isQuoted() ? isTruth(c) : true;
      case Expr.Variable v -> false;
      case Expr.Subquery s -> false;
      case Expr.Exists s -> false;
      case Expr.InSelect s -> false;
      case Expr.InTable s -> false;
      case Expr.Unary u -> isConstant(u.operand());
      case Expr.Binary e -> isConstant(e.left()) && isConstant(e.right());
      case Expr.Cast c -> isConstant(c.operand());
      case Expr.Collate c -> isConstant(c.operand());
      case Expr.Call c -> c.arguments().stream().allMatch(CreateEmitter::isConstant);
      default -> true;
    };
  }

  private static boolean isTruth(Expr.Column c) {
    String name = c.column().text();
    return name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false");
  }

  // ---- CREATE TABLE AS ----

  /** Emits {@code CREATE TABLE name AS SELECT ...}. */
  public void tableAs(Statement.CreateTableAs create) {
    int database = SchemaNames.database(catalog, create.name(), create.temporary());
    if (isTaken(create.name(), database, create.ifNotExists(), false)) {
      return;
    }
    Query query = emission.resolver().resolveSelect(create.select());
    String name = create.name().name().text();
    List<String> names = SubqueryColumns.names(query);
    Affinity[] affinities = new Affinity[names.size()];
    for (int i = 0; i < affinities.length; i++) {
      affinities[i] = SubqueryColumns.affinity(query, i, Affinity.BLOB);
    }
    SchemaRows rows = new SchemaRows(emission, database);
    rows.initialize();
    int root = createTree(database, true);
    int place = rows.reserve();
    int cursor = b.cursor();
    b.add(Op.OPEN_WRITE, cursor, root, database, names.size(), P5.P2_IS_REGISTER);
    int record = b.register();
    int rowid = b.register();
    emission
        .queries()
        .emit(
            query,
            first -> {
              b.add(Op.MAKE_RECORD, first, names.size(), record, affinities, 0);
              b.add(Op.NEW_ROWID, cursor, rowid);
              b.add(Op.INSERT, cursor, record, rowid, null, P5.APPEND);
            });
    b.add(Op.CLOSE, cursor);
    rows.fill(place, "table", name, name, root, tableText(name, names, affinities));
    rows.changeCookie();
    rows.parseTable(name);
  }

  /** The text that the schema keeps. SQLite: build.c createTableStmt. */
  private static String tableText(String name, List<String> columns, Affinity[] affinities) {
    int length = identifierLength(name);
    for (String column : columns) {
      length += identifierLength(column) + 5;
    }
    String first = length < 50 ? "" : "\n  ";
    String between = length < 50 ? "," : ",\n  ";
    StringBuilder out = new StringBuilder("CREATE TABLE ");
    out.append(identifier(name)).append('(');
    for (int i = 0; i < columns.size(); i++) {
      out.append(i == 0 ? first : between).append(identifier(columns.get(i)));
      out.append(
          switch (affinities[i]) {
            case TEXT -> " TEXT";
            case NUMERIC -> " NUM";
            case INTEGER -> " INT";
            case REAL -> " REAL";
            default -> "";
          });
    }
    return out.append(length < 50 ? ")" : "\n)").toString();
  }

  private static int identifierLength(String name) {
    int n = 2;
    for (int i = 0; i < name.length(); i++) {
      n += name.charAt(i) == '"' ? 2 : 1;
    }
    return n;
  }

  private static String identifier(String name) {
    boolean plain = !name.isEmpty() && !tech.turso.base.Ascii.isDigit(name.charAt(0));
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      plain &= c == '_' || c < 128 && Character.isLetterOrDigit(c);
    }
    return plain && !Sql.isKeyword(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  // ---- CREATE VIEW ----

  /** Emits CREATE VIEW. */
  public void view(Statement.CreateView create) {
    int database = SchemaNames.database(catalog, create.name(), create.temporary());
    if (isTaken(create.name(), database, create.ifNotExists(), true)) {
      return;
    }
    String source = emission.environment().sql();
    String name = create.name().name().text();
    String sql = "CREATE VIEW " + source.substring(create.textStart(), create.textEnd());
    SchemaRows rows = new SchemaRows(emission, database);
    rows.initialize();
    rows.fill(rows.reserve(), "view", name, name, 0, sql);
    rows.changeCookie();
    rows.parseTable(name);
  }
}

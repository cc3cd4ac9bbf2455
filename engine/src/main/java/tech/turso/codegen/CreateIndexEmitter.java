package tech.turso.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.ConflictAction;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.base.ResultCode;
import tech.turso.ext.AuthorizerAction;
import tech.turso.plan.ExprResolver;
import tech.turso.plan.Restriction;
import tech.turso.plan.Source;
import tech.turso.schema.Catalog;
import tech.turso.schema.Index;
import tech.turso.schema.IndexBuilder;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Relation;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.Statement;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits CREATE INDEX: makes the tree, lists it and fills it through a sorter.
 *
 * <p>SQLite: build.c sqlite3CreateIndex, sqlite3RefillIndex.
 */
public final class CreateIndexEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final Catalog catalog;

  /** Emits into {@code emission}. */
  public CreateIndexEmitter(Emission emission) {
    this.emission = emission;
    this.b = emission.builder();
    this.catalog = emission.environment().catalog();
  }

  /** Emits the statement. */
  public void emit(Statement.CreateIndex create) {
    @Nullable String schemaName = SchemaNames.text(create.name().schema());
    if (schemaName != null && catalog.number(schemaName) < 0) {
      throw new DbException.Sql("unknown database " + schemaName);
    }
    String tableName = create.table().text();
    int database = catalog.databaseOfRelation(schemaName, tableName);
    if (database < 0) {
      String prefix = schemaName == null ? "main" : schemaName;
      throw new DbException.Sql("no such table: " + prefix + "." + tableName);
    }
    Schema schema = catalog.schema(database);
    Relation relation = schema.relation(tableName);
    String name = create.name().name().text();
    if (!(relation instanceof Table table)) {
      throw new DbException.Sql("views may not be indexed");
    }
    if (tableName.toLowerCase(java.util.Locale.ROOT).startsWith("sqlite_")) {
      throw new DbException.Sql("table " + table.name() + " may not be indexed");
    }
    if (table.kind() == Table.Kind.VIRTUAL) {
      throw new DbException.Sql("virtual tables may not be indexed");
    }
    if (create.columns().size() > Limits.MAX_COLUMNS) {
      throw new DbException.Sql("too many columns in index");
    }
    SchemaNames.checkAllowed(emission.environment(), name);
    if (schema.relation(name) != null) {
      throw new DbException.Sql("there is already a table named " + name);
    }
    if (schema.index(name) != null) {
      if (!create.ifNotExists()) {
        throw new DbException.Sql("index " + name + " already exists");
      }
      emission.uses(database, false);
      return;
    }
    build(create, database, schema, table, name);
  }

  private void build(
      Statement.CreateIndex create, int database, Schema schema, Table table, String name) {
    SchemaNames.require(
        emission,
        AuthorizerAction.INSERT,
        AuthorizerAction.CREATE_INDEX,
        AuthorizerAction.CREATE_TEMP_INDEX,
        name,
        table.name(),
        database);
    String source = emission.environment().sql();
    String sql =
        (create.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ")
            + source.substring(create.textStart(), create.textEnd());
    Index index = IndexBuilder.build(create, table, sql, schema.format(), 0);
    check(create, index, table);
    SchemaRows rows = new SchemaRows(emission, database);
    int root = b.register();
    b.add(Op.CREATE_BTREE, database, root, 2);
    rows.add("index", name, table.name(), root, sql);
    fill(index, database, root);
    rows.changeCookie();
    rows.parse("name=" + SchemaRows.quoted(name) + " AND type='index'");
  }

  private void check(Statement.CreateIndex create, Index index, Table table) {
    Source self = Source.of(table, 0, table.name(), 0);
    ExprResolver exprs = emission.resolver().over(List.of(self), Restriction.INDEX);
    for (int i = 0; i < index.keyColumns(); i++) {
      IndexColumn column = index.columns().get(i);
      OrderingTerm term = create.columns().get(i);
      if (term.nulls() != null) {
        throw new DbException.Sql("unsupported use of NULLS " + term.nulls());
      }
      emission.environment().collation(column.collation());
      if (column.expr() != null) {
        exprs.scalar(column.expr());
      }
    }
    if (create.where() != null) {
      emission.resolver().over(List.of(self), Restriction.PARTIAL_INDEX).scalar(create.where());
    }
  }

  /** Fills the tree whose root's number is in a register. */
  void fill(Index index, int database, int root) {
    fill(index, database, root, P5.P2_IS_REGISTER);
  }

  /** Empties the tree of an index and fills it again. */
  void refill(Index index, int database) {
    emission.uses(database, true);
    emission.multiWrite();
    fill(index, database, index.rootPage(), 0);
  }

  private void fill(Index index, int database, int root, int rootIs) {
    Table table = index.table();
    int from = b.cursor();
    if (table.primaryKeyIndex() != null) {
      b.add(
          Op.OPEN_READ,
          from,
          table.rootPage(),
          database,
          KeyInfos.of(emission.environment(), table.primaryKeyIndex()),
          0);
    } else {
      b.add(Op.OPEN_READ, from, table.rootPage(), database, table.columns().size(), 0);
    }
    int fields = index.columns().size();
    var key = KeyInfos.of(emission.environment(), index);
    int sorter = b.cursor();
    b.add(Op.SORTER_OPEN, sorter, fields, 0, key, 0);
    int end = b.label();
    int next = b.label();
    b.add(Op.REWIND, from, end);
    int top = b.here();
    IndexRecord row = new IndexRecord(emission, index, from);
    row.skipIfExcluded(next);
    b.add(Op.SORTER_INSERT, sorter, row.record());
    b.resolve(next);
    b.add(Op.NEXT, from, top);
    b.resolve(end);
    b.add(Op.CLOSE, from);
    if (rootIs == 0) {
      b.add(Op.CLEAR, root, database);
    }
    int to = b.cursor();
    b.add(Op.OPEN_WRITE, to, root, database, key, rootIs | P5.BULK_LOAD);
    int done = b.label();
    int record = b.register();
    b.add(Op.SORTER_SORT, sorter, done);
    int insert = b.label();
    if (index.isUnique()) {
      b.jump(insert);
    }
    int loop = b.here();
    if (index.isUnique()) {
      b.add(Op.SORTER_COMPARE, sorter, insert, record, index.keyColumns(), 0);
      uniqueFailure(index);
    }
    b.resolve(insert);
    b.add(Op.SORTER_DATA, sorter, record, to);
    b.add(Op.SEEK_END, to);
    b.add(Op.IDX_INSERT, to, record, 0, 0, P5.USE_SEEK_RESULT);
    b.add(Op.SORTER_NEXT, sorter, loop);
    b.resolve(done);
    b.add(Op.CLOSE, to);
    b.add(Op.CLOSE, sorter);
  }

  private void uniqueFailure(Index index) {
    b.add(
        Op.HALT,
        ResultCode.CONSTRAINT_UNIQUE.number(),
        ConflictAction.ABORT.ordinal(),
        0,
        "UNIQUE constraint failed: " + columnsText(index),
        0);
  }

  /** The columns of a key as messages show them. SQLite: insert.c sqlite3UniqueConstraint. */
  static String columnsText(Index index) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < index.keyColumns(); i++) {
      int column = index.columns().get(i).column();
      if (column == IndexColumn.EXPRESSION) {
        return "index '" + index.name() + "'";
      }
      out.append(i == 0 ? "" : ", ").append(index.table().name()).append('.');
      out.append(column < 0 ? "rowid" : index.table().columns().get(column).name());
    }
    return out.toString();
  }
}

package tech.turso.codegen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.ext.AuthorizerAction;
import tech.turso.plan.ChangeRules;
import tech.turso.plan.Consequences;
import tech.turso.schema.Catalog;
import tech.turso.schema.Index;
import tech.turso.schema.Relation;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.schema.View;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.Statement;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.P5;
import tech.turso.vdbe.program.ProgramBuilder;

/**
 * Emits DROP TABLE, DROP VIEW, DROP INDEX and DROP TRIGGER.
 *
 * <p>SQLite: build.c sqlite3DropTable, sqlite3CodeDropTable, sqlite3DropIndex.
 */
public final class DropEmitter {
  private final Emission emission;
  private final ProgramBuilder b;
  private final Catalog catalog;
  private final ChangeRules rules;

  /** Emits into {@code emission}. */
  public DropEmitter(Emission emission, ChangeRules rules) {
    this.rules = rules;
    this.emission = emission;
    this.b = emission.builder();
    this.catalog = emission.environment().catalog();
  }

  /** Emits the statement. */
  public void emit(Statement.Drop drop) {
    @Nullable String schemaName = SchemaNames.text(drop.name().schema());
    String name = drop.name().name().text();
    switch (drop.kind()) {
      case TABLE, VIEW -> relation(drop, schemaName, name);
      case INDEX -> index(drop, schemaName, name);
      case TRIGGER -> trigger(drop, schemaName, name);
    }
  }

  private void relation(Statement.Drop drop, @Nullable String schemaName, String name) {
    boolean view = drop.kind() == Statement.Drop.Kind.VIEW;
    int database = catalog.databaseOfRelation(schemaName, name);
    if (database < 0) {
      missing(drop, view ? "view" : "table", schemaName);
      return;
    }
    Schema schema = catalog.schema(database);
    Relation relation = schema.relation(name);
    assert relation != null;
    SchemaNames.require(
        emission,
        AuthorizerAction.DELETE,
        relation instanceof View ? AuthorizerAction.DROP_VIEW : AuthorizerAction.DROP_TABLE,
        relation instanceof View
            ? AuthorizerAction.DROP_TEMP_VIEW
            : AuthorizerAction.DROP_TEMP_TABLE,
        relation.name(),
        null,
        database);
    emission
        .environment()
        .permissions()
        .require(AuthorizerAction.DELETE, relation.name(), null, schema.databaseName());
    if (isProtected(relation.name())) {
      throw new DbException.Sql("table " + relation.name() + " may not be dropped");
    }
    if (view && relation instanceof Table) {
      throw new DbException.Sql("use DROP TABLE to delete table " + relation.name());
    }
    if (!view && relation instanceof View) {
      throw new DbException.Sql("use DROP VIEW to delete view " + relation.name());
    }
    new Consequences(catalog, rules, database, relation).checkDrop();
    SchemaRows rows = new SchemaRows(emission, database);
    if (relation instanceof Table table) {
      if (table.kind() == Table.Kind.VIRTUAL) {
        throw new DbException.Sql("no such module: " + table.module());
      }
      if (table.isAutoincrement()) {
        forgetSequence(schema, database, table.name());
      }
      statistics(schema, database, "tbl", table.name());
    }
    rows.deleteOfTable(relation.name());
    if (relation instanceof Table table) {
      destroyTrees(rows, table);
    }
    b.add(Op.DROP_TABLE, database, 0, 0, relation.name(), 0);
    rows.changeCookie();
  }

  private static boolean isProtected(String name) {
    return Ascii.startsWithIgnoreCase(name, "sqlite_")
        && !Ascii.startsWithIgnoreCase(name, "sqlite_stat")
        && !Ascii.startsWithIgnoreCase(name, "sqlite_parameters");
  }

  private void missing(Statement.Drop drop, String kind, @Nullable String schemaName) {
    QualifiedName name = drop.name();
    if (!drop.ifExists()) {
      if (schemaName != null && catalog.number(schemaName) < 0) {
        throw new DbException.Sql("no such " + kind + ": " + name);
      }
      throw SchemaNames.missing(kind, name);
    }
    emission.uses(Catalog.MAIN, false);
  }

  /** Destroys the largest root first, so that auto-vacuum moves none that is still to go. */
  private static void destroyTrees(SchemaRows rows, Table table) {
    List<Integer> roots = new ArrayList<>();
    roots.add(table.rootPage());
    for (Index index : table.indexes()) {
      if (!index.isTableItself()) {
        roots.add(index.rootPage());
      }
    }
    roots.sort(Comparator.reverseOrder());
    for (int root : roots) {
      rows.destroy(root);
    }
  }

  private void forgetSequence(Schema schema, int database, String table) {
    Table sequence = schema.table("sqlite_sequence");
    if (sequence != null) {
      deleteRows(sequence, database, 0, table);
    }
  }

  private void statistics(Schema schema, int database, String column, String name) {
    for (int i = 1; i <= 4; i++) {
      Table stat = schema.table("sqlite_stat" + i);
      if (stat != null && stat.columnIndex(column) >= 0) {
        deleteRows(stat, database, stat.columnIndex(column), name);
      }
    }
  }

  private void deleteRows(Table table, int database, int column, String value) {
    int cursor = b.cursor();
    b.add(Op.OPEN_WRITE, cursor, table.rootPage(), database, table.columns().size(), 0);
    int wanted = b.register();
    b.add(Op.STRING, 0, wanted, 0, value, 0);
    int end = b.label();
    int next = b.label();
    b.add(Op.REWIND, cursor, end);
    int top = b.here();
    int found = b.register();
    b.add(Op.COLUMN, cursor, column, found);
    b.add(Op.NE, wanted, next, found, null, P5.JUMP_IF_NULL);
    b.add(Op.DELETE, cursor, 0, 0, null, P5.SAVE_POSITION);
    b.resolve(next);
    b.add(Op.NEXT, cursor, top);
    b.resolve(end);
    b.add(Op.CLOSE, cursor);
  }

  private void index(Statement.Drop drop, @Nullable String schemaName, String name) {
    int database = catalog.databaseOfIndex(schemaName, name);
    if (database < 0) {
      missing(drop, "index", schemaName);
      return;
    }
    Schema schema = catalog.schema(database);
    Index index = schema.index(name);
    assert index != null;
    if (index.origin() != Index.Origin.CREATED) {
      throw new DbException.Sql(
          "index associated with UNIQUE or PRIMARY KEY constraint cannot be dropped");
    }
    SchemaNames.require(
        emission,
        AuthorizerAction.DELETE,
        AuthorizerAction.DROP_INDEX,
        AuthorizerAction.DROP_TEMP_INDEX,
        index.name(),
        index.table().name(),
        database);
    SchemaRows rows = new SchemaRows(emission, database);
    rows.deleteByName(index.name(), "index");
    statistics(schema, database, "idx", index.name());
    rows.changeCookie();
    rows.destroy(index.rootPage());
    b.add(Op.DROP_INDEX, database, 0, 0, index.name(), 0);
  }

  private void trigger(Statement.Drop drop, @Nullable String schemaName, String name) {
    for (int database : catalog.searchOrder()) {
      boolean here =
          schemaName == null
              || Ascii.equalsIgnoreCase(catalog.schema(database).databaseName(), schemaName);
      var trigger = here ? catalog.schema(database).trigger(name) : null;
      if (trigger != null) {
        SchemaNames.require(
            emission,
            AuthorizerAction.DELETE,
            AuthorizerAction.DROP_TRIGGER,
            AuthorizerAction.DROP_TEMP_TRIGGER,
            trigger.name(),
            trigger.table(),
            database);
        SchemaRows rows = new SchemaRows(emission, database);
        rows.deleteByName(trigger.name(), "trigger");
        rows.changeCookie();
        b.add(Op.DROP_TRIGGER, database, 0, 0, trigger.name(), 0);
        return;
      }
    }
    missing(drop, "trigger", schemaName);
  }
}

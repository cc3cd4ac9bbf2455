package tech.turso.codegen;

import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.ext.AuthorizerAction;
import tech.turso.schema.Catalog;
import tech.turso.schema.Index;
import tech.turso.schema.IndexColumn;
import tech.turso.schema.Relation;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.sql.ast.QualifiedName;

/**
 * Emits REINDEX: indexes are built again from their tables. The tree of a table WITHOUT ROWID,
 * which is its own source, is left as it is.
 *
 * <p>SQLite: build.c sqlite3Reindex, reindexTable, sqlite3RefillIndex.
 */
public final class ReindexEmitter {
  private final Emission emission;
  private final Catalog catalog;
  private final CreateIndexEmitter indexes;

  /** Emits into {@code emission}. */
  public ReindexEmitter(Emission emission) {
    this.emission = emission;
    this.catalog = emission.environment().catalog();
    this.indexes = new CreateIndexEmitter(emission);
  }

  /** Which indexes. */
  private interface Choice {
    boolean includes(Index index);
  }

  /**
   * Emits the statement.
   *
   * @param name of a collation, a table or an index, or the word EXPRESSIONS; null for all indexes
   */
  public void emit(@Nullable QualifiedName name) {
    if (name == null) {
      databases(index -> true);
      return;
    }
    String object = name.name().text();
    @Nullable String schemaName = SchemaNames.text(name.schema());
    if (schemaName == null && emission.environment().hasCollation(object)) {
      databases(index -> uses(index, object));
      return;
    }
    if (schemaName != null && catalog.number(schemaName) < 0) {
      throw new DbException.Sql("unknown database " + schemaName);
    }
    int database = catalog.databaseOfRelation(schemaName, object);
    if (database >= 0 && catalog.schema(database).relation(object) instanceof Table table) {
      table(database, table, index -> true);
      return;
    }
    database = catalog.databaseOfIndex(schemaName, object);
    Index index = database < 0 ? null : catalog.schema(database).index(object);
    if (index != null) {
      refill(database, index);
    } else if (schemaName == null && Ascii.equalsIgnoreCase(object, "expressions")) {
      databases(ReindexEmitter::hasExpression);
    } else {
      throw new DbException.Sql("unable to identify the object to be reindexed");
    }
  }

  private void databases(Choice choice) {
    for (int database = 0; database < catalog.size(); database++) {
      Schema schema = catalog.schema(database);
      for (Relation relation : schema.relations()) {
        if (relation instanceof Table table) {
          table(database, table, choice);
        }
      }
    }
  }

  private void table(int database, Table table, Choice choice) {
    for (Index index : table.indexes()) {
      if (choice.includes(index)) {
        refill(database, index);
      }
    }
  }

  private void refill(int database, Index index) {
    String schema = catalog.schema(database).databaseName();
    boolean allowed =
        emission
            .environment()
            .permissions()
            .allows(AuthorizerAction.REINDEX, index.name(), null, schema);
    if (allowed && !index.isTableItself()) {
      indexes.refill(index, database);
    }
  }

  private static boolean uses(Index index, String collation) {
    for (int i = 0; i < index.keyColumns(); i++) {
      if (Ascii.equalsIgnoreCase(index.columns().get(i).collation(), collation)) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasExpression(Index index) {
    for (IndexColumn column : index.columns()) {
      if (column.expr() != null) {
        return true;
      }
    }
    return false;
  }
}

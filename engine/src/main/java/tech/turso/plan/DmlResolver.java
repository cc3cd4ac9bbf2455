package tech.turso.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.schema.Catalog;
import tech.turso.schema.Relation;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.schema.View;
import tech.turso.sql.ast.FromClause;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.Select;
import tech.turso.sql.ast.Statement;

/**
 * Binds what INSERT, UPDATE and DELETE have beside expressions: the table that is changed, column
 * lists, RETURNING.
 */
public final class DmlResolver {
  private final Resolver resolver;
  private final ChangeRules rules;

  /** Binds names through {@code resolver}. */
  public DmlResolver(Resolver resolver, ChangeRules rules) {
    this.resolver = resolver;
    this.rules = rules;
  }

  /** The table that an INSERT changes. */
  public Target target(Statement.Insert insert) {
    return target(insert.table(), insert.alias(), null);
  }

  /** The table that an UPDATE or DELETE changes. */
  public Target target(FromClause.Source.Table written) {
    return target(written.name(), written.alias(), written);
  }

  private Target target(
      QualifiedName name, @Nullable Name alias, FromClause.Source.@Nullable Table written) {
    Catalog catalog = resolver.environment().catalog();
    @Nullable String schemaName = name.schema() == null ? null : name.schema().text();
    int database = catalog.databaseOfRelation(schemaName, name.name().text());
    if (database < 0) {
      throw FromResolver.noSuchTable(name);
    }
    Schema schema = catalog.schema(database);
    Relation relation = schema.relation(name.name().text());
    if (relation instanceof View view) {
      throw new DbException.Sql("cannot modify " + view.name() + " because it is a view");
    }
    if (!(relation instanceof Table table)) {
      throw FromResolver.noSuchTable(name);
    }
    if (table == schema.relation("sqlite_master") && !rules.schemaWritable()) {
      throw new DbException.Sql("table " + table.name() + " may not be modified");
    }
    if (table.kind() == Table.Kind.VIRTUAL) {
      throw new DbException.Sql("virtual tables cannot be changed yet: " + table.name());
    }
    String shown = alias != null ? alias.text() : table.name();
    Source source = Source.of(table, database, shown, 0);
    source.schemaName = schema.databaseName();
    if (written != null) {
      FromResolver.hint(written, source);
    }
    return new Target(table, database, source, alias != null ? shown : name.toString());
  }

  /** The columns that an INSERT gives values to. */
  public InsertColumns insertColumns(Statement.Insert insert, Target target) {
    if (!insert.columns().isEmpty()) {
      return InsertColumns.named(target, insert.columns());
    }
    return insert.source() == null ? InsertColumns.none(target) : InsertColumns.all(target);
  }

  /** The columns of RETURNING: expressions over a source of the table that has its own name. */
  public Returning returning(
      List<Select.ResultColumn> columns, Target target, Select.@Nullable With with) {
    Table table = target.table();
    Source row = Source.of(table, target.database(), table.name(), 0);
    row.schemaName = resolver.environment().catalog().schema(target.database()).databaseName();
    for (Select.ResultColumn column : columns) {
      if (column instanceof Select.ResultColumn.TableStar) {
        throw new DbException.Sql("RETURNING may not use \"TABLE.*\" wildcards");
      }
    }
    return new Returning(row, resolver.selectResolver(null).returning(columns, row, with));
  }

  /**
   * What RETURNING gives.
   *
   * @param row the changed row
   */
  public record Returning(Source row, List<Query.ResultColumn> columns) {}
}

package tech.turso.plan;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.ext.AuthorizerAction;
import tech.turso.schema.Catalog;
import tech.turso.schema.Index;
import tech.turso.schema.Relation;
import tech.turso.schema.Schema;
import tech.turso.schema.Table;
import tech.turso.schema.View;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.FromClause;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.OrderingTerm;
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
    return target(insert.table(), insert.alias(), null, c -> c.check(insert));
  }

  /** The table that an UPDATE changes. */
  public Target target(Statement.Update update) {
    FromClause.Source.Table written = update.table();
    return target(written.name(), written.alias(), written, c -> c.check(update));
  }

  /** The table that a DELETE changes. */
  public Target target(Statement.Delete delete) {
    FromClause.Source.Table written = delete.table();
    return target(written.name(), written.alias(), written, Consequences::checkDelete);
  }

  private Target target(
      QualifiedName name,
      @Nullable Name alias,
      FromClause.Source.@Nullable Table written,
      Consumer<Consequences> check) {
    Catalog catalog = resolver.environment().catalog();
    @Nullable String schemaName = name.schema() == null ? null : name.schema().text();
    int database = catalog.databaseOfRelation(schemaName, name.name().text());
    if (database < 0) {
      throw FromResolver.noSuchTable(name);
    }
    Schema schema = catalog.schema(database);
    Relation relation = schema.relation(name.name().text());
    if (relation == null) {
      throw FromResolver.noSuchTable(name);
    }
    check.accept(new Consequences(catalog, rules, database, relation));
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
      throw FromResolver.noSuchModule(table);
    }
    String shown = alias != null ? alias.text() : table.name();
    Source source = Source.of(table, database, shown, 0);
    source.schemaName = schema.databaseName();
    if (written != null) {
      FromResolver.hint(written, source);
    }
    return new Target(table, database, source, alias != null ? shown : name.toString());
  }

  /**
   * Asks for the change of the table by {@code action}.
   *
   * @return false if an authorizer wants it to be ignored
   */
  public boolean permits(AuthorizerAction action, Target target) {
    return resolver
        .environment()
        .permissions()
        .allows(action, target.table().name(), null, target.source().schemaName);
  }

  /** The columns that an INSERT gives values to. */
  public InsertColumns insertColumns(Statement.Insert insert, Target target) {
    if (!insert.columns().isEmpty()) {
      return InsertColumns.named(target, insert.columns());
    }
    return insert.source() == null ? InsertColumns.none(target) : InsertColumns.all(target);
  }

  /** A query that gives the rowid, or the primary key, of rows that will be changed. */
  public SelectQuery rows(
      Target target,
      List<Bound> where,
      List<OrderingTerm> orderBy,
      @Nullable Expr limit,
      @Nullable Expr offset,
      ExprResolver exprs) {
    SelectResolver selects = resolver.selectResolver(null);
    SelectQuery query = selects.empty();
    query.from.add(target.source());
    query.where.addAll(where);
    addKey(target, query);
    query.orderBy = selects.orderBy(orderBy, query, exprs);
    query.limit = selects.count(limit);
    query.offset = selects.count(offset);
    return query;
  }

  private static void addKey(Target target, SelectQuery query) {
    Index key = target.table().primaryKeyIndex();
    if (key == null) {
      addColumn(query, target.source(), Source.ROWID);
      return;
    }
    for (int i = 0; i < key.keyColumns(); i++) {
      addColumn(query, target.source(), key.columns().get(i).column());
    }
  }

  private static void addColumn(SelectQuery query, Source source, int column) {
    query.columns.add(new Query.ResultColumn(new Bound.Column(source, column), "", ""));
  }

  /**
   * The rows of an UPDATE with a FROM clause, and what they are given.
   *
   * @param query gives the rowid, or the primary key, and then the values of {@code set}
   */
  public record Joined(SelectQuery query, SetClause set) {}

  /** Binds an UPDATE with a FROM clause. */
  public Joined joined(Statement.Update update, Target target, FromClause from) {
    SelectResolver selects = resolver.selectResolver(resolver.rootScope(update.with()));
    resolver.environment().permissions().require(AuthorizerAction.SELECT, null, null, null);
    SelectQuery query = selects.empty();
    query.from.add(target.source());
    Scope scope = selects.scopeOf(query);
    new FromResolver(resolver, scope, query).add(from);
    for (Source other : query.from.subList(1, query.from.size())) {
      checkIsOther(target, update.table(), other, from);
    }
    ExprResolver exprs = new ExprResolver(resolver, scope);
    SetClause set = SetClause.of(target, update.assignments(), exprs);
    if (update.where() != null) {
      Bounds.conjuncts(exprs.scalar(update.where()), query.where);
    }
    addKey(target, query);
    if (update.limit() != null) {
      for (Query.ResultColumn column : query.columns) {
        query.groupBy.add(column.expr());
      }
      query.grouped = true;
    }
    for (Bound value : set.all()) {
      query.columns.add(new Query.ResultColumn(value, "", ""));
    }
    query.orderBy = selects.orderBy(update.orderBy(), query, exprs);
    query.limit = selects.count(update.limit());
    query.offset = selects.count(update.offset());
    return new Joined(query, set);
  }

  /** The same table under the same name cannot stand in FROM. SQLite: sameSrcAlias. */
  private static void checkIsOther(
      Target target, FromClause.Source.Table written, Source other, FromClause from) {
    if (other.table() != target.table()) {
      return;
    }
    for (FromClause.Term term : from.terms()) {
      if (term.source() instanceof FromClause.Source.Table t
          && Ascii.equalsIgnoreCase(t.name().name().text(), written.name().name().text())
          && isEqual(t.alias(), written.alias())) {
        Name alias = written.alias();
        throw new DbException.Sql(
            "target object/alias may not appear in FROM clause: "
                + (alias != null ? alias.text() : target.table().name()));
      }
    }
  }

  private static boolean isEqual(@Nullable Name a, @Nullable Name b) {
    return a == null || b == null ? a == b : Ascii.equalsIgnoreCase(a.text(), b.text());
  }

  /** The columns of RETURNING: expressions over the table by its own name alone. */
  public Returning returning(
      List<Select.ResultColumn> columns, Target target, Select.@Nullable With with) {
    Table table = target.table();
    Source row = Source.of(table, target.database(), table.name(), 0);
    row.schemaName = target.source().schemaName;
    row.hidesSchema = true;
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
  public record Returning(Source row, List<Query.ResultColumn> columns) {
    /**
     * Whether a query in {@code value} reads the table that is changed, so that its answer changes
     * from row to row. SQLite: trigger.c sqlite3ProcessReturningSubqueries.
     */
    public boolean isChanging(Bound value) {
      Table table = row.table();
      return table != null && TableReads.in(value, table);
    }
  }
}

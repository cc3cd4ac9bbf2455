package tech.turso.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.func.FunctionDef;
import tech.turso.schema.Table;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.Select;

/**
 * Step 1 of planning: binds every name of a statement, finds every error of names, and settles
 * affinities and collations.
 */
public final class Resolver {
  private final Environment environment;
  private final Typing typing;
  private boolean insideTrigger;

  /** Binds names in {@code environment}. */
  public Resolver(Environment environment) {
    this.environment = environment;
    this.typing = new Typing(environment);
  }

  /** Where names are looked up. */
  public Environment environment() {
    return environment;
  }

  /** The rules of comparisons. */
  public Typing typing() {
    return typing;
  }

  boolean insideTrigger() {
    return insideTrigger;
  }

  /** Allows, or forbids, RAISE. */
  public void insideTrigger(boolean inside) {
    insideTrigger = inside;
  }

  /** Binds a query that stands alone. */
  public Query resolveSelect(Select select) {
    return resolveSelect(select, (Scope) null);
  }

  /** Binds a query whose expressions may also see {@code outer}. */
  Query resolveSelect(Select select, @Nullable Scope outer) {
    return new SelectResolver(this, outer).resolve(select);
  }

  /** Binds a query that sees common tables of the statement around it. */
  public Query resolveSelect(Select select, Select.@Nullable With with) {
    return resolveSelect(select, rootScope(with));
  }

  /** A scope without sources that holds the tables of {@code with}. */
  @Nullable Scope rootScope(Select.@Nullable With with) {
    if (with == null) {
      return null;
    }
    Scope root = new Scope(null, null, List.of());
    root.commonTables = new CommonTables(with.tables(), null);
    return root;
  }

  /** Binds the FROM clause of an UPDATE into a query that has no columns yet. */
  SelectResolver selectResolver(@Nullable Scope outer) {
    return new SelectResolver(this, outer);
  }

  /** A binder of expressions of the schema over sources, such as the one table of a CHECK. */
  public ExprResolver over(List<Source> sources, @Nullable Restriction restriction) {
    Scope scope = new Scope(null, null, sources);
    scope.restriction = restriction;
    scope.isOfSchema = true;
    return new ExprResolver(this, scope);
  }

  /**
   * A binder of expressions of the statement over sources, such as the one table of a DELETE; its
   * queries see the tables of {@code with}.
   */
  public ExprResolver ofStatement(List<Source> sources, Select.@Nullable With with) {
    Scope scope = new Scope(null, null, sources);
    if (with != null) {
      scope.commonTables = new CommonTables(with.tables(), null);
    }
    return new ExprResolver(this, scope);
  }

  /**
   * A binder of expressions of ON CONFLICT DO UPDATE: over the row in the way, and the new one
   * under the name {@code excluded}.
   *
   * @param firstRegister of the new row's rowid; the columns follow by {@link Table#rowPosition}
   */
  public ExprResolver overConflict(
      Source row, Table table, int firstRegister, Select.@Nullable With with) {
    Scope scope = new Scope(null, null, List.of(row));
    scope.rows = List.of(new Scope.RowNames("excluded", table, firstRegister, false));
    if (with != null) {
      scope.commonTables = new CommonTables(with.tables(), null);
    }
    return new ExprResolver(this, scope);
  }

  /**
   * A binder of expressions over a row in registers.
   *
   * @param firstRegister of the rowid; the table's columns follow by {@link Table#rowPosition}
   */
  public ExprResolver overRow(Table table, int firstRegister, @Nullable Restriction restriction) {
    Scope scope = new Scope(null, null, List.of());
    scope.restriction = restriction;
    scope.isOfSchema = true;
    scope.rows = List.of(new Scope.RowNames(table.name(), table, firstRegister, true));
    return new ExprResolver(this, scope);
  }

  /**
   * The function for a call.
   *
   * @throws DbException.Sql if there is none
   */
  FunctionDef function(String name, int arguments, int position) {
    return environment.functions().resolve(name, arguments, position);
  }

  /** {@code x IN table}: as {@code x IN (SELECT * FROM table)}. */
  Bound inTable(Expr.InTable e, ExprResolver exprs, Scope scope) {
    return exprs.inQuery(
        exprs.resolve(e.operand()),
        new SelectResolver(this, scope).allOf(e.table(), e.arguments()));
  }

  /** A view, or a table, as it would stand in a FROM clause: its columns. */
  public Source sourceOf(tech.turso.schema.Relation relation) {
    SelectQuery query = new SelectQuery(environment.nextQueryId());
    Scope scope = new Scope(null, query, query.from);
    var name =
        new tech.turso.sql.ast.QualifiedName(null, tech.turso.sql.ast.Name.of(relation.name()));
    var source = new tech.turso.sql.ast.FromClause.Source.Table(name, null, null);
    environment.permissions().suspend();
    try {
      new FromResolver(this, scope, query)
          .add(
              new tech.turso.sql.ast.FromClause(
                  List.of(
                      new tech.turso.sql.ast.FromClause.Term(
                          tech.turso.sql.ast.FromClause.JoinOperator.INNER,
                          source,
                          null,
                          List.of()))));
    } finally {
      environment.permissions().resume();
    }
    return query.from.get(0);
  }

  /** A term of ORDER BY. */
  public SortTerm sortTerm(OrderingTerm term, Bound expr, int resultColumn) {
    boolean descending = term.isDescending();
    boolean bigNull =
        term.nulls() == OrderingTerm.Nulls.LAST && !descending
            || term.nulls() == OrderingTerm.Nulls.FIRST && descending;
    return new SortTerm(expr, typing.sortCollation(expr), descending, bigNull, resultColumn);
  }
}

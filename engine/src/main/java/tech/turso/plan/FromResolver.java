package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.base.ResultCode;
import tech.turso.ext.VirtualTable;
import tech.turso.schema.Catalog;
import tech.turso.schema.Relation;
import tech.turso.schema.Table;
import tech.turso.schema.View;
import tech.turso.sql.ast.BinaryOp;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.FromClause;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.Select;
import tech.turso.value.Affinity;

/**
 * Binds a FROM clause: looks up tables, views, common tables and functions, and turns ON, USING and
 * NATURAL into conditions.
 *
 * <p>SQLite: select.c selectExpander, sqlite3ProcessJoin.
 */
final class FromResolver {
  private final Resolver resolver;
  private final Environment environment;
  private final Scope scope;
  private final SelectQuery query;

  FromResolver(Resolver resolver, Scope scope, SelectQuery query) {
    this.resolver = resolver;
    this.environment = resolver.environment();
    this.scope = scope;
    this.query = query;
  }

  /** Adds the sources of {@code from} and their conditions to the query. */
  void add(FromClause from) {
    boolean keepOn = false;
    for (FromClause.Term term : from.terms()) {
      FromClause.JoinOperator.Kind kind = term.join().kind();
      keepOn |= kind == FromClause.JoinOperator.Kind.RIGHT;
      keepOn |= kind == FromClause.JoinOperator.Kind.FULL;
    }
    for (FromClause.Term term : from.terms()) {
      Source source = source(term.source());
      source.index = query.from.size();
      source.join = Source.Join.valueOf(term.join().kind().name());
      query.from.add(source);
      if (query.from.size() > Limits.MAX_JOIN_TABLES) {
        throw new DbException.Sql("at most 64 tables in a join");
      }
      List<Bound> conditions = conditions(term, source);
      if (source.join == Source.Join.INNER && !keepOn
          || source.join == Source.Join.CROSS && !keepOn) {
        query.where.addAll(conditions);
      } else {
        source.on.addAll(conditions);
      }
    }
  }

  private List<Bound> conditions(FromClause.Term term, Source source) {
    List<Bound> out = new ArrayList<>();
    List<String> using = new ArrayList<>();
    if (term.join().natural()) {
      for (Source.Offered offered : source.offered()) {
        if (!offered.hidden() && leftColumn(offered.name(), source) != null) {
          using.add(offered.name());
        }
      }
    }
    for (Name name : term.using()) {
      using.add(name.text());
    }
    for (String name : using) {
      int right = source.find(name);
      @Nullable Bound left = right < 0 ? null : leftColumn(name, source);
      if (left == null) {
        throw new DbException.Sql(
            "cannot join using column " + name + " - column not present in both tables");
      }
      ExprResolver exprs = new ExprResolver(resolver, scope);
      out.add(exprs.compare(BinaryOp.EQ, left, new Bound.Column(source, right)));
      source.isRead = true;
      Bounds.any(left, b -> b instanceof Bound.Column c && (c.source().isRead = true));
    }
    source.using.addAll(using);
    if (term.on() != null) {
      Bounds.conjuncts(new ExprResolver(resolver, scope).scalar(term.on()), out);
    }
    return out;
  }

  /** The column of that name on the left of {@code source}: merged ones as a whole. */
  private @Nullable Bound leftColumn(String name, Source source) {
    Scope left = new Scope(null, null, query.from.subList(0, source.index));
    return left.sources.isEmpty()
        ? null
        : left.lookup(new Expr.Column(null, null, Name.of(name), -1, -1)) instanceof Bound found
                && !isRowid(found)
            ? found
            : null;
  }

  private static boolean isRowid(Bound bound) {
    return bound instanceof Bound.Column c && c.column() == Source.ROWID;
  }

  private Source source(FromClause.Source source) {
    return switch (source) {
      case FromClause.Source.Table t -> table(t);
      case FromClause.Source.Function f -> function(f);
      case FromClause.Source.Subquery s -> {
        Query inner = resolver.resolveSelect(s.select(), outerScope());
        yield subquery(inner, text(s.alias()), List.of());
      }
      case FromClause.Source.Nested n -> nested(n);
    };
  }

  /** Subqueries in FROM do not see their siblings, only what is around the whole query. */
  private Scope outerScope() {
    Scope hidden = new Scope(scope.parent, null, List.of());
    hidden.commonTables = scope.commonTables;
    return hidden;
  }

  private Source table(FromClause.Source.Table t) {
    String name = t.name().name().text();
    @Nullable String schema = text(t.name().schema());
    String shown = t.alias() == null ? name : t.alias().text();
    if (schema == null) {
      CommonTables.Found common = CommonTables.find(scope.commonTables, name);
      if (common != null) {
        return commonTable(common, shown);
      }
    }
    Catalog catalog = environment.catalog();
    int database = catalog.databaseOfRelation(schema == null ? environment.home() : schema, name);
    if (database < 0) {
      VirtualTable eponymous = environment.tableFunction(name); // whatever the schema
      if (eponymous != null) {
        return functionSource(eponymous, name, shown, List.of());
      }
      if (schema == null && environment.home() != null) {
        throw new DbException.Sql("no such table: " + environment.home() + "." + t.name());
      }
      throw noSuchTable(t.name());
    }
    Relation relation = catalog.schema(database).relation(name);
    if (relation != null) {
      environment.expansion().reference(relation, name);
    }
    if (relation instanceof View view) {
      Source source = view(view, shown, database);
      source.writtenSchema = schema;
      return source;
    }
    if (!(relation instanceof Table table)) {
      throw noSuchTable(t.name());
    }
    if (table.kind() == Table.Kind.VIRTUAL) {
      throw noSuchModule(table);
    }
    Source source = Source.of(table, database, shown, scope.depth);
    source.schemaName = catalog.schema(database).databaseName();
    source.writtenSchema = schema;
    hint(t, source);
    return source;
  }

  /** The error for a virtual table whose module nobody has. */
  static DbException.Sql noSuchModule(Table table) {
    return new DbException.Sql("no such module: " + table.module());
  }

  static DbException.Sql noSuchTable(QualifiedName name) {
    return new DbException.Sql(ResultCode.ERROR, "no such table: " + name, -1);
  }

  /** Notes INDEXED BY and NOT INDEXED. */
  static void hint(FromClause.Source.Table t, Source source) {
    if (t.hint() == null) {
      return;
    }
    Name index = t.hint().index();
    if (index == null) {
      source.notIndexed = true;
      return;
    }
    Table table = source.table();
    boolean known = false;
    for (var candidate : table == null ? List.<tech.turso.schema.Index>of() : table.indexes()) {
      known |= Ascii.equalsIgnoreCase(candidate.name(), index.text());
    }
    if (!known) {
      throw new DbException.Sql("no such index: " + index.text());
    }
    source.indexedBy = index.text();
  }

  private Source commonTable(CommonTables.Found found, String shown) {
    // The body sees the tables of its own clause (its own name only to be refused) and those
    // around.
    Scope around = new Scope(null, null, List.of());
    around.commonTables = new CommonTables(others(found), found.in().outer());
    if (mentions(found.table())) {
      throw Unsupported.error("WITH RECURSIVE");
    }
    environment.expansion().reference(found.table(), found.table().name().text());
    String inside = environment.permissions().enter(found.table().name().text());
    Query inner = resolver.resolveSelect(found.table().select(), around);
    environment.permissions().back(inside);
    List<String> names = new ArrayList<>();
    for (Name name : found.table().columns()) {
      names.add(name.text());
    }
    if (!names.isEmpty() && names.size() != inner.columns().size()) {
      throw new DbException.Sql(
          "table "
              + found.table().name().text()
              + " has "
              + inner.columns().size()
              + " values for "
              + names.size()
              + " columns");
    }
    Source source = subquery(inner, shown, names);
    source.common = environment.use(found.table());
    source.relation = found.table().name().text();
    return source;
  }

  private static List<Select.CommonTable> others(CommonTables.Found found) {
    List<Select.CommonTable> out = new ArrayList<>(found.in().tables());
    out.remove(found.table());
    return out;
  }

  private static boolean mentions(Select.CommonTable table) {
    return new TableNames(table.name().text()).isIn(table.select());
  }

  private Source view(View view, String shown, int database) {
    environment.expansion().enter(view);
    String inside = environment.permissions().enter(view.name());
    try {
      Environment own = environment.forView(view.sql(), database);
      Resolver inner = new Resolver(own);
      Query body = inner.resolveSelect(view.select());
      if (!view.columnNames().isEmpty() && view.columnNames().size() != body.columns().size()) {
        throw new DbException.Sql(
            "expected "
                + view.columnNames().size()
                + " columns for '"
                + view.name()
                + "' but got "
                + body.columns().size());
      }
      Source source = subquery(body, shown, view.columnNames());
      source.relation = view.name();
      source.schemaName = environment.catalog().schema(database).databaseName();
      source.viewName = view.name();
      environment.continueAfter(own);
      return source;
    } finally {
      environment.permissions().back(inside);
      environment.expansion().leave(view);
    }
  }

  private Source function(FromClause.Source.Function f) {
    String name = f.name().name().text();
    VirtualTable table = environment.tableFunction(name);
    if (table == null) {
      int database = environment.catalog().databaseOfRelation(null, name);
      if (database >= 0 || CommonTables.find(scope.commonTables, name) != null) {
        throw new DbException.Sql("'" + name + "' is not a function");
      }
      throw noSuchTable(f.name());
    }
    ExprResolver exprs = new ExprResolver(resolver, scope);
    List<Bound> arguments = new ArrayList<>();
    for (Expr argument : f.arguments()) {
      arguments.add(exprs.scalar(argument));
    }
    String shown = f.alias() == null ? name : f.alias().text();
    return functionSource(table, name, shown, arguments);
  }

  private Source functionSource(
      VirtualTable table, String name, String shown, List<Bound> arguments) {
    if (environment.home() != null
        && !table.isInnocuous()
        && !environment.isOn(ConnectionFlag.TRUSTED_SCHEMA)) {
      throw new DbException.Sql("unsafe use of virtual table \"" + name + "\"");
    }
    List<Source.Offered> columns = new ArrayList<>();
    int hidden = 0;
    for (VirtualTable.Column c : table.columns()) {
      columns.add(
          new Source.Offered(
              c.name(), Affinity.ofDeclaredType(c.type()), "BINARY", c.type(), c.hidden(), null));
      hidden += c.hidden() ? 1 : 0;
    }
    if (arguments.size() > hidden) {
      throw new DbException.Sql("too many arguments on " + name + "() - max " + hidden);
    }
    return Source.of(new TableFunction(name, table, arguments), shown, columns, scope.depth);
  }

  private Source nested(FromClause.Source.Nested n) {
    SelectQuery inner = new SelectQuery(environment.nextQueryId());
    Scope innerScope = new Scope(scope.parent, inner, inner.from);
    innerScope.commonTables = scope.commonTables;
    new FromResolver(resolver, innerScope, inner).add(n.from());
    List<Source.Offered> offered = new ArrayList<>();
    for (Source source : inner.from) {
      for (int i = 0; i < source.offered().size(); i++) {
        Source.Offered o = source.offered().get(i);
        Bound column = new Bound.Column(source, i);
        boolean repeated = isUsing(source, o.name());
        inner.columns.add(new Query.ResultColumn(column, o.name(), o.name()));
        String table = o.table() != null ? o.table() : source.name();
        offered.add(
            new Source.Offered(
                o.name(),
                o.affinity(),
                o.collation(),
                o.declaredType(),
                o.hidden() || repeated,
                n.alias() == null ? table : null));
      }
    }
    Source source = Source.of(inner, text(n.alias()), offered, scope.depth);
    source.fromJoin = true;
    return source;
  }

  private static boolean isUsing(Source source, String name) {
    for (String using : source.using) {
      if (Ascii.equalsIgnoreCase(using, name)) {
        return true;
      }
    }
    return false;
  }

  private Source subquery(Query inner, @Nullable String shown, List<String> names) {
    List<Source.Offered> columns = SubqueryColumns.of(inner, names, resolver.typing());
    return Source.of(inner, shown, columns, scope.depth);
  }

  private static @Nullable String text(@Nullable Name name) {
    return name == null ? null : name.text();
  }
}

package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.base.ResultCode;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.FromClause;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.QualifiedName;
import tech.turso.sql.ast.Select;
import tech.turso.sql.ast.Select.CompoundOp;
import tech.turso.value.Collation;

/**
 * Binds one SELECT, VALUES or compound.
 *
 * <p>SQLite: resolve.c resolveSelectStep, select.c selectExpander.
 */
final class SelectResolver {
  private final Resolver resolver;
  private final Environment environment;
  private final @Nullable Scope outer;

  SelectResolver(Resolver resolver, @Nullable Scope outer) {
    this.resolver = resolver;
    this.environment = resolver.environment();
    this.outer = outer;
  }

  /** The bound query. */
  Query resolve(Select select) {
    @Nullable Scope around = outer;
    if (select.with() != null) {
      around = new Scope(outer, null, List.of());
      around.commonTables =
          new CommonTables(select.with().tables(), outer == null ? null : outer.commonTables);
    }
    SelectResolver inner = around == outer ? this : new SelectResolver(resolver, around);
    Permissions permissions = environment.permissions();
    if (!permissions.areAsked()) {
      return inner.resolveIts(select);
    }
    permissions.beginQuery(1 + select.rest().size());
    Query query = inner.resolveIts(select);
    permissions.endQuery();
    return query;
  }

  private Query resolveIts(Select select) {
    return select.isCompound() ? compound(select) : single(select);
  }

  private Query single(Select select) {
    Bound limit = count(select.limit());
    Bound offset = count(select.offset());
    switch (select.first()) {
      case Select.Core.Query core -> {
        SelectQuery query = core(core, select.orderBy());
        query.limit = limit;
        query.offset = offset;
        return query;
      }
      case Select.Core.Values values -> {
        ValuesQuery query = values(values);
        List<SortTerm> orderBy = valuesOrder(select.orderBy(), query);
        return new ValuesQuery(
            query.id(), query.columns(), query.rows(), orderBy, limit, offset, true);
      }
    }
  }

  /** A query without anything. */
  SelectQuery empty() {
    return new SelectQuery(environment.nextQueryId());
  }

  /** The names that expressions of {@code query} see. */
  Scope scopeOf(SelectQuery query) {
    return new Scope(outer, query, query.from);
  }

  /** Binds a LIMIT or OFFSET. */
  @Nullable Bound count(@Nullable Expr expr) {
    if (expr == null) {
      return null;
    }
    Scope scope = new Scope(null, null, List.of());
    scope.commonTables = outer == null ? null : outer.commonTables;
    return new ExprResolver(resolver, scope).scalar(expr);
  }

  private ValuesQuery values(Select.Core.Values values) {
    Scope scope = new Scope(outer, null, List.of());
    ExprResolver exprs = new ExprResolver(resolver, scope);
    List<List<Bound>> rows = new ArrayList<>();
    int width = values.rows().get(0).size();
    for (List<Expr> row : values.rows()) {
      if (row.size() != width) {
        throw new DbException.Sql("all VALUES must have the same number of terms");
      }
      List<Bound> bound = new ArrayList<>(width);
      for (Expr e : row) {
        bound.add(exprs.scalar(e));
      }
      rows.add(bound);
    }
    List<Query.ResultColumn> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      String name = "column" + (i + 1);
      columns.add(new Query.ResultColumn(rows.get(0).get(i), name, name));
    }
    return new ValuesQuery(
        environment.queryId(values), columns, rows, List.of(), null, null, outer != null);
  }

  private List<SortTerm> valuesOrder(List<OrderingTerm> terms, ValuesQuery query) {
    List<SortTerm> out = new ArrayList<>();
    int number = 0;
    for (OrderingTerm term : terms) {
      number++;
      int column = columnNumber(term.expr(), query.columns().size(), number, "ORDER");
      if (column < 0 && term.expr() instanceof Expr.Column c && c.table() == null) {
        column = named(query.columns(), c.column().text());
      }
      if (column < 0) {
        Scope scope = new Scope(outer, null, List.of());
        out.add(resolver.sortTerm(term, new ExprResolver(resolver, scope).scalar(term.expr()), -1));
      } else {
        out.add(resolver.sortTerm(term, query.columns().get(column).expr(), column));
      }
    }
    return out;
  }

  private static int named(List<Query.ResultColumn> columns, String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (Ascii.equalsIgnoreCase(columns.get(i).columnName(), name)) {
        return i;
      }
    }
    return -1;
  }

  // ---- one SELECT ----

  private SelectQuery core(Select.Core.Query core, List<OrderingTerm> orderBy) {
    SelectQuery query = new SelectQuery(environment.queryId(core));
    query.distinct = core.distinct();
    Scope scope = new Scope(outer, query, query.from);
    FromResolver from = new FromResolver(resolver, scope, query);
    if (core.from() != null) {
      from.add(core.from());
    }
    ExprResolver exprs = new ExprResolver(resolver, scope);
    scope.aggregates = Scope.Aggregates.ALLOWED;
    List<Scope.Alias> aliases = resultColumns(core.columns(), query, scope, exprs);
    scope.aliases = aliases;
    boolean computes = query.isAggregate() || !core.groupBy().isEmpty();
    scope.aggregates = computes ? Scope.Aggregates.UNCOMPUTED : Scope.Aggregates.FORBIDDEN;
    if (core.where() != null) {
      List<Bound> joins = new ArrayList<>(query.where);
      query.where.clear();
      Bounds.conjuncts(exprs.scalar(core.where()), query.where);
      query.where.addAll(joins);
    }
    scope.aggregates = Scope.Aggregates.ALLOWED;
    groupBy(core, query, exprs);
    if (core.having() != null) {
      query.having = exprs.scalar(core.having());
      if (!query.isAggregate()) {
        throw new DbException.Sql("HAVING clause on a non-aggregate query");
      }
    }
    if (!query.isAggregate()) {
      scope.aggregates = Scope.Aggregates.UNCOMPUTED;
    }
    query.orderBy = orderBy(orderBy, query, exprs);
    scope.aggregates = Scope.Aggregates.FORBIDDEN;
    environment.permissions().unread(query);
    return query;
  }

  /** Binds RETURNING: result columns over the changed row, without aggregates. */
  List<Query.ResultColumn> returning(
      List<Select.ResultColumn> columns, Source row, Select.@Nullable With with) {
    SelectQuery query = new SelectQuery(environment.nextQueryId());
    query.from.add(row);
    Scope scope = new Scope(outer, query, query.from);
    if (with != null) {
      scope.commonTables = new CommonTables(with.tables(), null);
    }
    resultColumns(columns, query, scope, new ExprResolver(resolver, scope));
    return query.columns;
  }

  private List<Scope.Alias> resultColumns(
      List<Select.ResultColumn> columns, SelectQuery query, Scope scope, ExprResolver exprs) {
    List<Scope.Alias> aliases = new ArrayList<>();
    for (Select.ResultColumn column : columns) {
      switch (column) {
        case Select.ResultColumn.Value value -> {
          Bound bound = exprs.scalar(value.expr());
          String name = name(value, bound);
          if (value.alias() != null) {
            aliases.add(new Scope.Alias(value.alias().text(), bound));
          }
          query.columns.add(
              new Query.ResultColumn(bound, shown(value, bound, name), columnName(value, name)));
        }
        case Select.ResultColumn.Star star -> Stars.addAll(query, exprs, null, longNames());
        case Select.ResultColumn.TableStar star ->
            Stars.addAll(query, exprs, star.table(), longNames());
      }
    }
    if (query.columns.size() > Limits.MAX_COLUMNS) {
      throw new DbException.Sql("too many columns in result set");
    }
    return aliases;
  }

  private String name(Select.ResultColumn.Value value, Bound bound) {
    if (value.alias() != null) {
      return value.alias().text();
    }
    if (bound instanceof Bound.Column c && isName(value.expr())) {
      return Stars.originName(c);
    }
    return environment.sql().substring(value.textStart(), value.textEnd());
  }

  /** The name that the API shows: flags of the connection may change that of a plain column. */
  private String shown(Select.ResultColumn.Value value, Bound bound, String name) {
    if (value.alias() != null || !(bound instanceof Bound.Column c) || !isName(value.expr())) {
      return name;
    }
    if (environment.isOn(ConnectionFlag.FULL_COLUMN_NAMES)) {
      return tableName(c) + "." + name;
    }
    return environment.isOn(ConnectionFlag.SHORT_COLUMN_NAMES)
        ? name
        : environment.sql().substring(value.textStart(), value.textEnd());
  }

  private boolean longNames() {
    return environment.isOn(ConnectionFlag.FULL_COLUMN_NAMES)
        && !environment.isOn(ConnectionFlag.SHORT_COLUMN_NAMES);
  }

  /** The name of a column's table, not its alias. */
  private static @Nullable String tableName(Bound.Column column) {
    Source source = column.source();
    if (source.table() != null) {
      return source.table().name();
    }
    return source.name() == null && source.query() != null
        ? "(subquery-" + source.query().id() + ")"
        : source.name();
  }

  private static boolean isName(Expr expr) {
    return expr instanceof Expr.Column;
  }

  private static String columnName(Select.ResultColumn.Value value, String name) {
    return value.alias() == null && value.expr() instanceof Expr.Column c
        ? name.isEmpty() ? c.column().text() : name
        : name;
  }

  private void groupBy(Select.Core.Query core, SelectQuery query, ExprResolver exprs) {
    if (core.groupBy().size() > Limits.MAX_COLUMNS) {
      throw new DbException.Sql("too many terms in GROUP BY clause");
    }
    int number = 0;
    for (Expr term : core.groupBy()) {
      number++;
      int column = columnNumber(term, query.columns.size(), number, "GROUP");
      Bound bound = column >= 0 ? query.columns.get(column).expr() : exprs.scalar(term);
      if (Bounds.any(bound, b -> b instanceof Bound.Aggregate)) {
        throw new DbException.Sql(
            ResultCode.ERROR, "aggregate functions are not allowed in the GROUP BY clause", -1);
      }
      query.groupBy.add(bound);
    }
    query.grouped = !core.groupBy().isEmpty();
  }

  /**
   * The column that a term of ORDER BY or GROUP BY names by its number, from 0; -1 if it is no
   * number.
   */
  private static int columnNumber(Expr term, int columns, int number, String clause) {
    Expr e = term;
    while (e instanceof Expr.Collate collate) {
      e = collate.operand();
    }
    long value;
    if (e instanceof Expr.IntegerLiteral literal && literal.fits()) {
      value = literal.value();
    } else if (e instanceof Expr.Unary unary
        && unary.op() == tech.turso.sql.ast.UnaryOp.MINUS
        && unary.operand() instanceof Expr.IntegerLiteral literal
        && literal.fits()) {
      value = -literal.value();
    } else {
      return -1;
    }
    if (value < 1 || value > columns) {
      throw new DbException.Sql(
          ordinal(number)
              + " "
              + clause
              + " BY term out of range - should be between 1 and "
              + columns);
    }
    return (int) value - 1;
  }

  /** {@code 1st}, {@code 2nd}, {@code 11th} ... */
  static String ordinal(int n) {
    int last = n % 10;
    String suffix =
        n / 10 % 10 == 1 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
    return n + suffix;
  }

  /** Binds ORDER BY of a query whose columns are bound. */
  List<SortTerm> orderBy(List<OrderingTerm> terms, SelectQuery query, ExprResolver exprs) {
    List<SortTerm> out = new ArrayList<>();
    if (terms.size() > Limits.MAX_COLUMNS) {
      throw new DbException.Sql("too many terms in ORDER BY clause");
    }
    int number = 0;
    for (OrderingTerm term : terms) {
      number++;
      int column = columnNumber(term.expr(), query.columns.size(), number, "ORDER");
      if (column < 0) {
        column = aliasColumn(term.expr(), query, exprs);
      }
      Bound bound;
      if (column >= 0) {
        bound = recollated(term.expr(), query.columns.get(column).expr());
      } else {
        bound = exprs.scalar(term.expr());
        column = equalColumn(bound, query);
      }
      out.add(resolver.sortTerm(term, bound, column));
    }
    return out;
  }

  /** Puts the COLLATEs that stand around a column's number or alias around what it names. */
  private Bound recollated(Expr term, Bound column) {
    return term instanceof Expr.Collate c
        ? new Bound.Collate(
            recollated(c.operand(), column), environment.collation(c.collation().text()))
        : column;
  }

  /** A lone name that is an alias of a result column wins over a column in ORDER BY. */
  private static int aliasColumn(Expr term, SelectQuery query, ExprResolver exprs) {
    Expr e = term;
    while (e instanceof Expr.Collate collate) {
      e = collate.operand();
    }
    return e instanceof Expr.Column c && c.table() == null
        ? exprs.aliasIndex(c.column().text(), query)
        : -1;
  }

  private static int equalColumn(Bound bound, SelectQuery query) {
    for (int i = 0; i < query.columns.size(); i++) {
      if (query.columns.get(i).expr().equals(bound)) {
        return i;
      }
    }
    return -1;
  }

  // ---- compounds ----

  private Query compound(Select select) {
    if (select.rest().size() + 1 > Limits.MAX_COMPOUND_SELECT) {
      throw new DbException.Sql("too many terms in compound SELECT");
    }
    List<Arm> arms = new ArrayList<>();
    arms.add(arm(select.first()));
    for (Select.Arm a : select.rest()) {
      Arm next = arm(a.core());
      if (next.query.columns().size() != arms.get(0).query.columns().size()) {
        throw new DbException.Sql(
            a.core() instanceof Select.Core.Values && select.first() instanceof Select.Core.Values
                ? "all VALUES must have the same number of terms"
                : "SELECTs to the left and right of "
                    + a.op().symbol()
                    + " do not have the same number of result columns");
      }
      arms.add(next);
    }
    List<Collation> collations = collations(arms);
    List<SortTerm> orderBy = compoundOrder(select.orderBy(), arms, collations);
    Bound limit = count(select.limit());
    Bound offset = count(select.offset());
    if (isReordered(select)) {
      Query inner = compound(select, arms, collations, List.of(), null, null);
      return reordered(inner, orderBy, limit, offset);
    }
    return compound(select, arms, collations, orderBy, limit, offset);
  }

  /** Whether ORDER BY may ask for another collation than that by which rows are equal. */
  private static boolean isReordered(Select select) {
    boolean explicit = false;
    for (OrderingTerm term : select.orderBy()) {
      explicit |= term.expr() instanceof Expr.Collate;
    }
    boolean compares = false;
    for (Select.Arm arm : select.rest()) {
      compares |= arm.op() != CompoundOp.UNION_ALL;
    }
    return explicit && compares;
  }

  /**
   * {@code SELECT * FROM (compound) ORDER BY ...}.
   *
   * <p>SQLite: select.c convertCompoundSelectToSubquery.
   */
  private Query reordered(
      Query inner, List<SortTerm> orderBy, @Nullable Bound limit, @Nullable Bound offset) {
    SelectQuery query = new SelectQuery(environment.nextQueryId());
    Scope scope = new Scope(outer, query, query.from);
    Source source =
        Source.of(
            inner, null, SubqueryColumns.of(inner, List.of(), resolver.typing()), scope.depth);
    query.from.add(source);
    for (int i = 0; i < inner.columns().size(); i++) {
      Query.ResultColumn column = inner.columns().get(i);
      query.columns.add(
          new Query.ResultColumn(new Bound.Column(source, i), column.name(), column.columnName()));
    }
    for (SortTerm term : orderBy) {
      query.orderBy.add(
          new SortTerm(
              new Bound.Column(source, term.resultColumn()),
              term.collation(),
              term.descending(),
              term.bigNull(),
              term.resultColumn()));
    }
    query.limit = limit;
    query.offset = offset;
    query.correlated = inner.isCorrelated();
    return query;
  }

  private Query compound(
      Select select,
      List<Arm> arms,
      List<Collation> collations,
      List<SortTerm> orderBy,
      @Nullable Bound limit,
      @Nullable Bound offset) {
    Query query = arms.get(0).query;
    int n = select.rest().size();
    for (int i = 0; i < n; i++) {
      CompoundOp op = select.rest().get(i).op();
      boolean last = i == n - 1;
      Query right = arms.get(i + 1).query;
      query =
          new CompoundQuery(
              right.id(),
              op,
              query,
              right,
              arms.get(0).query.columns(),
              collations,
              last ? orderBy : List.of(),
              last ? limit : null,
              last ? offset : null,
              query.isCorrelated() || right.isCorrelated());
    }
    return query;
  }

  private record Arm(Query query, @Nullable Scope scope) {}

  private Arm arm(Select.Core core) {
    return switch (core) {
      case Select.Core.Query q -> {
        SelectQuery query = core(q, List.of());
        query.inCompound = true;
        yield new Arm(query, armScope(query, q));
      }
      case Select.Core.Values v -> new Arm(values(v), null);
    };
  }

  /** The names that ORDER BY of a compound can match in an arm. */
  private Scope armScope(SelectQuery query, Select.Core.Query core) {
    Scope scope = new Scope(outer, query, query.from);
    scope.aggregates = Scope.Aggregates.ALLOWED;
    List<Scope.Alias> aliases = new ArrayList<>();
    for (Select.ResultColumn column : core.columns()) {
      if (column instanceof Select.ResultColumn.Value v && v.alias() != null) {
        for (Query.ResultColumn c : query.columns) {
          if (c.columnName().equals(v.alias().text())) {
            aliases.add(new Scope.Alias(v.alias().text(), c.expr()));
            break;
          }
        }
      }
    }
    scope.aliases = aliases;
    return scope;
  }

  private List<Collation> collations(List<Arm> arms) {
    List<Collation> out = new ArrayList<>();
    for (int i = 0; i < arms.get(0).query.columns().size(); i++) {
      @Nullable Collation of = null;
      for (Arm arm : arms) {
        of = resolver.typing().collationOf(arm.query.columns().get(i).expr());
        if (of != null) {
          break;
        }
      }
      out.add(of == null ? environment.binary() : of);
    }
    return out;
  }

  private List<SortTerm> compoundOrder(
      List<OrderingTerm> terms, List<Arm> arms, List<Collation> collations) {
    List<SortTerm> out = new ArrayList<>();
    int number = 0;
    for (OrderingTerm term : terms) {
      number++;
      int columns = arms.get(0).query.columns().size();
      int column = columnNumber(term.expr(), columns, number, "ORDER");
      Expr bare = term.expr();
      @Nullable Collation explicit = null;
      while (bare instanceof Expr.Collate c) {
        if (explicit == null) {
          explicit = environment.collation(c.collation().text());
        }
        bare = c.operand();
      }
      for (int i = 0; column < 0 && i < arms.size(); i++) {
        column = match(bare, arms.get(i));
      }
      if (column < 0) {
        throw new DbException.Sql(
            ordinal(number) + " ORDER BY term does not match any column in the result set");
      }
      Bound expr = arms.get(0).query.columns().get(column).expr();
      SortTerm plain = resolver.sortTerm(term, expr, column);
      out.add(
          new SortTerm(
              expr,
              explicit != null ? explicit : collations.get(column),
              plain.descending(),
              plain.bigNull(),
              column));
    }
    return out;
  }

  private int match(Expr expr, Arm arm) {
    if (expr instanceof Expr.Column c && c.table() == null) {
      int named = named(arm.query.columns(), c.column().text());
      if (named >= 0) {
        return named;
      }
    }
    if (arm.scope == null) {
      return -1;
    }
    try {
      Bound bound = new ExprResolver(resolver, arm.scope).resolve(expr);
      for (int i = 0; i < arm.query.columns().size(); i++) {
        if (arm.query.columns().get(i).expr().equals(bound)) {
          return i;
        }
      }
    } catch (DbException.Sql notInThisArm) {
      return -1;
    }
    return -1;
  }

  /** {@code SELECT * FROM table(arguments)}. */
  Query allOf(QualifiedName table, List<Expr> arguments) {
    SelectQuery query = new SelectQuery(environment.nextQueryId());
    Scope scope = new Scope(outer, query, query.from);
    FromClause.Source source =
        arguments.isEmpty()
            ? new FromClause.Source.Table(table, null, null)
            : new FromClause.Source.Function(table, arguments, null);
    new FromResolver(resolver, scope, query)
        .add(
            new FromClause(
                List.of(
                    new FromClause.Term(FromClause.JoinOperator.INNER, source, null, List.of()))));
    Stars.addAll(query, new ExprResolver(resolver, scope), null, false);
    return query;
  }
}

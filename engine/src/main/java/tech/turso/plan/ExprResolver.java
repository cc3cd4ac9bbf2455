package tech.turso.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.base.Limits;
import tech.turso.base.ResultCode;
import tech.turso.ext.FunctionFlags;
import tech.turso.func.FunctionDef;
import tech.turso.sql.ast.BinaryOp;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.value.Affinity;
import tech.turso.value.Collation;
import tech.turso.value.Numbers;
import tech.turso.value.Register;

/**
 * Binds the names of expressions and settles the affinity and collation of every comparison.
 *
 * <p>SQLite: resolve.c resolveExprStep.
 */
public final class ExprResolver {
  private final Resolver resolver;
  private final Environment environment;
  private final Typing typing;
  private final Scope scope;

  ExprResolver(Resolver resolver, Scope scope) {
    this.resolver = resolver;
    this.environment = resolver.environment();
    this.typing = resolver.typing();
    this.scope = scope;
  }

  /** The bound form of a value. */
  public Bound resolve(Expr expr) {
    return switch (expr) {
      case Expr.NullLiteral e -> new Bound.Null();
      case Expr.IntegerLiteral e -> integer(e, false);
      case Expr.RealLiteral e -> real(e.text());
      case Expr.StringLiteral e -> new Bound.Text(e.value());
      case Expr.BlobLiteral e -> new Bound.Blob(e.hex());
      case Expr.BooleanLiteral e -> new Bound.Int(e.value() ? 1 : 0);
      case Expr.CurrentTime e -> call(e.kind().name(), List.of(), e);
      case Expr.Column e -> column(e);
      case Expr.Variable e -> variable(e);
      case Expr.Unary e -> unary(e);
      case Expr.Binary e -> binary(e);
      case Expr.Is e -> is(e);
      case Expr.IsNull e -> new Bound.IsNull(scalar(e.operand()), e.not());
      case Expr.Between e -> not(between(e), e.not());
      case Expr.InList e -> not(inList(e), e.not());
      case Expr.InSelect e -> not(inSelect(e), e.not());
      case Expr.InTable e -> not(resolver.inTable(e, this, scope), e.not());
      case Expr.Like e -> not(like(e), e.not());
      case Expr.Case e -> caseOf(e);
      case Expr.Cast e -> new Bound.Cast(scalar(e.operand()), castAffinity(e.type().text()));
      case Expr.Collate e ->
          new Bound.Collate(resolve(e.operand()), environment.collation(e.collation().text()));
      case Expr.Call e -> call(e);
      case Expr.Exists e -> new Bound.Exists(query(e.select(), e.start()));
      case Expr.Subquery e -> subquery(e);
      case Expr.Row e -> new Bound.Row(resolveAll(e.elements()));
      case Expr.Raise e -> raise(e);
    };
  }

  /** Index of the first result column whose alias is {@code name}; -1 if there is none. */
  int aliasIndex(String name, SelectQuery query) {
    for (Scope.Alias alias : scope.aliases) {
      if (Ascii.equalsIgnoreCase(alias.name(), name)) {
        for (int i = 0; i < query.columns.size(); i++) {
          if (query.columns.get(i).expr() == alias.expr()) {
            return i;
          }
        }
      }
    }
    return -1;
  }

  /** The bound form of each. */
  public List<Bound> resolveAll(List<Expr> exprs) {
    List<Bound> out = new ArrayList<>(exprs.size());
    for (Expr e : exprs) {
      out.add(resolve(e));
    }
    return out;
  }

  /** The bound form of an expression that must be a single value. */
  public Bound scalar(Expr expr) {
    Bound bound = resolve(expr);
    int width = width(bound);
    if (width != 1) {
      if (bound instanceof Bound.RowQuery) {
        throw new DbException.Sql("sub-select returns " + width + " columns - expected 1");
      }
      throw new DbException.Sql(ResultCode.ERROR, "row value misused", -1);
    }
    return bound;
  }

  private static Affinity castAffinity(String type) {
    return Affinity.ofDeclaredType(type);
  }

  private static Bound not(Bound expr, boolean not) {
    return not ? new Bound.Not(expr) : expr;
  }

  /** How many values an expression gives: more than 1 for row values. */
  static int width(Bound expr) {
    return switch (expr) {
      case Bound.Row row -> row.elements().size();
      case Bound.RowQuery query -> query.query().columns().size();
      case Bound.Collate collate -> width(collate.operand());
      default -> 1;
    };
  }

  private static Bound integer(Expr.IntegerLiteral e, boolean negative) {
    if (e.fits() && !(negative && e.value() == Long.MIN_VALUE)) {
      return new Bound.Int(negative ? -e.value() : e.value());
    }
    if (e.isHexadecimal()) {
      throw new DbException.Sql(
          ResultCode.ERROR, "hex literal too big: " + (negative ? "-" : "") + e.text(), e.start());
    }
    if (negative && e.isMinimumNegated()) {
      return new Bound.Int(Long.MIN_VALUE);
    }
    Bound real = real(e.text());
    return negative && real instanceof Bound.Real r ? new Bound.Real(-r.value()) : real;
  }

  private static Bound real(String text) {
    Register r = new Register();
    r.setText(text);
    return new Bound.Real(Numbers.realOf(r));
  }

  private Bound variable(Expr.Variable e) {
    Restriction restriction = scope.restriction;
    if (restriction != null && restriction.parameters()) {
      throw new DbException.Sql(
          ResultCode.ERROR, "parameters prohibited in " + restriction.place(), e.start());
    }
    return new Bound.Variable(e.number());
  }

  /** What a name stands for, or NULL if the authorizer wants it to be ignored. */
  Bound permitted(Bound found) {
    Permissions permissions = environment.permissions();
    if (!permissions.areAsked() || scope.isOfSchema || scope.isAlias(found)) {
      return found;
    }
    boolean ignored =
        Bounds.any(
            found,
            b -> b instanceof Bound.Column c && !permissions.allowsRead(c, environment.catalog()));
    return ignored ? new Bound.Null() : found;
  }

  /** What a column's name stands for, all that USING merges into it; null if nothing. */
  @Nullable Bound whole(Expr.Column name) {
    return scope.lookup(name);
  }

  /** What the statement may do. */
  Permissions permissions() {
    return environment.permissions();
  }

  private Bound column(Expr.Column e) {
    Bound found = scope.lookup(e);
    if (found != null) {
      if (scope.aggregates == Scope.Aggregates.INSIDE
          || scope.aggregates == Scope.Aggregates.FORBIDDEN) {
        checkAliasedAggregate(found, e);
      }
      return permitted(found);
    }
    String name = e.column().text();
    if (e.table() == null) {
      if (e.column().isDoubleQuoted()
          && (scope.restriction == null || scope.restriction.doubleQuotedStrings())) {
        return new Bound.Text(name);
      }
      if (!e.column().isQuoted()) {
        if (Ascii.equalsIgnoreCase(name, "true")) {
          return new Bound.Int(1);
        }
        if (Ascii.equalsIgnoreCase(name, "false")) {
          return new Bound.Int(0);
        }
      }
    }
    throw new DbException.Sql(ResultCode.ERROR, "no such column: " + Scope.qualified(e), e.start());
  }

  private static void checkAliasedAggregate(Bound found, Expr.Column e) {
    if (Bounds.any(found, b -> b instanceof Bound.Aggregate)) {
      throw new DbException.Sql(
          ResultCode.ERROR, "misuse of aliased aggregate " + e.column().text(), e.start());
    }
  }

  private Bound unary(Expr.Unary e) {
    return switch (e.op()) {
      case NOT -> new Bound.Not(scalar(e.operand()));
      case BIT_NOT -> new Bound.BitNot(scalar(e.operand()));
      case PLUS -> new Bound.Plus(scalar(e.operand()));
      case MINUS -> {
        if (e.operand() instanceof Expr.IntegerLiteral literal) {
          yield integer(literal, true);
        }
        if (e.operand() instanceof Expr.RealLiteral literal
            && real(literal.text()) instanceof Bound.Real real) {
          yield new Bound.Real(-real.value());
        }
        yield new Bound.Negate(scalar(e.operand()));
      }
    };
  }

  private Bound binary(Expr.Binary e) {
    BinaryOp op = e.op();
    if (op.isComparison()) {
      Bound left = resolve(e.left());
      Bound right = resolve(e.right());
      return compare(op, left, right);
    }
    Bound left = scalar(e.left());
    Bound right = scalar(e.right());
    return switch (op) {
      case AND -> new Bound.And(left, right);
      case OR -> new Bound.Or(left, right);
      case ARROW, LONG_ARROW -> functionCall(op.symbol(), List.of(left, right), e);
      default -> new Bound.Arithmetic(op, left, right);
    };
  }

  /** A comparison with its affinity and collation. */
  public Bound compare(BinaryOp op, Bound left, Bound right) {
    int width = width(left);
    if (width == 1 && width(right) == 1) {
      return new Bound.Compare(
          op, left, right, compareAffinity(left, right), typing.compareCollation(left, right));
    }
    return compareRows(op, left, right);
  }

  private static Affinity compareAffinity(Bound left, Bound right) {
    return Typing.compareAffinity(left.affinity(), right.affinity());
  }

  private Bound compareRows(BinaryOp op, Bound left, Bound right) {
    List<Bound> a = elements(left);
    List<Bound> b = elements(right);
    if (a.size() != b.size()) {
      throw new DbException.Sql("row value misused");
    }
    List<Affinity> affinities = new ArrayList<>();
    List<Collation> collations = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      affinities.add(compareAffinity(a.get(i), b.get(i)));
      collations.add(typing.compareCollation(a.get(i), b.get(i)));
    }
    return new Bound.RowCompare(op, a, b, affinities, collations);
  }

  /** The values of a row value; a query's are its columns. */
  static List<Bound> elements(Bound expr) {
    return switch (expr) {
      case Bound.Row row -> row.elements();
      case Bound.RowQuery query -> {
        List<Bound> out = new ArrayList<>();
        for (int i = 0; i < query.query().columns().size(); i++) {
          out.add(new Bound.Scalar(query.query(), i));
        }
        yield out;
      }
      default -> List.of(expr);
    };
  }

  private Bound is(Expr.Is e) {
    Boolean truth = truthLiteral(e.right());
    if (truth != null) {
      return new Bound.IsTruth(scalar(e.left()), truth, e.not());
    }
    Bound left = resolve(e.left());
    Bound right = resolve(e.right());
    if (width(left) != 1 || width(right) != 1) {
      return isRows(left, right, e.not());
    }
    return isOf(left, right, e.not());
  }

  private Bound isRows(Bound left, Bound right, boolean not) {
    List<Bound> a = elements(left);
    List<Bound> b = elements(right);
    if (a.size() != b.size()) {
      throw new DbException.Sql("row value misused");
    }
    Bound all = isOf(a.get(0), b.get(0), false);
    for (int i = 1; i < a.size(); i++) {
      all = new Bound.And(all, isOf(a.get(i), b.get(i), false));
    }
    return not(all, not);
  }

  private Bound isOf(Bound left, Bound right, boolean not) {
    return new Bound.Is(
        left, right, not, compareAffinity(left, right), typing.compareCollation(left, right));
  }

  /** TRUE or FALSE where the word is a bare name that no column has; else null. */
  private @Nullable Boolean truthLiteral(Expr expr) {
    if (expr instanceof Expr.Column c && c.table() == null && !c.column().isQuoted()) {
      boolean isTrue = Ascii.equalsIgnoreCase(c.column().text(), "true");
      boolean isFalse = Ascii.equalsIgnoreCase(c.column().text(), "false");
      if ((isTrue || isFalse) && scope.lookup(c) == null) {
        return isTrue;
      }
    }
    return null;
  }

  private Bound between(Expr.Between e) {
    Bound operand = resolve(e.operand());
    Bound low = resolve(e.low());
    Bound high = resolve(e.high());
    if (width(operand) != 1 || width(low) != 1 || width(high) != 1) {
      return new Bound.And(
          compareRows(BinaryOp.GE, operand, low), compareRows(BinaryOp.LE, operand, high));
    }
    return new Bound.Between(
        operand,
        low,
        high,
        compareAffinity(operand, low),
        typing.compareCollation(operand, low),
        compareAffinity(operand, high),
        typing.compareCollation(operand, high));
  }

  private Bound inList(Expr.InList e) {
    Bound operand = resolve(e.operand());
    int width = width(operand);
    List<Bound> list = resolveAll(e.list());
    for (Bound element : list) {
      if (width(element) != width) {
        throw new DbException.Sql(
            width == 1
                ? "row value misused"
                : "IN(...) element has "
                    + width(element)
                    + (width(element) == 1 ? " term" : " terms")
                    + " - expected "
                    + width);
      }
    }
    if (width > 1) {
      return inRows(operand, list);
    }
    Affinity affinity = Typing.listAffinity(operand);
    return new Bound.InList(operand, list, affinity, typing.sortCollation(operand));
  }

  private Bound inRows(Bound operand, List<Bound> list) {
    if (list.isEmpty()) {
      return new Bound.Int(0);
    }
    Bound any = compareRows(BinaryOp.EQ, operand, list.get(0));
    for (Bound row : list.subList(1, list.size())) {
      any = new Bound.Or(any, compareRows(BinaryOp.EQ, operand, row));
    }
    return any;
  }

  private Bound inSelect(Expr.InSelect e) {
    return inQuery(resolve(e.operand()), query(e.select(), e.start()));
  }

  /** {@code operand IN (query)} with its affinities and collations. */
  Bound inQuery(Bound operand, Query query) {
    List<Bound> operands = elements(operand);
    int columns = query.columns().size();
    if (columns != operands.size()) {
      throw new DbException.Sql(
          "sub-select returns "
              + columns
              + (columns == 1 ? " column" : " columns")
              + " - expected "
              + operands.size());
    }
    List<Affinity> affinities = new ArrayList<>();
    List<Collation> collations = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      Bound left = operands.get(i);
      Bound right = query.columns().get(i).expr();
      affinities.add(compareAffinity(left, right));
      collations.add(typing.compareCollation(left, right));
    }
    return new Bound.InQuery(operands, query, affinities, collations);
  }

  private Bound like(Expr.Like e) {
    List<Expr> arguments = new ArrayList<>();
    arguments.add(e.pattern());
    arguments.add(e.operand());
    if (e.escape() != null) {
      arguments.add(e.escape());
    }
    return call(e.op().name(), arguments, e);
  }

  private Bound caseOf(Expr.Case e) {
    @Nullable Bound otherwise = e.otherwise() == null ? null : scalar(e.otherwise());
    if (e.operand() == null) {
      List<Bound.Case.Branch> branches = new ArrayList<>();
      for (Expr.Case.Branch b : e.branches()) {
        branches.add(new Bound.Case.Branch(scalar(b.when()), scalar(b.then())));
      }
      return new Bound.Case(branches, otherwise);
    }
    Bound operand = scalar(e.operand());
    List<Bound.Case.Branch> branches = new ArrayList<>();
    List<Affinity> affinities = new ArrayList<>();
    List<Collation> collations = new ArrayList<>();
    for (Expr.Case.Branch b : e.branches()) {
      Bound when = scalar(b.when());
      branches.add(new Bound.Case.Branch(when, scalar(b.then())));
      affinities.add(compareAffinity(operand, when));
      collations.add(typing.compareCollation(operand, when));
    }
    return new Bound.Switch(operand, branches, affinities, collations, otherwise);
  }

  private Query query(tech.turso.sql.ast.Select select, int position) {
    Restriction restriction = scope.restriction;
    if (restriction != null && Restriction.forbidsQueries(restriction)) {
      throw new DbException.Sql(
          ResultCode.ERROR, "subqueries prohibited in " + restriction.place(), position);
    }
    return resolver.resolveSelect(select, scope);
  }

  private Bound subquery(Expr.Subquery e) {
    Query query = query(e.select(), e.start());
    return query.columns().size() == 1 ? new Bound.Scalar(query, 0) : new Bound.RowQuery(query);
  }

  private Bound raise(Expr.Raise e) {
    if (!resolver.insideTrigger()) {
      throw new DbException.Sql(
          ResultCode.ERROR, "RAISE() may only be used within a trigger-program", e.start());
    }
    return new Bound.Raise(e.action(), e.message() == null ? null : scalar(e.message()));
  }

  private Bound call(String name, List<Expr> arguments, Expr at) {
    if (!scope.isOfSchema && environment.permissions().areAsked()) {
      FunctionDef def = resolver.function(name, arguments.size(), at.start());
      if (!environment.permissions().allowsFunction(def.name())) {
        return new Bound.Null();
      }
    }
    List<Bound> bound = new ArrayList<>();
    for (Expr argument : arguments) {
      bound.add(scalar(argument));
    }
    return functionCall(name, bound, at);
  }

  private Bound functionCall(String name, List<Bound> arguments, Expr at) {
    FunctionDef def = resolver.function(name, arguments.size(), at.start());
    checkTrust(def, name, at);
    checkRestriction(def, at);
    return callOf(def, arguments);
  }

  private Bound.Call callOf(FunctionDef def, List<Bound> arguments) {
    @Nullable Restriction restriction = scope.restriction;
    return new Bound.Call(
        def,
        arguments,
        def.needsCollation() ? typing.argumentCollation(arguments) : null,
        restriction == null ? null : restriction.use());
  }

  /**
   * In a schema a function must not be one for direct use only, and be innocuous unless the schema
   * is trusted. SQLite: expr.c sqlite3ExprFunctionUsable.
   */
  private void checkTrust(FunctionDef def, String name, Expr at) {
    boolean isInnocuous = (def.flags() & FunctionFlags.INNOCUOUS) != 0;
    boolean isDirect = (def.flags() & FunctionFlags.DIRECTONLY) != 0;
    if ((scope.isOfSchema || environment.home() != null)
        && (isDirect || !isInnocuous && !environment.isOn(ConnectionFlag.TRUSTED_SCHEMA))) {
      throw new DbException.Sql(ResultCode.ERROR, "unsafe use of " + name + "()", at.start());
    }
  }

  private void checkRestriction(FunctionDef def, Expr at) {
    Restriction restriction = scope.restriction;
    if (restriction != null && restriction.nondeterministic() && !def.isDeterministic()) {
      throw new DbException.Sql(
          ResultCode.ERROR,
          "non-deterministic functions prohibited in " + restriction.place(),
          at.start());
    }
  }

  private Bound call(Expr.Call e) {
    String name = e.function().text();
    if (e.arguments().size() > Limits.MAX_FUNCTION_ARGUMENTS) {
      throw new DbException.Sql(
          ResultCode.ERROR, "too many arguments on function " + name, e.start());
    }
    FunctionDef def = resolver.function(name, e.arguments().size(), e.start());
    if (!scope.isOfSchema && !environment.permissions().allowsFunction(def.name())) {
      return new Bound.Null();
    }
    checkTrust(def, name, e);
    if (e.over() != null) {
      throw Unsupported.error("OVER", e.start());
    }
    if (def.isAggregate()) {
      return aggregate(e, def);
    }
    if (e.distinct()) {
      throw new DbException.Sql(
          ResultCode.ERROR, "DISTINCT is not supported for window functions", e.start());
    }
    if (e.star() && !def.accepts(0)) {
      throw new DbException.Sql(
          ResultCode.ERROR, "wrong number of arguments to function " + name + "()", e.start());
    }
    if (!e.orderBy().isEmpty()) {
      throw new DbException.Sql(
          ResultCode.ERROR,
          "ORDER BY may not be used with non-aggregate " + name + "()",
          e.start());
    }
    if (e.filter() != null) {
      throw new DbException.Sql(
          ResultCode.ERROR, "FILTER may not be used with non-aggregate " + name + "()", e.start());
    }
    List<Bound> arguments = new ArrayList<>();
    for (Expr argument : e.arguments()) {
      arguments.add(scalar(argument));
    }
    checkRestriction(def, e);
    if (def.role() == FunctionDef.Role.LIKELIHOOD) {
      checkProbability(arguments.get(1), e);
    }
    return callOf(def, arguments);
  }

  private static void checkProbability(Bound probability, Expr.Call at) {
    if (!(probability instanceof Bound.Real real) || real.value() < 0 || real.value() > 1) {
      throw new DbException.Sql(
          ResultCode.ERROR,
          "second argument to "
              + at.function().text()
              + "() must be a constant between 0.0 and 1.0",
          at.start());
    }
  }

  private Bound aggregate(Expr.Call e, FunctionDef def) {
    String name = e.function().text();
    Scope.Aggregates before = scope.aggregates;
    if (before == Scope.Aggregates.FORBIDDEN || before == Scope.Aggregates.INSIDE) {
      throw new DbException.Sql(
          ResultCode.ERROR, "misuse of aggregate function " + name + "()", e.start());
    }
    // The argument may read columns of an outer query only; then the aggregate is the outer's.
    scope.aggregates = Scope.Aggregates.INSIDE;
    AggregateCall call;
    try {
      List<Bound> arguments = new ArrayList<>();
      for (Expr argument : e.arguments()) {
        arguments.add(scalar(argument));
      }
      Bound filter = e.filter() == null ? null : scalar(e.filter());
      List<SortTerm> orderBy = new ArrayList<>();
      for (OrderingTerm term : e.orderBy()) {
        orderBy.add(resolver.sortTerm(term, scalar(term.expr()), -1));
      }
      if (e.distinct() && arguments.size() != 1) {
        throw new DbException.Sql(
            ResultCode.ERROR, "DISTINCT aggregates must have exactly one argument", e.start());
      }
      call =
          new AggregateCall(
              def, arguments, e.distinct(), filter, orderBy, typing.argumentCollation(arguments));
    } finally {
      scope.aggregates = before;
    }
    Scope owner = owner(call);
    SelectQuery query = owner.query;
    if (query == null || owner.aggregates != Scope.Aggregates.ALLOWED) {
      throw new DbException.Sql("misuse of aggregate: " + name + "()");
    }
    for (Scope s = scope; s != owner && s != null; s = s.parent) {
      if (s.query != null) {
        s.query.correlated = true;
      }
    }
    if (!query.aggregates.contains(call)) {
      query.aggregates.add(call);
    }
    return new Bound.Aggregate(call);
  }

  /** The innermost scope whose sources the arguments read; this one if they read none. */
  private Scope owner(AggregateCall call) {
    int[] deepest = {-1};
    List<Bound> parts = new ArrayList<>(call.arguments());
    if (call.filter() != null) {
      parts.add(call.filter());
    }
    for (Bound part : parts) {
      for (Source source : Bounds.sources(part)) {
        if (source.depth() <= scope.depth) {
          deepest[0] = Math.max(deepest[0], source.depth());
        }
      }
    }
    Scope owner = scope;
    if (deepest[0] >= 0) {
      while (owner.depth > deepest[0] && owner.parent != null) {
        owner = owner.parent;
      }
    }
    return owner;
  }
}

package tech.turso.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  private int nesting;

  /** The error of a call: see {@link #resolve}. */
  private DbException.@Nullable Sql noted;

  ExprResolver(Resolver resolver, Scope scope) {
    this.resolver = resolver;
    this.environment = resolver.environment();
    this.typing = resolver.typing();
    this.scope = scope;
  }

  /**
   * The bound form of a value. If there are several errors, SQLite's rule says which is reported:
   * an error in a call or its arguments is noted, and another call or an unknown column after it
   * takes its place, until a node of another kind is met.
   */
  public Bound resolve(Expr expr) {
    if (noted != null && !isCall(expr) && !(expr instanceof Expr.Column)) {
      throw noted;
    }
    nesting++;
    Bound bound;
    try {
      bound = resolveNode(expr);
    } finally {
      nesting--;
    }
    DbException.Sql error = noted;
    if (nesting == 0 && error != null) {
      noted = null;
      throw error;
    }
    return bound;
  }

  private static boolean isCall(Expr expr) {
    return expr instanceof Expr.Call
        || expr instanceof Expr.Like
        || expr instanceof Expr.CurrentTime;
  }

  /** The bound arguments of a call; null if there is an error in them, which is noted. */
  private @Nullable List<Bound> arguments(List<Expr> exprs) {
    List<Bound> out = new ArrayList<>(exprs.size());
    try {
      for (Expr expr : exprs) {
        out.add(scalar(expr));
      }
    } catch (DbException.Sql error) {
      noted = error;
      return null;
    }
    return out;
  }

  private Bound resolveNode(Expr expr) {
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
    FunctionDef def;
    try {
      def = function(e);
    } catch (DbException.Sql error) {
      noted = error;
      arguments(e.arguments());
      return new Bound.Null();
    }
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
    checkRestriction(def, e);
    List<Bound> arguments = arguments(e.arguments());
    return arguments == null ? new Bound.Null() : callOf(def, arguments);
  }

  /**
   * The function that is called.
   *
   * @throws DbException.Sql if there is none, or it cannot be called so here
   */
  private FunctionDef function(Expr.Call e) {
    String name = e.function().text();
    FunctionDef def = resolver.function(name, e.arguments().size(), e.start());
    boolean none =
        scope.aggregates == Scope.Aggregates.FORBIDDEN
            || scope.aggregates == Scope.Aggregates.INSIDE;
    String wrong = null;
    if (def.isAggregate() && e.over() == null) {
      wrong = none ? "misuse of aggregate function " + name + "()" : null;
    } else if (e.star() && !def.accepts(0)) {
      wrong = "wrong number of arguments to function " + name + "()";
    } else if (e.filter() != null && !def.isAggregate()) {
      wrong = "FILTER may not be used with non-aggregate " + name + "()";
    } else if (!e.orderBy().isEmpty() && !def.isAggregate()) {
      wrong = "ORDER BY may not be used with non-aggregate " + name + "()";
    } else if (def.role() == FunctionDef.Role.LIKELIHOOD && !isProbability(e.arguments().get(1))) {
      wrong = "second argument to " + name + "() must be a constant between 0.0 and 1.0";
    }
    if (wrong != null) {
      throw new DbException.Sql(ResultCode.ERROR, wrong, e.start());
    }
    return def;
  }

  /** Whether it is a literal with a point or an exponent, from 0.0 to 1.0. */
  private static boolean isProbability(Expr expr) {
    return expr instanceof Expr.RealLiteral literal
        && real(literal.text()) instanceof Bound.Real real
        && real.value() <= 1;
  }

  private Bound aggregate(Expr.Call e, FunctionDef def) {
    String name = e.function().text();
    Scope.Aggregates before = scope.aggregates;
    // The argument may read columns of an outer query only; then the aggregate is the outer's.
    scope.aggregates = Scope.Aggregates.INSIDE;
    AggregateCall call;
    try {
      List<Bound> arguments = arguments(e.arguments());
      List<Expr> terms = new ArrayList<>();
      for (OrderingTerm term : e.orderBy()) {
        terms.add(term.expr());
      }
      List<Bound> keys = arguments(terms);
      List<Bound> filter = arguments(e.filter() == null ? List.of() : List.of(e.filter()));
      if (arguments == null || keys == null || filter == null || noted != null) {
        return new Bound.Null();
      }
      List<SortTerm> orderBy = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        orderBy.add(resolver.sortTerm(e.orderBy().get(i), keys.get(i), -1));
      }
      call =
          new AggregateCall(
              def,
              arguments,
              e.distinct(),
              filter.isEmpty() ? null : filter.get(0),
              orderBy,
              typing.argumentCollation(arguments));
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
    Set<Source> read = new HashSet<>();
    call.arguments().forEach(argument -> Bounds.addSources(argument, read));
    if (call.filter() != null) {
      Bounds.addSources(call.filter(), read);
    }
    for (Scope around = scope; around != null; around = around.parent) {
      if (!Collections.disjoint(around.sources, read)) {
        return around;
      }
    }
    return scope;
  }
}

package tech.turso.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tech.turso.base.DbException;
import tech.turso.codegen.AddColumnEmitter;
import tech.turso.codegen.CreateEmitter;
import tech.turso.codegen.CreateIndexEmitter;
import tech.turso.codegen.DeleteEmitter;
import tech.turso.codegen.DropEmitter;
import tech.turso.codegen.Emission;
import tech.turso.codegen.InsertEmitter;
import tech.turso.codegen.PragmaEmitter;
import tech.turso.codegen.ReindexEmitter;
import tech.turso.codegen.UpdateEmitter;
import tech.turso.ext.AuthorizerAction;
import tech.turso.plan.Bound;
import tech.turso.plan.ChangeRules;
import tech.turso.plan.ConnectionFlag;
import tech.turso.plan.Environment;
import tech.turso.plan.Permissions;
import tech.turso.plan.Query;
import tech.turso.plan.Source;
import tech.turso.plan.SubqueryColumns;
import tech.turso.plan.Unsupported;
import tech.turso.schema.Catalog;
import tech.turso.schema.Table;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.parser.Parser;
import tech.turso.vdbe.program.Op;
import tech.turso.vdbe.program.Program;

/** Compiles a parsed statement to a {@link Program}. */
final class Compiler {
  private static final int SAVEPOINT_OPEN = 0;
  private static final int SAVEPOINT_RELEASE = 1;
  private static final int SAVEPOINT_ROLLBACK = 2;

  private final Session session;
  private final Environment environment;
  private final @Nullable String[] parameterNames;
  private Program.Explain explain = Program.Explain.NO;

  private Compiler(Session session, Environment environment, @Nullable String[] parameterNames) {
    this.session = session;
    this.environment = environment;
    this.parameterNames = parameterNames;
  }

  /**
   * Compiles.
   *
   * @param sql the text that {@code parsed} was parsed from
   * @throws DbException.Sql if a name is unknown or a rule is broken
   */
  static Program compile(Session session, String sql, Parser.Parsed parsed, boolean internal) {
    Statement statement = parsed.statement();
    if (statement == null) {
      throw new DbException.Internal("no statement");
    }
    Environment environment =
        readsSchema(statement)
            ? session.environment(sql, internal)
            : session.environmentAsKnown(sql, internal);
    environment.numbered(parsed.queries());
    Compiler compiler = new Compiler(session, environment, parsed.parameters().names());
    try {
      return compiler.compile(statement);
    } catch (Permissions.Ignored e) {
      return new Emission(environment).finish(compiler.head(List.of(), false, false));
    }
  }

  /** Whether the schemas must be known: not for what concerns the connection alone. */
  private static boolean readsSchema(Statement statement) {
    return switch (statement) {
      case Statement.Begin s -> false;
      case Statement.Commit s -> false;
      case Statement.Rollback s -> false;
      case Statement.Savepoint s -> false;
      case Statement.Release s -> false;
      case Statement.Pragma s -> PragmaEmitter.needsSchema(s);
      default -> true;
    };
  }

  private Program compile(Statement statement) {
    String words = Unsupported.words(statement);
    if (words != null) {
      throw Unsupported.error(words);
    }
    return switch (statement) {
      case Statement.Explain s -> {
        explain = s.queryPlan() ? Program.Explain.QUERY_PLAN : Program.Explain.PROGRAM;
        yield compile(s.statement());
      }
      case Statement.Query s -> query(s);
      case Statement.Insert s ->
          change("rows inserted", e -> new InsertEmitter(e, rules()).emit(s));
      case Statement.Update s -> change("rows updated", e -> new UpdateEmitter(e, rules()).emit(s));
      case Statement.Delete s -> change("rows deleted", e -> new DeleteEmitter(e, rules()).emit(s));
      case Statement.CreateTable s -> schemaChange(e -> new CreateEmitter(e).table(s));
      case Statement.CreateTableAs s -> schemaChange(e -> new CreateEmitter(e).tableAs(s));
      case Statement.CreateView s -> schemaChange(e -> new CreateEmitter(e).view(s));
      case Statement.CreateIndex s -> schemaChange(e -> new CreateIndexEmitter(e).emit(s));
      case Statement.Drop s -> schemaChange(e -> new DropEmitter(e, rules()).emit(s));
      case Statement.AlterTable s -> alter(s);
      case Statement.Reindex s -> schemaChange(e -> new ReindexEmitter(e).emit(s.name()));
      case Statement.Pragma s -> pragma(s);
      case Statement.Begin s -> begin(s);
      case Statement.Commit s -> autocommit(1, 0);
      case Statement.Rollback s ->
          s.savepoint() == null
              ? autocommit(1, 1)
              : savepoint(SAVEPOINT_ROLLBACK, s.savepoint().text());
      case Statement.Savepoint s -> savepoint(SAVEPOINT_OPEN, s.name().text());
      case Statement.Release s -> savepoint(SAVEPOINT_RELEASE, s.name().text());
      case Statement.CreateVirtualTable s -> throw noSuchModule(s);
      default -> throw new DbException.Internal("no emitter of " + statement);
    };
  }

  /** The error for CREATE VIRTUAL TABLE: no module can be created with. */
  private static DbException.Sql noSuchModule(Statement.CreateVirtualTable create) {
    return new DbException.Sql("no such module: " + create.module().text());
  }

  // ---- changes ----

  private Program change(String countName, Function<Emission, List<Query.ResultColumn>> statement) {
    Emission emission = new Emission(environment);
    List<Program.Column> columns = new ArrayList<>();
    for (Query.ResultColumn column : statement.apply(emission)) {
      columns.add(column(column, environment.catalog()));
    }
    if (columns.isEmpty() && environment.isOn(ConnectionFlag.COUNT_CHANGES)) {
      int count = emission.builder().register();
      emission.builder().add(Op.CHANGES, 0, count);
      emission.builder().add(Op.RESULT_ROW, count, 1);
      columns.add(new Program.Column(countName, null, null, null, null));
    }
    return emission.finish(head(columns, true, false));
  }

  private ChangeRules rules() {
    Settings settings = session.settings();
    return new ChangeRules(
        settings.isOn(ConnectionFlag.WRITABLE_SCHEMA),
        !settings.isOn(ConnectionFlag.IGNORE_CHECK_CONSTRAINTS),
        settings.isOn(ConnectionFlag.FOREIGN_KEYS),
        settings.isOn(ConnectionFlag.RECURSIVE_TRIGGERS));
  }

  // ---- queries ----

  private Program query(Statement.Query s) {
    Emission emission = new Emission(environment);
    Query query = emission.resolver().resolveSelect(s.select());
    int n = query.columns().size();
    emission.queries().emit(query, first -> emission.builder().add(Op.RESULT_ROW, first, n));
    return emission.finish(head(columns(query), false, false));
  }

  private List<Program.Column> columns(Query query) {
    List<Program.Column> out = new ArrayList<>();
    for (Query.ResultColumn column : query.columns()) {
      out.add(column(column, environment.catalog()));
    }
    return out;
  }

  /** What the API tells of a result column. */
  static Program.Column column(Query.ResultColumn column, Catalog catalog) {
    Bound expr = column.expr();
    @Nullable String type = SubqueryColumns.declaredType(expr);
    while (expr instanceof Bound.Column c && c.source().query() != null) {
      expr = c.source().query().columns().get(c.column()).expr();
    }
    if (expr instanceof Bound.Column c && c.source().table() != null) {
      Table table = c.source().table();
      int index = c.column() == Source.ROWID ? table.rowidAlias() : c.column();
      String origin = index < 0 ? "rowid" : table.columns().get(index).name();
      String database = catalog.schema(c.source().database()).databaseName();
      return new Program.Column(column.name(), type, database, table.name(), origin);
    }
    return new Program.Column(column.name(), type, null, null, null);
  }

  private Emission.Head head(
      List<Program.Column> columns, boolean countsChanges, boolean writesOtherwise) {
    return new Emission.Head(columns, parameterNames, countsChanges, writesOtherwise, explain);
  }

  private Program schemaChange(Consumer<Emission> change) {
    Emission emission = new Emission(environment);
    change.accept(emission);
    return emission.finish(head(List.of(), false, false));
  }

  private Program alter(Statement.AlterTable s) {
    if (s.action() instanceof Statement.AlterAction.AddColumn add) {
      boolean foreignKeys = rules().foreignKeys();
      return schemaChange(e -> new AddColumnEmitter(e, foreignKeys).emit(s.table(), add));
    }
    throw new DbException.Internal("no emitter of " + s);
  }

  private Program pragma(Statement.Pragma s) {
    @Nullable Name schema = s.name().schema();
    require(
        AuthorizerAction.PRAGMA,
        s.name().name().text(),
        s.value(),
        schema == null ? null : schema.text());
    Emission emission = new Emission(environment);
    List<Program.Column> columns =
        new PragmaEmitter(emission, new ConnectionPragmas(session)).emit(s);
    return emission.finish(head(columns, false, false));
  }

  // ---- transactions ----

  private Program begin(Statement.Begin s) {
    require(AuthorizerAction.TRANSACTION, "BEGIN", null, null);
    Emission emission = new Emission(environment);
    int mode =
        switch (s.kind()) {
          case DEFERRED -> 0;
          case IMMEDIATE -> 1;
          case EXCLUSIVE -> 2;
          case CONCURRENT -> throw new DbException.Internal("BEGIN CONCURRENT");
        };
    if (mode > 0) {
      for (int i = 0; i < environment.catalog().size(); i++) {
        if (session.isOpened(i)) {
          emission.builder().add(Op.TRANSACTION, i, session.isReadOnly(i) ? 0 : mode);
        }
      }
    }
    emission.builder().add(Op.AUTO_COMMIT, 0, 0);
    return emission.finish(head(List.of(), false, false));
  }

  private void require(
      AuthorizerAction action,
      @Nullable String first,
      @Nullable String second,
      @Nullable String database) {
    environment.permissions().require(action, first, second, database);
  }

  private Program autocommit(int on, int rollback) {
    require(AuthorizerAction.TRANSACTION, rollback == 0 ? "COMMIT" : "ROLLBACK", null, null);
    Emission emission = new Emission(environment);
    emission.builder().add(Op.AUTO_COMMIT, on, rollback);
    return emission.finish(head(List.of(), false, false));
  }

  private Program savepoint(int operation, String name) {
    String word =
        switch (operation) {
          case SAVEPOINT_OPEN -> "BEGIN";
          case SAVEPOINT_RELEASE -> "RELEASE";
          default -> "ROLLBACK";
        };
    require(AuthorizerAction.SAVEPOINT, word, name, null);
    Emission emission = new Emission(environment);
    emission.builder().add(Op.SAVEPOINT, operation, 0, 0, name, 0);
    return emission.finish(head(List.of(), false, false));
  }
}

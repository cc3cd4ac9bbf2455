package tech.turso.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.base.Ascii;
import tech.turso.base.DbException;
import tech.turso.codegen.Pragma;
import tech.turso.ext.FunctionContext;
import tech.turso.ext.VirtualCursor;
import tech.turso.ext.VirtualTable;
import tech.turso.value.Register;

/**
 * The table-valued function {@code pragma_NAME(arg, schema)} of a pragma that is a query: a scan
 * runs the PRAGMA statement. It has the parameter {@code arg} if the pragma is a query with a
 * value, and {@code schema} if it looks at that.
 *
 * <p>SQLite: pragma.c pragmaVtabConnect and its kin.
 */
final class PragmaTable implements VirtualTable {
  private static final String PREFIX = "pragma_";
  private static final long DEFAULT_ROWS = 25;
  private static final long FEW = 20;
  private static final long AVOID = Integer.MAX_VALUE;

  private final Session session;
  private final Pragma pragma;
  private final List<Column> columns = new ArrayList<>();
  private final int firstHidden;

  private PragmaTable(Session session, Pragma pragma) {
    this.session = session;
    this.pragma = pragma;
    for (String name : pragma.columns()) {
      columns.add(new Column(name, "", false));
    }
    firstHidden = columns.size();
    if (pragma.is(Pragma.Trait.QUERY_WITH_VALUE)) {
      columns.add(new Column("arg", "", true));
    }
    if (pragma.is(Pragma.Trait.SCHEMA_NARROWS) || pragma.is(Pragma.Trait.SCHEMA_CHOOSES)) {
      columns.add(new Column("schema", "", true));
    }
  }

  /** The function of that name in lower case; null if it is not one of a pragma. */
  static @Nullable PragmaTable named(Session session, String name) {
    Pragma pragma =
        Ascii.startsWithIgnoreCase(name, PREFIX)
            ? Pragma.named(name.substring(PREFIX.length()))
            : null;
    return pragma == null || !pragma.isQuery() ? null : new PragmaTable(session, pragma);
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  /** All parameters that are given are used, but the second only if the first is given too. */
  @Override
  public @Nullable Plan plan(List<Constraint> constraints) {
    if (columns.size() == firstHidden) {
      return new Plan(0, null, List.of(), List.of(), 1, DEFAULT_ROWS);
    }
    int[] given = {-1, -1};
    for (int i = 0; i < constraints.size(); i++) {
      Constraint c = constraints.get(i);
      if (c.column() >= firstHidden && c.operator() == Operator.EQ) {
        if (!c.usable()) {
          return null;
        }
        given[c.column() - firstHidden] = i;
      }
    }
    if (given[0] < 0) {
      return new Plan(0, null, List.of(), List.of(), AVOID, AVOID);
    }
    List<Integer> used = given[1] < 0 ? List.of(given[0]) : List.of(given[0], given[1]);
    return new Plan(0, null, used, used, FEW, FEW);
  }

  @Override
  public VirtualCursor open() {
    return new Scan();
  }

  /** Runs the statement. */
  private final class Scan implements VirtualCursor {
    private @Nullable Prepared statement;
    private @Nullable String argument;
    private @Nullable String schema;
    private long rowid;

    @Override
    public void filter(int number, @Nullable String text, FunctionContext arguments) {
      close();
      int n = arguments.argumentCount();
      boolean hasArgument = pragma.is(Pragma.Trait.QUERY_WITH_VALUE);
      argument = hasArgument && n > 0 ? arguments.text(0) : null;
      int schemaAt = hasArgument ? 1 : 0;
      schema = n > schemaAt ? arguments.text(schemaAt) : null;
      StringBuilder sql = new StringBuilder("PRAGMA ");
      if (schema != null) {
        sql.append(quoted(schema)).append('.');
      }
      sql.append(pragma.sqlName());
      if (argument != null) {
        sql.append('=').append(quoted(argument));
      }
      statement = session.prepare(sql.toString(), 0);
      rowid = 0;
      next();
    }

    private static String quoted(String text) {
      return "'" + text.replace("'", "''") + "'";
    }

    private Prepared statement() {
      Prepared running = statement;
      if (running == null) {
        throw new DbException.Internal("no row of " + pragma);
      }
      return running;
    }

    @Override
    public void next() {
      rowid++;
      boolean ended = true;
      try {
        ended = !statement().step();
      } finally {
        if (ended) {
          close();
        }
      }
    }

    @Override
    public boolean isAtEnd() {
      return statement == null;
    }

    @Override
    public void column(int column, FunctionContext result) {
      if (column >= firstHidden) {
        result.result(columns.get(column).name().equals("arg") ? argument : schema);
        return;
      }
      Register value = statement().value(column);
      switch (value.type) {
        case Register.INTEGER -> result.result(value.integer);
        case Register.TEXT -> result.result(value.decodeText());
        default -> result.resultNull();
      }
    }

    @Override
    public long rowid() {
      return rowid;
    }

    @Override
    public void close() {
      Prepared running = statement;
      statement = null;
      if (running != null) {
        running.close();
      }
    }
  }
}

package tech.turso.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.turso.ext.AggregateFunction;
import tech.turso.ext.FunctionContext;
import tech.turso.ext.FunctionException;
import tech.turso.ext.FunctionFlags;
import tech.turso.ext.Tracer;
import tech.turso.ext.VirtualCursor;
import tech.turso.ext.VirtualTable;
import tech.turso.ext.WindowFunction;

/** What a program adds to a connection is called when it should be. */
final class ExtensionsTest {
  private final List<String> events = new ArrayList<>();
  private Connection connection;

  @BeforeEach
  void open() {
    connection = Connection.open(":memory:");
    connection.execute("CREATE TABLE t(a INTEGER PRIMARY KEY, b)");
  }

  @AfterEach
  void close() {
    connection.close();
  }

  private List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.prepare(sql)) {
      while (statement.step()) {
        rows.add(String.valueOf(statement.columnText(0)));
      }
    }
    return rows;
  }

  private String failure(String sql) {
    try {
      connection.execute(sql);
    } catch (TursoException e) {
      return e.codeName() + " " + e.text();
    }
    return "none";
  }

  // ---- hooks ----

  @Test
  void theUpdateHookHearsOfEachRow() {
    connection.updateHook(
        (operation, database, table, rowid) ->
            events.add(operation + " " + database + "." + table + " " + rowid));
    connection.execute("INSERT INTO t VALUES (1, 2), (2, 3)");
    connection.execute("UPDATE t SET a = a + 10 WHERE b = 3");
    connection.execute("DELETE FROM t WHERE a = 1");
    connection.execute("CREATE TEMP TABLE u(x)");
    connection.execute("INSERT INTO u VALUES (1)");
    connection.execute("DELETE FROM t");
    assertThat(events)
        .containsExactly(
            "INSERT main.t 1",
            "INSERT main.t 2",
            "UPDATE main.t 12",
            "DELETE main.t 1",
            "INSERT temp.u 1");
  }

  @Test
  void anUpdateHookThatThrowsFailsTheStatement() {
    connection.updateHook(
        (operation, database, table, rowid) -> {
          throw new IllegalStateException("no more");
        });
    assertThat(failure("INSERT INTO t VALUES (1, 2)")).isEqualTo("SQLITE_ERROR no more");
    assertThat(rows("SELECT count(*) FROM t")).containsExactly("0");
  }

  @Test
  void theCommitHookCanRefuse() {
    connection.rollbackHook(() -> events.add("rollback"));
    connection.commitHook(
        () -> {
          events.add("commit");
          return events.size() == 2;
        });
    connection.execute("INSERT INTO t VALUES (1, 2)");
    assertThat(failure("INSERT INTO t VALUES (2, 3)"))
        .isEqualTo("SQLITE_CONSTRAINT_COMMITHOOK constraint failed");
    connection.execute("BEGIN; SELECT * FROM t; COMMIT");
    connection.execute("BEGIN; INSERT INTO t VALUES (4, 4); ROLLBACK");
    assertThat(events).containsExactly("commit", "commit", "rollback", "rollback");
    connection.commitHook(null);
    connection.rollbackHook(null);
    connection.execute("INSERT INTO t VALUES (5, 5)");
    assertThat(rows("SELECT a FROM t")).containsExactly("1", "5");
    assertThat(events).hasSize(4);
  }

  @Test
  void hooksThatThrowRefuseAndAreNotHeard() {
    connection.rollbackHook(
        () -> {
          throw new IllegalStateException();
        });
    connection.commitHook(
        () -> {
          throw new IllegalStateException();
        });
    assertThat(failure("INSERT INTO t VALUES (2, 3)")).startsWith("SQLITE_CONSTRAINT_COMMITHOOK");
    assertThat(rows("SELECT a FROM t")).isEmpty();
    assertThat(connection.isAutocommit()).isTrue();
  }

  @Test
  void theProgressHandlerStopsStatements() {
    connection.progressHandler(100, () -> events.add("asked") && events.size() == 5);
    connection.execute("INSERT INTO t(b) VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9)");
    assertThat(failure("SELECT count(*) FROM t AS x, t AS y, t AS z"))
        .isEqualTo("SQLITE_INTERRUPT interrupted");
    connection.progressHandler(0, null);
    connection.execute("SELECT count(*) FROM t AS x, t AS y, t AS z");
    assertThat(events).hasSize(5);
  }

  @Test
  void theBusyHandlerDecidesHowOftenToTry(@TempDir Path folder) {
    String file = folder.resolve("x.db").toString();
    try (Connection one = Connection.open(file);
        Connection two = Connection.open(file)) {
      one.execute("CREATE TABLE x(a); BEGIN IMMEDIATE");
      two.busyHandler(count -> events.add("busy " + count) && count < 2);
      assertThatThrownBy(() -> two.execute("INSERT INTO x VALUES (1)"))
          .isInstanceOfSatisfying(TursoException.class, e -> assertThat(e.code()).isEqualTo(5));
      assertThat(events).containsExactly("busy 0", "busy 1", "busy 2");
      two.busyTimeout(1);
      assertThatThrownBy(() -> two.execute("INSERT INTO x VALUES (1)"))
          .isInstanceOf(TursoException.class);
      assertThat(events).hasSize(3);
    }
  }

  @Test
  void theTracerHearsOfStatements() {
    connection.tracer(
        new Tracer() {
          @Override
          public void begins(String sql, String expandedSql) {
            events.add("begins " + sql + " as " + expandedSql);
          }

          @Override
          public void row(String sql) {
            events.add("row");
          }

          @Override
          public void ends(String sql, long nanoseconds) {
            events.add("ends " + (nanoseconds >= 0));
            throw new IllegalStateException("ignored");
          }

          @Override
          public void closed() {
            events.add("closed");
          }
        });
    connection.execute("CREATE TABLE u(x)");
    try (Statement statement = connection.prepare("SELECT ? UNION ALL SELECT 2")) {
      statement.bindText(1, "it's");
      assertThat(statement.step()).isTrue();
      statement.reset();
    }
    connection.close();
    assertThat(events)
        .containsExactly(
            "begins CREATE TABLE u(x) as CREATE TABLE u(x)",
            "ends true",
            "begins SELECT ? UNION ALL SELECT 2 as SELECT 'it''s' UNION ALL SELECT 2",
            "row",
            "ends true",
            "closed");
  }

  // ---- functions, collations, tables ----

  @Test
  void functionsAreCalledAndReplaced() {
    connection.addFunction(
        "twice", 1, FunctionFlags.DETERMINISTIC, c -> c.result(2 * c.longValue(0)));
    assertThat(rows("SELECT twice(21)")).containsExactly("42");
    connection.addFunction(
        "twice",
        1,
        0,
        c -> {
          throw new FunctionException(19, "never");
        });
    assertThat(failure("SELECT twice(21)")).isEqualTo("SQLITE_CONSTRAINT never");
    try (Statement running = connection.prepare("VALUES (1), (2)")) {
      running.step();
      assertThatThrownBy(() -> connection.removeFunction("twice", 1))
          .hasMessage("unable to delete/modify user-function due to active statements");
    }
    connection.removeFunction("twice", 1);
    assertThat(failure("SELECT twice(21)")).isEqualTo("SQLITE_ERROR no such function: twice");
    assertThatThrownBy(() -> connection.addFunction("f", 128, 0, FunctionContext::resultNull))
        .isInstanceOf(TursoException.class);
  }

  /** The greatest distance between values. */
  private static final class Spread implements WindowFunction<List<Long>> {
    @Override
    public List<Long> newState() {
      return new ArrayList<>();
    }

    @Override
    public void step(FunctionContext context, List<Long> state) {
      state.add(context.longValue(0));
    }

    @Override
    public void inverse(FunctionContext context, List<Long> state) {
      state.removeFirst();
    }

    @Override
    public void value(FunctionContext context, List<Long> state) {
      long max = state.stream().max(Comparator.naturalOrder()).orElse(0L);
      long min = state.stream().min(Comparator.naturalOrder()).orElse(0L);
      context.result(max - min);
    }

    @Override
    public void finish(FunctionContext context, List<Long> state) {
      value(context, state);
    }
  }

  @Test
  void aggregatesSeeTheRowsOfTheirGroup() {
    AggregateFunction<?> spread = new Spread();
    connection.addAggregate("spread", 1, 0, spread);
    connection.execute("INSERT INTO t VALUES (1, 1), (5, 1), (7, 2)");
    assertThat(rows("SELECT spread(a) FROM t GROUP BY b")).containsExactly("4", "0");
    assertThat(rows("SELECT spread(a) FROM t WHERE a > 9")).containsExactly("0");
  }

  @Test
  void collationsOrder() {
    connection.execute("INSERT INTO t(b) VALUES ('bb'), ('a'), ('ccc')");
    connection.collation("length", Comparator.comparingInt(String::length).reversed());
    assertThat(rows("SELECT b FROM t ORDER BY b COLLATE length")).containsExactly("ccc", "bb", "a");
    connection.collation("LENGTH", null);
    assertThat(failure("SELECT b FROM t ORDER BY b COLLATE length"))
        .isEqualTo("SQLITE_ERROR_MISSING_COLLSEQ no such collation sequence: length");
  }

  @Test
  void anIndexIsBuiltAgainAfterItsCollationHasChanged() {
    connection.collation("own", Comparator.naturalOrder());
    connection.execute(
        "CREATE TABLE c(x COLLATE own);"
            + "INSERT INTO c VALUES ('a'), ('b'), ('c');"
            + "CREATE INDEX ci ON c(x)");
    connection.collation("own", Comparator.reverseOrder());
    assertThat(rows("PRAGMA integrity_check")).isNotEqualTo(List.of("ok"));
    connection.execute("REINDEX OWN");
    assertThat(rows("PRAGMA integrity_check")).containsExactly("ok");
    assertThat(rows("SELECT x FROM c INDEXED BY ci WHERE x >= 'b' ORDER BY x"))
        .containsExactly("b", "a");
  }

  /** The numbers from 1 to its argument. */
  private static final class Numbers implements VirtualTable {
    @Override
    public List<Column> columns() {
      return List.of(new Column("n", "INTEGER", false), new Column("most", "", true));
    }

    @Override
    public @Nullable Plan plan(List<Constraint> constraints) {
      for (int i = 0; i < constraints.size(); i++) {
        Constraint c = constraints.get(i);
        if (c.column() == 1 && c.operator() == Operator.EQ && c.usable()) {
          return new Plan(1, null, List.of(i), List.of(i), 10, 10);
        }
      }
      return null;
    }

    @Override
    public VirtualCursor open() {
      return new VirtualCursor() {
        private long most;
        private long n;

        @Override
        public void filter(int number, @Nullable String text, FunctionContext arguments) {
          most = arguments.longValue(0);
          n = 1;
        }

        @Override
        public void next() {
          n++;
        }

        @Override
        public boolean isAtEnd() {
          return n > most;
        }

        @Override
        public void column(int column, FunctionContext result) {
          result.result(column == 0 ? n : most);
        }

        @Override
        public long rowid() {
          return n;
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  void virtualTablesAreScanned() {
    connection.virtualTable("numbers", new Numbers());
    assertThat(rows("SELECT sum(n) FROM numbers(10)")).containsExactly("55");
    assertThat(rows("SELECT n FROM numbers WHERE most = 2")).containsExactly("1", "2");
    connection.virtualTable("numbers", null);
    assertThat(failure("SELECT * FROM numbers")).isEqualTo("SQLITE_ERROR no such table: numbers");
  }
}

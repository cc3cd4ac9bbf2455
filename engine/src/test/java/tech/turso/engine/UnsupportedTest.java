package tech.turso.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.turso.base.DbException;
import tech.turso.base.ResultCode;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.FromClause;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.Select;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.ast.TableDefinition;
import tech.turso.sql.ast.Window;
import tech.turso.sql.parser.Parser;

/**
 * All that the syntax tree can hold is executed or listed here with the error it gives. A kind of
 * statement, clause or expression that neither list uses fails the test.
 */
final class UnsupportedTest {
  private static final Map<String, String> UNSUPPORTED =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "CREATE TRIGGER x BEFORE INSERT ON t BEGIN SELECT RAISE(IGNORE); END",
                  "CREATE TRIGGER"),
              Map.entry(
                  "CREATE TEMP TRIGGER x AFTER UPDATE OF a ON t BEGIN DELETE FROM t; END",
                  "CREATE TRIGGER"),
              Map.entry(
                  "CREATE TRIGGER x INSTEAD OF DELETE ON v BEGIN SELECT 1; END", "CREATE TRIGGER"),
              Map.entry("ATTACH 'x' AS y", "ATTACH"),
              Map.entry("DETACH y", "DETACH"),
              Map.entry("ALTER TABLE t RENAME TO x", "ALTER TABLE RENAME TO"),
              Map.entry("ALTER TABLE t RENAME COLUMN a TO x", "ALTER TABLE RENAME COLUMN"),
              Map.entry("ALTER TABLE t DROP COLUMN a", "ALTER TABLE DROP COLUMN"),
              Map.entry("ALTER TABLE t ADD CHECK (a > 1)", "ALTER TABLE ADD CONSTRAINT"),
              Map.entry("ALTER TABLE t DROP CONSTRAINT x", "ALTER TABLE DROP CONSTRAINT"),
              Map.entry(
                  "ALTER TABLE t ALTER a SET NOT NULL", "ALTER TABLE ALTER COLUMN SET NOT NULL"),
              Map.entry(
                  "ALTER TABLE t ALTER a DROP NOT NULL", "ALTER TABLE ALTER COLUMN DROP NOT NULL"),
              Map.entry("ANALYZE", "ANALYZE"),
              Map.entry("VACUUM", "VACUUM"),
              Map.entry("VACUUM INTO 'x'", "VACUUM INTO"),
              Map.entry("EXPLAIN VACUUM", "VACUUM"),
              Map.entry("BEGIN CONCURRENT", "BEGIN CONCURRENT"),
              Map.entry(
                  "WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT * FROM r) SELECT * FROM r",
                  "WITH RECURSIVE"),
              Map.entry(
                  "SELECT sum(a) OVER (PARTITION BY b ORDER BY a NULLS LAST"
                      + " RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t",
                  "OVER"),
              Map.entry(
                  "SELECT sum(a) OVER (ROWS BETWEEN 1 PRECEDING AND 2 FOLLOWING EXCLUDE GROUP)"
                      + " FROM t",
                  "OVER"),
              Map.entry(
                  "SELECT sum(a) OVER (GROUPS CURRENT ROW EXCLUDE TIES),"
                      + " sum(a) OVER (ROWS CURRENT ROW EXCLUDE CURRENT ROW),"
                      + " sum(a) OVER (ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM t",
                  "OVER"),
              Map.entry("SELECT sum(a) OVER w FROM t WINDOW w AS (ORDER BY a)", "OVER")));

  private static final List<String> EXECUTED =
      List.of(
          "SELECT NULL, 1, 1.5, 's', x'00', TRUE, ?, -a, +a, ~a, NOT a FROM t",
          "SELECT CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP",
          "SELECT a+b, a-b, a*b, a/b, a%b, a||b, a&b, a|b, a<<b, a>>b, a=b, a<>b, a<b, a<=b, a>b,"
              + " a>=b, a AND b, a OR b FROM t",
          "SELECT a IS b, a ISNULL, a BETWEEN 1 AND 2, a IN (1), a IN (SELECT 1), a IN v FROM t",
          "SELECT a LIKE 'x', a GLOB 'x', a MATCH 1, CASE a WHEN 1 THEN 2 END, CAST(a AS int) FROM"
              + " t",
          "SELECT a COLLATE nocase, abs(a), EXISTS(SELECT 1), (SELECT 1), (1, 2) = (1, 3) FROM t",
          "SELECT *, t.* FROM t, u CROSS JOIN u AS u1 JOIN u AS u2 LEFT JOIN u AS u3"
              + " RIGHT JOIN u AS u4 FULL JOIN u AS u5",
          "SELECT * FROM t INDEXED BY ti WHERE a = 1 ORDER BY a ASC NULLS FIRST, b DESC NULLS LAST",
          "SELECT * FROM (SELECT 1), (t JOIN u)",
          "SELECT DISTINCT count(*) FILTER (WHERE a) FROM t GROUP BY b HAVING 1 LIMIT 1 OFFSET 1",
          "SELECT 1 UNION SELECT 2 UNION ALL SELECT 3 EXCEPT SELECT 4 INTERSECT SELECT 5",
          "VALUES (1), (2)",
          "WITH x AS MATERIALIZED (SELECT 1), y AS NOT MATERIALIZED (SELECT 2), z AS (SELECT 3)"
              + " SELECT * FROM x, y, z",
          "INSERT OR ROLLBACK INTO t(a) VALUES (1) RETURNING *",
          "INSERT OR ABORT INTO t DEFAULT VALUES",
          "INSERT OR FAIL INTO t SELECT 1, 2",
          "INSERT OR IGNORE INTO t VALUES (1, 2)",
          "REPLACE INTO t VALUES (1, 2)",
          "INSERT INTO u VALUES (1) ON CONFLICT (c) DO UPDATE SET c = 2 WHERE 1",
          "UPDATE t SET a = 1, (a, b) = (1, 2) FROM u WHERE c = a RETURNING a",
          "UPDATE t SET a = 1 ORDER BY a LIMIT 1",
          "DELETE FROM t WHERE a = 1 ORDER BY a LIMIT 1 OFFSET 1",
          "CREATE TABLE x(a PRIMARY KEY, b UNIQUE NOT NULL, c NULL CHECK(c), d DEFAULT TRUE,"
              + " e COLLATE nocase, f REFERENCES t DEFERRABLE, g AS (1) STORED,"
              + " UNIQUE(c), CHECK(c), FOREIGN KEY(c) REFERENCES t(a) ON DELETE CASCADE"
              + " ON UPDATE SET NULL) WITHOUT ROWID",
          "CREATE TABLE x(a REFERENCES t ON DELETE SET DEFAULT ON UPDATE RESTRICT,"
              + " b REFERENCES t NOT DEFERRABLE, c REFERENCES t ON DELETE NO ACTION)",
          "CREATE TABLE x(a INTEGER, PRIMARY KEY (a AUTOINCREMENT)) STRICT",
          "CREATE TEMP TABLE x AS SELECT 1",
          "CREATE VIEW x(a) AS SELECT 1",
          "CREATE UNIQUE INDEX x ON t(a) WHERE a",
          "DROP TABLE t",
          "DROP VIEW v",
          "DROP INDEX ti",
          "DROP TRIGGER IF EXISTS x",
          "EXPLAIN QUERY PLAN SELECT 1",
          "BEGIN",
          "BEGIN IMMEDIATE",
          "BEGIN EXCLUSIVE",
          "COMMIT",
          "ROLLBACK",
          "ALTER TABLE t ADD COLUMN x",
          "REINDEX t",
          "SAVEPOINT x",
          "RELEASE x",
          "PRAGMA user_version",
          "PRAGMA integrity_check",
          "PRAGMA foreign_key_check",
          "PRAGMA optimize");

  /** Refused by SQLite too, in this form or because the program registered nothing of the name. */
  private static final Map<String, String> WRONG =
      Map.of(
          "CREATE VIRTUAL TABLE x USING m", "no such module: m",
          "SELECT * FROM f(1)", "no such table: f",
          "SELECT RAISE(ROLLBACK, 'x')", "RAISE() may only be used within a trigger-program",
          "SELECT 1 REGEXP 1", "no such function: REGEXP",
          "SELECT 1 -> 1, 1 ->> 1", "no such function: ->");

  private Session session;

  @BeforeEach
  void open() {
    session = Session.open(":memory:", false, true, false, 0);
    run("CREATE TABLE t(a, b)");
    run("CREATE INDEX ti ON t(a)");
    run("CREATE TABLE u(c PRIMARY KEY)");
    run("CREATE VIEW v AS SELECT a FROM t");
  }

  @AfterEach
  void close() {
    session.close();
  }

  private void run(String sql) {
    try (Prepared prepared = session.prepare(sql, 0)) {
      while (prepared.step()) {
        assertThat(prepared.columnCount()).isPositive();
      }
    }
  }

  private @Nullable String message(String sql) {
    try (Prepared prepared = session.prepare(sql, 0)) {
      return null;
    } catch (DbException.Sql e) {
      assertThat(e.code()).isEqualTo(ResultCode.ERROR);
      return e.text();
    }
  }

  @Test
  void whatIsNotExecutedYetSaysSoWhenItIsPrepared() {
    UNSUPPORTED.forEach(
        (sql, words) ->
            assertThat(message(sql)).as(sql).isEqualTo(words + " is not supported yet"));
  }

  @Test
  void theRestIsPrepared() {
    for (String sql : EXECUTED) {
      assertThat(message(sql)).as(sql).isNull();
    }
    WRONG.forEach((sql, message) -> assertThat(message(sql)).as(sql).isEqualTo(message));
  }

  @Test
  void nothingOfTheSyntaxTreeIsForgotten() {
    Set<Object> used = new LinkedHashSet<>();
    for (Set<String> texts : List.of(UNSUPPORTED.keySet(), Set.copyOf(EXECUTED), WRONG.keySet())) {
      for (String sql : texts) {
        collect(Parser.parse(sql, 0).statement(), used);
      }
    }
    Set<Object> all = new LinkedHashSet<>();
    for (Class<?> family :
        List.of(Statement.class, Expr.class, Select.class, FromClause.class, Window.class)) {
      addAll(family, all);
    }
    addAll(TableDefinition.class, all);
    addAll(OrderingTerm.class, all);
    assertThat(all).hasSizeGreaterThan(100);
    assertThat(used).containsAll(all);
  }

  /** The records and the constants that are declared inside {@code family}, and itself. */
  private static void addAll(Class<?> family, Set<Object> all) {
    if (family.isRecord()) {
      all.add(family);
    } else if (family.isEnum()) {
      all.addAll(List.of(family.getEnumConstants()));
    }
    for (Class<?> inner : family.getDeclaredClasses()) {
      addAll(inner, all);
    }
  }

  /** The classes of all records and the constants of all enums in a tree. */
  private static void collect(@Nullable Object node, Set<Object> used) {
    if (node instanceof List<?> list) {
      list.forEach(element -> collect(element, used));
    } else if (node instanceof Enum<?> constant) {
      used.add(constant);
    } else if (node instanceof Record) {
      used.add(node.getClass());
      for (RecordComponent component : node.getClass().getRecordComponents()) {
        try {
          collect(component.getAccessor().invoke(node), used);
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(e);
        }
      }
    }
  }
}

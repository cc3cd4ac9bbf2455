package tech.turso.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.turso.ext.Authorizer.Answer;
import tech.turso.ext.AuthorizerAction;

/**
 * The authorizer is asked what SQLite's is asked, in its order. The questions are those that {@code
 * .auth on} shows in the sqlite3 shell, but for those about the columns of the schema table.
 */
final class AuthorizerTest {
  private final List<String> asked = new ArrayList<>();
  private Connection connection;

  @BeforeEach
  void open() {
    connection = Connection.open(":memory:");
    connection.execute(
        "CREATE TABLE t(a, b, c);"
            + "CREATE TABLE u(id INTEGER PRIMARY KEY, d UNIQUE);"
            + "CREATE TABLE ck(a CHECK(abs(a) > 0), b AS (a + 1), c DEFAULT (abs(1)));"
            + "CREATE INDEX cki ON ck(abs(a)) WHERE b > 1;"
            + "CREATE VIEW v AS SELECT a, abs(b) AS x FROM t;"
            + "INSERT INTO t VALUES (1, 2, 3);"
            + "INSERT INTO u VALUES (1, 2)");
  }

  @AfterEach
  void close() {
    connection.close();
  }

  private String answer(String sql) {
    try (Statement statement = connection.prepare(sql)) {
      StringBuilder rows = new StringBuilder();
      while (statement.step()) {
        for (int i = 0; i < statement.columnCount(); i++) {
          rows.append(i == 0 ? rows.isEmpty() ? "" : ";" : ",").append(statement.columnText(i));
        }
      }
      return rows.toString();
    } catch (TursoException e) {
      return e.codeName() + " " + e.text();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT a, t.b FROM t WHERE c > 1 ORDER BY b | SELECT; READ t a main; READ t b main; "
            + "READ t c main; READ t b main",
        "SELECT count(*) FROM t | SELECT; FUNCTION - count; READ t ''",
        "SELECT * FROM u, v WHERE id = a | SELECT; READ t a main in v; FUNCTION - abs in v; "
            + "READ t b main in v; READ u id main; READ u d main; READ v a main; READ v x main; "
            + "READ u id main; READ v a main; SELECT in v",
        "INSERT INTO t VALUES(1,2,3) | INSERT t - main",
        "INSERT INTO u(d) SELECT a FROM t | INSERT u - main; SELECT; READ t a main",
        "UPDATE t SET a = b + 1, c = 2 WHERE rowid = 1 | READ t b main; UPDATE t a main; "
            + "UPDATE t c main; READ t ROWID main",
        "DELETE FROM t WHERE a = upper('x') | DELETE t - main; READ t a main; FUNCTION - upper",
        "CREATE TABLE n(x, y) | INSERT sqlite_master - main; CREATE_TABLE n - main",
        "CREATE TEMP TABLE n(x) | INSERT sqlite_temp_master - temp; CREATE_TEMP_TABLE n - temp",
        "CREATE INDEX ni ON t(b) | INSERT sqlite_master - main; CREATE_INDEX ni t main",
        "CREATE VIEW nv AS SELECT a FROM t | INSERT sqlite_master - main; CREATE_VIEW nv - main",
        "CREATE TABLE n AS SELECT a FROM t | INSERT sqlite_master - main; "
            + "CREATE_TABLE n - main; SELECT; READ t a main",
        "DROP VIEW v | DELETE sqlite_master - main; DROP_VIEW v - main; DELETE v - main",
        "DROP INDEX cki | DELETE sqlite_master - main; DROP_INDEX cki ck main",
        "DROP TABLE u | DELETE sqlite_master - main; DROP_TABLE u - main; DELETE u - main",
        "BEGIN | TRANSACTION BEGIN",
        "COMMIT | TRANSACTION COMMIT",
        "ROLLBACK | TRANSACTION ROLLBACK",
        "SAVEPOINT s | SAVEPOINT BEGIN s",
        "ROLLBACK TO s | SAVEPOINT ROLLBACK s",
        "RELEASE s | SAVEPOINT RELEASE s",
        "PRAGMA user_version | PRAGMA user_version",
        "PRAGMA user_version=3 | PRAGMA user_version 3",
        "PRAGMA main.table_info(v) | PRAGMA table_info v main",
        "SELECT 1 UNION SELECT 2 | SELECT; SELECT; SELECT",
        "WITH x AS (SELECT a FROM t) SELECT * FROM x | SELECT; READ t a main in x; SELECT in x",
        "SELECT * FROM (SELECT a FROM t) WHERE a > 1 | SELECT; READ t a main; SELECT",
        "SELECT rowid FROM t | SELECT; READ t ROWID main; READ t ''",
        "SELECT id FROM u | SELECT; READ u id main; READ u ''",
        "SELECT 1 FROM main.t | SELECT; READ t '' main",
        "SELECT a AS q FROM t ORDER BY q | SELECT; READ t a main",
        "SELECT a LIKE 'x', current_date, count(*) FROM t | SELECT; FUNCTION - like; "
            + "READ t a main; FUNCTION - current_date; FUNCTION - count",
        "INSERT INTO u(id,d) VALUES(1,2) ON CONFLICT(id) DO UPDATE SET d = excluded.d | "
            + "INSERT u - main; READ u id main; UPDATE u d main",
        "DELETE FROM t | DELETE t - main",
        "INSERT INTO t(a) VALUES(5) RETURNING a, b | INSERT t - main; READ t a main; "
            + "READ t b main",
        "SELECT t1.a FROM t AS t1 NATURAL JOIN v | SELECT; READ t a main in v; "
            + "FUNCTION - abs in v; READ t b main in v; READ t a main; SELECT in v",
        "EXPLAIN SELECT a FROM t | SELECT; READ t a main",
        "VALUES(1),(2) | SELECT",
        "INSERT INTO ck(a) VALUES(1) | INSERT ck - main",
        "UPDATE ck SET a = 3 WHERE b = 7 | UPDATE ck a main; READ ck b main",
        "SELECT a FROM ck WHERE abs(a) = 4 AND b > 1 | SELECT; READ ck a main; FUNCTION - abs; "
            + "READ ck a main; READ ck b main",
      })
  void isAskedInTheOrderOfSqlite(String sql, String questions) {
    connection.authorizer(
        (action, first, second, database, inside) -> {
          StringBuilder line = new StringBuilder(action.name());
          String[] rest = {first, second, database};
          int n = database != null ? 3 : second != null ? 2 : first != null ? 1 : 0;
          for (int i = 0; i < n; i++) {
            line.append(' ').append(rest[i] == null ? "-" : rest[i].isEmpty() ? "''" : rest[i]);
          }
          asked.add(line.append(inside == null ? "" : " in " + inside).toString());
          return Answer.OK;
        });
    connection.prepare(sql).close();
    assertThat(String.join("; ", asked)).isEqualTo(questions);
  }

  private void answering(Answer answer, AuthorizerAction action, String name) {
    connection.authorizer(
        (a, first, second, database, inside) ->
            a == action && (name.equals(first) || name.equals(second) || name.isEmpty())
                ? answer
                : Answer.OK);
  }

  @Test
  void whatIsDeniedCannotBePrepared() {
    answering(Answer.DENY, AuthorizerAction.READ, "b");
    assertThat(answer("SELECT b FROM t")).isEqualTo("SQLITE_AUTH access to t.b is prohibited");
    assertThat(answer("SELECT * FROM v")).isEqualTo("SQLITE_AUTH access to t.b is prohibited");
    assertThat(answer("SELECT a FROM t")).isEqualTo("1");
    connection.execute("CREATE TEMP TABLE t2(b)");
    assertThat(answer("SELECT b FROM t2"))
        .isEqualTo("SQLITE_AUTH access to temp.t2.b is prohibited");
    answering(Answer.DENY, AuthorizerAction.FUNCTION, "abs");
    assertThat(answer("SELECT ABS(1)"))
        .isEqualTo("SQLITE_AUTH not authorized to use function: abs");
    answering(Answer.DENY, AuthorizerAction.INSERT, "t");
    assertThat(answer("INSERT INTO t VALUES (1, 2, 3)")).isEqualTo("SQLITE_AUTH not authorized");
    answering(Answer.DENY, AuthorizerAction.SELECT, "");
    assertThat(answer("SELECT 1")).isEqualTo("SQLITE_AUTH not authorized");
    answering(Answer.DENY, AuthorizerAction.TRANSACTION, "BEGIN");
    assertThat(answer("BEGIN")).isEqualTo("SQLITE_AUTH not authorized");
    connection.authorizer(
        (a, first, second, database, inside) -> {
          throw new IllegalStateException();
        });
    assertThat(answer("SELECT 1")).isEqualTo("SQLITE_AUTH not authorized");
    connection.authorizer(null);
    assertThat(answer("SELECT 1")).isEqualTo("1");
  }

  @Test
  void whatIsIgnoredIsLeftOut() {
    answering(Answer.IGNORE, AuthorizerAction.READ, "b");
    assertThat(answer("SELECT *, b IS NULL FROM t")).isEqualTo("1,null,3,1");
    answering(Answer.IGNORE, AuthorizerAction.FUNCTION, "abs");
    assertThat(answer("SELECT abs(1)")).isEqualTo("null");
    answering(Answer.IGNORE, AuthorizerAction.UPDATE, "b");
    assertThat(answer("UPDATE t SET a = 7, b = 8 RETURNING a, b")).isEqualTo("7,2");
    answering(Answer.IGNORE, AuthorizerAction.INSERT, "t");
    assertThat(answer("INSERT INTO t VALUES (1, 2, 3)")).isEmpty();
    answering(Answer.IGNORE, AuthorizerAction.CREATE_TABLE, "n");
    assertThat(answer("CREATE TABLE n(x)")).isEmpty();
    answering(Answer.IGNORE, AuthorizerAction.SELECT, "");
    assertThat(answer("SELECT 1")).isEmpty();
    answering(Answer.IGNORE, AuthorizerAction.DELETE, "u");
    connection.updateHook((operation, database, table, rowid) -> asked.add(operation.name()));
    assertThat(answer("DELETE FROM u")).isEmpty();
    assertThat(asked).containsExactly("DELETE");
    connection.authorizer(null);
    assertThat(answer("SELECT (SELECT count(*) FROM t), (SELECT count(*) FROM u)"))
        .isEqualTo("1,0");
    assertThat(answer("SELECT count(*) FROM sqlite_schema WHERE name = 'n'")).isEqualTo("0");
  }

  @Test
  void statementsPreparedBeforeAreAskedAgain() {
    try (Statement statement = connection.prepare("SELECT b FROM t")) {
      statement.step();
      statement.reset();
      answering(Answer.IGNORE, AuthorizerAction.READ, "b");
      assertThat(statement.step()).isTrue();
      assertThat(statement.columnText(0)).isNull();
    }
  }
}

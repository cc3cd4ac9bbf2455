package tech.turso.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.turso.base.DbException;
import tech.turso.plan.ConnectionFlag;

/**
 * A file that has triggers, virtual tables or foreign keys can be read, and a change that would set
 * off what is not executed yet is refused.
 */
final class ConsequencesTest {
  private Session session;

  @BeforeEach
  void open() {
    session = Session.open(":memory:", false, true, false, 0);
    session.settings().turn(ConnectionFlag.WRITABLE_SCHEMA, true);
    run("CREATE TABLE t(a PRIMARY KEY, b, c UNIQUE ON CONFLICT REPLACE)");
    run("INSERT INTO t VALUES (1, 2, 3)");
    run("CREATE VIEW v AS SELECT a FROM t");
    run("CREATE TABLE parent(p INTEGER PRIMARY KEY, q)");
    run("CREATE TABLE child(x INTEGER PRIMARY KEY, y REFERENCES parent, z)");
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
      return e.text();
    }
  }

  /** Puts an object into the schema as a file of SQLite has it. */
  private void declare(String type, String name, String table, String sql) {
    run(
        "INSERT INTO sqlite_schema VALUES ('%s', '%s', '%s', 0, '%s')"
            .formatted(type, name, table, sql.replace("'", "''")));
    session.databases().getFirst().forgetSchema();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AFTER INSERT ON t | INSERT INTO t VALUES (7, 8, 9) | INSERT on t",
        "BEFORE INSERT ON t | REPLACE INTO t VALUES (7, 8, 9) | INSERT on t",
        "AFTER INSERT ON t | DELETE FROM t |",
        "AFTER INSERT ON t | UPDATE t SET a = 4 |",
        "DELETE ON t | DELETE FROM t | DELETE on t",
        "DELETE ON t | DELETE FROM t WHERE a = 1 | DELETE on t",
        "DELETE ON t | REPLACE INTO t VALUES (7, 8, 9) |",
        "UPDATE ON t | UPDATE t SET a = 4 | UPDATE on t",
        "UPDATE OF b ON t | UPDATE t SET a = 4 |",
        "UPDATE OF b, A ON t | UPDATE t SET a = 4 | UPDATE on t",
        "UPDATE OF b ON t | UPDATE t SET (a, B) = (4, 5) | UPDATE on t",
        "UPDATE ON t | INSERT INTO t VALUES (1, 2, 3) ON CONFLICT DO NOTHING |",
        "UPDATE ON t | INSERT INTO t VALUES (1, 2, 3) ON CONFLICT DO UPDATE SET b = 1 | UPDATE on"
            + " t",
        "INSTEAD OF INSERT ON v | INSERT INTO v VALUES (1) | INSERT on v",
      })
  void aTriggerThatWouldRunForbidsTheChange(String on, String sql, @Nullable String refused) {
    declare(
        "trigger",
        "tr",
        on.substring(on.length() - 1),
        "CREATE TRIGGER tr " + on + " BEGIN DELETE FROM parent; END");
    assertThat(message(sql))
        .isEqualTo(
            refused == null ? null : refused + ", which has the trigger tr, is not supported yet");
    assertThat(message("SELECT * FROM t, v")).isNull();
  }

  @Test
  void aReplacedRowSetsOffDeleteTriggersWhereTheyRecurse() {
    declare("trigger", "tr", "t", "CREATE TRIGGER tr DELETE ON t BEGIN SELECT 1; END");
    session.settings().turn(ConnectionFlag.RECURSIVE_TRIGGERS, true);
    assertThat(message("INSERT INTO t VALUES (7, 8, 9)")).contains("the trigger tr");
    assertThat(message("INSERT OR IGNORE INTO t VALUES (7, 8, 9)")).isNull();
    assertThat(message("UPDATE OR REPLACE t SET a = 2")).contains("the trigger tr");
  }

  @Test
  void aTableWithTriggersCanBeDropped() {
    declare("trigger", "tr", "t", "CREATE TRIGGER tr DELETE ON t BEGIN SELECT 1; END");
    run("DROP TABLE t");
    try (Prepared left = session.prepare("SELECT name FROM sqlite_schema WHERE name = 'tr'", 0)) {
      assertThat(left.step()).isFalse();
    }
  }

  @Test
  void aVirtualTableIsListedAndNeedsItsModule() {
    declare("table", "f", "f", "CREATE VIRTUAL TABLE f USING fts9(a)");
    assertThat(message("SELECT * FROM sqlite_schema, t")).isNull();
    for (String sql :
        new String[] {
          "SELECT * FROM f",
          "INSERT INTO f VALUES (1)",
          "UPDATE f SET a = 1",
          "DELETE FROM f",
          "DROP TABLE f"
        }) {
      assertThat(message(sql)).as(sql).isEqualTo("no such module: fts9");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INSERT INTO child VALUES (1, 2, 3) | child",
        "UPDATE child SET y = 1 | child",
        "UPDATE child SET z = 1 |",
        "DELETE FROM child |",
        "INSERT INTO parent VALUES (1, 2) |",
        "REPLACE INTO parent VALUES (1, 2) | parent",
        "UPDATE parent SET q = 1 | parent",
        "DELETE FROM parent WHERE p = 1 | parent",
        "DROP TABLE parent | parent",
        "DROP TABLE child |",
        "INSERT INTO t VALUES (1, 2, 4) |",
      })
  void foreignKeysThatAreEnforcedForbidTheChange(String sql, @Nullable String table) {
    assertThat(message(sql)).isNull();
    session.settings().turn(ConnectionFlag.FOREIGN_KEYS, true);
    assertThat(message(sql))
        .isEqualTo(
            table == null
                ? null
                : "changing %s with PRAGMA foreign_keys on, which it concerns, is not supported yet"
                    .formatted(table));
  }
}

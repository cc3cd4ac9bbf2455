package tech.turso.testing.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tech.turso.testing.oracle.Comparison;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testkit.Seeded;

final class ScriptGeneratorTest {
  private static final int STATEMENTS = 60;

  @Seeded
  void aSeedGivesOneScript(long seed) {
    List<String> script = ScriptGenerator.script(seed, STATEMENTS);
    assertThat(ScriptGenerator.script(seed, STATEMENTS)).isEqualTo(script);
    assertThat(ScriptGenerator.script(seed + 1, STATEMENTS)).isNotEqualTo(script);
  }

  @Test
  void everyClauseOccursAndMostStatementsEndWell() {
    Set<String> wanted =
        new HashSet<>(
            List.of(
                " JOIN ",
                " LEFT ",
                " RIGHT ",
                " FULL ",
                " CROSS ",
                " GROUP BY ",
                " HAVING ",
                " UNION ",
                " UNION ALL ",
                " INTERSECT ",
                " EXCEPT ",
                " ORDER BY ",
                " LIMIT ",
                " OFFSET ",
                "SELECT DISTINCT ",
                " EXISTS ",
                " IN (",
                " BETWEEN ",
                " LIKE ",
                " GLOB ",
                "CASE",
                "CAST(",
                "count(DISTINCT",
                " FILTER ",
                "WITH ",
                "VALUES ",
                "CREATE VIEW",
                "CREATE UNIQUE INDEX",
                " WITHOUT ROWID",
                " AUTOINCREMENT",
                " COLLATE NOCASE",
                " CHECK(",
                " DEFAULT (",
                " ON CONFLICT ",
                "DROP INDEX",
                "DROP TABLE",
                "OR REPLACE",
                "OR IGNORE",
                "OR FAIL",
                "OR ROLLBACK",
                "REPLACE INTO",
                "DEFAULT VALUES",
                " RETURNING ",
                " FROM t",
                "DELETE FROM",
                "SAVEPOINT ",
                "ROLLBACK TO ",
                "RELEASE ",
                "BEGIN IMMEDIATE",
                "NULLS LAST",
                "UPDATE t"));
    int failed = 0;
    int run = 0;
    for (int seed = 0; seed < 150; seed++) {
      try (OracleRunner oracle = OracleRunner.open(":memory:")) {
        for (String statement : ScriptGenerator.script(seed, STATEMENTS)) {
          wanted.removeIf(statement::contains);
          failed += oracle.run(statement).isOk() ? 0 : 1;
          run++;
        }
      }
    }
    assertThat(wanted).isEmpty();
    assertThat(failed).isBetween(run / 100, run / 8);
  }

  /** SQLite must give the same answer by another plan, or a difference would mean nothing. */
  @Seeded
  void answersDoNotDependOnThePlan(long seed) {
    for (int i = 0; i < 60; i++) {
      List<String> script = ScriptGenerator.script(seed + i, STATEMENTS);
      try (OracleRunner oracle = OracleRunner.open(":memory:")) {
        for (String statement : script) {
          Outcome plain = oracle.run(statement);
          if (!statement.startsWith("SELECT") && !statement.startsWith("WITH")) {
            continue;
          }
          oracle.must("PRAGMA reverse_unordered_selects = 1");
          oracle.must("PRAGMA automatic_index = 0");
          Outcome other = oracle.run(statement);
          oracle.must("PRAGMA reverse_unordered_selects = 0");
          oracle.must("PRAGMA automatic_index = 1");
          boolean ordered =
              statement.startsWith("SELECT * FROM (") && statement.contains(") ORDER BY ");
          assertThat(Comparison.sameRows(plain, other, ordered))
              .as("seed %d: %s\n%s\n-- or\n%s", seed + i, statement, plain, other)
              .isTrue();
        }
      }
    }
  }

  @Seeded
  void theOracleEqualsItself(long seed) {
    for (int i = 0; i < 10; i++) {
      List<String> script = ScriptGenerator.script(seed + i, STATEMENTS);
      assertThat(
              Comparison.inMemory(
                  OracleRunner::open, OracleRunner::open, script, Comparison.Order.EXACT))
          .isNull();
    }
  }
}

package tech.turso.testing.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;

final class ComparisonTest {
  /** SQLite that gives another answer to one statement. */
  private static SqlRunner.Opener instead(String statement, String other) {
    return name -> {
      OracleRunner oracle = OracleRunner.open(name);
      return new SqlRunner() {
        @Override
        public Outcome run(String sql, String types) {
          return oracle.run(sql.equals(statement) ? other : sql, types);
        }

        @Override
        public void interrupt() {
          oracle.interrupt();
        }

        @Override
        public void close() {
          oracle.close();
        }
      };
    };
  }

  private static final List<String> SCRIPT =
      List.of(
          "CREATE TABLE t(a INT, b UNIQUE)",
          "INSERT INTO t VALUES(1, 'x'), (2, 'y')",
          "SELECT a, b FROM t",
          "INSERT INTO t VALUES(3, 'x')");

  @Test
  void sqliteEqualsItself() {
    assertThat(
            Comparison.inMemory(
                OracleRunner::open, OracleRunner::open, SCRIPT, Comparison.Order.EXACT))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | SELECT a, b FROM t WHERE a < 2 | rows",
        "2 | SELECT +a, b FROM t | columns",
        "2 | SELECT 1.0*a AS a, b FROM t | columns",
        "2 | SELECT a, b FROM t ORDER BY b DESC | rows",
        "2 | SELECT a, b FROM nowhere | outcomes",
        "3 | INSERT INTO t VALUES(NULL) | outcomes",
        "3 | INSERT INTO t VALUES(3, 'z') | outcomes",
        "1 | INSERT INTO t VALUES(1, 'x'), (2, 'y'), (4, 'z') | changes() and last_insert_rowid()",
      })
  void aDifferenceIsFound(int index, String other, String what) {
    var difference =
        Comparison.inMemory(
            OracleRunner::open, instead(SCRIPT.get(index), other), SCRIPT, Comparison.Order.EXACT);
    assertThat(difference).isNotNull();
    assertThat(difference.index()).isEqualTo(index);
    assertThat(difference.what()).isEqualTo(what);
    assertThat(difference.toString()).contains(SCRIPT.get(index)).contains("-- expected");
  }

  @Test
  void typesDifferThoughTheTextIsEqual() {
    var difference =
        Comparison.inMemory(
            OracleRunner::open,
            instead("SELECT 1 AS a", "SELECT '1' AS a"),
            List.of("SELECT 1 AS a"),
            Comparison.Order.ANY);
    assertThat(difference).isNotNull();
    assertThat(difference.expected()).isEqualTo("1\n");
    assertThat(difference.actual()).isEqualTo("'1'\n");
  }

  @Test
  void orderCountsWhereItIsAskedFor() {
    String plain = "SELECT a FROM t";
    String ordered = "SELECT a FROM t ORDER BY a";
    assertThat(differs(plain, plain + " ORDER BY a DESC", Comparison.Order.WHERE_ASKED_FOR))
        .isFalse();
    assertThat(differs(ordered, ordered + " DESC", Comparison.Order.WHERE_ASKED_FOR)).isTrue();
    assertThat(differs(ordered, ordered + " DESC", Comparison.Order.ANY)).isFalse();
    assertThat(Comparison.asksForOrder("SELECT (SELECT 1 ORDER BY 1), 'ORDER BY'")).isFalse();
  }

  private static boolean differs(String sql, String other, Comparison.Order order) {
    List<String> script = List.of("CREATE TABLE t(a)", "INSERT INTO t VALUES(1), (2)", sql);
    return Comparison.inMemory(OracleRunner::open, instead(sql, other), script, order) != null;
  }

  @Test
  void contentsAreComparedAtTheEnd() {
    String insert = "INSERT INTO t VALUES(1, 'x')";
    var difference =
        Comparison.inMemory(
            OracleRunner::open,
            instead(insert, "INSERT INTO t VALUES(1, 'z')"),
            List.of("CREATE TABLE t(a, b)", insert),
            Comparison.Order.EXACT);
    assertThat(difference).isNotNull();
    assertThat(difference.index()).isEqualTo(2);
    assertThat(difference.expected()).isEqualTo("1|1|'x'\n");
  }

  @Test
  void minimizingKeepsWhatShowsTheDifference() {
    List<Integer> all = java.util.stream.IntStream.range(0, 100).boxed().toList();
    assertThat(Minimizer.minimize(all, part -> part.contains(17) && part.contains(71)))
        .containsExactly(17, 71);
    assertThat(Minimizer.minimize(all, part -> part.size() >= 3)).hasSize(3);
  }
}

package tech.turso.testing.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tech.turso.base.ResultCode;

final class OracleRunnerTest {
  private final OracleRunner oracle = OracleRunner.open(":memory:");

  @Test
  void itIsTheVersionThatTheEngineFollows() {
    assertThat(oracle.run("SELECT sqlite_version()").toString()).isEqualTo("'3.54.1'\n");
  }

  @Test
  void valuesKeepTheirTypesAndBytes() {
    String row = "SELECT NULL, 1, -9223372036854775808, 1.0, -0.0, 9e999, 'a''b', x'00ff', ''";
    assertThat(oracle.run(row).rows().getFirst())
        .containsExactly(
            Value.NULL,
            new Value.Int(1),
            new Value.Int(Long.MIN_VALUE),
            new Value.Real(1),
            new Value.Real(-0.0),
            new Value.Real(Double.POSITIVE_INFINITY),
            Value.Text.of("a'b"),
            new Value.Blob(new byte[] {0, (byte) 0xff}),
            Value.Text.of(""));
    Outcome odd = oracle.run("SELECT CAST(x'610062ff' AS TEXT), char(55296)");
    assertThat(odd.rows().getFirst())
        .containsExactly(
            new Value.Text(new byte[] {'a', 0, 'b', (byte) 0xff}),
            new Value.Text(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}));
    String literals = Outcome.line(odd.rows().getFirst()).replace('|', ',');
    assertThat(oracle.run("SELECT " + literals).rows()).isEqualTo(odd.rows());
  }

  @Test
  void columnsHaveNamesAndDeclaredTypes() {
    oracle.must("CREATE TABLE t(a VARCHAR(40), b)");
    Outcome outcome = oracle.run("SELECT a, b, a+1, a AS c FROM t");
    assertThat(outcome.columns()).containsExactly("a", "b", "a+1", "c");
    assertThat(outcome.declaredTypes()).containsExactly("VARCHAR(40)", null, null, "VARCHAR(40)");
  }

  @Test
  void failuresHaveTheExtendedCodeAndSqlitesMessage() {
    oracle.must("CREATE TABLE t(a PRIMARY KEY, b NOT NULL) WITHOUT ROWID");
    oracle.must("INSERT INTO t VALUES(1, 1)");
    assertThat(oracle.run("INSERT INTO t VALUES(1, 1)").failure())
        .isEqualTo(new Outcome.Failure(1555, "UNIQUE constraint failed: t.a"));
    assertThat(oracle.run("SELEC").failure())
        .isEqualTo(new Outcome.Failure(1, "near \"SELEC\": syntax error"));
    assertThat(oracle.run("SELECT max(a, b) FROM t(").failure())
        .isEqualTo(new Outcome.Failure(1, "incomplete input"));
    assertThat(oracle.run("SELECT abs(-9223372036854775808)").failure())
        .isEqualTo(new Outcome.Failure(1, "integer overflow"));
  }

  @Test
  void typesAreConvertedWhenAskedFor() {
    assertThat(oracle.run("SELECT '12x', 1.5, 2, NULL", "IITT").rows().getFirst())
        .containsExactly(new Value.Int(12), new Value.Int(1), Value.Text.of("2"), Value.NULL);
  }

  @Test
  void countersAreThoseOfTheLastChange() {
    oracle.must("CREATE TABLE t(a)");
    oracle.must("INSERT INTO t VALUES(1), (2), (3)");
    assertThat(oracle.counters()).containsExactly(new Value.Int(3), new Value.Int(3));
  }

  @Test
  void everyCodeOfSqliteIsKnown() {
    // codes that scripts can name
    assertThat(ResultCode.valueOf("CONSTRAINT_UNIQUE").number()).isEqualTo(2067);
  }

  @Test
  void aScriptIsSplitOutsideStringsCommentsAndTriggers() {
    assertThat(
            SqlScript.split(
                """
                SELECT ';' ; -- a; comment
                /* ; */ SELECT "a;b", [c;d];;
                CREATE TEMP TRIGGER r AFTER INSERT ON t BEGIN
                  SELECT CASE WHEN 1 THEN 2 END; DELETE FROM t; END;
                BEGIN; END
                """))
        .satisfiesExactly(
            s -> assertThat(s).isEqualTo("SELECT ';'"),
            s -> assertThat(s).endsWith("[c;d]"),
            s -> assertThat(s).startsWith("CREATE TEMP").endsWith("END"),
            s -> assertThat(s).isEqualTo("BEGIN"),
            s -> assertThat(s).isEqualTo("END"));
    assertThat(SqlScript.split(" ; -- nothing\n")).isEqualTo(List.of());
  }
}

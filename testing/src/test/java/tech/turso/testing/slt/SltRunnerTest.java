package tech.turso.testing.slt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;

final class SltRunnerTest {
  @TempDir Path folder;

  private SltResult run(String script) throws IOException {
    Path file = folder.resolve("script.slt");
    Files.writeString(file, script);
    return SltRunner.run(file, OracleRunner::open, 10_000);
  }

  @Test
  void rightAnswersPass() throws IOException {
    assertThat(
            run(
                """
                # a comment
                statement ok
                CREATE TABLE t(a,
                  b)

                statement ok
                INSERT INTO t VALUES(2, ''), (NULL, 'x'), (10, 1.5)

                statement error
                INSERT INTO t VALUES(1)

                statement error SQLITE_ERROR table t has 2 columns but 1 values were supplied
                INSERT INTO t VALUES(1)

                query IT rowsort
                SELECT * FROM t
                ----
                10
                1.5
                2
                (empty)
                NULL
                x

                query RT valuesort label
                SELECT 1.25, 'a' || char(10)
                ----
                1.250
                a@

                rows
                SELECT a, b FROM t
                ----
                2|''
                NULL|'x'
                10|1.5

                rows unordered
                SELECT b FROM t
                ----
                'x'
                1.5
                ''

                columns
                SELECT a AS b, 1+1 FROM t
                ----
                b
                1+1
                """))
        .isEqualTo(new SltResult(9, 0, 0, 0, java.util.List.of()));
  }

  @Test
  void wrongAnswersFail() throws IOException {
    SltResult result =
        run(
            """
            statement ok
            SELEC

            statement error
            SELECT 1

            statement error SQLITE_CONSTRAINT_UNIQUE
            SELEC

            statement error SQLITE_ERROR near "x": syntax error
            SELEC

            query I
            SELECT 1
            ----
            2

            query II
            SELECT 1
            ----
            1

            query I
            SELEC
            ----
            1

            rows
            SELECT 1
            ----
            '1'

            rows
            SELECT 1 UNION ALL SELECT 2
            ----
            2
            1

            columns
            SELECT 1 AS a
            ----
            b

            query I nosort x
            SELECT 1
            ----
            1

            query I nosort x
            SELECT 2
            ----
            2
            """);
    assertThat(result.passed()).isEqualTo(1);
    assertThat(result.failed()).isEqualTo(11);
    assertThat(result.failures().getFirst().toString())
        .contains("line 1", "SELEC", "near \"SELEC\": syntax error");
  }

  @Test
  void longResultsAreHashed() throws IOException {
    String query = "query I nosort\nSELECT value FROM json_each('[1,2,3]')\n----\n";
    String hashed = "3 values hashing to c0710d6b4f15dfa88f600b0e6b624077\n";
    assertThat(run("hash-threshold 2\n\n" + query + hashed).passed()).isEqualTo(1);
    assertThat(run(query + hashed).passed()).isEqualTo(1);
    assertThat(run(query + "1\n2\n3\n").passed()).isEqualTo(1);
    assertThat(run("hash-threshold 2\n\n" + query + "1\n2\n3\n").failed()).isEqualTo(1);
    assertThat(run(query + hashed.replace('c', 'd')).failed()).isEqualTo(1);
  }

  @Test
  void conditionsAndHaltSkip() throws IOException {
    SltResult result =
        run(
            """
            onlyif mysql # why
            statement ok
            nonsense

            skipif sqlite
            statement ok
            nonsense

            skipif mysql
            statement ok
            SELECT 1

            onlyif sqlite
            halt

            statement ok
            nonsense
            """);
    assertThat(result.passed()).isEqualTo(1);
    assertThat(result.failed()).isZero();
    assertThat(result.skipped()).isEqualTo(3);
  }

  @Test
  void aStatementThatDoesNotEndIsInterrupted() throws IOException {
    Path file = folder.resolve("long.slt");
    Files.writeString(
        file,
        """
        statement ok
        WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT count(*) FROM c

        statement ok
        SELECT 1
        """);
    SltResult result = SltRunner.run(file, OracleRunner::open, 200);
    assertThat(result.failures().getFirst().actual()).isEqualTo("error 9: interrupted");
    assertThat(result.passed()).isEqualTo(1);
  }

  @Test
  void anExceptionIsAFailureAndTheRestStillRuns() throws IOException {
    Path file = folder.resolve("script.slt");
    Files.writeString(file, "statement ok\nSELECT 1\n\nstatement ok\nSELECT 2\n");
    SqlRunner.Opener opener =
        name ->
            new SqlRunner() {
              @Override
              public Outcome run(String sql, String types) {
                throw new IllegalStateException("broken");
              }

              @Override
              public void interrupt() {}

              @Override
              public void close() {}
            };
    SltResult result = SltRunner.run(file, opener, 1000);
    assertThat(result.failed()).isEqualTo(2);
    assertThat(result.failures().getFirst().actual()).contains("broken").contains("at ");
  }

  @Test
  void nonsenseIsNoScript() {
    assertThatThrownBy(() -> run("\nqueri I\nSELECT 1\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("script.slt:2");
    assertThatThrownBy(() -> run("statement error SQLITE_NOPE\nSELECT 1\n"))
        .hasMessageContaining("SQLITE_NOPE");
  }

  @Test
  void compressedScriptsAreRead() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("statement ok\nSELECT 1\n".getBytes(StandardCharsets.UTF_8));
    }
    Path file = folder.resolve("a.test.gz");
    Files.write(file, bytes.toByteArray());
    assertThat(SltRunner.run(file, OracleRunner::open, 1000).passed()).isEqualTo(1);
    assertThat(Slt.scriptsIn(folder)).containsExactly(file);
  }

  @Test
  void recordingWritesTheAnswersInAndKeepsTheRest() throws IOException {
    Path file = folder.resolve("script.slt");
    Files.writeString(
        file,
        """
        # kept
        statement ok
        CREATE TABLE t(a UNIQUE)

        statement ok
        INSERT INTO t VALUES(1), (1)

        rows
        SELECT 1, 'x'
        ----
        wrong

        # kept too
        query T
        SELECT 'y'

        columns
        SELECT a FROM t
        """);
    assertThat(SltRecorder.recorded(file, OracleRunner::open))
        .isEqualTo(
            """
            # kept
            statement ok
            CREATE TABLE t(a UNIQUE)

            statement error SQLITE_CONSTRAINT_UNIQUE UNIQUE constraint failed: t.a
            INSERT INTO t VALUES(1), (1)

            rows
            SELECT 1, 'x'
            ----
            1|'x'

            # kept too
            query T
            SELECT 'y'
            ----
            y

            columns
            SELECT a FROM t
            ----
            a
            """
                .lines()
                .toList());
  }
}

package tech.turso.testing.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What pragmas do to files, and to other connections: what a script cannot say. */
final class PragmaFilesTest {
  private static final int HEADER_BYTES = 100;

  private static final List<String> QUESTIONS =
      List.of(
          "PRAGMA page_size",
          "PRAGMA encoding",
          "PRAGMA auto_vacuum",
          "PRAGMA user_version",
          "PRAGMA application_id",
          "PRAGMA default_cache_size",
          "PRAGMA cache_size",
          "PRAGMA synchronous",
          "PRAGMA secure_delete",
          "PRAGMA journal_mode",
          "PRAGMA locking_mode",
          "PRAGMA foreign_keys",
          "PRAGMA freelist_count",
          "PRAGMA page_count",
          "PRAGMA integrity_check",
          "SELECT * FROM t");

  @TempDir Path folder;

  private Path file(String name) {
    return folder.resolve(name + ".db");
  }

  private static void run(SqlRunner.Opener engine, Path file, String script) {
    try (SqlRunner sql = engine.open(file.toString())) {
      for (String statement : script.split(";")) {
        sql.must(statement);
      }
    }
  }

  private static String answer(SqlRunner sql, String statement) {
    return sql.run(statement).toString().strip();
  }

  private static byte[] header(Path file) throws IOException {
    return Arrays.copyOf(Files.readAllBytes(file), HEADER_BYTES);
  }

  // ---- the file itself ----

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRAGMA page_size=1024;PRAGMA encoding='UTF-16be';PRAGMA auto_vacuum=2;"
            + "PRAGMA user_version=77;PRAGMA application_id=-5;PRAGMA default_cache_size=99;"
            + "CREATE TABLE t(a);INSERT INTO t VALUES('é')",
        "PRAGMA page_size=65536;CREATE TABLE t(a);PRAGMA page_size=512",
        "PRAGMA auto_vacuum=1;PRAGMA page_size=512;CREATE TABLE t(a);"
            + "INSERT INTO t VALUES(zeroblob(5000))",
        "PRAGMA encoding=utf16;PRAGMA user_version=1;CREATE TABLE t(a)",
        "PRAGMA user_version=5;PRAGMA page_size=8192;PRAGMA encoding='UTF-16le';CREATE TABLE t(a)",
        "CREATE TABLE t(a);PRAGMA encoding=utf16;PRAGMA auto_vacuum=1;INSERT INTO t VALUES(1)",
        "PRAGMA auto_vacuum=incremental;CREATE TABLE t(a);INSERT INTO t VALUES(zeroblob(50000));"
            + "PRAGMA auto_vacuum=full;DELETE FROM t",
        "PRAGMA auto_vacuum=2;CREATE TABLE t(a);INSERT INTO t VALUES(zeroblob(50000));"
            + "DELETE FROM t;PRAGMA incremental_vacuum(3)",
        "CREATE TABLE t(a);PRAGMA schema_version=40;PRAGMA synchronous=off;PRAGMA cache_size=5;"
            + "PRAGMA secure_delete=on;PRAGMA locking_mode=exclusive;PRAGMA foreign_keys=on",
        "CREATE TABLE t(a);PRAGMA journal_mode=persist;INSERT INTO t VALUES(1)",
      })
  void theHeaderIsSqlitesAndEitherReadsTheOthersFile(String script) throws IOException {
    run(OracleRunner::open, file("oracle"), script);
    run(TursoRunner::open, file("turso"), script);
    assertThat(header(file("turso"))).isEqualTo(header(file("oracle")));
    assertThat(Files.size(file("turso"))).isEqualTo(Files.size(file("oracle")));
    for (String name : List.of("oracle", "turso")) {
      try (SqlRunner oracle = OracleRunner.open(file(name).toString())) {
        try (SqlRunner turso = TursoRunner.open(file(name).toString())) {
          for (String question : QUESTIONS) {
            assertThat(answer(turso, question))
                .as(name + ": " + question)
                .isEqualTo(answer(oracle, question));
          }
        }
      }
    }
  }

  @Test
  void aJournalIsDeletedKeptOrCutAsItsModeSays() throws IOException {
    Path journal = folder.resolve("turso.db-journal");
    try (SqlRunner sql = TursoRunner.open(file("turso").toString())) {
      sql.must("CREATE TABLE t(a)");
      assertThat(journal).doesNotExist();
      assertThat(answer(sql, "PRAGMA journal_mode=persist")).isEqualTo("'persist'");
      sql.must("INSERT INTO t VALUES(1)");
      assertThat(Files.size(journal)).isPositive();
      assertThat(answer(sql, "PRAGMA journal_mode=truncate")).isEqualTo("'truncate'");
      sql.must("INSERT INTO t VALUES(2)");
      assertThat(Files.size(journal)).isZero();
      assertThat(answer(sql, "PRAGMA journal_mode=delete")).isEqualTo("'delete'");
      assertThat(journal).doesNotExist();
      assertThat(answer(sql, "PRAGMA journal_mode=wal")).isEqualTo("'delete'");
    }
  }

  @Test
  void aJournalThatIsKeptIsCutToItsLimit() throws IOException {
    for (SqlRunner.Opener engine :
        List.<SqlRunner.Opener>of(OracleRunner::open, TursoRunner::open)) {
      Path file = Files.createTempDirectory(folder, "engine").resolve("limit.db");
      Path journal = Path.of(file + "-journal");
      try (SqlRunner sql = engine.open(file.toString())) {
        sql.must("PRAGMA journal_mode=persist");
        sql.must("CREATE TABLE t(a)");
        sql.must("INSERT INTO t VALUES(zeroblob(20000))");
        sql.must("UPDATE t SET a = zeroblob(19999)");
        assertThat(Files.size(journal)).isGreaterThan(10_000);
        sql.must("PRAGMA journal_size_limit=3000");
        sql.must("UPDATE t SET a = zeroblob(19998)");
        assertThat(Files.size(journal)).isEqualTo(3000);
        sql.must("PRAGMA journal_size_limit=0");
        sql.must("UPDATE t SET a = zeroblob(19997)");
        assertThat(Files.size(journal)).isZero();
      }
    }
  }

  @Test
  void whatIsDeletedIsOverwrittenOnlyIfAskedFor() throws IOException {
    for (String mode : List.of("off", "fast", "on")) {
      Path file = file(mode);
      run(
          TursoRunner::open,
          file,
          "PRAGMA secure_delete="
              + mode
              + ";CREATE TABLE t(a);INSERT INTO t VALUES('very secret'), ('kept');"
              + "DELETE FROM t WHERE rowid = 1");
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(bytes.contains("secret")).as(mode).isEqualTo(mode.equals("off"));
      assertThat(bytes).contains("kept");
    }
  }

  // ---- a schema that cannot be read ----

  @Test
  void aBrokenSchemaCanBeRepaired() throws IOException {
    run(
        OracleRunner::open,
        file("oracle"),
        "CREATE TABLE t(a);CREATE TABLE u(b);PRAGMA writable_schema=on;"
            + "UPDATE sqlite_schema SET sql='CREATE TABLE t(' WHERE name='t'");
    Files.copy(file("oracle"), file("turso"));
    List<String> script =
        List.of(
            "PRAGMA busy_timeout=10",
            "PRAGMA user_version",
            "PRAGMA page_size",
            "PRAGMA foreign_keys=on",
            "PRAGMA nosuch",
            "PRAGMA table_info(u)",
            "PRAGMA encoding",
            "SELECT * FROM u",
            "PRAGMA writable_schema=on",
            "SELECT name, sql FROM sqlite_schema",
            "SELECT * FROM u",
            "DELETE FROM sqlite_schema WHERE name='t'",
            "PRAGMA writable_schema=reset",
            "PRAGMA writable_schema",
            "SELECT * FROM u",
            "PRAGMA table_list");
    try (SqlRunner oracle = OracleRunner.open(file("oracle").toString())) {
      try (SqlRunner turso = TursoRunner.open(file("turso").toString())) {
        for (String statement : script) {
          assertThat(answer(turso, statement)).as(statement).isEqualTo(answer(oracle, statement));
        }
      }
    }
  }

  // ---- other connections ----

  @Test
  void exclusiveLockingKeepsOthersOutUntilItEnds() {
    run(TursoRunner::open, file("turso"), "CREATE TABLE t(a)");
    try (SqlRunner one = TursoRunner.open(file("turso").toString());
        SqlRunner other = TursoRunner.open(file("turso").toString())) {
      assertThat(answer(one, "PRAGMA locking_mode=exclusive")).isEqualTo("'exclusive'");
      one.must("INSERT INTO t VALUES(1)");
      assertThat(answer(other, "SELECT * FROM t")).isEqualTo("error 5: database is locked");
      // What needs no file works all the same.
      assertThat(answer(other, "PRAGMA busy_timeout=0")).isEqualTo("0");
      assertThat(other.run("PRAGMA cache_spill=off").isOk()).isTrue();
      one.must("PRAGMA locking_mode=normal");
      assertThat(answer(one, "SELECT * FROM t")).isEqualTo("1");
      assertThat(answer(other, "SELECT * FROM t")).isEqualTo("1");
    }
  }

  @Test
  void dataVersionChangesWhenAnotherConnectionCommits() {
    run(TursoRunner::open, file("turso"), "CREATE TABLE t(a)");
    try (SqlRunner one = TursoRunner.open(file("turso").toString());
        SqlRunner other = TursoRunner.open(file("turso").toString())) {
      String before = answer(one, "PRAGMA data_version");
      one.must("INSERT INTO t VALUES(1)");
      assertThat(answer(one, "PRAGMA data_version")).isEqualTo(before);
      other.must("INSERT INTO t VALUES(2)");
      assertThat(answer(one, "PRAGMA data_version")).isNotEqualTo(before);
    }
  }

  @Test
  void aChangeOfTempStoreEndsTheTemporaryDatabase() {
    for (SqlRunner.Opener engine :
        List.<SqlRunner.Opener>of(OracleRunner::open, TursoRunner::open)) {
      try (SqlRunner sql = engine.open(":memory:")) {
        sql.must("CREATE TEMP TABLE t(a)");
        sql.must("PRAGMA temp_store=0");
        sql.must("SELECT * FROM t");
        sql.must("PRAGMA temp_store=memory");
        assertThat(answer(sql, "SELECT * FROM t")).isEqualTo("error 1: no such table: t");
        sql.must("CREATE TEMP TABLE t(a)");
        assertThat(answer(sql, "SELECT count(*) FROM t")).isEqualTo("0");
      }
    }
  }
}

package tech.turso.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole sessions: what SQLite's shell prints for the same input. Texts that 3.54 draws differently
 * from 3.40 follow 3.54.
 */
final class SessionTest {
  private static final String USERS =
      "CREATE TABLE users (id INT, username TEXT);\n"
          + "INSERT INTO users VALUES (1, 'alice');\n"
          + "INSERT INTO users VALUES (2, 'bob');\n";

  @TempDir Path folder;

  @Test
  void theExampleOfTheOriginalWorks() {
    ShellRun run = ShellRun.of(USERS + "SELECT * FROM users;\n", "-interactive");
    assertThat(run.out())
        .isEqualTo(
            """
            Turso
            Enter ".help" for usage hints.
            Connected to a transient in-memory database.
            Use ".open FILENAME" to reopen on a persistent database
            turso> turso> turso> turso> 1|alice
            2|bob
            turso>\s
            """);
    assertThat(run.code()).isZero();
  }

  @Test
  void statementsMayHaveSeveralLines() {
    ShellRun run = ShellRun.of("select 1,\n\n 2 -- two;\n, 'a;\nb';\n");
    assertThat(run.out()).isEqualTo("1|2|a;\nb\n");
    assertThat(ShellRun.of("select 3\n/\nselect 4\nGO\n").out()).isEqualTo("3\n4\n");
    assertThat(ShellRun.of("select 5 -- no semicolon").out()).isEqualTo("5\n");
    assertThat(ShellRun.of("select 1; select 2; -- and\n").out()).isEqualTo("1\n2\n");
  }

  @Test
  void errorsTellTheLineAndThePlaceAndTheShellGoesOn() {
    ShellRun run =
        ShellRun.of(
            "select 1;\nselec 2;\ncreate table t(a unique);\n"
                + "insert into t values(1),(1);\n\nselect a,\n b from t;\nselect 3;\n");
    assertThat(run.out()).isEqualTo("1\n3\n");
    assertThat(run.err())
        .isEqualTo(
            """
            Parse error near line 2: near "selec": syntax error
              selec 2;
              ^--- error here
            Runtime error near line 4: UNIQUE constraint failed: t.a (19)
            Parse error near line 6: no such column: b
              select a,  b from t;
                         ^--- error here
            """);
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void errorsInFilesNameTheFile() throws IOException {
    Path script = Files.writeString(folder.resolve("x.sql"), "\nselec;\n");
    ShellRun run = ShellRun.of(".read " + script + "\n");
    assertThat(run.err())
        .isEqualTo(
            "Parse error near line 2 of "
                + script
                + ": near \"selec\": syntax error\n  selec;\n  ^--- error here\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void argumentsAreRunUntilOneFails() {
    ShellRun run =
        ShellRun.of("", ":memory:", "select 1; select 2", "select 3", "selec", "select 4");
    assertThat(run.out()).isEqualTo("1\n2\n3\n");
    assertThat(run.err())
        .isEqualTo("Error: in prepare, near \"selec\": syntax error\n  selec\n  ^--- error here\n");
    assertThat(run.code()).isEqualTo(1);
    run = ShellRun.of("", ":memory:", "create table t(a check (a > 0)); insert into t values(0)");
    assertThat(run.err()).isEqualTo("Error: stepping, CHECK constraint failed: a > 0 (19)\n");
  }

  @Test
  void bailStopsAtTheFirstErrorOfSql() {
    assertThat(ShellRun.of("select 1;\nselec;\nselect 2;\n", "-bail").out()).isEqualTo("1\n");
  }

  @Test
  void modesMayBeGivenAsOptions() {
    String sql = USERS + "select * from users;\n";
    assertThat(ShellRun.of(sql, "-csv", "-header").out())
        .isEqualTo("id,username\r\n1,alice\r\n2,bob\r\n");
    assertThat(ShellRun.of(sql, "-json").out())
        .isEqualTo("[{\"id\":1,\"username\":\"alice\"},\n{\"id\":2,\"username\":\"bob\"}]\n");
    assertThat(ShellRun.of(sql, "-line").out())
        .isEqualTo("      id: 1\nusername: alice\n\n      id: 2\nusername: bob\n");
    assertThat(ShellRun.of(sql, "-separator", "::", "-newline", ";").out())
        .isEqualTo("1::alice;2::bob;");
    assertThat(ShellRun.of("select null, x'41';\n", "-nullvalue", "N", "-quote").out())
        .isEqualTo("NULL,x'41'\n");
    assertThat(ShellRun.of(sql, "-cmd", ".mode tabs", "-cmd", "select 'first'").out())
        .isEqualTo("first\n1\talice\n2\tbob\n");
  }

  @Test
  void aModeMayHoldForOneStatement() {
    assertThat(ShellRun.of(".mode --once csv\nselect 1,2;\nselect 1,2;\n").out())
        .isEqualTo("1,2\r\n1|2\n");
  }

  @Test
  void onceSendsOneStatementToAFile() {
    Path file = folder.resolve("once.txt");
    assertThat(ShellRun.of(".once " + file + "\nselect 1;\nselect 2;\n").out()).isEqualTo("2\n");
    assertThat(file).hasContent("1");
  }

  @Test
  void echoAndChangesAndTimerAccompanyStatements() {
    ShellRun run =
        ShellRun.of(
            "create table t(a);\n.echo on\ninsert into t\nvalues(1),(2);\n.changes on\n"
                + "delete from t where a=1;\n");
    assertThat(run.out())
        .isEqualTo(
            """
            insert into t
            values(1),(2);
            .changes on
            delete from t where a=1;
            changes: 1   total_changes: 3
            """);
    assertThat(ShellRun.of(".timer once\nselect 1;\nselect 2;\n").out())
        .matches("1\nRun Time: real \\d+\\.\\d{6} user \\d+\\.\\d{6} sys \\d+\\.\\d{6}\n2\n");
  }

  @Test
  void plansAreShownAsTrees() {
    assertThat(ShellRun.of("create table t(a);\nexplain query plan select * from t;\n").out())
        .isEqualTo("QUERY PLAN\n`--SCAN t\n");
    assertThat(ShellRun.of("create table t(a);\n.eqp on\nselect * from t;\n").out())
        .isEqualTo("QUERY PLAN\n`--SCAN t\n");
    assertThat(
            ShellRun.of("create table t(a);\n.explain off\nexplain query plan select * from t;\n")
                .out())
        .endsWith("|SCAN t\n");
    assertThat(ShellRun.of("explain select 1;\n").out())
        .startsWith("addr  opcode         p1    p2    p3    p4             p5  comment      \n");
  }

  @Test
  void aFileKeepsWhatWasWritten() {
    String file = folder.resolve("a.db").toString();
    assertThat(ShellRun.of("", file, USERS).code()).isZero();
    assertThat(ShellRun.of("select count(*) from users;\n", file).out()).isEqualTo("2\n");
    assertThat(ShellRun.of("", "-readonly", file, "delete from users").err())
        .isEqualTo("Error: stepping, attempt to write a readonly database (8)\n");
    assertThat(ShellRun.of(".open " + file + "\nselect count(*) from users;\n").out())
        .isEqualTo("2\n");
    assertThat(ShellRun.of(".open --new " + file + "\nselect count(*) from users;\n").err())
        .startsWith("Parse error near line 2: no such table: users\n");
  }

  @Test
  void whatCannotBeOpenedIsTold() throws IOException {
    String missing = folder + "/no/such/folder/x.db";
    ShellRun run = ShellRun.of("select 1;\n", missing);
    assertThat(run.err())
        .isEqualTo(
            "Error: unable to open database \"" + missing + "\": unable to open database file\n");
    assertThat(run.code()).isEqualTo(1);
    assertThat(ShellRun.of("", "-ifexists", folder + "/x.db", "select 1 from t").code())
        .isEqualTo(1);
    assertThat(folder.resolve("x.db")).doesNotExist();
    Path junk = Files.writeString(folder.resolve("junk"), "This is no database. ".repeat(100));
    run = ShellRun.of("select * from t;\n", junk.toString());
    assertThat(run.err()).isEqualTo("Parse error near line 1: file is not a database (26)\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void aTypingErrorInTheNameMakesNoFile() {
    Path file = folder.resolve("typo.db");
    ShellRun.of(".print nothing\n", file.toString());
    assertThat(file).doesNotExist();
  }
}

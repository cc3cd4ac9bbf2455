package tech.turso.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look at the schema and move data, as SQLite's shell 3.54 answers them. */
final class SchemaCommandsTest {
  private static final String SCHEMA =
      """
      CREATE TABLE parent(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, "odd ""name" BLOB);
      CREATE INDEX ix ON parent(name) WHERE name > 'a';
      CREATE VIEW v AS SELECT id, name AS n FROM parent;
      CREATE TABLE "order"(k TEXT PRIMARY KEY, v) WITHOUT ROWID;
      INSERT INTO parent VALUES(5,'it''s',x'00ff'),(7,'two
      lines',NULL);
      INSERT INTO "order" VALUES('a',1.5),('b',9e999);
      """;

  @TempDir Path folder;

  private static ShellRun run(String commands) {
    return ShellRun.of(SCHEMA + commands);
  }

  @Test
  void tablesStandSideBySide() {
    assertThat(run(".tables\n").out()).isEqualTo("order     parent     v\n");
    assertThat(run("create temp table tt(x);\n.tables %t%\n").out())
        .isEqualTo("parent     temp.tt\n");
    assertThat(ShellRun.of(".tables\n").out()).isEmpty();
  }

  @Test
  void indexesOfThePrimaryKeyAreShownOnDemand() {
    assertThat(run(".indexes\n").out()).isEqualTo("ix\n");
    assertThat(run(".indexes --sys\n").out()).isEqualTo("sqlite_autoindex_order_1\n");
    assertThat(run(".indexes --all\n").out()).isEqualTo("ix     sqlite_autoindex_order_1\n");
    assertThat(run(".indexes --nope\n").err()).contains("^--- unknown option");
  }

  @Test
  void theSchemaIsSql() {
    assertThat(run(".schema\n").out())
        .isEqualTo(
            """
            CREATE TABLE parent(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, "odd ""name" BLOB);
            CREATE TABLE sqlite_sequence(name,seq);
            CREATE INDEX ix ON parent(name) WHERE name > 'a';
            CREATE VIEW v AS SELECT id, name AS n FROM parent
            /* v(id,n) */;
            CREATE TABLE "order"(k TEXT PRIMARY KEY, v) WITHOUT ROWID;
            """);
    assertThat(run(".schema --indent par%\n").out())
        .isEqualTo(
            """
            CREATE TABLE parent(
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              name TEXT NOT NULL,
              "odd ""name" BLOB
            );
            CREATE INDEX ix ON parent(name) WHERE name > 'a';
            """);
    assertThat(run(".schema --nosys ORDER\n").out())
        .isEqualTo("CREATE TABLE \"order\"(k TEXT PRIMARY KEY, v) WITHOUT ROWID;\n");
    assertThat(run("create temp table tt(x);\n.schema temp.*\n").out())
        .isEqualTo("CREATE TABLE temp.tt(x);\n");
    assertThat(run(".schema sqlite_schema\n").out())
        .isEqualTo(
            """
            CREATE TABLE sqlite_schema (
              type text,
              name text,
              tbl_name text,
              rootpage integer,
              sql text
            );
            """);
  }

  @Test
  void aDumpMakesTheDatabaseAgain() {
    String dump = run(".dump\n").out();
    assertThat(dump)
        .isEqualTo(
            """
            PRAGMA foreign_keys=OFF;
            BEGIN TRANSACTION;
            CREATE TABLE parent(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, "odd ""name" BLOB);
            INSERT INTO parent VALUES(5,'it''s',x'00ff');
            INSERT INTO parent VALUES(7,unistr('two\\u000alines'),NULL);
            CREATE TABLE IF NOT EXISTS "order"(k TEXT PRIMARY KEY, v) WITHOUT ROWID;
            INSERT INTO "order" VALUES('a',1.5);
            INSERT INTO "order" VALUES('b',9.0e+999);
            PRAGMA writable_schema=ON;
            CREATE TABLE IF NOT EXISTS sqlite_sequence(name,seq);
            DELETE FROM sqlite_sequence;
            INSERT INTO sqlite_sequence VALUES('parent',7);
            CREATE VIEW v AS SELECT id, name AS n FROM parent;
            CREATE INDEX ix ON parent(name) WHERE name > 'a';
            PRAGMA writable_schema=OFF;
            COMMIT;
            """);
    ShellRun again = ShellRun.of(dump + ".dump\n");
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).isEqualTo(dump);
  }

  @Test
  void partsOfADumpMayBeAskedFor() {
    assertThat(run(".dump --data-only order\n").out())
        .isEqualTo(
            "INSERT INTO \"order\" VALUES('a',1.5);\n"
                + "INSERT INTO \"order\" VALUES('b',9.0e+999);\n");
    assertThat(
            ShellRun.of("create table t(a);insert into t values(1);\n.dump --preserve-rowids\n")
                .out())
        .contains("INSERT INTO t(rowid,a) VALUES(1,1);\n");
    assertThat(run(".dump --nope\n").err()).contains("^--- unknown option");
  }

  @Test
  void databasesAreListedWithTheirFiles() {
    String file = folder.resolve("a.db").toString();
    assertThat(ShellRun.of(".databases\n", file).out()).isEqualTo("main: " + file + " r/w\n");
    assertThat(ShellRun.of(".databases\n").out()).isEqualTo("main: \"\" r/w\n");
    assertThat(ShellRun.of("create temp table t(a);\n.databases\n").out())
        .isEqualTo("main: \"\" r/w\ntemp: \"\" r/w\n");
  }

  @Test
  void parametersHaveValues() {
    ShellRun run =
        ShellRun.of(
            """
            .parameter set :x 2+3
            .parameter set @name hello
            .parameter set $blob "x'0102'"
            .parameter list
            select :x, @name, quote($blob), ?7, $int_12, $text_abc;
            .parameter unset :x
            select :x is null;
            .parameter clear
            .parameter list
            """);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            $blob x'0102'
            :x    5
            @name 'hello'
            5|hello|X'0102'||12|abc
            1
            """
                .replace("x'0102'", "X'0102'"));
  }

  @Test
  void importFillsATable() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.csv"), "id,name\r\n1,\"a, b\"\r\n2,\n3,\"x\ny\"");
    ShellRun run = ShellRun.of(".import --csv -v " + file + " t\nselect *, typeof(id) from t;\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            Column separator ",", row separator "\\n"
            CREATE TABLE "main"."t"(
            "id", "name")

            Added 3 rows with 0 errors using 4 lines of input
            1|a, b|text
            2||text
            3|x
            y|text
            """);
  }

  @Test
  void importTellsOfRowsThatDoNotFit() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "1,2,3\n4\n5,6\n5,6\n");
    ShellRun run =
        ShellRun.of(
            "create table t(a unique, b);\n.mode csv\n.import "
                + file
                + " t\n.mode list\nselect * from t;\n");
    assertThat(run.out()).isEqualTo("1|2\n4|\n5|6\n");
    assertThat(run.err())
        .isEqualTo(
            file
                + ":1: expected 2 columns but found 3 - extras ignored\n"
                + file
                + ":2: expected 2 columns but found 1 - filling the rest with NULL\n"
                + file
                + ":4: INSERT failed: UNIQUE constraint failed: t.a\n");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void importReadsTheScriptAndCommandsToo() {
    assertThat(
            ShellRun.of(
                    ".import --csv <<END t\n"
                        + "a,b\n"
                        + "1,2\n"
                        + "END\n"
                        + "select * from t;\n"
                        + ".import --csv --skip 1 '|echo x; echo 3,4' t\n"
                        + "select * from t;\n")
                .out())
        .isEqualTo("1|2\n1|2\n3|4\n");
    ShellRun run = ShellRun.of(".import nofile t\n.import\n.import --nope\n");
    assertThat(run.err())
        .isEqualTo(
            """
            line 1: cannot open "nofile"
            line 2: Missing FILE argument

            line 3: .import --nope
            line 3:         ^--- unknown option
            """);
  }
}

package tech.turso.testing.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.sql.ast.Name;
import tech.turso.sql.ast.Select;
import tech.turso.sql.ast.Select.ResultColumn;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.ast.Statement.AlterAction;
import tech.turso.sql.ast.TableDefinition.ColumnConstraint;
import tech.turso.sql.ast.TableDefinition.ColumnDefinition;
import tech.turso.sql.ast.TableDefinition.TableConstraint;
import tech.turso.sql.parser.Parser;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.Value;

/** The parts of the source that SQLite keeps or shows are where our tree says they are. */
final class SourceTextTest {
  private final OracleRunner oracle = OracleRunner.open(":memory:");

  @AfterEach
  void close() {
    oracle.close();
  }

  private static Statement parse(String sql) {
    Statement statement = Parser.parse(sql, 0).statement();
    assertThat(statement).isNotNull();
    return statement;
  }

  private Outcome run(String sql) {
    Outcome outcome = oracle.run(sql, "");
    assertThat(outcome.failure()).as(sql).isNull();
    return outcome;
  }

  private String text(String query) {
    return string(run(query).rows().getFirst());
  }

  private static String string(List<Value> row) {
    return new String(((Value.Text) row.getFirst()).utf8(), StandardCharsets.UTF_8);
  }

  private String schemaText(String type) {
    return text("SELECT sql FROM sqlite_schema WHERE type='" + type + "' ORDER BY rowid DESC");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE x(a)",
        "create  temp /* c */ table\n main . [x y] ( a , b ) ;",
        "CREATE TABLE IF NOT EXISTS main.x(a int primary key) without rowid ",
        "CREATE TABLE x(a int /* c */) -- c\n  strict /* d */ ; ",
        "CREATE TABLE x(a int) strict",
        "CREATE TABLE x(a int) strict -- c",
        "CREATE TABLE x(a) /* c */"
      })
  void createTable(String sql) {
    String text = sql.replace("temp ", "");
    var create = (Statement.CreateTable) parse(text);
    run(text);
    assertThat("CREATE TABLE " + text.substring(create.textStart(), create.textEnd()))
        .isEqualTo(schemaText("table"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE VIEW v AS SELECT 1",
        "CREATE VIEW main . v AS SELECT 1 ;",
        "CREATE VIEW v (a) AS SELECT 1 /* c */ ;",
        "CREATE VIEW v AS SELECT 1 -- c",
        "CREATE VIEW v AS SELECT 1 -- c\n",
      })
  void createView(String sql) {
    var create = (Statement.CreateView) parse(sql);
    run(sql);
    assertThat("CREATE VIEW " + sql.substring(create.textStart(), create.textEnd()))
        .isEqualTo(schemaText("view"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX i ON t(a)",
        "CREATE INDEX main . i ON t ( a ) ;",
        "CREATE UNIQUE INDEX i ON t(a) WHERE a > 1 /* c */ ; ",
        "CREATE INDEX i ON t(a) -- c",
        "CREATE INDEX i ON t(a) WHERE a  \n",
      })
  void createIndex(String sql) {
    run("CREATE TABLE t(a)");
    var create = (Statement.CreateIndex) parse(sql);
    run(sql);
    String kind = create.unique() ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    assertThat(kind + sql.substring(create.textStart(), create.textEnd()))
        .isEqualTo(schemaText("index"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END",
        "CREATE TRIGGER main . [r] AFTER INSERT ON t BEGIN SELECT 1 ; /* c */ END /* d */ ;",
      })
  void createTrigger(String sql) {
    run("CREATE TABLE t(a)");
    var create = (Statement.CreateTrigger) parse(sql);
    run(sql);
    assertThat("CREATE TRIGGER " + sql.substring(create.textStart(), create.textEnd()))
        .isEqualTo(schemaText("trigger"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE VIRTUAL TABLE f USING fts5(a , b, content = '')",
        "CREATE VIRTUAL TABLE main . f USING rtree ( a , b , c ) ; ",
      })
  void createVirtualTable(String sql) {
    var create = (Statement.CreateVirtualTable) parse(sql);
    run(sql);
    String stored = text("SELECT sql FROM sqlite_schema WHERE name='f'");
    assertThat("CREATE VIRTUAL TABLE " + sql.substring(create.textStart(), create.textEnd()))
        .isEqualTo(stored);
  }

  @Test
  void defaults() {
    String sql =
        "CREATE TABLE x(a DEFAULT 1, b DEFAULT - 5, c DEFAULT (1 + 2 /* c */ ), d DEFAULT +'x',"
            + "e DEFAULT true, f DEFAULT \"q\", g DEFAULT CURRENT_TIME, h DEFAULT x'0a',"
            + " i DEFAULT ( 'a' || 'b' ) NOT NULL, j DEFAULT 1_000)";
    var create = (Statement.CreateTable) parse(sql);
    run(sql);
    List<String> theirs =
        run("SELECT dflt_value FROM pragma_table_info('x')").rows().stream()
            .map(SourceTextTest::string)
            .toList();
    List<String> ours =
        create.definition().columns().stream().map(column -> defaultText(sql, column)).toList();
    assertThat(ours).isEqualTo(theirs);
  }

  private static String defaultText(String sql, ColumnDefinition column) {
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.Default value) {
        return sql.substring(value.textStart(), value.textEnd());
      }
    }
    throw new AssertionError(column);
  }

  @Test
  void typesOfColumns() {
    String sql =
        "CREATE TABLE x(a, b INT, c  long /* c */  int ( 5 , +1 ), d 'q' \"r\", e int generated"
            + " always as (a), f generated always as (a), g varchar(10) generated always as (a),h"
            + " \"Text\", i 'integer' 'x', j Blob, k [my type], l `a``b` c, m [int] generated"
            + " always as (a), n an, o \"a\"\"b\", p '', q 'INT')";
    var create = (Statement.CreateTable) parse(sql);
    run(sql);
    List<String> theirs =
        run("SELECT type FROM pragma_table_xinfo('x')").rows().stream()
            .map(SourceTextTest::string)
            .toList();
    List<String> ours =
        create.definition().columns().stream().map(column -> column.type().text()).toList();
    assertThat(ours).isEqualTo(theirs);
  }

  @Test
  void checks() {
    String sql = "CREATE TABLE x(a CHECK ( a  > 0 /* c */ ), CHECK(\n1<>a ))";
    var create = (Statement.CreateTable) parse(sql);
    run(sql);
    var column = create.definition().columns().getFirst();
    var check = (ColumnConstraint.Check) column.constraints().getFirst();
    String failure = "CHECK constraint failed: ";
    assertThat(failure + sql.substring(check.textStart(), check.textEnd()))
        .isEqualTo(oracle.run("INSERT INTO x VALUES(-1)", "").failure().message());
    var other = (TableConstraint.Check) create.definition().constraints().getFirst();
    assertThat(failure + sql.substring(other.textStart(), other.textEnd()))
        .isEqualTo(oracle.run("INSERT INTO x VALUES(1)", "").failure().message());
  }

  @Test
  void namesOfColumns() {
    run("CREATE TABLE t(a, b)");
    String sql =
        "SELECT a+1, a + 1 AS x, 1 y, 'z', \"a\"||b /* c */ , ( 1 ) , -- d\n  max( a ), a collate"
            + " nocase, case when 1 then 2 end 'q', ? , (select 1) from t";
    List<ResultColumn> columns =
        ((Select.Core.Query) ((Statement.Query) parse(sql)).select().first()).columns();
    List<String> ours = columns.stream().map(column -> name(sql, column)).toList();
    assertThat(ours).isEqualTo(run(sql).columns());
  }

  private static String name(String sql, ResultColumn column) {
    var value = (ResultColumn.Value) column;
    Name alias = value.alias();
    return alias != null ? alias.text() : sql.substring(value.textStart(), value.textEnd());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t ADD COLUMN b int DEFAULT 1 /* c */ ; ",
        "ALTER TABLE t ADD b /* c */ int  ",
      })
  void addedColumns(String sql) {
    run("CREATE TABLE t(a)");
    var alter = (AlterAction.AddColumn) ((Statement.AlterTable) parse(sql)).action();
    run(sql);
    String added = sql.substring(alter.textStart(), alter.textEnd());
    assertThat("CREATE TABLE t(a, " + added + ")").isEqualTo(schemaText("table"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t ADD CHECK ( a > 0 ) /* c */ -- d",
        "ALTER TABLE t ADD  constraint  x  check (a>0) on conflict fail -- d\n ;",
      })
  void addedChecks(String sql) {
    run("CREATE TABLE t(a)");
    var alter = (AlterAction.AddCheck) ((Statement.AlterTable) parse(sql)).action();
    run(sql);
    String added = sql.substring(alter.textStart(), alter.textEnd());
    assertThat("CREATE TABLE t(a, " + added + ")").isEqualTo(schemaText("table"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE t ALTER a SET Not  Null",
        "ALTER TABLE t ALTER COLUMN a SET not null on  conflict fail /* c */ -- d\n ;",
      })
  void setNotNull(String sql) {
    run("CREATE TABLE t(a)");
    var alter = (AlterAction.SetNotNull) ((Statement.AlterTable) parse(sql)).action();
    run(sql);
    String added = sql.substring(alter.textStart(), alter.textEnd());
    assertThat("CREATE TABLE t(a " + added + ")").isEqualTo(schemaText("table"));
  }
}

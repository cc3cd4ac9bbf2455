package tech.turso.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.base.DbException;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.FromClause;
import tech.turso.sql.ast.FromClause.JoinOperator;
import tech.turso.sql.ast.FromClause.Source;
import tech.turso.sql.ast.Select.CompoundOp;
import tech.turso.sql.ast.Select.Core;
import tech.turso.sql.ast.Statement;
import tech.turso.sql.ast.TableDefinition.ColumnConstraint;
import tech.turso.sql.ast.TableDefinition.ReferenceAction;
import tech.turso.sql.ast.TableDefinition.TableConstraint;

final class ParserTest {
  private static Statement parse(String sql) {
    return Parser.parse(sql, 0).statement();
  }

  private static DbException.Sql error(String sql) {
    return catchThrowableOfType(DbException.Sql.class, () -> Parser.parse(sql, 0));
  }

  // What is parsed, and what is left

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ";", " ; ;; ", "-- c", "/* c */;/* open", "\ufeff", "\n\0 FORM"})
  void aTextWithoutAStatementIsNoStatement(String sql) {
    var parsed = Parser.parse(sql, 0);
    assertThat(parsed.statement()).isNull();
    assertThat(parsed.end()).isEqualTo(sql.length());
  }

  @Test
  void nothingBehindTheSemicolonIsLookedAt() {
    String sql = "SELECT 1; 'open ) FORM";
    var parsed = Parser.parse(sql, 0);
    assertThat(parsed.statement()).isInstanceOf(Statement.Query.class);
    assertThat(sql.substring(parsed.end())).isEqualTo(" 'open ) FORM");
  }

  @Test
  void parsingBeginsWhereToldAndPositionsCountFromTheStart() {
    String sql = "SELECT 1; SELECT 2 ;x";
    var parsed = Parser.parse(sql, 9);
    assertThat(parsed.start()).isEqualTo(9);
    assertThat(parsed.end()).isEqualTo(20);
    var select = ((Statement.Query) parsed.statement()).select();
    assertThat(sql.substring(select.start(), select.end())).isEqualTo("SELECT 2");
    var error = catchThrowableOfType(DbException.Sql.class, () -> Parser.parse(sql, 20));
    assertThat(error).hasMessage("near \"x\": syntax error");
    assertThat(error.position()).isEqualTo(20);
  }

  @Test
  void aNulEndsTheText() {
    var parsed = Parser.parse("SELECT 1\0 FORM", 0);
    assertThat(parsed.statement()).isNotNull();
    assertThat(parsed.end()).isEqualTo(14);
    assertThat(error("SELECT 'x\0'")).hasMessage("unrecognized token: \"'x\"");
  }

  // Errors

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "FORM t | near \"FORM\": syntax error | 0",
        "SELECT a FORM t x | near \"t\": syntax error | 14",
        "SELECT | incomplete input | -1",
        "SELECT ; | near \";\": syntax error | 7",
        "SELECT 'open | unrecognized token: \"'open\" | 7",
        "SELECT 1 ! 2 | unrecognized token: \"!\" | 9",
        "SELECT 1__0 | unrecognized token: \"1__0\" | -1",
        "SELECT 1_0__5 | unrecognized token: \"100__5\" | -1",
        "SELECT \u00e9 \ud83d\ude00 x | near \"x\": syntax error | 12",
        "SELECT ?0 | variable number must be between ?1 and ?32766 | 7",
        "SELECT ?32766, :a | too many SQL variables | 15",
        "SELECT * FROM t INNER LEFT JOIN u | unknown join type: INNER LEFT | 16",
        "SELECT * FROM t INNER LEFT JOIN JOIN u | near \"JOIN\": syntax error | 32",
        "VALUES(1),(2,3) | all VALUES must have the same number of terms | -1",
        "VALUES(1),(2,3) x | near \"x\": syntax error | 16",
        "VALUES(1),(2,3) ! | unrecognized token: \"!\" | 16",
        "SELECT sum(a ORDER BY a) OVER () | ORDER BY may not be used with non-aggregate sum() | 7",
      })
  void errorsHaveTheTextAndThePlaceOfSqlite(String sql, String message, int position) {
    DbException.Sql error = error(sql);
    assertThat(error).hasMessage(message);
    assertThat(error.position()).isEqualTo(position);
  }

  @Test
  void tooManyArgumentsOfAFunction() {
    assertThat(parse("SELECT f(1" + ",1".repeat(999) + ")")).isNotNull();
    DbException.Sql error = error("SELECT \"f\"(1" + ",1".repeat(1000) + ")");
    assertThat(error).hasMessage("too many arguments on function \"f\"");
    assertThat(error.position()).isEqualTo(7);
  }

  @Test
  void tooManyTermsOfACompound() {
    assertThat(parse("SELECT 1" + " UNION SELECT 1".repeat(499))).isNotNull();
    assertThat(error("SELECT 1" + " UNION SELECT 1".repeat(500)))
        .hasMessage("too many terms in compound SELECT");
    assertThat(parse("VALUES(1)" + ",(1)".repeat(1000))).isNotNull();
  }

  @Test
  void tooManyTermsOfFrom() {
    assertThat(parse("SELECT * FROM t" + ",t".repeat(199))).isNotNull();
    assertThat(error("SELECT * FROM t" + ",t".repeat(200)))
        .hasMessage("too many FROM clause terms, max: 200");
  }

  @Test
  void tooManyColumnsOfSet() {
    assertThat(parse("UPDATE t SET a=1" + ",a=1".repeat(1999))).isNotNull();
    assertThat(error("UPDATE t SET a=1" + ",(a)=(1)".repeat(2000)))
        .hasMessage("too many columns in set list");
  }

  // Parameters

  @Test
  void parametersAreNumberedInOrder() {
    var parameters = Parser.parse("SELECT ?, :a, ?5, ?, @a, :a, $b::c(d), ?2", 0).parameters();
    assertThat(parameters.count()).isEqualTo(8);
    assertThat(parameters.name(1)).isNull();
    assertThat(parameters.name(2)).isEqualTo(":a");
    assertThat(parameters.name(5)).isEqualTo("?5");
    assertThat(parameters.name(6)).isNull();
    assertThat(parameters.number("@a")).isEqualTo(7);
    assertThat(parameters.number("$b::c(d)")).isEqualTo(8);
    assertThat(parameters.number("?5")).isEqualTo(5);
    assertThat(parameters.number("?2")).isZero();
    assertThat(parameters.number(":x")).isZero();
  }

  // Queries

  private static FromClause from(String clause) {
    var query = (Core.Query) ((Statement.Query) parse("SELECT * FROM " + clause)).select().first();
    return query.from();
  }

  @ParameterizedTest
  @CsvSource({
    "JOIN, INNER, false",
    "INNER JOIN, INNER, false",
    "cross join, CROSS, false",
    "INNER CROSS JOIN, CROSS, false",
    "LEFT JOIN, LEFT, false",
    "OUTER LEFT JOIN, LEFT, false",
    "RIGHT OUTER JOIN, RIGHT, false",
    "FULL JOIN, FULL, false",
    "LEFT RIGHT JOIN, FULL, false",
    "NATURAL JOIN, INNER, true",
    "LEFT OUTER NATURAL JOIN, LEFT, true",
    "NATURAL CROSS JOIN, CROSS, true",
  })
  void joinOperators(String operator, JoinOperator.Kind kind, boolean natural) {
    var term = from("t " + operator + " u").terms().getLast();
    assertThat(term.join()).isEqualTo(new JoinOperator(kind, natural));
  }

  @Test
  void parenthesesThatMeanNothingInFromAreDropped() {
    assertThat(from("(a JOIN b) LEFT JOIN c").terms()).hasSize(3);
    assertThat(from("((a))").terms().getFirst().source()).isInstanceOf(Source.Table.class);
    assertThat(from("a JOIN (b JOIN c)").terms().getLast().source())
        .isInstanceOf(Source.Nested.class);
    assertThat(from("(a JOIN b) AS x").terms().getFirst().source())
        .isInstanceOf(Source.Nested.class);
  }

  @Test
  void aSourceInParenthesesHasTheAliasBehindThem() {
    assertThat(from("a, (b AS x) AS y").terms().getLast().source().alias()).hasToString("y");
    assertThat(from("a, (b AS x)").terms().getLast().source().alias()).isNull();
    assertThat(from("(b AS x)").terms().getFirst().source().alias()).hasToString("x");
  }

  @Test
  void compoundsGroupToTheLeftAndTakeTheLastOrder() {
    var select =
        ((Statement.Query)
                parse("SELECT 1 UNION ALL VALUES(2),(3) EXCEPT SELECT 4 ORDER BY 1 LIMIT 5, 6"))
            .select();
    assertThat(select.rest())
        .extracting(arm -> arm.op())
        .containsExactly(CompoundOp.UNION_ALL, CompoundOp.EXCEPT);
    assertThat(select.orderBy()).hasSize(1);
    assertThat(Sexpr.write(select.limit())).isEqualTo("6");
    assertThat(Sexpr.write(select.offset())).isEqualTo("5");
  }

  // Words that are keywords at times

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*) over FROM t",
        "SELECT count(*) filter FROM t",
        "SELECT count(*) over, count(*) filter, 1 window",
        "SELECT window, over, filter FROM window, over, filter",
        "SELECT 1 FROM t window",
        "SELECT 1 FROM t window WINDOW window AS (), over AS (window)",
        "SELECT f() OVER over, g() FILTER (WHERE 1) OVER (over) FROM t",
        "CREATE TABLE key(desc, asc, begin int, end key, row of, temp no)",
        "INSERT INTO replace(ignore, fail) VALUES(if, do)",
        "WITH with AS (SELECT 1) SELECT with FROM with",
        "SELECT query, plan, explain, of FROM t"
      })
  void keywordsAreNamesWhereTheyFit(String sql) {
    assertThat(parse(sql)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cast", "raise"})
  void whatBeginsAnExpressionIsNoNameThere(String keyword) {
    assertThat(error("SELECT " + keyword + " FROM t")).hasMessage("near \"FROM\": syntax error");
    assertThat(parse("SELECT t." + keyword + " FROM " + keyword)).isNotNull();
  }

  // Schema

  @Test
  void theNameOfAConstraintHoldsUntilTheColumnEnds() {
    var create =
        (Statement.CreateTable)
            parse("CREATE TABLE t(a CONSTRAINT x NOT NULL CHECK(a), b UNIQUE, CHECK(a))");
    var columns = create.definition().columns();
    assertThat(columns.getFirst().constraints())
        .extracting(constraint -> String.valueOf(constraint.constraintName()))
        .containsExactly("x", "x");
    assertThat(columns.getLast().constraints().getFirst().constraintName()).isNull();
    assertThat(create.definition().constraints().getFirst().constraintName()).isNull();
  }

  @Test
  void defaultsOfBareWords() {
    var columns =
        ((Statement.CreateTable)
                parse("CREATE TABLE t(a DEFAULT true, b DEFAULT \"false\", c DEFAULT hello)"))
            .definition()
            .columns();
    assertThat(columns.stream().map(c -> (ColumnConstraint.Default) c.constraints().getFirst()))
        .extracting(value -> Sexpr.write(value.value()))
        .containsExactly("true", "'false'", "'hello'");
  }

  @Test
  void foreignKeys() {
    var create =
        (Statement.CreateTable)
            parse(
                "CREATE TABLE t(a, FOREIGN KEY(a) REFERENCES u(b) ON DELETE CASCADE"
                    + " ON UPDATE SET NULL ON DELETE SET DEFAULT MATCH x"
                    + " DEFERRABLE INITIALLY DEFERRED)");
    var key = (TableConstraint.References) create.definition().constraints().getFirst();
    assertThat(key.target().onDelete()).isEqualTo(ReferenceAction.SET_DEFAULT);
    assertThat(key.target().onUpdate()).isEqualTo(ReferenceAction.SET_NULL);
    assertThat(key.deferral()).isTrue();
  }

  @Test
  void argumentsOfModulesAreTheirText() {
    var create =
        (Statement.CreateVirtualTable)
            parse("CREATE VIRTUAL TABLE t USING m( a  b , 'c,d', (e, (f)) g /* h */ ,, i=';')");
    assertThat(create.arguments()).containsExactly("a  b", "'c,d'", "(e, (f)) g", "i=';'");
  }

  @Test
  void storedSchemasMayHaveOldFaults() {
    String sql = "CREATE TABLE t(a, FOREIGN KEY(a COLLATE nocase DESC) REFERENCES u)";
    assertThat(Parser.parseStored(sql)).isInstanceOf(Statement.CreateTable.class);
    assertThat(error(sql)).hasMessage("syntax error after column name \"a\"");
    assertThatThrownBy(() -> Parser.parseStored(" "))
        .isInstanceOf(DbException.Sql.class)
        .hasMessage("incomplete input");
  }

  @Test
  void anExpressionAloneIsTheWholeText() {
    assertThat(Parser.parseExpression("1 /* c */")).isInstanceOf(Expr.IntegerLiteral.class);
    for (String sql : new String[] {"1 2", "1;", "1, 2", ""}) {
      assertThatThrownBy(() -> Parser.parseExpression(sql)).isInstanceOf(DbException.Sql.class);
    }
  }
}

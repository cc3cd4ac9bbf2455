package tech.turso.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.turso.sql.ast.BinaryOp;
import tech.turso.sql.ast.Expr;
import tech.turso.sql.ast.OrderingTerm;
import tech.turso.sql.ast.Window;

final class ExprParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "1 OR 2 AND 3 OR 4 | (OR (OR 1 (AND 2 3)) 4)",
        "1 = 2 < 3 & 4 + 5 * 6 ~~ 7 | (= 1 (< 2 (& 3 (+ 4 (* 5 (~~ 6 7))))))",
        "1 ~~ 2 * 3 + 4 & 5 < 6 = 7 | (= (< (& (+ (* (~~ 1 2) 3) 4) 5) 6) 7)",
        "1 - 2 - 3 | (- (- 1 2) 3)",
        "1 = 2 <> 3 | (<> (= 1 2) 3)",
        "a -> b ->> c ~~ d | (~~ (->> (-> a b) c) d)",
        "1 << 2 >> 3 & 4 | (& (>> (<< 1 2) 3) 4)",
        "NOT 1 = 2 | (NOT (= 1 2))",
        "NOT 1 AND 2 | (AND (NOT 1) 2)",
        "1 = NOT 2 = 3 | (= 1 (NOT (= 2 3)))",
        "1 * NOT 2 + 3 | (* 1 (NOT (+ 2 3)))",
        "- 1 COLLATE x | (collate-x (- 1))",
        "1 ~~ 2 COLLATE x | (~~ 1 (collate-x 2))",
        "~ 1 ~~ 2 | (~~ (~ 1) 2)",
        "- + - 1 | (- (- 1))",
        "+ + 1 | (+ 1)",
        "- + 1 | (- 1)",
        "+ - 1 | (+ (- 1))",
        "a ISNULL NOTNULL | (not-null (is-null a))",
        "a = b ISNULL | (is-null (= a b))",
        "NOT a NOT NULL | (NOT (not-null a))",
        "a < b NOT NULL | (not-null (< a b))",
        "a OR b NOT IN (1) | (OR a (not-in b 1))",
        "a IS b IS NOT c | (is-not (is a b) c)",
        "a IS NULL | (is-null a)",
        "a IS NOT (NULL) | (not-null a)",
        "a IS NOT NULL + 1 | (is-not a (+ null 1))",
        "a IS NOT DISTINCT FROM b | (is a b)",
        "a IS DISTINCT FROM NULL | (not-null a)",
        "a IS NOT NOT b | (is-not a (NOT b))",
        "a BETWEEN 1 AND 2 AND 3 | (AND (between a 1 2) 3)",
        "a BETWEEN 1 = 2 AND 3 | (between a (= 1 2) 3)",
        "a BETWEEN 1 AND 2 = 3 | (= (between a 1 2) 3)",
        "a BETWEEN 1 AND 2 < 3 | (between a 1 (< 2 3))",
        "a NOT BETWEEN (1 OR 2 AND 3) AND 4 | (not-between a (OR 1 (AND 2 3)) 4)",
        "a BETWEEN b BETWEEN 1 AND 2 AND 3 | (between a (between b 1 2) 3)",
        "a = b BETWEEN 1 AND 2 | (between (= a b) 1 2)",
        "a LIKE b ESCAPE c | (LIKE a b c)",
        "a LIKE b < c ESCAPE d | (LIKE a (< b c) d)",
        "a LIKE b ESCAPE c < d | (LIKE a b (< c d))",
        "a LIKE b ESCAPE c = d | (= (LIKE a b c) d)",
        "a LIKE b NOT GLOB c | (not-GLOB (LIKE a b) c)",
        "a LIKE NOT b ESCAPE c | (LIKE a (NOT b) c)",
        "a IN (1, 2) IN (3) | (in (in a 1 2) 3)",
        "a IN () | (in a)",
        "a IN ((SELECT 1)) | (in-select a)",
        "a NOT IN (VALUES(1)) | (not-in-select a)",
        "a IN main.t | (in-main.t a)",
        "a IN t(1, 2) = 3 | (= (in-t a 1 2) 3)",
        "(a, b) = (1, (2)) | (= (row a b) (row 1 2))",
        "((a)) | a",
        "CASE a WHEN 1 THEN 2 WHEN 3 THEN 4 ELSE 5 END + 1 | (+ (case a 1->2 3->4 else 5) 1)",
        "CASE WHEN a THEN CASE b WHEN 1 THEN 2 END END | (case a->(case b 1->2))",
        "CAST(a + 1 AS varchar(10)) | (cast-varchar(10) (+ a 1))",
        "f(a, g(), count(*)) | (f a (g) (count*))",
        "main.t.a + t.b + 's'.c | (+ (+ main.t.a t.b) s.c)",
        "like(a, b) LIKE left(c) | (LIKE (like a b) (left c))",
        "RAISE(ABORT, 'x' ~~ y) | (raise (~~ 'x' y))",
        "NOT EXISTS (SELECT 1) = (SELECT 2) | (NOT (= (exists) (select)))",
        "end + row + key + left | (+ (+ (+ end row) key) left)",
      })
  void bindsAsInSqlite(String sql, String tree) {
    assertThat(Sexpr.of(sql.replace("~~", "||"))).isEqualTo(tree.replace("~~", "||"));
  }

  @Test
  void positionsIncludeParentheses() {
    String sql = " ( a ) + ( b + 1 )  ";
    var sum = (Expr.Binary) Parser.parseExpression(sql);
    assertThat(sql.substring(sum.start(), sum.end())).isEqualTo("( a ) + ( b + 1 )");
    assertThat(sql.substring(sum.left().start(), sum.left().end())).isEqualTo("a");
    assertThat(sql.substring(sum.right().start(), sum.right().end())).isEqualTo("b + 1");
  }

  @Test
  void positionsOfPartsOfANameAreTheirTokens() {
    String sql = "\"main\" . t.[a b]";
    var column = (Expr.Column) Parser.parseExpression(sql);
    assertThat(sql.substring(column.start(), column.end())).isEqualTo(sql);
    assertThat(sql.substring(column.column().start(), column.column().end())).isEqualTo("[a b]");
    assertThat(column.column().text()).isEqualTo("a b");
    assertThat(column.schema()).hasToString("main");
    assertThat(column.table()).hasToString("t");
  }

  @Test
  void onlyALoneDoubleQuotedNameMayBeAString() {
    assertThat(((Expr.Column) Parser.parseExpression("\"a\"")).mayBeString()).isTrue();
    assertThat(((Expr.Column) Parser.parseExpression("[a]")).mayBeString()).isFalse();
    assertThat(((Expr.Column) Parser.parseExpression("t.\"a\"")).mayBeString()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, 0",
    "9223372036854775807, true, 9223372036854775807",
    "9223372036854775808, false, 0",
    "18446744073709551617, false, 0",
    "00000000000000000000007, true, 7",
    "0x7fffffffffffffff, true, 9223372036854775807",
    "0XFFFFFFFFFFFFFFFF, true, -1",
    "0x0000000000000000ff, true, 255",
    "0x10000000000000000, false, 0",
    "1_000, true, 1000",
    "0xf_f, true, 255",
  })
  void wholeNumbers(String sql, boolean fits, long value) {
    var literal = (Expr.IntegerLiteral) Parser.parseExpression(sql);
    assertThat(literal.fits()).isEqualTo(fits);
    assertThat(literal.value()).isEqualTo(value);
    assertThat(literal.text()).isEqualTo(sql.replace("_", ""));
  }

  @Test
  void theLeastIntegerIsKnownWithoutItsSign() {
    assertThat(((Expr.IntegerLiteral) Parser.parseExpression("9223372036854775808")))
        .matches(Expr.IntegerLiteral::isMinimumNegated);
    assertThat(((Expr.IntegerLiteral) Parser.parseExpression("0009223372036854775808")))
        .matches(Expr.IntegerLiteral::isMinimumNegated);
    assertThat(((Expr.IntegerLiteral) Parser.parseExpression("19223372036854775808")))
        .matches(literal -> !literal.isMinimumNegated());
  }

  @Test
  void literals() {
    assertThat(((Expr.RealLiteral) Parser.parseExpression("1_0.5e1_0")).text())
        .isEqualTo("10.5e10");
    assertThat(((Expr.StringLiteral) Parser.parseExpression("'it''s'")).value()).isEqualTo("it's");
    assertThat(((Expr.BlobLiteral) Parser.parseExpression("X'0aFF'")).hex()).isEqualTo("0aFF");
  }

  @Test
  void arrowsAreToldApart() {
    assertThat(((Expr.Binary) Parser.parseExpression("a->b")).op()).isEqualTo(BinaryOp.ARROW);
    assertThat(((Expr.Binary) Parser.parseExpression("a->>b")).op()).isEqualTo(BinaryOp.LONG_ARROW);
  }

  @Test
  void anAggregateMayOrderAndFilterItsInput() {
    String sql = "f(DISTINCT a, b ORDER BY c DESC NULLS LAST) FILTER (WHERE d)";
    var call = (Expr.Call) Parser.parseExpression(sql);
    assertThat(call.distinct()).isTrue();
    assertThat(call.arguments()).hasSize(2);
    var term = call.orderBy().getFirst();
    assertThat(term.isDescending()).isTrue();
    assertThat(term.nulls()).isEqualTo(OrderingTerm.Nulls.LAST);
    assertThat(Sexpr.write(call.filter())).isEqualTo("d");
    assertThat(call.over()).isNull();
    assertThat(call.end()).isEqualTo(sql.length());
  }

  @Test
  void aWindowHasAllItsClauses() {
    String sql =
        "f(a) FILTER (WHERE b) OVER (w PARTITION BY c ORDER BY d"
            + " GROUPS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE TIES)";
    var call = (Expr.Call) Parser.parseExpression(sql);
    assertThat(call.filter()).isNotNull();
    var window = (Window) call.over();
    assertThat(sql.substring(window.start(), window.end())).startsWith("(w").endsWith("TIES)");
    assertThat(window.base()).hasToString("w");
    assertThat(window.partitionBy()).hasSize(1);
    assertThat(window.orderBy()).hasSize(1);
    var frame = window.frame();
    assertThat(frame.unit()).isEqualTo(Window.Unit.GROUPS);
    assertThat(frame.from().kind()).isEqualTo(Window.Bound.Kind.PRECEDING);
    assertThat(frame.to().kind()).isEqualTo(Window.Bound.Kind.UNBOUNDED_FOLLOWING);
    assertThat(frame.exclude()).isEqualTo(Window.Exclude.TIES);
  }

  @Test
  void overWithANameIsThatWindow() {
    var call = (Expr.Call) Parser.parseExpression("f() OVER w");
    assertThat(((Expr.Over.Named) call.over()).name()).hasToString("w");
  }
}

package tech.turso.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.turso.base.DbException;

/** Depth is an error, never a stack overflow, on a thread with a stack of 512 KB. */
final class NestingTest {
  private static final int DEEP = 100_000;

  private static String parseOnSmallStack(String sql) {
    var task =
        new FutureTask<String>(
            () -> {
              try {
                Parser.parse(sql, 0);
                return "accepted";
              } catch (DbException.Sql e) {
                return e.text();
              }
            });
    Thread thread = new Thread(null, task, "small stack", 512 * 1024);
    thread.start();
    try {
      return task.get();
    } catch (Exception e) {
      throw new AssertionError(sql.substring(0, Math.min(80, sql.length())), e);
    }
  }

  private static String nested(String before, String open, int times, String inner, String close) {
    return before + open.repeat(times) + inner + close.repeat(times);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "SELECT |(|1|)",
        "SELECT |NOT |1|",
        "SELECT |- |1|",
        "SELECT |~|1|",
        "SELECT |(SELECT |1|)",
        "SELECT |EXISTS(SELECT |1|)",
        "SELECT |CASE WHEN |1| THEN 1 END",
        "SELECT |CASE |1| WHEN 1 THEN 1 END",
        "SELECT |CASE WHEN 1 THEN |1| END",
        "SELECT |f(|1|)",
        "SELECT |(1,|1|)",
        "SELECT |f(x ORDER BY |1|)",
        "SELECT |f(x) FILTER (WHERE |1|)",
        "SELECT |f(x) OVER (PARTITION BY |1|)",
        "SELECT |f(x) OVER (ROWS BETWEEN 1 PRECEDING AND |1| FOLLOWING)",
        "SELECT |1 IN (|1|)",
        "SELECT |1 IN (SELECT |1|)",
        "SELECT |1 IN t(|1|)",
        "SELECT |CAST(|1| AS int)",
        "SELECT |1 BETWEEN |1| AND 1",
        "SELECT |RAISE(FAIL,|1|)",
        "SELECT * FROM |(|t|)",
        "SELECT * FROM |(SELECT * FROM |t|)",
        "SELECT * FROM |(t JOIN |t|)",
        "SELECT * FROM |f(|1|)",
        "SELECT * FROM |t JOIN t ON EXISTS(SELECT * FROM |t|)",
        "|WITH a AS (|SELECT 1|) SELECT 1",
        "VALUES(|(VALUES(|1|))",
        "INSERT INTO t VALUES(1) |ON CONFLICT(a) DO NOTHING ||",
        "CREATE VIRTUAL TABLE x USING m(|(|1|)",
        "CREATE TABLE t(a CHECK |(|1|)",
        "CREATE TRIGGER x AFTER INSERT ON t WHEN |(|1|)",
        "SELECT 1 LIMIT |(SELECT 1 LIMIT |1|)",
      })
  void deepNestingIsARecursionLimit(String before, String open, String inner, String close) {
    String tail = inner == null ? "" : inner;
    String closing = close == null ? "" : close;
    String start = before == null ? "" : before;
    assertThat(parseOnSmallStack(nested(start, open, DEEP, tail, closing)))
        .isEqualTo("Recursion limit");
  }

  @ParameterizedTest
  @CsvSource({"+1", "' COLLATE x'", "' ISNULL'", "' IN (1)'", "' AND 1'", "' LIKE 1'"})
  void longChainsAreTooLarge(String link) {
    assertThat(parseOnSmallStack("SELECT 1" + link.repeat(999))).isEqualTo("accepted");
    assertThat(parseOnSmallStack("SELECT 1" + link.repeat(DEEP)))
        .isEqualTo("Expression tree is too large (maximum depth 1000)");
  }

  @Test
  void parenthesesAreAsDeepAsInSqlite() {
    assertThat(parseOnSmallStack(nested("SELECT ", "(", 2493, "1", ")"))).isEqualTo("accepted");
    assertThat(parseOnSmallStack(nested("SELECT ", "(", 2494, "1", ")")))
        .isEqualTo("Recursion limit");
    assertThat(parseOnSmallStack(nested("SELECT ", "abs(", 831, "1", ")"))).isEqualTo("accepted");
    assertThat(parseOnSmallStack(nested("SELECT ", "abs(", 832, "1", ")")))
        .isEqualTo("Recursion limit");
    assertThat(parseOnSmallStack(nested("SELECT * FROM ", "(", 1245, "t", ")")))
        .isEqualTo("accepted");
    assertThat(parseOnSmallStack(nested("SELECT * FROM ", "(", 1246, "t", ")")))
        .isEqualTo("Recursion limit");
  }

  @Test
  void signsAreTooLargeBeforeTheyAreTooDeep() {
    assertThat(parseOnSmallStack(nested("SELECT ", "- ", 999, "1", ""))).isEqualTo("accepted");
    assertThat(parseOnSmallStack(nested("SELECT ", "- ", 1000, "1", "")))
        .isEqualTo("Expression tree is too large (maximum depth 1000)");
    assertThat(parseOnSmallStack(nested("SELECT ", "+ ", 2400, "1", ""))).isEqualTo("accepted");
  }

  @Test
  void someHundredQueriesNest() {
    assertThat(parseOnSmallStack(nested("SELECT * FROM ", "(SELECT * FROM ", 199, "t", ")")))
        .isEqualTo("accepted");
    assertThat(parseOnSmallStack(nested("SELECT ", "(SELECT ", 99, "1", ")")))
        .isEqualTo("accepted");
  }

  @Test
  void longTextsTakeLinearTime() {
    String sql = "INSERT INTO t VALUES(1)" + ",(1,'x',?)".repeat(100_000);
    assertThat(parseOnSmallStack("SELECT 1" + ",a AS b".repeat(200_000))).isEqualTo("accepted");
    assertThat(parseOnSmallStack(sql))
        .isIn("all VALUES must have the same number of terms", "too many SQL variables");
    String script = "SELECT 1;".repeat(100_000);
    int at = 0;
    int statements = 0;
    while (at < script.length()) {
      at = Parser.parse(script, at).end();
      statements++;
    }
    assertThat(statements).isEqualTo(100_000);
  }

  @Test
  void deepCastsAreFoundAfterAllOtherFaults() {
    String casts = nested("SELECT ", "CAST(", 1100, "1", " AS int)");
    assertThat(parseOnSmallStack(casts))
        .isEqualTo("Expression tree is too large (maximum depth 1000)");
    assertThat(parseOnSmallStack(casts + ")")).isEqualTo("near \")\": syntax error");
  }
}

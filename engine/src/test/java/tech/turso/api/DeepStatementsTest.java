package tech.turso.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What SQLite compiles, however deep, is compiled on a thread with a small stack too. */
final class DeepStatementsTest {
  private static long onSmallStack(String... sql) throws Exception {
    var task =
        new FutureTask<Long>(
            () -> {
              try (Connection connection = Connection.open(":memory:")) {
                connection.execute("CREATE TABLE t(a); INSERT INTO t VALUES(1)");
                for (int i = 0; i < sql.length - 1; i++) {
                  connection.execute(sql[i]);
                }
                try (Statement statement = connection.prepare(sql[sql.length - 1])) {
                  statement.step();
                  return statement.columnLong(0);
                }
              }
            });
    Thread thread = new Thread(null, task, "small stack", 256 * 1024);
    thread.start();
    return task.get();
  }

  @Test
  void longSums() throws Exception {
    assertThat(onSmallStack("SELECT " + "a+".repeat(990) + "a FROM t")).isEqualTo(991);
  }

  @Test
  void longConjunctions() throws Exception {
    assertThat(onSmallStack("SELECT 5 FROM t WHERE " + "a AND ".repeat(990) + "a")).isEqualTo(5);
  }

  @Test
  void nestedCalls() throws Exception {
    assertThat(onSmallStack("SELECT " + "abs(".repeat(400) + "a" + ")".repeat(400) + " FROM t"))
        .isEqualTo(1);
  }

  @Test
  void chainsOfViewsAndCommonTables() throws Exception {
    String views =
        IntStream.range(1, 190)
            .mapToObj(i -> "CREATE VIEW v" + i + " AS SELECT * FROM v" + (i - 1))
            .collect(Collectors.joining(";"));
    assertThat(onSmallStack("CREATE VIEW v0 AS SELECT a FROM t", views, "SELECT * FROM v189"))
        .isEqualTo(1);
    String tables =
        IntStream.range(1, 300)
            .mapToObj(i -> ", c" + i + " AS (SELECT * FROM c" + (i - 1) + ")")
            .collect(Collectors.joining());
    assertThat(onSmallStack("WITH c0 AS (SELECT a FROM t)" + tables + " SELECT * FROM c299"))
        .isEqualTo(1);
  }

  @Test
  void viewsThatDoubleAreRefusedInBoundedTime() throws Exception {
    String views =
        IntStream.range(1, 40)
            .mapToObj(
                i -> "CREATE VIEW v" + i + " AS SELECT x.a FROM v" + (i - 1) + " x, v" + (i - 1))
            .collect(Collectors.joining(";"));
    assertThatThrownBy(
            () -> onSmallStack("CREATE VIEW v0 AS SELECT a FROM t", views, "SELECT * FROM v39"))
        .hasRootCauseInstanceOf(tech.turso.base.DbException.class)
        .hasStackTraceContaining("too many references to \"v0\": max 65535");
  }
}

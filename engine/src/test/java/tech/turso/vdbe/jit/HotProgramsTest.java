package tech.turso.vdbe.jit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tech.turso.api.Connection;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;

/**
 * Statements over all pairs of {@value #ROWS} rows: more loops than the threshold, so that each
 * first run begins in the interpreter and ends in the class, and each second run begins in the
 * class.
 */
class HotProgramsTest {
  private static final int ROWS = 1100;

  private final Connection connection = Connection.open(":memory:");

  @BeforeEach
  void fill() {
    assertThat(Jit.INSTANCE).isNotNull();
    assertThat(Jit.INSTANCE.threshold()).isLessThan(ROWS * ROWS);
    run("CREATE TABLE t(x INTEGER PRIMARY KEY, y REAL, z TEXT)");
    try (Statement insert = connection.prepare("INSERT INTO t VALUES (?, ?, ?)")) {
      run("BEGIN");
      for (int i = 0; i < ROWS; i++) {
        insert.bindLong(1, i);
        insert.bindDouble(2, i / 2.0);
        insert.bindText(3, "z" + i % 10);
        insert.step();
        insert.reset();
      }
      run("COMMIT");
    }
  }

  @AfterEach
  void close() {
    connection.close();
  }

  private void run(String sql) {
    try (Statement statement = connection.prepare(sql)) {
      statement.step();
    }
  }

  /** The rows of two runs, which are equal. */
  private List<String> rows(String sql) {
    try (Statement statement = connection.prepare(sql)) {
      List<String> first = rows(statement);
      statement.reset();
      assertThat(rows(statement)).isEqualTo(first);
      return first;
    }
  }

  private static List<String> rows(Statement statement) {
    List<String> rows = new ArrayList<>();
    while (statement.step()) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < statement.columnCount(); i++) {
        row.append(i > 0 ? "|" : "").append(statement.columnText(i));
      }
      rows.add(row.toString());
    }
    return rows;
  }

  private static long sum(IntBinaryOperator term) {
    long sum = 0;
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < ROWS; b++) {
        sum += term.applyAsInt(a, b);
      }
    }
    return sum;
  }

  @Test
  void aggregatesGoOnWhereTheInterpreterLeftThem() {
    long sum = sum((a, b) -> a < b ? a * b % 17 - 3 : 0);
    long count = sum((a, b) -> a < b ? 1 : 0);
    assertThat(
            rows(
                "SELECT sum(a.x * b.x % 17 - 3), count(*) FROM t a CROSS JOIN t b WHERE a.x < b.y *"
                    + " 2"))
        .containsExactly(sum + "|" + count);
  }

  @Test
  void rowsComeOneByOneAndInOrder() {
    List<String> expected = new ArrayList<>();
    for (int a = 0; a < ROWS; a++) {
      for (int b = 0; b < ROWS; b++) {
        if ((a + b) % 1000 == 7 && a % 10 == 3) {
          expected.add(a + "|" + b + "|z3");
        }
      }
    }
    assertThat(
            rows(
                "SELECT a.x, b.x, a.z FROM t a CROSS JOIN t b"
                    + " WHERE (a.x + b.x) % 1000 = 7 AND a.z = 'z3'"))
        .isEqualTo(expected);
  }

  @Test
  void subqueriesAndLeftJoinsLoopInside() {
    long missing = 0;
    for (int a = 0; a < ROWS; a++) {
      missing += 2 * a >= ROWS ? 1 : 0;
    }
    assertThat(
            rows(
                "SELECT count(*), count(b.x), sum((SELECT count(*) FROM t c WHERE c.z = a.z))"
                    + " FROM t a LEFT JOIN t b ON b.x = a.x * 2"))
        .containsExactly(ROWS + "|" + (ROWS - missing) + "|" + (long) ROWS * (ROWS / 10));
  }

  @Test
  void anErrorEndsTheStatementAndLeavesItUsable() {
    String sql =
        "SELECT sum(abs(CASE WHEN a.x = 1099 AND b.x = ? THEN -9223372036854775807 - 1 ELSE 1 END))"
            + " FROM t a CROSS JOIN t b";
    try (Statement statement = connection.prepare(sql)) {
      statement.bindLong(1, ROWS - 1);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(statement::step)
            .isInstanceOf(TursoException.class)
            .hasMessage("integer overflow");
        statement.reset();
      }
      statement.bindLong(1, -1);
      assertThat(rows(statement)).containsExactly(Long.toString((long) ROWS * ROWS));
    }
  }

  @Test
  void aStatementThatIsResetHalfwayBeginsAnew() {
    try (Statement statement =
        connection.prepare("SELECT a.x, b.x FROM t a CROSS JOIN t b WHERE a.x + b.x >= 2196")) {
      for (int i = 0; i < 3; i++) {
        assertThat(statement.step()).isTrue();
        assertThat(statement.columnLong(0)).isEqualTo(1097);
        assertThat(statement.step()).isTrue();
        assertThat(statement.columnLong(0)).isEqualTo(1098);
        assertThat(statement.columnLong(1)).isEqualTo(1098);
        statement.reset();
      }
    }
  }

  @Test
  void changesAreMadeByHotStatementsToo() {
    run("CREATE TABLE c(n INTEGER)");
    run("INSERT INTO c VALUES (0)");
    try (Statement add =
        connection.prepare("UPDATE c SET n = n + (SELECT count(*) FROM t WHERE y >= 0)")) {
      run("BEGIN");
      for (int i = 0; i < ROWS; i++) {
        add.step();
        add.reset();
      }
      run("COMMIT");
    }
    assertThat(rows("SELECT n FROM c")).containsExactly(Long.toString((long) ROWS * ROWS));
  }
}

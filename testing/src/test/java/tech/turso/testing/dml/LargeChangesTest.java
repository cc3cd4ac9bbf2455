package tech.turso.testing.dml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Changes of many rows of tables with many pages: rows grow, shrink and vanish under the loop that
 * finds them, through the table and through indexes.
 */
final class LargeChangesTest {
  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE t(id INTEGER PRIMARY KEY, a INT, b TEXT, c UNIQUE)",
          "CREATE INDEX ta ON t(a)",
          "CREATE INDEX tb ON t(b, a DESC)",
          "CREATE INDEX tp ON t(c) WHERE a > 500",
          "CREATE TABLE w(k TEXT, n INT, v, PRIMARY KEY(n, k)) WITHOUT ROWID",
          "CREATE INDEX wv ON w(v)");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void manyRowsAreChangedAsSqliteChangesThem(long seed) {
    List<String> script = new LargeChangesTest().script(new Random(seed));
    assertThat(Twins.differenceOfRows(folder.resolve("twin.db"), script))
        .as("seed %d", seed)
        .isNull();
  }

  private List<String> script(Random random) {
    List<String> script = new ArrayList<>(SCHEMA);
    script.add("INSERT INTO t(a, b, c) VALUES (1, 'x', -1), (2, 'y', -2), (3, 'z', -3)");
    for (int i = 0; i < 10; i++) {
      script.add(grow(random, 3 << i));
    }
    script.add("INSERT INTO w SELECT b, id % 97, a FROM t");
    for (int i = 0; i < 40; i++) {
      script.add(random.nextInt(3) == 0 ? ofKeyed(random) : ofRows(random));
      if (i % 8 == 7) {
        script.add(grow(random, 1000 * i));
        script.add("SELECT count(*), sum(a), sum(length(b)), max(id) FROM t");
        script.add("SELECT count(*), sum(n), sum(length(k)) FROM w");
      }
    }
    return script;
  }

  /** Adds a row for each of some. */
  private static String grow(Random random, int shift) {
    return "INSERT OR IGNORE INTO t(a, b, c) SELECT (a * 7919 + id) % 1000, "
        + "substr(hex(zeroblob(60)), 1, (id * %d) %% 110) || id, c + id * 1000 + %d FROM t "
            .formatted(1 + random.nextInt(50), shift)
        + "WHERE id < 2500";
  }

  private static String ofRows(Random random) {
    int x = random.nextInt(1000);
    int y = x + random.nextInt(200);
    int m = 2 + random.nextInt(9);
    int bytes = random.nextInt(400);
    String range = " WHERE a BETWEEN %d AND %d".formatted(x, y);
    String part = " WHERE id %% %d = %d".formatted(m, random.nextInt(m));
    return switch (random.nextInt(16)) {
      case 0 -> "UPDATE t SET b = b || hex(zeroblob(%d))".formatted(bytes) + range;
      case 1 -> "UPDATE t SET b = substr(b, 1, %d)".formatted(bytes % 60) + part;
      case 2 -> "UPDATE t SET b = id || hex(zeroblob(%d))".formatted(bytes) + part;
      case 3 -> "UPDATE t SET a = a + %d WHERE a > %d".formatted(m, x);
      case 4 -> "UPDATE t SET a = a - 1, b = b" + range;
      case 5 -> "UPDATE t SET c = c";
      case 6 -> "UPDATE t SET id = id + 1000000 WHERE a = " + x;
      case 7 -> "UPDATE OR IGNORE t SET c = c + %d".formatted(m) + part;
      case 8 -> "UPDATE OR REPLACE t SET c = c + %d WHERE id < %d".formatted(1000 * m, x);
      case 9 -> "DELETE FROM t" + range;
      case 10 -> "DELETE FROM t" + part + " AND a > 300";
      case 11 -> "DELETE FROM t WHERE id BETWEEN %d AND %d".formatted(x, y);
      case 12 -> "DELETE FROM t WHERE b >= '%d' AND b < '%d'".formatted(x % 90, x % 90 + 3);
      case 13 -> "DELETE FROM t WHERE a = %d OR id = %d OR c = %d".formatted(x, y, m);
      case 14 -> "DELETE FROM t WHERE id IN (SELECT id FROM t" + range + ")";
      default -> "UPDATE t SET a = a + 1, b = '' || a, c = c + 1" + part + " RETURNING id, a";
    };
  }

  private static String ofKeyed(Random random) {
    int n = random.nextInt(97);
    int more = n + random.nextInt(20);
    int bytes = random.nextInt(300);
    String range = " WHERE n BETWEEN %d AND %d".formatted(n, more);
    return switch (random.nextInt(8)) {
      case 0 -> "UPDATE w SET v = v || hex(zeroblob(%d))".formatted(bytes) + range;
      case 1 -> "UPDATE w SET v = %d WHERE k > '%d'".formatted(n, n);
      case 2 -> "UPDATE w SET k = k || 'q' WHERE n = " + n;
      case 3 -> "UPDATE OR IGNORE w SET n = n + 1" + range + " AND length(k) > 5";
      case 4 -> "DELETE FROM w" + range;
      case 5 -> "DELETE FROM w WHERE v BETWEEN %d AND %d".formatted(10 * n, 10 * n + 40);
      case 6 -> "INSERT OR REPLACE INTO w SELECT b, id %% 97, c FROM t WHERE a > %d".formatted(n);
      default -> "INSERT INTO w SELECT k || 'i', n, v FROM w" + range + " ON CONFLICT DO NOTHING";
    };
  }
}

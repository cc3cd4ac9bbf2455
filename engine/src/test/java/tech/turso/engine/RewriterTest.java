package tech.turso.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.plan.Rewriter;
import tech.turso.value.Register;

/** A query gives the same rows whichever of the rules simplify it. */
final class RewriterTest {
  private Session session;

  @BeforeEach
  void open() {
    session = Session.open(":memory:", false, true, false, 0);
    rows("CREATE TABLE t(a INTEGER PRIMARY KEY, b, c TEXT COLLATE NOCASE, r REAL)");
    rows("CREATE TABLE u(x INT, y, z)");
    rows("CREATE INDEX ux ON u(x)");
    rows("INSERT INTO t VALUES (1,10,'a',1),(2,20,'A',2.5),(3,NULL,'b',3),(4,20,NULL,NULL)");
    rows("INSERT INTO u VALUES (1,'p',5),(1,'q',NULL),(3,'r',7),(NULL,'s',8),(9,'P',9)");
    rows("CREATE VIEW v AS SELECT a, b + 1 AS b1, c FROM t WHERE a > 1");
    rows("CREATE VIEW w AS SELECT a AS k, c AS n FROM t UNION ALL SELECT x, y FROM u");
    rows("CREATE VIEW g AS SELECT b, count(*) AS n, max(a) AS m FROM t GROUP BY b");
    rows("CREATE VIEW j AS SELECT t.a, u.y, u.z FROM t JOIN u ON u.x = t.a");
  }

  @AfterEach
  void close() {
    session.close();
  }

  private List<String> rows(String sql) {
    List<String> rows = new ArrayList<>();
    try (Prepared prepared = session.prepare(sql, 0)) {
      while (prepared.step()) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < prepared.columnCount(); i++) {
          Register value = prepared.value(i);
          row.append(value.type).append(':').append(value).append('|');
        }
        rows.add(row.toString());
      }
    }
    Collections.sort(rows);
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM v WHERE b1 = 21",
        "SELECT v.*, u.y FROM v LEFT JOIN u ON u.x = v.a",
        "SELECT t.a, v.b1, v.c FROM t LEFT JOIN v ON v.a = t.a",
        "SELECT t.a, s.k, s.x FROM t LEFT JOIN (SELECT 7 AS k, x FROM u) AS s ON s.x = t.a",
        "SELECT t.a, s.k FROM t LEFT JOIN (SELECT 7 AS k, x FROM u WHERE y < 'r') s ON s.x = t.a"
            + " WHERE s.k IS NULL",
        "SELECT t.a, s.k FROM t LEFT JOIN (SELECT 7 AS k, x FROM u) AS s ON s.x = t.a WHERE k > 1",
        "SELECT k, n FROM w WHERE k = 1",
        "SELECT k FROM w ORDER BY k DESC LIMIT 3",
        "SELECT t.a, w.n FROM t, w WHERE w.k = t.a AND t.a < 4",
        "SELECT * FROM g WHERE b = 20 AND n > 1",
        "SELECT * FROM g WHERE m = 4 OR n = 1",
        "SELECT * FROM j WHERE a = 1 AND z IS NULL",
        "SELECT j.a, j2.y FROM j, j AS j2 WHERE j.a = j2.a",
        "SELECT a FROM (SELECT a FROM t ORDER BY b LIMIT 2)",
        "SELECT group_concat(c) FROM (SELECT c FROM t ORDER BY a DESC)",
        "SELECT count(*) FROM (SELECT a, random() FROM t)",
        "SELECT (SELECT max(s.q) FROM (SELECT x + t.a AS q FROM u) AS s) FROM t",
        "SELECT (SELECT count(*) FROM v WHERE v.a > t.a) FROM t",
        "SELECT a FROM v WHERE c IN (SELECT c FROM v AS i WHERE i.a <> v.a)",
        "SELECT c, count(*) FROM (SELECT c, b FROM t) GROUP BY c HAVING c = 'A'",
        "SELECT DISTINCT c FROM (SELECT c, a FROM t)",
        "SELECT r FROM (SELECT r FROM t UNION ALL SELECT a FROM t) WHERE r = 1",
        "WITH c AS (SELECT x, y FROM u WHERE x = 1) SELECT * FROM c, c AS d WHERE c.y < d.y",
        "WITH c AS MATERIALIZED (SELECT x, y FROM u) SELECT * FROM c WHERE x = 1",
        "SELECT * FROM (SELECT x, y FROM u UNION SELECT a, c FROM t) WHERE x = 3",
        "SELECT * FROM (SELECT x FROM u EXCEPT SELECT a FROM t) WHERE x > 3",
        "SELECT * FROM (SELECT b, sum(a) AS s FROM t GROUP BY b) WHERE s > 2 AND b IS NOT NULL",
        "SELECT * FROM t LEFT JOIN u ON u.x = t.a WHERE u.z > 5",
        "SELECT * FROM t LEFT JOIN u ON u.x = t.a AND t.b > 5 WHERE u.z > 5 OR t.a = 2",
        "SELECT q.a FROM (SELECT * FROM (SELECT * FROM (SELECT * FROM v))) AS q WHERE q.b1 = 21",
        "SELECT a FROM (t JOIN u ON u.x = t.a) WHERE z = 7",
        "SELECT * FROM (SELECT 1 AS one), t WHERE t.a = one"
      })
  void aQueryGivesTheSameRowsWithoutARule(String query) {
    List<String> expected = rows(query);
    for (Rewriter.Rule rule : Rewriter.Rule.values()) {
      session.rules(EnumSet.complementOf(EnumSet.of(rule)));
      assertThat(rows(query)).as("without " + rule).isEqualTo(expected);
    }
    session.rules(EnumSet.noneOf(Rewriter.Rule.class));
    assertThat(rows(query)).as("without any").isEqualTo(expected);
  }
}

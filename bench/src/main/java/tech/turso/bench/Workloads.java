package tech.turso.bench;

import java.util.List;

/** What is compared. */
final class Workloads {
  private Workloads() {}

  /**
   * All of them over that data. The ceilings are those that were measured by hand-written loops.
   */
  static List<Workload> over(Data data) {
    int rows = data.rows();
    int few = data.fewRows();
    int lookups = rows / 15;
    return List.of(
        new Workload(
            "point select",
            lookups,
            1.7,
            Reading.lookups(
                "SELECT k, a, b, s FROM t WHERE id = ?",
                "tirt",
                lookups,
                (s, i) -> s.setInt(1, 1 + Data.shuffled(i, rows)),
                false)),
        new Workload(
            "point select, one transaction",
            lookups,
            5.4,
            Reading.lookups(
                "SELECT k, a, b, s FROM t WHERE id = ?",
                "tirt",
                lookups,
                (s, i) -> s.setInt(1, 1 + Data.shuffled(i, rows)),
                true)),
        new Workload(
            "text-index select",
            lookups,
            0,
            Reading.lookups(
                "SELECT id, a, b, s FROM u WHERE k = ?",
                "iirt",
                lookups,
                (s, i) -> s.setString(1, Data.key(Data.shuffled(i, rows))),
                false)),
        new Workload("bulk insert", few, 47, Writing.inserts(few, false)),
        new Workload("bulk insert, batches of 1000", few, 16, Writing.inserts(few, true)),
        new Workload(
            "full scan, 5 columns",
            rows,
            12.6,
            Reading.query("SELECT id, k, a, b, s FROM t", "itirt")),
        new Workload(
            "filtered aggregate",
            rows,
            2.9,
            Reading.query("SELECT sum(a * 2 + b), sum(id), count(*) FROM t WHERE a < 500", "rii")),
        new Workload(
            "GROUP BY text, 1000 groups",
            rows,
            17.9,
            Reading.query("SELECT k, count(*), sum(a) FROM t GROUP BY k", "tii")),
        new Workload(
            "ORDER BY text",
            rows,
            6.2,
            Reading.query("SELECT id FROM u NOT INDEXED ORDER BY k", "i")),
        new Workload(
            "three-way join by index",
            few,
            0,
            Reading.query(
                "SELECT count(*), sum(t.a), sum(u.b) FROM v JOIN u ON u.k = v.k"
                    + " JOIN t ON t.id = u.a + 1",
                "iir")),
        new Workload(
            "join without index",
            rows,
            10.5,
            Reading.query(
                "SELECT count(*), sum(u.id), sum(v.b) FROM u JOIN v ON v.a = u.a", "iir")),
        new Workload("UPDATE by key", few, 0, Writing.updates(few, rows)));
  }
}

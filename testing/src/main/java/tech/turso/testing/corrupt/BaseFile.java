package tech.turso.testing.corrupt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.Value;

/**
 * An intact file that SQLite made, with each part of the format in it: trees of two levels and more
 * of all kinds, overflow chains, a freelist, and pointer maps where the file has them.
 *
 * @param bytes the file
 * @param roots the root pages of all tables and indexes, page 1 first
 */
record BaseFile(byte[] bytes, List<Integer> roots) {
  /** Page sizes that files are made with. */
  static final List<Integer> PAGE_SIZES = List.of(512, 1024, 4096, 65536);

  /**
   * Makes a file.
   *
   * @param encoding as PRAGMA encoding names it
   * @param autoVacuum 0 none, 1 full, 2 incremental
   * @param view whether the schema has a view: SQLite 3.54.1 then leaves out the checks of the
   *     freelist and of pages that nothing uses
   */
  static BaseFile make(Path folder, int pageSize, String encoding, int autoVacuum, boolean view)
      throws IOException {
    Path file = folder.resolve("base-" + pageSize + "-" + encoding + "-" + autoVacuum + ".db");
    Files.deleteIfExists(file);
    List<Integer> roots = new ArrayList<>(List.of(1));
    try (OracleRunner sql = OracleRunner.open(file.toString())) {
      sql.must("PRAGMA synchronous = OFF");
      sql.must("PRAGMA journal_mode = MEMORY");
      sql.must("PRAGMA page_size = " + pageSize);
      sql.must("PRAGMA encoding = '" + encoding + "'");
      sql.must("PRAGMA auto_vacuum = " + autoVacuum);
      int rows = Math.min(6000, 12 * pageSize / 40);
      sql.must("CREATE TABLE plain(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INT, c)");
      sql.must("CREATE INDEX plain_a ON plain(a)");
      sql.must("CREATE UNIQUE INDEX plain_b ON plain(b)");
      sql.must("CREATE INDEX plain_partial ON plain(c) WHERE b % 3 = 0");
      sql.must("CREATE TABLE pairs(k TEXT, v INT CHECK(v >= 0), PRIMARY KEY(k, v)) WITHOUT ROWID");
      sql.must("CREATE INDEX pairs_v ON pairs(v DESC, k)");
      sql.must("CREATE TABLE big(x BLOB, y TEXT)");
      sql.must("CREATE INDEX big_y ON big(y)");
      sql.must("CREATE TABLE seq(id INTEGER PRIMARY KEY AUTOINCREMENT, t TEXT UNIQUE)");
      sql.must("CREATE TABLE empty(a, b)");
      if (view) {
        sql.must("CREATE VIEW both AS SELECT a, k FROM plain, pairs WHERE b = v");
      }
      sql.must("BEGIN");
      String count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %d) ";
      sql.must(
          count.formatted(rows)
              + "INSERT INTO plain SELECT i, 'text ' || (i * 7919 % 1000), i * 3, i / 2.0 FROM n");
      sql.must(
          count.formatted(rows / 2) + "INSERT INTO pairs SELECT 'key' || (i * 31 % 97), i FROM n");
      sql.must(
          count.formatted(12)
              + "INSERT INTO big SELECT zeroblob(i * "
              + pageSize
              + " / 3), replace(hex(zeroblob(i * "
              + Math.min(pageSize, 4096)
              + " / 8)), '0', char(96 + i)) FROM n");
      sql.must(count.formatted(rows / 4) + "INSERT INTO seq(t) SELECT 's' || i FROM n");
      sql.must("COMMIT");
      sql.must("DELETE FROM plain WHERE id BETWEEN " + rows / 3 + " AND " + rows / 2);
      sql.must("DELETE FROM big WHERE rowid IN (3, 7, 11)");
      for (List<Value> row : sql.must("SELECT rootpage FROM sqlite_schema").rows()) {
        if (row.getFirst() instanceof Value.Int root && root.value() > 0) {
          roots.add((int) root.value());
        }
      }
      Outcome check = sql.must("PRAGMA integrity_check");
      if (!check.rows().equals(List.of(List.of(Value.Text.of("ok"))))) {
        throw new IllegalStateException("the base file is not intact: " + check);
      }
    }
    return new BaseFile(Files.readAllBytes(file), roots);
  }
}

package tech.turso.testing.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.TursoRunner;

/** Files of the schema formats 1 to 3, in which DESC means nothing to an index. */
final class LegacyFormatTest {
  private static final int SCHEMA_FORMAT_AT = 44;

  @TempDir Path folder;

  /** A file of SQLite whose indexes were made when its header named that format. */
  private String file(int format) throws IOException {
    Path file = folder.resolve("format" + format + ".db");
    try (SqlRunner oracle = OracleRunner.open(file.toString())) {
      oracle.must("CREATE TABLE first(x)");
    }
    try (RandomAccessFile header = new RandomAccessFile(file.toFile(), "rw")) {
      header.seek(SCHEMA_FORMAT_AT);
      header.writeInt(format);
    }
    try (SqlRunner oracle = OracleRunner.open(file.toString())) {
      oracle.must("CREATE TABLE t(a, b, c, UNIQUE (c DESC))");
      oracle.must("CREATE INDEX ab ON t(a DESC, b)");
      oracle.must("CREATE TABLE w(k, v, PRIMARY KEY (k DESC)) WITHOUT ROWID");
      for (int i = 0; i < 60; i++) {
        oracle.must("INSERT INTO t VALUES (" + i % 7 + ", " + i % 3 + ", " + i + ")");
        oracle.must("INSERT INTO w VALUES (" + i * 7 % 60 + ", " + i + ")");
      }
    }
    return file.toString();
  }

  @Test
  void indexesAreReadAndChangedInTheOrderThatTheFormatGivesThem() throws IOException {
    for (int format = 1; format <= 4; format++) {
      String file = file(format);
      for (String change :
          List.of(
              "INSERT INTO t SELECT a + 1, b, c + 100 FROM t WHERE a > 3",
              "DELETE FROM t WHERE a = 2 AND b = 1",
              "INSERT INTO w VALUES (30.5, 1), (-1, 2), (99, 3)",
              "CREATE INDEX later ON t(b DESC, c DESC)",
              "UPDATE t SET b = 9 WHERE b = 2",
              "DELETE FROM w WHERE k BETWEEN 10 AND 20")) {
        try (SqlRunner turso = TursoRunner.open(file)) {
          turso.must(change);
        }
      }
      List<String> queries =
          List.of(
              "PRAGMA integrity_check",
              "SELECT a, b FROM t ORDER BY a DESC, b",
              "SELECT a, b FROM t ORDER BY a, b DESC",
              "SELECT c FROM t WHERE c > 40 ORDER BY c DESC",
              "SELECT a, b FROM t WHERE a > 3",
              "SELECT b, c FROM t INDEXED BY later WHERE b < 9",
              "SELECT * FROM w",
              "SELECT * FROM w WHERE k < 30 ORDER BY k",
              "SELECT name, desc FROM pragma_index_xinfo('ab')");
      try (SqlRunner oracle = OracleRunner.open(file);
          SqlRunner turso = TursoRunner.open(file)) {
        assertThat(oracle.must("PRAGMA integrity_check")).hasToString("'ok'\n");
        for (String query : queries.subList(1, queries.size() - 1)) {
          assertThat(turso.must(query))
              .as(query + " in format " + format)
              .hasToString(oracle.must(query).toString());
        }
      }
    }
  }
}

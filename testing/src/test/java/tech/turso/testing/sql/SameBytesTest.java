package tech.turso.testing.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of both engines are equal byte for byte, as far as no tree is balanced. */
final class SameBytesTest {
  @TempDir Path folder;

  private byte[] file(String name, SqlRunner.Opener engine, String script) throws IOException {
    Path file = folder.resolve(name);
    try (SqlRunner runner = engine.open(file.toString())) {
      for (String statement : SqlScript.split(script)) {
        runner.run(statement);
      }
    }
    return Files.readAllBytes(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // rows of the schema: a table's place is taken before its indexes' rows
        """
        CREATE TABLE a(t UNIQUE, z PRIMARY KEY);
        CREATE TABLE b(id INTEGER PRIMARY KEY AUTOINCREMENT, t UNIQUE);
        CREATE TABLE c AS SELECT name, type FROM sqlite_schema;
        CREATE VIEW v AS SELECT * FROM c;
        INSERT INTO b(t) VALUES(1), (2);
        DROP TABLE a;
        """,
        // a REAL column's integers are short in a table without indexes or checks
        """
        CREATE TABLE a(v REAL, x);
        INSERT INTO a VALUES(-1, 2), (2.0, 3), (1e300, 4);
        UPDATE a SET v = v + 1 WHERE x = 3;
        CREATE INDEX i ON a(v);
        INSERT INTO a VALUES(7, 1);
        UPDATE a SET x = 9;
        UPDATE a SET v = 200 WHERE x = 9;
        """,
        """
        CREATE TABLE a(v REAL, x CHECK(x > 0));
        INSERT INTO a VALUES(-1, 2), (2.0, 3);
        INSERT INTO a SELECT v, x + 1 FROM a;
        """,
        """
        CREATE TABLE a(v REAL, x INT) STRICT;
        INSERT INTO a VALUES(-1, 2), (2.0, 3);
        CREATE INDEX i ON a(v);
        INSERT INTO a SELECT v, x + 1 FROM a;
        """,
        """
        CREATE TABLE a(v REAL PRIMARY KEY, x INT) WITHOUT ROWID;
        INSERT INTO a VALUES(-1, 2), (2.0, 3);
        CREATE INDEX i ON a(x, v);
        INSERT INTO a SELECT v + 10, x + 1 FROM a;
        UPDATE a SET v = v + 1;
        """,
        """
        CREATE TABLE a(v REAL, x INT, g REAL AS (v + x), s REAL AS (x) STORED);
        INSERT INTO a VALUES(-1, 2), (2.0, 3);
        CREATE INDEX i ON a(g, s);
        INSERT INTO a SELECT v + 10, x + 1 FROM a;
        """,
        // long values, freed pages
        """
        CREATE TABLE a(id INTEGER PRIMARY KEY, b BLOB, t TEXT);
        INSERT INTO a VALUES(1, zeroblob(20000), 'one'), (400000000000, x'00ff', NULL);
        UPDATE a SET b = x'01' WHERE id = 1;
        INSERT INTO a VALUES(2, zeroblob(5000), 'two');
        DELETE FROM a WHERE id > 2;
        """
      })
  void oneScriptMakesOneFile(String script) throws IOException {
    byte[] expected = file("oracle.db", OracleRunner::open, script);
    byte[] actual = file("turso.db", TursoRunner::open, script);
    assertThat(actual).isEqualTo(expected);
  }
}

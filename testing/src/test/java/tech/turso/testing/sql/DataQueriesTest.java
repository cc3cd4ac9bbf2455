package tech.turso.testing.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.turso.testing.oracle.Compare;
import tech.turso.testkit.Requirement;

/** Queries over databases that SQLite made, which lie beside the repository. */
final class DataQueriesTest {
  private static final Map<String, String> DATABASES =
      new LinkedHashMap<>(
          Map.of("chinook.sql", "Chinook_Sqlite.sqlite", "northwind.sql", "northwind.db"));

  @TempDir Path folder;

  static List<String> queries(String script) {
    try (InputStream in = DataQueriesTest.class.getResourceAsStream("/data/" + script)) {
      return SqlScript.split(
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theyCoverEachClauseTwiceAndGiveManyRows() throws IOException {
    int queries = 0;
    int large = 0;
    int failed = 0;
    StringBuilder all = new StringBuilder();
    for (var entry : DATABASES.entrySet()) {
      Path file = folder.resolve(entry.getValue());
      Files.copy(Requirement.shared("data").resolve(entry.getValue()), file);
      try (OracleRunner oracle = OracleRunner.open(file.toString())) {
        for (String query : queries(entry.getKey())) {
          Outcome outcome = oracle.run(query);
          queries++;
          large += outcome.rows().size() > 100 ? 1 : 0;
          failed += outcome.isOk() ? 0 : 1;
          all.append(query).append('\n');
        }
      }
    }
    assertThat(queries).isGreaterThanOrEqualTo(60);
    assertThat(large).isGreaterThanOrEqualTo(20);
    assertThat(failed).as("a view of Northwind names columns that do not exist").isEqualTo(1);
    for (String clause :
        List.of(
            " JOIN ",
            " LEFT JOIN ",
            " USING ",
            " WHERE ",
            " GROUP BY ",
            " HAVING ",
            " ORDER BY ",
            " LIMIT ",
            "DISTINCT ",
            " UNION ",
            " UNION ALL ",
            " EXCEPT ",
            " EXISTS ",
            " IN (",
            "CASE ",
            "CAST(",
            " LIKE ",
            " BETWEEN ",
            " IS NULL",
            " IS NOT NULL",
            "WITH ",
            " COLLATE ".strip(),
            "count(DISTINCT ",
            "(SELECT ")) {
      int first = all.indexOf(clause);
      assertThat(first).as(clause).isNotNegative();
      if (!clause.equals("COLLATE") && !clause.equals("count(DISTINCT ")) {
        assertThat(all.indexOf(clause, first + 1)).as(clause + " twice").isPositive();
      }
    }
  }

  @Test
  void thisEngineAnswersAsSqliteDoes() throws IOException {
    for (var entry : DATABASES.entrySet()) {
      Path database = Requirement.shared("data").resolve(entry.getValue());
      assertThat(Compare.onCopies(database, TursoRunner::open, queries(entry.getKey()))).isEmpty();
    }
  }
}

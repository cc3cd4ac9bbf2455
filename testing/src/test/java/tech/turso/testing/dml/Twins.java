package tech.turso.testing.dml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tech.turso.testing.oracle.Comparison;
import tech.turso.testing.oracle.Comparison.Difference;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.TursoRunner;
import tech.turso.testing.sql.Value;

/**
 * Runs a script on SQLite in memory and on this engine in a file, compares every answer, and at the
 * end lets SQLite read the file: it must be sound and hold the same rows.
 */
final class Twins {
  private final Path file;
  private final boolean names;

  private Twins(Path file, boolean names) {
    this.file = file;
    this.names = names;
  }

  /** The first difference; null if there is none. The file is made anew. */
  static @Nullable Difference difference(Path file, List<String> script) {
    return new Twins(file, true).run(script);
  }

  /** The first difference, where names of columns and their types do not count. */
  static @Nullable Difference differenceOfRows(Path file, List<String> script) {
    return new Twins(file, false).run(script);
  }

  private @Nullable Difference run(List<String> script) {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(Path.of(file + "-journal"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    try (SqlRunner oracle = OracleRunner.open(":memory:")) {
      try (SqlRunner turso = TursoRunner.open(file.toString())) {
        Comparison comparison = new Comparison(oracle, turso).order(Comparison.Order.EXACT);
        if (!names) {
          comparison.withoutNames();
        }
        for (int i = 0; i < script.size(); i++) {
          Difference found = comparison.run(script.get(i));
          if (found != null) {
            return new Difference(
                script, i, script.get(i), found.what(), found.expected(), found.actual());
          }
        }
        if (oracle.run("BEGIN").isOk()) {
          oracle.must("ROLLBACK");
        } else {
          oracle.must("COMMIT");
          turso.must("COMMIT");
        }
      }
      return fileDifference(oracle, script);
    }
  }

  private @Nullable Difference fileDifference(SqlRunner oracle, List<String> script) {
    try (SqlRunner reader = OracleRunner.open(file.toString())) {
      Outcome check = reader.run("PRAGMA integrity_check");
      if (!check.rows().equals(List.of(List.of(Value.Text.of("ok"))))) {
        return new Difference(
            script, script.size(), "PRAGMA integrity_check", "file", "ok", check.toString());
      }
      return new Comparison(oracle, reader).run(List.of());
    }
  }
}

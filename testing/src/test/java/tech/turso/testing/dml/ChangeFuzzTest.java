package tech.turso.testing.dml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.turso.testing.generate.ScriptGenerator;

/** Generated schemas and changes, without the queries between them. */
final class ChangeFuzzTest {
  private static final int SCRIPTS = 8;
  private static final int STATEMENTS = 200;
  private static final Pattern QUERY =
      Pattern.compile("(?i)(SELECT|WITH|VALUES|EXPLAIN|CREATE VIEW|DROP VIEW)\\b.*");
  private static final Pattern OF_VIEW = Pattern.compile("(?i).*\\bv\\d+\\b.*");

  /** Rowids after the greatest are random. */
  private static final Pattern GREATEST = Pattern.compile(".*922337203685477580.*");

  /** Which row of several is changed first depends on the plan, where there is no rowid. */
  private static final Pattern IN_ANY_ORDER =
      Pattern.compile("(?i)UPDATE OR (IGNORE|REPLACE|FAIL)\\b.*");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 1001, 2001, 3001})
  void changesAreSqlites(long seed) {
    for (int i = 0; i < SCRIPTS; i++) {
      List<String> script = changes(seed + i);
      assertThat(Twins.differenceOfRows(folder.resolve("twin.db"), script))
          .as("seed %d", seed + i)
          .isNull();
    }
  }

  static List<String> changes(long seed) {
    List<String> script = new ArrayList<>();
    boolean withoutRowid = false;
    for (String statement : ScriptGenerator.script(seed, STATEMENTS)) {
      withoutRowid |= statement.endsWith("WITHOUT ROWID");
      boolean skip =
          QUERY.matcher(statement).matches()
              || OF_VIEW.matcher(statement).matches()
              || GREATEST.matcher(statement).matches()
              || withoutRowid && IN_ANY_ORDER.matcher(statement).matches();
      if (!skip) {
        script.add(withoutExpression(statement));
      }
    }
    return script;
  }

  /**
   * Leaves out RETURNING of expressions: there SQLite gives an integral REAL that it passes through
   * as it stores it, an INTEGER.
   */
  private static String withoutExpression(String statement) {
    return statement.contains(" AS r") && statement.contains(" RETURNING ")
        ? statement.substring(0, statement.indexOf(" RETURNING "))
        : statement;
  }
}

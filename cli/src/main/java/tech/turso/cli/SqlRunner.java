package tech.turso.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;
import tech.turso.cli.render.Format;
import tech.turso.cli.render.Renderer;
import tech.turso.cli.render.Renderers;

/**
 * Runs SQL and draws its rows.
 *
 * <p>SQLite: shell.c.in shell_exec.
 */
public final class SqlRunner {
  private final Output out;
  private final Settings settings;
  private final Interrupts interrupts;
  private final Progress progress;
  private final SqlFunctions functions = new SqlFunctions();
  private double lastSeconds;
  private long startedNanos;

  SqlRunner(Output out, Settings settings, Interrupts interrupts, Progress progress) {
    this.out = out;
    this.settings = settings;
    this.interrupts = interrupts;
    this.progress = progress;
  }

  /** How long the last timed text ran, for {@code $TIMER}. */
  void lastSeconds(double seconds) {
    lastSeconds = seconds;
  }

  /** How long the text runs that runs now. */
  double seconds() {
    return (System.nanoTime() - startedNanos) / 1e9;
  }

  /** Binds the shell's parameters to a statement. */
  public void bind(Connection connection, Statement statement) {
    Parameters.bind(connection, statement, lastSeconds);
  }

  /**
   * Runs all statements of {@code sql} until one fails.
   *
   * @param plans whether the plan of each is shown if the settings say so
   * @return what failed; null if nothing did
   */
  public @Nullable SqlFailure run(Connection connection, String sql, Format format, boolean plans) {
    interrupts.running(connection);
    progress.begin("rows");
    startedNanos = System.nanoTime();
    try {
      int at = 0;
      while (at < sql.length()) {
        Statement statement;
        try {
          statement = connection.prepare(sql, at);
        } catch (TursoException e) {
          return SqlFailure.inPrepare(e, sql, at);
        }
        try (statement) {
          if (!statement.isEmpty()) {
            if (plans && settings.plan != Settings.PlanMode.OFF && statement.explain() == 0) {
              showPlan(connection, statement.sql());
            }
            bind(connection, statement);
            SqlFailure failure = draw(statement, renderer(statement, format));
            if (failure != null) {
              return failure;
            }
          }
          at = skipBlanks(sql, statement.end());
        } catch (TursoException e) {
          return SqlFailure.stepping(e);
        }
      }
      return null;
    } finally {
      progress.end();
      interrupts.idle();
    }
  }

  private Renderer renderer(Statement statement, Format format) {
    if (settings.autoExplain && statement.explain() == 1) {
      return Renderers.explain();
    }
    if (settings.autoExplain && statement.explain() == 2) {
      return Renderers.queryPlan();
    }
    return Renderers.of(format, functions);
  }

  private void showPlan(Connection connection, String sql) {
    showExplain(connection, "EXPLAIN QUERY PLAN " + sql, Renderers.queryPlan());
    if (settings.plan == Settings.PlanMode.FULL) {
      showExplain(connection, "EXPLAIN " + sql, Renderers.explain());
    }
  }

  private void showExplain(Connection connection, String sql, Renderer renderer) {
    try (Statement explain = connection.prepare(sql)) {
      draw(explain, renderer);
    } catch (TursoException e) {
      // The statement itself will fail with the same message.
    }
  }

  private @Nullable SqlFailure draw(Statement statement, Renderer renderer) {
    StatementRows rows = new StatementRows(statement, progress);
    try {
      renderer.render(rows, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Output itself throws none
    }
    TursoException failure = rows.failure();
    return failure == null ? null : SqlFailure.stepping(failure);
  }

  private static int skipBlanks(String sql, int from) {
    int at = from;
    while (at < sql.length() && isBlank(sql.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }
}

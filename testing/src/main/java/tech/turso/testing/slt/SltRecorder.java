package tech.turso.testing.slt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tech.turso.base.ResultCode;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;

/**
 * Writes an engine's answers into a script of this project's dialect, in place of those that stand
 * there: codes and messages of statements that fail, rows and columns. Comments and statements
 * stay. This is how expected values are made, and only the oracle makes them.
 */
final class SltRecorder {
  private SltRecorder() {}

  static void record(Path script, SqlRunner.Opener opener) throws IOException {
    Files.write(script, recorded(script, opener));
  }

  /** The lines of the script with that engine's answers. */
  static List<String> recorded(Path script, SqlRunner.Opener opener) throws IOException {
    List<String> lines = Files.readAllLines(script);
    List<String> out = new ArrayList<>();
    int at = 0;
    try (SqlRunner sql = opener.open(":memory:")) {
      for (SltRecord record : SltFile.read(script)) {
        while (at < record.line() - 1) {
          out.add(lines.get(at++));
        }
        if (record.skipped()) {
          continue;
        }
        switch (record) {
          case SltRecord.Ok ok -> statement(sql.run(ok.sql()), ok.sql(), out);
          case SltRecord.Fails fails -> statement(sql.run(fails.sql()), fails.sql(), out);
          case SltRecord.Rows rows -> {
            out.add(lines.get(at));
            answer(rows.sql(), SltRunner.lines(sql.run(rows.sql()), rows.ordered()), out);
          }
          case SltRecord.Columns columns -> {
            out.add(lines.get(at));
            answer(columns.sql(), SltRunner.columns(sql.run(columns.sql())), out);
          }
          case SltRecord.Query query -> {
            out.add(lines.get(at));
            Outcome outcome = sql.run(query.sql(), query.types());
            answer(query.sql(), SltRunner.values(outcome, query), out);
          }
          case SltRecord.Threshold _, SltRecord.Halt _ -> {
            continue;
          }
        }
        while (at < lines.size() && !lines.get(at).isBlank()) {
          at++;
        }
      }
    }
    out.addAll(lines.subList(at, lines.size()));
    return out;
  }

  private static void statement(Outcome outcome, String sql, List<String> out) {
    Outcome.Failure failure = outcome.failure();
    out.add(
        failure == null
            ? "statement ok"
            : "statement error " + name(failure.code()) + " " + failure.message());
    out.addAll(sql.lines().toList());
  }

  private static String name(int code) {
    for (ResultCode known : ResultCode.values()) {
      if (known.number() == code) {
        return known.sqliteName();
      }
    }
    throw new IllegalStateException("result code " + code + " has no name in ResultCode");
  }

  private static void answer(String sql, List<String> expected, List<String> out) {
    out.addAll(sql.lines().toList());
    out.add("----");
    out.addAll(expected);
  }
}

package tech.turso.testing.changes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tech.turso.testing.figures.Figures;
import tech.turso.testing.sql.OracleRunner;
import tech.turso.testing.sql.Outcome;
import tech.turso.testing.sql.SqlRunner;
import tech.turso.testing.sql.TursoRunner;
import tech.turso.testing.sql.Value;

/**
 * Random changes on files of every page size, encoding and kind of auto-vacuum: {@code Changes
 * [--seed N] [--changes N] [--writer turso|sqlite|both] [--figure]}. A twin database that SQLite
 * alone writes says what each statement must give: its code, {@code changes()} and {@code
 * last_insert_rowid()}. Now and then, and at the end, the other engine reads the file: it must hold
 * the twin's rows, and {@code integrity_check} must find it sound, with its freelist and pointer
 * map. If both write, they take turns on one file that both have open.
 */
public final class Changes {
  /** Who writes the file. */
  enum Writer {
    TURSO,
    SQLITE,
    BOTH
  }

  /** The form of a file. */
  record Form(int pageSize, String encoding, int autoVacuum) {
    @Override
    public String toString() {
      return pageSize + " " + encoding + " auto_vacuum=" + autoVacuum;
    }

    List<String> pragmas() {
      return List.of(
          "PRAGMA page_size = " + pageSize,
          "PRAGMA encoding = '" + encoding + "'",
          "PRAGMA auto_vacuum = " + autoVacuum,
          "PRAGMA synchronous = OFF");
    }
  }

  /** What a run counted. */
  static final class Counts {
    int changes;
    int failed;
    int rolledBack;
    int reads;
    final List<String> differences = new ArrayList<>();
  }

  private static final int MOST_DIFFERENCES = 5;

  private final Path folder;
  private final Form form;
  private final Writer writer;
  private final Counts counts = new Counts();

  private Changes(Path folder, Form form, Writer writer) {
    this.folder = folder;
    this.form = form;
    this.writer = writer;
  }

  /** See the class. */
  public static void main(String[] args) throws IOException {
    long seed = 1;
    int changes = 10_000;
    boolean figure = false;
    List<Writer> writers = List.of(Writer.values());
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--seed" -> seed = Long.parseLong(args[++i]);
        case "--changes" -> changes = Integer.parseInt(args[++i]);
        case "--writer" ->
            writers = List.of(Writer.valueOf(args[++i].toUpperCase(java.util.Locale.ROOT)));
        case "--figure" -> figure = true;
        default -> throw new IllegalArgumentException("no option " + args[i]);
      }
    }
    int differences = 0;
    for (Writer writer : writers) {
      for (Form form : forms()) {
        Counts counts = run(form, writer, seed, changes);
        differences += counts.differences.size();
        counts.differences.forEach(System.out::println);
        String name = "writer=" + writer + " " + form;
        System.out.println(
            name
                + (": changes " + counts.changes + ", failed as expected " + counts.failed)
                + (", rolled back " + counts.rolledBack + ", reads " + counts.reads)
                + (", differences " + counts.differences.size()));
        if (figure) {
          Figures.append(
              "changes",
              name + " seed=" + seed,
              "changes",
              counts.changes,
              "failed as expected",
              counts.failed,
              "rolled back",
              counts.rolledBack,
              "reads of all rows",
              counts.reads,
              "differences",
              counts.differences.size());
        }
      }
    }
    System.exit(differences == 0 ? 0 : 1);
  }

  /** All forms. */
  static List<Form> forms() {
    List<Form> forms = new ArrayList<>();
    for (int pageSize : List.of(512, 4096, 65536)) {
      for (String encoding : List.of("UTF-8", "UTF-16le")) {
        for (int autoVacuum : List.of(0, 1)) {
          forms.add(new Form(pageSize, encoding, autoVacuum));
        }
      }
    }
    return forms;
  }

  /** Makes at least that many changes to a new file. */
  static Counts run(Form form, Writer writer, long seed, int changes) throws IOException {
    Path folder = Files.createTempDirectory("turso-changes");
    try {
      Changes run = new Changes(folder, form, writer);
      run.run(seed, changes);
      return run.counts;
    } finally {
      try (Stream<Path> left = Files.list(folder)) {
        for (Path file : left.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private void run(long seed, int changes) {
    String file = folder.resolve("file.db").toString();
    try (SqlRunner twin = OracleRunner.open(folder.resolve("twin.db").toString());
        SqlRunner first =
            writer == Writer.SQLITE ? OracleRunner.open(file) : TursoRunner.open(file);
        SqlRunner second = writer == Writer.BOTH ? OracleRunner.open(file) : null) {
      for (SqlRunner sql : List.of(twin, first)) {
        form.pragmas().forEach(sql::must);
        ChangeScript.SCHEMA.forEach(sql::must);
      }
      if (second != null) {
        second.must("PRAGMA synchronous = OFF");
      }
      ChangeScript script = new ChangeScript(seed);
      int turn = 0;
      int nextRead = changes / 5;
      while (counts.changes < changes && counts.differences.size() < MOST_DIFFERENCES) {
        SqlRunner sql = second != null && turn++ / 3 % 2 == 1 ? second : first;
        for (String statement : script.next()) {
          compare(twin, sql, statement);
        }
        if (counts.changes >= nextRead) {
          nextRead += Math.max(1, changes / 5);
          read(twin, file);
        }
      }
      read(twin, file);
    }
  }

  private void compare(SqlRunner twin, SqlRunner sql, String statement) {
    Outcome right = twin.run(statement);
    Outcome wrong = sql.run(statement);
    boolean isChange = statement.contains(" INTO ") || statement.matches("(UPDATE|DELETE).*");
    counts.changes += isChange ? 1 : 0;
    counts.failed += isChange && !right.isOk() ? 1 : 0;
    counts.rolledBack += statement.startsWith("ROLLBACK") ? 1 : 0;
    String expected = right + "\n" + (isChange ? twin.counters() : "");
    String actual = wrong + "\n" + (isChange && writer != Writer.BOTH ? sql.counters() : "");
    if (writer == Writer.BOTH) { // the counters are each connection's own
      expected = right.toString();
      actual = wrong.toString();
    }
    if (!expected.equals(actual)) {
      differ(statement, expected, actual);
    }
  }

  private void differ(String what, String expected, String actual) {
    counts.differences.add(
        writer
            + (" " + form + " after " + counts.changes + " changes: " + what)
            + ("\n-- expected\n" + shortened(expected) + "\n-- actual\n" + shortened(actual)));
  }

  private static String shortened(String text) {
    return text.length() > 2000 ? text.substring(0, 2000) + " ..." : text;
  }

  /** Reads the file as the other engine does, and as this one does if both write. */
  private void read(SqlRunner twin, String file) {
    List<SqlRunner.Opener> readers =
        switch (writer) {
          case TURSO -> List.of(OracleRunner::open);
          case SQLITE -> List.of(TursoRunner::open);
          case BOTH -> List.of(OracleRunner::open, TursoRunner::open);
        };
    for (SqlRunner.Opener opener : readers) {
      try (SqlRunner reader = opener.open(file)) {
        counts.reads++;
        for (String query : ChangeScript.READS) {
          Outcome right = twin.run(query);
          Outcome wrong = reader.run(query);
          if (!right.isOk() || !wrong.isOk() || !right.rows().equals(wrong.rows())) {
            differ(query, right.toString(), wrong.toString());
          }
        }
        for (String check : List.of("PRAGMA integrity_check", "PRAGMA quick_check")) {
          Outcome found = reader.run(check);
          if (!found.rows().equals(List.of(List.of(Value.Text.of("ok"))))) {
            differ(check, "ok", found.toString());
          }
        }
      }
    }
  }
}

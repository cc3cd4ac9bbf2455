package tech.turso.cli.console;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.SqlText;
import tech.turso.api.Statement;
import tech.turso.api.TursoException;
import tech.turso.cli.Shell;
import tech.turso.cli.command.CommandTable;
import tech.turso.cli.render.Mode;
import tech.turso.cli.render.Names;

/** Completes dot-commands, files, modes, keywords, and the names of tables and columns. */
final class SqlCompleter implements Completer {
  private static final String TABLES =
      "SELECT name FROM sqlite_schema WHERE type IN ('table','view')"
          + " UNION SELECT name FROM sqlite_temp_schema WHERE type IN ('table','view')"
          + " UNION SELECT 'sqlite_schema'"
          + " ORDER BY 1 LIMIT 1000";
  private static final String COLUMNS =
      "SELECT DISTINCT c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
          + " WHERE t.type IN ('table','view') ORDER BY 1 LIMIT 1000";

  private final Shell shell;

  SqlCompleter(Shell shell) {
    this.shell = shell;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word();
    if (line.line().startsWith(".")) {
      command(line, word, candidates);
      return;
    }
    names(TABLES, "tables", candidates);
    names(COLUMNS, "columns", candidates);
    boolean lower = !word.isEmpty() && Character.isLowerCase(word.charAt(0));
    for (String keyword : SqlText.keywords()) {
      add(candidates, lower ? keyword.toLowerCase(Locale.ROOT) : keyword, "keywords", true);
    }
  }

  private void command(ParsedLine line, String word, List<Candidate> candidates) {
    String before = line.line().substring(0, line.cursor() - word.length());
    if (before.isEmpty()) {
      for (String name : CommandTable.names()) {
        add(candidates, "." + name, "commands", true);
      }
    } else if (before.startsWith(".mode")) {
      for (Mode mode : Mode.values()) {
        add(candidates, mode.word(), "modes", true);
      }
    } else if (takes(before, ".schema", ".dump", ".tables", ".indexes", ".fullschema")) {
      names(TABLES, "tables", candidates);
    } else if (takes(before, ".open", ".read", ".import", ".output", ".once")
        || takes(before, ".backup", ".save", ".restore", ".clone", ".trace")) {
      files(word, candidates);
    }
  }

  /** Whether the line begins with one of these commands. */
  private static boolean takes(String before, String... commands) {
    for (String command : commands) {
      if (before.startsWith(command)) {
        return true;
      }
    }
    return false;
  }

  private void names(String sql, String group, List<Candidate> candidates) {
    try {
      Connection connection = shell.connection();
      try (Statement statement = connection.prepare(sql)) {
        while (statement.step()) {
          String name = statement.columnText(0);
          if (name != null) {
            add(candidates, Names.quoted(name), group, true);
          }
        }
      }
    } catch (TursoException e) {
      // A file that cannot be read has no names to offer.
    }
  }

  private static void files(String word, List<Candidate> candidates) {
    int slash = word.lastIndexOf('/');
    String folder = word.substring(0, slash + 1);
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
      for (Path entry : entries) {
        boolean isFolder = Files.isDirectory(entry);
        add(candidates, folder + entry.getFileName() + (isFolder ? "/" : ""), null, !isFolder);
      }
    } catch (IOException | InvalidPathException e) {
      // There is no such folder.
    }
  }

  private static void add(
      List<Candidate> candidates, String text, @Nullable String group, boolean whole) {
    candidates.add(new Candidate(text, text, group, null, null, null, whole));
  }
}

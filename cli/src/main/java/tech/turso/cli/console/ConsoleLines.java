package tech.turso.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import tech.turso.cli.LineSource;
import tech.turso.cli.Prompt;
import tech.turso.cli.Shell;

/**
 * Lines typed at a terminal. A statement is edited as a whole, over all its lines, and handed out
 * line by line.
 */
public final class ConsoleLines implements LineSource, AutoCloseable {
  private static final int HISTORY_LINES = 2000;

  private final Terminal terminal;
  private final LineReader reader;
  private final Prompt prompt;
  private final Deque<String> lines = new ArrayDeque<>();

  private ConsoleLines(Terminal terminal, LineReader reader, Prompt prompt) {
    this.prompt = prompt;
    this.terminal = terminal;
    this.reader = reader;
  }

  /**
   * Takes over the terminal: while the shell works, Ctrl-C interrupts the statement.
   *
   * @throws IOException if the terminal cannot be used
   */
  public static ConsoleLines open(Shell shell) throws IOException {
    Terminal terminal = TerminalBuilder.builder().name("tursodb").system(true).build();
    terminal.handle(Terminal.Signal.INT, signal -> shell.interrupts().interrupt());
    shell.interrupts().atTerminal();
    shell.terminalWidth(() -> terminal.getSize().getColumns());
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("tursodb")
            .parser(new SqlLineParser())
            .completer(new SqlCompleter(shell))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .option(LineReader.Option.INSERT_TAB, true)
            .variable(LineReader.INDENTATION, 0)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES);
    Path history = historyFile(shell);
    if (history != null) {
      builder.variable(LineReader.HISTORY_FILE, history);
    }
    if (!shell.world().environment().containsKey("NO_COLOR")) {
      builder.highlighter(new SqlHighlighter());
    }
    return new ConsoleLines(terminal, builder.build(), shell.prompt());
  }

  /** $SQLITE_HISTORY, or a file in the folder for such things, or in the user's folder. */
  private static @Nullable Path historyFile(Shell shell) {
    Map<String, String> environment = shell.world().environment();
    String given = environment.get("SQLITE_HISTORY");
    if (given != null) {
      return given.isEmpty() ? null : Path.of(given);
    }
    String home = environment.get("HOME");
    if (home == null) {
      return null;
    }
    String state = environment.get("XDG_STATE_HOME");
    Path folder = state == null ? Path.of(home, ".local", "state") : Path.of(state);
    return Files.isDirectory(folder)
        ? folder.resolve("tursodb_history")
        : Path.of(home, ".tursodb_history");
  }

  @Override
  public @Nullable String read(String begun) throws IOException {
    if (lines.isEmpty()) {
      String typed;
      try {
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, prompt.more().replace("%", "%%"));
        typed = reader.readLine(prompt.after(begun));
      } catch (UserInterruptException e) {
        return ""; // what was typed is dropped
      } catch (EndOfFileException e) {
        return null;
      }
      lines.addAll(List.of(typed.split("\n", -1)));
    }
    return lines.remove();
  }

  /** Saves the history and gives the terminal back. */
  @Override
  public void close() throws IOException {
    try {
      reader.getHistory().save();
    } finally {
      terminal.close();
    }
  }
}

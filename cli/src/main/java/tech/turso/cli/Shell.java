package tech.turso.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.OpenOptions;
import tech.turso.api.TursoException;
import tech.turso.cli.command.CommandTable;
import tech.turso.cli.render.Format;
import tech.turso.cli.render.Mode;

/** A shell: its database, its settings, its output; runs SQL and dot-commands. */
public final class Shell {
  /** Files that may read files. */
  private static final int MAX_NESTING = 25;

  private static final int MAX_SAVED_MODES = 25;

  private final World world;
  private final Output out;
  private final Messages messages;
  private final Database database;
  private final Settings settings = new Settings();
  private final Interrupts interrupts = new Interrupts();
  private final Progress progress;
  private final SqlRunner runner;
  private final Format format = new Format();
  private final Deque<Format> savedFormats = new ArrayDeque<>();
  private final Map<String, Format> savedModes = new LinkedHashMap<>();
  private final Deque<Input> inputs = new ArrayDeque<>();
  private final Prompt prompt = new Prompt();
  private IntSupplier terminalWidth = () -> 0;
  private @Nullable String argumentName;
  private int linesUntilReset;
  private boolean restoreFormat;

  /** Opens nothing yet. */
  Shell(World world, String databaseName, OpenOptions options) {
    this.world = world;
    messages = new Messages(world.err());
    progress = new Progress(world.err(), world.errIsTerminal());
    out = new Output(world.out(), world.outIsTerminal() ? progress::end : () -> {});
    messages.after(out);
    database = new Database(world, messages, databaseName, options);
    runner = new SqlRunner(out, settings, interrupts, progress);
    Mode.applyBatch(format);
  }

  /** Streams and environment. */
  public World world() {
    return world;
  }

  /** Where results go. */
  public Output out() {
    return out;
  }

  /** Where messages go. */
  public Messages messages() {
    return messages;
  }

  /** The database that is worked on. */
  public Database database() {
    return database;
  }

  /** Its connection, opened now if it was not. */
  public Connection connection() {
    return database.connection();
  }

  /** Switches. */
  public Settings settings() {
    return settings;
  }

  /** How results look. */
  public Format format() {
    return format;
  }

  /** Ctrl-C. */
  public Interrupts interrupts() {
    return interrupts;
  }

  /** The line that tells how far long work is. */
  public Progress progress() {
    return progress;
  }

  /** Runs SQL without the messages around it. */
  public SqlRunner runner() {
    return runner;
  }

  /** What stands before the line that is typed. */
  public Prompt prompt() {
    return prompt;
  }

  /** How long the text of SQL runs that runs now. */
  public double statementSeconds() {
    return runner.seconds();
  }

  /** Where lines come from now; null if a command came from the command line. */
  public @Nullable Input input() {
    return inputs.peek();
  }

  /** Columns of the line editor's terminal; 0 if unknown. */
  int terminalWidth() {
    return terminalWidth.getAsInt();
  }

  /** Tells where to ask for the columns of the terminal. */
  public void terminalWidth(IntSupplier source) {
    terminalWidth = source;
  }

  /** Whether {@link #restoreFormatLater} was called. */
  public boolean restoresFormat() {
    return restoreFormat;
  }

  /** The format that {@code .mode --tag} saved under that name; null if there is none. */
  public @Nullable Format savedMode(String name) {
    return savedModes.get(name);
  }

  /** The names that {@code .mode --tag} saved. */
  public Set<String> savedModes() {
    return savedModes.keySet();
  }

  /** Saves the format under a name; false if there are too many already. */
  public boolean saveMode(String name) {
    if (savedModes.size() > MAX_SAVED_MODES) {
      return false;
    }
    savedModes.put(name, format.copy());
    return true;
  }

  /** The format as it is now comes back after the next statement. */
  public void restoreFormatLater() {
    savedFormats.push(format.copy());
    restoreFormat = true;
  }

  /** Standard output comes back after the next statement or command. */
  public void resetOutputLater() {
    linesUntilReset = 2; // the command that asks for it counts
  }

  /** Standard output does not come back by itself. */
  public void keepOutput() {
    linesUntilReset = 0;
  }

  /** The format with the screen's width filled in, as statements use it. */
  public Format formatForScreen() {
    return forScreen(format);
  }

  /** A copy of {@code other} with the screen's width filled in. */
  public Format forScreen(Format other) {
    Format copy = other.copy();
    if (copy.autoScreenWidth) {
      copy.screenWidth = ScreenWidth.of(this);
    }
    return copy;
  }

  /**
   * Runs a text of SQL and writes what fails.
   *
   * @param source the file it comes from; {@code <stdin>}; null for an argument
   * @param line its first line there
   * @return whether all went well
   */
  boolean runSql(String sql, @Nullable String source, long line) {
    Connection connection = connection();
    Settings.TimerMode timer = settings.timer;
    Stopwatch watch = timer == Settings.TimerMode.OFF ? null : new Stopwatch();
    SqlFailure failure;
    try {
      failure = runner.run(connection, sql, formatForScreen(), true);
    } catch (ShellException e) {
      messages.line("Error: " + e.getMessage());
      return false;
    } catch (ExitRequest | Output.Closed e) {
      throw e;
    } catch (RuntimeException | Error e) {
      internalError(e);
      return false;
    }
    if (watch != null) {
      double seconds = watch.wallSeconds();
      runner.lastSeconds(seconds);
      out.println(watch.line(seconds));
      if (timer == Settings.TimerMode.ONCE) {
        settings.timer = Settings.TimerMode.OFF;
      }
    }
    if (failure != null) {
      messages.line(prefix(failure, source, line) + failure.text());
      return false;
    }
    if (settings.changes) {
      out.println(
          "changes: " + connection.changes() + "   total_changes: " + connection.totalChanges());
    }
    return true;
  }

  /**
   * What stands before a failure's message. SQLite 3.54 names an argument by its number; the form
   * of the releases before, which scripts look for, is kept here.
   */
  private static String prefix(SqlFailure failure, @Nullable String source, long line) {
    if (source == null) {
      return failure.preparing() ? "Error: in prepare, " : "Error: stepping, ";
    }
    String type = failure.preparing() ? "Parse error" : "Runtime error";
    return type + " near line " + line + (source.equals(Input.STDIN) ? "" : " of " + source) + ": ";
  }

  /** What follows each statement: a format or an output for one statement ends. */
  void afterSql() {
    if (linesUntilReset > 0) {
      linesUntilReset = 0;
      resetOutput();
    }
    if (restoreFormat) {
      restoreFormat = false;
      format.take(savedFormats.pop());
    }
  }

  /** Runs a line that begins with a dot. */
  DotCommand.Result runDot(String text) {
    DotLine line = new DotLine(text);
    if (line.count() == 0) {
      return DotCommand.Result.OK;
    }
    DotCommand.Result result;
    try {
      DotCommand command = CommandTable.find(line.argument(0));
      if (command == null) {
        messages.line(
            "Error: unknown command or invalid arguments:  \""
                + line.argument(0)
                + "\". Enter \".help\" for help");
        result = DotCommand.Result.ERROR;
      } else {
        result = command.run(this, line);
      }
    } catch (ShellException e) {
      messages.line("Error: " + e.getMessage());
      result = DotCommand.Result.ERROR;
    } catch (TursoException e) {
      messages.line("Error: " + e.text());
      result = DotCommand.Result.ERROR;
    } catch (ExitRequest | Output.Closed e) {
      throw e;
    } catch (RuntimeException | Error e) {
      internalError(e);
      result = DotCommand.Result.ERROR;
    } finally {
      interrupts.idle();
      progress.end();
    }
    if (linesUntilReset > 0 && --linesUntilReset == 0) {
      resetOutput();
    }
    return result;
  }

  /** A failure that is ours and not the user's: told in a line, traced only on demand. */
  private void internalError(Throwable e) {
    messages.line(
        e instanceof OutOfMemoryError ? "Error: out of memory" : "Error: internal error: " + e);
    if (world.environment().containsKey("TURSO_TRACE")) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      messages.print(trace.toString());
    }
  }

  /** Runs an argument of the command line that begins with a dot. */
  DotCommand.Result runDotArgument(String text, int argumentIndex) {
    argumentName = "argv[" + argumentIndex + "]:";
    try {
      return runDot(text);
    } finally {
      argumentName = null;
    }
  }

  /** Ends a redirection; what fails there is told. */
  private void resetOutput() {
    try {
      out.reset();
    } catch (ShellException e) {
      messages.line("Error: " + e.getMessage());
    }
  }

  /**
   * Runs all lines of an input.
   *
   * @return whether all went well
   */
  public boolean runInput(Input input) {
    if (inputs.size() >= MAX_NESTING) {
      messages.line(
          input.name()
              + ": Input nesting limit ("
              + MAX_NESTING
              + ") reached at line "
              + inputs.getFirst().line()
              + ". Check recursion.");
      return false;
    }
    inputs.push(input);
    try {
      return new InputLoop(this, input).run();
    } catch (IOException e) {
      messages.line("Error: cannot read \"" + input.name() + "\"");
      return false;
    } finally {
      inputs.pop();
    }
  }

  /** Prints input if {@code .echo} is on. */
  void echo(String text) {
    if (settings.echo) {
      out.println(text);
      out.flush();
    }
  }

  /**
   * Tells of an error in a dot-command.
   *
   * @param argument the number of the argument that is wrong; out of range if none is
   * @param brief a few words that point to it; null points nowhere
   * @param detail a sentence below; null if there is none
   */
  public DotCommand.Result error(
      DotLine line, int argument, @Nullable String brief, @Nullable String detail) {
    String location = location();
    if (brief != null && argument >= 0 && argument < line.count()) {
      int at = line.offset(argument);
      int before = brief.length() + 5;
      messages.line(location + " " + line.text());
      messages.line(
          at > before
              ? location + " " + " ".repeat(1 + at - before) + brief + " ---^"
              : location + " " + " ".repeat(at) + "^--- " + brief);
    }
    if (detail != null) {
      messages.line(location + " " + detail);
    }
    return DotCommand.Result.ERROR;
  }

  private String location() {
    Input input = inputs.peek();
    if (argumentName != null) {
      return argumentName;
    }
    if (input == null || input.name().equals(Input.STDIN)) {
      return "line " + (input == null ? 0 : input.line()) + ":";
    }
    return input.name() + ":" + input.line() + ":";
  }

  /** Flushes output and closes the database. */
  void close() {
    try {
      resetOutput();
      out.flush();
    } finally {
      database.close();
    }
  }
}

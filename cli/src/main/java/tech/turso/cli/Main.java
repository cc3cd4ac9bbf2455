package tech.turso.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import tech.turso.api.OpenOptions;
import tech.turso.cli.console.ConsoleLines;
import tech.turso.cli.render.Escape;
import tech.turso.cli.render.Mode;
import tech.turso.cli.render.Titles;

/**
 * Starts the shell: {@code tursodb [OPTIONS] [FILE] [SQL...]}.
 *
 * <p>Exit code: 0 if all went well, 1 after any error, or what {@code .exit} says. SQLite:
 * shell.c.in main.
 */
public final class Main {
  private static final int FAILED = 1;

  private final World world;
  private final Invocation invocation;
  private final Shell shell;
  private final List<String> commands;
  private final boolean inMemoryByDefault;

  private Main(World world, Invocation invocation) {
    this.world = world;
    this.invocation = invocation;
    List<String> operands = invocation.operands;
    boolean named = !operands.isEmpty() && !ScriptFiles.isScript(operands.getFirst());
    commands = operands.subList(named ? 1 : 0, operands.size());
    inMemoryByDefault = !named;
    OpenOptions options = OpenOptions.DEFAULT;
    if (invocation.readOnly) {
      options = options.withReadOnly(true);
    }
    if (invocation.ifExists) {
      options = options.withCreate(false);
    }
    shell = new Shell(world, named ? operands.getFirst() : ":memory:", options);
  }

  /** Runs the shell and ends the process. */
  public static void main(String[] args) {
    int code;
    try {
      code = run(args, World.ofProcess());
    } catch (RuntimeException | Error e) {
      // A bug of ours, or no memory. Users get no stack trace.
      System.err.println("Error: internal error: " + e);
      code = FAILED;
    }
    Runtime.getRuntime().halt(code);
  }

  /** Runs the shell in {@code world} and gives the exit code. */
  public static int run(String[] args, World world) {
    Invocation invocation = new Invocation();
    if (!QuickArguments.parse(args, invocation)) {
      invocation = new CommandLineOptions().parse(args);
    }
    Messages messages = new Messages(world.err());
    if (invocation.error != null) {
      messages.line("tursodb: " + invocation.error);
      messages.line("Use -help for a list of options.");
      return FAILED;
    }
    Main main = new Main(world, invocation);
    try {
      return main.run(args);
    } catch (ExitRequest e) {
      return main.close(e.code());
    } catch (Output.Closed e) {
      return FAILED;
    } catch (ShellException e) {
      messages.line("Error: " + e.getMessage());
      return main.close(FAILED);
    }
  }

  private int close(int code) {
    try {
      shell.close();
      return code;
    } catch (Output.Closed e) {
      return FAILED;
    }
  }

  private int run(String[] args) {
    if (invocation.help) {
      shell.out().print(new CommandLineOptions().help());
      return close(0);
    }
    if (invocation.version) {
      shell.out().println(Version.full(shell.connection()) + " (64-bit)");
      return close(0);
    }
    Settings settings = shell.settings();
    settings.bail = invocation.bail;
    settings.screenWidth = invocation.screenWidth;
    settings.interactive =
        commands.isEmpty() && (invocation.interactive || world.inIsTerminal() && !invocation.batch);
    if (!settings.interactive) {
      preferQuickStart();
    }
    if (shell.database().exists()) {
      shell
          .connection(); // a file that is missing is made when it is needed, not for a typing error
    }
    if (!invocation.noInit && !runStartupFile()) {
      return close(FAILED);
    }
    int code = applySettings();
    if (code >= 0) {
      return close(code);
    }
    return close(commands.isEmpty() ? runStandardInput() : runCommands(args));
  }

  /**
   * Uses file locks of {@code java.nio} unless the user chose others: the engine's better ones take
   * 45 ms of a cold JVM to link. At a prompt nobody sees that.
   */
  private static void preferQuickStart() {
    if (System.getProperty("turso.locks") == null) {
      System.setProperty("turso.locks", "channel");
    }
  }

  private boolean runStartupFile() {
    String given = invocation.initFile;
    String name = given != null ? given : world.home() + "/.tursorc";
    try {
      Path file = Path.of(name);
      if (given == null && !Files.isRegularFile(file)) {
        return true;
      }
      try (InputStream in = Files.newInputStream(file)) {
        if (shell.settings().interactive) {
          shell.messages().line("-- Loading resources from " + name);
        }
        boolean ok = shell.runInput(new Input(name, new StreamLines(in), false));
        return ok || !shell.settings().bail;
      }
    } catch (IOException | InvalidPathException e) {
      shell.messages().line("cannot open: \"" + name + "\"");
      return given == null || !shell.settings().bail;
    }
  }

  /**
   * Applies the options that change how the shell works, and runs what {@code -cmd} says.
   *
   * @return the exit code if the shell ends now; -1 if it goes on
   */
  private int applySettings() {
    for (Invocation.Setting setting : invocation.settings) {
      if (setting.name().equals("-cmd")) {
        boolean quit = false;
        boolean ok = true;
        if (setting.value().startsWith(".")) {
          DotCommand.Result result = shell.runDot(setting.value());
          quit = result == DotCommand.Result.QUIT;
          ok = result != DotCommand.Result.ERROR;
        } else {
          ok = shell.runSql(setting.value(), null, 0);
        }
        if (quit || !ok && invocation.bail) {
          return quit ? 0 : FAILED;
        }
      } else if (!apply(setting)) {
        return FAILED;
      }
    }
    return -1;
  }

  private boolean apply(Invocation.Setting setting) {
    var format = shell.format();
    String value = setting.value();
    switch (setting.name()) {
      case "-separator" -> format.columnSeparator = value;
      case "-newline" -> format.rowSeparator = value;
      case "-nullvalue" -> format.nullText = value;
      case "-header", "-noheader" -> {
        format.titles = setting.name().equals("-header") ? Titles.ALWAYS : Titles.OFF;
        format.titlesChosen = true;
      }
      case "-echo" -> shell.settings().echo = true;
      case "-eqp" -> shell.settings().plan = Settings.PlanMode.ON;
      case "-eqpfull" -> shell.settings().plan = Settings.PlanMode.FULL;
      case "-escape" -> {
        return applyEscape(value);
      }
      default -> {
        Mode mode = Mode.of(setting.name().substring(1));
        if (mode == null) {
          throw new AssertionError(setting.name());
        }
        mode.applyTo(format);
        if (mode == Mode.CSV) {
          format.limitsOff();
        }
      }
    }
    return true;
  }

  private boolean applyEscape(String word) {
    StringBuilder choices = new StringBuilder();
    for (Escape escape : Escape.values()) {
      if (escape.word().equalsIgnoreCase(word)) {
        shell.format().escape = escape;
        return true;
      }
      choices.append(' ').append(escape.word());
    }
    shell
        .messages()
        .line("unknown control character escape mode \"" + word + "\" - choices:" + choices);
    return false;
  }

  /** Runs the arguments behind the database's name until one fails. */
  private int runCommands(String[] args) {
    int index = 0;
    for (String command : commands) {
      index = indexOf(command, args, index);
      shell.echo(command);
      boolean ok;
      if (ScriptFiles.isScript(command)) {
        ok = runScript(command);
      } else if (command.startsWith(".")) {
        DotCommand.Result result = shell.runDotArgument(command, index);
        if (result == DotCommand.Result.QUIT) {
          return 0;
        }
        ok = result == DotCommand.Result.OK;
      } else {
        ok = shell.runSql(command, null, index);
        shell.afterSql();
      }
      if (!ok) {
        return FAILED;
      }
    }
    return 0;
  }

  /** The number of the argument, counted from 1 as in C. */
  private static int indexOf(String command, String[] args, int after) {
    for (int i = after; i < args.length; i++) {
      if (args[i].equals(command)) {
        return i + 1;
      }
    }
    return after;
  }

  private boolean runScript(String name) {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return shell.runInput(new Input(name, new StreamLines(in), false));
    } catch (IOException | InvalidPathException e) {
      shell.messages().line("Error: cannot open \"" + name + "\"");
      return false;
    }
  }

  private int runStandardInput() {
    boolean interactive = shell.settings().interactive;
    if (!interactive) {
      return exitCode(shell.runInput(new Input(Input.STDIN, new StreamLines(world.in()), false)));
    }
    shell.out().print("Turso\nEnter \".help\" for usage hints.\n");
    if (inMemoryByDefault) {
      shell
          .out()
          .print(
              "Connected to a transient in-memory database.\n"
                  + "Use \".open FILENAME\" to reopen on a persistent database\n");
    }
    shell.out().flush();
    shell.connection();
    if (!invocation.lineEditing || !world.inIsTerminal() || !world.outIsTerminal()) {
      return exitCode(shell.runInput(new Input(Input.STDIN, new PromptLines(shell), true)));
    }
    try (ConsoleLines lines = ConsoleLines.open(shell)) {
      return exitCode(shell.runInput(new Input(Input.STDIN, lines, true)));
    } catch (IOException e) {
      shell.messages().line("Error: cannot use the terminal: " + e.getMessage());
      return FAILED;
    }
  }

  private static int exitCode(boolean ok) {
    return ok ? 0 : FAILED;
  }
}

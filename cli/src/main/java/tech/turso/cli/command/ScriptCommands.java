package tech.turso.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tech.turso.cli.Commands;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.ExitRequest;
import tech.turso.cli.Input;
import tech.turso.cli.Integers;
import tech.turso.cli.Shell;
import tech.turso.cli.StreamLines;

/** {@code .exit .quit .read .print .prompt}. */
final class ScriptCommands {
  private ScriptCommands() {}

  static Result exit(Shell shell, DotLine line) {
    int code = line.count() > 1 ? Integers.parseInt(line.argument(1)) : 0;
    if (code != 0) {
      throw new ExitRequest(code & 0xff);
    }
    return Result.QUIT;
  }

  static Result quit(Shell shell, DotLine line) {
    return Result.QUIT;
  }

  static Result print(Shell shell, DotLine line) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < line.count(); i++) {
      text.append(i > 1 ? " " : "").append(line.argument(i));
    }
    shell.out().println(text.toString());
    return Result.OK;
  }

  static Result prompt(Shell shell, DotLine line) {
    int given = 0;
    for (int i = 1; i < line.count(); i++) {
      switch (line.option(i)) {
        case "reset" -> shell.prompt().reset();
        case "show" -> {
          shell.out().println("Main prompt: '" + shell.prompt().first() + "'");
          shell.out().println("Continuation: '" + shell.prompt().more() + "'");
        }
        default -> {
          if (line.argument(i).startsWith("-")) {
            return shell.error(line, i, "unknown option", null);
          }
          given++;
          if (given == 1) {
            shell.prompt().first(line.argument(i));
          } else {
            shell.prompt().more(line.argument(i));
          }
        }
      }
    }
    return Result.OK;
  }

  static Result read(Shell shell, DotLine line) {
    if (line.count() != 2) {
      return SwitchCommands.usage(shell, ".read FILE");
    }
    String name = line.argument(1);
    try {
      return name.startsWith("|") ? readCommand(shell, name.substring(1)) : readFile(shell, name);
    } catch (IOException | InvalidPathException e) {
      shell.messages().line("Error: cannot open \"" + name + "\"");
      return Result.ERROR;
    }
  }

  private static Result readFile(Shell shell, String name) throws IOException {
    Path file = Path.of(name);
    if (Files.isDirectory(file)) {
      throw new IOException("is a directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return run(shell, name, in);
    }
  }

  private static Result readCommand(Shell shell, String command) throws IOException {
    Process process =
        Commands.shell(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    try (InputStream in = process.getInputStream()) {
      return run(shell, "<pipe>", in);
    }
  }

  private static Result run(Shell shell, String name, InputStream in) {
    boolean ok = shell.runInput(new Input(name, new StreamLines(in), false));
    return ok ? Result.OK : Result.ERROR;
  }
}

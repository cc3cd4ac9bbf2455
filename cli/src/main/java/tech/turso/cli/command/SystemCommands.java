package tech.turso.cli.command;

import java.io.IOException;
import tech.turso.cli.Commands;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Shell;

/** {@code .shell .system}. */
final class SystemCommands {
  private SystemCommands() {}

  static Result system(Shell shell, DotLine line) {
    if (line.count() < 2) {
      return SwitchCommands.usage(shell, ".system COMMAND");
    }
    StringBuilder command = new StringBuilder();
    for (int i = 1; i < line.count(); i++) {
      String word = line.argument(i);
      command.append(i > 1 ? " " : "");
      command.append(word.indexOf(' ') < 0 ? word : "\"" + word + "\"");
    }
    shell.out().flush();
    int code;
    try {
      code = Commands.shell(command.toString()).inheritIO().start().waitFor();
    } catch (IOException e) {
      code = 127;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      code = 1;
    }
    if (code != 0) {
      shell.messages().line("System command returns " + code);
    }
    return Result.OK;
  }
}

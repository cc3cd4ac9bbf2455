package tech.turso.cli.command;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Shell;

/** {@code .output .once}. */
final class OutputCommand {
  private OutputCommand() {}

  static Result output(Shell shell, DotLine line) {
    boolean once = line.argument(0).length() >= 2 && "once".startsWith(line.argument(0));
    String file = null;
    boolean mark = false;
    for (int i = 1; i < line.count(); i++) {
      String argument = line.argument(i);
      if (argument.startsWith("-")) {
        if (!line.isOption(i, "bom")) {
          return shell.error(line, i, "unknown option", null);
        }
        mark = true;
      } else if (file != null) {
        return shell.error(line, i, "surplus argument", null);
      } else if (argument.startsWith("|")) {
        file = rest(line, i);
        break;
      } else {
        file = argument;
      }
    }
    if (once) {
      shell.resetOutputLater();
    } else {
      shell.keepOutput();
    }
    return redirect(shell, file, mark);
  }

  private static Result redirect(Shell shell, @Nullable String file, boolean mark) {
    String name = file == null ? "stdout" : file;
    try {
      shell.out().redirect(name, shell.world().err());
    } catch (IOException | InvalidPathException e) {
      shell
          .messages()
          .line(
              name.startsWith("|")
                  ? "Error: cannot open pipe \"" + name.substring(1) + "\""
                  : "Error: cannot open \"" + name + "\"");
      return Result.ERROR;
    }
    if (mark) {
      shell.out().print("\ufeff");
    }
    return Result.OK;
  }

  private static String rest(DotLine line, int from) {
    StringBuilder text = new StringBuilder(line.argument(from));
    for (int i = from + 1; i < line.count(); i++) {
      text.append(' ').append(line.argument(i));
    }
    return text.toString();
  }
}

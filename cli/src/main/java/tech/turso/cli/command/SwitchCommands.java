package tech.turso.cli.command;

import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Settings;
import tech.turso.cli.Shell;

/** {@code .bail .changes .echo .eqp .explain .timer}. */
final class SwitchCommands {
  private SwitchCommands() {}

  static Result bail(Shell shell, DotLine line) {
    if (line.count() != 2) {
      return usage(shell, ".bail on|off");
    }
    shell.settings().bail = Booleans.of(shell, line.argument(1));
    return Result.OK;
  }

  static Result changes(Shell shell, DotLine line) {
    if (line.count() != 2) {
      return usage(shell, ".changes on|off");
    }
    shell.settings().changes = Booleans.of(shell, line.argument(1));
    return Result.OK;
  }

  static Result echo(Shell shell, DotLine line) {
    if (line.count() != 2) {
      return usage(shell, ".echo on|off");
    }
    shell.settings().echo = Booleans.of(shell, line.argument(1));
    return Result.OK;
  }

  static Result eqp(Shell shell, DotLine line) {
    if (line.count() != 2) {
      return usage(shell, ".eqp off|on|trace|trigger|full");
    }
    shell.settings().plan =
        switch (line.argument(1)) {
          case "full" -> Settings.PlanMode.FULL;
          case "trigger" -> Settings.PlanMode.TRIGGER;
          default ->
              Booleans.of(shell, line.argument(1)) ? Settings.PlanMode.ON : Settings.PlanMode.OFF;
        };
    return Result.OK;
  }

  static Result explain(Shell shell, DotLine line) {
    if (line.count() >= 2) {
      String word = line.argument(1);
      shell.settings().autoExplain = word.equals("auto") || Booleans.of(shell, word);
    }
    return Result.OK;
  }

  static Result timer(Shell shell, DotLine line) {
    if (line.count() != 2) {
      return usage(shell, ".timer on|off|once");
    }
    String word = line.argument(1);
    shell.settings().timer =
        word.equals("once")
            ? Settings.TimerMode.ONCE
            : Booleans.of(shell, word) ? Settings.TimerMode.ON : Settings.TimerMode.OFF;
    return Result.OK;
  }

  /** Tells how a command is written. */
  static Result usage(Shell shell, String usage) {
    shell.messages().line("Usage: " + usage);
    return Result.ERROR;
  }
}

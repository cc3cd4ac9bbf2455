package tech.turso.cli.command;

import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Integers;
import tech.turso.cli.Settings;
import tech.turso.cli.Shell;
import tech.turso.cli.render.Format;
import tech.turso.cli.render.Titles;

/** {@code .headers .nullvalue .separator .width .show}. */
final class FormatCommands {
  private FormatCommands() {}

  static Result headers(Shell shell, DotLine line) {
    if (line.count() != 2) {
      return SwitchCommands.usage(shell, ".headers off|on|always");
    }
    Format format = shell.format();
    if (line.argument(1).equals("always")) {
      format.titles = Titles.ALWAYS;
    } else {
      format.titles = Booleans.of(shell, line.argument(1)) ? Titles.ON : Titles.OFF;
    }
    format.titlesChosen = true;
    format.titleQuoting = format.mode.titleQuoting();
    return Result.OK;
  }

  static Result nullValue(Shell shell, DotLine line) {
    if (line.count() != 2) {
      return SwitchCommands.usage(shell, ".nullvalue STRING");
    }
    shell.format().nullText = line.argument(1);
    return Result.OK;
  }

  static Result separator(Shell shell, DotLine line) {
    Result result = Result.OK;
    if (line.count() < 2 || line.count() > 3) {
      result = SwitchCommands.usage(shell, ".separator COL ?ROW?");
    }
    if (line.count() >= 2) {
      shell.format().columnSeparator = line.argument(1);
    }
    if (line.count() >= 3) {
      shell.format().rowSeparator = line.argument(2);
    }
    return result;
  }

  static Result width(Shell shell, DotLine line) {
    int[] widths = new int[line.count() - 1];
    for (int i = 0; i < widths.length; i++) {
      long width = Integers.parse(line.argument(i + 1));
      widths[i] = Math.clamp(width, -Format.MAX_WIDTH, Format.MAX_WIDTH);
    }
    shell.format().widths = widths;
    return Result.OK;
  }

  static Result show(Shell shell, DotLine line) {
    if (line.count() != 1) {
      return SwitchCommands.usage(shell, ".show");
    }
    Settings settings = shell.settings();
    Format format = shell.format();
    show(shell, "echo", settings.echo ? "on" : "off");
    show(
        shell,
        "eqp",
        switch (settings.plan) {
          case OFF -> "off";
          case ON -> "on";
          case TRIGGER -> "trigger";
          case FULL -> "full";
        });
    show(shell, "explain", settings.autoExplain ? "auto" : "off");
    show(
        shell,
        "headers",
        switch (format.titles) {
          case ALWAYS -> "always";
          case ON -> "on";
          case OFF, AUTO -> "off";
        });
    show(shell, "mode", format.mode.word());
    show(shell, "nullvalue", CText.quoted(format.nullText));
    show(shell, "output", shell.out().target().isEmpty() ? "stdout" : shell.out().target());
    show(shell, "colseparator", CText.quoted(format.columnSeparator));
    show(shell, "rowseparator", CText.quoted(format.rowSeparator));
    show(shell, "stats", "off");
    StringBuilder widths = new StringBuilder();
    for (int width : format.widths) {
      widths.append(width).append(' ');
    }
    show(shell, "width", widths.toString());
    show(shell, "filename", shell.database().name());
    return Result.OK;
  }

  private static void show(Shell shell, String name, String value) {
    shell.out().println(" ".repeat(12 - name.length()) + name + ": " + value);
  }
}

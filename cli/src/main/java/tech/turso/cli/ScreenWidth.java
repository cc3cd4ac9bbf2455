package tech.turso.cli;

/** How many columns the terminal has. */
final class ScreenWidth {
  private static final int DEFAULT = 80;

  private ScreenWidth() {}

  /** The width asked for, that of the line editor's terminal, that of the environment, or 80. */
  static int of(Shell shell) {
    if (shell.settings().screenWidth > 0) {
      return shell.settings().screenWidth;
    }
    int width = shell.terminalWidth();
    if (width > 0) {
      return width;
    }
    String columns = shell.world().environment().get("COLUMNS");
    if (columns != null && Integers.isNumber(columns) && Integers.parseInt(columns) > 0) {
      return Integers.parseInt(columns);
    }
    return DEFAULT;
  }
}

package tech.turso.cli;

import java.io.IOException;
import tech.turso.api.SqlText;

/**
 * Collects lines to statements and runs them.
 *
 * <p>SQLite: shell.c.in process_input.
 */
final class InputLoop {
  private final Shell shell;
  private final Input input;
  private final StringBuilder sql = new StringBuilder();
  private long firstLine;
  private boolean failed;

  InputLoop(Shell shell, Input input) {
    this.shell = shell;
    this.input = input;
  }

  /** Reads to the end, to {@code .quit}, or to the first error if {@code .bail} is on. */
  boolean run() throws IOException {
    while (!failed || !shell.settings().bail || input.isInteractive()) {
      shell.out().flush();
      String line = input.read(sql.isEmpty() ? "" : sql.toString());
      if (line == null) {
        if (input.isInteractive()) {
          shell.out().println("");
        }
        break;
      }
      if (shell.interrupts().seen()) {
        if (!input.isInteractive()) {
          break;
        }
        shell.interrupts().forget();
      }
      if (!take(line)) {
        return !failed;
      }
    }
    if (!sql.isEmpty()) {
      runSql(); // it may lack its end; the parser tells
    }
    return !failed;
  }

  /** Takes a line; false if it was a command to stop. */
  private boolean take(String line) {
    if (sql.isEmpty()) {
      if (isBlank(line)) {
        shell.echo(line);
        return true;
      }
      if (line.startsWith(".") || line.startsWith("#")) {
        shell.echo(line);
        return !line.startsWith(".") || runDot(line);
      }
      if (isTerminator(line)) {
        return true;
      }
      firstLine = input.line();
      sql.append(line, blanks(line), line.length());
    } else {
      boolean ends = isTerminator(line) && SqlText.isComplete(sql + ";");
      sql.append('\n').append(ends ? ";" : line);
    }
    String text = sql.toString();
    boolean semicolon = text.indexOf(';', Math.max(0, text.length() - line.length() - 1)) >= 0;
    if (semicolon && SqlText.isComplete(text)) {
      runSql();
      shell.afterSql();
    } else if (isBlank(text)) {
      shell.echo(text);
      sql.setLength(0);
    }
    return true;
  }

  private boolean runDot(String line) {
    return switch (shell.runDot(line)) {
      case OK -> true;
      case ERROR -> {
        failed = true;
        yield true;
      }
      case QUIT -> false;
    };
  }

  private void runSql() {
    String text = sql.toString();
    sql.setLength(0);
    shell.echo(text);
    failed |= !shell.runSql(text, input.name(), firstLine);
  }

  /** Whether a line is {@code /} or {@code go}, which end a statement as a semicolon does. */
  private static boolean isTerminator(String line) {
    String text = line.substring(blanks(line));
    if (text.startsWith("/") && isBlank(text.substring(1))) {
      return true;
    }
    return text.regionMatches(true, 0, "go", 0, 2) && isBlank(text.substring(2));
  }

  /** How many blanks a line begins with. */
  private static int blanks(String line) {
    int at = 0;
    while (at < line.length() && (line.charAt(at) == ' ' || isControlBlank(line.charAt(at)))) {
      at++;
    }
    return at;
  }

  private static boolean isControlBlank(char c) {
    return c >= '\t' && c <= '\r';
  }

  /** Whether text has nothing but blanks and whole comments. */
  static boolean isBlank(String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == ' ' || isControlBlank(c)) {
        at++;
      } else if (text.startsWith("/*", at)) {
        int close = text.indexOf("*/", at + 2);
        if (close < 0) {
          return false;
        }
        at = close + 2;
      } else if (text.startsWith("--", at)) {
        int newline = text.indexOf('\n', at);
        if (newline < 0) {
          return true;
        }
        at = newline + 1;
      } else {
        return false;
      }
    }
    return true;
  }
}

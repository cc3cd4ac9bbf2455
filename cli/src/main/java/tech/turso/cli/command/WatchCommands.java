package tech.turso.cli.command;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Integers;
import tech.turso.cli.Shell;
import tech.turso.ext.ProgressHandler;
import tech.turso.ext.Tracer;

/** {@code .trace .progress}: what statements do while they run. Both end with the connection. */
final class WatchCommands {
  /** Instructions between two looks at the clock. */
  private static final int TIMEOUT_INSTRUCTIONS = 100;

  private WatchCommands() {}

  static Result trace(Shell shell, DotLine line) {
    Trace trace = new Trace();
    boolean chosen = false;
    for (int i = 1; i < line.count(); i++) {
      String word = line.argument(i);
      if (!word.startsWith("-")) {
        trace.out = stream(shell, word);
        continue;
      }
      switch (line.option(i)) {
        case "expanded" -> trace.expanded = true;
        case "plain" -> trace.expanded = false;
        case "stmt" -> trace.begins = chosen = true;
        case "profile" -> trace.ends = chosen = true;
        case "row" -> trace.rows = chosen = true;
        case "close" -> trace.closes = chosen = true;
        default -> {
          shell.messages().line("Unknown option \"" + word + "\" on \".trace\"");
          return Result.ERROR;
        }
      }
    }
    trace.begins |= !chosen;
    shell.connection().tracer(trace.out == null ? null : trace);
    return Result.OK;
  }

  private static @Nullable OutputStream stream(Shell shell, String name) {
    return switch (name) {
      case "off" -> null;
      case "stdout" -> shell.out();
      case "stderr" -> shell.world().err();
      default -> {
        try {
          yield Files.newOutputStream(Path.of(name));
        } catch (IOException | InvalidPathException e) {
          shell.messages().line("Error: cannot open \"" + name + "\"");
          yield null;
        }
      }
    };
  }

  /** Writes the statements that run. */
  private static final class Trace implements Tracer {
    @Nullable OutputStream out;
    boolean expanded;
    boolean begins;
    boolean rows;
    boolean ends;
    boolean closes;
    private String running = "";

    @Override
    public void begins(String sql, String expandedSql) {
      running = expanded ? expandedSql : sql;
      if (begins) {
        line(statement() + ";");
      }
    }

    @Override
    public void row(String sql) {
      if (rows) {
        line(statement() + ";");
      }
    }

    @Override
    public void ends(String sql, long nanoseconds) {
      if (ends) {
        line(statement() + "; -- " + nanoseconds + " ns");
      }
    }

    @Override
    public void closed() {
      if (closes) {
        line("-- closing database connection");
      }
    }

    private String statement() {
      int end = running.length();
      while (end > 0 && running.charAt(end - 1) == ';') {
        end--;
      }
      return running.substring(0, end);
    }

    private void line(String text) {
      OutputStream to = out;
      try {
        if (to != null) {
          to.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        out = null;
      }
    }
  }

  static Result progress(Shell shell, DotLine line) {
    Ticks ticks = new Ticks(shell);
    int instructions = 0;
    for (int i = 1; i < line.count(); i++) {
      String word = line.argument(i);
      if (!word.startsWith("-")) {
        instructions = Integers.parseInt(word);
        continue;
      }
      switch (line.option(i)) {
        case "quiet", "q" -> ticks.quiet = true;
        case "reset" -> ticks.resets = true;
        case "once" -> ticks.once = true;
        case "limit", "timeout" -> {
          if (i + 1 == line.count()) {
            shell.messages().line("Error: missing argument on --" + line.option(i));
            return Result.ERROR;
          }
          i++;
          if (line.isOption(i - 1, "limit")) {
            ticks.limit = Integers.parseInt(line.argument(i));
          } else {
            ticks.timeoutSeconds = seconds(line.argument(i));
            ticks.quiet = true;
            instructions = instructions == 0 ? TIMEOUT_INSTRUCTIONS : instructions;
          }
        }
        default -> {
          shell.messages().line("Error: unknown option: \"" + word + "\"");
          return Result.ERROR;
        }
      }
    }
    shell.connection().progressHandler(instructions, instructions <= 0 ? null : ticks);
    return Result.OK;
  }

  private static double seconds(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Counts the calls, and stops a statement after too many or too long. */
  private static final class Ticks implements ProgressHandler {
    private final Shell shell;
    private int count;
    int limit;
    double timeoutSeconds;
    boolean quiet;
    boolean resets;
    boolean once;

    Ticks(Shell shell) {
      this.shell = shell;
    }

    @Override
    public boolean stops() {
      count++;
      double seconds = timeoutSeconds > 0 ? shell.statementSeconds() : 0;
      if (timeoutSeconds > 0 && seconds >= timeoutSeconds) {
        shell
            .out()
            .println(
                "Progress timeout after "
                    + BigDecimal.valueOf(Math.round(seconds * 1e6), 6)
                    + " seconds");
        return true;
      }
      if (limit > 0 && count >= limit) {
        shell.out().println("Progress limit reached (" + count + ")");
        count = resets ? 0 : count;
        limit = once ? 0 : limit;
        return true;
      }
      if (!quiet) {
        shell.out().println("Progress " + count);
      }
      return false;
    }
  }
}

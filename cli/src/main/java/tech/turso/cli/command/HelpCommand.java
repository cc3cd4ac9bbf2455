package tech.turso.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Output;
import tech.turso.cli.Shell;
import tech.turso.cli.Version;

/**
 * {@code .help .version}. The text is the resource {@code help.txt}: an entry for each command,
 * whose first line begins with a dot, or with a comma if it is not shown in the overview.
 */
final class HelpCommand {
  private HelpCommand() {}

  static Result help(Shell shell, DotLine line) {
    if (line.count() >= 2) {
      if (!show(shell.out(), line.argument(1))) {
        shell.out().println("Nothing matches '" + line.argument(1) + "'");
      }
    } else {
      for (List<String> entry : entries()) {
        if (entry.getFirst().startsWith(".")) {
          shell.out().println(entry.getFirst());
        }
      }
    }
    return Result.OK;
  }

  static Result version(Shell shell, DotLine line) {
    shell.out().println("SQLite " + Version.full(shell.connection()));
    return Result.OK;
  }

  /**
   * Shows the entries of a pattern: all of them for {@code --all}, the hidden ones for {@code 0},
   * those of commands that begin with it, or else those that contain it.
   *
   * @return whether there are any
   */
  static boolean show(Output out, String pattern) {
    List<List<String>> entries = entries();
    if (pattern.equals("-a") || pattern.equals("-all") || pattern.equals("--all")) {
      entries.removeIf(entry -> !entry.getFirst().startsWith("."));
      return showAll(out, entries);
    }
    if (pattern.equals("0")) {
      entries.removeIf(entry -> !entry.getFirst().startsWith(","));
      return showAll(out, entries);
    }
    String word = pattern.startsWith(".") ? pattern.substring(1) : pattern;
    List<List<String>> named = new ArrayList<>(entries);
    named.removeIf(entry -> !entry.getFirst().startsWith("." + word));
    if (named.size() == 1) {
      return showAll(out, named);
    }
    for (List<String> entry : named) {
      out.println(entry.getFirst());
    }
    if (!named.isEmpty()) {
      return true;
    }
    String text = pattern.toLowerCase(Locale.ROOT);
    entries.removeIf(
        entry ->
            !entry.getFirst().startsWith(".")
                || !String.join("\n", entry).toLowerCase(Locale.ROOT).contains(text));
    return showAll(out, entries);
  }

  private static boolean showAll(Output out, List<List<String>> entries) {
    for (List<String> entry : entries) {
      out.println(entry.getFirst().replaceFirst("^,", "."));
      for (String more : entry.subList(1, entry.size())) {
        out.println(more);
      }
    }
    return !entries.isEmpty();
  }

  private static List<List<String>> entries() {
    List<List<String>> entries = new ArrayList<>();
    try (InputStream in = HelpCommand.class.getResourceAsStream("help.txt")) {
      if (in == null) {
        throw new IllegalStateException("help.txt is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n")) {
        if (!line.startsWith(" ")) {
          entries.add(new ArrayList<>());
        }
        entries.getLast().add(line);
      }
    } catch (IOException e) {
      throw new IllegalStateException("help.txt cannot be read", e);
    }
    return entries;
  }
}

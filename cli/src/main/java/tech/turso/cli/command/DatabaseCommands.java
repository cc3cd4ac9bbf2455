package tech.turso.cli.command;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tech.turso.api.Connection;
import tech.turso.api.OpenOptions;
import tech.turso.cli.DotCommand.Result;
import tech.turso.cli.DotLine;
import tech.turso.cli.Integers;
import tech.turso.cli.Shell;

/** {@code .open .databases .timeout}. */
final class DatabaseCommands {
  private DatabaseCommands() {}

  static Result databases(Shell shell, DotLine line) {
    Connection connection = shell.connection();
    for (@Nullable String[] row : Query.rows(connection, "PRAGMA database_list")) {
      String name = row[1];
      String file = row[2];
      if (name != null && file != null) {
        boolean readOnly = connection.isReadOnly(name);
        shell
            .out()
            .println(name + ": " + (file.isEmpty() ? "\"\"" : file) + (readOnly ? " r/o" : " r/w"));
      }
    }
    return Result.OK;
  }

  static Result timeout(Shell shell, DotLine line) {
    shell.connection().busyTimeout(line.count() >= 2 ? Integers.parseInt(line.argument(1)) : 0);
    return Result.OK;
  }

  static Result open(Shell shell, DotLine line) {
    OpenOptions options = OpenOptions.DEFAULT;
    String file = null;
    boolean create = false;
    for (int i = 1; i < line.count(); i++) {
      String argument = line.argument(i);
      switch (line.option(i)) {
        case "new" -> create = true;
        case "readonly" -> options = options.withReadOnly(true);
        case "ifexists", "ifexist" -> options = options.withCreate(false);
        case "normal" -> {
          // There is no other kind.
        }
        default -> {
          if (argument.startsWith("-")) {
            shell.messages().line("unknown option: " + argument);
            return Result.ERROR;
          }
          if (file != null) {
            shell.messages().line("extra argument: \"" + argument + "\"");
            return Result.ERROR;
          }
          file = argument;
        }
      }
    }
    if (create && file != null) {
      delete(shell, file);
    }
    shell.database().reopen(file == null ? "" : file, options);
    return Result.OK;
  }

  /** Deletes a database's file and the journals beside it, which would be played into a new one. */
  private static void delete(Shell shell, String name) {
    String file = name;
    if (name.startsWith("file:")) {
      int query = name.indexOf('?');
      String path = name.substring(5, query < 0 ? name.length() : query);
      file = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
    shell.database().reopen("", OpenOptions.DEFAULT); // it may be the open one
    try {
      for (String suffix : new String[] {"", "-journal", "-wal", "-shm"}) {
        Files.deleteIfExists(Path.of(file + suffix));
      }
    } catch (IOException | InvalidPathException | SecurityException e) {
      // Opening it tells.
    }
  }
}

package tech.turso.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tells arguments that name a file of commands from those that are commands.
 *
 * <p>SQLite: shell.c.in isScriptFile.
 */
final class ScriptFiles {
  private static final byte[] DATABASE = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private ScriptFiles() {}

  /** Whether there is a file of that name, it ends in .sql or .txt, and it is no database. */
  static boolean isScript(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".sql") && !lower.endsWith(".txt")) {
      return false;
    }
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file) || Files.size(file) == 0) {
        return false;
      }
      try (InputStream in = Files.newInputStream(file)) {
        return !Arrays.equals(in.readNBytes(DATABASE.length), DATABASE);
      }
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }
}

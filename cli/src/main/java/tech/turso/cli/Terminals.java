package tech.turso.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out whether a standard stream is a terminal without loading a terminal library. */
final class Terminals {
  private Terminals() {}

  /** Whether file descriptor 0, 1 or 2 is a terminal. */
  static boolean isTerminal(int descriptor) {
    try {
      Path link = Path.of("/proc/self/fd/" + descriptor);
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException e) {
      // No /proc. A console exists only if both standard input and output are terminals.
      var console = System.console();
      return console != null && console.isTerminal();
    }
  }
}

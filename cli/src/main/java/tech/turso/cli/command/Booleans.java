package tech.turso.cli.command;

import tech.turso.cli.Integers;
import tech.turso.cli.Shell;

/** Words for yes and no. */
final class Booleans {
  private Booleans() {}

  /**
   * Whether {@code word} means yes: on, yes, or a number that is not 0. Neither yes nor no gives a
   * message and means no.
   */
  static boolean of(Shell shell, String word) {
    if (Integers.isNumber(word)) {
      return (int) Integers.parse(word) != 0;
    }
    if (word.equalsIgnoreCase("on") || word.equalsIgnoreCase("yes")) {
      return true;
    }
    if (!word.equalsIgnoreCase("off") && !word.equalsIgnoreCase("no")) {
      shell.messages().line("ERROR: Not a boolean value: \"" + word + "\". Assuming \"no\".");
    }
    return false;
  }
}

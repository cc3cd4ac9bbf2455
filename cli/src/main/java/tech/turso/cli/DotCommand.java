package tech.turso.cli;

/** A command that begins with a dot. */
public interface DotCommand {
  /** What happens after a command. */
  enum Result {
    /** The next line is read. */
    OK,
    /** The next line is read; the exit code will tell of an error. */
    ERROR,
    /** The input that it came from is not read any further. */
    QUIT
  }

  /**
   * Runs it. It has written its messages when it returns.
   *
   * @throws ShellException with the message to show
   */
  Result run(Shell shell, DotLine line);
}

package tech.turso.cli;

/** Something the user must know: the message is shown as it is, without a stack trace. */
public final class ShellException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its message, without "Error: " in front. */
  public ShellException(String message) {
    super(message, null, false, false);
  }
}

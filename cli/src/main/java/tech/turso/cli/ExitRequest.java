package tech.turso.cli;

/** Ends the shell at once with an exit code: {@code .exit 3}. */
public final class ExitRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int code;

  /** Takes the exit code. */
  public ExitRequest(int code) {
    super(null, null, false, false);
    this.code = code;
  }

  /** The exit code. */
  int code() {
    return code;
  }
}

package tech.turso.ext;

/**
 * Thrown by a function to make the statement fail with a message and a result code of its choice.
 * Any other exception gives code 1 (ERROR) and its own message.
 */
public final class FunctionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int resultCode;

  /** Fails with code 1 (ERROR). */
  public FunctionException(String message) {
    this(1, message);
  }

  /** Fails with a result code of SQLite's, such as 19 (CONSTRAINT). */
  public FunctionException(int resultCode, String message) {
    super(message);
    this.resultCode = resultCode;
  }

  /** The number of the result code. */
  public int resultCode() {
    return resultCode;
  }
}

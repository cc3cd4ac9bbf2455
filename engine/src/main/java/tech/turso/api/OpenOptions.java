package tech.turso.api;

/**
 * How a database is opened. Immutable; the methods that begin with {@code with} give a changed
 * copy.
 *
 * @param readOnly refuse every change
 * @param create create the file if there is none
 * @param uri understand names that begin with {@code file:} as URIs
 * @param busyTimeoutMs how long to wait for locks of others; 0 is not at all
 */
public record OpenOptions(boolean readOnly, boolean create, boolean uri, int busyTimeoutMs) {
  /** Read and write, create if missing, URIs understood, no waiting for locks. */
  public static final OpenOptions DEFAULT = new OpenOptions(false, true, true, 0);

  /** A copy that refuses, or allows, changes. */
  public OpenOptions withReadOnly(boolean value) {
    return new OpenOptions(value, create && !value, uri, busyTimeoutMs);
  }

  /** A copy that creates, or does not create, a missing file. */
  public OpenOptions withCreate(boolean value) {
    return new OpenOptions(readOnly, value, uri, busyTimeoutMs);
  }

  /** A copy that waits that many milliseconds for locks. */
  public OpenOptions withBusyTimeoutMs(int value) {
    return new OpenOptions(readOnly, create, uri, value);
  }
}

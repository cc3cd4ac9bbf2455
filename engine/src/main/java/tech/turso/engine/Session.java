package tech.turso.engine;

/** One connection: its databases, its statements, its transaction. */
public final class Session {
  private Session() {}

  /** Opens a connection. */
  public static Session open(
      String name, boolean readOnly, boolean create, boolean uri, int busyTimeoutMs) {
    throw new AssertionError("frame");
  }

  /** Prepares the statement at {@code from}. */
  public Prepared prepare(String sql, int from) {
    throw new AssertionError("frame");
  }

  /** Rows changed by the last statement that changes rows. */
  public long changes() {
    throw new AssertionError("frame");
  }

  /** Rows changed since the connection was opened. */
  public long totalChanges() {
    throw new AssertionError("frame");
  }

  /** The last rowid inserted. */
  public long lastInsertRowid() {
    throw new AssertionError("frame");
  }

  /** Whether no transaction is open. */
  public boolean isAutocommit() {
    throw new AssertionError("frame");
  }

  /** Whether that database cannot be written. */
  public boolean isReadOnly(String schema) {
    throw new AssertionError("frame");
  }

  /** The file of that database, "" if none. */
  public String file(String schema) {
    throw new AssertionError("frame");
  }

  /** Sets the time to wait for locks. */
  public void busyTimeout(int ms) {
    throw new AssertionError("frame");
  }

  /** Makes running statements fail soon. */
  public void interrupt() {
    throw new AssertionError("frame");
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    throw new AssertionError("frame");
  }

  /** Closes it. */
  public void close() {
    throw new AssertionError("frame");
  }
}

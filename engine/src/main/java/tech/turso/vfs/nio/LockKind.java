package tech.turso.vfs.nio;

/** Which locks of the operating system keep processes apart. Both kinds respect each other. */
public enum LockKind {
  /**
   * Locks of the open file description, through the C library: they turn from shared to exclusive
   * in one step and end only with their own file.
   */
  OFD,
  /**
   * Locks of the process, through {@code java.nio}: they end when <em>any</em> descriptor of the
   * file in the process is closed, by whomever, so the process must open the file nowhere else.
   */
  CHANNEL
}

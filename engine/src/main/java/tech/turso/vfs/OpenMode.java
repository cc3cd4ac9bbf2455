package tech.turso.vfs;

/** How a file is opened. */
public enum OpenMode {
  /** For reading; the file must exist. */
  READ_ONLY,
  /**
   * For reading and writing; the file must exist. Where writing is not permitted the file is opened
   * for reading, which {@link VfsFile#isReadOnly} tells.
   */
  READ_WRITE,
  /** As {@link #READ_WRITE}, and creates the file if it does not exist. */
  CREATE
}

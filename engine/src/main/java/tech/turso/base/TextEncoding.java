package tech.turso.base;

/**
 * The encoding of all text of one database file.
 *
 * <p>Format: fileformat2 §1.3.13. Text in registers is UTF-8 in the engine, whatever the file
 * holds; the record layer converts.
 */
public enum TextEncoding {
  /** UTF-8. */
  UTF8(1),
  /** UTF-16 little-endian. */
  UTF16LE(2),
  /** UTF-16 big-endian. */
  UTF16BE(3);

  private final int number;

  TextEncoding(int number) {
    this.number = number;
  }

  /** The number in the file header at offset 56. */
  public int number() {
    return number;
  }

  /** Bytes of a code unit: 1 or 2. */
  public int unitBytes() {
    return this == UTF8 ? 1 : 2;
  }
}

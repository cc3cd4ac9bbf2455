package tech.turso.cli.render;

/** How a blob is shown. */
public enum BlobForm {
  /** As the quoting of text wants it. */
  AUTO,
  /** Its bytes. */
  TEXT,
  /** {@code x'00ff'}. */
  SQL,
  /** {@code 00ff}. */
  HEX,
  /** {@code "\000\377"}. */
  TCL,
  /** Within quotes {@code \}{@code u0000} and {@code \}{@code u00ff}. */
  JSON,
  /** {@code (2-byte blob)}. */
  SIZE;

  /** Its name in {@code .mode --blob-quote}. */
  public String word() {
    return switch (this) {
      case AUTO -> "auto";
      case TEXT -> "text";
      case SQL -> "sql";
      case HEX -> "hex";
      case TCL -> "tcl";
      case JSON -> "json";
      case SIZE -> "size";
    };
  }
}

package tech.turso.cli.render;

/** The line {@code (3 rows)} that {@code --rowcount on} asks for. */
final class RowCount {
  private RowCount() {}

  /** Appends the line if it is wanted and the statement was a query. */
  static void append(TextBuffer out, Format format, int columns, long rows) {
    if (format.rowCount && columns > 0) {
      append(out.append('('), rows).append(")\n");
    }
  }

  /** Appends {@code 3 rows}. */
  static TextBuffer append(TextBuffer out, long rows) {
    return out.append(rows).append(rows == 1 ? " row" : " rows");
  }
}

package tech.turso.cli.render;

/** The lines and gaps of a columnar mode. A margin of 0 saves the blanks beside the lines. */
interface Frame {
  /** Text before the first column. */
  String rowStart(int margin);

  /** Text between two columns. */
  String columnGap(int margin);

  /** Text behind the last column, with the line end. */
  String rowEnd(int margin);

  /** Whether blanks at the end of a line are dropped. */
  boolean trimsRight();

  /** Columns that lines and blanks take with that margin (0 or 2). */
  int frameWidth(int columns, int margin);

  /** The line above all. */
  void top(TextBuffer out, int[] widths, int margin);

  /** The line below the titles, if rows follow. */
  void belowTitles(TextBuffer out, int[] widths, int margin);

  /** The line between two rows, drawn only where a row has several lines. */
  void betweenRows(TextBuffer out, int[] widths, int margin);

  /** The line below all. */
  void bottom(TextBuffer out, int[] widths, int margin, boolean anyRow);
}

package tech.turso.cli.render;

/** Columns with blanks between them (column, split). */
final class ColumnFrame implements Frame {
  @Override
  public String rowStart(int margin) {
    return "";
  }

  @Override
  public String columnGap(int margin) {
    return margin < 2 ? " " : " ".repeat(Math.min(margin, 5));
  }

  @Override
  public String rowEnd(int margin) {
    return "\n";
  }

  @Override
  public boolean trimsRight() {
    return true;
  }

  @Override
  public int frameWidth(int columns, int margin) {
    return (columns - 1) * (margin == 0 ? 1 : margin);
  }

  @Override
  public void top(TextBuffer out, int[] widths, int margin) {
    // no line
  }

  @Override
  public void belowTitles(TextBuffer out, int[] widths, int margin) {
    for (int i = 0; i < widths.length; i++) {
      if (i > 0) {
        out.append(columnGap(margin));
      }
      out.repeat('-', widths[i]);
    }
    out.trimRight();
    out.append('\n');
  }

  @Override
  public void betweenRows(TextBuffer out, int[] widths, int margin) {
    out.append('\n');
  }

  @Override
  public void bottom(TextBuffer out, int[] widths, int margin, boolean anyRow) {
    if (!anyRow) {
      belowTitles(out, widths, margin);
    }
  }
}

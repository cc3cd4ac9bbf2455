package tech.turso.cli.render;

/** A table of Markdown. */
final class MarkdownFrame implements Frame {
  @Override
  public String rowStart(int margin) {
    return margin > 0 ? "| " : "|";
  }

  @Override
  public String columnGap(int margin) {
    return margin > 0 ? " | " : "|";
  }

  @Override
  public String rowEnd(int margin) {
    return margin > 0 ? " |\n" : "|\n";
  }

  @Override
  public boolean trimsRight() {
    return false;
  }

  @Override
  public int frameWidth(int columns, int margin) {
    return columns * (margin + 1) + 1;
  }

  @Override
  public void top(TextBuffer out, int[] widths, int margin) {
    // Markdown begins with the titles.
  }

  @Override
  public void belowTitles(TextBuffer out, int[] widths, int margin) {
    for (int width : widths) {
      out.append('|').repeat('-', width + margin);
    }
    out.append("|\n");
  }

  @Override
  public void betweenRows(TextBuffer out, int[] widths, int margin) {
    // Markdown has no line there.
  }

  @Override
  public void bottom(TextBuffer out, int[] widths, int margin, boolean anyRow) {
    if (!anyRow) {
      belowTitles(out, widths, margin);
    }
  }
}

package tech.turso.cli.render;

/** Lines of {@code +}, {@code -} and {@code |}. */
final class TableFrame implements Frame {
  private final boolean border;

  TableFrame(boolean border) {
    this.border = border;
  }

  @Override
  public String rowStart(int margin) {
    String blank = margin > 0 ? " " : "";
    return border ? "|" + blank : blank;
  }

  @Override
  public String columnGap(int margin) {
    return margin > 0 ? " | " : "|";
  }

  @Override
  public String rowEnd(int margin) {
    return border ? (margin > 0 ? " |\n" : "|\n") : "\n";
  }

  @Override
  public boolean trimsRight() {
    return !border;
  }

  @Override
  public int frameWidth(int columns, int margin) {
    return columns * (margin + 1) + 1 - (border ? 0 : 2);
  }

  @Override
  public void top(TextBuffer out, int[] widths, int margin) {
    if (border) {
      line(out, widths, margin);
    }
  }

  @Override
  public void belowTitles(TextBuffer out, int[] widths, int margin) {
    line(out, widths, margin);
  }

  @Override
  public void betweenRows(TextBuffer out, int[] widths, int margin) {
    line(out, widths, margin);
  }

  @Override
  public void bottom(TextBuffer out, int[] widths, int margin, boolean anyRow) {
    if (border || !anyRow) {
      line(out, widths, margin);
    }
  }

  private void line(TextBuffer out, int[] widths, int margin) {
    for (int i = 0; i < widths.length; i++) {
      if (i > 0 || border) {
        out.append('+');
      }
      out.repeat('-', widths[i] + margin);
    }
    out.append(border ? "+\n" : "\n");
  }
}

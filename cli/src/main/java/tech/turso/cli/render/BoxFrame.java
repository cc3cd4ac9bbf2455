package tech.turso.cli.render;

/** Box-drawing characters: rounded corners, a double line below the titles. */
final class BoxFrame implements Frame {
  private final boolean border;

  BoxFrame(boolean border) {
    this.border = border;
  }

  @Override
  public String rowStart(int margin) {
    String blank = margin > 0 ? " " : "";
    return border ? "│" + blank : blank;
  }

  @Override
  public String columnGap(int margin) {
    return margin > 0 ? " │ " : "│";
  }

  @Override
  public String rowEnd(int margin) {
    return border ? (margin > 0 ? " │\n" : "│\n") : "\n";
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
      line(out, widths, margin, "╭", "─", "┬", "╮");
    }
  }

  @Override
  public void belowTitles(TextBuffer out, int[] widths, int margin) {
    line(out, widths, margin, "╞", "═", "╪", "╡");
  }

  @Override
  public void betweenRows(TextBuffer out, int[] widths, int margin) {
    line(out, widths, margin, "├", "─", "┼", "┤");
  }

  @Override
  public void bottom(TextBuffer out, int[] widths, int margin, boolean anyRow) {
    if (!anyRow) {
      line(out, widths, margin, "╘", "═", "╧", "╛");
    } else if (border) {
      line(out, widths, margin, "╰", "─", "┴", "╯");
    }
  }

  private void line(
      TextBuffer out,
      int[] widths,
      int margin,
      String left,
      String dash,
      String cross,
      String right) {
    for (int i = 0; i < widths.length; i++) {
      out.append(i > 0 ? cross : border ? left : "");
      out.repeat(dash, widths[i] + margin);
    }
    out.append(border ? right : "").append('\n');
  }
}

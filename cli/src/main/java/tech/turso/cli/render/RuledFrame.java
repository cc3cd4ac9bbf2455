package tech.turso.cli.render;

/** Lines around and between the columns. */
final class RuledFrame implements Frame {
  /**
   * The characters of a line.
   *
   * @param left where it begins
   * @param dash along a column
   * @param cross between two columns
   * @param right where it ends
   */
  private record Rule(String left, String dash, String cross, String right) {}

  private final boolean border;
  private final String bar;
  private final Rule top;
  private final Rule belowTitles;
  private final Rule betweenRows;
  private final Rule bottom;
  private final Rule bottomOfNone;

  private RuledFrame(
      boolean border,
      String bar,
      Rule top,
      Rule belowTitles,
      Rule between,
      Rule bottom,
      Rule none) {
    this.border = border;
    this.bar = bar;
    this.top = top;
    this.belowTitles = belowTitles;
    this.betweenRows = between;
    this.bottom = bottom;
    this.bottomOfNone = none;
  }

  /** Box-drawing characters: rounded corners, a double line below the titles. */
  static RuledFrame box(boolean border) {
    return new RuledFrame(
        border,
        "│",
        new Rule("╭", "─", "┬", "╮"),
        new Rule("╞", "═", "╪", "╡"),
        new Rule("├", "─", "┼", "┤"),
        new Rule("╰", "─", "┴", "╯"),
        new Rule("╘", "═", "╧", "╛"));
  }

  /** Lines of {@code +}, {@code -} and {@code |}. */
  static RuledFrame table(boolean border) {
    Rule rule = new Rule("+", "-", "+", "+");
    return new RuledFrame(border, "|", rule, rule, rule, rule, rule);
  }

  @Override
  public String rowStart(int margin) {
    return (border ? bar : "") + (margin > 0 ? " " : "");
  }

  @Override
  public String columnGap(int margin) {
    return margin > 0 ? " " + bar + " " : bar;
  }

  @Override
  public String rowEnd(int margin) {
    return border ? (margin > 0 ? " " : "") + bar + "\n" : "\n";
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
      line(out, widths, margin, top);
    }
  }

  @Override
  public void belowTitles(TextBuffer out, int[] widths, int margin) {
    line(out, widths, margin, belowTitles);
  }

  @Override
  public void betweenRows(TextBuffer out, int[] widths, int margin) {
    line(out, widths, margin, betweenRows);
  }

  @Override
  public void bottom(TextBuffer out, int[] widths, int margin, boolean anyRow) {
    if (!anyRow) {
      line(out, widths, margin, bottomOfNone);
    } else if (border) {
      line(out, widths, margin, bottom);
    }
  }

  private void line(TextBuffer out, int[] widths, int margin, Rule rule) {
    for (int i = 0; i < widths.length; i++) {
      out.append(i > 0 ? rule.cross : border ? rule.left : "");
      out.repeat(rule.dash, widths[i] + margin);
    }
    out.append(border ? rule.right : "").append('\n');
  }
}

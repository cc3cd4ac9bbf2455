package tech.turso.cli.render;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a columnar mode and the widths of its columns: titles first if there are any, then
 * row by row.
 *
 * <p>SQLite: ext/qrf/qrf.c qrfColData, qrfRestrictScreenWidth, qrfSplitColumn.
 */
final class Columns {
  private static final int MIN_WIDTH = 8;
  private static final byte[] EMPTY = {};

  private int columnCount;
  private int count;
  private byte[][] cells = new byte[64][];
  private int[] cellWidths = new int[64];
  private boolean[] numeric = new boolean[64];

  private int[] widths;
  private int[] naturalWidths;
  private boolean[] fixed;
  private Align[] bodyAlign;
  private boolean multiLine;
  private int margin = 2;

  Columns(int columnCount) {
    this.columnCount = columnCount;
    widths = new int[columnCount];
    naturalWidths = new int[columnCount];
    fixed = new boolean[columnCount];
    bodyAlign = new Align[columnCount];
    Arrays.fill(bodyAlign, Align.AUTO);
  }

  /** Adds the next cell. */
  void add(byte[] text, boolean isNumber) {
    if (count == cells.length) {
      cells = Arrays.copyOf(cells, 2 * count);
      cellWidths = Arrays.copyOf(cellWidths, 2 * count);
      numeric = Arrays.copyOf(numeric, 2 * count);
    }
    int column = count % columnCount;
    int width = TextWidth.ofLongestLine(text, 0, text.length);
    cells[count] = text;
    cellWidths[count] = width;
    numeric[count++] = isNumber;
    naturalWidths[column] = Math.max(naturalWidths[column], width);
    multiLine |= TextWidth.hasLineEnd(text, 0, text.length);
  }

  /** Chooses widths and alignments after all cells were added. */
  void layOut(Format format) {
    for (int i = 0; i < columnCount; i++) {
      int asked = format.width(i);
      int width = Math.abs(asked);
      Align align = format.alignment(i);
      bodyAlign[i] = asked < 0 && align == Align.AUTO ? Align.RIGHT : align;
      fixed[i] = width > 0;
      if (width == 0) {
        width = naturalWidths[i];
        if (format.wrap > 0 && width > format.wrap) {
          width = format.wrap;
          multiLine = true;
        }
      } else if ((!multiLine || width == 1) && naturalWidths[i] > width) {
        multiLine = true;
        if (width == 1) {
          width = 2; // a character may be two columns wide
        }
      }
      widths[i] = width;
    }
  }

  /** Narrows columns until all fits in {@code screen} columns, as far as that is sensible. */
  void fit(int screen, Frame frame) {
    margin = 2;
    long sum = 0;
    for (int width : widths) {
      sum += width;
    }
    if (screen == 0 || sum + frame.frameWidth(columnCount, 2) <= screen) {
      return;
    }
    margin = 0;
    int target = screen - frame.frameWidth(columnCount, 0);
    while (sum > target) {
      int widest = widestToNarrow();
      if (widest < 0) {
        return;
      }
      int width = widths[widest];
      long gain = width >= 2 * MIN_WIDTH ? width / 2 : width - MIN_WIDTH;
      gain = Math.min(gain, sum - target);
      sum -= gain;
      widths[widest] -= (int) gain;
      multiLine = true;
    }
  }

  /** The widest column that may be narrowed; -1 if there is none. */
  private int widestToNarrow() {
    int widest = -1;
    for (int i = 0; i < columnCount; i++) {
      int width = widths[i];
      if (!fixed[i]
          && width > (widest < 0 ? 0 : widths[widest])
          && width > MIN_WIDTH
          && (width > 2 * MIN_WIDTH || 2 * width > naturalWidths[i])) {
        widest = i;
      }
    }
    return widest;
  }

  /** Whether a layout in several columns is worth trying. */
  boolean canSplit(int screen) {
    return columnCount == 1 && count > 1 && screen > widths[0] + 3;
  }

  /** Lays one column out in as many as fit in {@code screen}, read downwards. */
  void split(int screen) {
    int @Nullable [] best = null;
    int next = 2;
    while (true) {
      int @Nullable [] tried = splitWidths(next, screen);
      if (tried == null) {
        break;
      }
      best = tried;
      int rows = (count + next - 1) / next;
      if (rows == 1) {
        break;
      }
      next++;
      while ((count + next - 1) / next == rows) {
        next++;
      }
    }
    if (best == null) {
      return;
    }
    int columns = best.length;
    int rows = (count + columns - 1) / columns;
    byte[][] newCells = new byte[rows * columns][];
    boolean[] newNumeric = new boolean[rows * columns];
    Arrays.fill(newCells, EMPTY);
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int at = i % rows * columns + i / rows;
      newCells[at] = cells[i];
      newNumeric[at] = numeric[i];
    }
    for (int width : best) {
      sum += width;
    }
    cells = newCells;
    numeric = newNumeric;
    count = rows * columns;
    widths = best;
    Align align = bodyAlign[0];
    bodyAlign = new Align[columns];
    Arrays.fill(bodyAlign, align);
    columnCount = columns;
    margin = Math.min(5, (screen - sum) / (columns - 1));
  }

  /** The widths of that many columns with two blanks between them; null if they do not fit. */
  private int @Nullable [] splitWidths(int columns, int screen) {
    int rows = (count + columns - 1) / columns;
    int[] result = new int[columns];
    for (int i = 0; i < count; i++) {
      result[i / rows] = Math.max(result[i / rows], cellWidths[i]);
    }
    long total = 2L * (columns - 1);
    for (int width : result) {
      total += width;
    }
    return total > screen ? null : result;
  }

  int[] widths() {
    return widths;
  }

  /** Blanks that belong to a column: 2 within lines, 0 if space is short. */
  int margin() {
    return margin;
  }

  /** Whether some cell takes several lines. */
  boolean isMultiLine() {
    return multiLine;
  }

  /** Rows, with that of the titles. */
  int rowCount() {
    return count / columnCount;
  }

  byte[] cell(int row, int column) {
    return cells[row * columnCount + column];
  }

  /** Where a cell stands: never AUTO. */
  Align alignment(int row, int column, boolean title) {
    if (title) {
      return Align.CENTER;
    }
    Align align = bodyAlign[column];
    if (align != Align.AUTO) {
      return align;
    }
    return numeric[row * columnCount + column] ? Align.RIGHT : Align.LEFT;
  }
}

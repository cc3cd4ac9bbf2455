package tech.turso.cli.render;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows in columns: box, qbox, table, psql, markdown, column and split, which differ in their {@link
 * Frame}. All rows are read before the first is drawn, because the widths follow from them.
 *
 * <p>SQLite: ext/qrf/qrf.c qrfColumnar.
 */
final class ColumnarMode implements Renderer {
  private static final int FLUSH_BYTES = 1 << 16;

  private final Format format;
  private final Frame frame;
  private final CellWriter cells;
  private final boolean splits;
  private final TextBuffer out = new TextBuffer();

  /**
   * @param splits whether this is the plain columns frame, which may lay one column out in several
   */
  ColumnarMode(Format format, Frame frame, boolean splits, @Nullable ValueFormatter formatter) {
    this.format = format;
    this.frame = frame;
    this.splits = splits;
    this.cells = new CellWriter(format, formatter);
  }

  @Override
  public void render(ResultRows rows, OutputStream target) throws IOException {
    boolean any = rows.next();
    if (rows.columnCount() == 0 || !any && rows.failed()) {
      return;
    }
    Titles titles = format.titlesOr(Titles.ON);
    if (!any && titles != Titles.ALWAYS) {
      RowCount.append(out, format, rows.columnCount(), 0);
      out.drainTo(target);
      return;
    }
    Columns columns = new Columns(rows.columnCount());
    if (titles.shown()) {
      readTitles(rows, columns);
    }
    long count = 0;
    while (any) {
      readRow(rows, columns);
      count++;
      any = rows.next();
    }
    columns.layOut(format);
    if (splits && format.splitColumn && !titles.shown() && columns.canSplit(format.screenWidth)) {
      columns.split(format.screenWidth);
    } else {
      columns.fit(format.screenWidth, frame);
    }
    draw(columns, titles.shown(), count > 0, target);
    RowCount.append(out, format, rows.columnCount(), count);
    out.drainTo(target);
  }

  private void readTitles(ResultRows rows, Columns columns) {
    TextBuffer cell = new TextBuffer();
    for (int i = 0; i < rows.columnCount(); i++) {
      cell.truncate(0);
      cells.appendTitle(cell, rows.columnName(i));
      byte[] title = cell.copyFrom(0);
      columns.add(format.titleLimit > 0 ? Title.limited(title, format.titleLimit) : title, false);
    }
  }

  private void readRow(ResultRows rows, Columns columns) {
    TextBuffer cell = new TextBuffer();
    for (int i = 0; i < rows.columnCount(); i++) {
      cell.truncate(0);
      cells.append(cell, rows, i);
      columns.add(
          cell.copyFrom(0),
          switch (rows.type(i)) {
            case INTEGER, REAL -> true;
            default -> false;
          });
    }
  }

  private void draw(Columns columns, boolean titled, boolean anyRow, OutputStream target)
      throws IOException {
    int margin = columns.margin();
    int[] widths = columns.widths();
    frame.top(out, widths, margin);
    int rowCount = columns.rowCount();
    for (int row = 0; row < rowCount; row++) {
      boolean isTitle = titled && row == 0;
      drawRow(columns, row, isTitle);
      if (row + 1 < rowCount) {
        if (isTitle) {
          frame.belowTitles(out, widths, margin);
        } else if (columns.isMultiLine()) {
          frame.betweenRows(out, widths, margin);
        }
      }
      if (out.length() > FLUSH_BYTES) {
        out.drainTo(target);
      }
    }
    frame.bottom(out, widths, margin, anyRow);
  }

  private void drawRow(Columns columns, int row, boolean isTitle) {
    int margin = columns.margin();
    int[] widths = columns.widths();
    int last = widths.length - 1;
    int[] from = new int[widths.length];
    int lines = format.lineLimit > 0 ? format.lineLimit : Integer.MAX_VALUE;
    LineBreak breaks = new LineBreak(format.wordWrap && columns.isMultiLine());
    boolean more = true;
    for (int n = 0; more && n < lines; n++) {
      more = false;
      out.append(frame.rowStart(margin));
      for (int i = 0; i <= last; i++) {
        byte[] text = columns.cell(row, i);
        breaks.find(text, from[i], text.length, widths[i]);
        int end = breaks.end;
        drawCell(columns, row, i, isTitle, text, from[i], end, widths[i] - breaks.width);
        from[i] = breaks.next;
        more |= from[i] < text.length;
        endCell(i == last, margin);
      }
    }
    if (more) {
      drawDots(columns, row, isTitle, from);
    }
  }

  /** The last line of a row that was cut: dots where more would follow. */
  private void drawDots(Columns columns, int row, boolean isTitle, int[] from) {
    int[] widths = columns.widths();
    byte[] dots = {'.', '.', '.'};
    out.append(frame.rowStart(columns.margin()));
    for (int i = 0; i < widths.length; i++) {
      int n = from[i] < columns.cell(row, i).length ? Math.min(3, widths[i]) : 0;
      drawCell(columns, row, i, isTitle, dots, 0, n, widths[i] - n);
      endCell(i == widths.length - 1, columns.margin());
    }
  }

  private void endCell(boolean last, int margin) {
    if (!last) {
      out.append(frame.columnGap(margin));
      return;
    }
    if (frame.trimsRight()) {
      out.trimRight();
    }
    out.append(frame.rowEnd(margin));
  }

  private void drawCell(
      Columns columns,
      int row,
      int column,
      boolean title,
      byte[] text,
      int from,
      int to,
      int blanks) {
    switch (columns.alignment(row, column, title)) {
      case CENTER -> {
        out.repeat(' ', blanks / 2);
        appendWithTabs(text, from, to);
        out.repeat(' ', blanks - blanks / 2);
      }
      case RIGHT -> {
        out.repeat(' ', blanks);
        appendWithTabs(text, from, to);
      }
      default -> {
        appendWithTabs(text, from, to);
        out.repeat(' ', blanks);
      }
    }
  }

  /** Appends part of a cell with its tabs as blanks and other control characters as pictures. */
  private void appendWithTabs(byte[] text, int from, int to) {
    int column = 0;
    for (int i = from; i < to; ) {
      byte c = text[i];
      if (c < 0) {
        int n = TextWidth.sequenceLength(text, i, to);
        column += TextWidth.of(TextWidth.codePoint(text, i, n));
        out.append(text, i, i + n);
        i += n;
        continue;
      }
      int escape = c < ' ' ? TextWidth.escapeLength(text, i, to) : 0;
      if (escape > 0) {
        out.append(text, i, i + escape);
        i += escape;
        continue;
      }
      if (c == '\t') {
        int n = 8 - (column & 7);
        out.repeat(' ', n);
        column += n;
      } else if (c >= ' ') {
        out.append((char) c);
        column++;
      } else if (c != '\r' || i + 1 < to) {
        out.append((char) 0xe2).append((char) 0x90).append((char) (0x80 + c));
        column++;
      }
      i++;
    }
  }
}

package tech.turso.cli.render;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One line a row with separators: list, csv, tabs, quote, ascii, tcl, c and jatom. Only separators
 * and quoting tell them apart.
 */
final class SeparatedMode implements Renderer {
  private final Format format;
  private final CellWriter cells;
  private final TextBuffer line = new TextBuffer();

  SeparatedMode(Format format, @Nullable ValueFormatter formatter) {
    this.format = format;
    this.cells = new CellWriter(format, formatter);
  }

  @Override
  public void render(ResultRows rows, OutputStream out) throws IOException {
    String columnSeparator = format.columnSeparator == null ? "|" : format.columnSeparator;
    String rowSeparator = format.rowSeparator == null ? "\n" : format.rowSeparator;
    Titles titles = format.titlesOr(Titles.OFF);
    int columns = rows.columnCount();
    long count = 0;
    while (rows.next()) {
      if (count++ == 0 && titles.shown()) {
        titles(rows, columnSeparator, rowSeparator);
      }
      for (int i = 0; i < columns; i++) {
        if (i > 0) {
          line.append(columnSeparator);
        }
        cells.append(line, rows, i);
      }
      line.append(rowSeparator);
      line.drainTo(out);
    }
    if (columns > 0 && count == 0 && titles == Titles.ALWAYS) {
      titles(rows, columnSeparator, rowSeparator);
    }
    RowCount.append(line, format, columns, count);
    line.drainTo(out);
  }

  private void titles(ResultRows rows, String columnSeparator, String rowSeparator) {
    for (int i = 0; i < rows.columnCount(); i++) {
      if (i > 0) {
        line.append(columnSeparator);
      }
      cells.appendTitle(line, rows.columnName(i));
    }
    line.append(rowSeparator);
  }
}

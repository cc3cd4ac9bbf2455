package tech.turso.cli.render;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Rows of an HTML table, without the table around them. */
final class HtmlMode implements Renderer {
  private final Format format;
  private final CellWriter cells;
  private final TextBuffer line = new TextBuffer();

  HtmlMode(Format format, @Nullable ValueFormatter formatter) {
    this.format = format;
    this.cells = new CellWriter(format, Quoting.HTML, Quoting.HTML, "null", formatter);
  }

  @Override
  public void render(ResultRows rows, OutputStream out) throws IOException {
    Titles titles = format.titlesOr(Titles.OFF);
    long count = 0;
    while (rows.next()) {
      if (count++ == 0 && titles.shown()) {
        titles(rows);
      }
      line.append("<tr>");
      for (int i = 0; i < rows.columnCount(); i++) {
        line.append("\n<td>");
        cells.append(line, rows, i);
      }
      line.append("\n</tr>\n");
      line.drainTo(out);
    }
    if (rows.columnCount() > 0 && count == 0 && titles == Titles.ALWAYS) {
      titles(rows);
    }
    if (format.rowCount && rows.columnCount() > 0) {
      RowCount.append(line.append("<!-- "), count).append(" -->\n");
    }
    line.drainTo(out);
  }

  private void titles(ResultRows rows) {
    line.append("<tr>");
    for (int i = 0; i < rows.columnCount(); i++) {
      line.append("\n<th>");
      cells.appendTitle(line, rows.columnName(i));
    }
    line.append("\n</tr>\n");
  }
}

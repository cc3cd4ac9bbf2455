package tech.turso.cli.render;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One line a column, {@code name: value}, with an empty line between rows. */
final class LineMode implements Renderer {
  private final Format format;
  private final CellWriter cells;
  private final TextBuffer line = new TextBuffer();
  private final TextBuffer value = new TextBuffer();

  LineMode(Format format, @Nullable ValueFormatter formatter) {
    this.format = format;
    this.cells = new CellWriter(format, formatter);
  }

  @Override
  public void render(ResultRows rows, OutputStream out) throws IOException {
    int columns = rows.columnCount();
    byte[][] names = new byte[columns][];
    int nameWidth = 0;
    for (int i = 0; i < columns; i++) {
      names[i] = Title.limited(rows.columnName(i), format.titleLimit);
      nameWidth = Math.max(nameWidth, TextWidth.of(names[i], 0, names[i].length));
    }
    String separator = format.columnSeparator == null ? ": " : format.columnSeparator;
    int indent = nameWidth + new TextBuffer().append(separator).length();
    int screen = format.screenWidth > 0 ? format.screenWidth : Integer.MAX_VALUE;
    int width = Math.max(1, screen - indent);
    int lines = format.lineLimit > 0 ? format.lineLimit : Integer.MAX_VALUE;
    long count = 0;
    while (rows.next()) {
      if (count++ > 0) {
        line.append('\n');
      }
      for (int i = 0; i < columns; i++) {
        byte[] name = names[i];
        line.repeat(' ', nameWidth - TextWidth.of(name, 0, name.length)).append(name);
        line.append(separator);
        value.truncate(0);
        cells.append(value, rows, i);
        value(width, lines, indent);
      }
      line.drainTo(out);
    }
    if (format.rowCount && columns > 0) {
      if (count > 0) {
        line.append('\n');
      }
      RowCount.append(line, format, columns, count);
      line.drainTo(out);
    }
  }

  private void value(int width, int lines, int indent) {
    byte[] text = Arrays.copyOf(value.array(), value.length());
    LineBreak lineBreak = new LineBreak(format.wordWrap);
    int from = 0;
    for (int n = 1; ; n++) {
      lineBreak.find(text, from, text.length, width);
      if (n > 1) {
        line.repeat(' ', indent);
      }
      if (n > lines) {
        line.append("...\n");
        return;
      }
      line.append(text, from, lineBreak.end).append('\n');
      from = lineBreak.next;
      if (from >= text.length) {
        return;
      }
    }
  }
}

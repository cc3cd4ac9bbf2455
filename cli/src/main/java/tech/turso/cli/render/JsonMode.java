package tech.turso.cli.render;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects: in one array (json) or one after the other (jobject). */
final class JsonMode implements Renderer {
  private final CellWriter cells;
  private final boolean array;

  JsonMode(Format format, boolean array, @Nullable ValueFormatter formatter) {
    this.cells = new CellWriter(format, Quoting.JSON, Quoting.JSON, "null", formatter);
    this.array = array;
  }

  @Override
  public void render(ResultRows rows, OutputStream out) throws IOException {
    TextBuffer line = new TextBuffer();
    boolean first = true;
    while (rows.next()) {
      if (first) {
        line.append(array ? "[{" : "{");
        first = false;
      } else {
        line.append(array ? "},\n{" : "}\n{");
      }
      for (int i = 0; i < rows.columnCount(); i++) {
        if (i > 0) {
          line.append(',');
        }
        cells.appendText(line, rows.columnName(i));
        line.append(':');
        cells.append(line, rows, i);
      }
      line.drainTo(out);
    }
    if (!first) {
      line.append(array ? "}]\n" : "}\n");
      line.drainTo(out);
    }
  }
}

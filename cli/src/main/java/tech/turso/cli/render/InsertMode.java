package tech.turso.cli.render;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * INSERT statements that make the rows again. With {@link Format#multiInsert} rows share a
 * statement until it has that many bytes.
 */
final class InsertMode implements Renderer {
  private final Format format;
  private final CellWriter cells;
  private final TextBuffer line = new TextBuffer();

  InsertMode(Format format, @Nullable ValueFormatter formatter) {
    this.format = format;
    this.cells = new CellWriter(format, Quoting.SQL, Quoting.SQL, "NULL", formatter);
  }

  @Override
  public void render(ResultRows rows, OutputStream out) throws IOException {
    int statementBytes = 0; // 0: no statement is open
    long count = 0;
    while (rows.next()) {
      count++;
      if (statementBytes == 0) {
        head(rows);
      } else {
        line.append(",\n  (");
      }
      for (int i = 0; i < rows.columnCount(); i++) {
        if (i > 0) {
          line.append(',');
        }
        cells.append(line, rows, i);
      }
      statementBytes += line.length() + 2;
      if (statementBytes >= format.multiInsert) {
        line.append(");\n");
        statementBytes = 0;
      } else {
        line.append(')');
      }
      line.drainTo(out);
    }
    if (statementBytes > 0) {
      line.append(";\n");
    }
    if (format.rowCount && rows.columnCount() > 0) {
      RowCount.append(line.append("/* "), count).append(" inserted */\n");
    }
    line.drainTo(out);
  }

  private void head(ResultRows rows) {
    String table = format.tableName;
    line.append("INSERT INTO ")
        .append(Names.quoted(table == null || table.isEmpty() ? "tab" : table));
    if (format.titlesOr(Titles.OFF).shown()) {
      for (int i = 0; i < rows.columnCount(); i++) {
        line.append(i == 0 ? '(' : ',').append(Names.quoted(rows.columnName(i)));
      }
      line.append(')');
    }
    line.append(" VALUES(");
  }
}

package tech.turso.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tech.turso.cli.render.TextBuffer;

/**
 * Reads fields of text with separators: as RFC 4180 says, or without quoting.
 *
 * <p>SQLite: shell.c.in csv_read_one_field, ascii_read_one_field.
 */
final class DelimitedReader {
  static final int END = -1;

  private final InputStream in;
  private final String name;
  private final Consumer<String> messages;
  private final boolean quoting;
  private final int columnSeparator;
  private final int rowSeparator;
  private final int escape;
  private final int quotedEscape;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private final TextBuffer field = new TextBuffer();
  private boolean begun;
  private int line;
  private int terminator;

  /**
   * @param quoting whether fields may stand in double quotes
   * @param escape character that takes the next one's meaning in plain fields; 0 if there is none
   * @param quotedEscape the same in quoted fields
   */
  DelimitedReader(
      InputStream in,
      String name,
      int firstLine,
      Consumer<String> messages,
      boolean quoting,
      int columnSeparator,
      int rowSeparator,
      int escape,
      int quotedEscape) {
    this.in = in;
    this.name = name;
    this.line = firstLine;
    this.messages = messages;
    this.quoting = quoting;
    this.columnSeparator = columnSeparator;
    this.rowSeparator = rowSeparator;
    this.escape = escape;
    this.quotedEscape = quotedEscape;
  }

  /** The number of the line that is read. */
  int line() {
    return line;
  }

  /** What ended the last field: a separator or {@link #END}. */
  int terminator() {
    return terminator;
  }

  /** Whether the last field was followed by another one of its row. */
  boolean rowGoesOn() {
    return terminator == columnSeparator;
  }

  /** The next field; null at the end. */
  byte @Nullable [] read() throws IOException {
    field.truncate(0);
    int c = next();
    if (c == END) {
      terminator = END;
      return null;
    }
    if (!begun) {
      begun = true;
      if (quoting && c == 0xef && peek(0) == 0xbb && peek(1) == 0xbf) {
        at += 2; // a byte-order mark
        c = next();
        if (c == END) {
          terminator = END;
          return null;
        }
      }
    }
    if (quoting && c == '"') {
      quoted();
    } else {
      plain(c);
    }
    return field.copyFrom(0);
  }

  private void plain(int first) throws IOException {
    int c = first;
    while (c != END && c != columnSeparator && c != rowSeparator) {
      if (quoting && c == escape && escape != 0) {
        c = next();
        if (c == END) {
          break;
        }
      }
      field.append((char) c);
      c = next();
    }
    if (c == rowSeparator) {
      line++;
      int length = field.length();
      if (quoting && length > 0 && field.at(length - 1) == '\r') {
        field.truncate(length - 1);
      }
    }
    terminator = c;
  }

  private void quoted() throws IOException {
    int firstLine = line;
    int before = 0; // the character before this one
    int beforeThat = 0;
    while (true) {
      int c = next();
      if (c == rowSeparator) {
        line++;
      }
      if (c == quotedEscape && quotedEscape != 0) {
        c = next();
        if (c != END) {
          field.append((char) c);
        }
        before = 0;
        beforeThat = 0;
        continue;
      }
      if (c == '"' && before == '"') {
        before = 0; // the first of the two stands in the field already
        continue;
      }
      boolean closed = before == '"' && (c == columnSeparator || c == rowSeparator || c == END);
      if (closed || c == rowSeparator && before == '\r' && beforeThat == '"') {
        field.truncate(field.length() - (closed ? 1 : 2));
        terminator = c;
        return;
      }
      if (before == '"' && c != '\r') {
        messages.accept(name + ":" + line + ": unescaped \" character");
      }
      if (c == END) {
        messages.accept(name + ":" + firstLine + ": unterminated \"-quoted field");
        terminator = c;
        return;
      }
      field.append((char) c);
      beforeThat = before;
      before = c;
    }
  }

  private int next() throws IOException {
    if (at == end) {
      end = Math.max(0, in.read(buffer));
      at = 0;
      if (end == 0) {
        return END;
      }
    }
    return buffer[at++] & 0xff;
  }

  /** A character further on in the first buffer; END if it is not there. */
  private int peek(int distance) {
    return at + distance < end ? buffer[at + distance] & 0xff : END;
  }
}

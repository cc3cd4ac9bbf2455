package tech.turso.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tech.turso.cli.render.TextBuffer;

/** Lines of a stream of UTF-8 text, ending with newline or carriage return and newline. */
public final class StreamLines implements LineSource {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 15];
  private int at;
  private int end;
  private final TextBuffer pieces = new TextBuffer(); // of a line that crosses the buffer's end

  /** Reads from {@code in}, which is not closed. */
  public StreamLines(InputStream in) {
    this.in = in;
  }

  @Override
  public @Nullable String read(String begun) throws IOException {
    byte[] line = readBytes();
    return line == null ? null : new String(line, StandardCharsets.UTF_8);
  }

  /** The next line as it came, without its end; null at the end of input. */
  public byte @Nullable [] readBytes() throws IOException {
    pieces.truncate(0);
    boolean any = false;
    while (true) {
      if (at == end) {
        end = Math.max(0, in.read(buffer));
        at = 0;
        if (end == 0) {
          return any ? pieces.copyFrom(0) : null;
        }
      }
      any = true;
      int newline = at;
      while (newline < end && buffer[newline] != '\n') {
        newline++;
      }
      int from = at;
      at = newline;
      if (newline == end) {
        pieces.append(buffer, from, newline);
        continue;
      }
      at++;
      if (pieces.length() == 0) {
        boolean cr = newline > from && buffer[newline - 1] == '\r';
        return Arrays.copyOfRange(buffer, from, cr ? newline - 1 : newline);
      }
      pieces.append(buffer, from, newline);
      int length = pieces.length();
      if (pieces.at(length - 1) == '\r') {
        pieces.truncate(length - 1);
      }
      return pieces.copyFrom(0);
    }
  }
}

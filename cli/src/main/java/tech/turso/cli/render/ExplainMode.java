package tech.turso.cli.render;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The listing of EXPLAIN, with the bodies of loops indented.
 *
 * <p>What lies between the target of a Next, Prev, VNext, VPrev, SorterNext or Return and the
 * instruction itself is a body; so is what lies between a Goto and its earlier target, if that is a
 * Yield, SeekLT, SeekGT, RowSetRead or Rewind or if the Goto's P1 is set.
 *
 * <p>SQLite: ext/qrf/qrf.c qrfExplain.
 */
final class ExplainMode implements Renderer {
  private static final int[] WIDTHS = {4, 13, 4, 4, 4, 13, 2, 13};
  private static final int OPCODE = 1;

  @Override
  public void render(ResultRows rows, OutputStream target) throws IOException {
    int columns = Math.min(rows.columnCount(), WIDTHS.length);
    List<byte[][]> lines = new ArrayList<>();
    while (rows.next()) {
      byte[][] line = new byte[columns][];
      for (int i = 0; i < columns; i++) {
        line[i] = text(rows, i);
      }
      lines.add(line);
    }
    if (lines.isEmpty()) {
      return;
    }
    int[] indents = indents(lines);
    TextBuffer out = new TextBuffer();
    for (int i = 0; i < columns; i++) {
      byte[] name = rows.columnName(i).getBytes(StandardCharsets.UTF_8);
      padded(out, name, WIDTHS[i]).append(i == columns - 1 ? "\n" : "  ");
    }
    for (int i = 0; i < columns; i++) {
      out.repeat('-', WIDTHS[i]).append(i == columns - 1 ? "\n" : "  ");
    }
    for (int n = 0; n < lines.size(); n++) {
      byte[][] line = lines.get(n);
      for (int i = 0; i < columns; i++) {
        if (i == OPCODE) {
          out.repeat(' ', indents[n]);
        }
        boolean last = i == columns - 1;
        int width = last ? 0 : WIDTHS[i];
        boolean wide = TextWidth.of(line[i], 0, line[i].length) > width;
        padded(out, line[i], width).append(last ? "\n" : wide ? " " : "  ");
      }
    }
    out.drainTo(target);
  }

  private static byte[] text(ResultRows rows, int column) {
    return switch (rows.type(column)) {
      case NULL -> new byte[0];
      case INTEGER -> Long.toString(rows.longAt(column)).getBytes(StandardCharsets.US_ASCII);
      default -> rows.bytesAt(column);
    };
  }

  private static TextBuffer padded(TextBuffer out, byte[] text, int width) {
    return out.append(text).repeat(' ', width - TextWidth.of(text, 0, text.length));
  }

  private static int[] indents(List<byte[][]> lines) {
    int[] indents = new int[lines.size()];
    for (int n = 0; n < indents.length; n++) {
      byte[][] line = lines.get(n);
      // An address is counted from the start of its own program, a trigger's for instance.
      int target = number(line[3]) + n - number(line[0]);
      if (target < 0 || target >= n) {
        continue;
      }
      boolean body =
          switch (ascii(line[OPCODE])) {
            case "Next", "Prev", "VPrev", "VNext", "SorterNext", "Return" -> target > 0;
            case "Goto" -> number(line[2]) != 0 || beginsLoop(ascii(lines.get(target)[OPCODE]));
            default -> false;
          };
      if (body) {
        for (int i = target; i < n; i++) {
          indents[i] += 2;
        }
      }
    }
    return indents;
  }

  private static boolean beginsLoop(String opcode) {
    return switch (opcode) {
      case "Yield", "SeekLT", "SeekGT", "RowSetRead", "Rewind" -> true;
      default -> false;
    };
  }

  private static String ascii(byte[] text) {
    return new String(text, StandardCharsets.US_ASCII);
  }

  private static int number(byte[] text) {
    try {
      return Integer.parseInt(ascii(text));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

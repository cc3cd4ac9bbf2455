package tech.turso.cli.render;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The tree of EXPLAIN QUERY PLAN. A line whose text begins with {@code -} ends the tree before it
 * (a trigger's plan follows).
 *
 * <p>SQLite: ext/qrf/qrf.c qrfEqpRender.
 */
final class PlanMode implements Renderer {
  private static final int MAX_PREFIX = 393;

  private record Line(long id, long parent, byte[] text) {}

  private final TextBuffer out = new TextBuffer();
  private List<Line> lines = new ArrayList<>();

  @Override
  public void render(ResultRows rows, OutputStream target) throws IOException {
    while (rows.next()) {
      byte[] text = rows.bytesAt(3);
      if (text.length > 0 && text[0] == '-') {
        draw();
      }
      lines.add(new Line(rows.longAt(0), rows.longAt(1), text));
    }
    draw();
    out.drainTo(target);
  }

  private void draw() {
    if (lines.isEmpty()) {
      return;
    }
    Line first = lines.getFirst();
    if (first.text.length > 0 && first.text[0] == '-') {
      if (lines.size() > 1) {
        out.append(first.text, Math.min(3, first.text.length), first.text.length).append('\n');
        lines = lines.subList(1, lines.size());
      } else {
        lines = new ArrayList<>();
        return;
      }
    } else {
      out.append("QUERY PLAN\n");
    }
    drawChildren(0, "");
    lines = new ArrayList<>();
  }

  private void drawChildren(long parent, String prefix) {
    int at = next(parent, 0);
    while (at < lines.size()) {
      int following = next(parent, at + 1);
      boolean last = following == lines.size();
      out.append(prefix).append(last ? "`--" : "|--").append(lines.get(at).text).append('\n');
      if (prefix.length() < MAX_PREFIX && lines.get(at).id != parent) {
        drawChildren(lines.get(at).id, prefix + (last ? "   " : "|  "));
      }
      at = following;
    }
  }

  private int next(long parent, int from) {
    int at = from;
    while (at < lines.size() && lines.get(at).parent != parent) {
      at++;
    }
    return at;
  }
}
